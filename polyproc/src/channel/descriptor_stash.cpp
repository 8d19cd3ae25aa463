#include "channel/descriptor_stash.hpp"

#include <array>
#include <cerrno>
#include <span>

namespace polyproc::internal::channel {

os::FileDescriptor DescriptorStash::take(const DescriptorTag& tag, os::ControlSocket& socket) {
  for (;;) {
    if (auto found = waiting_.extract(tag)) return std::move(found.mapped());
    std::array<DescriptorTag, os::ControlSocket::kMaxDescriptors> tags;
    auto message = socket.try_receive(std::as_writable_bytes(std::span{tags}));
    if (!message || message->bytes == 0) throw_missing();
    lost_ = lost_ || message->descriptors_lost;
    const bool all_came = message->bytes == message->descriptors.size() * sizeof(DescriptorTag);
    if (!all_came && !message->descriptors_lost) throw_missing();
    // An object may be sent twice, when its first frame did not fit into the ring: the later descriptor is as good.
    for (std::size_t i = 0; i < message->descriptors.size(); ++i) {
      waiting_.insert_or_assign(tags[i], std::move(message->descriptors[i]));
    }
  }
}

void DescriptorStash::throw_missing() const {
  if (lost_) throw SystemError{EMFILE, "receiving shared memory from another process"};
  throw DecodeError{"a descriptor that a message mentions has not arrived"};
}

}  // namespace polyproc::internal::channel
