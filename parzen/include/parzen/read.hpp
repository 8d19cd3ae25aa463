#pragma once

#include <iosfwd>
#include <stdexcept>
#include <string>

#include "parzen/samples.hpp"

namespace parzen {

/// A file does not hold what it should. what() is one line, "file:line:column: what was found, what was expected"; a
/// column is the number of a field, from 1. In an NPY file line and column are those of the array.
struct DataError : std::runtime_error {
  using runtime_error::runtime_error;
};

/// Reads the table in a file. The name says the format: .csv (comma), .tsv (tab) or .npy; "-" is standard input, where,
/// as under any other name, the content says it: NPY by its first bytes, else tab if the first line has one, else
/// comma.
///
/// Text: one sample per line, fields may be quoted. A first line is a header and skipped if no field begins like a
/// number, is NA, N/A or null, or is empty (but for the first). Skipped are also blank lines, lines that begin with #,
/// a byte-order mark, and the CR of CRLF. NPY: versions 1 to 3, one or two dimensions (one is a single column), C or
/// Fortran order, either byte order; float64, float32, bool, and integers, if each is exactly a double.
///
/// Throws DataError if the file cannot be read or is anything else than one or more rows of finite numbers.
/// The whole file is held in memory while it is read.
[[nodiscard]] Samples read_samples(const std::string& path);

/// Same, from a stream; the content says the format. `name` stands for the file in errors.
[[nodiscard]] Samples read_samples(std::istream& in, const std::string& name);

/// What read_samples calls the file in errors: the path, or "standard input" for "-".
[[nodiscard]] std::string input_name(const std::string& path);

}  // namespace parzen
