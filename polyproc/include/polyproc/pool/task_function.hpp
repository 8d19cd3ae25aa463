#pragma once

#include <functional>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

#include "polyproc/wire/callable.hpp"
#include "polyproc/wire/value.hpp"

namespace polyproc::internal::pool {

/// A user's function as the worker sees it: encoded arguments in, encoded result out.
class TaskFunction {
 public:
  virtual ~TaskFunction() = default;
  virtual void run(wire::Reader& arguments, wire::Writer& result) = 0;
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

 private:
  std::conditional_t<UnchangedByCalls<F, A...>, const F, F> function_;
};

template <class F, class... A>
std::unique_ptr<TaskFunction> make_task_function(wire::Reader& callable) {
  return std::make_unique<TypedTaskFunction<F, A...>>(wire::decode_callable<F>(callable));
}

}  // namespace polyproc::internal::pool
