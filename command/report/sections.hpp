#pragma once

#include <string>
#include <vector>

#include "bench/bench_result.hpp"
#include "report/page.hpp"
#include "report/pictures.hpp"
#include "system/system_info.hpp"

namespace parzen::command {

/// Sections that more than one report has.

/// Times as a chart and a table, and what they mean; the disk task below, if it was measured.
/// `name` is the chart's among `pictures`.
[[nodiscard]] Section bench_section(const std::string& heading, const Bench& bench, const Pictures& pictures,
                                    const std::string& name);

[[nodiscard]] Section system_section(const std::vector<Fact>& facts);

/// A paragraph each.
[[nodiscard]] std::string paragraphs(const std::vector<std::string>& texts);

}  // namespace parzen::command
