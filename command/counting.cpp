#include "counting.hpp"

namespace parzen::command {
namespace {

// Making a pool takes about a millisecond, in which one core counts about a million values of an array.
constexpr std::uint64_t kBytesWorthAPool = 32'000'000;

}  // namespace

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

}  // namespace parzen::command
