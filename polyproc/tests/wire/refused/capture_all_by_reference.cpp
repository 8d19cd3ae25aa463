// expect: captures by reference cannot be sent: capture by value, pass as an argument, or capture a pointer on purpose
#include "polyproc/wire/callable.hpp"

void send(polyproc::internal::wire::Writer& writer, int x, double y) {
  polyproc::internal::wire::encode_callable(writer, [&] { return x * y; });
}
