#pragma once

#include <cstdint>
#include <map>

#include "os/file_descriptor.hpp"
#include "os/socket.hpp"
#include "polyproc/shared_memory.hpp"

namespace polyproc::internal::channel {

/// What a descriptor on the socket is for: an object behind a handle, or the bytes of one large frame.
struct DescriptorTag {
  enum class Kind : std::uint64_t { object, blob };
  Kind kind = Kind::object;
  ObjectNumber number = {};  ///< of a blob: its count since the channel was made

  friend auto operator<=>(const DescriptorTag&, const DescriptorTag&) = default;
};

/// Descriptors that have come over the socket and that no frame has asked for yet.
class DescriptorStash {
 public:
  /// The descriptor sent with this tag. If it has not come, as throw_missing(): it is sent before the frame that needs
  /// it.
  os::FileDescriptor take(const DescriptorTag& tag, os::ControlSocket& socket);
  /// Throws SystemError if descriptors were lost because this process could have no more open; else DecodeError.
  [[noreturn]] void throw_missing() const;

 private:
  bool lost_ = false;
  std::map<DescriptorTag, os::FileDescriptor> waiting_;
};

}  // namespace polyproc::internal::channel
