#pragma once

#include <concepts>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <ranges>
#include <system_error>
#include <type_traits>
#include <typeindex>

#include "polyproc/wire/codec/archive.hpp"
#include "polyproc/wire/codec/codec.hpp"
#include "polyproc/wire/codec/members.hpp"

namespace polyproc::internal::wire {

// Classes that are not one of the standard's templates: which way they travel is decided here, once, in this order.

/// std::filesystem::path, known by its looks: <filesystem> is too heavy to include for those who do not use it.
template <class T>
concept Path = requires(const T& path) {
  T::preferred_separator;
  { path.native() } -> std::same_as<const typename T::string_type&>;
};

/// What the ways below are for.
template <class T>
concept ClassOrUnion = (std::is_class_v<T> || std::is_union_v<T>)&&!Path<T>;

/// How values of a class travel.
enum class Way {
  handle,   ///< it encodes itself: the shared memory behind it is mentioned
  cereal,   ///< its author wrote cereal functions
  members,  ///< a plain aggregate: member by member
  bytes,    ///< trivially copyable, and its members cannot be seen (private, a base, very many): as the bytes it has in
            ///< memory
  none,     ///< not at all, see class_refusal
};

/// Classes that encode themselves: our own handles.
template <class T>
concept HandleClass = requires(const T& handle, Writer& writer, Reader& reader) {
  handle.wire_encode(writer);
  { T::wire_decode(reader) } -> std::same_as<T>;
};

/// Classes that show what somebody else owns.
template <class T>
concept ViewClass = std::ranges::enable_view<T> || std::input_or_output_iterator<T>;

/// Classes that hold a reference, by the traces it leaves: neither assignable, nor made without a value, nor standard
/// layout. Closures with a capture by reference are among them (g++ and clang both store it as a reference member).
template <class T>
concept ReferencingClass = !std::is_default_constructible_v<T> && !std::is_copy_assignable_v<T> &&
                           !std::is_move_assignable_v<T> && !std::is_standard_layout_v<T>;

template <class T>
consteval Way way_of() {
  if constexpr (HandleClass<T>) {
    return Way::handle;
  } else if constexpr (ViewClass<T>) {
    return Way::none;
  } else if constexpr (std::is_class_v<T> && CerealSerializable<T>) {
    return std::is_default_constructible_v<T> ? Way::cereal : Way::none;
  } else if constexpr (VisibleAggregate<T>) {
    return Way::members;
  } else if constexpr (Plain<T> && !ReferencingClass<T>) {
    return Way::bytes;
  } else {
    return Way::none;
  }
}

/// Why a class travels in none of these ways.
template <class T>
consteval Refusal class_refusal() {
  if constexpr (ViewClass<T>) {
    return Refusal::view;
  } else if constexpr (std::is_class_v<T> && CerealSerializable<T>) {
    return Refusal::default_constructor;
  } else if constexpr (ReferencingAggregate<T>) {
    return Refusal::reference;
  } else if constexpr (std::is_aggregate_v<T>) {
    return Refusal::hidden_members;
  } else if constexpr (Plain<T>) {
    return Refusal::capture;
  } else {
    return Refusal::unknown;
  }
}

template <ClassOrUnion T>
  requires(way_of<T>() == Way::none)
struct Codec<T> : RefusingCodec<class_refusal<T>()> {};

// Classes of the standard library that look harmless.
template <class T>
struct Codec<std::function<T>> : RefusingCodec<Refusal::std_function> {};
template <class T>
struct Codec<std::reference_wrapper<T>> : RefusingCodec<Refusal::reference> {};
template <class T>
struct Codec<std::initializer_list<T>> : RefusingCodec<Refusal::view> {};
template <>
struct Codec<std::error_code> : RefusingCodec<Refusal::pointer> {};
template <>
struct Codec<std::error_condition> : RefusingCodec<Refusal::pointer> {};
template <>
struct Codec<std::type_index> : RefusingCodec<Refusal::pointer> {};

}  // namespace polyproc::internal::wire
