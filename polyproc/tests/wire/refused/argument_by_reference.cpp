// expect: the function takes an argument by reference (T&), but it gets a copy in another process
#include "polyproc/wire/callable.hpp"

void append(std::string& text) { text += '!'; }

void check() { polyproc::internal::wire::require_callable_with<decltype(&append), std::string>(); }
