#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "run_parzen.hpp"

namespace parzen::command {
namespace {

using testing::HasSubstr;

TEST(Info, TellsWhatAMeasuredTimeDependsOn) {
  const Outcome run = run_parzen("info");
  EXPECT_EQ(run.exit_code, 0);
  for (const char* name : {"CPU", "cores", "memory", "kernel", "compiler", "gnuplot"})
    EXPECT_THAT(run.out, HasSubstr(name));
}

TEST(Info, WritesJson) {
  const auto json = nlohmann::json::parse(run_parzen("info --format json").out);
  EXPECT_GE(json["cpu_count"], 1);
  EXPECT_TRUE(json["cpu"].is_string());
}

TEST(Info, KnowsWhenGnuplotIsMissing) {
  EXPECT_THAT(run_parzen("info", {}, "PATH=/nowhere").out, HasSubstr("not installed"));
}

TEST(Command, MayBeQuietEverywhere) {
  EXPECT_EQ(run_parzen("info --quiet").exit_code, 0);
  EXPECT_EQ(run_parzen("sample normal -n 1 --mean 0 --cov 1 --quiet").exit_code, 0);
  for (const char* name : {"article", "sample", "sweep", "bench", "info"}) {
    EXPECT_THAT(run_parzen(std::string{name} + " --help").out, HasSubstr("--quiet")) << name;
  }
}

TEST(Command, ShowsItsHelpAndItsVersion) {
  EXPECT_EQ(run_parzen("--help").exit_code, 0);
  EXPECT_THAT(run_parzen("sweep --help").out, HasSubstr("--widths"));
  EXPECT_THAT(run_parzen("--version").out, testing::StartsWith("parzen "));
}

}  // namespace
}  // namespace parzen::command
