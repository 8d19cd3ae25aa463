// Where results go: nobody ever sees half a file, and nobody is left without a word when writing fails.
#include <gmock/gmock.h>

#include <csignal>

#include "run_parzen.hpp"

namespace parzen::command {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kSample = "sample normal -n 100000 --mean 0 --cov 1 ";

void expect_failure(const Outcome& run, const char* reason) {
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(is_one_line(run.err)) << run.err;
  EXPECT_THAT(run.err, HasSubstr(reason));
}

TEST(Output, LeavesNothingBesideTheFile) {
  fs::create_directory(scratch() / "tidy");
  EXPECT_EQ(run_parzen(kSample + std::string{"-o tidy/x.csv"}).exit_code, 0);
  EXPECT_THAT(names_in(scratch() / "tidy"), ElementsAre("x.csv"));
}

TEST(Output, IsTheSameInAFileAndOnStandardOutput) {
  EXPECT_EQ(run_parzen(kSample + std::string{"-o same.csv"}).out, "");
  EXPECT_EQ(content_of(scratch() / "same.csv"), run_parzen(kSample).out);
}

TEST(Output, KeepsTheOldFileWhenTheDataIsBad) {
  const std::string path = scratch_file("kept.txt", "old");
  EXPECT_EQ(run_parzen("sweep - --at 0 --widths 1 -o kept.txt", "x\ny\n").exit_code, 1);
  EXPECT_EQ(content_of(path), "old");
}

TEST(Output, KeepsPermissionsAndFollowsLinks) {
  const fs::path target = scratch_file("target.json", "old");
  fs::permissions(target, fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("target.json", scratch() / "link.json");
  EXPECT_EQ(run_parzen("info --format json -o link.json").exit_code, 0);
  EXPECT_TRUE(fs::is_symlink(scratch() / "link.json"));
  EXPECT_THAT(content_of(target), testing::StartsWith("{"));
  EXPECT_EQ(fs::status(target).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST(Output, MakesTheFileThatADanglingLinkPointsTo) {
  fs::create_symlink("far-link", scratch() / "near-link");
  fs::create_symlink("not-there-yet", scratch() / "far-link");
  EXPECT_EQ(run_parzen("info -o near-link").exit_code, 0);
  EXPECT_TRUE(fs::is_symlink(scratch() / "near-link"));
  EXPECT_TRUE(fs::is_symlink(scratch() / "far-link"));
  EXPECT_THAT(content_of(scratch() / "not-there-yet"), HasSubstr("CPU"));
}

TEST(Output, IsNeverReadableByMoreThanTheFileItReplaces) {
  fs::create_directory(scratch() / "secret");
  const std::string modes = run_shell(
                                "touch secret/x.csv; chmod 600 secret/x.csv; umask 0; "
                                "\"$PARZEN\" sample normal -n 3000000 --mean 0 --cov 1 -o secret/x.csv & "
                                "while [ $(ls -A secret | wc -l) = 1 ]; do sleep 0.01; done; stat -c %a "
                                "secret/.parzen-*; kill -TERM $!; wait $!")
                                .out;
  EXPECT_EQ(modes, "600\n");
}

TEST(Output, FollowsTheUmaskWhereTheFileIsNew) {
  EXPECT_EQ(run_shell("umask 027; parzen info -o masked.txt; stat -c %a masked.txt").out, "640\n");
}

TEST(Output, MayHaveTheLongestNameThereIs) {
  const std::string name(255, 'x');
  EXPECT_EQ(run_parzen("info -o " + name).exit_code, 0);
  EXPECT_THAT(content_of(scratch() / name), HasSubstr("CPU"));
}

TEST(Output, ReportsNamesThatLeadNowhere) {
  fs::create_symlink("loop", scratch() / "loop");
  expect_failure(run_parzen("info -o loop"), "in a circle");
  expect_failure(run_parzen("article -o loop"), "in a circle");
  expect_failure(run_parzen("info -o " + std::string(256, 'x')), "shorter name");
}

TEST(Output, ReportsAFileThatMayNotGrow) {
  expect_failure(run_shell("ulimit -f 8; parzen " + std::string{kSample} + "-o grown.csv"), "ulimit -f");
  EXPECT_FALSE(fs::exists(scratch() / "grown.csv"));
}

TEST(Output, GoesStraightToDevicesAndPipes) {
  EXPECT_EQ(run_parzen("info -o /dev/null").exit_code, 0);
  EXPECT_FALSE(fs::is_regular_file("/dev/null"));
  EXPECT_THAT(run_parzen("info -o /dev/stdout").out, HasSubstr("CPU"));
  EXPECT_THAT(run_shell("parzen info -o /dev/stdout | cat").out, HasSubstr("CPU"));
  EXPECT_THAT(run_shell("mkfifo pipe; cat pipe & parzen info -o pipe; wait").out, HasSubstr("CPU"));
  EXPECT_TRUE(fs::is_fifo(scratch() / "pipe"));
}

TEST(Output, AppendsWhereTheShellSaysSo) {
  EXPECT_THAT(run_shell("echo before >log; parzen info -o /dev/stdout >>log; cat log").out, HasSubstr("before\n"));
}

TEST(Output, ReportsAFullDevice) {
  expect_failure(run_parzen(kSample + std::string{"-o /dev/full"}), "No space left on device");
  expect_failure(run_parzen(kSample + std::string{">/dev/full"}), "No space left on device");
  expect_failure(run_parzen("info >/dev/full"), "No space left on device");
  expect_failure(run_parzen("--help >/dev/full"), "No space left on device");
  expect_failure(run_parzen("sweep - --at 0 --widths 1 -o /dev/full", "1\n"), "No space left on device");
}

TEST(Output, ReportsAFullDiskAndCleansUp) {
  const Mount disk{"size=64k"};
  if (!disk.is_there()) GTEST_SKIP() << "mounting takes root";
  expect_failure(run_parzen(kSample + ("-o " + disk.shell_path()) + "/x.csv"), "No space left on device");
  EXPECT_THAT(names_in(disk.path()), ElementsAre());
}

TEST(Output, ReportsAReadOnlyFileSystem) {
  const Mount disk{"ro"};
  if (!disk.is_there()) GTEST_SKIP() << "mounting takes root";
  expect_failure(run_parzen("info -o " + disk.shell_path() + "/x.txt"), "Read-only file system");
  expect_failure(run_parzen("article -o " + disk.shell_path() + "/report"), "Read-only file system");
}

TEST(Output, ReportsAPlaceThatIsNotThere) {
  expect_failure(run_parzen("info -o no/such/x.txt"), "No such file or directory");
  scratch_file("plain", "");
  expect_failure(run_parzen("info -o plain/x.txt"), "Not a directory");
  expect_failure(run_parzen("info -o ."), "Is a directory");
  expect_failure(run_parzen("article -o plain"), "Not a directory");
}

TEST(Output, LeavesNothingWhenInterrupted) {
  std::filesystem::create_directory(scratch() / "interrupted");
  for (const int signal : {SIGTERM, SIGHUP, SIGQUIT}) {
    // Waits until the unfinished file is there, so that the signal comes in the middle of writing. A shell that runs
    // something in the background has it ignore SIGQUIT, which env undoes.
    const Outcome run = run_shell(
        "env --default-signal=QUIT \"$PARZEN\" sample normal -n 5000000 --mean 0 --cov 1 -o interrupted/x.csv & "
        "while [ -z \"$(ls -A interrupted)\" ]; do sleep 0.01; done; kill -" +
        std::to_string(signal) + " $!; wait $!");
    EXPECT_EQ(run.exit_code, 128 + signal);
    EXPECT_THAT(names_in(scratch() / "interrupted"), ElementsAre());
  }
}

TEST(Output, AndItsPictureBothAppearOrNeither) {
  fs::create_directory(scratch() / "both");
  const std::string sweep = "sweep - --at 0 --widths 1 -o both/x.txt --plot both/x.svg";
  expect_failure(run_parzen(sweep, "0\n", "PATH=/nowhere"), "gnuplot-nox");
  EXPECT_THAT(names_in(scratch() / "both"), ElementsAre());
  EXPECT_EQ(run_parzen("sweep - --at 0 --widths 1 --plot both/x.svg", "0\n", "PATH=/nowhere").out, "");
  EXPECT_EQ(run_parzen(sweep, "0\n").exit_code, 0);
  EXPECT_THAT(names_in(scratch() / "both"), ElementsAre("x.svg", "x.txt"));
}

TEST(Output, IsRefusedBeforeTheWorkWhereThePictureHasNoPlace) {
  expect_failure(run_parzen("bench --repeats 1000000 --samples 1000000 --plot no/such/x.svg"), "No such file");
}

TEST(Output, ShowsNoProgressWhereNobodyLooks) {
  EXPECT_EQ(run_parzen("bench --samples 100 --repeats 1 --processes 1").err, "");
}

}  // namespace
}  // namespace parzen::command
