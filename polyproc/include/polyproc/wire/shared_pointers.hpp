#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <typeinfo>
#include <unordered_map>
#include <vector>

namespace polyproc::internal::wire {

// Pointers that share a target when they are sent share one when they arrive. Targets are numbered in order of
// appearance; the first mention of a number is followed by the value.

/// Targets of std::shared_ptr that were written, and their numbers.
class SentPointers {
 public:
  struct Mention {
    std::uint32_t number = 0;
    bool is_first = false;
  };

  /// The number of a target. Its type belongs to its name, because an object and its first member share an address.
  /// Throws std::invalid_argument if the target is still being written: it contains itself.
  Mention mention(const void* target, const std::type_info& type);
  /// The value of that target has been written completely.
  void complete(std::uint32_t number) { targets_complete_[number] = true; }

 private:
  struct Key {
    const void* target;
    const std::type_info* type;
    bool operator==(const Key& other) const noexcept { return target == other.target && *type == *other.type; }
  };
  struct Hash {
    std::size_t operator()(const Key& key) const noexcept { return std::hash<const void*>{}(key.target); }
  };

  std::unordered_map<Key, std::uint32_t, Hash> numbers_;
  std::vector<bool> targets_complete_;
};

/// Targets of std::shared_ptr that were read, by number.
class ReceivedPointers {
 public:
  /// Reserves the next number for a target about to be read.
  std::uint32_t announce(const std::type_info& type);
  void complete(std::uint32_t number, std::shared_ptr<void> target) { targets_[number].pointer = std::move(target); }

  [[nodiscard]] std::size_t size() const noexcept { return targets_.size(); }
  /// The target of that number. Throws DecodeError if it is of another type or not complete yet.
  [[nodiscard]] const std::shared_ptr<void>& get(std::uint32_t number, const std::type_info& type) const;

 private:
  struct Target {
    const std::type_info* type;
    std::shared_ptr<void> pointer;
  };
  std::vector<Target> targets_;
};

}  // namespace polyproc::internal::wire
