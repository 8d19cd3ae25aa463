#include "options/domain_option.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "columns.hpp"
#include "options/parsed_option.hpp"
#include "parzen/read.hpp"
#include "parzen/widths.hpp"
#include "text/number.hpp"

namespace parzen::command {
namespace {

double parse_end(const std::string& text, double if_empty) {
  return text.empty() ? if_empty : parse_numbers(text).at(0);
}

DomainAxis parse_axis(const std::string& text, Ends ends, std::size_t number) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos || text.find(',') != std::string::npos) {
    throw std::invalid_argument{fmt::format("expected A:B, got '{}'", text)};
  }
  if (text == ":") return {};
  DomainAxis axis{ends};
  axis.low = parse_end(text.substr(0, colon), axis.low);
  axis.high = parse_end(text.substr(colon + 1), axis.high);
  std::vector<DomainAxis> axes(number);
  axes.back() = axis;
  (void)Domain{std::move(axes)};  // says which of them cannot be
  return axis;
}

std::vector<DomainAxis> parse_axes(const std::string& text, Ends ends) {
  std::vector<DomainAxis> axes;
  std::size_t begin = 0;
  for (std::size_t end = 0; end != text.npos; begin = end + 1) {
    end = text.find(',', begin);
    axes.push_back(parse_axis(text.substr(begin, end - begin), ends, axes.size() + 1));
  }
  return axes;
}

/// One for all columns, or one for each.
DomainAxis axis_of(const std::vector<DomainAxis>& axes, std::size_t j) {
  if (axes.empty()) return {};
  return axes.size() == 1 ? axes[0] : axes[j];
}

DomainAxis combined(const DomainChoice& choice, std::size_t j) {
  const DomainAxis reflect = axis_of(choice.reflect, j);
  const DomainAxis periodic = axis_of(choice.periodic, j);
  if (reflect.ends == Ends::open) return periodic;
  if (periodic.ends == Ends::open) return reflect;
  throw UsageError{
      fmt::format("--reflect and --periodic exclude each other; write : for column {} in one of them", j + 1)};
}

std::string axis_text(const DomainAxis& axis) {
  std::string text = axis.ends == Ends::reflect ? "reflected" : "periodic";
  if (std::isfinite(axis.low)) text += " from " + significant(axis.low);
  if (std::isfinite(axis.high)) text += " to " + significant(axis.high);
  return text;
}

}  // namespace

void add_domain(CLI::App& app, DomainChoice& choice) {
  add_parsed(
      app, "--reflect", choice.reflect, [](const std::string& text) { return parse_axes(text, Ends::reflect); },
      "Bounds beyond which no sample can be; A: or :B for one of them, : for none")
      ->type_name("A:B[,A:B...]");
  add_parsed(
      app, "--periodic", choice.periodic, [](const std::string& text) { return parse_axes(text, Ends::periodic); },
      "A period, such as 0:360 for angles; : for none")
      ->type_name("A:B[,A:B...]");
}

bool has_bounds(const DomainChoice& choice) { return !choice.reflect.empty() || !choice.periodic.empty(); }

Domain make_domain(const DomainChoice& choice, WeightedSamples& data, const Window& window,
                   const std::string& name) try {
  Samples& samples = data.samples;
  if (choice.reflect.size() > 1) check_columns(name, samples.dimension(), choice.reflect.size(), "--reflect");
  if (choice.periodic.size() > 1) check_columns(name, samples.dimension(), choice.periodic.size(), "--periodic");
  std::vector<DomainAxis> axes;
  for (std::size_t j = 0; j < samples.dimension(); ++j) axes.push_back(combined(choice, j));
  Domain domain{std::move(axes)};
  if (domain.is_everything()) return {};
  if (!choice.periodic.empty()) samples = wrapped(samples, domain);
  (void)images_of(SampleView{samples.row(0), samples.dimension()}, domain, samples, window);
  return domain;
} catch (const std::invalid_argument& error) {
  throw DataError{
      fmt::format("{}:1:1: {}: {}", name, choice.reflect.empty() ? "--periodic" : "--reflect", error.what())};
}

std::string domain_text(const Domain& domain) {
  std::string text;
  for (std::size_t j = 0; j < domain.axes().size(); ++j) {
    if (domain.axes()[j].ends == Ends::open) continue;
    text += fmt::format(", x{} {}", j + 1, axis_text(domain.axes()[j]));
  }
  return text;
}

nlohmann::ordered_json domain_json(const Domain& domain) {
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  for (const DomainAxis& axis : domain.axes()) {
    if (axis.ends == Ends::open) {
      json.push_back(nullptr);
    } else {
      json.push_back(
          {{"ends", axis.ends == Ends::reflect ? "reflect" : "periodic"}, {"low", axis.low}, {"high", axis.high}});
    }
  }
  return json;
}

}  // namespace parzen::command
