// expect: a pointer to a class with virtual functions cannot be sent
#include "polyproc/wire/value.hpp"

struct Shape {
  virtual ~Shape() = default;
};

void send(polyproc::internal::wire::Writer& writer, const std::vector<std::shared_ptr<Shape>>& shapes) {
  polyproc::internal::wire::encode(writer, shapes);
}
