#pragma once

#include <string>
#include <vector>

namespace parzen::command {

/// The cubes of 1 to 6 as one of the pool's ways gives them.
struct CubeList {
  std::string way;  ///< "apply", "map", "apply_async", "map_async"
  std::vector<int> cubes;
};

/// The same six cubes from a pool of four processes, four ways.
[[nodiscard]] std::vector<CubeList> cubes_from_pool();

}  // namespace parzen::command
