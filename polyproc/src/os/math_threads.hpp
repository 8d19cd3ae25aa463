#pragma once

namespace polyproc::internal::os {

/// The number of threads that OpenMP, OpenBLAS and MKL use in this process from now on, by the environment and, where
/// they are loaded already, by their own call. Each is left alone where the program's environment says a number itself.
void set_math_threads(unsigned count);

}  // namespace polyproc::internal::os
