// expect: a raw pointer cannot be sent
#include "polyproc/wire/value.hpp"

struct Node {
  Node* next = nullptr;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(next);
  }
};

void send(polyproc::internal::wire::Writer& writer, const Node& node) {
  polyproc::internal::wire::encode(writer, node);
}
