#include "report/html.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace parzen::command::html {
namespace {

std::string row(const std::vector<std::string>& cells) {
  std::string html = "<tr>";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string cell = escaped(cells[i]);
    html += i == 0 ? fmt::format("<th scope=\"row\">{}</th>", cell) : fmt::format("<td>{}</td>", cell);
  }
  return html + "</tr>\n";
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

// A page needs neither the XML declaration, nor the document type, nor gnuplot's own title, which browsers show as a
// tip.
std::string_view drawing(std::string_view svg) {
  const std::size_t begin = svg.find("</desc>");
  const std::size_t end = svg.rfind("</svg>");
  if (begin == std::string_view::npos || end == std::string_view::npos) return {};
  return svg.substr(begin + std::string_view{"</desc>"}.size(), end - begin - std::string_view{"</desc>"}.size());
}

// gnuplot's titles, "bench_plot_3", which browsers show as tips.
std::string without_titles(std::string svg) {
  constexpr std::string_view kBegin = "<title>", kEnd = "</title>";
  for (std::size_t begin = svg.find(kBegin); begin != std::string::npos; begin = svg.find(kBegin, begin)) {
    const std::size_t end = svg.find(kEnd, begin);
    svg.erase(begin, end == std::string::npos ? end : end + kEnd.size() - begin);
  }
  return svg;
}

std::string attribute(std::string_view svg, std::string_view name) {
  const std::size_t begin = svg.find(fmt::format("{}=\"", name));
  if (begin == std::string_view::npos) return {};
  const std::size_t value = begin + name.size() + 2;
  return std::string{svg.substr(value, svg.find('"', value) - value)};
}

std::string with_own_ids(std::string svg, std::string_view name) {
  for (const std::string_view before : {"id='", "id=\"", "xlink:href='#", "href=\"#", "url(#"}) {
    svg = replaced(std::move(svg), before, fmt::format("{}{}-", before, name));
  }
  return replaced(std::move(svg), "xlink:href", "href");
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string html;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += letter;
    }
  }
  return html;
}

std::string paragraph(std::string_view text) { return fmt::format("<p>{}</p>\n", escaped(text)); }

std::string listing(std::string_view text) { return fmt::format("<pre tabindex=\"0\">{}</pre>\n", escaped(text)); }

std::string table(const Table& content) {
  std::string html = "<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>";
  for (const std::string& heading : content.headings)
    html += fmt::format("<th scope=\"col\">{}</th>", escaped(heading));
  html += "</tr></thead>\n<tbody>\n";
  for (const auto& cells : content.rows) html += row(cells);
  return html + "</tbody></table></div>\n";
}

std::string figure(std::string_view svg, std::string_view name, std::string_view description,
                   std::string_view caption) {
  return fmt::format(
      "<figure><svg role=\"img\" aria-label=\"{}\" viewBox=\"{}\" xmlns=\"http://www.w3.org/2000/svg\">{}</svg>\n"
      "<figcaption>{}</figcaption></figure>\n",
      escaped(description), attribute(svg, "viewBox"), with_own_ids(without_titles(std::string{drawing(svg)}), name),
      escaped(caption));
}

}  // namespace parzen::command::html
