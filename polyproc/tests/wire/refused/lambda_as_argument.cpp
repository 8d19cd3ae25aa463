// expect: captures by reference cannot be sent
#include "polyproc/wire/value.hpp"

void send(polyproc::wire::Writer& writer, int x) {
  polyproc::wire::encode(writer, [&x] { return x; });
}
