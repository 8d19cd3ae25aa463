#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "input.hpp"
#include "parzen/read.hpp"
#include "parzen/samples.hpp"

namespace parzen {

/// The table in one file, from its first row to its last.
class TableSource {
 public:
  TableSource() = default;
  TableSource(const TableSource&) = delete;
  TableSource& operator=(const TableSource&) = delete;
  virtual ~TableSource() = default;

  /// Number of columns.
  [[nodiscard]] virtual std::size_t dimension() const = 0;
  /// Their names; empty if they have none.
  [[nodiscard]] virtual const std::vector<std::string>& names() const = 0;
  /// The next rows, finite, perhaps none of a part that was dropped; about `rows` of them, or as few or many as are
  /// convenient. Valid until the next call. Empty at the end. Throws DataError.
  [[nodiscard]] virtual std::optional<std::span<const double>> next(std::size_t rows) = 0;
  /// Rows dropped so far.
  [[nodiscard]] virtual std::uint64_t dropped() const = 0;
  /// Bytes read so far.
  [[nodiscard]] virtual std::uint64_t position() const = 0;
  /// All rows where they lie in the file, before the first call of `next`; none if they must be converted. They have
  /// not been looked at: `next` does that.
  [[nodiscard]] virtual std::optional<Samples::Checked> in_place() const { return std::nullopt; }
};

/// Opens the table in a file, in the format that its name or its content says. Throws DataError.
[[nodiscard]] std::unique_ptr<TableSource> open_table(const std::string& path, const ReadOptions& options);

/// Throws the DataError of an input that is to be read in parts and cannot be.
[[noreturn]] void fail_parts(const Input& input);

/// Takes over values that have been looked at.
[[nodiscard]] Samples::Checked owned(std::vector<double> values);

}  // namespace parzen
