#pragma once

#include <cstddef>
#include <memory>
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

/// Result types of apply, map and starmap.
template <class F, class... A>
using applied_result = std::decay_t<std::invoke_result_t<F&, std::decay_t<A>...>>;
template <class F, class X>
using item_result = std::decay_t<std::invoke_result_t<F&, std::ranges::range_value_t<X>>>;
template <class F, class X>
using tuple_result =
    std::decay_t<decltype(std::apply(std::declval<F&>(), std::declval<std::ranges::range_value_t<X>>()))>;
template <class R>
struct results {
  using type = std::vector<R>;
};
template <>
struct results<void> {
  using type = void;
};

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

// The types that travel for one item of a range, and how to encode it.
template <class How, class Item>
struct ItemArguments;

template <class Item>
struct ItemArguments<OneArgument, Item> {
  template <class F>
  static FunctionSource source(const F& function) {
    return source_of<F, wire::sent_t<Item>>(function);
  }
  template <class F>
  static consteval void require() {
    wire::require_sendable<wire::sent_t<Item>>();
    wire::require_callable_with<F, wire::sent_t<Item>>();
  }
  template <class F>
  using result = result_of<F, wire::sent_t<Item>>;

  static void encode(Call& call, const wire::sent_t<Item>& item) { encode_arguments<wire::sent_t<Item>>(call, item); }
};

template <class Item, class Indexes = std::make_index_sequence<std::tuple_size_v<Item>>>
struct Elements;
template <class Item, std::size_t... i>
struct Elements<Item, std::index_sequence<i...>> {
  template <class F>
  static FunctionSource source(const F& function) {
    return source_of<F, wire::sent_t<std::tuple_element_t<i, Item>>...>(function);
  }
  template <class F>
  static consteval void require() {
    (wire::require_sendable<wire::sent_t<std::tuple_element_t<i, Item>>>(), ...);
    wire::require_callable_with<F, wire::sent_t<std::tuple_element_t<i, Item>>...>();
  }
  template <class F>
  using result = result_of<F, wire::sent_t<std::tuple_element_t<i, Item>>...>;

  static void encode(Call& call, const Item& item) {
    using std::get;
    encode_arguments<wire::sent_t<std::tuple_element_t<i, Item>>...>(call, get<i>(item)...);
  }
};

template <class Item>
struct ItemArguments<TupleOfArguments, Item> : Elements<Item> {};

}  // namespace detail

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
  wire::require_sendable_callable<F>();
  (wire::require_sendable<wire::sent_t<A>>(), ...);
  wire::require_callable_with<F, wire::sent_t<A>...>();
  using R = result_of<F, wire::sent_t<A>...>;
  if constexpr (!std::is_void_v<R>) wire::require_sendable<R>();

  auto call = std::make_shared<call_type<R, /*many=*/false>>();
  call->options = options;
  detail::encode_arguments<wire::sent_t<A>...>(*call, arguments...);
  submit(core, call, detail::source_of<F, wire::sent_t<A>...>(function));
  return call;
}

template <class How, class F, class X>
auto start_map(const std::shared_ptr<Core>& core, CallOptions options, F function, X&& items) {
  using Item = std::ranges::range_value_t<X>;
  using Arguments = detail::ItemArguments<How, Item>;
  wire::require_sendable_callable<F>();
  Arguments::template require<F>();
  using R = typename Arguments::template result<F>;
  if constexpr (!std::is_void_v<R>) wire::require_sendable<R>();

  auto call = std::make_shared<call_type<R, /*many=*/true>>();
  call->options = options;
  if constexpr (std::ranges::sized_range<X>) call->reserve_items(static_cast<std::size_t>(std::ranges::size(items)));
  for (auto&& item : items) Arguments::encode(*call, item);
  call->make_room();
  submit(core, call, Arguments::source(function));
  return call;
}

/// Waits for a call that nobody else has, and takes its result out.
template <class R>
R finish(const std::shared_ptr<SingleCall<R>>& call) {
  wait(*call);
  return call->take();
}
template <class R>
std::vector<R> finish(const std::shared_ptr<MapCall<R>>& call) {
  wait(*call);
  return call->take();
}
inline void finish(const std::shared_ptr<VoidCall>& call) {
  wait(*call);
  call->result();
}
template <class R>
std::vector<Outcome<R>> finish_outcomes(const std::shared_ptr<MapCall<R>>& call) {
  wait(*call);
  return call->take_outcomes();
}
inline std::vector<Outcome<void>> finish_outcomes(const std::shared_ptr<VoidCall>& call) {
  wait(*call);
  return call->outcomes();
}

}  // namespace polyproc::internal::pool
