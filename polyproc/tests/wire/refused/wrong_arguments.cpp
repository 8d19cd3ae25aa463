// expect: the function cannot be called with arguments of these types
#include "polyproc/wire/callable.hpp"

int twice(int x) { return 2 * x; }

void check() { polyproc::internal::wire::require_callable_with<decltype(&twice), std::string>(); }
