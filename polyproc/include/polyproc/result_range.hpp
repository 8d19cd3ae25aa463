#pragma once

#include <iterator>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include "polyproc/outcome.hpp"
#include "polyproc/pool/lazy_map.hpp"
#include "polyproc/pool/pulling_iterator.hpp"

namespace polyproc {

/// The results of imap and imap_unordered: an input range, to be gone through once, on one thread.
///
///     for (auto& page : pool.imap(fetch, urls)) …
///
/// Begin and ++ wait for the next result and pull the input, at most TaskOptions::buffersize items ahead of it. Of a
/// failed item * throws the error, and ++ goes on behind it; an error of the input itself comes last. When the range is
/// destroyed, what has not started never will. It may outlive the pool's last use, not the pool's termination: what is
/// missing then throws Cancelled.
template <class R>
class ResultRange {
  using Source = internal::pool::LazyMap<R>;

 public:
  using iterator =
      internal::pool::PullingIterator<ResultRange, std::conditional_t<std::is_void_v<R>, std::monostate, R>>;

  explicit ResultRange(std::unique_ptr<Source> source) noexcept : source_{std::move(source)} {}

  /// Waits for the first result.
  iterator begin() {
    advance();
    return iterator{*this};
  }
  [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

 private:
  friend iterator;
  std::add_lvalue_reference_t<R> current() { return current_->value(); }
  void advance() { current_ = source_->next(); }
  [[nodiscard]] bool at_end() const noexcept { return !current_; }

  std::unique_ptr<Source> source_;
  std::optional<Outcome<R>> current_;
};

}  // namespace polyproc
