#pragma once

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "failure.hpp"

namespace parzen::command {

/// What a subcommand does once the whole command line is understood.
using Job = std::function<void()>;

/// Adds an option whose text `parse` turns into `target`. When `parse` throws std::invalid_argument the command line is
/// wrong, and the user reads "--name: <its sentence>".
template <class T, class Parse>
CLI::Option* add_parsed(CLI::App& app, const std::string& names, T& target, Parse parse, const std::string& help) {
  const auto store = [&target, parse = std::move(parse), names](const std::string& text) {
    try {
      target = parse(text);
    } catch (const std::invalid_argument& error) {
      throw UsageError{fmt::format("{}: {}", names, error.what())};
    }
  };
  return app.add_option_function<std::string>(names, store, help);
}

/// Reads a whole number in [low, high]. Throws std::invalid_argument, in a sentence, for anything else.
[[nodiscard]] std::uint64_t parse_whole(std::string_view text, std::uint64_t low,
                                        std::uint64_t high = std::numeric_limits<std::uint64_t>::max());

/// Reads a range or a list of numbers, each between 0 and 1. Throws std::invalid_argument, in a sentence.
[[nodiscard]] std::vector<double> parse_probabilities(const std::string& text);

/// Adds an option that takes a whole number in [low, high] and shows its default in the help.
template <class Integer>
CLI::Option* add_whole(CLI::App& app, const std::string& names, Integer& target, Integer low, Integer high,
                       const std::string& help) {
  const auto parse = [low, high](const std::string& text) {
    return static_cast<Integer>(parse_whole(text, static_cast<std::uint64_t>(low), static_cast<std::uint64_t>(high)));
  };
  return add_parsed(app, names, target, parse, help)->type_name("N")->default_str(std::to_string(target));
}

}  // namespace parzen::command
