#pragma once

#include <stdexcept>
#include <type_traits>

#include "polyproc/wire/value.hpp"

// Callables: functions, lambdas and function objects, to bytes and back.

namespace polyproc::internal::wire {

/// True if F can travel as something to be called: a pointer to a function; a lambda that is trivially copyable and, so
/// that it holds no reference, standard layout; a function object that can be sent as a value.
template <class F>
inline constexpr bool is_sendable_callable = FunctionPointer<F> || (std::is_class_v<F> && is_sendable<F>);

/// Classes that can be neither assigned nor made from nothing: as good as always closures with captures.
template <class F>
concept CapturingLambda = std::is_class_v<F> && !std::is_aggregate_v<F> && !std::is_copy_assignable_v<F> &&
                          !std::is_default_constructible_v<F>;

/// Stops the compiler, with one sentence that names the way out, unless F can be sent.
template <class F>
consteval void require_sendable_callable() {
  if constexpr (!is_sendable_callable<F>) {
    constexpr bool captures_objects = CapturingLambda<F> && !Plain<F>;
    static_assert(!captures_objects,
                  "polyproc: a lambda that is sent can capture only trivially copyable values, by value: pass strings, "
                  "containers and the like as arguments, or write a struct with members and operator()");
    if constexpr (!captures_objects) require_sendable<F>();
  }
}

/// Stops the compiler, with one sentence that names the way out, unless F can be called with Args as they arrive in a
/// worker: as values of its own, not as variables of the caller.
template <class F, class... Args>
consteval void require_callable_with() {
  constexpr bool takes_values = std::is_invocable_v<F&, Args...>;
  constexpr bool takes_variables = std::is_invocable_v<F&, Args&...>;
  static_assert(
      takes_values || !takes_variables,
      "polyproc: the function takes an argument by reference (T&), but it gets a copy in another process, where "
      "a change would be lost: take it by value or const reference and return the result");
  static_assert(takes_values || takes_variables,
                "polyproc: the function cannot be called with arguments of these types");
}

/// Appends what is needed to call `f` elsewhere. Throws std::invalid_argument for a null function.
template <class F>
void encode_callable(Writer& writer, const F& f) {
  require_sendable_callable<F>();
  if constexpr (FunctionPointer<F>) {
    if (f == nullptr) throw std::invalid_argument{"a null pointer was given as the function to call"};
  }
  encode<F>(writer, f);
}

/// The callable that was encoded. F need not have a default constructor, as closures have none.
template <class F>
[[nodiscard]] F decode_callable(Reader& reader) {
  require_sendable_callable<F>();
  F f = decode<F>(reader);
  if constexpr (FunctionPointer<F>) {
    if (f == nullptr) throw_decode_error(typeid(F), "the function to call is null");
  }
  return f;
}

}  // namespace polyproc::internal::wire
