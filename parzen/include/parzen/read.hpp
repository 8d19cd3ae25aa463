#pragma once

#include <cstddef>
#include <iosfwd>
#include <stdexcept>
#include <string>
#include <vector>

#include "parzen/samples.hpp"

namespace parzen {

/// A file does not hold what it should. what() is one line, "file:line:column: what was found, what was expected"; a
/// column is the number of a field, from 1. In an NPY file line and column are those of the array.
struct DataError : std::runtime_error {
  using runtime_error::runtime_error;
};

/// What becomes of a row in which a number is missing: NaN, NA, N/A, null (in any case), or nothing at all.
enum class NanPolicy {
  refuse,  ///< it is an error
  drop     ///< it is left out, and counted
};

/// One of several parts that together have all rows of each file, every row once. They are of about one size.
struct Part {
  std::size_t number = 0;  ///< less than `of`
  std::size_t of = 1;
};

/// What is wanted of a file, and how it is to be read.
struct ReadOptions {
  /// The columns in the order wanted, each by its name in the header or by its number from 1; empty: all. What stands
  /// in other columns need not be numbers. A name makes the first line a header, whatever it looks like.
  std::vector<std::string> columns = {};
  NanPolicy nan = NanPolicy::refuse;
  /// How many threads parse text; 0: as many as there are CPUs. They have ended when a function returns.
  unsigned threads = 0;
  /// Only these rows, perhaps none. A file that cannot be mapped, such as a pipe, has no parts: that is an error.
  Part part = {};
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
///
/// Files are mapped. An NPY file of float64 in C order and this machine's byte order is used in place, not copied, as
/// long as the samples live; if somebody shortens it meanwhile, looking at them ends the program by SIGBUS. Of others
/// the numbers are held in memory, and of their text no more than a few MB. See SampleReader for what is larger.
[[nodiscard]] Samples read_samples(const std::string& path, const ReadOptions& options = {});

/// Same, from a stream; the content says the format. `name` stands for the file in errors.
[[nodiscard]] Samples read_samples(std::istream& in, const std::string& name, const ReadOptions& options = {});

/// What read_samples calls the file in errors: the path, or "standard input" for "-".
[[nodiscard]] std::string input_name(const std::string& path);

}  // namespace parzen
