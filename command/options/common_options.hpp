#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "output/terminal.hpp"
#include "plot/picture.hpp"

namespace parzen::command {

/// How a result is written: for people, for a spreadsheet, for a program.
enum class Format { table, csv, json };

/// More worker processes than any machine this runs on has use for.
inline constexpr int kMostProcesses = 4096;

/// More samples than any memory holds; the bytes of their numbers can still be counted in a std::size_t.
inline constexpr std::size_t kMostSamples = std::size_t{1} << 40;

/// `--format table|csv|json`
void add_format(CLI::App& app, Format& format);

/// The name of a file or a directory. Throws std::invalid_argument, in a sentence, if it is empty.
[[nodiscard]] std::string parse_file_name(const std::string& text);

/// `--plot FILE`; `what` says what is drawn.
void add_plot(CLI::App& app, std::optional<PictureFile>& plot, const std::string& what);

/// `-o FILE`, "-" (standard output) by default.
void add_output(CLI::App& app, std::string& target);

/// `--seed N`
void add_seed(CLI::App& app, std::uint32_t& seed, const std::string& help);

/// `--scratch DIR`
void add_scratch(CLI::App& app, std::string& directory);

/// `--explain`
void add_explain(CLI::App& app, bool& explain);

/// `--quiet`
void add_quiet(CLI::App& app, Verbosity& verbosity);

/// `--processes N`, at least 1.
CLI::Option* add_processes(CLI::App& app, std::optional<int>& processes, const std::string& help);

/// The same where the work says whether workers pay.
void add_workers(CLI::App& app, std::optional<int>& processes);

/// `--processes 1,2,3,4,6`
void add_process_list(CLI::App& app, std::vector<int>& processes, const std::string& help);

}  // namespace parzen::command
