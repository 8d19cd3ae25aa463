#pragma once

#include <tuple>
#include <type_traits>
#include <utility>

#include "polyproc/wire/codec/codec.hpp"

namespace polyproc::internal::wire {

// Pairs and tuples: one part after the other. Braces, unlike parentheses, say in which order they are read.

template <class A, class B>
struct Codec<std::pair<A, B>> : BasicCodec {
  using parts = Parts<A, B>;

  static void put(Writer& writer, const std::pair<A, B>& pair) {
    wire::put<std::remove_const_t<A>>(writer, pair.first);
    wire::put<std::remove_const_t<B>>(writer, pair.second);
  }
  static std::pair<A, B> get(Reader& reader) {
    return std::pair<A, B>{wire::get<std::remove_const_t<A>>(reader), wire::get<std::remove_const_t<B>>(reader)};
  }
};

template <class... Ts>
struct Codec<std::tuple<Ts...>> : BasicCodec {
  using parts = Parts<Ts...>;

  static void put(Writer& writer, const std::tuple<Ts...>& tuple) {
    std::apply([&](const Ts&... parts) { (wire::put<std::remove_const_t<Ts>>(writer, parts), ...); }, tuple);
  }
  static std::tuple<Ts...> get([[maybe_unused]] Reader& reader) {
    return std::tuple<Ts...>{wire::get<std::remove_const_t<Ts>>(reader)...};
  }
};

}  // namespace polyproc::internal::wire
