#pragma once

namespace polyproc::internal::wire {

/// One level of a value inside a value, from construction to destruction.
///
/// Levels are bounded, so that neither a list of a million nodes nor a frame full of nonsense overflows the stack. When
/// the outermost level ends, the stream forgets the shared pointers it has seen: they keep their identity within one
/// value.
///
/// @tparam Stream  Writer or Reader
template <class Stream>
class Nesting {
 public:
  /// Throws (std::length_error when writing, DecodeError when reading) at the level after kLimit.
  explicit Nesting(Stream& stream) : stream_{stream} {
    if (stream_.depth_ == kLimit) Stream::throw_too_deep();
    ++stream_.depth_;
  }
  Nesting(const Nesting&) = delete;
  Nesting& operator=(const Nesting&) = delete;
  ~Nesting() {
    if (--stream_.depth_ == 0) stream_.pointers_.reset();
  }

  /// Python's limit on recursion, which pickle has too.
  static constexpr unsigned kLimit = 1000;

 private:
  Stream& stream_;
};

}  // namespace polyproc::internal::wire
