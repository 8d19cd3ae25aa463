#include "bench/cpu_time.hpp"

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

namespace parzen::command {

std::optional<Seconds> cpu_time() {
  constexpr int kFieldsBefore = 11;        // of proc(5), between the name in parentheses and utime
  constexpr double kTicksPerSecond = 100;  // Linux counts so wherever this program runs
  std::ifstream file{"/proc/self/stat"};
  std::string line{std::istreambuf_iterator<char>{file}, {}};
  std::istringstream fields{line.substr(line.rfind(')') + 1)};
  std::string skipped;
  for (int i = 0; i < kFieldsBefore; ++i) fields >> skipped;
  double user = 0, system = 0, children_user = 0, children_system = 0;
  if (!(fields >> user >> system >> children_user >> children_system)) return std::nullopt;
  return Seconds{(user + system + children_user + children_system) / kTicksPerSecond};
}

}  // namespace parzen::command
