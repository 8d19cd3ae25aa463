#pragma once

#include <optional>
#include <variant>

#include "channel/channel.hpp"
#include "os/epoll.hpp"
#include "process/nursery.hpp"

namespace polyproc::internal::process {

/// The next report, which comes soon or never.
inline std::optional<NurseryReport> wait_for_report(Nursery& nursery) {
  if (!os::wait_readable(nursery.descriptor(), std::chrono::seconds{30})) return std::nullopt;
  return nursery.next_report();
}

/// The next report, if it is a T.
template <class T>
std::optional<T> wait_for(Nursery& nursery) {
  auto report = wait_for_report(nursery);
  if (!report || !std::holds_alternative<T>(*report)) return std::nullopt;
  return std::move(std::get<T>(*report));
}

/// Asks for a worker whose other side nobody keeps.
inline bool start(Nursery& nursery, std::uint32_t place, std::uint32_t generation = 1) {
  return nursery.start_worker({place, generation}, channel::Channel::make().second);
}

}  // namespace polyproc::internal::process
