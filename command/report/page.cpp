#include "report/page.hpp"

#include <fmt/format.h>

#include "report/html.hpp"
#include "report/style.hpp"

namespace parzen::command {
namespace {

std::string contents(const std::vector<Section>& sections) {
  std::string html = "<nav aria-label=\"Contents\"><ol>\n";
  for (std::size_t i = 0; i < sections.size(); ++i) {
    html += fmt::format("<li><a href=\"#s{}\">{}</a></li>\n", i + 1, html::escaped(sections[i].heading));
  }
  return html + "</ol></nav>\n";
}

std::string body(const std::vector<Section>& sections) {
  std::string html;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    html += fmt::format("<section id=\"s{}\">\n<h2>{}</h2>\n{}</section>\n", i + 1, html::escaped(sections[i].heading),
                        sections[i].html);
  }
  return html;
}

std::string head(const std::string& title) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src "
      "data:\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<link rel=\"icon\" href=\"data:,\">\n"
      "<title>{}</title>\n<style>\n{}</style>\n</head>\n",
      html::escaped(title), kPageStyle);
}

}  // namespace

std::string page(const std::string& title, const std::string& lead, const std::vector<Section>& sections) {
  return head(title) +
         fmt::format("<body>\n<header>\n<h1>{}</h1>\n{}</header>\n", html::escaped(title), html::paragraph(lead)) +
         contents(sections) + "<main>\n" + body(sections) + "</main>\n</body>\n</html>\n";
}

}  // namespace parzen::command
