#include "os/epoll.hpp"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <limits>

#include "os/deadline.hpp"

namespace polyproc::internal::os {
namespace {

int milliseconds_or_forever(std::optional<std::chrono::milliseconds> timeout) {
  // Longer than an int can say is 24 days: as good as for ever.
  return timeout && timeout->count() <= std::numeric_limits<int>::max() ? static_cast<int>(timeout->count()) : -1;
}

}  // namespace

Epoll::Epoll() : fd_{check(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")} {}

void Epoll::add(int fd, std::uint64_t key) {
  epoll_event event{.events = EPOLLIN, .data = {.u64 = key}};
  check(::epoll_ctl(fd_.get(), EPOLL_CTL_ADD, fd, &event), "epoll_ctl");
}

void Epoll::remove(int fd) noexcept { ::epoll_ctl(fd_.get(), EPOLL_CTL_DEL, fd, nullptr); }

std::span<const std::uint64_t> Epoll::wait(std::optional<std::chrono::milliseconds> timeout) {
  std::array<epoll_event, 64> events;
  const int count =
      ::epoll_wait(fd_.get(), events.data(), static_cast<int>(events.size()), milliseconds_or_forever(timeout));
  ready_.clear();
  if (count == -1 && errno != EINTR) throw SystemError{errno, "epoll_wait"};
  for (int i = 0; i < count; ++i) ready_.push_back(events[static_cast<std::size_t>(i)].data.u64);
  return ready_;
}

bool wait_readable(int fd, std::optional<std::chrono::milliseconds> timeout) {
  pollfd entry{.fd = fd, .events = POLLIN, .revents = 0};
  const auto deadline = timeout ? deadline_after(*timeout) : std::nullopt;
  // Not retry(): signals that keep coming, as a profiler's do, would begin the timeout anew each time.
  for (;;) {
    const auto left = deadline ? std::optional{time_left(*deadline)} : std::nullopt;
    const int ready = ::poll(&entry, 1, milliseconds_or_forever(left));
    if (ready != -1 || errno != EINTR) return check(ready, "poll") > 0;
  }
}

bool is_writable(int fd) noexcept {
  pollfd entry{.fd = fd, .events = POLLOUT, .revents = 0};
  return retry([&] { return ::poll(&entry, 1, 0); }) > 0 && (entry.revents & POLLOUT) != 0;
}

Event::Event() : fd_{check(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd")} {}

void Event::notify() noexcept {
  // EAGAIN means that the counter is full: the descriptor is readable, which is all that is wanted.
  const std::uint64_t one = 1;
  (void)!retry([&] { return ::write(fd_.get(), &one, sizeof one); });
}

void Event::clear() noexcept {
  std::uint64_t count = 0;
  (void)!retry([&] { return ::read(fd_.get(), &count, sizeof count); });
}

}  // namespace polyproc::internal::os
