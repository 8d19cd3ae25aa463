// What bad input gets: one line that names file, line and column and what was expected, and the right exit code.
#include <gmock/gmock.h>

#include "run_parzen.hpp"

namespace parzen::command {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

struct BadFile {
  const char* name;
  std::string content;
  const char* where;     ///< what the message begins with
  const char* expected;  ///< what it says behind "expected"
};

// Otherwise googletest prints the bytes of the string.
void PrintTo(const BadFile& file, std::ostream* out) { *out << file.name; }

class BadData : public testing::TestWithParam<BadFile> {};

TEST_P(BadData, IsNamedWithItsPlace) {
  scratch_file(GetParam().name, GetParam().content);
  const Outcome run = run_parzen("sweep " + std::string{GetParam().name} + " --at 0,0 --widths 1");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.out, "");
  EXPECT_TRUE(is_one_line(run.err)) << run.err;
  EXPECT_THAT(run.err, StartsWith(GetParam().where));
  EXPECT_THAT(run.err, HasSubstr(std::string{"expected "} + GetParam().expected));
}

std::string npy(const std::string& description, const std::string& data, const std::string& fortran_order = "False") {
  std::string header = "{'descr': " + description + ", 'fortran_order': " + fortran_order + ", 'shape': (2, 2), }";
  header.resize(118 - 1, ' ');
  header += '\n';
  return std::string{"\x93NUMPY\x01\x00", 8} + static_cast<char>(header.size()) + '\0' + header + data;
}

INSTANTIATE_TEST_SUITE_P(
    Files, BadData,
    testing::Values(BadFile{"empty.csv", "", "empty.csv:1:1:", "one or more lines of numbers"},         //
                    BadFile{"header.csv", "x,y\n", "header.csv:1:1:", "one or more lines of numbers"},  //
                    BadFile{"ragged.csv", "1,2\n3\n", "ragged.csv:2:2:", "2 as in line 1"},             //
                    BadFile{"text.csv", "1,2\n3,four\n", "text.csv:2:2:", "a number"},                  //
                    BadFile{"nan.csv", "1,2\nnan,4\n", "nan.csv:2:1:", "a finite number"},              //
                    BadFile{"infinite.csv", "1,2\n3,inf\n", "infinite.csv:2:2:", "a finite number"},    //
                    BadFile{"hole.tsv", "1\t2\n3\t\n", "hole.tsv:2:2:", "a number"},                    //
                    BadFile{"point.csv", "1\n", "point.csv:1:1: found 1 column,", "2 as in --at"},      //
                    BadFile{"short.npy", npy("'<f8'", "only some bytes"),
                            "short.npy:1:1:", "2 x 2 numbers of 8 bytes"},               //
                    BadFile{"object.npy", npy("'|O'", ""), "object.npy:1:1:", "float"},  //
                    BadFile{"not.npy", "1,2\n", "not.npy:1:1:", "an NPY file"}));

TEST(BadInput, MissingFile) {
  const Outcome run = run_parzen("sweep missing.csv --at 0,0 --widths 1");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(is_one_line(run.err)) << run.err;
  EXPECT_THAT(run.err, HasSubstr("missing.csv"));
}

TEST(BadInput, DirectoryInPlaceOfAFile) {
  const Outcome run = run_parzen("sweep . --at 0,0 --widths 1");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(is_one_line(run.err)) << run.err;
}

TEST(BadInput, StandardInputIsNamed) {
  const Outcome run = run_parzen("sweep - --at 0,0 --widths 1", "1,2\n3\n");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(is_one_line(run.err)) << run.err;
  EXPECT_THAT(run.err, HasSubstr(":2:"));
}

TEST(BadInput, PointOfTheWrongDimensionNeedsTheDataToBeSeen) {
  const Outcome run = run_parzen("sweep - --at 0,0,0 --widths 1", "1,2\n");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.err, "standard input:1:1: found 2 columns, expected 3 as in --at\n");
}

/// The table 1, 2 / 3, 4 in one way of writing it.
struct GoodFile {
  const char* name;
  std::string content;
};

void PrintTo(const GoodFile& file, std::ostream* out) { *out << file.name; }

class GoodData : public testing::TestWithParam<GoodFile> {};

TEST_P(GoodData, IsRead) {
  scratch_file(GetParam().name, GetParam().content);
  const Outcome run = run_parzen("sweep " + std::string{GetParam().name} + " --at 3,4 --widths 1 --format csv");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("\n1,1,0.5,"));
}

using namespace std::string_literals;

INSTANTIATE_TEST_SUITE_P(Files, GoodData,
                         testing::Values(GoodFile{"int64.npy", npy("'<i8'",
                                                                   "\1\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0"
                                                                   "\3\0\0\0\0\0\0\0\4\0\0\0\0\0\0\0"s)},
                                         GoodFile{"float32.npy",
                                                  npy("'<f4'", "\0\0\x80\x3f\0\0\0\x40\0\0\x40\x40\0\0\x80\x40"s)},
                                         GoodFile{"fortran.npy", npy("'|u1'", "\1\3\2\4"s, "True")},
                                         GoodFile{"plain.csv", "1,2\n3,4\n"}, GoodFile{"plain.tsv", "1\t2\n3\t4\n"}));

class BadArguments : public testing::TestWithParam<const char*> {};

TEST_P(BadArguments, AreAMistakeOnTheCommandLine) {
  const Outcome run = run_parzen(GetParam(), "1,2\n");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_TRUE(is_one_line(run.err)) << run.err;
  EXPECT_THAT(run.err, HasSubstr("--help"));
}

INSTANTIATE_TEST_SUITE_P(
    Sweep, BadArguments,
    testing::Values("sweep - --at 0,0 --widths 0", "sweep - --at 0,0 --widths -1", "sweep - --at 0,0 --widths nan",
                    "sweep - --at 0,0 --widths inf", "sweep - --at 0,0 --widths abc", "sweep - --at 0,0 --widths ''",
                    "sweep - --at 0,0 --widths 0.1:1.2:0", "sweep - --at 0,0 --widths 1:2/0",
                    "sweep - --at 0,0 --widths 1,", "sweep - --at nan,0 --widths 1", "sweep - --at 0,inf --widths 1",
                    "sweep - --at '' --widths 1", "sweep - --at 0,x --widths 1", "sweep - --widths 1",
                    "sweep - --at 0,0", "sweep --at 0,0 --widths 1", "sweep - --at 0,0 --widths 1 --processes 0",
                    "sweep - --at 0,0 --widths 1 --processes -2", "sweep - --at 0,0 --widths 1 --processes two",
                    "sweep - --at 0,0 --widths 1 --format xml", "sweep - --at 0,0 --widths 1 --truth nan",
                    "sweep - --at 0,0 --widths 1 --truth -1", "sweep - --at 0,0 --widths 1 --plot x.gif",
                    "sweep - --at 0,0 --widths 1 --columns ,", "sweep - --at 0,0 --widths 1 --nan maybe",
                    "sweep - - --at 0,0 --widths 1", "sweep - '' --at 0,0 --widths 1",
                    "sweep - --at 0,0 --widths 1 --frobnicate"));

INSTANTIATE_TEST_SUITE_P(Others, BadArguments,
                         testing::Values("", "frobnicate", "bench -o same.svg --plot same.svg",
                                         "sweep - --at 0,0 --widths 1 -o same.svg --plot ./same.svg",
                                         "grid - --width 1 -o same.svg --plot same.svg",
                                         "select - --method lscv -o same.svg --plot same.svg", "bench --processes 0",
                                         "bench --processes 1,,2", "bench --samples 0", "bench --widths 0",
                                         "bench --mode fast", "bench --repeats 0", "info --format xml",
                                         "article --seed x", "article --processes 0", "article --at 0,0",
                                         "article --columns x", "article --nan drop", "info -o ''", "article -o ''",
                                         "article -o -", "article --data ''", "article --scratch ''",
                                         "bench --scratch ''", "sweep '' --at 0,0 --widths 1",
                                         "sample normal -n 1 --mean 0 --cov 1 -o ''",
                                         "sweep - --at 0,0 --widths 1 --plot ''"));

TEST(BadArguments, NameWhatIsNoSubcommandAndWhatWasProbablyMeant) {
  EXPECT_EQ(run_parzen("swep x.csv --at 0").err,
            "parzen: 'swep' is no subcommand, expected perhaps 'sweep'; see 'parzen --help'\n");
  EXPECT_EQ(run_parzen("frobnicate").err,
            "parzen: 'frobnicate' is no subcommand, expected article, sample, sweep, estimate, grid, select, "
            "classify, bench, info; see 'parzen --help'\n");
}

TEST(BadArguments, NameTheFileThatWouldBeWrittenTwice) {
  const Outcome run = run_parzen("sweep - --at 0,0 --widths 1 -o twice.svg --plot ./twice.svg", "1,2\n");
  EXPECT_THAT(run.err, HasSubstr("--plot: './twice.svg' is where -o writes already; name another file"));
  EXPECT_FALSE(std::filesystem::exists(scratch() / "twice.svg"));
}

}  // namespace
}  // namespace parzen::command
