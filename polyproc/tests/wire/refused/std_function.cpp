// expect: a std::function cannot be sent
#include <functional>
#include "polyproc/wire/callable.hpp"

void send(polyproc::wire::Writer& writer, const std::function<int(int)>& f) {
  polyproc::wire::encode_callable(writer, f);
}
