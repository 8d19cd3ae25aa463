#include "polyproc/wire/callable.hpp"

#include <gtest/gtest.h>

#include "wire/encoding.hpp"

namespace polyproc::internal::wire {
namespace {

int twice(int x) { return 2 * x; }
int thrice(int x) noexcept { return 3 * x; }

template <class F>
F sent_callable(const F& f) {
  Writer writer;
  encode_callable(writer, f);
  Reader reader{writer.bytes()};
  F arrived = decode_callable<F>(reader);
  EXPECT_EQ(reader.remaining(), 0U);
  return arrived;
}

struct Scale {  // a function object that is sent as a value
  std::vector<double> factors;
  double operator()(std::size_t i, double x) const { return factors[i] * x; }
};

TEST(Callable, CanBeAFunction) {
  EXPECT_EQ(sent_callable(&twice)(4), 8);
  EXPECT_EQ(sent_callable(&thrice)(4), 12);
}

TEST(Callable, CanBeALambdaWithoutCaptureWhichTakesNoBytes) {
  const auto lambda = [](int x) { return x + 1; };
  EXPECT_EQ(sent_callable(lambda)(1), 2);
  Writer writer;
  encode_callable(writer, lambda);
  EXPECT_EQ(writer.size(), 0U);
}

TEST(Callable, CanBeALambdaWithValues) {
  EXPECT_EQ(sent_callable([a = 1, b = 0.5](int x) { return a + b * x; })(4), 3.0);
  EXPECT_EQ(sent_callable([count = 1]() mutable { return ++count; })(), 2);
}

TEST(Callable, CanCaptureAPointerOnPurpose) {
  const std::vector<int> data{1, 2, 3};
  EXPECT_EQ(sent_callable([values = data.data()](int i) { return values[i]; })(2), 3);
}

TEST(Callable, CanBeAFunctionObject) { EXPECT_EQ(sent_callable(Scale{{1, 2}})(1, 2.0), 4.0); }

TEST(Callable, CannotBeNull) {
  int (*const none)(int) = nullptr;
  Writer writer;
  EXPECT_THROW(encode_callable(writer, none), std::invalid_argument);
  encode(writer, none);
  Reader reader{writer.bytes()};
  EXPECT_THROW((void)decode_callable<int (*)(int)>(reader), DecodeError);
}

TEST(Callable, IsSendableSaysWhatCanBeSent) {
  int x = 0;
  std::string text;
  const auto by_reference = [&x] { return x; };
  const auto all_by_reference = [&] { return x; };
  const auto with_text = [text] { return text; };
  static_assert(is_sendable_callable<int (*)(int)> && is_sendable_callable<Scale>);
  static_assert(!is_sendable_callable<decltype(by_reference)> && !is_sendable_callable<decltype(all_by_reference)>);
  static_assert(!is_sendable_callable<decltype(with_text)> && !is_sendable_callable<std::function<int()>>);
  static_assert(!is_sendable_callable<int (Scale::*)()> && !is_sendable_callable<int*> && !is_sendable_callable<int>);
}

TEST(Callable, MayTakeItsArgumentsInAnyWayThatDoesNotLoseAChange) {
  require_callable_with<void (*)(int), int>();
  require_callable_with<void (*)(const std::string&, std::string&&), std::string, std::string>();
  require_callable_with<double (*)(double), int>();
}

}  // namespace
}  // namespace polyproc::internal::wire
