#include "npy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>
#include <vector>

#include "excerpt.hpp"
#include "npy_header.hpp"
#include "parzen/read.hpp"

namespace parzen {
namespace {

static_assert(std::endian::native == std::endian::little, "big-endian machines would have to swap the other files");

/// A matrix of numbers as it lies in the file.
struct Array {
  std::string_view bytes;
  std::size_t rows = 0;
  std::size_t columns = 0;
  bool fortran_order = false;
  bool swapped = false;  // big-endian

  [[nodiscard]] std::size_t place(std::size_t row, std::size_t column) const {
    return fortran_order ? column * rows + row : row * columns + column;
  }
};

[[noreturn]] void fail(const std::string& name, const std::string& what) {
  throw DataError{fmt::format("{}:1:1: {}", name, what)};
}

template <class T>
T load(const Array& array, std::size_t place) {
  std::array<char, sizeof(T)> bytes;
  std::memcpy(bytes.data(), array.bytes.data() + place * sizeof(T), sizeof(T));
  if (array.swapped) std::reverse(bytes.begin(), bytes.end());
  return std::bit_cast<T>(bytes);
}

/// Whether all integers up to this one are doubles: one beyond 2^53 may fall between two.
template <class T>
bool is_exact(T value) {
  constexpr std::int64_t kLast = std::int64_t{1} << 53U;
  if constexpr (std::is_integral_v<T>) return std::cmp_less_equal(-kLast, value) && std::cmp_less_equal(value, kLast);
  return true;
}

template <class T>
double element(const Array& array, std::size_t row, std::size_t column, const std::string& name) {
  const T value = load<T>(array, array.place(row, column));
  const auto number = static_cast<double>(value);
  if (std::isfinite(number) && is_exact(value)) return number;
  throw DataError{fmt::format(
      "{}:{}:{}: found {} in row {}, column {}, expected {}", name, row + 1, column + 1, value, row + 1, column + 1,
      std::is_integral_v<T> ? "an integer of at most 2^53, which a double holds exactly" : "a finite number")};
}

template <class T>
std::vector<double> decode(const Array& array, const std::string& name) {
  std::vector<double> values;
  values.reserve(array.rows * array.columns);
  for (std::size_t row = 0; row < array.rows; ++row) {
    for (std::size_t column = 0; column < array.columns; ++column) {
      values.push_back(element<T>(array, row, column, name));
    }
  }
  return values;
}

struct ElementType {
  std::string_view code;  // numpy's, without the byte order
  std::size_t size;
  std::vector<double> (*decode)(const Array&, const std::string& name);
};

template <class T>
constexpr ElementType element_type(std::string_view code) {
  return {code, sizeof(T), decode<T>};
}

// b1, numpy's bool, is a byte that is 0 or 1.
constexpr std::array kElementTypes{
    element_type<double>("f8"),        element_type<float>("f4"),         element_type<std::int8_t>("i1"),
    element_type<std::int16_t>("i2"),  element_type<std::int32_t>("i4"),  element_type<std::int64_t>("i8"),
    element_type<std::uint8_t>("u1"),  element_type<std::uint16_t>("u2"), element_type<std::uint32_t>("u4"),
    element_type<std::uint64_t>("u8"), element_type<std::uint8_t>("b1"),
};

const ElementType& find_type(const NpyHeader& header, const std::string& name) {
  const std::string_view type = header.type;
  const bool has_order = !type.empty() && std::string_view{"<>|="}.find(type.front()) != std::string_view::npos;
  const auto found = std::find_if(kElementTypes.begin(), kElementTypes.end(),
                                  [&](const ElementType& known) { return has_order && known.code == type.substr(1); });
  if (found != kElementTypes.end()) return *found;
  fail(name, fmt::format("found an array of type {}, expected float64, float32, bool or integers", excerpt(type)));
}

std::pair<std::size_t, std::size_t> matrix_shape(const NpyHeader& header, const std::string& name) {
  const std::vector<std::size_t>& shape = header.shape;
  if (shape.empty() || shape.size() > 2) {
    fail(name, fmt::format("found an array of {} dimensions, expected 1 or 2", shape.size()));
  }
  const std::size_t columns = shape.size() == 2 ? shape[1] : 1;
  if (shape[0] != 0 && columns != 0) return {shape[0], columns};
  fail(name, fmt::format("found an array of {} x {} numbers, expected one or more", shape[0], columns));
}

/// Compares the shape with the bytes that are there, by division: a product of lengths from a file may overflow.
void check_size(const Array& array, std::size_t element_size, const std::string& name) {
  const std::size_t elements = array.bytes.size() / element_size;
  const bool is_whole = array.bytes.size() % element_size == 0 && elements % array.columns == 0;
  if (is_whole && elements / array.columns == array.rows) return;
  fail(name, fmt::format("found {} bytes of data, expected {} x {} numbers of {} bytes{}", array.bytes.size(),
                         array.rows, array.columns, element_size,
                         elements / array.columns < array.rows ? ": the file is truncated" : " and no more"));
}

}  // namespace

Samples parse_npy(std::string_view file, const std::string& name) {
  const NpyHeader header = parse_npy_header(file, name);
  const ElementType& type = find_type(header, name);
  const auto [rows, columns] = matrix_shape(header, name);
  const Array array{.bytes = file.substr(header.data_offset),
                    .rows = rows,
                    .columns = columns,
                    .fortran_order = header.fortran_order,
                    .swapped = header.type.front() == '>'};
  check_size(array, type.size, name);
  return {type.decode(array, name), columns};
}

}  // namespace parzen
