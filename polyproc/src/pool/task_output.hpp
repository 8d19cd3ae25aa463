#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "os/file_descriptor.hpp"

namespace polyproc::internal::pool {

/// What a worker writes into its output where a task begins, so that the reader knows whose the rest is.
[[nodiscard]] std::string output_mark(std::uint64_t task);

/// One stream of output of one worker, read by the pool. Cuts it at the marks and into lines.
class TaskOutput {
 public:
  explicit TaskOutput(os::FileDescriptor end) noexcept : end_{std::move(end)} {}

  [[nodiscard]] int descriptor() const noexcept { return end_.get(); }
  /// Takes what there is; returns the lines that are complete, each with its task in front: "[task 3] …\n".
  std::string read_lines();
  /// Same, and also a line that was only begun: the worker writes no more.
  std::string read_rest();
  /// Whether nobody can write any more.
  [[nodiscard]] bool at_end() const noexcept { return at_end_; }
  /// The end of what the current task has written, at most 4096 bytes.
  [[nodiscard]] const std::string& tail() const noexcept { return tail_; }

 private:
  void take_available();
  [[nodiscard]] std::string cut_lines();
  void begin_task(std::string_view number);
  void add_line(std::string& lines, std::string_view line);
  void add_to_tail(std::string_view text);

  os::FileDescriptor end_;
  bool at_end_ = false;
  std::string pending_;  // from the last line break on
  std::string task_;     // empty: none has begun
  std::string tail_;
};

}  // namespace polyproc::internal::pool
