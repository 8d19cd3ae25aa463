#pragma once

#include <concepts>
#include <string>
#include <type_traits>

#include "polyproc/wire/codec/associative.hpp"
#include "polyproc/wire/codec/bits.hpp"
#include "polyproc/wire/codec/choice.hpp"
#include "polyproc/wire/codec/object.hpp"
#include "polyproc/wire/codec/path.hpp"
#include "polyproc/wire/codec/pointer.hpp"
#include "polyproc/wire/codec/product.hpp"
#include "polyproc/wire/codec/refusal.hpp"
#include "polyproc/wire/codec/scalar.hpp"
#include "polyproc/wire/codec/sequence.hpp"

// The front door of this room: values of any type that can be sent, to bytes and back.

namespace polyproc::internal::wire {

/// True if T can travel as a value: trivially copyable types, standard containers and smart pointers, std::string,
/// optional, variant, tuple, plain aggregates of such, classes with cereal functions, and handles. False for what means
/// nothing in another process (pointers, references, views) or cannot be taken apart, and for whatever contains it.
template <class T>
inline constexpr bool is_sendable = refusal_of<T>() == Refusal::none;

/// What an argument of type T travels as: string literals and pointers to characters as std::string, anything else as a
/// copy.
template <class T>
struct Sent {
  using type = std::decay_t<T>;
};
template <class T>
  requires std::same_as<std::decay_t<T>, const char*> || std::same_as<std::decay_t<T>, char*>
struct Sent<T> {
  using type = std::string;
};
template <class T>
using sent_t = typename Sent<T>::type;

/// Whether shared pointers may meet inside a T, so that the whole of it is one level for them.
template <class T>
concept Composite = !std::same_as<typename Codec<T>::parts, Parts<>> && !Codec<T>::is_block;

/// Appends `value` to what the writer holds. If it throws (std::bad_alloc, or what a copy or cereal function throws),
/// the writer holds a part of it: truncate() to the size before.
template <class T>
void encode(Writer& writer, const T& value) {
  require_sendable<T>();
  // The refusal is said once; what would follow from it is not compiled.
  if constexpr (!is_sendable<T>) {
  } else if constexpr (Composite<T>) {
    const Nesting level{writer};
    put<T>(writer, value);
  } else {
    put<T>(writer, value);
  }
}

/// Takes a T from the bytes in front of the reader. Throws DecodeError, whatever they are, if they do not make one.
template <class T>
[[nodiscard]] T decode(Reader& reader) {
  require_sendable<T>();
  if constexpr (!is_sendable<T>) {
  } else if constexpr (Composite<T>) {
    const Nesting level{reader};
    return get<T>(reader);
  } else {
    return get<T>(reader);
  }
}

template <class T>
consteval bool travels_without_cereal() {
  if constexpr (ClassOrUnion<T>) {
    if constexpr (way_of<T>() == Way::cereal) return false;
  }
  return is_sendable<T>;
}

/// Whether encoding a T runs its author's code: cereal functions, its own or those of its parts. Not for types that
/// contain themselves.
template <class T>
consteval bool runs_cereal_functions() {
  if constexpr (ClassOrUnion<T>) {
    if constexpr (way_of<T>() == Way::cereal) return true;
  }
  return []<class... Ps>(Parts<Ps...>) {
    return (runs_cereal_functions<std::remove_const_t<Ps>>() || ...);
  }(typename Codec<T>::parts{});
}

}  // namespace polyproc::internal::wire
