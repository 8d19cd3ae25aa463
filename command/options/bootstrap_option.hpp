#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace parzen::command {

/// How sure the estimate is to be told by resampling.
struct BootstrapChoice {
  std::size_t replicates = 0;  ///< 0: not at all
  double level = 0.95;
  std::uint32_t seed = 0;
};

/// `--bootstrap N`, `--level P`, `--seed N`
void add_bootstrap(CLI::App& app, BootstrapChoice& choice);

/// What the limits are, in a sentence.
[[nodiscard]] std::string bootstrap_sentence(const BootstrapChoice& choice);

/// Its `replicates`, `level` and `seed`.
[[nodiscard]] nlohmann::ordered_json bootstrap_json(const BootstrapChoice& choice);

}  // namespace parzen::command
