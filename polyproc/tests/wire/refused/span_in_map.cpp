// expect: a view or iterator cannot be sent
#include <map>
#include <span>
#include "polyproc/wire/value.hpp"

void send(polyproc::wire::Writer& writer, const std::map<int, std::span<double>>& map) {
  polyproc::wire::encode(writer, map);
}
