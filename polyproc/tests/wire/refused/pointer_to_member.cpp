// expect: a pointer to a member cannot be sent
#include "polyproc/wire/callable.hpp"

void send(polyproc::internal::wire::Writer& writer) {
  polyproc::internal::wire::encode_callable(writer, &std::string::size);
}
