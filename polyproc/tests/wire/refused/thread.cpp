// expect: this type cannot be sent
#include <thread>
#include "polyproc/wire/value.hpp"

void send(polyproc::internal::wire::Writer& writer, const std::vector<std::thread>& threads) {
  polyproc::internal::wire::encode(writer, threads);
}
