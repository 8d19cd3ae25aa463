#include "os/socket.hpp"

#include <sys/socket.h>

#include <array>
#include <cstring>
#include <stdexcept>

namespace polyproc::internal::os {
namespace {

constexpr std::size_t kMaxDescriptors = ControlSocket::kMaxDescriptors;

struct alignas(cmsghdr) ControlBuffer {
  std::array<char, CMSG_SPACE(kMaxDescriptors * sizeof(int))> bytes{};
};

void attach(msghdr& message, ControlBuffer& buffer, std::span<const int> descriptors) {
  message.msg_control = buffer.bytes.data();
  message.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
  cmsghdr* const header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(descriptors.size_bytes());
  std::memcpy(CMSG_DATA(header), descriptors.data(), descriptors.size_bytes());
}

std::vector<FileDescriptor> take_descriptors(msghdr& message) {
  std::vector<FileDescriptor> descriptors;
  for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
    std::array<int, kMaxDescriptors> numbers{};
    const std::size_t bytes = std::min(header->cmsg_len - CMSG_LEN(0), sizeof numbers);
    std::memcpy(numbers.data(), CMSG_DATA(header), bytes);
    for (std::size_t i = 0; i < bytes / sizeof(int); ++i) descriptors.emplace_back(numbers[i]);
  }
  return descriptors;
}

}  // namespace

std::pair<ControlSocket, ControlSocket> ControlSocket::pair() {
  std::array<int, 2> ends{};
  check(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()), "socketpair");
  return {ControlSocket{FileDescriptor{ends[0]}}, ControlSocket{FileDescriptor{ends[1]}}};
}

void ControlSocket::shut_down() noexcept { ::shutdown(fd_.get(), SHUT_RDWR); }

bool ControlSocket::send(std::span<const std::byte> message, std::span<const int> descriptors) {
  return send_with(message, descriptors, 0);
}

bool ControlSocket::try_send(std::span<const std::byte> message, std::span<const int> descriptors) {
  return send_with(message, descriptors, MSG_DONTWAIT);
}

bool ControlSocket::send_with(std::span<const std::byte> message, std::span<const int> descriptors, int flags) {
  if (descriptors.size() > kMaxDescriptors)
    throw std::logic_error{"ControlSocket::send: too many descriptors for one message"};
  iovec part{.iov_base = const_cast<std::byte*>(message.data()), .iov_len = message.size()};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  ControlBuffer buffer;
  if (!descriptors.empty()) attach(header, buffer, descriptors);
  if (retry([&] { return ::sendmsg(fd_.get(), &header, flags | MSG_NOSIGNAL); }) != -1) return true;
  // ETOOMANYREFS: as many descriptors are under way as the user may have, until somebody receives some.
  const bool would_block = (flags & MSG_DONTWAIT) != 0 && (errno == EAGAIN || errno == ETOOMANYREFS);
  if (would_block || errno == EPIPE || errno == ECONNRESET) return false;
  throw SystemError{errno, "sendmsg"};
}

ControlSocket::Received ControlSocket::receive(std::span<std::byte> buffer) { return *receive_with(buffer, 0); }

std::optional<ControlSocket::Received> ControlSocket::try_receive(std::span<std::byte> buffer) {
  return receive_with(buffer, MSG_DONTWAIT);
}

std::optional<ControlSocket::Received> ControlSocket::receive_with(std::span<std::byte> buffer, int flags) {
  iovec part{.iov_base = buffer.data(), .iov_len = buffer.size()};
  ControlBuffer control;
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = control.bytes.data();
  header.msg_controllen = control.bytes.size();
  const auto bytes = retry([&] { return ::recvmsg(fd_.get(), &header, flags | MSG_CMSG_CLOEXEC); });
  if (bytes == -1) {
    if ((flags & MSG_DONTWAIT) != 0 && errno == EAGAIN) return std::nullopt;
    if (errno == ECONNRESET) return Received{};
    throw SystemError{errno, "recvmsg"};
  }
  return Received{static_cast<std::size_t>(bytes), take_descriptors(header), (header.msg_flags & MSG_CTRUNC) != 0};
}

}  // namespace polyproc::internal::os
