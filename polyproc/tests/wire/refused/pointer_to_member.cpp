// expect: a pointer to a member cannot be sent
#include "polyproc/wire/callable.hpp"

void send(polyproc::wire::Writer& writer) { polyproc::wire::encode_callable(writer, &std::string::size); }
