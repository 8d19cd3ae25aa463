#pragma once

#include <cstddef>
#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "polyproc/pool/block_shape.hpp"
#include "polyproc/wire/callable.hpp"
#include "polyproc/wire/plain.hpp"
#include "polyproc/wire/value.hpp"

namespace polyproc::internal::pool {

/// A user's function as the worker sees it: encoded arguments in, encoded result out.
class TaskFunction {
 public:
  virtual ~TaskFunction() = default;
  virtual void run(wire::Reader& arguments, wire::Writer& result) = 0;

  /// Of a function from a number to a number; empty for any other.
  [[nodiscard]] virtual std::optional<BlockShape> shape() const { return std::nullopt; }
  /// Such a function, from one place to another, as long as shape() says.
  virtual void run_in_block(const std::byte*, std::byte*) {}
};

/// Makes a TaskFunction from an encoded function object. Its address travels as (module, offset), and stands for the
/// types.
using MakeTaskFunction = std::unique_ptr<TaskFunction> (*)(wire::Reader& callable);

/// The result type of a function, without reference and const: what travels.
template <class F, class... A>
using result_of = std::decay_t<std::invoke_result_t<F&, A...>>;

/// Functions that a call leaves as they are: called as constants they do the same, and so that is how they are called.
template <class F, class... A>
concept UnchangedByCalls = std::is_invocable_v<const F&, A...> &&
                           std::is_same_v<std::invoke_result_t<const F&, A...>, std::invoke_result_t<F&, A...>>;

/// Calls F with decoded values of types A..., which reach it as rvalues.
template <class F, class... A>
class TypedTaskFunction final : public TaskFunction {
 public:
  explicit TypedTaskFunction(F function) : function_(std::move(function)) {}

  void run(wire::Reader& arguments, wire::Writer& result) override {
    // Braces, because they fix the order of decoding.
    std::tuple<A...> values{wire::decode<A>(arguments)...};
    if constexpr (std::is_void_v<std::invoke_result_t<F&, A...>>) {
      std::apply([this](A&... value) { std::invoke(function_, std::move(value)...); }, values);
    } else {
      using R = result_of<F, A...>;
      wire::encode<R>(
          result, std::apply([this](A&... value) -> R { return std::invoke(function_, std::move(value)...); }, values));
    }
  }

  [[nodiscard]] std::optional<BlockShape> shape() const override { return kShape; }

  void run_in_block([[maybe_unused]] const std::byte* argument, [[maybe_unused]] std::byte* result) override {
    if constexpr (kShape.has_value()) {
      const result_of<F, A...> value = std::invoke(function_, wire::from_bytes<A>(argument)...);
      std::memcpy(result, &value, sizeof value);
    }
  }

 private:
  static constexpr std::optional<BlockShape> kShape = block_shape<result_of<F, A...>, A...>();

  std::conditional_t<UnchangedByCalls<F, A...>, const F, F> function_;
};

template <class F, class... A>
std::unique_ptr<TaskFunction> make_task_function(wire::Reader& callable) {
  return std::make_unique<TypedTaskFunction<F, A...>>(wire::decode_callable<F>(callable));
}

}  // namespace polyproc::internal::pool
