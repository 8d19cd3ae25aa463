#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "run_parzen.hpp"

namespace parzen::command {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// The article's samples, drawn once.
const std::string& article_samples() {
  static const std::string path = []() -> std::string {
    const Outcome run = run_parzen("sample normal -n 10000 --mean 0,0 --cov 1,0,0,1 --seed 123 -o article.npy");
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return "article.npy";
  }();
  return path;
}

Outcome sweep_article(const std::string& options) {
  return run_parzen("sweep " + article_samples() + " --at 0,0 --widths 0.1:1.2:0.1 " + options);
}

TEST(Sweep, PrintsTheArticlesTwelveLinesToTheDigit) {
  const std::string out = sweep_article("--article").out;
  for (const char* line :
       {"h = 0.1, p(x) = 0.016\n", "h = 0.2, p(x) = 0.0305\n", "h = 0.3, p(x) = 0.045\n", "h = 0.4, p(x) = 0.06175\n",
        "h = 0.5, p(x) = 0.078\n", "h = 0.6, p(x) = 0.0911666666667\n", "h = 0.7, p(x) = 0.106\n",
        "h = 0.8, p(x) = 0.117375\n", "h = 0.9, p(x) = 0.132666666667\n", "h = 1.0, p(x) = 0.1445\n",
        "h = 1.1, p(x) = 0.157090909091\n", "h = 1.2, p(x) = 0.1685\n"}) {
    EXPECT_THAT(out, HasSubstr(line));
  }
  EXPECT_THAT(out, HasSubstr("shape[1] is 1"));
}

TEST(Sweep, ExplainsHowItWasComputed) {
  EXPECT_THAT(sweep_article("--explain --processes 2").err,
              HasSubstr("parzen: one pass: 10000 distances put between 12 widths, by 2 processes"));
  EXPECT_EQ(sweep_article("").err, "");
}

TEST(Sweep, CountsTheSameWithAnyNumberOfProcesses) {
  for (const int processes : {1, 2, 3, 4, 6}) {
    const Outcome run = sweep_article("--format json --processes " + std::to_string(processes));
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const auto json = nlohmann::json::parse(run.out);
    EXPECT_EQ(json["processes"], processes);
    std::vector<int> counts;
    for (const auto& row : json["rows"]) counts.push_back(row["count"]);
    EXPECT_THAT(counts, ElementsAre(16, 61, 135, 247, 390, 547, 742, 939, 1194, 1445, 1728, 2022));
  }
}

TEST(Sweep, WritesTheDocumentedJson) {
  const auto json = nlohmann::ordered_json::parse(sweep_article("--format json").out);
  std::vector<std::string> keys;
  for (const auto& item : json.items()) keys.push_back(item.key());
  EXPECT_THAT(keys, ElementsAre("at", "samples", "dimension", "kernel", "processes", "rows", "best"));
  EXPECT_EQ(json["at"], nlohmann::json({0.0, 0.0}));
  EXPECT_EQ(json["samples"], 10000);
  EXPECT_EQ(json["dimension"], 2);
  EXPECT_EQ(json["kernel"], "hypercube");
  EXPECT_TRUE(json["best"].is_null());
  EXPECT_EQ(json["rows"][2]["width"], 0.1 + 2 * 0.1);
  EXPECT_EQ(json["rows"][9]["density"], 0.1445);
}

TEST(Sweep, NamesTheWidthNearestToTheTruthAsAnOracle) {
  EXPECT_EQ(nlohmann::json::parse(sweep_article("--format json --truth 0.1516").out)["best"], 0.1 + 6 * 0.1);
  EXPECT_THAT(sweep_article("--truth 0.1516").out, HasSubstr("oracle"));
}

TEST(Sweep, WritesNumbersThatRoundTripAsCsv) {
  const std::string out = sweep_article("--format csv --article").out;
  EXPECT_THAT(out, testing::StartsWith("width,count,density,low,high,article_density\n0.1,16,0.15999"));
  EXPECT_THAT(out, HasSubstr("\n0.30000000000000004,135,"));
}

TEST(Sweep, RefusesAWidthWithoutAVolume) {
  const Outcome run = run_parzen("sweep - --at 0,0 --widths 1e-200 --plot no-volume.svg", "0,0\n");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(is_one_line(run.err)) << run.err;
  EXPECT_THAT(run.err,
              HasSubstr("--widths: width 1e-200 in 2 dimensions: its volume h^d is below the smallest double"));
  EXPECT_EQ(run_parzen("sweep - --at 0,0 --widths 1e-150 --plot volume.svg", "0,0\n").exit_code, 0);
  EXPECT_EQ(run_parzen("sweep - --at 0,0 --widths 1e300 --plot wide.svg", "0,0\n").exit_code, 0);
}

TEST(Sweep, ExplainsTheArticlesNumberForTheDimensionOfTheData) {
  const std::string three = run_parzen("sweep - --at 0,0,0 --widths 1 --article", "0,0,0\n").out;
  EXPECT_THAT(three, HasSubstr("k/n/h^3"));
  EXPECT_THAT(run_parzen("sweep - --at 0 --widths 1 --article", "0\n").out, HasSubstr("two columns agree"));
  for (const char* articles_own : {"10 000", "0.603", "h = 1.1"}) EXPECT_THAT(three, Not(HasSubstr(articles_own)));
}

TEST(Sweep, ReadsStandardInput) {
  const Outcome run = run_parzen("sweep - --at 0 --widths 1 --format csv", "x\n0\n0.5\n0.75\n");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("\n1,2,0.6666666666666666,"));
}

TEST(Sweep, TakesSeveralFilesForOneTable) {
  scratch_file("monday.csv", "x,y\n0,0\n9,9\n");
  scratch_file("tuesday.csv", "y,x\n0.25,0\n");
  scratch_file("third.csv", "1,2,3\n");
  EXPECT_THAT(run_parzen("sweep monday.csv tuesday.csv --columns y,x --at 0,0 --widths 1 --format csv").out,
              HasSubstr("\n1,2,0.6666666666666666,"));
  EXPECT_EQ(run_parzen("sweep monday.csv tuesday.csv --at 0,0 --widths 1").err,
            "tuesday.csv:1:1: found the column \"y\", expected \"x\" as in monday.csv\n");
  EXPECT_EQ(run_parzen("sweep monday.csv third.csv --at 0,0 --widths 1").err,
            "third.csv:1:1: found 3 columns, expected 2 as in monday.csv\n");
}

TEST(Sweep, TakesColumnsByNameOrByNumber) {
  const std::string data = "day,x,y\nmonday,1,2\ntuesday,3,4\n";
  for (const char* columns : {"y,x", "3,2", "y,2"}) {
    const Outcome run = run_parzen("sweep - --at 4,3 --widths 1 --format csv --columns " + std::string{columns}, data);
    EXPECT_THAT(run.out, HasSubstr("\n1,1,0.5,")) << columns << run.err;
  }
  EXPECT_EQ(run_parzen("sweep - --at 1 --widths 1 --columns z", data).err,
            "standard input:1:1: found the columns \"day\", \"x\", \"y\", expected one called \"z\"\n");
}

TEST(Sweep, DropsRowsWithMissingNumbersAndSaysHowMany) {
  const std::string data = "1\nNA\n1\nnan\n\n";
  const Outcome run = run_parzen("sweep - --at 1 --widths 1 --nan drop --format json", data);
  EXPECT_EQ(run.err, "parzen: standard input: dropped 2 rows with missing numbers\n");
  const auto json = nlohmann::json::parse(run.out);
  EXPECT_EQ(json["samples"], 2);
  EXPECT_EQ(json["dropped"], 2);
  EXPECT_EQ(run_parzen("sweep - --at 1 --widths 1", data).exit_code, 1);
  EXPECT_FALSE(
      nlohmann::json::parse(run_parzen("sweep - --at 1 --widths 1 --format json", "1\n").out).contains("dropped"));
}

TEST(Sweep, CountsFilesByWorkersAsInOneProcess) {
  EXPECT_EQ(run_parzen("sample normal -n 10000 --mean 0,0 --cov 1,0,0,1 --seed 123 -o parts.csv").exit_code, 0);
  EXPECT_EQ(run_parzen("sample normal -n 10000 --mean 0,0 --cov 1,0,0,1 --seed 123 -o parts.npy").exit_code, 0);
  const std::string rest = " --at 0,0 --widths 0.1:1.2:0.1 --format csv";
  const std::string one = run_parzen("sweep parts.csv" + rest + " --processes 1").out;
  EXPECT_THAT(one, HasSubstr("\n1,1445,"));
  for (const char* how :
       {"parts.csv --processes 2", "parts.csv --processes 3", "parts.npy --processes 2", "parts.npy"}) {
    EXPECT_EQ(run_parzen("sweep " + std::string{how} + rest).out, one) << how;
  }
}

// The sanitizer's own memory counts as the program's.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kHasOwnMemoryOnly = false;
#else
constexpr bool kHasOwnMemoryOnly = true;
#endif

// Half a GB of zeros that the disk need not hold. RLIMIT_DATA counts what a program has of its own, not what it maps.
TEST(Sweep, NeedsNoMemoryForAnArrayHoweverLong) {
  if (!kHasOwnMemoryOnly) GTEST_SKIP() << "a sanitizer needs memory of its own";
  const Outcome made = run_shell(
      "{ printf \"\\223NUMPY\\001\\000\\166\\000\"; "
      "printf '%-117s\\n' \"{'descr': '<f8', 'fortran_order': False, 'shape': (33554432, 2), }\"; } >long.npy; "
      "truncate -s 536871040 long.npy");
  ASSERT_EQ(made.exit_code, 0) << made.err;
  for (const char* processes : {"1", "2"}) {
    const Outcome run =
        run_shell("ulimit -d 150000; parzen sweep long.npy --at 0,0 --widths 1 --format csv --processes " +
                  std::string{processes});
    EXPECT_THAT(run.out, HasSubstr("\n1,33554432,1,")) << run.err;
  }
  std::filesystem::remove(scratch() / "long.npy");
}

TEST(Sweep, NeedsNoMemoryForAStreamHoweverLong) {
  if (!kHasOwnMemoryOnly) GTEST_SKIP() << "a sanitizer needs memory of its own";
  const Outcome run =
      run_shell("yes 0,0 | head -20000000 | (ulimit -d 150000; parzen sweep - --at 0,0 --widths 1 --format csv)");
  EXPECT_THAT(run.out, HasSubstr("\n1,20000000,1,")) << run.err;
}

TEST(Sweep, CountsWithTheBorderThatIsAskedFor) {
  const std::string sweep = "sweep - --at 0 --widths 1 --nan drop --format csv --border ";
  const std::string rows = "-0.5\n0\nNA\n0.5\n0.5\n";
  EXPECT_THAT(run_parzen(sweep + "closed", rows).out, HasSubstr("\n1,4,"));
  EXPECT_THAT(run_parzen(sweep + "half", rows).out, HasSubstr("\n1,2.5,"));
  const Outcome open = run_parzen(sweep + "open", rows);
  EXPECT_THAT(open.out, HasSubstr("\n1,1,"));
  EXPECT_THAT(open.err, HasSubstr("dropped 1 row with missing numbers"));
}

TEST(Sweep, TakesNegativeCoordinates) {
  EXPECT_THAT(run_parzen("sweep - --at -1,-.5 --widths 1 --format csv", "-1,-0.5\n").out, HasSubstr("\n1,1,1,"));
}

TEST(Sweep, ReadsItsPointAsFilesAreRead) {
  EXPECT_THAT(run_parzen("sweep - --at ' +1, 5e-324' --widths 1 --format csv", "+1, 5e-324\n").out,
              HasSubstr("\n1,1,1,"));
}

TEST(Sweep, SaysWhatTheLimitsCover) { EXPECT_THAT(sweep_article("").out, HasSubstr("averaged over the window")); }

TEST(Sweep, EndsQuietlyWhenItsReaderHasEnough) {
  const Outcome run = run_shell("parzen sample normal -n 1000000 --mean 0 --cov 1 | head -1");
  EXPECT_EQ(run.err, "");
  EXPECT_TRUE(is_one_line(run.out));
}

}  // namespace
}  // namespace parzen::command
