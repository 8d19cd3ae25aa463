// expect: the members of this aggregate cannot be seen
#include "polyproc/wire/value.hpp"

struct Named {
  std::string name;
};

struct Person : Named {
  int age;
};

void send(polyproc::wire::Writer& writer, const Person& person) { polyproc::wire::encode(writer, person); }
