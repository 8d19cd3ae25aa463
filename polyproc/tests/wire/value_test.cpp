#include "polyproc/wire/value.hpp"

#include <gtest/gtest.h>

#include <string_view>

#include "wire/encoding.hpp"
#include "wire/samples.hpp"

namespace polyproc::internal::wire {
namespace {

/// Calls test(value) for a value of every kind that can be sent.
template <class Test>
void for_each_sample(Test test) {
  std::apply([&](const auto&... samples) { (test(samples), ...); }, samples::values);
}

TEST(Value, ArrivesAsItWasSent) {
  for_each_sample([]<class T>(const T& sample) { EXPECT_TRUE(round_trip(sample) == sample) << typeid(T).name(); });
}

TEST(Value, CanBeFollowedByOthers) {
  Writer writer;
  for_each_sample([&](const auto& sample) { encode(writer, sample); });
  Reader reader{writer.bytes()};
  for_each_sample([&]<class T>(const T& sample) { EXPECT_TRUE(decode<T>(reader) == sample) << typeid(T).name(); });
  EXPECT_EQ(reader.remaining(), 0U);
}

TEST(Value, TruncatedAtAnyByteIsADecodeError) {
  for_each_sample([]<class T>(const T& sample) {
    const Bytes whole = encoded(sample);
    for (std::size_t size = 0; size != whole.size(); ++size) {
      const Bytes part(whole.begin(),
                       whole.begin() + static_cast<std::ptrdiff_t>(size));  // exact, so ASan sees its end
      EXPECT_THROW((void)decoded<T>(part), DecodeError) << typeid(T).name() << " at " << size;
    }
  });
}

TEST(Value, EmptyObjectsTakeNoBytes) {
  EXPECT_TRUE(encoded(samples::Empty{}).empty());
  EXPECT_TRUE(encoded(std::tuple<>{}).empty());
}

TEST(Value, RunsOfNumbersTravelAsOneBlock) {
  const std::vector<double> numbers(1000, 0.5);
  EXPECT_EQ(encoded(numbers).size(), sizeof(std::uint64_t) + 1000 * sizeof(double));
}

TEST(Value, NeedsNoAlignment) {
  Bytes bytes = encoded(std::tuple{std::vector{1.0, 2.0}, samples::Point{3, 4}});
  bytes.insert(bytes.begin(), std::byte{});
  using Sent = std::tuple<std::vector<double>, samples::Point>;
  EXPECT_EQ(decoded<Sent>(std::span{bytes}.subspan(1)), (Sent{{1.0, 2.0}, {3, 4}}));
}

TEST(Value, UniquePointersTakeTheirTargetAlong) {
  const auto arrived = round_trip(std::pair{std::make_unique<std::string>("a"), std::unique_ptr<const int>{}});
  EXPECT_EQ(*arrived.first, "a");
  EXPECT_EQ(arrived.second, nullptr);
}

TEST(Value, SharedPointersToOneTargetShareItWhenTheyArrive) {
  const auto target = std::make_shared<std::string>("a");
  const auto arrived = round_trip(std::vector{target, target, std::make_shared<std::string>("b"), {}});
  EXPECT_EQ(*arrived[0], "a");
  EXPECT_EQ(arrived[0], arrived[1]);
  EXPECT_EQ(*arrived[2], "b");
  EXPECT_EQ(arrived[3], nullptr);
}

TEST(Value, SharedPointersKeepApartWhatOnlySharesAnAddress) {
  struct Outer {
    int first = 1;
    int second = 2;
  };
  const auto outer = std::make_shared<Outer>();
  const std::shared_ptr<int> first{outer, &outer->first};
  const auto [whole, part] = round_trip(std::pair{outer, first});
  EXPECT_EQ(whole->second, 2);
  EXPECT_EQ(*part, 1);
}

struct Node {
  int value = 0;
  std::shared_ptr<Node> next;
};

TEST(Value, ACycleOfSharedPointersIsRefused) {
  const auto node = std::make_shared<Node>();
  node->next = node;
  EXPECT_THROW(encoded(node), std::invalid_argument);
  node->next = nullptr;
}

TEST(Value, NestingDeeperThanItsLimitIsRefusedWhenSent) {
  auto list = std::make_shared<Node>();
  for (unsigned i = 0; i != 400; ++i) list = std::make_shared<Node>(1, list);
  EXPECT_EQ(round_trip(list)->next->value, 1);
  for (unsigned i = 0; i != Nesting<Writer>::kLimit; ++i) list = std::make_shared<Node>(1, list);
  EXPECT_THROW(encoded(list), std::length_error);
}

TEST(Value, LiteralsTravelAsStrings) {
  static_assert(std::same_as<sent_t<const char(&)[6]>, std::string>);
  static_assert(std::same_as<sent_t<const char*&>, std::string>);
  static_assert(std::same_as<sent_t<char*>, std::string>);
  static_assert(std::same_as<sent_t<const std::string&>, std::string>);
  static_assert(std::same_as<sent_t<int&&>, int>);
}

TEST(Value, AFunctionPointerInsideAStructArrivesAsTheSameFunction) {
  struct Step {
    int (*function)(int);
    std::string name;
  };
  const auto arrived = round_trip(Step{[](int x) { return x + 1; }, "increment"});
  EXPECT_EQ(arrived.function(1), 2);
}

TEST(Value, IsSendableSaysWhatCanBeSent) {
  for_each_sample([]<class T>(const T&) { static_assert(is_sendable<T>); });
  static_assert(is_sendable<const int> && is_sendable<std::unique_ptr<samples::Person>>);
  static_assert(!is_sendable<int*> && !is_sendable<int&> && !is_sendable<std::string_view> && !is_sendable<void>);
  static_assert(!is_sendable<std::vector<std::map<int, std::span<int>>>>);
  static_assert(!is_sendable<std::vector<int>::iterator> && !is_sendable<std::error_code>);
  struct Borrowing {
    std::string text;
    std::optional<const char*> pointer;
  };
  static_assert(!is_sendable<Borrowing> && !is_sendable<std::shared_ptr<Borrowing>>);
}

}  // namespace
}  // namespace polyproc::internal::wire
