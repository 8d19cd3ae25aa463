#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "output/terminal.hpp"
#include "parzen/read.hpp"
#include "parzen/sample_reader.hpp"
#include "parzen/samples.hpp"

namespace parzen::command {

/// The files that are to be read as one table, and what of them is wanted.
struct DataOptions {
  std::vector<std::string> files = {};
  ReadOptions read = {};
};

/// `DATA...`, required, `--columns` and `--nan`.
void add_data(CLI::App& app, DataOptions& data);

/// `--columns` and `--nan` alone.
void add_table(CLI::App& app, ReadOptions& read);

/// What messages call the data: the first file, and how many more there are.
[[nodiscard]] std::string data_name(const DataOptions& data);

/// DATA and its options as words of a shell, for command lines that are shown.
[[nodiscard]] std::string shell_words(const DataOptions& data);

/// Opens DATA with as many threads as there are CPUs for this program.
[[nodiscard]] SampleReader open_data(const DataOptions& data);

/// Samples in memory, and how many rows were left out because of a missing number.
struct Data {
  Samples samples;
  std::uint64_t dropped;
};

/// Reads all of DATA, and shows how far it is.
[[nodiscard]] Data read_data(const DataOptions& data, Progress& progress);
/// The same from a reader of DATA.
[[nodiscard]] Data read_data(const DataOptions& data, SampleReader& reader, Progress& progress);

/// Shows how far a reader is. `what` is done with its rows.
void show_reading(Progress& progress, const std::string& what, const SampleReader& reader);

/// Whoever wants rows dropped is told how many it were, on standard error.
void tell_dropped(const DataOptions& data, std::uint64_t dropped);
/// `json` with "dropped" if rows were to be dropped.
[[nodiscard]] nlohmann::ordered_json with_dropped(nlohmann::ordered_json json, const DataOptions& data,
                                                  std::uint64_t dropped);

}  // namespace parzen::command
