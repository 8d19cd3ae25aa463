#include "os/demangle.hpp"

#include <cxxabi.h>

#include <cstdlib>
#include <memory>

namespace polyproc::internal::os {

std::string demangled(const char* name) {
  int status = 0;
  const std::unique_ptr<char, decltype([](char* text) { std::free(text); })> readable{
      abi::__cxa_demangle(name, nullptr, nullptr, &status)};
  return readable != nullptr ? readable.get() : name;
}

}  // namespace polyproc::internal::os
