// expect: a smart pointer to an array, or one with its own deleter, cannot be sent
#include "polyproc/wire/value.hpp"

void send(polyproc::internal::wire::Writer& writer, const std::unique_ptr<int[]>& numbers) {
  polyproc::internal::wire::encode(writer, numbers);
}
