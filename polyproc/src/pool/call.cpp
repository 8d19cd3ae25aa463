#include "polyproc/pool/call.hpp"

namespace polyproc::internal::pool {

std::span<const std::byte> Call::arguments_of(std::size_t item) const noexcept {
  const std::size_t begin = begin_of(item).bytes;
  return arguments_.bytes().subspan(begin, begin_of(item + 1).bytes - begin);
}

std::span<const std::shared_ptr<SharedMemory>> Call::objects_of(std::size_t first, std::size_t count) const noexcept {
  const std::size_t begin = begin_of(first).objects;
  return arguments_.objects().subspan(begin, begin_of(first + count).objects - begin);
}

std::size_t Call::bytes_of(std::size_t first, std::size_t count) const noexcept {
  return begin_of(first + count).bytes - begin_of(first).bytes;
}

void Call::drop_unended() { arguments_.truncate(begin_of(items()).bytes); }

void Call::deliver(std::size_t item, wire::Reader& result) {
  try {
    set_value(item, result);
  } catch (...) {
    set_error(item, std::current_exception());
  }
  ++ended_;
}

void Call::deliver_block(std::size_t first, std::size_t count, std::span<const std::byte> results) {
  set_values(first, results);
  ended_ += count;
}

void Call::fail(std::size_t item, std::exception_ptr error) {
  set_error(item, std::move(error));
  ++ended_;
}

}  // namespace polyproc::internal::pool
