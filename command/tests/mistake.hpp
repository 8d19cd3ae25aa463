#pragma once

#include <gmock/gmock.h>

#include <ostream>

#include "run_parzen.hpp"

namespace parzen::command {

/// A wrong command line, and what its user gets to see.
struct Mistake {
  const char* options;
  int exit_code;
  const char* message;
};

inline void PrintTo(const Mistake& mistake, std::ostream* out) { *out << mistake.options; }

/// `run` said in one line, and nowhere else, what is wrong.
inline void expect_mistake(const Outcome& run, const Mistake& mistake) {
  EXPECT_EQ(run.exit_code, mistake.exit_code);
  EXPECT_EQ(run.out, "");
  EXPECT_TRUE(is_one_line(run.err)) << run.err;
  EXPECT_THAT(run.err, testing::HasSubstr(mistake.message));
}

}  // namespace parzen::command
