#include "counting.hpp"

#include <fmt/format.h>

namespace parzen::command {
namespace {

// Making a pool takes about a millisecond, in which one core counts about a million values of an array.
constexpr std::uint64_t kBytesWorthAPool = 32'000'000;

// Samples that are held are put in order once and not block by block.
constexpr std::uint64_t kMostBytesHeld = 256'000'000;

}  // namespace

bool is_counted_while_read(const SampleReader& reader) { return reader.size() > kMostBytesHeld; }

int counting_processes(const SampleReader& reader, std::optional<int> asked) {
  if (reader.size() == 0) return 1;
  if (asked) return *asked;
  return reader.size() < kBytesWorthAPool ? 1 : static_cast<int>(polyproc::cpu_count());
}

polyproc::PoolOptions counting_pool(int processes, Verbosity verbosity) {
  polyproc::PoolOptions options{.processes = processes};
  if (verbosity == Verbosity::normal) options.task.progress = "counting";
  return options;
}

std::string counting_sentence(std::size_t samples, int processes) {
  return fmt::format("counted while {} samples were read, {}, a block at a time", samples,
                     processes == 1 ? "in this process" : fmt::format("by {} processes", processes));
}

}  // namespace parzen::command
