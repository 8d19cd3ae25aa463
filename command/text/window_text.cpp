#include "text/window_text.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "text/number.hpp"

namespace parzen::command {
namespace {

std::string covariance_text(const Window& window) {
  const std::size_t d = window.widths().size();
  std::string text = "covariance ";
  for (std::size_t i = 0; i < d * d; ++i) {
    if (i > 0) text += i % d == 0 ? "; " : ", ";
    text += significant(window.covariance()[i]);
  }
  return text;
}

std::string size_text(const Window& window) {
  if (!window.covariance().empty()) return covariance_text(window);
  std::string text = window.widths().size() == 1 ? "width " : "widths ";
  for (const Bandwidth h : window.widths()) text += significant(h.value()) + ", ";
  text.resize(text.size() - 2);
  return text;
}

nlohmann::ordered_json covariance_json(const Window& window) {
  const std::size_t d = window.widths().size();
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < d; ++i) rows.push_back(window.covariance().subspan(i * d, d));
  return rows;
}

nlohmann::ordered_json width_json(const Window& window) {
  if (window.widths().size() == 1) return window.widths()[0].value();
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Bandwidth h : window.widths()) list.push_back(h.value());
  return list;
}

}  // namespace

std::string window_text(const Window& window) {
  std::string text = fmt::format("{}{} window of {}", window.form() == Form::radial ? "radial " : "",
                                 kernel_name(window.kernel()), size_text(window));
  if (window.border() != Border::closed) text += fmt::format(", border {}", border_name(window.border()));
  return text;
}

nlohmann::ordered_json window_json(const Window& window) {
  nlohmann::ordered_json json = {{"kernel", kernel_name(window.kernel())}};
  if (window.form() != Form::product) json["form"] = form_name(window.form());
  if (window.border() != Border::closed) json["border"] = border_name(window.border());
  if (window.covariance().empty()) {
    json["width"] = width_json(window);
  } else {
    json["covariance"] = covariance_json(window);
  }
  return json;
}

}  // namespace parzen::command
