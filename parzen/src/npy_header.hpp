#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace parzen {

/// The first bytes of every NPY file.
inline constexpr std::string_view kNpyMagic{"\x93NUMPY", 6};

/// What the header of an NPY file says about the array behind it.
struct NpyHeader {
  std::string type;                // descr: "<f8"
  bool fortran_order = false;      // columns one after the other instead of rows
  std::vector<std::size_t> shape;  // (1000, 2)
  std::size_t data_offset = 0;     // where in the file the numbers begin
};

/// Reads the header at the front of `file`. Throws DataError, which calls the file `name`, unless it is one of version
/// 1, 2 or 3 with the three keys that the format prescribes. No length in it is believed before it is compared with the
/// file.
NpyHeader parse_npy_header(std::string_view file, const std::string& name);

}  // namespace parzen
