#include "trace/frame.hpp"

#include <algorithm>
#include <cstring>

#include "os/stack.hpp"

namespace polyproc::internal::trace {
namespace {

std::string path_at(const os::CrashRecord& record, std::uint32_t begin) {
  if (begin >= record.paths.size()) return Frame::kNowhere;
  const char* const path = &record.paths[begin];
  const std::size_t most = record.paths.size() - begin;
  return {path, ::strnlen(path, most)};
}

}  // namespace

Stack stack_of(const os::CrashRecord& record) {
  Stack stack;
  const std::size_t count = std::min<std::size_t>(record.frame_count, record.frames.size());
  stack.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto& frame = record.frames[i];
    stack.push_back({path_at(record, frame.module), frame.offset});
  }
  return stack;
}

Stack stack_of(std::span<const std::uintptr_t> addresses) {
  Stack stack;
  stack.reserve(addresses.size());
  for (const std::uintptr_t address : addresses) {
    const auto place = os::place_of(address);
    stack.push_back(place ? Frame{place->module, place->offset} : Frame{Frame::kNowhere, address});
  }
  return stack;
}

}  // namespace polyproc::internal::trace
