// expect: a raw pointer cannot be sent
#include "polyproc/wire/value.hpp"

void send(polyproc::wire::Writer& writer, int* pointer) { polyproc::wire::encode(writer, pointer); }
