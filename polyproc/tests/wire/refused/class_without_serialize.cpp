// expect: give it a cereal serialize function
#include "polyproc/wire/value.hpp"

class Account {
 public:
  explicit Account(std::string owner) : owner_{std::move(owner)} {}

 private:
  std::string owner_;
};

void send(polyproc::internal::wire::Writer& writer, const Account& account) {
  polyproc::internal::wire::encode(writer, account);
}
