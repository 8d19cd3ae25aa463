#pragma once

#include <concepts>
#include <type_traits>

#include "polyproc/wire/codec/codec.hpp"

namespace polyproc::internal::wire {

template <class T, class... Seen>
consteval Refusal refusal_of();

template <class... Seen, class... Ps>
consteval Refusal first_refusal(Parts<Ps...>) {
  Refusal first = Refusal::none;
  ((first = first == Refusal::none ? refusal_of<Ps, Seen...>() : first), ...);
  return first;
}

/// Why T, or the first of its parts that cannot be sent, cannot be sent. A type that contains itself (by way of a
/// container or pointer) is looked at once: `Seen` are those being looked at.
template <class T, class... Seen>
consteval Refusal refusal_of() {
  if constexpr (std::is_const_v<T>) {
    return refusal_of<std::remove_const_t<T>, Seen...>();
  } else if constexpr ((std::same_as<T, Seen> || ...)) {
    return Refusal::none;
  } else if constexpr (Codec<T>::refusal != Refusal::none) {
    return Codec<T>::refusal;
  } else {
    return first_refusal<T, Seen...>(typename Codec<T>::parts{});
  }
}

/// Stops the compiler, with one sentence that names the way out, unless T can be sent.
template <class T>
consteval void require_sendable() {
  constexpr Refusal why = refusal_of<T>();
  static_assert(
      why != Refusal::pointer,
      "polyproc: a raw pointer cannot be sent, because it means nothing in another process: send the value itself, "
      "a std::vector or std::unique_ptr that owns it, or a SharedArray");
  static_assert(
      why != Refusal::reference,
      "polyproc: a reference cannot be sent, because it means nothing in another process: send the value itself, "
      "or share it in a SharedArray");
  static_assert(
      why != Refusal::view,
      "polyproc: a view or iterator cannot be sent, because what it shows stays behind: send a std::string or "
      "std::vector that owns the elements, or a SharedArray");
  static_assert(
      why != Refusal::std_function,
      "polyproc: a std::function cannot be sent, because it hides what it holds: pass the function, lambda or "
      "function object itself");
  static_assert(why != Refusal::pointer_to_member,
                "polyproc: a pointer to a member cannot be sent: pass a lambda that names the member");
  static_assert(why != Refusal::capture,
                "polyproc: captures by reference cannot be sent: capture by value, pass as an argument, or capture a "
                "pointer on purpose for data that exists before a forked pool is made");
  static_assert(
      why != Refusal::deleter,
      "polyproc: a smart pointer to an array, or one with its own deleter, cannot be sent: use a std::vector, or "
      "the default deleter");
  static_assert(
      why != Refusal::order,
      "polyproc: a container whose order or hash function has state cannot be sent: make the function a class "
      "without members, or send a std::vector of the elements");
  static_assert(
      why != Refusal::polymorphic,
      "polyproc: a pointer to a class with virtual functions cannot be sent, because only its base would arrive: "
      "make the class final, or send a std::variant of the classes");
  static_assert(
      why != Refusal::default_constructor,
      "polyproc: a class with cereal functions cannot be sent without a public default constructor: give it one");
  static_assert(
      why != Refusal::hidden_members,
      "polyproc: the members of this aggregate cannot be seen (it has a base class, more than 32 members, or a "
      "member that anything can initialise), so it cannot be sent: give it a cereal serialize function");
  static_assert(why != Refusal::unknown,
                "polyproc: this type cannot be sent: it is neither trivially copyable, nor a standard container, nor a "
                "plain aggregate of such; give it a cereal serialize function, or make it inside the task");
}

}  // namespace polyproc::internal::wire
