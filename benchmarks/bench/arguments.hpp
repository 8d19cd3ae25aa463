#pragma once

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace bench {

/// The words of a contender's command line, as its question.json gives them.
class Arguments {
 public:
  Arguments(int argc, char** argv) : argc_{argc}, argv_{argv} {}

  [[nodiscard]] std::string word(int index) const {
    if (index < argc_) return argv_[index];
    std::fprintf(stderr, "%s: argument %d is missing; benchmarks/run gives it\n", argv_[0], index);
    std::exit(2);
  }
  [[nodiscard]] std::size_t number(int index) const { return std::stoul(word(index)); }

 private:
  int argc_;
  char** argv_;
};

}  // namespace bench
