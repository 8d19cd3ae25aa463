#pragma once

namespace polyproc::internal::os {

/// From now on this process writes its standard output and standard error line by line, whatever they are: each line in
/// one piece (up to 64 KiB), so that lines of several processes do not get mixed up. The system keeps a piece together
/// in a file or on a terminal; in a pipe, pieces of up to 4096 bytes.
void write_whole_lines();

/// Writes out the beginning of a line that is there already.
void flush_begun_lines();

/// Same, from a signal handler, for a process that is about to die: whatever is buffered gets out. Async-signal-safe.
void write_buffered_output() noexcept;

}  // namespace polyproc::internal::os
