#include "options/tolerance_options.hpp"

#include "options/parsed_option.hpp"
#include "parzen/widths.hpp"

namespace parzen::command {
namespace {

double parse_relative(const std::string& text) {
  const std::vector<double> numbers = parse_numbers(text);
  if (numbers.size() == 1 && numbers[0] >= 0 && numbers[0] < 1) return numbers[0];
  throw std::invalid_argument{
      fmt::format("expected a share of the density, 0 or more and less than 1, got '{}'", text)};
}

double parse_absolute(const std::string& text) {
  const std::vector<double> numbers = parse_numbers(text);
  if (numbers.size() == 1 && numbers[0] >= 0) return numbers[0];
  throw std::invalid_argument{fmt::format("expected a density, 0 or more, got '{}'", text)};
}

}  // namespace

void add_tolerance(CLI::App& app, Tolerance& tolerance) {
  add_parsed(app, "--rtol", tolerance.relative, parse_relative,
             "How far a density may be off, as a share of itself, in exchange for speed; kept, and reported")
      ->type_name("R");
  add_parsed(app, "--atol", tolerance.absolute, parse_absolute, "The same as a density; both add up")->type_name("A");
}

}  // namespace parzen::command
