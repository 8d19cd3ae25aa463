#include "os/socket.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <string>
#include <string_view>

#include "children/in_child.hpp"
#include "os/memory.hpp"

namespace polyproc::internal::os {
namespace {

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span{text}); }

std::string receive_text(ControlSocket& socket) {
  std::array<std::byte, 100> buffer;
  const auto received = socket.receive(buffer);
  return {reinterpret_cast<const char*>(buffer.data()), received.bytes};
}

TEST(ControlSocket, KeepsMessagesApart) {
  auto [a, b] = ControlSocket::pair();
  EXPECT_TRUE(a.send(bytes_of("one")));
  EXPECT_TRUE(a.send(bytes_of("three")));
  EXPECT_EQ(receive_text(b), "one");
  EXPECT_EQ(receive_text(b), "three");
}

TEST(ControlSocket, CarriesDescriptors) {
  auto [a, b] = ControlSocket::pair();
  MemoryFile file{"socket-test", 10};
  const std::array descriptors{file.descriptor(), file.descriptor()};
  EXPECT_TRUE(a.send(bytes_of("x"), descriptors));
  std::array<std::byte, 8> buffer;
  auto received = b.receive(buffer);
  ASSERT_EQ(received.descriptors.size(), 2U);
  EXPECT_NE(received.descriptors[0].get(), file.descriptor());
  EXPECT_EQ(MemoryFile{std::move(received.descriptors[1])}.size(), 10U);
}

TEST(ControlSocket, RefusesMoreDescriptorsThanFit) {
  auto [a, b] = ControlSocket::pair();
  const std::array<int, ControlSocket::kMaxDescriptors + 1> descriptors{};
  EXPECT_THROW(a.send(bytes_of("x"), descriptors), std::logic_error);
}

TEST(ControlSocket, TriesWithoutBlocking) {
  auto [a, b] = ControlSocket::pair();
  std::array<std::byte, 8> buffer;
  EXPECT_FALSE(b.try_receive(buffer));
  const std::string large(4096, 'x');
  while (a.try_send(bytes_of(large))) {
  }
  EXPECT_TRUE(b.try_receive(buffer));
}

TEST(ControlSocket, HasNoRoomWhileTooManyDescriptorsAreUnderWay) {
  // A user without privileges may have as many under way as a process may have open.
  EXPECT_EQ(children::in_child([] {
              auto [a, b] = ControlSocket::pair();
              const rlimit few{.rlim_cur = 40, .rlim_max = 40};
              if (::setrlimit(RLIMIT_NOFILE, &few) != 0) return 1;
              if (::geteuid() == 0 && ::setuid(65'534) != 0) return 2;
              const std::array<int, 10> descriptors{};
              int sent = 0;
              while (sent < 10 && a.try_send(bytes_of("x"), descriptors)) ++sent;
              if (sent == 0 || sent == 10) return 3;
              std::array<std::byte, 8> buffer;
              for (int i = 0; i < sent; ++i) (void)b.receive(buffer);
              return a.try_send(bytes_of("x"), descriptors) ? 0 : 4;
            }),
            0);
}

TEST(ControlSocket, NoticesThatTheOtherSideIsGone) {
  auto [a, b] = ControlSocket::pair();
  a.close();
  std::array<std::byte, 8> buffer;
  EXPECT_EQ(b.receive(buffer).bytes, 0U);
  EXPECT_FALSE(b.send(bytes_of("x")));  // no SIGPIPE either
}

TEST(ControlSocket, NoticesAShutDownAlsoWhileThereAreCopies) {
  auto [a, b] = ControlSocket::pair();
  const FileDescriptor copy = a.owner().duplicate();
  a.shut_down();
  std::array<std::byte, 8> buffer;
  EXPECT_EQ(b.receive(buffer).bytes, 0U);
  EXPECT_FALSE(b.send(bytes_of("x")));
}

TEST(ControlSocket, NoticesAProcessThatDied) {
  auto [a, b] = ControlSocket::pair();
  const pid_t pid = children::fork_child([&, &ours = b, &theirs = a] {
    ours.close();
    return receive_text(theirs) == "die" ? ::raise(SIGKILL) : 0;
  });
  a.close();
  EXPECT_TRUE(b.send(bytes_of("die")));
  EXPECT_EQ(children::wait_for(pid), -SIGKILL);
  EXPECT_EQ(receive_text(b), "");
}

}  // namespace
}  // namespace polyproc::internal::os
