// expect: a std::function cannot be sent
#include <functional>
#include "polyproc/wire/callable.hpp"

void send(polyproc::internal::wire::Writer& writer, const std::function<int(int)>& f) {
  polyproc::internal::wire::encode_callable(writer, f);
}
