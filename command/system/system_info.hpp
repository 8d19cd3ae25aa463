#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <variant>
#include <vector>

namespace parzen::command {

/// One fact about this machine or this build: a name for people, a key for programs, and the value.
struct Fact {
  std::string name;
  std::string key;
  std::variant<std::string, unsigned> value;
};

/// CPU, cores, memory, kernel, compiler, versions of libraries: what a measured time depends on.
/// A fact that the machine does not tell is "unknown".
[[nodiscard]] std::vector<Fact> system_facts();

/// Whether this build checks its own assertions, which costs time: its measurements are not those of a release.
[[nodiscard]] constexpr bool assertions_are_on() {
#ifdef NDEBUG
  return false;
#else
  return true;
#endif
}

/// The value of a fact as text, without quotes.
[[nodiscard]] std::string value_text(const Fact& fact);

/// {"cpu":…,"cores":…,…}
[[nodiscard]] nlohmann::ordered_json to_json(const std::vector<Fact>& facts);

/// "CPU        : AMD EPYC", one fact a line.
[[nodiscard]] std::string to_text(const std::vector<Fact>& facts);

}  // namespace parzen::command
