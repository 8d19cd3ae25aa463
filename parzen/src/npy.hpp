#pragma once

#include <memory>

#include "input.hpp"
#include "parzen/read.hpp"
#include "table_source.hpp"

namespace parzen {

/// The array in an NPY file, as read_samples describes it. Reads its header; throws DataError.
[[nodiscard]] std::unique_ptr<TableSource> open_npy(std::unique_ptr<Input> input, const ReadOptions& options);

}  // namespace parzen
