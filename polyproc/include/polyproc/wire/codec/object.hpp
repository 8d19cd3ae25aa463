#pragma once

#include <concepts>
#include <stdexcept>
#include <string>
#include <type_traits>

#include "polyproc/wire/codec/class.hpp"
#include "polyproc/wire/codec/scalar.hpp"
#include "polyproc/wire/nesting.hpp"

namespace polyproc::internal::wire {

// The codecs of classes, one for each way to travel.

template <ClassOrUnion T>
  requires(way_of<T>() == Way::bytes)
struct Codec<T> : BlockCodec<T> {};

template <ClassOrUnion T>
  requires(way_of<T>() == Way::handle)
struct Codec<T> : BasicCodec {
  static void put(Writer& writer, const T& handle) { handle.wire_encode(writer); }
  static T get(Reader& reader) { return T::wire_decode(reader); }
};

template <ClassOrUnion T>
  requires(way_of<T>() == Way::cereal)
struct Codec<T> : BasicCodec {
  static void put(Writer& writer, const T& object) try {
    const Nesting level{writer};
    OutputArchive archive{writer};
    archive.save_object(object);
    archive.serializeDeferments();
  } catch (const cereal::Exception& error) {
    throw std::invalid_argument{std::string{"cereal cannot save a value: "} + error.what()};
  }

  static T get(Reader& reader) try {
    const Nesting level{reader};
    InputArchive archive{reader};
    T object{};
    archive.load_object(object);
    archive.serializeDeferments();
    return object;
  } catch (const cereal::Exception& error) {
    throw_decode_error(typeid(T), error.what());
  }
};

/// An array that is a member; an array as a value of its own is sent as a pointer would be, so not at all.
template <class T, std::size_t size>
struct Codec<T[size]> : BasicCodec {
  static constexpr bool is_block = Codec<T>::is_block;
  using parts = Parts<T>;

  static void put(Writer& writer, const T (&array)[size]) {
    for (const T& element : array) wire::put<T>(writer, element);
  }
};

/// Reads into a member that exists already, element by element if it is an array.
template <class M>
void get_into(Reader& reader, M& member) {
  if constexpr (std::is_array_v<M>) {
    for (auto& element : member) get_into(reader, element);
  } else {
    member = get<M>(reader);
  }
}

namespace detail {

template <class... Ms>
using Declared = Parts<std::remove_const_t<Ms>...>;
inline constexpr auto list_members = []<class... Ms>(const auto&...) { return Declared<Ms...>{}; };

}  // namespace detail

/// The types of an aggregate's members.
template <VisibleAggregate T>
using members_of = decltype(visit_members(std::declval<T&>(), detail::list_members));

/// Plain aggregates: one block if any bytes are a value, else member by member.
template <ClassOrUnion T>
  requires(way_of<T>() == Way::members)
struct Codec<T> : BasicCodec {
 private:
  template <class... Ms>
  static consteval bool all_blocks(Parts<Ms...>) {
    return (Codec<Ms>::is_block && ...);
  }

 public:
  using parts = members_of<T>;
  static constexpr bool is_block = [] {
    if constexpr (Plain<T>) {
      return all_blocks(parts{});
    } else {
      return false;
    }
  }();

  static void put(Writer& writer, const T& aggregate) {
    if constexpr (is_block) {
      BlockCodec<T>::put(writer, aggregate);
    } else {
      visit_members(aggregate, [&writer]<class... Ms>(const auto&... members) {
        (wire::put<std::remove_const_t<Ms>>(writer, members), ...);
      });
    }
  }

  static T get(Reader& reader) {
    if constexpr (is_block) {
      return BlockCodec<T>::get(reader);
    } else {
      return from_members(reader, parts{});
    }
  }

 private:
  template <class... Ms>
  static T from_members(Reader& reader, Parts<Ms...>) {
    if constexpr ((std::is_array_v<Ms> || ...)) {
      T aggregate{};
      visit_members(aggregate, [&reader]<class...>(auto&... members) { (get_into(reader, members), ...); });
      return aggregate;
    } else {
      return T{wire::get<Ms>(reader)...};
    }
  }
};

}  // namespace polyproc::internal::wire
