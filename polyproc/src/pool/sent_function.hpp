#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "polyproc/pool/call.hpp"

namespace polyproc::internal::pool {

/// A function object in the form in which it goes to workers: once to each that runs it.
class SentFunction {
 public:
  SentFunction(std::uint64_t id, MakeTaskFunction maker, std::shared_ptr<wire::Writer> encoded)
      : id_{id}, make_{maker}, encoded_{std::move(encoded)} {}

  [[nodiscard]] std::uint64_t id() const noexcept { return id_; }
  [[nodiscard]] MakeTaskFunction make() const noexcept { return make_; }
  [[nodiscard]] const wire::Writer& encoded() const noexcept { return *encoded_; }
  /// Whether a worker should not keep it longer than needed.
  [[nodiscard]] bool is_heavy() const noexcept { return encoded_->size() > 4096 || !encoded_->objects().empty(); }

 private:
  std::uint64_t id_;
  MakeTaskFunction make_;
  std::shared_ptr<wire::Writer> encoded_;
};

/// The functions of a pool. Guarded by the pool's lock.
///
/// Small trivially copyable function objects are recognised by their bytes when they are used again; the last few are
/// kept. When nobody uses a function any more its id is put on a list of which workers may forget it.
class FunctionCache {
 public:
  /// The function in its sent form. `encoded` is given for functions without identity.
  std::shared_ptr<const SentFunction> get(const FunctionSource& source, std::shared_ptr<wire::Writer> encoded);
  [[nodiscard]] bool has_forgotten() const noexcept { return !forgotten_->empty(); }
  /// Ids of functions that nobody uses any more, each once.
  std::vector<std::uint64_t> take_forgotten() noexcept { return std::exchange(*forgotten_, {}); }

 private:
  struct Entry {
    MakeTaskFunction make = nullptr;
    std::vector<std::byte> identity;
    std::shared_ptr<const SentFunction> function;
  };
  std::shared_ptr<const SentFunction> make_function(MakeTaskFunction make, std::shared_ptr<wire::Writer> encoded);

  static constexpr std::size_t kKept = 16;
  std::vector<Entry> recent_;  // at most kKept, replaced in turn
  std::size_t next_victim_ = 0;
  std::size_t last_hit_ = 0;  // looked at first: most calls repeat
  std::uint64_t next_id_ = 0;
  std::shared_ptr<std::vector<std::uint64_t>> forgotten_ = std::make_shared<std::vector<std::uint64_t>>();
};

}  // namespace polyproc::internal::pool
