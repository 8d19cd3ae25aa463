#pragma once

#include <memory>
#include <string>
#include <vector>

#include "trace/frame.hpp"

namespace polyproc::internal::trace {

/// A function at a place in its source.
struct Symbol {
  std::string function;  ///< readable; empty if not known
  std::string file;      ///< empty if not known
  int line = 0;
};

/// Finds what lies at a frame, by the debugging information of its module (libdw). Opening a module takes from
/// milliseconds to seconds, by its size; a frame then some microseconds.
class Symbolizer {
 public:
  Symbolizer();
  Symbolizer(const Symbolizer&) = delete;
  Symbolizer& operator=(const Symbolizer&) = delete;
  ~Symbolizer();

  /// The function at the frame, after those that the compiler has put into it (inlined), innermost first. At least one,
  /// which may know nothing.
  [[nodiscard]] std::vector<Symbol> find(const Frame& frame);

 private:
  struct Modules;
  std::unique_ptr<Modules> modules_;
};

}  // namespace polyproc::internal::trace
