#include <gmock/gmock.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "run_parzen.hpp"
#include "system/system_info.hpp"

namespace parzen::command {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kSmall = "bench --samples 2000 --widths 1.0:1.2/10 --repeats 3 --processes 1,2,3 --scratch . ";

TEST(Bench, WritesTheDocumentedJson) {
  for (const std::string mode : {"article", "sweep"}) {
    const Outcome run = run_parzen(kSmall + std::string{"--format json --mode "} + mode);
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const auto json = nlohmann::json::parse(run.out);
    EXPECT_EQ(json["mode"], mode);
    EXPECT_EQ(json["samples"], 2000);
    EXPECT_EQ(json["widths"], 10);
    std::vector<int> processes;
    for (const auto& row : json["rows"]) {
      processes.push_back(row["processes"]);
      EXPECT_LE(row["min_seconds"], row["median_seconds"]);
      EXPECT_LE(row["median_seconds"], row["max_seconds"]);
      EXPECT_GE(row["setup_seconds"], 0);
    }
    EXPECT_THAT(processes, ElementsAre(0, 1, 2, 3));
    EXPECT_EQ(json["rows"][0]["speedup"], 1.0);
    EXPECT_GE(json["threads"]["threads"], 1);
    EXPECT_EQ(json["disk"]["rows"].size(), 4U);
  }
}

TEST(Bench, SaysWhereMoreProcessesDoNotPay) {
  const std::string out = run_parzen("bench --samples 10 --widths 1 --repeats 3 --processes 2,30 --scratch .").out;
  EXPECT_THAT(out, HasSubstr("do not pay"));
  EXPECT_THAT(out, HasSubstr("take turns"));
  EXPECT_THAT(out, HasSubstr("each write waits until"));
  EXPECT_THAT(out, HasSubstr("What isolation costs"));
}

TEST(Bench, LeavesNoFilesWhereItWaitsForTheDisk) {
  std::filesystem::create_directory(scratch() / "disk");
  EXPECT_EQ(run_parzen("bench --samples 10 --repeats 1 --processes 2 --scratch disk").exit_code, 0);
  EXPECT_THAT(names_in(scratch() / "disk"), ElementsAre());
}

TEST(Bench, LeavesNoFilesWhenInterrupted) {
  std::filesystem::create_directory(scratch() / "interrupted");
  const Outcome run = run_shell(
      "\"$PARZEN\" bench --samples 10 --repeats 3 --processes 2 --scratch interrupted & "
      "while [ $(ls -A interrupted | wc -l) -lt 12 ]; do sleep 0.01; done; kill -TERM $!; wait $!");
  EXPECT_EQ(run.exit_code, 128 + SIGTERM);
  EXPECT_THAT(names_in(scratch() / "interrupted"), ElementsAre());
}

TEST(Bench, EndsWithTheProgramThatCtrlCEnded) {
  std::filesystem::create_directory(scratch() / "fake-dd");
  scratch_file("fake-dd/dd", "#!/bin/sh\nkill -INT $PPID\nsleep 0.3\n");
  const Outcome run = run_shell(
      "chmod +x fake-dd/dd; PATH=$PWD/fake-dd:$PATH parzen bench --samples 10 --repeats 1 --processes 2 --scratch .");
  EXPECT_EQ(run.exit_code, 128 + SIGINT);
  EXPECT_EQ(run.err, "");
}

TEST(Bench, LooksAtItsPlacesBeforeItMeasures) {
  for (const char* place : {"-o nowhere/x.txt", "--scratch nowhere"}) {
    const Outcome run = run_parzen("bench --samples 1000000 --repeats 1000000 --processes 2 " + std::string{place});
    EXPECT_EQ(run.exit_code, 1);
    EXPECT_TRUE(is_one_line(run.err)) << run.err;
  }
}

TEST(Bench, WritesItsTextAlsoWhereNoPictureCanBeDrawn) {
  const Outcome run = run_shell(
      "mkdir only-dd; cp $(command -v dd) only-dd; "
      "PATH=$PWD/only-dd parzen bench --samples 10 --repeats 1 --processes 2 --scratch . --plot none.svg");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, HasSubstr("gnuplot-nox"));
  EXPECT_THAT(run.out, HasSubstr("What isolation costs"));
}

TEST(Bench, TakesNamesThatAreNotUtf8IntoItsJson) {
  const Outcome run = run_shell(
      "d=$(printf 'b\\351'); mkdir \"$d\"; parzen bench --samples 10 --repeats 1 --processes 2 "
      "--format json --scratch \"$d\"");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(nlohmann::json::parse(run.out)["disk"]["directory"], "b\ufffd");
}

TEST(Bench, SaysAboveAllTimesThatTheyAreNotThoseOfARelease) {
  const std::string out = run_parzen(kSmall).out;
  EXPECT_EQ(out.starts_with("Note: this build checks its assertions"), assertions_are_on());
  EXPECT_THAT(out, HasSubstr(" % of the serial run's time"));
}

TEST(Bench, ReportsAScratchDirectoryItCannotWrite) {
  const Outcome run = run_parzen("bench --samples 10 --repeats 1 --processes 2 --scratch nowhere");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(is_one_line(run.err)) << run.err;
  EXPECT_THAT(run.err, HasSubstr("--scratch"));
}

TEST(Bench, WritesCsv) {
  EXPECT_THAT(
      run_parzen(kSmall + std::string{"--format csv"}).out,
      testing::StartsWith("kind,workers,median_seconds,min_seconds,max_seconds,setup_seconds,speedup\nserial,0,"));
}

}  // namespace
}  // namespace parzen::command
