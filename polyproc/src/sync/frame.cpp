#include "sync/frame.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace polyproc::internal::sync {
namespace {

// Messages up to this size are moved together with their length, in one system call.
constexpr std::size_t kSmall = 4096 - frame_size(0);
using SmallFrame = std::array<std::byte, frame_size(kSmall)>;

}  // namespace

void throw_damaged() { throw Error{"the memory of a queue is damaged"}; }

void write_frame(os::MemoryFile& file, std::uint64_t offset, std::span<const std::byte> message) {
  const std::uint64_t length = message.size();
  const std::size_t together = length <= kSmall ? message.size() : 0;
  SmallFrame frame;
  std::memcpy(frame.data(), &length, sizeof length);
  if (together != 0) std::memcpy(frame.data() + sizeof length, message.data(), together);
  file.write(offset, std::span{frame}.first(frame_size(together)));
  file.write(offset + frame_size(together), message.subspan(together));
}

Message read_frame(const os::MemoryFile& file, std::uint64_t offset, std::uint64_t available) {
  if (available < frame_size(0)) throw_damaged();
  SmallFrame frame;
  const std::size_t bytes = std::min<std::uint64_t>(available, frame.size());
  file.read(offset, std::span{frame}.first(bytes));
  std::uint64_t length = 0;
  std::memcpy(&length, frame.data(), sizeof length);
  if (length > available - sizeof length) throw_damaged();

  Message message{std::make_unique_for_overwrite<std::byte[]>(length), length};
  const std::size_t together = std::min<std::size_t>(length, bytes - sizeof length);
  std::memcpy(message.data.get(), frame.data() + sizeof length, together);
  file.read(offset + frame_size(together), std::span{message.data.get(), message.size}.subspan(together));
  return message;
}

}  // namespace polyproc::internal::sync
