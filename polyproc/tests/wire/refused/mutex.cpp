// expect: this type cannot be sent
#include <mutex>
#include "polyproc/wire/value.hpp"

void send(polyproc::internal::wire::Writer& writer, const std::mutex& mutex) {
  polyproc::internal::wire::encode(writer, mutex);
}
