// expect: can capture only trivially copyable values
#include "polyproc/wire/callable.hpp"

void send(polyproc::wire::Writer& writer, const std::string& text) {
  polyproc::wire::encode_callable(writer, [text] { return text.size(); });
}
