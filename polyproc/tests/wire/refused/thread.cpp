// expect: this type cannot be sent
#include <thread>
#include "polyproc/wire/value.hpp"

void send(polyproc::wire::Writer& writer, const std::vector<std::thread>& threads) {
  polyproc::wire::encode(writer, threads);
}
