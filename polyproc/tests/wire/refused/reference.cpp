// expect: a reference cannot be sent
#include "polyproc/wire/value.hpp"

int& receive(polyproc::internal::wire::Reader& reader) { return polyproc::internal::wire::decode<int&>(reader); }
