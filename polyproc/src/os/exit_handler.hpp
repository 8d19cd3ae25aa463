#pragma once

namespace polyproc::internal::os {

/// Calls handler(code) when this process ends by std::exit(code) or by returning from main, before all handlers and
/// destructors of static objects that have been registered up to now. A forked child inherits it.
void call_at_exit(void (*handler)(int code));

}  // namespace polyproc::internal::os
