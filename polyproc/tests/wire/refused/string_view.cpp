// expect: a view or iterator cannot be sent
#include <string_view>
#include "polyproc/wire/value.hpp"

void send(polyproc::internal::wire::Writer& writer, std::string_view text) {
  polyproc::internal::wire::encode(writer, text);
}
