#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "channel/channel.hpp"
#include "channel/fault_point.hpp"
#include "pool/frames.hpp"

namespace polyproc::internal::pool {

/// Results of a worker's items that go to the caller together. Each counts from add() on: if the worker dies before
/// they are sent, the caller finds them.
class ResultBlock {
 public:
  /// For up to `count` results, which do not have to fit at once.
  ResultBlock(channel::Channel& channel, std::size_t result_bytes, std::size_t count) noexcept
      : channel_{channel}, result_bytes_{result_bytes}, left_{count} {}

  /// Copies a result behind the others.
  void add(const std::byte* result) {
    if (used_ == room_.size()) open();
    copy(room_.data() + used_, result);
    channel::fault_point(channel::FaultPoint::writing_a_frame);
    used_ += result_bytes_;
    channel_.keep_in_block(used_);
    --left_;
  }

  /// Makes a frame of the results so far. Others may follow.
  void send() noexcept {
    if (room_.empty()) return;
    channel_.close_block(static_cast<std::uint32_t>(Response::values));
    room_ = {};
    used_ = 0;
  }

 private:
  // What most results are is copied without asking further.
  void copy(std::byte* to, const std::byte* result) const {
    if (result_bytes_ == 4) {
      std::memcpy(to, result, 4);
    } else if (result_bytes_ == 8) {
      std::memcpy(to, result, 8);
    } else {
      std::memcpy(to, result, result_bytes_);
    }
  }

  void open() {
    send();
    room_ = channel_.open_block(result_bytes_, left_);
  }

  channel::Channel& channel_;
  std::size_t result_bytes_;
  std::size_t left_;
  std::span<std::byte> room_;
  std::size_t used_ = 0;
};

}  // namespace polyproc::internal::pool
