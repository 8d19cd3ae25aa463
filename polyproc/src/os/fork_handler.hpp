#pragma once

namespace polyproc::internal::os {

/// From now on calls `handler` in every child that this process forks, and in theirs, before fork() returns there,
/// whoever forks. Call once for each handler: children inherit the registration. Throws SystemError if there is no
/// memory.
void call_in_forked_children(void (*handler)());

}  // namespace polyproc::internal::os
