// expect: a reference cannot be sent
#include "polyproc/wire/value.hpp"

struct Task {
  int number;
  std::string& result;
};

void send(polyproc::internal::wire::Writer& writer, const Task& task) {
  polyproc::internal::wire::encode(writer, task);
}
