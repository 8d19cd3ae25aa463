// expect: this type cannot be sent
#include <fstream>
#include "polyproc/wire/value.hpp"

struct Job {
  std::ifstream input;
};

Job receive(polyproc::wire::Reader& reader) { return polyproc::wire::decode<Job>(reader); }
