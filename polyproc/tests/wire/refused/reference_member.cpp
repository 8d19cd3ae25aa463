// expect: a reference cannot be sent
#include "polyproc/wire/value.hpp"

struct Task {
  int number;
  std::string& result;
};

void send(polyproc::wire::Writer& writer, const Task& task) { polyproc::wire::encode(writer, task); }
