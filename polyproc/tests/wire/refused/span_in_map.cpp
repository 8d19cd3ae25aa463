// expect: a view or iterator cannot be sent
#include <map>
#include <span>
#include "polyproc/wire/value.hpp"

void send(polyproc::internal::wire::Writer& writer, const std::map<int, std::span<double>>& map) {
  polyproc::internal::wire::encode(writer, map);
}
