// expect: a container whose order or hash function has state cannot be sent
#include <set>
#include "polyproc/wire/value.hpp"

void send(polyproc::internal::wire::Writer& writer, const std::set<int, bool (*)(int, int)>& numbers) {
  polyproc::internal::wire::encode(writer, numbers);
}
