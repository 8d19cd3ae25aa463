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

TEST(Estimate, TakesWeightsFromAColumnOrAFile) {
  scratch_file("weights.csv", "w\n2\n1\n1\n");
  const std::string from_file = run_parzen("estimate - --at 0 --width 1 --weights weights.csv", "0\n5\n6\n").out;
  EXPECT_EQ(run_parzen("estimate - --at 0 --width 1 --weights 2", "0,2\n5,1\n6,1\n").out, from_file);
  EXPECT_THAT(from_file, HasSubstr("3 weighted samples (worth 2.667 equal ones)"));
  EXPECT_THAT(from_file, Not(HasSubstr("count")));
  const auto json =
      nlohmann::json::parse(run_parzen("estimate - --at 0 --width 1 --weights 1 --format json", "2,0\n1,5\n1,6\n").out);
  EXPECT_EQ(json["rows"][0]["density"], 0.5);
  EXPECT_EQ(json["effective_samples"], 16.0 / 6);
  EXPECT_FALSE(json["rows"][0].contains("count"));
}

TEST(Estimate, OfWeightedSamplesIsTheSameWithAnyNumberOfProcesses) {
  for (const char* kernel : {"hypercube", "gaussian"}) {
    // The second column of a normal sample is no weight; its squares would be, and any file of one column is.
    scratch_file("ten.csv", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n");
    const std::string options =
        std::string{"estimate ten.csv --weights ten.csv --points ten.csv --width auto --format csv --kernel "} + kernel;
    const Outcome serial = run_parzen(options + " --processes 1");
    ASSERT_EQ(serial.exit_code, 0) << serial.err;
    EXPECT_EQ(run_parzen(options + " --processes 3").out, serial.out);
  }
}

TEST(Estimate, TakesACovariance) {
  const std::string table = "0,0\n1,0.5\n2,1.8\n-1,-0.4\n0.3,1\n";
  // scipy 1.10: gaussian_kde(X)([0.5, 0.5]), its covariance being the normal reference in two dimensions
  const auto json = nlohmann::ordered_json::parse(
      run_parzen("estimate - --at 0.5,0.5 --kernel gaussian --covariance auto --format json", table).out);
  EXPECT_NEAR(json["rows"][0]["density"].get<double>(), 0.2009359093080863, 1e-14);
  EXPECT_NEAR(json["covariance"][0][1].get<double>(), 0.5067322740322897, 1e-14);
  EXPECT_FALSE(json.contains("width"));
  EXPECT_THAT(run_parzen("estimate - --at 0,0 --kernel gaussian --covariance 1,0.5,0.5,2", table).out,
              HasSubstr("gaussian window of covariance 1, 0.5; 0.5, 2"));
}

TEST(Estimate, CountsHalfOfASampleOnTheBorder) {
  const char* table = "-0.5\n0\n0.1\n";
  const auto estimate = nlohmann::json::parse(
      run_parzen("estimate - --at 0 --width 1 --border half --format json", table).out)["rows"][0];
  EXPECT_EQ(estimate["count"], 2.5);
  EXPECT_DOUBLE_EQ(estimate["density"].get<double>(), 2.5 / 3);
  const auto sweep =
      nlohmann::json::parse(run_parzen("sweep - --at 0 --widths 1,2 --border half --format json", table).out)["rows"];
  EXPECT_EQ(sweep[0]["count"], 2.5);
  EXPECT_EQ(sweep[0]["low"], estimate["low"]);
  EXPECT_EQ(sweep[0]["high"], estimate["high"]);
  EXPECT_EQ(sweep[1]["count"].dump(), "3");
  EXPECT_THAT(run_parzen("estimate - --at 0 --width 1 --border half", table).out, HasSubstr(" 2.5 "));
}

TEST(Estimate, TakesAnglesByAnyTurn) {
  const std::string options = "estimate - --width 20 --kernel gaussian --periodic 0:360 --cdf --format csv --at ";
  const auto density = [&](const char* at, const char* table) {
    const std::string line = run_parzen(options + at, table).out;
    return line.substr(line.find('\n'));
  };
  EXPECT_EQ(density("10", "5\n355\n"), density("10", "365\n-5\n"));
  EXPECT_EQ(run_parzen(options + "1e300", "5\n355\n").exit_code, 0);
}

TEST(Estimate, TakesAFormAndABorder) {
  const auto disc = nlohmann::json::parse(
      run_parzen("estimate - --at 0,0 --kernel epanechnikov --form radial --width 2 --format json", "0,0\n").out);
  EXPECT_NEAR(disc["rows"][0]["density"].get<double>(), 2 / 3.14159265358979324 / 4, 1e-15);
  EXPECT_EQ(disc["form"], "radial");
  const char* table = "-0.5\n0\n0.5\n";
  for (const auto& [border, count] : {std::pair{"closed", 3}, {"half", 2}, {"open", 1}}) {
    const auto json = nlohmann::json::parse(
        run_parzen(std::string{"estimate - --at 0 --width 1 --format json --border "} + border, table).out);
    EXPECT_EQ(json["rows"][0]["count"], count) << border;
    EXPECT_EQ(
        nlohmann::json::parse(
            run_parzen(std::string{"sweep - --at 0 --widths 1 --format json --processes 2 --border "} + border, table)
                .out)["rows"][0]["count"],
        count);
    EXPECT_THAT(
        run_parzen(std::string{"grid - --range -1:1 --size 3 --width 1 --format csv --border "} + border, table).out,
        HasSubstr("\n0," +
                  std::string{count == 3   ? "1"
                              : count == 2 ? "0.6666666666666666"
                                           : "0.3333333333333333"} +
                  "\n"));
  }
}

TEST(Estimate, ReflectsAtBoundsAndRepeatsPeriods) {
  const char* table = "0\n0.5\n2\n";
  const auto bounded =
      nlohmann::json::parse(run_parzen("estimate - --at 0 --at -0.5 --width 1 --reflect 0: --format json", table).out);
  // The window of 0 holds 0 and 0.5, each twice.
  EXPECT_NEAR(bounded["rows"][0]["density"].get<double>(), 4.0 / 3, 1e-15);
  EXPECT_EQ(bounded["rows"][1]["density"], 0);
  EXPECT_EQ(bounded["domain"][0]["ends"], "reflect");
  EXPECT_TRUE(bounded["domain"][0]["high"].is_null());
  EXPECT_FALSE(bounded["rows"][0].contains("count"));
  const auto circle =
      nlohmann::json::parse(run_parzen("estimate - --at 2.4 --width 1 --periodic 0:2.5 --format json", table).out);
  EXPECT_NEAR(circle["rows"][0]["density"].get<double>(), 2.0 / 3, 1e-15);
  EXPECT_THAT(run_parzen("estimate - --at 0,0 --width 1 --reflect 0:,: --periodic :,0:9", "1,1\n").out,
              HasSubstr("x1 reflected from 0, x2 periodic from 0 to 9"));
}

TEST(Estimate, ShowsTheDistributionFunctionAndItsQuantiles) {
  EXPECT_EQ(run_parzen("estimate - --at 0 --at 0.5 --at 9 --width 2 --cdf --format csv", "0\n1\n").out,
            "x1,density,cdf\n0,0.5,0.25\n0.5,0.5,0.5\n9,0,1\n");
  const auto json =
      nlohmann::json::parse(run_parzen("estimate - --quantiles 0.25,0.5,0.9 --width 2 --format json", "0\n1\n").out);
  EXPECT_NEAR(json["rows"][0]["at"][0].get<double>(), 0, 1e-15);
  EXPECT_NEAR(json["rows"][1]["at"][0].get<double>(), 0.5, 1e-15);
  EXPECT_NEAR(json["rows"][2]["at"][0].get<double>(), 1.6, 1e-15);
  EXPECT_EQ(json["rows"][2]["cdf"], 0.9);
}

TEST(Estimate, TellsByResamplingHowSureItIs) {
  const std::string options = "--at 0,0 --at 1,1 --kernel gaussian --width 0.3 --bootstrap 60 --seed 4 --format csv";
  const std::string serial = estimate(options + " --processes 1").out;
  EXPECT_THAT(serial, testing::StartsWith("x1,x2,density,low,high\n"));
  EXPECT_EQ(estimate(options + " --processes 3").out, serial);
  EXPECT_NE(estimate(options + " --processes 1 --seed 5").out, serial);
  const auto json = nlohmann::json::parse(
      run_parzen("estimate - --at 0 --width 1 --weights 2 --bootstrap 20 --format json", "0,1\n3,1\n").out);
  EXPECT_EQ(json["bootstrap"], nlohmann::json({{"replicates", 20}, {"level", 0.95}, {"seed", 0}}));
  EXPECT_LE(json["rows"][0]["low"], json["rows"][0]["density"]);
  EXPECT_GE(json["rows"][0]["high"], json["rows"][0]["density"]);
  EXPECT_THAT(estimate("--at 0,0 --width 1 --bootstrap 5").out, HasSubstr("resamplings"));
}

class EstimateMistake : public testing::TestWithParam<Mistake> {};

TEST_P(EstimateMistake, IsOneLineThatNamesIt) {
  scratch_file("three.csv", "1,2,3\n");
  scratch_file("one.csv", "1\n");
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
        Mistake{"--at 0,0 --width 1 --weights 0", 2, "--weights: expected a whole number from 1"},
        Mistake{"--at 0 --width 1 --weights 3", 1, "estimated.npy:1:1: found 2 columns, expected 3 or more"},
        Mistake{"--at 0 --width 1 --weights 1", 1, "estimated.npy:1:1: --weights: weight 1 is -1.08"},
        Mistake{"--at 0,0 --width 1 --weights three.csv", 1,
                "three.csv:1:1: found 3 columns, expected 1 as in --weights"},
        Mistake{"--at 0,0 --width 1 --weights one.csv", 1,
                "one.csv:1:1: found 1 weights, expected 10000, one for each row"},
        Mistake{"--at 0,0 --width 1 --covariance auto --kernel gaussian", 2, "exclude each other"},
        Mistake{"--at 0,0 --covariance auto", 2, "--covariance: it is that of a Gaussian; add --kernel gaussian"},
        Mistake{"--at 0,0 --covariance 1,2,2,1 --kernel gaussian", 2, "--covariance: the covariance is not positive"},
        Mistake{"--at 0,0 --covariance 1 --kernel gaussian", 1, "found 2 columns, expected 1 as in --covariance"},
        Mistake{"--at 0,0 --width 1 --kernel gaussian --border open", 2, "--border: gaussian has no border"},
        Mistake{"--at 0,0 --width 1 --border round", 2, "--border: found \"round\", expected closed, open or half"},
        Mistake{"--at 0,0 --width 1 --form radial", 2, "--form: the hypercube has no radial form"},
        Mistake{"--at 0,0 --width auto --kernel cosine --form radial", 2, "--width auto is for the product form"},
        Mistake{"--at 0,0 --width 1 --reflect 1:0", 2, "--reflect: column 1 is from 1 to 0, expected two ascending"},
        Mistake{"--at 0,0 --width 1 --periodic 0:", 2,
                "--periodic: column 1 is from 0 to inf, expected for its period"},
        Mistake{"--at 0,0 --width 1 --reflect 0", 2, "--reflect: expected A:B, got '0'"},
        Mistake{"--at 0,0 --width 1 --reflect 0:9", 1, "estimated.npy:1:1: --reflect: sample 1 has -1.08"},
        Mistake{"--at 0,0 --width 1 --reflect -9:9 --periodic 0:9", 2, "exclude each other; write : for column 1"},
        Mistake{"--at 0,0 --width 1 --reflect :,:,:", 1, "found 2 columns, expected 3 as in --reflect"},
        Mistake{"--at 0,0 --width 1 --periodic 0:1e-5", 1, "--periodic: the window is far wider"},
        Mistake{"--at 0,0 --width 1 --cdf", 1, "found 2 columns, expected 1 as in --cdf and --quantiles"},
        Mistake{"--quantiles 0.5 --at 0,0 --width 1", 2, "--quantiles says where"},
        Mistake{"--quantiles 1 --width 1", 2, "--quantiles: found 1, expected numbers between 0 and 1"},
        Mistake{"--at 0,0 --width 1 --bootstrap 1", 2, "--bootstrap: expected a whole number from 2"},
        Mistake{"--at 0,0 --width 1 --bootstrap 5 --level 95", 2,
                "--level: found 95, expected numbers between 0 and 1"},
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
