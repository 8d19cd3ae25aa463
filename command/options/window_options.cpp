#include "options/window_options.hpp"

#include "columns.hpp"
#include "failure.hpp"
#include "options/parsed_option.hpp"
#include "parzen/read.hpp"
#include "parzen/reference_covariance.hpp"
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

std::vector<double> parse_covariance(const std::string& text) {
  if (text == "auto") return {};
  std::vector<double> matrix = parse_numbers(text);
  (void)Window::of_covariance(matrix);
  return matrix;
}

Window covariance_of(const WeightedSamples& data) {
  return Window::of_covariance(data.weights ? reference_covariance(data.samples, *data.weights)
                                            : reference_covariance(data.samples));
}

Window covariance_window(const std::vector<double>& matrix, const WeightedSamples& data, const std::string& name) try {
  if (matrix.empty()) return covariance_of(data);
  const Window window = Window::of_covariance(matrix);
  check_columns(name, data.samples.dimension(), window.widths().size(), "--covariance");
  return window;
} catch (const std::invalid_argument& error) {
  throw DataError{fmt::format("{}:1:1: --covariance auto: {}", name, error.what())};
}

Window window_of(const WindowChoice& choice, const std::vector<Bandwidth>& widths, std::size_t dimension,
                 const std::string& name) {
  if (widths.size() > 1) check_columns(name, dimension, widths.size(), "--width");
  return Window{choice.kernel, widths}.with_form(choice.form).with_border(choice.border);
}

Window width_window(const WindowChoice& choice, const WeightedSamples& data, const std::string& name) try {
  const std::vector<Bandwidth> widths = choice.widths->empty() ? auto_width(data, choice.kernel) : *choice.widths;
  return window_of(choice, widths, data.samples.dimension(), name);
} catch (const std::invalid_argument& error) {
  throw DataError{fmt::format("{}:1:1: --width auto: {}", name, error.what())};
}

}  // namespace

void add_kernel(CLI::App& app, Kernel& kernel) {
  add_parsed(app, "--kernel", kernel, parse_kernel, kernel_names())
      ->type_name("NAME")
      ->default_str(std::string{kernel_name(kernel)});
}

void add_border(CLI::App& app, Border& border) {
  add_parsed(app, "--border", border, parse_border,
             "Samples on the border: closed counts them, open does not, half below")
      ->type_name("NAME")
      ->default_str(std::string{border_name(border)});
}

void add_window(CLI::App& app, WindowChoice& choice) {
  add_parsed(app, "--width", choice.widths, parse_width, "Width of the window, or one per dimension, or auto")
      ->type_name("H[,H...]");
  add_parsed(app, "--covariance", choice.covariance, parse_covariance,
             "In place of widths: covariance of the Gaussian, row after row, or auto")
      ->type_name("A,B,...");
  add_kernel(app, choice.kernel);
  add_parsed(app, "--form", choice.form, parse_form, "In several dimensions: product or radial")
      ->type_name("NAME")
      ->default_str(std::string{form_name(choice.form)});
  add_border(app, choice.border);
}

void check_window(const WindowChoice& choice) {
  if (!choice.widths && !choice.covariance) {
    throw UsageError{"--width is required; or, for a Gaussian, --covariance"};
  }
  if (choice.widths && choice.covariance) {
    throw UsageError{"--width and --covariance exclude each other; a covariance has the widths in it"};
  }
  if (choice.covariance && choice.kernel != Kernel::gaussian) {
    throw UsageError{"--covariance: it is that of a Gaussian; add --kernel gaussian"};
  }
  if (choice.border != Border::closed && choice.kernel != Kernel::hypercube) {
    throw UsageError{fmt::format("--border: {} has no border, only the hypercube does", kernel_name(choice.kernel))};
  }
  if (choice.form == Form::radial && choice.kernel == Kernel::hypercube) {
    throw UsageError{"--form: the hypercube has no radial form; choose another kernel, such as epanechnikov"};
  }
  if (choice.form == Form::radial && choice.widths && choice.widths->empty() && choice.kernel != Kernel::gaussian) {
    throw UsageError{"--width auto is for the product form; give a number for --form radial"};
  }
  if (choice.form == Form::radial && choice.covariance) {
    throw UsageError{"--form: a Gaussian with a covariance has no other; leave --form out"};
  }
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

bool is_plain_count(const WindowChoice& choice) {
  const bool is_given = choice.widths && !choice.widths->empty();
  return is_given && choice.kernel == Kernel::hypercube && choice.border == Border::closed;
}

Window make_window(const WindowChoice& choice, const WeightedSamples& data, const std::string& name) {
  return choice.covariance ? covariance_window(*choice.covariance, data, name) : width_window(choice, data, name);
}

Window make_window(const WindowChoice& choice, std::size_t dimension, const std::string& name) {
  return window_of(choice, *choice.widths, dimension, name);
}

}  // namespace parzen::command
