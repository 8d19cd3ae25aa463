#include "article/article_text.hpp"

#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "bench/bench_text.hpp"
#include "sweep/sweep_text.hpp"
#include "text/explanation.hpp"
#include "text/number.hpp"

namespace parzen::command {
namespace {

std::string heading(const char* text) { return fmt::format("\n== {}\n\n", text); }

std::string strings_section(const Article& article) {
  return heading("Four processes, one queue") + listed(article.strings) + '\n' +
         heading("The same with positions, sorted") + listed(article.positioned_strings) + '\n';
}

std::string cubes_section(const Article& article) {
  std::string text = heading("Cubes from a pool of four");
  for (const CubeList& list : article.cubes) text += fmt::format("{:<12} {}\n", list.way, listed(list.cubes));
  return text;
}

std::string cube_section(const Article& article) {
  return heading("Ten points and the unit cube") + fmt::format("p(x) = {}\n", article_number(article.cube_density));
}

std::string sweep_section(const Article& article) {
  const Sweep& sweep = article.sweep;
  return heading("Twelve widths at the origin, 10 000 samples") + to_text(side_by_side(sweep)) + '\n' +
         wrapped(exponent_paragraph(sweep.dimension)) + '\n' + wrapped(kArtefactParagraph) + '\n' +
         wrapped(kLimitsSentence) + fmt::format("\nactual probability density: {}\n", article_number(*sweep.truth));
}

std::string bench_section(const Article& article) {
  return heading("Serial against processes") + to_text(article.bench) + heading("The same with more samples") +
         to_text(article.larger_bench);
}

nlohmann::ordered_json cubes_json(const std::vector<CubeList>& lists) {
  nlohmann::ordered_json json;
  for (const CubeList& list : lists) json[list.way] = list.cubes;
  return json;
}

}  // namespace

std::string listed(const std::vector<std::string>& strings) {
  return fmt::format("['{}']", fmt::join(strings, "', '"));
}

std::string listed(const std::vector<std::pair<int, std::string>>& strings) {
  std::string text;
  for (const auto& [position, string] : strings)
    text += fmt::format("{}({}, '{}')", text.empty() ? "" : ", ", position, string);
  return "[" + text + "]";
}

std::string listed(const std::vector<int>& numbers) { return fmt::format("[{}]", fmt::join(numbers, ", ")); }

Table side_by_side(const Sweep& sweep) {
  Table table{.headings = {"the article prints", "count k", "density k/n/h²", "low", "high"}};
  for (const SweepRow& row : sweep.rows) {
    table.rows.push_back({article_line(row.width, row.article_density), std::to_string(row.count),
                          significant(row.density, 12), significant(row.low), significant(row.high)});
  }
  return table;
}

std::string to_text(const Article& article) {
  const std::string text = strings_section(article) + cubes_section(article) + cube_section(article) +
                           sweep_section(article) + bench_section(article) + heading("System") + to_text(article.facts);
  return text.substr(1);  // no empty line at the top
}

nlohmann::ordered_json to_json(const Article& article) {
  return {{"seed", article.question.seed},
          {"strings", article.strings},
          {"positioned_strings", article.positioned_strings},
          {"cubes", cubes_json(article.cubes)},
          {"cube_density", article.cube_density},
          {"sweep", to_json(article.sweep, ArticleColumn::yes)},
          {"true_density", *article.sweep.truth},
          {"bench", to_json(article.bench)},
          {"larger_bench", to_json(article.larger_bench)},
          {"system", to_json(article.facts)}};
}

}  // namespace parzen::command
