#include "sweep/sweep_text.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "text/explanation.hpp"
#include "text/json.hpp"
#include "text/number.hpp"

namespace parzen::command {
namespace {

Table headed(ArticleColumn article, const char* article_heading) {
  Table table{.headings = {"width", "count", "density", "low", "high"}};
  if (article == ArticleColumn::yes) table.headings.emplace_back(article_heading);
  return table;
}

std::vector<std::string> readable_row(const Sweep& sweep, std::size_t i, ArticleColumn article) {
  const SweepRow& row = sweep.rows[i];
  // Beside the article's number stand as many digits as it has.
  const int digits = article == ArticleColumn::yes ? 12 : 6;
  std::vector<std::string> cells = {significant(row.width), count_text(count_of(sweep, i)),
                                    significant(row.density, digits), significant(row.low), significant(row.high)};
  if (article == ArticleColumn::yes) cells.push_back(article_line(row.width, row.article_density));
  return cells;
}

std::vector<std::string> exact_row(const Sweep& sweep, std::size_t i, ArticleColumn article) {
  const SweepRow& row = sweep.rows[i];
  std::vector<std::string> cells = {round_trip(row.width), count_text(count_of(sweep, i)), round_trip(row.density),
                                    round_trip(row.low), round_trip(row.high)};
  if (article == ArticleColumn::yes) cells.push_back(round_trip(row.article_density));
  return cells;
}

nlohmann::ordered_json row_json(const Sweep& sweep, std::size_t i, ArticleColumn article) {
  const SweepRow& row = sweep.rows[i];
  nlohmann::ordered_json json = {{"width", row.width},
                                 {"count", count_json(count_of(sweep, i))},
                                 {"density", row.density},
                                 {"low", row.low},
                                 {"high", row.high}};
  if (article == ArticleColumn::yes) json["article_density"] = row.article_density;
  return json;
}

std::string heading(const Sweep& sweep) {
  const std::string border =
      sweep.border == Border::closed ? "" : fmt::format(", border {}", border_name(sweep.border));
  return fmt::format("density at {}, {} samples of dimension {}, hypercube window of side `width`{}\n\n",
                     point_text(sweep.at), sweep.samples, sweep.dimension, border);
}

std::string oracle_line(const Sweep& sweep) {
  return fmt::format("Nearest to the true density {}: h = {} (an oracle: who knows the truth needs no estimate).\n",
                     significant(*sweep.truth, 12), significant(*best_width(sweep)));
}

}  // namespace

Table readable_table(const Sweep& sweep, ArticleColumn article) {
  Table table = headed(article, "the article prints");
  for (std::size_t i = 0; i < sweep.rows.size(); ++i) table.rows.push_back(readable_row(sweep, i, article));
  return table;
}

Table exact_table(const Sweep& sweep, ArticleColumn article) {
  Table table = headed(article, "article_density");
  for (std::size_t i = 0; i < sweep.rows.size(); ++i) table.rows.push_back(exact_row(sweep, i, article));
  return table;
}

nlohmann::ordered_json to_json(const Sweep& sweep, ArticleColumn article) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < sweep.rows.size(); ++i) rows.push_back(row_json(sweep, i, article));
  nlohmann::ordered_json json = {
      {"at", sweep.at},        {"samples", sweep.samples},     {"dimension", sweep.dimension},
      {"kernel", "hypercube"}, {"processes", sweep.processes}, {"rows", rows},
      {"best", nullptr}};
  if (sweep.border != Border::closed) json["border"] = border_name(sweep.border);
  if (const auto best = best_width(sweep)) json["best"] = *best;
  return json;
}

std::string to_text(const Sweep& sweep, ArticleColumn article) {
  std::string text = heading(sweep) + to_text(readable_table(sweep, article)) + '\n';
  if (sweep.truth) text += oracle_line(sweep);
  text += wrapped(kLimitsSentence);
  if (article == ArticleColumn::yes) text += '\n' + wrapped(exponent_paragraph(sweep.dimension));
  return text;
}

}  // namespace parzen::command
