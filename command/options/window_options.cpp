#include "options/window_options.hpp"

#include <limits>

#include "columns.hpp"
#include "options/parsed_option.hpp"
#include "parzen/read.hpp"
#include "parzen/widths.hpp"
#include "select/auto_width.hpp"

namespace parzen::command {
namespace {

std::vector<Bandwidth> parse_width(const std::string& text) {
  if (text == "auto") return {};
  std::vector<Bandwidth> widths;
  for (const double h : parse_numbers(text)) widths.emplace_back(h);
  (void)Window{Kernel::hypercube, widths};
  return widths;
}

}  // namespace

void add_kernel(CLI::App& app, Kernel& kernel) {
  add_parsed(app, "--kernel", kernel, parse_kernel, kernel_names())
      ->type_name("NAME")
      ->default_str(std::string{kernel_name(kernel)});
}

CLI::Option* add_width(CLI::App& app, std::vector<Bandwidth>& widths) {
  return add_parsed(app, "--width", widths, parse_width, "Width of the window, or one per dimension, or auto")
      ->type_name("H[,H...]");
}

void add_points_at(CLI::App& app, std::vector<std::vector<double>>& points) {
  const auto store = [&points](const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      try {
        points.push_back(parse_numbers(text));
      } catch (const std::invalid_argument& error) {
        throw UsageError{fmt::format("--at: {}", error.what())};
      }
    }
  };
  app.add_option_function<std::vector<std::string>>("--at", store, "A point; may be given again for more of them")
      ->type_name("X,Y,...")
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

Window make_window(Kernel kernel, const std::vector<Bandwidth>& widths, std::size_t dimension,
                   const std::string& name) {
  if (widths.size() > 1) check_columns(name, dimension, widths.size(), "--width");
  return {kernel, widths};
}

Window make_window(Kernel kernel, const std::vector<Bandwidth>& widths, SampleView samples,
                   const std::string& name) try {
  if (widths.empty()) return {kernel, auto_width(samples, kernel)};
  return make_window(kernel, widths, samples.dimension(), name);
} catch (const std::invalid_argument& error) {
  throw DataError{fmt::format("{}:1:1: --width auto: {}", name, error.what())};
}

}  // namespace parzen::command
