#pragma once

namespace polyproc::internal::wire {

class Reader;
class Writer;

/// Writes the address of a function as module and offset, so that it means the same function in every process that has
/// loaded the same build of that module, wherever it was put. Null travels too.
///
/// The address is looked up once per thread and function; afterwards about 20 ns. Throws std::invalid_argument if it
/// lies in no loaded module, as that of generated code does.
void encode_code_address(Writer& writer, const void* address);

/// The address here of such a function. A shared library that is not loaded yet is loaded from its path, and stays
/// loaded. Throws DecodeError, naming the module, if it cannot be found or is of another build.
[[nodiscard]] const void* decode_code_address(Reader& reader);

}  // namespace polyproc::internal::wire
