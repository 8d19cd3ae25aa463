#pragma once

#include <string>
#include <string_view>

#include "parzen/samples.hpp"

namespace parzen {

/// Reads an NPY file, as read_samples describes it. Throws DataError, which calls the file `name`.
Samples parse_npy(std::string_view file, const std::string& name);

}  // namespace parzen
