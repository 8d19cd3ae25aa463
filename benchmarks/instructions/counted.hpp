#pragma once

namespace bench {

/// Runs a function whose instructions count. Whatever is done outside of it does not: callgrind is told to collect
/// only in here (--toggle-collect), so it must never be inlined.
template <class F>
[[gnu::noinline]] void counted(F function) {
  function();
}

}  // namespace bench
