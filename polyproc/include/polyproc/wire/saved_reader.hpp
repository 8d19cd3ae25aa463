#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "polyproc/error.hpp"
#include "polyproc/wire/reader.hpp"

namespace polyproc::internal::wire {

/// Reads a value back out of bytes that were kept together with the handles that they mention. Both are borrowed.
class SavedReader final : private ObjectSource {
 public:
  SavedReader(std::span<const std::byte> bytes, std::span<const std::shared_ptr<SharedMemory>> objects)
      : objects_{objects}, reader_{bytes, this} {}
  SavedReader(const SavedReader&) = delete;
  SavedReader& operator=(const SavedReader&) = delete;
  ~SavedReader() = default;

  [[nodiscard]] Reader& reader() noexcept { return reader_; }

 private:
  std::shared_ptr<SharedMemory> next_object() override {
    if (next_ == objects_.size()) throw DecodeError{"a value mentions more handles than were kept with it"};
    return objects_[next_++];
  }

  std::span<const std::shared_ptr<SharedMemory>> objects_;
  std::size_t next_ = 0;
  Reader reader_;
};

}  // namespace polyproc::internal::wire
