#pragma once

#include <cstddef>

#include "polyproc/wire/reader.hpp"
#include "polyproc/wire/writer.hpp"

namespace polyproc::internal::wire {

/// Why a type cannot be sent. require_sendable() has a sentence for each.
enum class Refusal {
  none,
  pointer,
  reference,
  view,
  std_function,
  pointer_to_member,
  capture,
  deleter,
  order,
  polymorphic,
  default_constructor,
  hidden_members,
  unknown,
};

/// The types that a value of a type consists of.
template <class... Ts>
struct Parts {};

/// What most codecs have in common.
struct BasicCodec {
  static constexpr Refusal refusal = Refusal::none;
  /// A value is its sizeof(T) bytes, and any such bytes are a value: runs of them travel as one block.
  static constexpr bool is_block = false;
  using parts = Parts<>;
};

/// The codec of what cannot be sent.
template <Refusal why>
struct RefusingCodec : BasicCodec {
  static constexpr Refusal refusal = why;
};

/// How values of type T become bytes and values again. Each specialisation has, beside what BasicCodec shows,
///     static void put(Writer&, const T&);
///     static T get(Reader&);
/// where get() takes exactly the bytes that put() wrote, or throws DecodeError whatever the bytes are.
template <class T>
struct Codec;

template <class T>
void put(Writer& writer, const T& value) {
  Codec<T>::put(writer, value);
}

template <class T>
[[nodiscard]] T get(Reader& reader) {
  return Codec<T>::get(reader);
}

}  // namespace polyproc::internal::wire
