#pragma once

#include <algorithm>
#include <cstdint>

#include "polyproc/wire/codec/codec.hpp"

namespace polyproc::internal::wire {

// Lengths and the elements they count. A length is believed only as far as there are bytes for it: every element takes
// at least one byte, so neither memory nor time is spent on more elements than could be there.

inline void put_length(Writer& writer, std::size_t length) { writer.write_value<std::uint64_t>(length); }

/// The length of a Container whose elements take at least `bytes_each` bytes; no more than the bytes that are left
/// allow.
template <class Container>
[[nodiscard]] std::size_t get_length(Reader& reader, std::size_t bytes_each = 1) {
  const auto length = reader.read_value<std::uint64_t>();
  if (length > reader.remaining() / bytes_each)
    throw_decode_error(typeid(Container), "its length exceeds the bytes left");
  return static_cast<std::size_t>(length);
}

/// How many elements to reserve memory for before they are read: no more memory than there are bytes left, since a
/// large element may take few bytes.
template <class T>
[[nodiscard]] std::size_t bounded_reserve(const Reader& reader, std::size_t length) {
  return std::min(length, reader.remaining() / sizeof(T) + 1);
}

/// One element of a container. An element that writes nothing (an empty object) takes one byte all the same.
template <class T>
void put_element(Writer& writer, const T& element) {
  const std::size_t begin = writer.size();
  put<T>(writer, element);
  if (writer.size() == begin) writer.write_value(std::byte{0});
}

template <class T>
[[nodiscard]] T get_element(Reader& reader) {
  const std::size_t before = reader.remaining();
  T element = get<T>(reader);
  if (reader.remaining() == before) (void)reader.take(1);
  return element;
}

}  // namespace polyproc::internal::wire
