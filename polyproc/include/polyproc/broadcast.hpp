#pragma once

#include <functional>
#include <memory>
#include <typeindex>
#include <utility>
#include <vector>

#include "polyproc/shared_memory.hpp"
#include "polyproc/wire/saved_reader.hpp"
#include "polyproc/wire/value.hpp"

namespace polyproc {

namespace internal::pool {

/// The decoded form of a broadcast value in this process: made by `decode` when it is first asked for, kept until the
/// last handle in all processes is gone. Any thread.
std::shared_ptr<const void> decoded_broadcast(ObjectNumber number, std::type_index type,
                                              const std::function<std::shared_ptr<const void>()>& decode);

/// Encoded bytes in shared memory, with the handles among them.
struct BroadcastBytes {
  std::shared_ptr<SharedMemory> memory;
  std::vector<std::shared_ptr<SharedMemory>> objects;
};
[[nodiscard]] BroadcastBytes share(wire::Writer& encoded);
void encode_broadcast(wire::Writer& writer, const BroadcastBytes& bytes);
[[nodiscard]] BroadcastBytes decode_broadcast(wire::Reader& reader);

}  // namespace internal::pool

/// A value that many tasks read: sent once per worker, and decoded once in each, however many tasks it is handed to.
///
///     struct Classify {
///       polyproc::Broadcast<Model> model;
///       Label operator()(const Image& image) const { return model->classify(image); }
///     };
///     pool.map(Classify{pool.broadcast(load_model())}, images);
///
/// This object is a handle: a member of a function object, or an argument; copies refer to the same value. Tasks see
/// the value as it was when it was made, and must not change it. Costs the encoded size once, in shared memory, and the
/// decoded size in each worker that uses it.
template <class T>
class Broadcast {
 public:
  explicit Broadcast(T value) : bytes_{encoded(value)}, value_{std::make_shared<const T>(std::move(value))} {}

  [[nodiscard]] const T& operator*() const { return value(); }
  [[nodiscard]] const T* operator->() const { return &value(); }
  /// Decodes it, if no task in this worker has done so before. Throws DecodeError, or what T throws.
  [[nodiscard]] const T& value() const {
    if (!value_) value_ = decoded();
    return *value_;
  }

  /// For the library: how a handle travels.
  void wire_encode(internal::wire::Writer& writer) const { internal::pool::encode_broadcast(writer, bytes_); }
  static Broadcast wire_decode(internal::wire::Reader& reader) {
    return Broadcast{internal::pool::decode_broadcast(reader)};
  }

 private:
  explicit Broadcast(internal::pool::BroadcastBytes bytes) : bytes_{std::move(bytes)} {}

  static internal::pool::BroadcastBytes encoded(const T& value) {
    internal::wire::require_sendable<T>();
    internal::wire::Writer writer;
    internal::wire::encode<T>(writer, value);
    return internal::pool::share(writer);
  }
  std::shared_ptr<const T> decoded() const {
    return std::static_pointer_cast<const T>(
        internal::pool::decoded_broadcast(bytes_.memory->number(), typeid(T), [this]() -> std::shared_ptr<const void> {
          internal::wire::SavedReader source{{bytes_.memory->data(), bytes_.memory->size()}, bytes_.objects};
          return std::make_shared<const T>(internal::wire::decode<T>(source.reader()));
        }));
  }

  internal::pool::BroadcastBytes bytes_;
  mutable std::shared_ptr<const T> value_;
};

}  // namespace polyproc
