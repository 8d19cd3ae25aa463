#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "mistake.hpp"
#include "run_parzen.hpp"

namespace parzen::command {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Two hundred normal samples, drawn once.
const std::string& samples() {
  static const std::string path = []() -> std::string {
    EXPECT_EQ(run_parzen("sample normal -n 200 --mean 0 --cov 1 --seed 8 -o select.csv").exit_code, 0);
    return "select.csv";
  }();
  return path;
}

nlohmann::json selected(const std::string& options) {
  const Outcome run = run_parzen("select " + samples() + " --format json " + options);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  return nlohmann::json::parse(run.out);
}

TEST(Select, WritesTheDocumentedJson) {
  const auto json =
      nlohmann::ordered_json::parse(run_parzen("select " + samples() + " --method lscv --format json").out);
  std::vector<std::string> keys;
  for (const auto& item : json.items()) keys.push_back(item.key());
  EXPECT_THAT(keys, ElementsAre("method", "width", "widths", "kernel", "samples", "dimension", "processes", "curve",
                                "warnings"));
  EXPECT_EQ(json["method"], "lscv");
  EXPECT_EQ(json["widths"], nlohmann::json({json["width"]}));
}

TEST(Select, ChoosesAboutTheRightWidthByEveryMethod) {
  // The best width for 200 samples of this distribution: (4/(3 n))^(1/5).
  for (const char* method : {"normal-reference", "lscv", "likelihood-cv", "sj", "isj"}) {
    const double width = selected(std::string{"--kernel gaussian --method "} + method)["width"];
    EXPECT_GT(width, 0.367 / 1.8) << method;
    EXPECT_LT(width, 0.367 * 1.8) << method;
  }
}

TEST(Select, TransfersPlugInWidthsToTheKernel) {
  for (const char* method : {"sj", "isj", "normal-reference"}) {
    const double gaussian = selected(std::string{"--kernel gaussian --method "} + method)["width"];
    const double cube = selected(std::string{"--method "} + method)["width"];
    EXPECT_NEAR(cube / gaussian, 3.480, 5e-4) << method;
  }
}

TEST(Select, GivesTheLeastOfTheCurve) {
  const auto json = selected("--method lscv --widths 0.2:3:0.1");
  double least = 1e300;
  double at = 0;
  for (const auto& point : json["curve"]) {
    if (point["criterion"] >= least) continue;
    least = point["criterion"];
    at = point["width"];
  }
  EXPECT_EQ(json["curve"].size(), 29U);
  EXPECT_EQ(json["width"], at);
}

TEST(Select, IsTheSameWithAnyNumberOfProcesses) {
  for (const char* kernel : {"hypercube", "gaussian"}) {
    const std::string options = std::string{"--method lscv --kernel "} + kernel + " --processes ";
    auto serial = selected(options + "1");
    auto parallel = selected(options + "3");
    EXPECT_EQ(serial["curve"], parallel["curve"]) << kernel;
  }
}

TEST(Select, WarnsWhereTheBestIsAtAnEnd) {
  EXPECT_THAT(selected("--method lscv --widths 5,6,7")["warnings"][0], HasSubstr("least of those looked at, 5 to 7"));
  EXPECT_TRUE(selected("--method lscv")["warnings"].empty());
}

TEST(Select, WarnsWhereTiesDriveTheCriterion) {
  const Outcome run = run_parzen("select - --method lscv", "1\n1\n2\n2\n2\n1\n3\n3\n");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("7 pairs of equal samples"));
}

TEST(Select, WarnsWhereColumnsDifferInSpread) {
  const Outcome run = run_parzen("select - --method lscv --widths 1,2", "1,100\n2,300\n3,200\n4,900\n");
  EXPECT_THAT(run.out, HasSubstr("one width for all columns, whose spreads are"));
}

TEST(Select, DrawsTheCriterion) {
  ASSERT_EQ(run_parzen("select " + samples() + " --method lscv --plot criterion.svg").exit_code, 0);
  EXPECT_THAT(content_of(scratch() / "criterion.svg"), HasSubstr("LSCV"));
  ASSERT_EQ(run_parzen("select " + samples() + " --method likelihood-cv --widths 2 --plot one.png").exit_code, 0);
}

TEST(Select, IsWhatAutoMeans) {
  const double width = selected("--method sj --kernel gaussian")["width"];
  const Outcome estimate = run_parzen("estimate " + samples() + " --at 0 --width auto --kernel gaussian --format json");
  EXPECT_EQ(nlohmann::json::parse(estimate.out)["width"], width);
  const Outcome grid = run_parzen("grid " + samples() + " --size 3 --width auto --kernel gaussian --format json");
  EXPECT_EQ(nlohmann::json::parse(grid.out)["width"], width);
}

TEST(Select, AutoTakesAWidthForEachOfSeveralColumns) {
  const Outcome run = run_parzen("estimate - --at 0,0 --width auto --format json", "1,100\n2,300\n3,200\n4,900\n");
  EXPECT_EQ(nlohmann::json::parse(run.out)["width"].size(), 2U);
}

TEST(Select, SuggestsACommandThatRuns) {
  const std::string out = run_parzen("select " + samples() + " --method lscv").out;
  const std::size_t begin = out.rfind("parzen grid");
  const std::string command = out.substr(begin, out.find('\n', begin) - begin);
  EXPECT_EQ(run_shell(command).exit_code, 0) << command;
}

class SelectMistake : public testing::TestWithParam<Mistake> {};

TEST_P(SelectMistake, IsOneLineThatNamesIt) {
  scratch_file("constant.csv", "3\n3\n");
  scratch_file("columns.csv", "1,2\n3,4\n");
  scratch_file("single.csv", "1\n");
  scratch_file("alone.csv", "1\n2\n");
  expect_mistake(run_parzen(GetParam().options), GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Mistakes, SelectMistake,
    testing::Values(
        Mistake{"select alone.csv", 2, "--method is required"},
        Mistake{"select alone.csv --method best", 2, "--method: expected normal-reference, lscv"},
        Mistake{"select alone.csv --method sj --widths 1", 2, "--widths: only lscv and likelihood-cv"},
        Mistake{"select alone.csv --method isj --plot x.svg", 2, "--plot: only lscv and likelihood-cv"},
        Mistake{"select alone.csv --method lscv --widths -1", 2, "--widths: width is -1"},
        Mistake{"select columns.csv --method sj", 1, "columns.csv:1:1: --method sj: the samples have dimension 2"},
        Mistake{"select constant.csv --method lscv", 1, "constant.csv:1:1: --method lscv: column 1 has no spread"},
        Mistake{"select single.csv --method lscv --widths 1", 1, "expected 2 or more"},
        Mistake{"select alone.csv --method likelihood-cv --widths 0.1", 1, "no other within reach"},
        Mistake{"estimate constant.csv --at 0 --width auto", 1, "constant.csv:1:1: --width auto: column 1"}));

}  // namespace
}  // namespace parzen::command
