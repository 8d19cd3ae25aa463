// expect: a raw pointer cannot be sent
#include "polyproc/wire/value.hpp"

void send(polyproc::internal::wire::Writer& writer, int* pointer) { polyproc::internal::wire::encode(writer, pointer); }
