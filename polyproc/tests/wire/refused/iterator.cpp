// expect: a view or iterator cannot be sent
#include "polyproc/wire/value.hpp"

void send(polyproc::internal::wire::Writer& writer, std::vector<int>& numbers) {
  polyproc::internal::wire::encode(writer, numbers.begin());
}
