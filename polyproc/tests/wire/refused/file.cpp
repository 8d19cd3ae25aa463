// expect: this type cannot be sent
#include <fstream>
#include "polyproc/wire/value.hpp"

struct Job {
  std::ifstream input;
};

Job receive(polyproc::internal::wire::Reader& reader) { return polyproc::internal::wire::decode<Job>(reader); }
