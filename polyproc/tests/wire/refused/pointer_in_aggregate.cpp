// expect: a raw pointer cannot be sent
#include "polyproc/wire/value.hpp"

struct Node {
  int value;
  Node* next;
};

void send(polyproc::internal::wire::Writer& writer, const std::vector<Node>& nodes) {
  polyproc::internal::wire::encode(writer, nodes);
}
