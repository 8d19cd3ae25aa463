// expect: the members of this aggregate cannot be seen
#include <any>

#include "polyproc/wire/value.hpp"

struct Message {
  std::any content;
  int size;
};

void send(polyproc::wire::Writer& writer, const Message& message) { polyproc::wire::encode(writer, message); }
