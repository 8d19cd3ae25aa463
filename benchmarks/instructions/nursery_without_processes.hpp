#pragma once

#include <memory>

#include "channel/channel.hpp"

namespace bench {

/// The worker's side of the channel of the pool that was made last. The program plays the worker itself, so that its
/// instructions can be counted: one thread, no spinning, no chance.
std::unique_ptr<polyproc::internal::channel::Channel> take_workers_side();

}  // namespace bench
