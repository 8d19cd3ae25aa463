#include "classify/classify_text.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "text/number.hpp"
#include "text/window_text.hpp"

namespace parzen::command {
namespace {

nlohmann::ordered_json classes_json(const Classes& learnt) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (std::size_t c = 0; c < learnt.labels.size(); ++c) {
    const ClassDensity& one = learnt.classes[c];
    nlohmann::ordered_json json = {{"label", learnt.labels[c]}, {"samples", one.samples.size()}, {"prior", one.prior}};
    json.update(window_json(one.window));
    list.push_back(std::move(json));
  }
  return list;
}

nlohmann::ordered_json heading_json(const Classes& learnt) {
  return {{"dimension", learnt.classes[0].samples.dimension()}, {"classes", classes_json(learnt)}};
}

template <class Number>
Table point_table(const Classes& learnt, SampleView points, const std::vector<Posterior>& posteriors, Number number) {
  Table table;
  for (std::size_t j = 1; j <= points.dimension(); ++j) table.headings.push_back(fmt::format("x{}", j));
  table.headings.emplace_back("class");
  for (const double label : learnt.labels) table.headings.push_back("p_" + round_trip(label));
  for (std::size_t q = 0; q < posteriors.size(); ++q) {
    auto& cells = table.rows.emplace_back();
    for (const double x : points.row(q)) cells.push_back(number(x));
    cells.push_back(round_trip(learnt.labels[posteriors[q].chosen]));
    for (const double p : posteriors[q].probabilities) cells.push_back(number(p));
  }
  return table;
}

}  // namespace

Table confusion_table(const Classes& learnt, const Confusion& confusion) {
  Table table{.headings = {"class"}};
  for (const double label : learnt.labels) table.headings.push_back("as_" + round_trip(label));
  for (std::size_t c = 0; c < learnt.labels.size(); ++c) {
    auto& cells = table.rows.emplace_back(std::vector{round_trip(learnt.labels[c])});
    for (const std::uint64_t count : confusion.counts[c]) cells.push_back(std::to_string(count));
  }
  return table;
}

std::string to_text(const Classes& learnt, const Confusion& confusion, TestedOn tested_on) {
  std::string text;
  for (std::size_t c = 0; c < learnt.labels.size(); ++c) {
    const ClassDensity& one = learnt.classes[c];
    text += fmt::format("class {}: {} samples, {}\n", round_trip(learnt.labels[c]), one.samples.size(),
                        window_text(one.window));
  }
  text += '\n' + to_text(confusion_table(learnt, confusion)) + '\n';
  return text +
         fmt::format(
             "{} of {} wrong, {} %, {}\n", confusion.wrong(), confusion.tested(),
             significant(100 * static_cast<double>(confusion.wrong()) / static_cast<double>(confusion.tested()), 4),
             tested_on == TestedOn::held_out ? "each held out from its class" : "of the test file");
}

nlohmann::ordered_json to_json(const Classes& learnt, const Confusion& confusion, TestedOn tested_on) {
  nlohmann::ordered_json json = heading_json(learnt);
  json.update({{"tested_on", tested_on == TestedOn::held_out ? "held out" : "file"},
               {"tested", confusion.tested()},
               {"wrong", confusion.wrong()},
               {"confusion", confusion.counts}});
  return json;
}

Table exact_table(const Classes& learnt, SampleView points, const std::vector<Posterior>& posteriors) {
  return point_table(learnt, points, posteriors, round_trip);
}

Table readable_table(const Classes& learnt, SampleView points, const std::vector<Posterior>& posteriors) {
  return point_table(learnt, points, posteriors, [](double x) { return significant(x); });
}

nlohmann::ordered_json to_json(const Classes& learnt, SampleView points, const std::vector<Posterior>& posteriors) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (std::size_t q = 0; q < posteriors.size(); ++q) {
    rows.push_back({{"at", points.row(q)},
                    {"class", learnt.labels[posteriors[q].chosen]},
                    {"probabilities", posteriors[q].probabilities}});
  }
  nlohmann::ordered_json json = heading_json(learnt);
  json["rows"] = std::move(rows);
  return json;
}

}  // namespace parzen::command
