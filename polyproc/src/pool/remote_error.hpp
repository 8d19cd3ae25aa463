#pragma once

#include <cstddef>
#include <exception>

#include "polyproc/wire/reader.hpp"
#include "polyproc/wire/writer.hpp"

namespace polyproc::internal::pool {

/// Writes the exception being handled as plain data: kind, type, text. Never throws anything but what the writer throws
/// for want of memory: a what() that throws itself is named as such.
void encode_current_exception(wire::Writer& out);

/// The exception as it is thrown in the caller: a standard exception as its own type with a RemoteException nested in
/// it, any other as RemoteException. Throws DecodeError.
std::exception_ptr decode_exception(wire::Reader& in, std::size_t task_index, int attempts);

}  // namespace polyproc::internal::pool
