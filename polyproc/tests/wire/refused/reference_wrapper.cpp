// expect: a reference cannot be sent
#include <functional>
#include "polyproc/wire/value.hpp"

void send(polyproc::wire::Writer& writer, int& x) { polyproc::wire::encode(writer, std::ref(x)); }
