#include "text/json.hpp"

#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>

namespace parzen::command {

nlohmann::ordered_json count_json(double count) {
  if (count != std::floor(count)) return count;
  return static_cast<std::uint64_t>(count);
}

std::string dump_json(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

}  // namespace parzen::command
