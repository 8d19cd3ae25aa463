#include "system/system_info.hpp"

#include <fmt/format.h>

#include <CLI/Version.hpp>
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "plot/gnuplot.hpp"
#include "polyproc/polyproc.hpp"

namespace parzen::command {
namespace {

constexpr const char* kUnknown = "unknown";

std::string trimmed(std::string text) {
  text.erase(0, text.find_first_not_of(" \t\""));
  text.erase(text.find_last_not_of(" \t\"") + 1);
  return text;
}

/// The value behind `key` in a file of lines "key<separator> value".
std::string value_in(const char* path, const std::string& key, char separator) {
  std::ifstream file{path};
  std::string line;
  while (std::getline(file, line)) {
    const std::size_t end = line.find(separator);
    if (end != std::string::npos && trimmed(line.substr(0, end)) == key) return trimmed(line.substr(end + 1));
  }
  return kUnknown;
}

std::string first_line(const char* path) {
  std::ifstream file{path};
  std::string line;
  return std::getline(file, line) ? line : kUnknown;
}

std::string memory() {
  const std::string kibibytes = value_in("/proc/meminfo", "MemTotal", ':');
  if (kibibytes == kUnknown) return kUnknown;
  return fmt::format("{:.1f} GiB", std::stod(kibibytes) / (1024 * 1024));
}

constexpr const char* machine() {
#if defined(__x86_64__)
  return "x86_64";
#elif defined(__aarch64__)
  return "aarch64";
#else
  return kUnknown;
#endif
}

std::string compiler() {
#ifdef __clang__
  return fmt::format("clang {}", __clang_version__);
#else
  return fmt::format("g++ {}", __VERSION__);
#endif
}

std::string fmt_version() {
  return fmt::format("{}.{}.{}", FMT_VERSION / 10'000, FMT_VERSION / 100 % 100, FMT_VERSION % 100);
}

std::string json_version() {
  return fmt::format("{}.{}.{}", NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH);
}

}  // namespace

std::vector<Fact> system_facts() {
  return {{"CPU", "cpu", value_in("/proc/cpuinfo", "model name", ':')},
          {"machine", "machine", machine()},
          {"cores", "cores", std::thread::hardware_concurrency()},
          {"CPU count (usable)", "cpu_count", polyproc::cpu_count()},
          {"memory", "memory", memory()},
          {"system", "system", value_in("/etc/os-release", "PRETTY_NAME", '=')},
          {"kernel", "kernel", first_line("/proc/sys/kernel/osrelease")},
          {"compiler", "compiler", compiler()},
          {"build", "build", assertions_are_on() ? "assertions on" : "release"},
          {"polyproc, parzen", "version", PARZEN_VERSION},
          {"CLI11", "cli11", CLI11_VERSION},
          {"fmt", "fmt", fmt_version()},
          {"nlohmann-json", "nlohmann_json", json_version()},
          {"gnuplot", "gnuplot", gnuplot_version()}};
}

std::string value_text(const Fact& fact) {
  return std::visit([](const auto& value) { return fmt::format("{}", value); }, fact.value);
}

nlohmann::ordered_json to_json(const std::vector<Fact>& facts) {
  nlohmann::ordered_json json;
  for (const Fact& fact : facts) std::visit([&](const auto& value) { json[fact.key] = value; }, fact.value);
  return json;
}

std::string to_text(const std::vector<Fact>& facts) {
  std::size_t width = 0;
  for (const Fact& fact : facts) width = std::max(width, fact.name.size());
  std::string text;
  for (const Fact& fact : facts) text += fmt::format("{:<{}} : {}\n", fact.name, width, value_text(fact));
  return text;
}

}  // namespace parzen::command
