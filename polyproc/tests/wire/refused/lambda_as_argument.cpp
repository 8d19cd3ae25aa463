// expect: captures by reference cannot be sent
#include "polyproc/wire/value.hpp"

void send(polyproc::internal::wire::Writer& writer, int x) {
  polyproc::internal::wire::encode(writer, [&x] { return x; });
}
