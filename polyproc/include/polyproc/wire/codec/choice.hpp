#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <variant>

#include "polyproc/wire/codec/scalar.hpp"

namespace polyproc::internal::wire {

template <class T>
struct Codec<std::optional<T>> : BasicCodec {
  using parts = Parts<T>;
  using Value = std::remove_const_t<T>;

  static void put(Writer& writer, const std::optional<T>& value) {
    writer.write_value(static_cast<unsigned char>(value.has_value()));
    if (value) wire::put<Value>(writer, *value);
  }
  static std::optional<T> get(Reader& reader) {
    if (!get_truth<std::optional<T>>(reader)) return std::nullopt;
    return std::optional<T>{std::in_place, wire::get<Value>(reader)};
  }
};

/// The index of the alternative, then its value. A variant that lost its value to an exception throws
/// std::bad_variant_access.
template <class... Ts>
struct Codec<std::variant<Ts...>> : BasicCodec {
  using Variant = std::variant<Ts...>;
  using parts = Parts<Ts...>;

  static void put(Writer& writer, const Variant& variant) {
    const auto put_alternative = [&]<class T>(const T& value) {
      writer.write_value(static_cast<std::uint32_t>(variant.index()));
      wire::put<T>(writer, value);
    };
    std::visit(put_alternative, variant);
  }

  static Variant get(Reader& reader) {
    const auto index = reader.read_value<std::uint32_t>();
    if (index >= sizeof...(Ts)) throw_decode_error(typeid(Variant), "it has no alternative of that index");
    return readers(std::index_sequence_for<Ts...>{})[index](reader);
  }

 private:
  template <std::size_t I>
  static Variant get_alternative(Reader& reader) {
    return Variant{std::in_place_index<I>,
                   wire::get<std::remove_const_t<std::variant_alternative_t<I, Variant>>>(reader)};
  }
  template <std::size_t... I>
  static constexpr auto readers(std::index_sequence<I...>) {
    return std::array{&get_alternative<I>...};
  }
};

}  // namespace polyproc::internal::wire
