#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "os/file_descriptor.hpp"

namespace polyproc::internal::os {

/// One end of a pair of connected sockets that keep message boundaries (SEQPACKET) and can carry descriptors.
class ControlSocket {
 public:
  /// In one message. The system's own limit is 253.
  static constexpr std::size_t kMaxDescriptors = 128;

  ControlSocket() noexcept = default;
  explicit ControlSocket(FileDescriptor fd) noexcept : fd_{std::move(fd)} {}
  /// Both ends, close-on-exec.
  static std::pair<ControlSocket, ControlSocket> pair();

  [[nodiscard]] int descriptor() const noexcept { return fd_.get(); }
  [[nodiscard]] FileDescriptor& owner() noexcept { return fd_; }
  [[nodiscard]] bool is_open() const noexcept { return fd_.is_open(); }
  void close() noexcept { fd_.reset(); }
  /// As if this end were closed in every process that has it.
  void shut_down() noexcept;

  /// Sends one message with up to kMaxDescriptors descriptors (duplicated for the receiver). Blocks while the other
  /// side is slow. Never raises SIGPIPE. Returns false if the other side is gone; throws SystemError on anything else.
  bool send(std::span<const std::byte> message, std::span<const int> descriptors = {});
  /// Same, but returns false also if it would block.
  bool try_send(std::span<const std::byte> message, std::span<const int> descriptors = {});

  struct Received {
    std::size_t bytes = 0;  ///< 0: the other side is gone
    std::vector<FileDescriptor> descriptors;
    bool descriptors_lost = false;  ///< not all are there: this process may have no more open
  };
  /// Receives one message into `buffer`; a longer one is cut. Blocks.
  Received receive(std::span<std::byte> buffer);
  /// Same, but empty if there is no message now.
  std::optional<Received> try_receive(std::span<std::byte> buffer);

 private:
  bool send_with(std::span<const std::byte> message, std::span<const int> descriptors, int flags);
  std::optional<Received> receive_with(std::span<std::byte> buffer, int flags);
  FileDescriptor fd_;
};

}  // namespace polyproc::internal::os
