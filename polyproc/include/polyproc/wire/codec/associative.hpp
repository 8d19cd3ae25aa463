#pragma once

#include <map>
#include <set>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>

#include "polyproc/wire/codec/length.hpp"
#include "polyproc/wire/codec/product.hpp"
#include "polyproc/wire/nesting.hpp"

namespace polyproc::internal::wire {

/// What a container may order or hash by: an object without state, for only its type arrives.
template <class... Functions>
inline constexpr Refusal order_refusal = (std::is_empty_v<Functions> && ...) ? Refusal::none : Refusal::order;

/// Sets and maps: length, then element by element in the order of iteration.
template <class Container, class Element, class... Functions>
struct AssociativeCodec : BasicCodec {
  static constexpr Refusal refusal = order_refusal<Functions...>;
  using parts = Parts<Element>;

  static void put(Writer& writer, const Container& container) {
    const Nesting level{writer};
    put_length(writer, container.size());
    for (const auto& element : container) put_key_or_pair(writer, element);
  }

  static Container get(Reader& reader) {
    const Nesting level{reader};
    const std::size_t length = get_length<Container>(reader);
    Container container;
    // At the end is where sorted containers want the next element; for hashed ones the hint means nothing.
    for (std::size_t i = 0; i != length; ++i) container.emplace_hint(container.end(), get_element<Element>(reader));
    return container;
  }

 private:
  static void put_key_or_pair(Writer& writer, const typename Container::value_type& element) {
    const std::size_t begin = writer.size();
    if constexpr (requires { typename Container::mapped_type; }) {
      wire::put<typename Container::key_type>(writer, element.first);
      wire::put<typename Container::mapped_type>(writer, element.second);
    } else {
      wire::put<Element>(writer, element);
    }
    if (writer.size() == begin) writer.write_value(std::byte{0});
  }
};

template <class K, class Less, class A>
struct Codec<std::set<K, Less, A>> : AssociativeCodec<std::set<K, Less, A>, K, Less> {};
template <class K, class Less, class A>
struct Codec<std::multiset<K, Less, A>> : AssociativeCodec<std::multiset<K, Less, A>, K, Less> {};
template <class K, class V, class Less, class A>
struct Codec<std::map<K, V, Less, A>> : AssociativeCodec<std::map<K, V, Less, A>, std::pair<K, V>, Less> {};
template <class K, class V, class Less, class A>
struct Codec<std::multimap<K, V, Less, A>> : AssociativeCodec<std::multimap<K, V, Less, A>, std::pair<K, V>, Less> {};

template <class K, class H, class E, class A>
struct Codec<std::unordered_set<K, H, E, A>> : AssociativeCodec<std::unordered_set<K, H, E, A>, K, H, E> {};
template <class K, class H, class E, class A>
struct Codec<std::unordered_multiset<K, H, E, A>> : AssociativeCodec<std::unordered_multiset<K, H, E, A>, K, H, E> {};
template <class K, class V, class H, class E, class A>
struct Codec<std::unordered_map<K, V, H, E, A>>
    : AssociativeCodec<std::unordered_map<K, V, H, E, A>, std::pair<K, V>, H, E> {};
template <class K, class V, class H, class E, class A>
struct Codec<std::unordered_multimap<K, V, H, E, A>>
    : AssociativeCodec<std::unordered_multimap<K, V, H, E, A>, std::pair<K, V>, H, E> {};

}  // namespace polyproc::internal::wire
