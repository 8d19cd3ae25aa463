#pragma once

#include <memory>
#include <type_traits>

#include "polyproc/wire/codec/scalar.hpp"
#include "polyproc/wire/nesting.hpp"
#include "polyproc/wire/shared_pointers.hpp"

namespace polyproc::internal::wire {

/// What a smart pointer may point to: an object whose whole type is known. Through a pointer to a base only the base
/// would be seen, and of an array not its length.
template <class T>
consteval Refusal target_refusal() {
  if constexpr (std::is_array_v<T>) {
    return Refusal::deleter;
  } else if constexpr (std::is_void_v<T>) {
    return Refusal::pointer;
  } else if constexpr (std::is_polymorphic_v<T> && !std::is_final_v<T>) {
    return Refusal::polymorphic;
  } else {
    return Refusal::none;
  }
}

template <class T>
struct Codec<std::unique_ptr<T>> : BasicCodec {
  static constexpr Refusal refusal = target_refusal<T>();
  using parts = Parts<T>;
  using Target = std::remove_const_t<T>;

  static void put(Writer& writer, const std::unique_ptr<T>& pointer) {
    const Nesting level{writer};
    writer.write_value(static_cast<unsigned char>(pointer != nullptr));
    if (pointer != nullptr) wire::put<Target>(writer, *pointer);
  }
  static std::unique_ptr<T> get(Reader& reader) {
    const Nesting level{reader};
    if (!get_truth<std::unique_ptr<T>>(reader)) return nullptr;
    return std::unique_ptr<T>{new Target(wire::get<Target>(reader))};
  }
};

template <class T, class Deleter>
struct Codec<std::unique_ptr<T, Deleter>> : RefusingCodec<Refusal::deleter> {};

/// 0 for null, else the number of the target plus one; behind the first mention of a number the target itself.
template <class T>
struct Codec<std::shared_ptr<T>> : BasicCodec {
  static constexpr Refusal refusal = target_refusal<T>();
  using parts = Parts<T>;
  using Target = std::remove_const_t<T>;

  static void put(Writer& writer, const std::shared_ptr<T>& pointer) {
    const Nesting level{writer};
    if (pointer == nullptr) return writer.write_value<std::uint32_t>(0);
    const auto [number, is_first] = writer.pointers().mention(pointer.get(), typeid(T));
    writer.write_value<std::uint32_t>(number + 1);
    if (!is_first) return;
    wire::put<Target>(writer, *pointer);
    writer.pointers().complete(number);
  }

  static std::shared_ptr<T> get(Reader& reader) {
    const Nesting level{reader};
    const auto mention = reader.read_value<std::uint32_t>();
    if (mention == 0) return nullptr;
    auto& known = reader.pointers();
    if (mention - 1 != known.size()) return std::static_pointer_cast<Target>(known.get(mention - 1, typeid(T)));
    const auto number = known.announce(typeid(T));
    // Not make_shared, which would need a move of what get() returns in place.
    std::shared_ptr<Target> target{new Target(wire::get<Target>(reader))};
    known.complete(number, target);
    return target;
  }
};

}  // namespace polyproc::internal::wire
