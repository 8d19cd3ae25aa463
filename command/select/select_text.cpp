#include "select/select_text.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "text/explanation.hpp"
#include "text/number.hpp"

namespace parzen::command {
namespace {

std::string_view reason(Method method) {
  switch (method) {
    case Method::normal_reference:
      return "Best for a normal distribution of the same spread; too wide where there are several modes.";
    case Method::lscv:
      return "The width with the least integrated squared error, as far as the samples, each held out in turn, can "
             "tell "
             "(least-squares cross-validation, exact). It varies more from sample to sample than plug-in widths do.";
    case Method::likelihood_cv:
      return "The width under which the samples, each held out in turn, are the most likely. Outliers make it wide.";
    case Method::sj:
      return "Sheather and Jones' plug-in width, for other kernels than the Gaussian times the factor with which they "
             "smooth as much.";
    case Method::isj:
      break;
  }
  return "The improved Sheather-Jones width of Botev, Grotowski and Kroese, for other kernels than the Gaussian times "
         "the "
         "factor with which they smooth as much.";
}

std::string widths_text(const Selection& selection) {
  std::string text;
  const bool differ = selection.widths.front() != selection.widths.back();
  for (const Bandwidth h : selection.widths) text += (text.empty() ? "" : ",") + significant(h.value());
  return differ ? text : significant(selection.width.value());
}

}  // namespace

std::string to_text(const Selection& selection, const std::string& data) {
  std::string text =
      fmt::format("width {} by {}, {} window, {} samples of dimension {}\n\n", significant(selection.width.value()),
                  method_name(selection.method), kernel_name(selection.kernel), selection.samples, selection.dimension);
  text += wrapped(reason(selection.method));
  for (const std::string& warning : selection.warnings) text += '\n' + wrapped("Warning: " + warning);
  return text + fmt::format("\nparzen grid {} --kernel {} --width {}\n", data, kernel_name(selection.kernel),
                            widths_text(selection));
}

Table exact_table(const Selection& selection) {
  return {.headings = {"method", "width"},
          .rows = {{std::string{method_name(selection.method)}, round_trip(selection.width.value())}}};
}

nlohmann::ordered_json to_json(const Selection& selection) {
  nlohmann::ordered_json widths = nlohmann::ordered_json::array();
  for (const Bandwidth h : selection.widths) widths.push_back(h.value());
  nlohmann::ordered_json curve = nlohmann::ordered_json::array();
  for (const auto& [width, criterion] : selection.curve) curve.push_back({{"width", width}, {"criterion", criterion}});
  return {
      {"method", method_name(selection.method)}, {"width", selection.width.value()}, {"widths", std::move(widths)},
      {"kernel", kernel_name(selection.kernel)}, {"samples", selection.samples},     {"dimension", selection.dimension},
      {"processes", selection.processes},        {"curve", std::move(curve)},        {"warnings", selection.warnings}};
}

}  // namespace parzen::command
