#include "input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <utility>

#include "parzen/read.hpp"

namespace parzen {
namespace {

/// So much of a mapped file may stay in memory behind the place that is being read.
constexpr std::size_t kKeptBehind = std::size_t{32} << 20U;
/// So much more of a stream is read at once: a read costs a system call.
constexpr std::size_t kReadAhead = std::size_t{1} << 20U;

std::string reason(int error) { return error == 0 ? std::string{} : fmt::format(": {}", std::strerror(error)); }

/// While std::cin shares the buffer of stdin, only stdin knows whether reading failed or has come to the end.
bool has_failed(const std::istream& in) { return in.bad() || (&in == &std::cin && std::ferror(stdin) != 0); }

}  // namespace

Input::Input(const std::string& path) : name_{input_name(path)} {
  if (path == "-") {
    stream_ = &std::cin;
  } else {
    open(path);
  }
}

Input::Input(std::istream& in, std::string name) : name_{std::move(name)}, stream_{&in} {}

Input::~Input() = default;

void Input::open(const std::string& path) {
  // Linux opens a directory like a file and refuses only to read it, after which a stream looks merely empty.
  if (std::error_code error; std::filesystem::is_directory(path, error)) {
    throw DataError{fmt::format("{}: is a directory, expected a file", path)};
  }
  mapping_ = os::MappedFile::try_map(path);
  if (mapping_) end_ = mapping_->bytes().size();
  if (mapping_) return;
  errno = 0;
  file_ = std::make_unique<std::ifstream>(path, std::ios::binary);
  if (!*file_) throw DataError{fmt::format("{}: cannot be opened: {}", path, std::strerror(errno))};
  stream_ = file_.get();
}

std::string_view Input::peek(std::size_t bytes) {
  if (mapping_) return mapping_->bytes().substr(position_, std::min(bytes, end_ - position_));
  if (buffer_.size() - left_behind_ < bytes) fill(bytes);
  return std::string_view{buffer_}.substr(left_behind_, bytes);
}

void Input::skip(std::size_t bytes) {
  position_ += bytes;
  if (!mapping_) {
    left_behind_ += bytes;
  } else if (position_ - released_ >= 2 * kKeptBehind) {
    mapping_->release(released_, position_ - kKeptBehind);
    released_ = position_ - kKeptBehind;
  }
}

void Input::restrict_to(std::size_t begin, std::size_t end) {
  position_ = released_ = begin;
  end_ = end;
}

void Input::fill(std::size_t bytes) {
  buffer_.erase(0, std::exchange(left_behind_, 0));
  while (buffer_.size() < bytes && stream_->good()) {
    const std::size_t before = buffer_.size();
    const std::size_t wanted = std::max(std::min(bytes - before, std::max(before, kReadAhead)), kReadAhead);
    buffer_.resize(before + wanted);
    errno = 0;
    stream_->read(buffer_.data() + before, static_cast<std::streamsize>(wanted));
    const int error = errno;
    buffer_.resize(before + static_cast<std::size_t>(stream_->gcount()));
    if (has_failed(*stream_)) throw DataError{fmt::format("{}: cannot be read{}", name_, reason(error))};
  }
}

}  // namespace parzen
