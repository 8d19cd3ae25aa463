#pragma once

#include <cereal/cereal.hpp>
#include <type_traits>

#include "polyproc/wire/codec/codec.hpp"

// The archives that a user's cereal functions (serialize, save and load) write to and read from. What they hand over is
// encoded as it would be without cereal, so a std::vector needs no <cereal/types/vector.hpp>; only classes that have
// cereal functions themselves, and what this library has no codec for, go through cereal's own machinery.

namespace polyproc::internal::wire {

/// Whether T has a codec of its own, cereal apart, and so have its parts. Defined in value.hpp, when all codecs are
/// known.
template <class T>
consteval bool travels_without_cereal();

/// Explains at compile time why T cannot be sent. Defined in value.hpp.
template <class T>
consteval void require_sendable();

class OutputArchive : public cereal::OutputArchive<OutputArchive> {
  using Base = cereal::OutputArchive<OutputArchive>;

 public:
  explicit OutputArchive(Writer& writer) : Base{this}, writer_{writer} {}

  // These hide those of the base, whose dispatch knows cereal's types only.
  template <class... Ts>
  OutputArchive& operator()(Ts&&... values) {
    (save_one(values), ...);
    return *this;
  }
  template <class T>
  OutputArchive& operator&(T&& value) {
    return (*this)(value);
  }
  template <class T>
  OutputArchive& operator<<(T&& value) {
    return (*this)(value);
  }

  /// Saves an object by its own cereal functions.
  template <class T>
  void save_object(const T& object) {
    Base::operator()(object);
  }
  void write(const void* data, std::size_t bytes) { writer_.write(data, bytes); }

 private:
  template <class T>
  void save_one(const T& value);

  Writer& writer_;
};

class InputArchive : public cereal::InputArchive<InputArchive> {
  using Base = cereal::InputArchive<InputArchive>;

 public:
  explicit InputArchive(Reader& reader) : Base{this}, reader_{reader} {}

  template <class... Ts>
  InputArchive& operator()(Ts&&... values) {
    (load_one(values), ...);
    return *this;
  }
  template <class T>
  InputArchive& operator&(T&& value) {
    return (*this)(value);
  }
  template <class T>
  InputArchive& operator>>(T&& value) {
    return (*this)(value);
  }

  template <class T>
  void load_object(T& object) {
    Base::operator()(object);
  }
  void read(void* target, std::size_t bytes) { reader_.read(target, bytes); }
  /// A number of elements as cereal's containers ask for it, before they make room for them.
  [[nodiscard]] cereal::size_type read_length();

 private:
  template <class T>
  void load_one(T& value);

  Reader& reader_;
};

/// Types with cereal functions that these archives can call.
template <class T>
concept CerealSerializable = cereal::traits::is_output_serializable<T, OutputArchive>::value &&
                             cereal::traits::is_input_serializable<T, InputArchive>::value;

namespace detail {

/// What cereal wraps around a value to say something about it; such wrappers hold references and are not values
/// themselves.
template <class T>
inline constexpr bool is_cereal_wrapper = false;
template <class T>
inline constexpr bool is_cereal_wrapper<cereal::NameValuePair<T>> = true;
template <class T>
inline constexpr bool is_cereal_wrapper<cereal::SizeTag<T>> = true;
template <class T>
inline constexpr bool is_cereal_wrapper<cereal::BinaryData<T>> = true;
template <class K, class V>
inline constexpr bool is_cereal_wrapper<cereal::MapItem<K, V>> = true;
template <class T>
inline constexpr bool is_cereal_wrapper<cereal::DeferredData<T>> = true;
template <class T>
inline constexpr bool is_cereal_wrapper<cereal::base_class<T>> = true;
template <class T>
inline constexpr bool is_cereal_wrapper<cereal::virtual_base_class<T>> = true;

}  // namespace detail

template <class T>
void OutputArchive::save_one(const T& value) {
  if constexpr (detail::is_cereal_wrapper<T>) {
    Base::operator()(value);
  } else if constexpr (std::is_array_v<T>) {
    for (const auto& element : value) save_one(element);
  } else if constexpr (travels_without_cereal<T>()) {
    put<T>(writer_, value);
  } else if constexpr (std::is_class_v<T> && CerealSerializable<T>) {
    Base::operator()(value);
  } else {
    require_sendable<T>();
  }
}

template <class T>
void InputArchive::load_one(T& value) {
  if constexpr (detail::is_cereal_wrapper<T>) {
    Base::operator()(value);
  } else if constexpr (std::is_array_v<T>) {
    for (auto& element : value) load_one(element);
  } else if constexpr (travels_without_cereal<T>()) {
    value = get<T>(reader_);
  } else if constexpr (std::is_class_v<T> && CerealSerializable<T>) {
    Base::operator()(value);
  } else {
    require_sendable<T>();
  }
}

inline cereal::size_type InputArchive::read_length() {
  const auto length = reader_.read_value<cereal::size_type>();
  if (length > reader_.remaining()) throw_decode_error(typeid(InputArchive), "its length exceeds the bytes left");
  return length;
}

// What cereal asks of every archive: numbers, lengths, runs of bytes and names (which are not sent).

template <class T>
  requires std::is_arithmetic_v<T>
void save(OutputArchive& archive, const T& number) {
  archive(number);
}
template <class T>
  requires std::is_arithmetic_v<T>
void load(InputArchive& archive, T& number) {
  archive(number);
}

template <class T>
void save(OutputArchive& archive, const cereal::SizeTag<T>& tag) {
  archive(static_cast<cereal::size_type>(tag.size));
}
template <class T>
void load(InputArchive& archive, cereal::SizeTag<T>& tag) {
  tag.size = static_cast<std::remove_reference_t<T>>(archive.read_length());
}

template <class T>
void save(OutputArchive& archive, const cereal::BinaryData<T>& data) {
  archive.write(data.data, static_cast<std::size_t>(data.size));
}
template <class T>
void load(InputArchive& archive, cereal::BinaryData<T>& data) {
  archive.read(data.data, static_cast<std::size_t>(data.size));
}

template <class T>
void save(OutputArchive& archive, const cereal::NameValuePair<T>& pair) {
  archive(pair.value);
}
template <class T>
void load(InputArchive& archive, cereal::NameValuePair<T>& pair) {
  archive(pair.value);
}

}  // namespace polyproc::internal::wire

CEREAL_SETUP_ARCHIVE_TRAITS(polyproc::internal::wire::InputArchive, polyproc::internal::wire::OutputArchive)
