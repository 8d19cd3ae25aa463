#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>

#include "polyproc/error.hpp"
#include "polyproc/shared_memory.hpp"

namespace polyproc::internal::sync {

struct QueueHeader;

/// Bytes taken out of a queue.
struct Message {
  std::unique_ptr<std::byte[]> data;
  std::size_t size = 0;
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return {data.get(), size}; }
};

/// How long a call waits: empty for as long as it takes, zero and less not at all.
using Patience = std::optional<Duration>;

/// A first-in first-out queue of messages between processes; what Queue<T> is made of. Copies are handles to one queue.
/// Safe to use from several threads.
class ByteQueue {
 public:
  /// @param maxsize  messages that the queue holds at most; 0: no limit but memory
  explicit ByteQueue(std::size_t maxsize);
  /// The queue behind memory that arrived from another process. Throws DecodeError if it is something else.
  explicit ByteQueue(std::shared_ptr<SharedMemory> memory);

  /// False if the queue stays full. Throws QueueShutDown, SystemError if there is no memory; then nothing was put.
  bool put(std::span<const std::byte> message, Patience patience);
  /// Empty if the queue stays empty. Throws QueueShutDown.
  std::optional<Message> get(Patience patience);

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::size_t maxsize() const noexcept;
  void shutdown(bool immediate);

  [[nodiscard]] const std::shared_ptr<SharedMemory>& memory() const noexcept { return memory_; }

 private:
  [[nodiscard]] QueueHeader& header() const noexcept;
  void append(std::span<const std::byte> message);
  Message take_oldest();
  void release_what_was_read();

  std::shared_ptr<SharedMemory> memory_;
};

}  // namespace polyproc::internal::sync
