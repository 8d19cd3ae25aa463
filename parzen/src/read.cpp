#include "parzen/read.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <string_view>

#include "delimited.hpp"
#include "npy.hpp"
#include "npy_header.hpp"

namespace parzen {
namespace {

constexpr const char* kStandardInput = "standard input";

std::string read_all(std::istream& in, const std::string& name) {
  std::string content;
  std::array<char, 1 << 16> block;
  errno = 0;
  while (in.read(block.data(), block.size()) || in.gcount() > 0) {
    content.append(block.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) throw DataError{fmt::format("{}: cannot be read: {}", name, std::strerror(errno))};
  return content;
}

std::string read_file(const std::string& path) {
  // Linux opens a directory like a file and refuses only to read it, after which a stream looks merely empty.
  if (std::error_code error; std::filesystem::is_directory(path, error)) {
    throw DataError{fmt::format("{}: is a directory, expected a file", path)};
  }
  errno = 0;
  std::ifstream in{path, std::ios::binary};
  if (!in) throw DataError{fmt::format("{}: cannot be opened: {}", path, std::strerror(errno))};
  return read_all(in, path);
}

std::string read_standard_input() {
  std::string content = read_all(std::cin, kStandardInput);
  // While std::cin shares the buffer of stdin, only stdin knows whether reading failed or has come to the end.
  if (std::ferror(stdin) != 0) throw DataError{fmt::format("{}: cannot be read", kStandardInput)};
  return content;
}

Samples parse_by_content(std::string_view content, const std::string& name) {
  if (content.starts_with(kNpyMagic)) return parse_npy(content, name);
  return parse_delimited(content, std::nullopt, name);
}

}  // namespace

Samples read_samples(const std::string& path) {
  if (path == "-") return parse_by_content(read_standard_input(), kStandardInput);
  const std::string content = read_file(path);
  if (path.ends_with(".npy")) return parse_npy(content, path);
  if (path.ends_with(".csv")) return parse_delimited(content, ',', path);
  if (path.ends_with(".tsv")) return parse_delimited(content, '\t', path);
  return parse_by_content(content, path);
}

std::string input_name(const std::string& path) { return path == "-" ? kStandardInput : path; }

Samples read_samples(std::istream& in, const std::string& name) { return parse_by_content(read_all(in, name), name); }

}  // namespace parzen
