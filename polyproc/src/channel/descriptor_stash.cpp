#include "channel/descriptor_stash.hpp"

namespace polyproc::channel {

os::FileDescriptor DescriptorStash::take(const DescriptorTag& tag, os::ControlSocket& socket) {
  for (;;) {
    if (auto found = waiting_.extract(tag)) return std::move(found.mapped());
    DescriptorTag received;
    auto message = socket.try_receive(std::as_writable_bytes(std::span{&received, 1}));
    if (!message || message->bytes != sizeof received || message->descriptors.size() != 1) {
      throw DecodeError{"a descriptor that a message mentions has not arrived"};
    }
    // An object may be sent twice, when its first frame did not fit into the ring: the later descriptor is as good.
    waiting_.insert_or_assign(received, std::move(message->descriptors.front()));
  }
}

}  // namespace polyproc::channel
