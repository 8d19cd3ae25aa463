#include "report/sections.hpp"

#include <fmt/format.h>

#include "bench/bench_text.hpp"
#include "report/html.hpp"
#include "text/number.hpp"

namespace parzen::command {
namespace {

std::string chart_description(const Bench& bench) {
  std::string text = "Bar chart of median times.";
  for (const BenchRow& row : bench.rows) text += fmt::format(" {}: {}.", row.name, duration_text(row.seconds.median));
  return text;
}

std::string disk_part(const DiskResult& disk) {
  return "<h3>A task that waits for the disk</h3>\n" + html::table(readable_table(disk)) + paragraphs(remarks(disk));
}

}  // namespace

std::string paragraphs(const std::vector<std::string>& texts) {
  std::string html;
  for (const std::string& text : texts) html += html::paragraph(text);
  return html;
}

Section bench_section(const std::string& heading, const Bench& bench, const Pictures& pictures,
                      const std::string& name) {
  std::string html = note_on_build().empty() ? std::string{} : html::paragraph(note_on_build());
  html += pictures.figure(name, chart_description(bench),
                          description(bench) + ". The percentage is the speed-up against serial.") +
          html::table(readable_table(bench)) + paragraphs(remarks(bench));
  if (bench.disk) html += disk_part(*bench.disk);
  return {heading, html};
}

Section system_section(const std::vector<Fact>& facts) {
  std::string html = "<table class=\"facts\"><tbody>\n";
  for (const Fact& fact : facts) {
    html += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", html::escaped(fact.name),
                        html::escaped(value_text(fact)));
  }
  return {"The system", html + "</tbody></table>\n"};
}

}  // namespace parzen::command
