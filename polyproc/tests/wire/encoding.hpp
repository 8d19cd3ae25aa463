#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "polyproc/wire/value.hpp"

namespace polyproc::internal::wire {

using Bytes = std::vector<std::byte>;

/// The bytes of one value.
template <class T>
Bytes encoded(const T& value) {
  Writer writer;
  encode(writer, value);
  return {writer.bytes().begin(), writer.bytes().end()};
}

/// The value of these bytes, of which none may be left over.
template <class T>
T decoded(std::span<const std::byte> bytes) {
  Reader reader{bytes};
  T value = decode<T>(reader);
  if (reader.remaining() != 0) throw std::logic_error{"bytes are left over"};
  return value;
}

template <class T>
T round_trip(const T& value) {
  return decoded<T>(encoded(value));
}

/// Bytes of several plain values, one behind the other: for frames that no encoder writes.
template <class... Ts>
Bytes bytes_of(const Ts&... values) {
  Writer writer;
  (writer.write_value(values), ...);
  return {writer.bytes().begin(), writer.bytes().end()};
}

}  // namespace polyproc::internal::wire
