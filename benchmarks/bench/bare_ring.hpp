#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace bench {

/// The physical limit of handing something to another core: one writer, one reader, slots of 32 bytes, nobody ever
/// sleeps, nothing is checked, nobody may die.
class BareRing {
 public:
  struct Slot {
    std::uint64_t value;
    std::array<std::uint64_t, 3> rest;
  };

  void put(std::uint64_t value) {
    while (written_ - taken_.load(std::memory_order_acquire) == kSlots) __builtin_ia32_pause();
    slots_[written_ % kSlots].value = value;
    shown_.store(++written_, std::memory_order_release);
  }

  [[nodiscard]] bool has_one() const { return shown_.load(std::memory_order_acquire) != read_; }

  std::uint64_t take() {
    while (!has_one()) __builtin_ia32_pause();
    const std::uint64_t value = slots_[read_ % kSlots].value;
    taken_.store(++read_, std::memory_order_release);
    return value;
  }

 private:
  static constexpr std::uint64_t kSlots = 4096;
  alignas(64) std::atomic<std::uint64_t> shown_ = 0;
  std::uint64_t written_ = 0;  // the writer's own
  alignas(64) std::atomic<std::uint64_t> taken_ = 0;
  std::uint64_t read_ = 0;  // the reader's own
  alignas(64) std::array<Slot, kSlots> slots_ = {};
};

}  // namespace bench
