// expect: a view or iterator cannot be sent
#include "polyproc/wire/value.hpp"

void send(polyproc::wire::Writer& writer, std::vector<int>& numbers) {
  polyproc::wire::encode(writer, numbers.begin());
}
