#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "bench/bench_result.hpp"
#include "text/table.hpp"

namespace parzen::command {

/// "article" or "sweep"
[[nodiscard]] std::string name_of(Mode mode);

/// "100 widths, 10 000 samples of dimension 2, every width a scan of its own; median of 5 runs"
[[nodiscard]] std::string description(const Bench& bench);

/// Rounded, for people.
[[nodiscard]] Table readable_table(const Bench& bench);
[[nodiscard]] Table readable_table(const DiskResult& disk);

/// Every number in full, for a spreadsheet.
[[nodiscard]] Table exact_table(const Bench& bench);

/// The shape users' programs read; numbers in full.
[[nodiscard]] nlohmann::ordered_json to_json(const Bench& bench);

/// That these times are not those of a release build; empty if they are. Stands above all times.
[[nodiscard]] std::string note_on_build();

/// What the times mean, and openly where more processes do not pay. A paragraph each.
[[nodiscard]] std::vector<std::string> remarks(const Bench& bench);
[[nodiscard]] std::vector<std::string> remarks(const DiskResult& disk);

/// Tables and remarks.
[[nodiscard]] std::string to_text(const Bench& bench);

}  // namespace parzen::command
