#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "os/file_descriptor.hpp"

namespace polyproc::internal::os {

/// Reading and writing end. Reading never blocks; writing does while the pipe is full.
[[nodiscard]] std::pair<FileDescriptor, FileDescriptor> make_pipe();

/// Takes what is there now, as far as it fits: 0 at the end, empty if there is nothing yet.
[[nodiscard]] std::optional<std::size_t> read_now(const FileDescriptor& fd, std::span<char> target) noexcept;

/// Writes all of it, as long as that takes. What cannot be written (a closed pipe, a full disk) is given up.
void write_all(int fd, std::string_view text) noexcept;

/// Standard output and standard error of this process go there from now on.
void redirect_output(const FileDescriptor& output, const FileDescriptor& errors);

}  // namespace polyproc::internal::os
