#include "polyproc/wire/reader.hpp"

#include <string>

#include "os/demangle.hpp"
#include "polyproc/wire/nesting.hpp"
#include "polyproc/wire/shared_pointers.hpp"

namespace polyproc::internal::wire {

void throw_decode_error(const std::type_info& type, const char* reason) {
  throw DecodeError{"cannot decode " + os::demangled(type.name()) + ": " + reason};
}

void throw_short(const std::type_info& type, std::uint64_t bytes_needed, std::size_t bytes_left) {
  const std::string reason = std::to_string(bytes_needed) + " bytes needed, " + std::to_string(bytes_left) + " left";
  throw_decode_error(type, reason.c_str());
}

std::shared_ptr<SharedMemory> Reader::object() {
  if (read_value<std::byte>() != std::byte{1})
    throw DecodeError{"cannot decode a handle: no shared memory is mentioned"};
  if (objects_ == nullptr) throw DecodeError{"cannot decode a handle: no shared memory came along"};
  return objects_->next_object();
}

ReceivedPointers& Reader::pointers() {
  if (pointers_ == nullptr) pointers_.reset(new ReceivedPointers);
  return *pointers_;
}

void Reader::Forget::operator()(ReceivedPointers* pointers) const noexcept { delete pointers; }

void Reader::throw_too_deep() {
  throw DecodeError{"cannot decode a value nested deeper than " + std::to_string(Nesting<Reader>::kLimit) + " levels"};
}

}  // namespace polyproc::internal::wire
