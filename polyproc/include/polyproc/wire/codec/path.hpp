#pragma once

#include <concepts>
#include <string>

#include "polyproc/wire/codec/sequence.hpp"

namespace polyproc::wire {

/// std::filesystem::path, known by its looks: <filesystem> is too heavy to include for those who do not use it.
template <class T>
concept Path = requires(const T& path) {
  T::preferred_separator;
  { path.native() } -> std::same_as<const typename T::string_type&>;
};

/// As the bytes of its name.
template <Path T>
struct Codec<T> : BasicCodec {
  static void put(Writer& writer, const T& path) { wire::put<typename T::string_type>(writer, path.native()); }
  static T get(Reader& reader) { return T{wire::get<typename T::string_type>(reader)}; }
};

}  // namespace polyproc::wire
