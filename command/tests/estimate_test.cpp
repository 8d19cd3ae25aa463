#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "mistake.hpp"
#include "run_parzen.hpp"

namespace parzen::command {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// The article's samples, drawn once.
const std::string& article_samples() {
  static const std::string path = []() -> std::string {
    const Outcome run = run_parzen("sample normal -n 10000 --mean 0,0 --cov 1,0,0,1 --seed 123 -o estimated.npy");
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return "estimated.npy";
  }();
  return path;
}

Outcome estimate(const std::string& options, const std::string& input = {}) {
  return run_parzen("estimate " + article_samples() + " " + options, input);
}

TEST(Estimate, CountsAsTheArticleDoes) {
  const auto json = nlohmann::json::parse(estimate("--at 0,0 --width 1 --format json").out);
  EXPECT_EQ(json["rows"][0]["count"], 1445);
  EXPECT_EQ(json["rows"][0]["density"], 0.1445);
  const auto swept = run_parzen("sweep " + article_samples() + " --at 0,0 --widths 1 --format json").out;
  EXPECT_EQ(json["rows"][0]["low"], nlohmann::json::parse(swept)["rows"][0]["low"]);
  EXPECT_EQ(json["rows"][0]["high"], nlohmann::json::parse(swept)["rows"][0]["high"]);
}

TEST(Estimate, WritesTheDocumentedJson) {
  const auto json = nlohmann::ordered_json::parse(
      estimate("--at 0,0 --at 99,99 --width 0.5,0.25 --kernel epanechnikov --format json").out);
  std::vector<std::string> keys;
  for (const auto& item : json.items()) keys.push_back(item.key());
  EXPECT_THAT(keys, ElementsAre("samples", "dimension", "kernel", "width", "processes", "rows"));
  EXPECT_EQ(json["width"], nlohmann::json({0.5, 0.25}));
  EXPECT_EQ(json["kernel"], "epanechnikov");
  EXPECT_EQ(json["rows"][1]["density"], 0);
  EXPECT_TRUE(json["rows"][1]["log_density"].is_null());
}

TEST(Estimate, WritesCoordinatesAndDensitiesAsCsv) {
  EXPECT_THAT(run_parzen("estimate - --at 0 --at 3 --width 2 --format csv", "0\n0.5\n3\n4\n").out,
              "x1,density\n0,0.25\n3,0.25\n");
  EXPECT_EQ(run_parzen("estimate - --at 9 --width 2 --log --format csv", "0\n").out,
            "x1,density,log_density\n9,0,-inf\n");
}

TEST(Estimate, TakesPointsFromAFile) {
  scratch_file("points.csv", "a,b\n0,0\n1,0\n");
  const std::string from_file = estimate("--points points.csv --width 0.5 --kernel gaussian --format csv").out;
  EXPECT_EQ(from_file, estimate("--at 0,0 --at 1,0 --width 0.5 --kernel gaussian --format csv").out);
  EXPECT_EQ(from_file, estimate("--points - --width 0.5 --kernel gaussian --format csv", "0,0\n1,0\n").out);
}

TEST(Estimate, IsTheSameWithAnyNumberOfProcesses) {
  for (const char* kernel : {"hypercube", "gaussian", "triweight"}) {
    const std::string options =
        "--points " + article_samples() + " --width 0.4 --log --format csv --kernel " + kernel + " --processes ";
    const Outcome serial = estimate(options + "1");
    ASSERT_EQ(serial.exit_code, 0) << serial.err;
    for (const char* processes : {"2", "3"}) EXPECT_TRUE(estimate(options + processes).out == serial.out) << kernel;
  }
}

TEST(Estimate, KeepsLogarithmsWhereDensitiesAreNoDoubles) {
  const std::string out = estimate("--at 500,0 --width 1 --kernel gaussian --log --format csv").out;
  EXPECT_THAT(out, HasSubstr("\n500,0,0,-12"));
}

TEST(Estimate, SaysWhatTheLimitsCoverAndOnlyWhereThereAreAny) {
  EXPECT_THAT(estimate("--at 0,0 --width 1").out, HasSubstr("averaged over the window"));
  EXPECT_THAT(estimate("--at 0,0 --width 1 --kernel cosine").out, Not(HasSubstr("averaged")));
}

TEST(Estimate, ExplainsHowItWasComputed) {
  EXPECT_THAT(estimate("--at 0,0 --width 1 --explain").err, HasSubstr("scan"));
  EXPECT_THAT(estimate("--points " + article_samples() + " --width 1 --explain").err, HasSubstr("slabs"));
  EXPECT_THAT(estimate("--at 0,0 --width 1 --kernel gaussian --explain").err, HasSubstr("without tolerance"));
}

class EstimateMistake : public testing::TestWithParam<Mistake> {};

TEST_P(EstimateMistake, IsOneLineThatNamesIt) {
  scratch_file("three.csv", "1,2,3\n");
  expect_mistake(estimate(GetParam().options), GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Mistakes, EstimateMistake,
    testing::Values(
        Mistake{"--width 1", 2, "--at or --points is required"}, Mistake{"--at 0,0", 2, "--width is required"},
        Mistake{"--at 0,0 --points three.csv --width 1", 2, "exclude each other"},
        Mistake{"--at 0,0 --at 0 --width 1", 2, "found 2 and 1 coordinates"},
        Mistake{"--at 0,nan --width 1", 2, "--at: found \"nan\""},
        Mistake{"--at 0,0 --width 0", 2, "--width: width is 0, expected a finite number greater than 0"},
        Mistake{"--at 0,0 --width 1e-310", 2, "--width: width is 1e-310, expected 2.2"},
        Mistake{"--at 0,0 --width 1 --kernel box", 2, "--kernel: found \"box\", expected hypercube, gaussian"},
        Mistake{"--at 0,0 --width 1 --rtol 1", 2, "--rtol: expected a share of the density, 0 or more and less than 1"},
        Mistake{"--at 0,0 --width 1 --rtol few", 2, "--rtol: found \"few\""},
        Mistake{"--at 0,0 --width 1 --atol -1", 2, "--atol: expected a density, 0 or more, got '-1'"},
        Mistake{"--at 0 --width 1", 1, "estimated.npy:1:1: found 2 columns, expected 1 as in --at"},
        Mistake{"--at 0,0 --width 1,2,3", 1, "estimated.npy:1:1: found 2 columns, expected 3 as in --width"},
        Mistake{"--points three.csv --width 1", 1, "three.csv:1:1: found 3 columns, expected 2"},
        Mistake{"--points none.csv --width 1", 1, "none.csv"}));

TEST(Estimate, CannotReadTwoThingsFromStandardInput) {
  const Outcome run = run_parzen("estimate - --points - --width 1", "1\n");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("--points: standard input holds the samples already"));
}

/// Ten thousand points, so that a tree is worth it.
std::string many_points() {
  EXPECT_EQ(run_parzen("sample normal -n 1000 --mean 0,0 --cov 1,0,0,1 --seed 4 -o many.npy").exit_code, 0);
  return "--points many.npy ";
}

TEST(Estimate, KeepsToleranceAndReportsTheError) {
  const std::string options = many_points() + "--width 0.2 --kernel gaussian --format json ";
  const auto exact = nlohmann::json::parse(estimate(options).out);
  const auto bounded = nlohmann::json::parse(estimate(options + "--rtol 1e-3").out);
  bool any_error = false;
  for (std::size_t q = 0; q < 1000; ++q) {
    const double expected = exact["rows"][q]["density"];
    const double error = bounded["rows"][q]["most_error"];
    any_error |= error > 0;
    EXPECT_LE(error, 1e-3 * expected * (1 + 1e-9));
    EXPECT_NEAR(bounded["rows"][q]["density"].get<double>(), expected, error + 1e-12 * expected);
  }
  EXPECT_TRUE(any_error) << "nothing was left out";
  EXPECT_FALSE(exact["rows"][0].contains("most_error"));
  const Outcome table = estimate(many_points() + "--width 0.2 --kernel gaussian --rtol 1e-3 --explain");
  EXPECT_THAT(table.out, HasSubstr("error: no density is off by more than"));
  EXPECT_THAT(table.err, HasSubstr("tree: 10000 samples in boxes"));
}

TEST(Estimate, GivesTheSameBytesByATreeForAnyNumberOfProcesses) {
  for (const std::string kernel : {"gaussian --rtol 1e-4", "biweight"}) {
    const std::string options = many_points() + "--width 0.3 --format csv --kernel " + kernel;
    EXPECT_EQ(estimate(options + " --processes 1").out, estimate(options + " --processes 3").out);
  }
}

}  // namespace
}  // namespace parzen::command
