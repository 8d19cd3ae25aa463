#include "npy_header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

#include "excerpt.hpp"
#include "parzen/read.hpp"

namespace parzen {
namespace {

[[noreturn]] void fail(const std::string& name, const std::string& what) {
  throw DataError{fmt::format("{}:1:1: {}", name, what)};
}

std::size_t little_endian(std::string_view bytes) {
  std::size_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[i]);
  return value;
}

/// The header is a Python dict literal: {'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), }.
class DictParser {
 public:
  DictParser(std::string_view text, const std::string& name) : text_{text}, rest_{text}, name_{name} {}

  NpyHeader parse() {
    expect('{');
    while (!accept('}')) {
      take_entry();
      if (!accept(',') && !next_is('}')) refuse();
    }
    skip_blanks();
    if (!rest_.empty() || keys_ != kAllKeys) refuse();
    return std::move(header_);
  }

 private:
  static constexpr unsigned kAllKeys = 7;

  void take_entry() {
    const std::string key = take_string();
    expect(':');
    if (key == "descr") {
      header_.type = take_type();
      keys_ |= 1U;
    } else if (key == "fortran_order") {
      header_.fortran_order = take_bool();
      keys_ |= 2U;
    } else if (key == "shape") {
      header_.shape = take_shape();
      keys_ |= 4U;
    } else {
      refuse();
    }
  }

  std::string take_type() {
    if (next_is('[')) fail(name_, "found an array of records, expected one of numbers");
    return take_string();
  }

  std::string take_string() {
    skip_blanks();
    if (rest_.empty() || (rest_.front() != '\'' && rest_.front() != '"')) refuse();
    const std::size_t end = rest_.find(rest_.front(), 1);
    if (end == rest_.npos) refuse();
    std::string value{rest_.substr(1, end - 1)};
    rest_.remove_prefix(end + 1);
    return value;
  }

  bool take_bool() {
    skip_blanks();
    for (const bool value : {true, false}) {
      const std::string_view word = value ? "True" : "False";
      if (!rest_.starts_with(word)) continue;
      rest_.remove_prefix(word.size());
      return value;
    }
    refuse();
  }

  std::vector<std::size_t> take_shape() {
    std::vector<std::size_t> shape;
    expect('(');
    while (!accept(')')) {
      shape.push_back(take_length());
      if (!accept(',') && !next_is(')')) refuse();
    }
    return shape;
  }

  std::size_t take_length() {
    skip_blanks();
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc{}) refuse();
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }

  void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\n"), rest_.size())); }
  bool next_is(char c) {
    skip_blanks();
    return rest_.starts_with(c);
  }
  bool accept(char c) {
    if (!next_is(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!accept(c)) refuse();
  }

  [[noreturn]] void refuse() const {
    fail(name_,
         fmt::format("found the NPY header {}, expected a dict of descr, fortran_order and shape", excerpt(text_)));
  }

  std::string_view text_;
  std::string_view rest_;
  const std::string& name_;
  NpyHeader header_;
  unsigned keys_ = 0;  // a bit for each key found
};

}  // namespace

NpyHeader parse_npy_header(std::string_view file, const std::string& name) {
  constexpr std::size_t kVersionAt = kNpyMagic.size();
  constexpr std::size_t kLengthAt = kVersionAt + 2;
  if (!file.starts_with(kNpyMagic)) {
    fail(name, fmt::format("found {}, expected an NPY file", excerpt(file.substr(0, kNpyMagic.size()))));
  }
  if (file.size() <= kVersionAt) fail(name, "found a file that ends in its NPY header, expected all of it");
  const auto version = static_cast<unsigned char>(file[kVersionAt]);
  if (version < 1 || version > 3) fail(name, fmt::format("found NPY version {}, expected 1, 2 or 3", version));
  const std::size_t length_size = version == 1 ? 2 : 4;
  const std::size_t text_at = kLengthAt + length_size;
  if (file.size() < text_at || file.size() - text_at < little_endian(file.substr(kLengthAt, length_size))) {
    fail(name, "found a file that ends in its NPY header, expected all of it");
  }
  const std::size_t length = little_endian(file.substr(kLengthAt, length_size));
  NpyHeader header = DictParser{file.substr(text_at, length), name}.parse();
  header.data_offset = text_at + length;
  return header;
}

}  // namespace parzen
