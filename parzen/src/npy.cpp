#include "npy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "column_choice.hpp"
#include "excerpt.hpp"
#include "npy_header.hpp"
#include "parzen/read.hpp"

namespace parzen {
namespace {

static_assert(std::endian::native == std::endian::little, "big-endian machines would have to swap the other files");

/// A matrix of numbers as it lies in the file.
struct Array {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::size_t element_size = 0;
  bool fortran_order = false;
  bool swapped = false;  // big-endian

  /// Where an element is, in bytes from the first, in an array of so many rows.
  [[nodiscard]] std::size_t place(std::size_t row, std::size_t column) const {
    return element_size * (fortran_order ? column * rows + row : row * columns + column);
  }
  [[nodiscard]] std::size_t row_size() const { return element_size * columns; }
};

/// An element that no double holds, or no finite one.
struct BadElement {
  std::string found;
  const char* expected;
  bool is_nan;
};

[[noreturn]] void fail(const std::string& name, const std::string& what) {
  throw DataError{fmt::format("{}:1:1: {}", name, what)};
}

template <class T>
T load(const char* place, bool swapped) {
  std::array<char, sizeof(T)> bytes;
  std::memcpy(bytes.data(), place, sizeof(T));
  if (swapped) std::reverse(bytes.begin(), bytes.end());
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
double element(const char* place, bool swapped) {
  const T value = load<T>(place, swapped);
  const auto number = static_cast<double>(value);
  if (std::isfinite(number) && is_exact(value)) return number;
  throw BadElement{
      fmt::format("{}", value),
      std::is_integral_v<T> ? "an integer of at most 2^53, which a double holds exactly" : "a finite number",
      std::isnan(number)};
}

struct ElementType {
  std::string_view code;  // numpy's, without the byte order
  std::size_t size;
  double (*element)(const char* place, bool swapped);
};

template <class T>
constexpr ElementType element_type(std::string_view code) {
  return {code, sizeof(T), element<T>};
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
void check_size(const Array& array, std::size_t bytes, const std::string& name) {
  const std::size_t elements = bytes / array.element_size;
  const bool is_whole = bytes % array.element_size == 0 && elements % array.columns == 0;
  if (is_whole && elements / array.columns == array.rows) return;
  fail(name, fmt::format("found {} bytes of data, expected {} x {} numbers of {} bytes{}", bytes, array.rows,
                         array.columns, array.element_size,
                         elements / array.columns < array.rows ? ": the file is truncated" : " and no more"));
}

class NpyTable : public TableSource {
 public:
  NpyTable(std::unique_ptr<Input> input, const ReadOptions& options)
      : input_{std::move(input)}, nan_{options.nan}, takes_all_{options.columns.empty()} {
    const NpyHeader header = parse_npy_header(input_->peek(kMostHeader), name());
    type_ = &find_type(header, name());
    const auto [rows, columns] = matrix_shape(header, name());
    array_ = {rows, columns, type_->size, header.fortran_order && columns > 1, header.type.front() == '>'};
    columns_ = choose_columns(options.columns, {}, columns, name() + ":1:1");
    input_->skip(header.data_offset);
    check_length();
    take_part(options.part);
    first_row_ = row_;
    before_rows_ = input_->position();
  }

  [[nodiscard]] std::size_t dimension() const override { return columns_.size(); }
  [[nodiscard]] const std::vector<std::string>& names() const override { return names_; }
  [[nodiscard]] std::uint64_t dropped() const override { return dropped_; }
  /// Behind the rows given out, whichever way they lie.
  [[nodiscard]] std::uint64_t position() const override {
    return before_rows_ + (row_ - first_row_) * array_.row_size();
  }

  [[nodiscard]] std::optional<std::span<const double>> next(std::size_t rows) override {
    leave_block();
    if (row_ == end_) return end();
    const std::size_t count = std::min({rows, end_ - row_, kMostBytes / array_.row_size() + 1});
    const std::string_view block = peek_rows(count);
    row_ += count;
    return is_plain(block) && are_finite(plain(block)) ? plain(block) : converted(block, count);
  }

  [[nodiscard]] std::optional<Samples::Checked> in_place() const override {
    if (!input_->mapping()) return std::nullopt;
    const std::string_view bytes = input_->mapping()->bytes().substr(input_->position());
    if (is_part_ || !is_plain(bytes)) return std::nullopt;
    return Samples::Checked{plain(bytes), input_->mapping()};
  }

 private:
  static constexpr std::size_t kMostHeader = std::size_t{1} << 20U;
  /// A block is looked at and then used, so it should stay in the cache meanwhile where its user asks for no more.
  static constexpr std::size_t kMostBytes = std::size_t{64} << 20U;

  [[nodiscard]] const std::string& name() const { return input_->name(); }

  /// Whether the numbers can be used where they lie.
  [[nodiscard]] bool is_plain(std::string_view block) const {
    const bool is_aligned = reinterpret_cast<std::uintptr_t>(block.data()) % alignof(double) == 0;
    return is_aligned && takes_all_ && type_->code == "f8" && !array_.swapped && !array_.fortran_order;
  }

  static std::span<const double> plain(std::string_view block) {
    return {reinterpret_cast<const double*>(block.data()), block.size() / sizeof(double)};
  }

  static bool are_finite(std::span<const double> values) {
    // The exponent's bits are all set in infinities and NaN and nothing else. Without a branch: vector instructions.
    constexpr std::uint64_t kExponent = 0x7ff0000000000000U;
    std::uint64_t bad = 0;
    for (const double value : values) bad |= (std::bit_cast<std::uint64_t>(value) & kExponent) == kExponent ? 1U : 0U;
    return bad == 0;
  }

  /// So many rows; of an array by columns all of it.
  std::string_view peek_rows(std::size_t count) {
    if (array_.fortran_order) return input_->peek(array_.rows * array_.row_size());
    block_size_ = count * array_.row_size();
    const std::string_view block = input_->peek(block_size_);
    if (block.size() < block_size_) check_size(array_, row_ * array_.row_size() + block.size(), name());
    return block;
  }

  void leave_block() { input_->skip(std::exchange(block_size_, 0)); }

  std::optional<std::span<const double>> converted(std::string_view block, std::size_t count) {
    values_.clear();
    const std::size_t first = row_ - count;
    for (std::size_t row = first; row < row_; ++row) {
      const std::size_t before = values_.size();
      if (take_row(block, array_.fortran_order ? row : row - first, row)) continue;
      values_.resize(before);
      ++dropped_;
    }
    return values_;
  }

  /// False if the row is to be dropped.
  bool take_row(std::string_view block, std::size_t row_in_block, std::size_t row) {
    for (const std::size_t column : columns_) {
      try {
        values_.push_back(type_->element(block.data() + array_.place(row_in_block, column), array_.swapped));
      } catch (const BadElement& bad) {
        if (bad.is_nan && nan_ == NanPolicy::drop) return false;
        throw DataError{fmt::format("{}:{}:{}: found {} in row {}, column {}, expected {}", name(), row + 1, column + 1,
                                    bad.found, row + 1, column + 1, bad.expected)};
      }
    }
    return true;
  }

  void take_part(Part part) {
    end_ = array_.rows;
    if (part.of == 1) return;
    if (!input_->mapping()) fail_parts(*input_);
    const auto cut = [&](std::size_t i) {
      const double share = static_cast<double>(i) / static_cast<double>(part.of);
      return i == part.of ? array_.rows : static_cast<std::size_t>(static_cast<double>(array_.rows) * share);
    };
    row_ = cut(part.number);
    end_ = cut(part.number + 1);
    is_part_ = true;
    if (!array_.fortran_order) input_->skip(row_ * array_.row_size());
  }

  /// Of a stream the length is known when it has come to its end.
  void check_length() const {
    if (input_->size() != 0) check_size(array_, input_->size() - input_->position(), name());
    if (input_->size() == 0 && array_.rows > std::numeric_limits<std::size_t>::max() / array_.row_size()) {
      fail(name(), fmt::format("found an array of {} x {} numbers, expected what fits into memory", array_.rows,
                               array_.columns));
    }
  }

  std::optional<std::span<const double>> end() {
    if (input_->size() == 0) check_end();
    if (dropped_ != array_.rows || is_part_) return std::nullopt;
    fail(name(), "found no row without a missing number, expected one or more");
  }

  void check_end() {
    if (array_.fortran_order) input_->skip(array_.rows * array_.row_size());
    std::size_t behind = 0;
    for (std::string_view more = input_->peek(kMostHeader); !more.empty(); more = input_->peek(kMostHeader)) {
      behind += more.size();
      input_->skip(more.size());
    }
    check_size(array_, array_.rows * array_.row_size() + behind, name());
  }

  std::unique_ptr<Input> input_;
  const ElementType* type_ = nullptr;
  Array array_;
  NanPolicy nan_;
  std::vector<std::size_t> columns_;
  bool takes_all_;                  // columns, in their order
  std::vector<std::string> names_;  // none: the format has no place for them
  std::size_t row_ = 0;             // the next one to be given out
  std::size_t first_row_ = 0;
  std::uint64_t before_rows_ = 0;
  std::size_t end_ = 0;  // behind the last one
  bool is_part_ = false;
  std::size_t block_size_ = 0;  // bytes of the last block, not yet left behind
  std::vector<double> values_;
  std::uint64_t dropped_ = 0;
};

}  // namespace

std::unique_ptr<TableSource> open_npy(std::unique_ptr<Input> input, const ReadOptions& options) {
  return std::make_unique<NpyTable>(std::move(input), options);
}

}  // namespace parzen
