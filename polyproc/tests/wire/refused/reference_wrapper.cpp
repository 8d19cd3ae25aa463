// expect: a reference cannot be sent
#include <functional>
#include "polyproc/wire/value.hpp"

void send(polyproc::internal::wire::Writer& writer, int& x) { polyproc::internal::wire::encode(writer, std::ref(x)); }
