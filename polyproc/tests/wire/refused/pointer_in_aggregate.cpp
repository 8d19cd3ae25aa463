// expect: a raw pointer cannot be sent
#include "polyproc/wire/value.hpp"

struct Node {
  int value;
  Node* next;
};

void send(polyproc::wire::Writer& writer, const std::vector<Node>& nodes) { polyproc::wire::encode(writer, nodes); }
