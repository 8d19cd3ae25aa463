// expect: this type cannot be sent
#include <mutex>
#include "polyproc/wire/value.hpp"

void send(polyproc::wire::Writer& writer, const std::mutex& mutex) { polyproc::wire::encode(writer, mutex); }
