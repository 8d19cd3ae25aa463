#include <gmock/gmock.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "mistake.hpp"
#include "run_parzen.hpp"

namespace parzen::command {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kTable = "0,0\n1,0\n1,1\n0.5,3\n";

TEST(Grid, WritesTheDocumentedJson) {
  const auto json = nlohmann::ordered_json::parse(
      run_parzen("grid - --size 3x2 --range 0:2,0:1 --width 1 --format json", kTable).out);
  std::vector<std::string> keys;
  for (const auto& item : json.items()) keys.push_back(item.key());
  EXPECT_THAT(keys, ElementsAre("samples", "dimension", "kernel", "width", "processes", "size", "axes", "density"));
  EXPECT_EQ(json["axes"], nlohmann::json({{0.0, 1.0, 2.0}, {0.0, 1.0}}));
  EXPECT_EQ(json["density"], nlohmann::json({0.25, 0, 0.25, 0.25, 0, 0}));
}

TEST(Grid, IsWhatEstimateGivesAtItsPoints) {
  for (const char* kernel : {"hypercube", "gaussian", "cosine"}) {
    const std::string window = std::string{" --width 1.5,0.7 --format csv --kernel "} + kernel;
    const std::string grid = run_parzen("grid - --size 4x3 --range -1:2,0:3" + window, kTable).out;
    scratch_file("grid-table.csv", kTable);
    scratch_file("grid-points.csv", "-1,0\n-1,1.5\n-1,3\n0,0\n0,1.5\n0,3\n1,0\n1,1.5\n1,3\n2,0\n2,1.5\n2,3\n");
    const std::string points = run_parzen("estimate grid-table.csv --points grid-points.csv" + window).out;
    std::istringstream a{grid}, b{points};
    for (std::string line, other; std::getline(a, line);) {
      std::getline(b, other);
      const std::size_t comma = line.rfind(',');
      EXPECT_EQ(line.substr(0, comma), other.substr(0, comma));
      if (line.starts_with('x')) continue;
      EXPECT_NEAR(std::stod(line.substr(comma + 1)), std::stod(other.substr(comma + 1)), 1e-12);
    }
  }
}

TEST(Grid, IsTheSameWithAnyNumberOfProcesses) {
  const Outcome made = run_parzen("sample normal -n 70000 --mean 0,0 --cov 1,0,0,1 --seed 5 -o grid.npy");
  ASSERT_EQ(made.exit_code, 0);
  for (const char* kernel : {"hypercube", "gaussian"}) {
    const std::string options = std::string{"grid grid.npy --size 30 --width 0.5 --format csv --kernel "} + kernel;
    const Outcome serial = run_parzen(options + " --processes 1");
    ASSERT_EQ(serial.exit_code, 0) << serial.err;
    EXPECT_TRUE(run_parzen(options + " --processes 3").out == serial.out) << kernel;
  }
}

TEST(Grid, TakesWeights) {
  const std::string weighted = run_parzen("grid - --weights 2 --size 5 --width 1.5 --format csv", "0,1\n1,2\n").out;
  EXPECT_EQ(weighted, run_parzen("grid - --size 5 --width 1.5 --format csv", "0\n1\n1\n").out);
  EXPECT_THAT(run_parzen("grid - --weights 2 --width 1", "0,1\n1,1\n").out, HasSubstr("2 weighted samples (worth 2 "));
}

TEST(Grid, StaysWithinBoundsAndCoversPeriods) {
  const auto json = nlohmann::json::parse(
      run_parzen("grid - --size 3 --width 1 --reflect 0:,: --periodic :,0:360 --format json", "1,10\n4,350\n").out);
  EXPECT_EQ(json["axes"], nlohmann::json({{0.5, 2.5, 4.5}, {0.0, 180.0, 360.0}}));
  // The density does not fall to 0 at a bound, and a period's seam is one place: a few points have the whole mass.
  for (const char* bounds : {"--reflect 0:1", "--periodic 0:1"}) {
    const std::string text =
        run_parzen(std::string{"grid - --size 3 --width 3 --kernel gaussian "} + bounds, "0\n0.2\n").out;
    EXPECT_THAT(text, HasSubstr("from 0 to 1"));
    EXPECT_THAT(text, HasSubstr("on the grid: 100 % of the density"));
  }
}

TEST(Grid, NamesHighestDensityRegions) {
  const auto json = nlohmann::json::parse(
      run_parzen("grid - --size 1001 --width 1 --range -2:8 --kernel triangular --regions 0.4,0.75 --format json",
                 "0\n0\n6\n")
          .out);
  // Two thirds of the mass are a triangle on [-1, 1] of height 2/3, one third one on [5, 7] of height 1/3.
  EXPECT_EQ(json["regions"][0]["share"], 0.4);
  EXPECT_EQ(json["regions"][0]["intervals"].size(), 1U);
  EXPECT_NEAR(json["regions"][0]["level"].get<double>(), std::sqrt(0.4) * 2 / 3, 0.01);
  EXPECT_NEAR(json["regions"][0]["intervals"][0][1].get<double>(), 1 - std::sqrt(0.4), 0.02);
  EXPECT_EQ(json["regions"][1]["intervals"].size(), 2U);
  EXPECT_THAT(run_parzen("grid - --width 1 --regions 0.5", "0\n").out,
              HasSubstr("50 % of the mass: where the density is"));
}

TEST(Grid, DrawsABandOfResamplings) {
  const std::string table = "1\n2\n2.5\n4\n4.5\n5\n7\n";
  const std::string options = "grid - --size 40 --width 1 --kernel gaussian --bootstrap 30 --format csv ";
  const Outcome run = run_parzen(options + "--plot band.svg --processes 1", table);
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, StartsWith("x1,density,low,high\n"));
  EXPECT_EQ(run_parzen(options + "--processes 3", table).out, run.out);
  EXPECT_THAT(content_of(scratch() / "band.svg"), HasSubstr("95 % of 30 resamplings"));
}

TEST(Grid, CoversTheSamplesAndWhatTheWindowSpreadsThemTo) {
  const auto json = nlohmann::json::parse(run_parzen("grid - --size 3 --width 1 --format json", "0\n4\n").out);
  EXPECT_EQ(json["axes"][0], nlohmann::json({-0.5, 2.0, 4.5}));
  EXPECT_THAT(run_parzen("grid - --size 401 --width 1 --kernel gaussian", "0\n4\n").out,
              HasSubstr("on the grid: 99.86 %"));
}

TEST(Grid, DrawsCurvesAndHeatMaps) {
  ASSERT_EQ(run_parzen("grid - --width 1 --plot map.svg", kTable).exit_code, 0);
  EXPECT_THAT(content_of(scratch() / "map.svg"), HasSubstr("highest-density regions"));
  ASSERT_EQ(run_parzen("grid - --width 1 --kernel gaussian --plot curve.png", "1\n2\n").exit_code, 0);
  EXPECT_THAT(content_of(scratch() / "curve.png"), StartsWith("\x89PNG"));
  ASSERT_EQ(run_parzen("grid - --width 1 --range 50:60 --plot nothing.pdf", kTable).exit_code, 0);
  EXPECT_THAT(content_of(scratch() / "nothing.pdf"), StartsWith("%PDF"));
}

TEST(Grid, TakesBinsWhereThatIsAskedForAndStatesTheirError) {
  ASSERT_EQ(run_parzen("sample normal -n 3000 --mean 0,0 --cov 1,0,0,1 --seed 3 -o binned.npy").exit_code, 0);
  const std::string options = "grid binned.npy --size 50 --width 0.3 --kernel gaussian --format json";
  const auto exact = nlohmann::json::parse(run_parzen(options).out);
  const auto binned = nlohmann::json::parse(run_parzen(options + " --fft").out);
  const double most = binned["error"]["most"];
  EXPECT_LE(binned["error"]["seen"], most);
  EXPECT_EQ(binned["error"]["points"], 16);
  EXPECT_FALSE(exact.contains("error"));
  EXPECT_NE(exact["density"], binned["density"]);
  for (std::size_t i = 0; i < 2500; ++i)
    EXPECT_NEAR(binned["density"][i].get<double>(), exact["density"][i].get<double>(), most);
  EXPECT_THAT(run_parzen("grid binned.npy --size 50 --width 0.3 --kernel gaussian --fft").out,
              HasSubstr("error of bins: at most"));
}

TEST(Grid, ExplainsHowItWasComputed) {
  for (const auto& [kernel, path] : {std::pair{"hypercube", "parzen: differences: "},
                                     {"biweight", "parzen: near: "},
                                     {"gaussian", "parzen: products: "},
                                     {"gaussian --fft", "parzen: fft: "}}) {
    EXPECT_THAT(run_parzen(std::string{"grid - --width 1 --explain --kernel "} + kernel, kTable).err, StartsWith(path));
  }
}

class GridMistake : public testing::TestWithParam<Mistake> {};

TEST_P(GridMistake, IsOneLineThatNamesIt) {
  expect_mistake(run_parzen(std::string{"grid - "} + GetParam().options, kTable), GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Mistakes, GridMistake,
    testing::Values(Mistake{"", 2, "--width is required"},
                    Mistake{"--width 1 --size 1", 2, "--size: expected a whole number"},
                    Mistake{"--width 1 --size 100000x100000", 2, "--size: '100000x100000' is 1e+10 points"},
                    Mistake{"--width 1 --size 3x", 2, "--size: expected"},
                    Mistake{"--width 1 --size 100000", 1, "--size: a grid in 2 dimensions has more than"},
                    Mistake{"--width 1 --size 2x2x2", 1,
                            "standard input:1:1: found 2 columns, expected 3 as in --size"},
                    Mistake{"--width 1 --range 1:0", 2, "--range: expected A:B with A less than B"},
                    Mistake{"--width 1 --range 0:nan", 2, "--range: found \"nan\""},
                    Mistake{"--width 1 --range 0:1,0:1,0:1", 1, "found 2 columns, expected 3 as in --range"},
                    Mistake{"--width 1 --range 1:1.0000000000000002", 1, "cannot be told apart"},
                    Mistake{"--width 1 --fft", 2, "--fft: the hypercube is counted"},
                    Mistake{"--width 1 --kernel gaussian --fft --range 0:1e-9", 1, "--fft: samples reach over"},
                    Mistake{"--width 1 --plot map.gif", 2, "--plot: expected a file name that ends in"}));

TEST(Grid, DrawsPairsOfColumnsWhereThereAreMoreThanTwo) {
  const std::string rows = "1,2,3\n2,3,5\n4,1,2\n";
  for (const char* kernel : {"hypercube", "gaussian"}) {
    const Outcome run =
        run_parzen("grid - --width 1,2,1 --size 2 --plot three.svg --kernel " + std::string{kernel}, rows);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    const std::string picture = content_of(scratch() / "three.svg");
    for (const char* label : {">x1<", ">x2<", ">x3<"}) EXPECT_THAT(picture, HasSubstr(label)) << kernel;
  }
  EXPECT_EQ(run_parzen("grid - --width 1 --size 2 --plot same.png", "1,1,1\n1,1,1\n").exit_code, 0);
}

TEST(Grid, DrawsPairsWithWeightsBoundsAndCovariances) {
  const std::string rows = "1,2,3,1\n2,3,5,0\n4,1,2,3\n3,2,2,1\n1,1,1,2\n";
  for (const char* options : {"--width 1 --weights 4 --reflect 0:", "--width 1 --columns 1,2,3 --border half",
                              "--covariance auto --kernel gaussian --weights 4", "--width 2 --periodic :,:,0:10,:"}) {
    const Outcome run = run_parzen("grid - --size 2 --plot some.svg " + std::string{options}, rows);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_THAT(content_of(scratch() / "some.svg"), HasSubstr(">x3<")) << options;
  }
}

// All columns and pairs of a kernel that is a function of the distance have other kernels.
TEST(Grid, HasNoPictureOfPairsWithRadialKernels) {
  const Outcome run = run_parzen("grid - --width 1 --size 2 --plot r.svg --kernel cosine --form radial", "1,2,3\n");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, HasSubstr("--plot: pairs of columns are drawn with product kernels"));
}

TEST(Grid, TakesWeightsFromAColumnThatIsChosen) {
  const std::string grid = "grid - --width 1 --range -1:1 --size 3 --format csv ";
  const std::string expected = run_parzen(grid + "--weights 2", "0,2\n5,1\n6,1\n").out;
  EXPECT_EQ(run_parzen(grid + "--columns x,w --weights 2 --nan drop", "w,t,x\n2,a,0\n1,b,5\n1,c,\n1,d,6\n").out,
            expected);
}

TEST(Grid, HasNoPictureOfManyColumns) {
  const Outcome run = run_parzen("grid - --width 1 --size 2 --plot nine.svg", "1,2,3,4,5,6,7,8,9\n");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, HasSubstr("found 9 columns, expected 8 or fewer for --plot; choose some with --columns"));
}

// 272 MB of zeros that the disk need not hold: more than is held in memory.
TEST(Grid, AndEstimateNeedNoMemoryForLargeFiles) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer needs memory of its own";
#endif
  const Outcome made = run_shell(
      "{ printf \"\\223NUMPY\\001\\000\\166\\000\"; "
      "printf '%-117s\\n' \"{'descr': '<f8', 'fortran_order': False, 'shape': (17000000, 2), }\"; } >large.npy; "
      "truncate -s 272000128 large.npy");
  ASSERT_EQ(made.exit_code, 0) << made.err;
  for (const char* how : {"--processes 1", "--processes 2", "--processes 1 --range -1:1"}) {
    const Outcome run =
        run_shell("ulimit -d 190000; parzen grid large.npy --width 1 --size 3 --format csv " + std::string{how});
    EXPECT_THAT(run.out, HasSubstr("\n0,0,1\n")) << run.err;
  }
  for (const char* how : {"--processes 1", "--processes 2"}) {
    const Outcome run =
        run_shell("ulimit -d 190000; parzen estimate large.npy --width 1 --at 0,0 --at 3,3 --explain --format csv " +
                  std::string{how});
    EXPECT_EQ(run.out, "x1,x2,density\n0,0,1\n3,3,0\n");
    EXPECT_THAT(run.err, HasSubstr("counted while 17000000 samples were read"));
  }
  // What is more than a plain count is not taken for one.
  EXPECT_EQ(run_parzen("estimate large.npy --width 1 --at 0.5,0.5 --border open --processes 1 --format csv").out,
            "x1,x2,density\n0.5,0.5,0\n");
  std::filesystem::remove(scratch() / "large.npy");
}

}  // namespace
}  // namespace parzen::command
