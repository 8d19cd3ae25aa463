#include "bench/rounds.hpp"

#include <cstdio>
#include <iostream>

namespace bench {
namespace {

#ifdef NDEBUG
constexpr bool kHasAssertions = false;
#else
constexpr bool kHasAssertions = true;
#endif

void print(const Figures& figures) {
  const char* separator = "{";
  for (const auto& [name, value] : figures) {
    std::printf("%s\"%s\": %.9g", separator, name.c_str(), value);
    separator = ", ";
  }
  std::puts("}");
  std::fflush(stdout);
}

}  // namespace

int serve_rounds(const std::function<Figures()>& round) {
  if (kHasAssertions) {
    std::fputs("built with assertions: its times would mean nothing\n", stderr);
    return 1;
  }
  std::puts("ready");
  std::fflush(stdout);
  for (std::string line; std::getline(std::cin, line);) print(round());
  return 0;
}

}  // namespace bench
