#pragma once

#include <array>
#include <concepts>
#include <deque>
#include <forward_list>
#include <iterator>
#include <list>
#include <string>
#include <utility>
#include <vector>

#include "polyproc/wire/codec/bits.hpp"
#include "polyproc/wire/codec/length.hpp"
#include "polyproc/wire/nesting.hpp"

namespace polyproc::internal::wire {

/// Elements one behind the other in memory, any bytes of which are values: length, then one block.
template <class Container>
struct BlockSequenceCodec : BasicCodec {
  using Element = typename Container::value_type;
  using parts = Parts<Element>;

  static void put(Writer& writer, const Container& container) {
    put_length(writer, container.size());
    writer.write(container.data(), container.size() * sizeof(Element));
  }

  static Container get(Reader& reader) {
    const std::size_t length = get_length<Container>(reader, sizeof(Element));
    if constexpr (std::default_initializable<Element>) {
      Container container;
      container.resize(length);
      reader.read(container.data(), length * sizeof(Element));
      return container;
    } else {
      Container container;
      container.reserve(length);
      for (std::size_t i = 0; i != length; ++i) container.push_back(reader.read_value<Element>());
      return container;
    }
  }
};

/// Any other sequence: length, then element by element.
template <class Container>
struct ElementSequenceCodec : BasicCodec {
  using Element = typename Container::value_type;
  using parts = Parts<Element>;

  static void put(Writer& writer, const Container& container) {
    const Nesting level{writer};
    put_length(writer, static_cast<std::size_t>(std::distance(container.begin(), container.end())));
    for (const Element& element : container) put_element<Element>(writer, element);
  }

  static Container get(Reader& reader) {
    const Nesting level{reader};
    const std::size_t length = get_length<Container>(reader);
    Container container;
    if constexpr (requires { container.reserve(length); }) container.reserve(bounded_reserve<Element>(reader, length));
    for (std::size_t i = 0; i != length; ++i) container.push_back(get_element<Element>(reader));
    return container;
  }
};

template <class C, class Traits, class Allocator>
struct Codec<std::basic_string<C, Traits, Allocator>> : BlockSequenceCodec<std::basic_string<C, Traits, Allocator>> {};

template <class T, class Allocator>
struct Codec<std::vector<T, Allocator>>
    : std::conditional_t<Codec<T>::is_block, BlockSequenceCodec<std::vector<T, Allocator>>,
                         ElementSequenceCodec<std::vector<T, Allocator>>> {};

template <class T, class Allocator>
struct Codec<std::deque<T, Allocator>> : ElementSequenceCodec<std::deque<T, Allocator>> {};

template <class T, class Allocator>
struct Codec<std::list<T, Allocator>> : ElementSequenceCodec<std::list<T, Allocator>> {};

template <class T, class Allocator>
struct Codec<std::forward_list<T, Allocator>> : ElementSequenceCodec<std::forward_list<T, Allocator>> {
  using List = std::forward_list<T, Allocator>;

  static List get(Reader& reader) {
    const Nesting level{reader};
    const std::size_t length = get_length<List>(reader);
    List list;
    auto last = list.before_begin();
    for (std::size_t i = 0; i != length; ++i) last = list.insert_after(last, get_element<T>(reader));
    return list;
  }
};

template <class Allocator>
struct Codec<std::vector<bool, Allocator>> : BasicCodec {
  using Bits = std::vector<bool, Allocator>;

  static void put(Writer& writer, const Bits& bits) {
    put_length(writer, bits.size());
    put_bits(writer, bits);
  }

  static Bits get(Reader& reader) {
    const auto length = reader.read_value<std::uint64_t>();
    // Divided first: length + 7 might wrap around.
    if (length / 8 > reader.remaining()) throw_decode_error(typeid(Bits), "its length exceeds the bytes left");
    // All bytes are looked for before there is memory for the bits.
    const auto bytes = reader.take(bytes_for_bits(static_cast<std::size_t>(length)));
    Bits bits(static_cast<std::size_t>(length));
    get_bits(bytes, bits);
    return bits;
  }
};

/// A fixed number of elements, without their number.
template <class T, std::size_t size>
struct Codec<std::array<T, size>> : BasicCodec {
  static constexpr bool is_block = size != 0 && Codec<T>::is_block;
  using parts = Parts<T>;

  static void put(Writer& writer, const std::array<T, size>& array) {
    if constexpr (is_block) {
      writer.write_value(array);
    } else {
      for (const T& element : array) wire::put<T>(writer, element);
    }
  }

  static std::array<T, size> get(Reader& reader) {
    if constexpr (is_block) {
      return reader.read_value<std::array<T, size>>();
    } else if constexpr (std::default_initializable<T> && std::is_move_assignable_v<T>) {
      std::array<T, size> array{};
      for (T& element : array) element = wire::get<T>(reader);
      return array;
    } else {
      return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return std::array<T, size>{((void)I, wire::get<T>(reader))...};
      }(std::make_index_sequence<size>{});
    }
  }
};

}  // namespace polyproc::internal::wire
