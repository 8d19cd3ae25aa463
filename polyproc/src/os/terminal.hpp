#pragma once

#include <cstddef>

namespace polyproc::internal::os {

[[nodiscard]] bool is_terminal(int fd) noexcept;
/// How many characters fit into a line of the terminal; 80 where it does not say.
[[nodiscard]] std::size_t terminal_columns(int fd) noexcept;

}  // namespace polyproc::internal::os
