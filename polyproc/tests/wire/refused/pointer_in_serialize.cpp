// expect: a raw pointer cannot be sent
#include "polyproc/wire/value.hpp"

struct Node {
  Node* next = nullptr;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(next);
  }
};

void send(polyproc::wire::Writer& writer, const Node& node) { polyproc::wire::encode(writer, node); }
