#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <ranges>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "polyproc/pool/typed_call.hpp"
#include "polyproc/wire/callable.hpp"
#include "polyproc/wire/plain.hpp"
#include "polyproc/wire/value.hpp"

namespace polyproc::internal::pool {

/// How an item of a range becomes the arguments of a function.
struct OneArgument {};
struct TupleOfArguments {};

namespace detail {

// Function objects up to this size are recognised when they are used again; see FunctionSource::identity.
inline constexpr std::size_t kLargestIdentity = 64;

// Functions that calls may share. Not one that changes itself: what it changed would reach the next call. Nor one whose
// author's code encodes it: objects that are recognised are encoded under the pool's lock.
template <class F, class... A>
concept Shareable = wire::Plain<F> && UnchangedByCalls<F, A...> && !wire::runs_cereal_functions<F>();

template <class F, class... A>
FunctionSource source_of(const F& function) {
  FunctionSource source{.make = &make_task_function<F, A...>,
                        .identity = {},
                        .object = &function,
                        .encode = [](const void* object, wire::Writer& out) {
                          wire::encode_callable<F>(out, *static_cast<const F*>(object));
                        }};
  // An empty object has no value, but has a byte, which may be anything.
  if constexpr (Shareable<F, A...> && std::is_empty_v<F>) {
    static constexpr std::byte kNothing{};
    source.identity = {&kNothing, 1};
  } else if constexpr (Shareable<F, A...> && sizeof(F) <= kLargestIdentity) {
    // Equal bytes are equal objects. The converse fails where there is padding, which costs a copy and nothing else.
    source.identity = std::as_bytes(std::span{&function, 1});
  }
  return source;
}

template <class... T>
void encode_arguments(Call& call, const T&... values) {
  (wire::encode<T>(call.arguments(), values), ...);
  call.end_item();
}

// Arguments of types A..., which are those they travel as.
template <class... A>
struct Arguments {
  // Stops the compiler with a sentence unless F can be called with them.
  template <class F>
  static consteval void require() {
    wire::require_sendable_callable<F>();
    (wire::require_sendable<A>(), ...);
    wire::require_callable_with<F, A...>();
  }
  // Whether it can. Where not, nothing else is compiled, and the result is void: the sentence is all that is said.
  template <class F>
  static constexpr bool fit =
      wire::is_sendable_callable<F> && (wire::is_sendable<A> && ...) && std::is_invocable_v<F&, A...>;
  template <class F>
  static auto result_type() {
    if constexpr (std::is_invocable_v<F&, A...>) {
      return std::type_identity<result_of<F, A...>>{};
    } else {
      return std::type_identity<void>{};
    }
  }
  template <class F>
  static FunctionSource source(const F& function) {
    return source_of<F, A...>(function);
  }
  template <class R>
  static constexpr std::optional<BlockShape> shape = block_shape<R, A...>();
};

// The arguments that one item of a range stands for, and how to encode it.
template <class How, class Item>
struct ItemArguments;

template <class Item>
struct ItemArguments<OneArgument, Item> : Arguments<wire::sent_t<Item>> {
  static void encode(Call& call, const wire::sent_t<Item>& item) { encode_arguments<wire::sent_t<Item>>(call, item); }
};

template <class Item, class Indexes = std::make_index_sequence<std::tuple_size_v<Item>>>
struct Elements;
template <class Item, std::size_t... i>
struct Elements<Item, std::index_sequence<i...>> : Arguments<wire::sent_t<std::tuple_element_t<i, Item>>...> {
  static void encode(Call& call, const Item& item) {
    using std::get;
    encode_arguments<wire::sent_t<std::tuple_element_t<i, Item>>...>(call, get<i>(item)...);
  }
};

template <class Item>
concept TupleLike = requires { std::tuple_size<Item>::value; };

template <TupleLike Item>
struct ItemArguments<TupleOfArguments, Item> : Elements<Item> {};

template <class Item>
struct ItemArguments<TupleOfArguments, Item> {
  template <class F>
  static consteval void require() {
    static_assert(TupleLike<Item>,
                  "polyproc: starmap takes a range of tuples, pairs or arrays: use map for a function of one argument");
  }
  template <class F>
  static constexpr bool fit = false;
  template <class F>
  static auto result_type() {
    return std::type_identity<void>{};
  }
};

template <class F, class Arguments>
using result_for = typename decltype(Arguments::template result_type<F>())::type;

// Numbers in a row, for a function that gives numbers, are copied as they are.
template <class Arguments, class R, class X>
void encode_items(Call& call, X& items) {
  constexpr bool has_shape = Arguments::template shape<R>.has_value() && wire::Number<std::ranges::range_value_t<X>> &&
                             !std::is_volatile_v<std::remove_reference_t<std::ranges::range_reference_t<X>>>;
  if constexpr (has_shape && std::ranges::contiguous_range<X> && std::ranges::sized_range<X>) {
    call.add_items(std::ranges::data(items), std::ranges::size(items));
  } else {
    if constexpr (std::ranges::sized_range<X>) call.reserve_items(static_cast<std::size_t>(std::ranges::size(items)));
    for (auto&& item : items) Arguments::encode(call, item);
  }
}

}  // namespace detail

/// Result types of apply, map and starmap.
template <class F, class... A>
using applied_result = detail::result_for<F, detail::Arguments<wire::sent_t<A>...>>;
template <class F, class X>
using item_result = detail::result_for<F, detail::ItemArguments<OneArgument, std::ranges::range_value_t<X>>>;
template <class F, class X>
using tuple_result = detail::result_for<F, detail::ItemArguments<TupleOfArguments, std::ranges::range_value_t<X>>>;
template <class R>
struct results {
  using type = std::vector<R>;
};
template <>
struct results<void> {
  using type = void;
};

/// The call that holds the results of F.
template <class R, bool many>
struct CallType {
  using type = std::conditional_t<many, MapCall<R>, SingleCall<R>>;
};
template <bool many>
struct CallType<void, many> {
  using type = VoidCall;
};
template <class R, bool many>
using call_type = typename CallType<R, many>::type;

template <class F, class... A>
auto start_single(const std::shared_ptr<Core>& core, CallOptions options, F function, A&&... arguments) {
  using Arguments = detail::Arguments<wire::sent_t<A>...>;
  Arguments::template require<F>();
  using R = applied_result<F, A...>;
  if constexpr (!std::is_void_v<R>) wire::require_sendable<R>();

  auto call = std::make_shared<call_type<R, /*many=*/false>>();
  if constexpr (Arguments::template fit<F>) {
    call->options = options;
    detail::encode_arguments<wire::sent_t<A>...>(*call, arguments...);
    submit(core, call, Arguments::source(function));
  }
  return call;
}

template <class How, class F, class X>
auto start_map(const std::shared_ptr<Core>& core, CallOptions options, F function, X&& items) {
  using Arguments = detail::ItemArguments<How, std::ranges::range_value_t<X>>;
  Arguments::template require<F>();
  using R = detail::result_for<F, Arguments>;
  if constexpr (!std::is_void_v<R>) wire::require_sendable<R>();

  auto call = std::make_shared<call_type<R, /*many=*/true>>();
  if constexpr (Arguments::template fit<F>) {
    call->options = options;
    if constexpr (Arguments::template shape<R>.has_value()) call->set_shape(*Arguments::template shape<R>);
    detail::encode_items<Arguments, R>(*call, items);
    call->make_room();
    submit(core, call, Arguments::source(function));
  }
  return call;
}

/// Waits for a call that nobody else has, and takes its result out.
template <class SomeCall>
auto finish(const std::shared_ptr<SomeCall>& call) {
  wait(*call);
  return call->take();
}
template <class SomeCall>
auto finish_outcomes(const std::shared_ptr<SomeCall>& call) {
  wait(*call);
  return call->take_outcomes();
}

}  // namespace polyproc::internal::pool
