#include "text/json.hpp"

#include <nlohmann/json.hpp>

namespace parzen::command {

std::string dump_json(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

}  // namespace parzen::command
