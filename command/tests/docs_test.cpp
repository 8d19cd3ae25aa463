// docs/command.md against the program: each option and each name in a result stands there.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "run_parzen.hpp"

namespace parzen::command {
namespace {

std::string docs() { return content_of(PARZEN_DOCS); }

/// The part about one subcommand, and what is common to all.
std::string docs_of(const std::string& subcommand) {
  const std::string all = docs();
  const std::size_t common = all.find("## Options of every subcommand");
  const std::size_t own = all.find("### `parzen " + subcommand);
  EXPECT_NE(own, std::string::npos) << subcommand;
  return all.substr(common, all.find("\n### ", common) - common) + all.substr(own, all.find("\n#", own + 1) - own);
}

std::set<std::string> found(const std::string& text, const char* pattern) {
  const std::regex expression{pattern};
  std::set<std::string> names;
  for (std::sregex_iterator at{text.begin(), text.end(), expression}, end; at != end; ++at) names.insert((*at)[1]);
  return names;
}

TEST(Docs, NameEveryOptionAndNoOther) {
  for (const char* subcommand :
       {"article", "sample", "sweep", "estimate", "grid", "select", "classify", "bench", "info"}) {
    const auto in_help = found(run_parzen(std::string{subcommand} + " --help").out, "(?:^|\n) *(?:-\\w,)?(--?[a-z]+)");
    ASSERT_GE(in_help.size(), 4U);
    const std::string text = docs_of(subcommand);
    for (const std::string& option : in_help)
      EXPECT_THAT(text, testing::ContainsRegex("`" + option + "[ `]|, `" + option)) << subcommand;
    for (const std::string& option : found(text, "\n\\|[^|]*`(--[a-z]+)"))
      EXPECT_TRUE(in_help.contains(option)) << option;
  }
}

void add_keys(const nlohmann::json& json, std::set<std::string>& keys) {
  for (const auto& item : json.items()) {
    if (json.is_object()) keys.insert(item.key());
    if (item.value().is_structured()) add_keys(item.value(), keys);
  }
}

constexpr const char* kQuick = " --repeats 1 --samples 100 --scratch . --format ";

TEST(Docs, NameEveryKeyOfJson) {
  scratch_file("w.csv", "1\n1\n");
  scratch_file("two.csv", "1,1\n1,2\n2,5\n2,6\n");
  std::set<std::string> keys;
  for (const std::string& command :
       {std::string{"article -o docs"} + kQuick + "json", std::string{"bench --processes 1"} + kQuick + "json",
        std::string{"article --data - -o docs --repeats 1 --format json"},
        std::string{"estimate - --at 1 --width 1 --format json"},
        std::string{"estimate - --at 1 --width 1 --weights w.csv --format json"},
        std::string{"estimate - --at 1 --width 1 --border open --format json"},
        std::string{"estimate - --at 1 --width 1 --kernel cosine --form radial --format json"},
        std::string{"estimate - --at 1 --covariance auto --kernel gaussian --format json"},
        std::string{"estimate - --at 1 --width 1 --reflect 0: --cdf --bootstrap 2 --format json"},
        std::string{"classify two.csv --label 1 --width 1 --format json"},
        std::string{"classify two.csv --label 1 --width 1 --points w.csv --format json"},
        std::string{"grid - --size 2 --width 1 --bootstrap 2 --regions 0.5 --format json"},
        std::string{"grid - --size 2 --width 1 --format json"},
        std::string{"select - --method lscv --widths 1,2 --format json"},
        std::string{"sweep - --at 1 --widths 1 --truth 1 --article --format json"},
        std::string{"article -o docs --samples 100 --repeats 1 --scratch nowhere --format json"}}) {
    const Outcome run = run_parzen(command, "1\n2\n");
    ASSERT_EQ(run.exit_code, 0) << run.err;
    add_keys(nlohmann::json::parse(run.out), keys);
  }
  const std::string text = docs();
  for (const std::string& key : keys) {
    EXPECT_THAT(text, testing::AnyOf(testing::HasSubstr('"' + key + '"'), testing::HasSubstr('`' + key + '`')));
  }
}

TEST(Docs, NameEveryColumnOfCsv) {
  for (const std::string& command :
       {std::string{"bench --processes 1"} + kQuick + "csv", std::string{"info --format csv"},
        std::string{"sweep - --at 1 --widths 1 --format csv"},
        std::string{"select - --method lscv --widths 1 --format csv"}}) {
    const std::string out = run_parzen(command, "1\n2\n").out;
    EXPECT_THAT(docs(), testing::HasSubstr('`' + out.substr(0, out.find('\n')) + '`'));
  }
}

}  // namespace
}  // namespace parzen::command
