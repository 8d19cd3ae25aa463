#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>

#include "polyproc/error.hpp"
#include "polyproc/sync/byte_queue.hpp"
#include "polyproc/wire/value.hpp"

namespace polyproc {

/// A first-in first-out queue between processes. Any number of them may put and get at the same time.
///
/// This object is a handle: copies refer to one queue. Use it in a Process, which sees it as it sees everything, or
/// send it to tasks as an argument.
///
///     Queue<std::string> names;
///     Process writer{[&] { names.put("Ada"); }};
///     writer.start();
///     const std::string first = names.get();
///
/// What one process puts arrives in that order. A value is in the queue when put() returns, however large it is: the
/// process may end at once. It leaves the queue only when its reader has all of it. A process that is killed in the
/// middle of put() has put the whole value or nothing, and one killed in get() has taken the one value or nothing; the
/// others go on.
///
/// Values are kept in memory that belongs to no process and is given back as they are read. put() and get() take 1 to 2
/// µs, and 1 to 3 ms more for each megabyte, most of it to clear fresh memory; waking a process that waits takes some
/// 30 µs. A waiting process costs nothing, but all that wait for the same thing are woken for each value: prefer few
/// readers where values are small and many.
///
/// Safe to use from several threads. Handles (SharedArray, Queue) cannot be put: pass them as arguments.
///
/// @tparam T  any type that can be sent
template <class T>
class Queue {
 public:
  using value_type = T;

  /// @param maxsize  values that the queue holds at most: put() waits while it is full. 0: no limit but memory
  /// Throws SystemError if there is no memory or no descriptor left.
  explicit Queue(std::size_t maxsize = 0) : queue_{maxsize} {}
  // No move: it would leave a handle without a queue.
  Queue(const Queue&) = default;
  Queue& operator=(const Queue&) = default;
  ~Queue() = default;

  /// Waits while the queue is full. Throws QueueShutDown; SystemError if there is no memory for the value;
  /// std::invalid_argument if it contains a handle. If it throws, nothing was put.
  void put(const T& value) { put_within(value, std::nullopt); }
  /// Same, but false if the queue is still full after `timeout`.
  bool put_for(const T& value, Duration timeout) { return put_within(value, timeout); }
  /// Same, but false if the queue is full now.
  bool try_put(const T& value) { return put_within(value, Duration::zero()); }

  /// The oldest value; waits while the queue is empty. Throws QueueShutDown if it is shut down and empty. A value that
  /// cannot be decoded is removed, and its error thrown.
  T get() { return decode(*queue_.get(std::nullopt)); }
  /// Same, but empty if the queue is still empty after `timeout`.
  std::optional<T> get_for(Duration timeout) { return get_within(timeout); }
  /// Same, but empty if the queue is empty now.
  std::optional<T> try_get() { return get_within(Duration::zero()); }

  /// Values in the queue. The answer may be out of date when it arrives, as with empty() and full().
  [[nodiscard]] std::size_t size() const { return queue_.size(); }
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] bool full() const { return queue_.maxsize() != 0 && size() >= queue_.maxsize(); }

  /// No more puts, for all processes and for good: put() throws QueueShutDown, also where it waits already. get() hands
  /// out what is there and then throws the same; with `immediate` what is there is dropped.
  void shutdown(bool immediate = false) { queue_.shutdown(immediate); }

  /// For the library: how a handle travels.
  void wire_encode(internal::wire::Writer& writer) const { writer.add_object(queue_.memory()); }
  static Queue wire_decode(internal::wire::Reader& reader) { return Queue{internal::sync::ByteQueue{reader.object()}}; }

 private:
  explicit Queue(internal::sync::ByteQueue queue) : queue_{std::move(queue)} {}

  bool put_within(const T& value, internal::sync::Patience patience) {
    internal::wire::Writer writer;
    internal::wire::encode(writer, value);
    // A descriptor goes from one process to another that is known; who will read this is not.
    if (!writer.objects().empty()) {
      throw std::invalid_argument{"Queue::put: handles cannot travel through a queue; pass them as an argument"};
    }
    return queue_.put(writer.bytes(), patience);
  }

  std::optional<T> get_within(internal::sync::Patience patience) {
    const auto message = queue_.get(patience);
    return message ? std::optional<T>{decode(*message)} : std::nullopt;
  }

  static T decode(const internal::sync::Message& message) {
    internal::wire::Reader reader{message.bytes()};
    T value = internal::wire::decode<T>(reader);
    if (reader.remaining() != 0) throw DecodeError{"a value in a queue is followed by bytes that do not belong to it"};
    return value;
  }

  internal::sync::ByteQueue queue_;
};

}  // namespace polyproc
