// expect: the members of this aggregate cannot be seen
#include "polyproc/wire/value.hpp"

struct Named {
  std::string name;
};

struct Person : Named {
  int age;
};

void send(polyproc::internal::wire::Writer& writer, const Person& person) {
  polyproc::internal::wire::encode(writer, person);
}
