#include "polyproc/shared_memory.hpp"

#include <cerrno>
#include <limits>

#include "memory/object_numbers.hpp"
#include "memory/object_table.hpp"
#include "memory/release_listener.hpp"
#include "os/memory.hpp"
#include "polyproc/error.hpp"

namespace polyproc {

struct SharedMemory::Parts {
  internal::os::MemoryFile file;
  internal::os::Mapping mapping;  // empty where there are no bytes: nothing cannot be mapped
};

namespace {

constexpr auto kLargestFile = static_cast<std::size_t>(std::numeric_limits<std::ptrdiff_t>::max());

internal::os::MemoryFile make_file(std::size_t bytes, internal::os::Sealed sealed) {
  if (bytes > kLargestFile) throw SystemError{ENOMEM, "reserving shared memory"};
  internal::os::MemoryFile file{"polyproc-shared", bytes, internal::os::Inherit::yes};
  file.reserve(0, bytes);
  file.seal(sealed);
  return file;
}

internal::os::Mapping map(const internal::os::MemoryFile& file, std::size_t bytes) {
  return bytes == 0 ? internal::os::Mapping{} : internal::os::Mapping{file, bytes, internal::os::OnFork::keep};
}

/// How much of a file is mapped. The seals are the promise that these bytes stay there, whatever other processes do.
std::size_t mapped_bytes(const internal::os::MemoryFile& file) {
  const std::size_t size = file.size();
  if (file.sealed() == internal::os::Sealed::size_fixed) return size;
  if (file.sealed() == internal::os::Sealed::against_shrinking && size >= internal::os::page_size())
    return internal::os::page_size();
  throw DecodeError{"a descriptor arrived as shared memory that is not"};
}

}  // namespace

SharedMemory::SharedMemory(ObjectNumber number, std::unique_ptr<Parts> parts) noexcept
    : number_{number}, parts_{std::move(parts)} {}

SharedMemory::~SharedMemory() {
  internal::memory::ObjectTable::of_this_process().remove(number_);
  internal::memory::announce_release(number_);
}

std::shared_ptr<SharedMemory> SharedMemory::register_new(ObjectNumber number, Parts parts) {
  const std::shared_ptr<SharedMemory> object{new SharedMemory{number, std::make_unique<Parts>(std::move(parts))}};
  return internal::memory::ObjectTable::of_this_process().add(object);
}

std::shared_ptr<SharedMemory> SharedMemory::create(std::size_t bytes) {
  internal::os::MemoryFile file = make_file(bytes, internal::os::Sealed::size_fixed);
  internal::os::Mapping mapping = map(file, bytes);
  return register_new(internal::memory::new_object_number(), {std::move(file), std::move(mapping)});
}

std::shared_ptr<SharedMemory> SharedMemory::create_growing() {
  internal::os::MemoryFile file = make_file(internal::os::page_size(), internal::os::Sealed::against_shrinking);
  internal::os::Mapping mapping = map(file, internal::os::page_size());
  return register_new(internal::memory::new_object_number(), {std::move(file), std::move(mapping)});
}

std::shared_ptr<SharedMemory> SharedMemory::adopt(ObjectNumber number, internal::os::FileDescriptor descriptor) {
  if (auto known = find(number)) return known;
  descriptor.share_with_children();
  internal::os::MemoryFile file{std::move(descriptor)};
  internal::os::Mapping mapping = map(file, mapped_bytes(file));
  return register_new(number, {std::move(file), std::move(mapping)});
}

std::shared_ptr<SharedMemory> SharedMemory::find(ObjectNumber number) {
  return internal::memory::ObjectTable::of_this_process().find(number);
}

int SharedMemory::descriptor() const noexcept { return parts_->file.descriptor(); }
std::byte* SharedMemory::data() const noexcept { return parts_->mapping.data(); }
std::size_t SharedMemory::size() const noexcept { return parts_->mapping.size(); }
internal::os::MemoryFile& SharedMemory::file() const noexcept { return parts_->file; }

}  // namespace polyproc
