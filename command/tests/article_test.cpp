#include <gmock/gmock.h>

#include <csignal>
#include <nlohmann/json.hpp>
#include <set>

#include "run_parzen.hpp"

namespace parzen::command {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kQuick = "--samples 20000 --repeats 1 --scratch . ";

/// One run of the whole article, as text, with its report.
const Outcome& article() {
  static const Outcome run = run_parzen("article -o report " + std::string{kQuick});
  return run;
}

/// The page that it leaves.
std::string page() {
  EXPECT_EQ(article().exit_code, 0) << article().err;
  return content_of(scratch() / "report" / "index.html");
}

TEST(Article, RunsFromBeginningToEnd) {
  EXPECT_EQ(article().exit_code, 0);
  EXPECT_EQ(article().err, "");
}

TEST(Article, PrintsInTheArticlesOrder) {
  std::size_t at = 0;
  for (const char* text :
       {"['", "[(0, '", "apply ", "[1, 8, 27, 64, 125, 216]", "map_async ", "p(x) = 0.3\n", "h = 0.1, p(x) = 0.016 ",
        "h = 0.6, p(x) = 0.0911666666667 ", "h = 1.2, p(x) = 0.1685 ", "shape[1] is 1",
        "actual probability density: 0.159154943092", "2 processes", "6 processes", "CPU count"}) {
    at = article().out.find(text, at);
    ASSERT_NE(at, std::string::npos) << text;
  }
}

nlohmann::json as_json(const std::string& options) {
  const Outcome run = run_parzen("article -o json --format json " + std::string{kQuick} + options);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  return nlohmann::json::parse(run.out);
}

TEST(Article, DrawsDifferentStringsThatASeedRepeats) {
  const auto first = as_json("--seed 7"), again = as_json("--seed 7"), other = as_json("--seed 8");
  EXPECT_EQ(first["strings"], again["strings"]);
  EXPECT_EQ(first["positioned_strings"], again["positioned_strings"]);
  EXPECT_NE(first["strings"], other["strings"]);
  std::set<std::string> strings = first["strings"];
  for (const auto& pair : first["positioned_strings"]) strings.insert(pair[1].get<std::string>());
  EXPECT_EQ(strings.size(), 8U);
  for (const std::string& string : strings) EXPECT_EQ(string.size(), 5U);
}

TEST(Article, WritesAPageAndItsPlotsInThreeFormats) {
  ASSERT_EQ(article().exit_code, 0);
  EXPECT_THAT(names_in(scratch() / "report"),
              testing::UnorderedElementsAre("index.html", "cube.svg", "cube.png", "cube.pdf", "density.svg",
                                            "density.png", "density.pdf", "bench.svg", "bench.png", "bench.pdf",
                                            "bench_larger.svg", "bench_larger.png", "bench_larger.pdf"));
}

TEST(Article, ThePageAsksNobodyForAnything) {
  const std::string html = page();
  EXPECT_THAT(html, AllOf(HasSubstr("<svg"), HasSubstr("0.159154943092"), HasSubstr("</html>")));
  for (const char* request : {"src=", "@import", "url(http", "<script", "href=\"http"})
    EXPECT_THAT(html, Not(HasSubstr(request)));
}

TEST(Article, ThePagesIdsAreUnique) {
  const std::string html = page();
  std::set<std::string> ids;
  for (std::size_t at = html.find(" id="); at != std::string::npos; at = html.find(" id=", at + 1)) {
    const char quote = html[at + 4];
    EXPECT_TRUE(ids.insert(html.substr(at + 5, html.find(quote, at + 5) - at - 5)).second) << html.substr(at, 40);
  }
  EXPECT_FALSE(ids.empty());
}

TEST(Article, WithoutGnuplotAllButThePicturesIsThere) {
  fs::create_directory(scratch() / "bin");
  fs::copy_file("/bin/dd", scratch() / "bin" / "dd");
  const Outcome run = run_parzen("article -o bare " + std::string{kQuick}, {}, "PATH=\"$PWD/bin\"");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(is_one_line(run.err)) << run.err;
  EXPECT_THAT(run.err, HasSubstr("apt-get install gnuplot-nox"));
  EXPECT_THAT(run.out, HasSubstr("CPU count"));
  EXPECT_THAT(content_of(scratch() / "bare" / "index.html"), HasSubstr("The picture is missing"));
}

TEST(Article, RemarksThatTheDiskCouldNotBeMeasured) {
  const Outcome run = run_parzen("article -o no-disk --samples 2000 --repeats 1 --scratch nowhere");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("The disk task was not measured: cannot write files in nowhere"));
  EXPECT_THAT(content_of(scratch() / "no-disk" / "index.html"), HasSubstr("The disk task was not measured"));
}

TEST(Article, WritesItsResultIntoAFile) {
  const Outcome run = run_parzen("article -o filed --format json --result filed.json " + std::string{kQuick});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(nlohmann::json::parse(content_of(scratch() / "filed.json"))["seed"], 123);
}

TEST(OwnData, LeavesNothingOfAnEarlierReport) {
  fs::create_directory(scratch() / "used");
  for (const char* name : {"used/cube.svg", "used/bench_larger.pdf", "used/mine.txt"}) scratch_file(name, "old");
  EXPECT_EQ(run_parzen("article --data - -o used --repeats 1", "1\n2\n").exit_code, 0);
  EXPECT_THAT(names_in(scratch() / "used"),
              testing::UnorderedElementsAre("index.html", "density.svg", "density.png", "density.pdf", "bench.svg",
                                            "bench.png", "bench.pdf", "grid.svg", "grid.png", "grid.pdf",
                                            "criterion.svg", "criterion.png", "criterion.pdf", "mine.txt"));
}

TEST(OwnData, GetsAReportAroundItsMedian) {
  std::string rows = "length,width\n";
  for (int i = 0; i < 200; ++i) rows += std::to_string(i % 20) + "," + std::to_string(100 * (i % 7)) + "\n";
  scratch_file("my <b>&'data'.csv", rows);
  const Outcome run = run_parzen("article --data \"my <b>&'data'.csv\" -o own --repeats 1");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, AllOf(HasSubstr("200 samples of dimension 2"), HasSubstr("(9.5, 300)"),
                             HasSubstr("too narrow for some")));
  EXPECT_THAT(content_of(scratch() / "own" / "index.html"),
              AllOf(HasSubstr("my &lt;b&gt;&amp;&#39;data&#39;.csv"), Not(HasSubstr("<b>"))));
}

TEST(OwnData, ShowsItsDensityAndTheWidthsThatMethodsChoose) {
  EXPECT_EQ(run_parzen("sample normal -n 300 --mean 0,5,-5 --cov 1,0,0,0,4,0,0,0,1 --seed 1 -o three.csv").exit_code,
            0);
  const auto report = [](const std::string& columns) {
    const Outcome run = run_parzen("article --data three.csv -o shown --repeats 1 --format json --columns " + columns);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    std::vector<std::string> methods;
    const auto json = nlohmann::json::parse(run.out);
    for (const auto& choice : json["choices"]) methods.push_back(choice["method"]);
    for (const char* name : {"grid", "criterion"}) {
      EXPECT_TRUE(fs::exists(scratch() / "shown" / (std::string{name} + ".svg"))) << columns;
      EXPECT_THAT(content_of(scratch() / "shown" / "index.html"), HasSubstr("id=\"" + std::string{name})) << columns;
    }
    return methods;
  };
  EXPECT_THAT(report("1"), testing::ElementsAre("normal-reference", "sj", "lscv"));
  EXPECT_THAT(report("1,2"), testing::ElementsAre("normal-reference", "lscv"));
  EXPECT_THAT(report("3,2,1"), testing::ElementsAre("normal-reference", "lscv"));
}

TEST(OwnData, MayBeASingleSampleOrAllTheSame) {
  EXPECT_EQ(run_parzen("article --data - -o single --repeats 1", "3\n").exit_code, 0);
  EXPECT_EQ(run_parzen("article --data - -o same --repeats 1", "1,2\n1,2\n1,2\n").exit_code, 0);
}

TEST(OwnData, AdvisesOnConstantColumnsApartFromTheOthers) {
  const Outcome run = run_parzen("article --data - -o constant --repeats 1", "1,7\n2,7\n4,7\n");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, AllOf(HasSubstr("Column 2 does not vary"), Not(HasSubstr("Divide each column")),
                             HasSubstr("in standard input")));
  EXPECT_THAT(content_of(scratch() / "constant" / "index.html"), HasSubstr("density of standard input"));
}

TEST(OwnData, OfManyNarrowColumnsStillGetsItsReport) {
  std::string rows;
  for (int i = 0; i < 5; ++i) {
    for (int j = 0; j < 200; ++j) rows += (j > 0 ? "," : "") + std::to_string((i * 7 + j) % 5) + "e-9";
    rows += '\n';
  }
  const Outcome run = run_parzen("article --data - -o narrow --format json --repeats 1", rows);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  const auto json = nlohmann::json::parse(run.out);
  for (const auto& row : json["sweep"]["rows"]) EXPECT_TRUE(row["high"].is_number()) << row;
  EXPECT_THAT(content_of(scratch() / "narrow" / "index.html"), HasSubstr("smallest windows"));
}

TEST(OwnData, MaySpreadFarButNotToTheEndOfTheNumbers) {
  EXPECT_EQ(run_parzen("article --data - -o far --repeats 1", "1e200,-1e200\n-1e200,1e200\n3e200,0\n").exit_code, 0);
  const Outcome run = run_parzen("article --data - -o farther --repeats 1", "0\n1e308\n-1e308\n");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(is_one_line(run.err)) << run.err;
  EXPECT_THAT(run.err, HasSubstr("standard input: column 1 spreads"));
}

TEST(OwnData, TakesAPointAndChecksIt) {
  EXPECT_THAT(run_parzen("article --data - --at 1.5 -o at --repeats 1", "1\n2\n3\n").out, HasSubstr("(1.5)"));
  EXPECT_EQ(run_parzen("article --data - --at 1,2 -o at --repeats 1", "1\n2\n3\n").err,
            "standard input:1:1: found 1 column, expected 2 as in --at\n");
}

TEST(Plot, IsWrittenByTheEndOfItsName) {
  for (const auto& [end, magic] : {std::pair{"svg", "<?xml"}, {"png", "\x89PNG"}, {"pdf", "%PDF"}}) {
    const Outcome run = run_parzen(std::string{"sweep - --at 0 --widths 1,3,2 --plot plot."} + end, "0\n1\n");
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_THAT(content_of(scratch() / (std::string{"plot."} + end)), testing::StartsWith(magic));
  }
}

TEST(Plot, OfASingleWidthIsDrawn) {
  EXPECT_EQ(run_parzen("sweep - --at 0 --widths 1 --plot one.svg", "0\n").exit_code, 0);
}

/// A gnuplot that does what the test wants.
void put_gnuplot(const std::string& script) {
  fs::create_directory(scratch() / "fake");
  scratch_file("fake/gnuplot", "#!/bin/sh\n" + script);
  fs::permissions(scratch() / "fake" / "gnuplot", fs::perms::owner_all);
  fs::create_directory(scratch() / "temporary");
}

constexpr const char* kWithFake = "PATH=$PWD/fake:$PATH TMPDIR=$PWD/temporary";
constexpr const char* kPlot = " sweep plain.csv --at 0 --widths 1 --plot fake.svg";

TEST(Plot, EndsWithTheGnuplotThatCtrlCEnded) {
  scratch_file("plain.csv", "0\n");
  put_gnuplot("touch picture.svg\nkill -INT $PPID\nsleep 0.3\n");
  const Outcome run = run_shell(kWithFake + std::string{" parzen"} + kPlot);
  EXPECT_EQ(run.exit_code, 128 + SIGINT);
  EXPECT_EQ(run.err, "");
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(names_in(scratch() / "temporary"), testing::ElementsAre());
}

TEST(Plot, LeavesNothingWhenInterrupted) {
  scratch_file("plain.csv", "0\n");
  put_gnuplot("touch picture.svg\ntouch ../../going\nsleep 1\n");
  const Outcome run = run_shell(kWithFake + std::string{" \"$PARZEN\""} + kPlot +
                                " & while [ ! -e going ]; do sleep 0.01; done; kill -TERM $!; wait $!");
  EXPECT_EQ(run.exit_code, 128 + SIGTERM);
  EXPECT_THAT(names_in(scratch() / "temporary"), testing::ElementsAre());
}

TEST(Plot, WithoutGnuplotIsAnErrorWithItsRemedy) {
  const Outcome run = run_parzen("sweep - --at 0 --widths 1 --plot none.svg", "0\n", "PATH=/nowhere");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(is_one_line(run.err)) << run.err;
  EXPECT_THAT(run.err, HasSubstr("apt-get install gnuplot-nox"));
  EXPECT_EQ(run.out, "");
  EXPECT_FALSE(fs::exists(scratch() / "none.svg"));
}

}  // namespace
}  // namespace parzen::command
