#pragma once

#include <cstdint>

namespace polyproc::internal::pool {

/// Frames to a worker.
enum class Request : std::uint32_t {
  code,      ///< u64 code id, code address: a MakeTaskFunction
  function,  ///< u64 function id, u64 code id, encoded function object
  items,     ///< ItemsHeader, then for each item ItemHeader and encoded arguments
  block,     ///< ItemsHeader, BlockShape, then the arguments of each item
  forget,    ///< u64 function id
  release,   ///< ObjectNumber: the caller has no handle of it any more
  stop,      ///< nothing: run the finalizer and end
};

struct ItemsHeader {
  std::uint64_t function;
  std::uint64_t count;
  std::uint64_t seed;   ///< of the random streams
  std::uint64_t call;   ///< number of the user's call on the pool
  std::uint64_t first;  ///< number of the first item in that call
};
struct ItemHeader {
  std::uint32_t bytes;    ///< of its arguments; kTheRest: it is alone, and they are the rest of the frame
  std::uint32_t objects;  ///< handles in them
};
inline constexpr std::uint32_t kTheRest = ~std::uint32_t{0};

/// Frames from a worker. Every item that it starts has its part in exactly one, in the order in which the items were
/// sent.
enum class Response : std::uint32_t {
  value,               ///< encoded result
  values,              ///< results of consecutive items, one after the other
  exception,           ///< encoded exception
  initializer_failed,  ///< encoded exception; the worker ends
  finalized,           ///< what the finalizer returned: its type, encoded; the worker ends
};

}  // namespace polyproc::internal::pool
