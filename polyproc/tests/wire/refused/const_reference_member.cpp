// expect: a reference cannot be sent
#include "polyproc/wire/value.hpp"

struct Task {
  int number;
  const std::string& text;
};

void send(polyproc::wire::Writer& writer, const Task& task) { polyproc::wire::encode(writer, task); }
