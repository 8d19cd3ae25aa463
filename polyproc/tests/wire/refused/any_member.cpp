// expect: the members of this aggregate cannot be seen
#include <any>

#include "polyproc/wire/value.hpp"

struct Message {
  std::any content;
  int size;
};

void send(polyproc::internal::wire::Writer& writer, const Message& message) {
  polyproc::internal::wire::encode(writer, message);
}
