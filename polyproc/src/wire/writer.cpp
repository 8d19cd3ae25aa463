#include "polyproc/wire/writer.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

#include "polyproc/wire/nesting.hpp"
#include "polyproc/wire/shared_pointers.hpp"

namespace polyproc::internal::wire {

void Writer::grow(std::size_t bytes) {
  const std::size_t capacity = std::max(size_ + bytes, 2 * capacity_);
  // Not make_unique, which would clear memory that is about to be written.
  std::unique_ptr<std::byte[]> larger{new std::byte[capacity]};
  std::memcpy(larger.get(), data_, size_);
  heap_ = std::move(larger);
  data_ = heap_.get();
  capacity_ = capacity;
}

void Writer::truncate(std::size_t size) noexcept {
  size_ = std::min(size_, size);
  while (!mentions_.empty() && mentions_.back() >= size_) mentions_.pop_back();
  if (objects_.size() > mentions_.size()) objects_.resize(mentions_.size());
}

void Writer::add_object(std::shared_ptr<SharedMemory> object) {
  mentions_.push_back(size_);
  objects_.push_back(std::move(object));
  // The mark ties the object to a place: without it a truncate could not tell it from one mentioned just before.
  write_value(std::byte{1});
}

std::vector<std::shared_ptr<SharedMemory>> Writer::take_objects() noexcept {
  mentions_.clear();
  return std::exchange(objects_, {});
}

SentPointers& Writer::pointers() {
  if (pointers_ == nullptr) pointers_.reset(new SentPointers);
  return *pointers_;
}

void Writer::Forget::operator()(SentPointers* pointers) const noexcept { delete pointers; }

void Writer::throw_too_deep() {
  throw std::length_error{"a value nested deeper than " + std::to_string(Nesting<Writer>::kLimit) +
                          " levels cannot be sent; flatten it, e.g. into a std::vector with indexes"};
}

}  // namespace polyproc::internal::wire
