#include "parzen/write.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <ostream>
#include <stdexcept>
#include <string_view>

#include "excerpt.hpp"
#include "npy_header.hpp"

namespace parzen {
namespace {

constexpr std::size_t kBuffer = 1 << 16;

void append_number(std::string& line, double value) {
  std::array<char, 32> digits;  // the longest double has 24 characters
  line.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
}

void check_name(const std::string& name) {
  if (name.find_first_of("\r\n") == name.npos) return;
  throw std::invalid_argument{fmt::format("the name {} has a line break, which is not read back", excerpt(name))};
}

void write_header(std::ostream& out, std::span<const std::string> header, std::size_t dimension, char separator) {
  if (header.empty()) return;
  if (header.size() != dimension) {
    throw std::invalid_argument{fmt::format("the header has {} names, expected {}", header.size(), dimension)};
  }
  for (const std::string& name : header) check_name(name);
  for (std::size_t j = 0; j < header.size(); ++j) {
    if (j > 0) out << separator;
    out << quoted_field(header[j], separator);
  }
  out << '\n';
}

void write_delimited(std::ostream& out, SampleView samples, std::span<const std::string> header, char separator) {
  write_header(out, header, samples.dimension(), separator);
  std::string text;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    for (const double value : samples.row(i)) {
      append_number(text, value);
      text += separator;
    }
    text.back() = '\n';
    if (text.size() < kBuffer) continue;
    out << text;
    text.clear();
  }
  out << text;
}

/// Magic, version 1.0, length in two bytes, and a dict that blanks fill up to a multiple of 64 bytes in all.
std::string npy_header(std::size_t n, std::size_t d) {
  std::string dict = fmt::format("{{'descr': '<f8', 'fortran_order': False, 'shape': ({}, {}), }}", n, d);
  const std::size_t before = kNpyMagic.size() + 4;
  dict.resize((before + dict.size() + 1 + 63) / 64 * 64 - before - 1, ' ');
  dict += '\n';
  const std::array<char, 4> version_and_length{1, 0, static_cast<char>(dict.size() & 0xffU),
                                               static_cast<char>(dict.size() >> 8U)};
  return std::string{kNpyMagic}.append(version_and_length.data(), version_and_length.size()) + dict;
}

}  // namespace

std::string quoted_field(std::string_view text, char separator) {
  if (text.find_first_of(std::string{separator} + "\"\r\n") == text.npos) return std::string{text};
  std::string field{'"'};
  for (const char c : text) field.append(c == '"' ? 2 : 1, c);
  return field + '"';
}

void write_csv(std::ostream& out, SampleView samples, std::span<const std::string> header) {
  write_delimited(out, samples, header, ',');
}

void write_tsv(std::ostream& out, SampleView samples, std::span<const std::string> header) {
  write_delimited(out, samples, header, '\t');
}

void write_npy(std::ostream& out, SampleView samples) {
  out << npy_header(samples.size(), samples.dimension());
  const auto bytes = std::as_bytes(samples.values());
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace parzen
