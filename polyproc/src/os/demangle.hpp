#pragma once

#include <string>

namespace polyproc::internal::os {

/// The name of a function or type as written in C++; `name` itself if it is not one of the compiler's.
[[nodiscard]] std::string demangled(const char* name);

}  // namespace polyproc::internal::os
