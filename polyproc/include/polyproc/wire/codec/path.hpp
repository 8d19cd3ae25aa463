#pragma once

#include "polyproc/wire/codec/class.hpp"
#include "polyproc/wire/codec/sequence.hpp"

namespace polyproc::internal::wire {

/// A path as the bytes of its name.
template <Path T>
struct Codec<T> : BasicCodec {
  static void put(Writer& writer, const T& path) { wire::put<typename T::string_type>(writer, path.native()); }
  static T get(Reader& reader) { return T{wire::get<typename T::string_type>(reader)}; }
};

}  // namespace polyproc::internal::wire
