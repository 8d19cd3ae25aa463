#pragma once

#include <string_view>

namespace polyproc::internal::os {

/// From now on this process writes its standard output and standard error line by line, whatever they are: each line in
/// one piece (up to 64 KiB), so that lines of several processes do not get mixed up. The system keeps a piece together
/// in a file or on a terminal; in a pipe, pieces of up to 4096 bytes.
void write_whole_lines();

/// Writes out the beginning of a line that is there already.
void flush_begun_lines();

/// Same, and writes a mark behind it, to both streams.
void mark_output(std::string_view mark);

/// Writes out what is buffered, from a signal handler, for a process that is about to die. Async-signal-safe.
void write_buffered_output() noexcept;

}  // namespace polyproc::internal::os
