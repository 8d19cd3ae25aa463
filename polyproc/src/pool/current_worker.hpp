#pragma once

namespace polyproc::internal::pool {

/// From now on this process is worker number `index` of its pool.
void become_worker(int index) noexcept;

}  // namespace polyproc::internal::pool
