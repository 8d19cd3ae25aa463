// expect: cannot be sent without a public default constructor
#include "polyproc/wire/value.hpp"

class Account {
 public:
  explicit Account(int number) : number_{number} {}
  template <class Archive>
  void serialize(Archive& archive) {
    archive(number_);
  }

 private:
  int number_;
};

Account receive(polyproc::internal::wire::Reader& reader) { return polyproc::internal::wire::decode<Account>(reader); }
