#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "parzen/read.hpp"
#include "parzen/samples.hpp"

namespace parzen {

/// The rows of one or more files, as one table, some at a time: for data that is larger than memory.
///
///     SampleReader reader{{"monday.csv", "tuesday.npy"}};
///     while (const auto block = reader.next(100'000)) count(*block);
///
/// What is read is what read_samples describes. Memory: the block, and a few MB; text is parsed by several threads,
/// which have ended when a call returns. Use it from one thread at a time.
class SampleReader {
 public:
  /// Opens the first file and reads its header. Throws DataError, and std::invalid_argument if there is no file.
  explicit SampleReader(std::vector<std::string> paths, ReadOptions options = {});
  SampleReader(SampleReader&&) noexcept;
  SampleReader& operator=(SampleReader&&) noexcept;
  ~SampleReader();

  /// Number of columns wanted.
  [[nodiscard]] std::size_t dimension() const;
  /// The next rows: about as many as asked for, of text by up to some MB more, at the end of a file fewer. Valid until
  /// the next call. Empty at the end of the last file. Throws DataError if a file is not as it should be, has other
  /// columns than the first, or other names for them.
  [[nodiscard]] std::optional<SampleView> next(std::size_t rows);
  /// All that is left as one table: of a single NPY file in place where that can be, see read_samples. Calls `watch`,
  /// if there is one, between blocks.
  [[nodiscard]] Samples read_all(const std::function<void(const SampleReader&)>& watch = {});

  /// Rows given out so far.
  [[nodiscard]] std::uint64_t rows() const noexcept;
  /// Rows dropped so far because of a missing number.
  [[nodiscard]] std::uint64_t dropped() const noexcept;
  /// Bytes read so far, of all files.
  [[nodiscard]] std::uint64_t position() const;
  /// Bytes of all files; 0 if one of them, such as a pipe, does not say.
  [[nodiscard]] std::uint64_t size() const noexcept;

 private:
  class Files;
  std::unique_ptr<Files> files_;
};

}  // namespace parzen
