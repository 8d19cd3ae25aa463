#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "output/terminal.hpp"
#include "parzen/sample_reader.hpp"
#include "polyproc/polyproc.hpp"

namespace parzen::command {

/// Whether files are so large that windows in them are counted while they are read, and not held in memory.
[[nodiscard]] bool is_counted_while_read(const SampleReader& reader);

/// How many processes read and count files: as many as asked for; without a number all cores, if there is enough to
/// read for them. 1, this process, for what only one can read: standard input and pipes.
[[nodiscard]] int counting_processes(const SampleReader& reader, std::optional<int> asked);

/// A pool of so many, which shows on a terminal how far it is.
[[nodiscard]] polyproc::PoolOptions counting_pool(int processes, Verbosity verbosity);

/// How so many samples were counted, in a sentence.
[[nodiscard]] std::string counting_sentence(std::size_t samples, int processes);

}  // namespace parzen::command
