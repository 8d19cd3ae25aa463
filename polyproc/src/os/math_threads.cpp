#include "os/math_threads.hpp"

#include <dlfcn.h>

#include <array>
#include <cstdlib>
#include <string>

namespace polyproc::internal::os {
namespace {

struct Library {
  const char* variable;
  const char* function;  // void (int)
  bool was_set_by_us;    // in this process or in one that it was forked from
};

std::array<Library, 3> libraries{{{"OMP_NUM_THREADS", "omp_set_num_threads", false},
                                  {"OPENBLAS_NUM_THREADS", "openblas_set_num_threads", false},
                                  {"MKL_NUM_THREADS", "MKL_Set_Num_Threads", false}}};

}  // namespace

void set_math_threads(unsigned count) {
  const std::string number = std::to_string(count);
  for (Library& library : libraries) {
    if (std::getenv(library.variable) != nullptr && !library.was_set_by_us) continue;
    library.was_set_by_us = ::setenv(library.variable, number.c_str(), /*overwrite=*/1) == 0;
    const auto set = reinterpret_cast<void (*)(int)>(::dlsym(RTLD_DEFAULT, library.function));
    if (set != nullptr) set(static_cast<int>(count));
  }
}

}  // namespace polyproc::internal::os
