// expect: a reference cannot be sent
#include "polyproc/wire/value.hpp"

int& receive(polyproc::wire::Reader& reader) { return polyproc::wire::decode<int&>(reader); }
