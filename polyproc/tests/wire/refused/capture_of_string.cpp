// expect: can capture only trivially copyable values
#include "polyproc/wire/callable.hpp"

void send(polyproc::internal::wire::Writer& writer, const std::string& text) {
  polyproc::internal::wire::encode_callable(writer, [text] { return text.size(); });
}
