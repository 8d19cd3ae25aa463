#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "polyproc/wire/code_address.hpp"
#include "polyproc/wire/codec/codec.hpp"

namespace polyproc::internal::wire {

/// Any sizeof(T) bytes are a value: numbers and enumerations, except those that can only be true or false.
template <class T>
concept Number = (std::is_arithmetic_v<T> && !std::same_as<T, bool>) ||
                 (std::is_enum_v<T> && !std::same_as<std::underlying_type_t<T>, bool>);

/// Types that are a truth value, which in memory is 0 or 1 and nothing else.
template <class T>
concept Truth = std::same_as<T, bool> || (std::is_enum_v<T> && !Number<T>);

template <class T>
concept FunctionPointer = std::is_pointer_v<T> && std::is_function_v<std::remove_pointer_t<T>>;

/// Reads a byte that must be 0 or 1, on behalf of T.
template <class T>
[[nodiscard]] bool get_truth(Reader& reader) {
  const auto byte = reader.read_value<unsigned char>();
  if (byte > 1) throw_decode_error(typeid(T), "a byte that says yes or no is neither 0 nor 1");
  return byte != 0;
}

/// Values that travel as the bytes they have in memory.
template <class T>
struct BlockCodec : BasicCodec {
  static constexpr bool is_block = true;
  static void put(Writer& writer, const T& value) {
    if constexpr (!std::is_empty_v<T>) writer.write_value(value);
  }
  static T get(Reader& reader) {
    if constexpr (std::is_empty_v<T>) {
      return from_bytes<T>(nullptr);
    } else {
      return reader.read_value<T>();
    }
  }
};

template <Number T>
struct Codec<T> : BlockCodec<T> {};

template <Truth T>
struct Codec<T> : BasicCodec {
  static void put(Writer& writer, const T& value) { writer.write_value(static_cast<unsigned char>(value)); }
  static T get(Reader& reader) { return static_cast<T>(get_truth<T>(reader)); }
};

template <FunctionPointer T>
struct Codec<T> : BasicCodec {
  static void put(Writer& writer, const T& value) { encode_code_address(writer, reinterpret_cast<const void*>(value)); }
  static T get(Reader& reader) {
    return reinterpret_cast<T>(reinterpret_cast<std::uintptr_t>(decode_code_address(reader)));
  }
};

template <class T>
  requires(std::is_pointer_v<T> && !FunctionPointer<T>) || std::same_as<T, std::nullptr_t>
struct Codec<T> : RefusingCodec<Refusal::pointer> {};

template <class T>
  requires std::is_reference_v<T>
struct Codec<T> : RefusingCodec<Refusal::reference> {};

template <class T>
  requires std::is_member_pointer_v<T>
struct Codec<T> : RefusingCodec<Refusal::pointer_to_member> {};

template <class T>
  requires std::is_void_v<T> || std::is_function_v<T>
struct Codec<T> : RefusingCodec<Refusal::unknown> {};

}  // namespace polyproc::internal::wire
