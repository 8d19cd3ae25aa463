// expect: nothing
#include "polyproc/pool.hpp"

std::string join(const std::string& a, const std::string& b);

void check(polyproc::Pool& pool, const std::vector<std::pair<std::string, std::string>>& items) {
  std::string one = pool.apply(join, "a", "b");
  std::vector<std::string> all = pool.starmap(join, items);
}
