#pragma once

namespace bench {

/// The trivial function.
inline int increment(int x) { return x + 1; }

}  // namespace bench
