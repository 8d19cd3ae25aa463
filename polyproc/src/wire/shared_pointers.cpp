#include "polyproc/wire/shared_pointers.hpp"

#include <stdexcept>

#include "polyproc/wire/reader.hpp"

namespace polyproc::internal::wire {

SentPointers::Mention SentPointers::mention(const void* target, const std::type_info& type) {
  const auto next = static_cast<std::uint32_t>(targets_complete_.size());
  const auto [entry, is_first] = numbers_.try_emplace({target, &type}, next);
  if (is_first) targets_complete_.push_back(false);
  if (!is_first && !targets_complete_[entry->second]) {
    throw std::invalid_argument{
        "a std::shared_ptr that leads back to itself cannot be sent; break the cycle with an index"};
  }
  return {entry->second, is_first};
}

std::uint32_t ReceivedPointers::announce(const std::type_info& type) {
  targets_.push_back({&type, nullptr});
  return static_cast<std::uint32_t>(targets_.size() - 1);
}

const std::shared_ptr<void>& ReceivedPointers::get(std::uint32_t number, const std::type_info& type) const {
  if (number >= targets_.size()) throw_decode_error(type, "it refers to a shared pointer that was not sent");
  const Target& target = targets_[number];
  if (*target.type != type) throw_decode_error(type, "it shares its target with a pointer of another type");
  if (target.pointer == nullptr) throw_decode_error(type, "it contains itself");
  return target.pointer;
}

}  // namespace polyproc::internal::wire
