#pragma once

#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

#include "parzen/samples.hpp"

namespace parzen {

/// Writes one line per sample, numbers separated by commas, each in the fewest digits from which it is read back
/// exactly.
///
/// `header`, if not empty, becomes the first line; names are quoted where they must be. Throws std::invalid_argument
/// unless it has one name per column, without line breaks, which read_samples would not read. Whether writing worked is
/// for the owner of the stream to check.
void write_csv(std::ostream& out, SampleView samples, std::span<const std::string> header = {});

/// Same, separated by tabs.
void write_tsv(std::ostream& out, SampleView samples, std::span<const std::string> header = {});

/// `text` as one field of a table: in quotes if the separator, a quote or a line break is in it.
[[nodiscard]] std::string quoted_field(std::string_view text, char separator);

/// Writes an NPY file, version 1.0: float64, little-endian, C order, shape (n, d). The stream must be binary.
void write_npy(std::ostream& out, SampleView samples);

}  // namespace parzen
