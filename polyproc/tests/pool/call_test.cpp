#include "polyproc/pool/call.hpp"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "children/sanitizers.hpp"
#include "polyproc/pool/typed_call.hpp"
#include "polyproc/shared_array.hpp"
#include "polyproc/wire/value.hpp"

namespace polyproc::internal::pool {
namespace {

template <class R>
void deliver(Call& call, std::size_t item, const R& value) {
  wire::Writer writer;
  wire::encode<R>(writer, value);
  wire::Reader reader{writer.bytes()};
  call.deliver(item, reader);
}

std::exception_ptr error(const char* text) { return std::make_exception_ptr(std::runtime_error{text}); }

TEST(Call, KeepsTheArgumentsOfItsItemsApart) {
  SingleCall<int> call;
  const SharedArray<int> array(1);
  wire::encode(call.arguments(), std::string{"abc"});
  call.end_item();
  call.end_item();
  wire::encode(call.arguments(), array);
  wire::encode(call.arguments(), array);
  call.end_item();
  wire::encode(call.arguments(), 7);
  call.end_item();
  ASSERT_EQ(call.items(), 4U);
  wire::Reader first{call.arguments_of(0)};
  EXPECT_EQ(wire::decode<std::string>(first), "abc");
  EXPECT_EQ(first.remaining(), 0U);
  EXPECT_TRUE(call.arguments_of(1).empty());
  wire::Reader last{call.arguments_of(3)};
  EXPECT_EQ(wire::decode<int>(last), 7);
  EXPECT_EQ(call.bytes_of(0, 4), call.arguments().size());
  EXPECT_EQ(call.bytes_of(3, 1), call.arguments_of(3).size());
  EXPECT_EQ(call.bytes_of(1, 1), 0U);
  EXPECT_TRUE(call.objects_of(0, 2).empty());
  EXPECT_EQ(call.objects_of(2, 1).size(), 2U);
  EXPECT_EQ(call.objects_of(0, 4).size(), 2U);
  EXPECT_TRUE(call.objects_of(3, 1).empty());
}

TEST(Call, HasEndedWhenEveryItemHas) {
  MapCall<int> call;
  for (int i = 0; i < 3; ++i) call.end_item();
  call.make_room();
  deliver(call, 2, 30);
  call.fail(0, error("zero"));
  EXPECT_FALSE(call.all_items_ended());
  deliver(call, 1, 20);
  EXPECT_TRUE(call.all_items_ended());
  EXPECT_FALSE(call.done()) << "whoever completes it says so";
  call.set_done();
  EXPECT_TRUE(call.done());
}

TEST(Call, AResultThatCannotBeDecodedFailsItsItem) {
  MapCall<std::string> call;
  for (int i = 0; i < 2; ++i) call.end_item();
  call.make_room();
  wire::Reader nothing{{}};
  call.deliver(0, nothing);
  deliver(call, 1, std::string{"right"});
  EXPECT_TRUE(call.all_items_ended());
  auto outcomes = call.take_outcomes();
  EXPECT_THROW((void)outcomes[0].value(), DecodeError);
  EXPECT_EQ(outcomes[1].value(), "right");
}

TEST(MapCall, ThrowsTheErrorOfTheLowestIndexWhateverTheOrder) {
  MapCall<int> call;
  for (int i = 0; i < 5; ++i) call.end_item();
  call.make_room();
  call.fail(4, error("four"));
  call.fail(1, error("one"));
  call.fail(3, error("three"));
  deliver(call, 0, 0);
  deliver(call, 2, 0);
  for (int i = 0; i < 2; ++i) {
    try {
      (void)call.result();
      FAIL();
    } catch (const std::runtime_error& caught) {
      EXPECT_STREQ(caught.what(), "one");
    }
  }
  EXPECT_EQ(call.first_error(), call.first_error());
}

TEST(MapCall, GivesCopiesOfWhatCanBeCopied) {
  MapCall<std::string> strings;
  MapCall<bool> bits;
  MapCall<int> numbers;
  for (int i = 0; i < 2; ++i) {
    strings.end_item();
    bits.end_item();
    numbers.end_item();
  }
  strings.make_room();
  bits.make_room();
  numbers.make_room();
  for (std::size_t i = 0; i < 2; ++i) {
    deliver(strings, i, std::string(100, 'x'));
    deliver(bits, i, i == 1);
    deliver(numbers, i, static_cast<int>(i));
  }
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(strings.result(), std::vector(2, std::string(100, 'x')));
    EXPECT_EQ(bits.result(), (std::vector{false, true}));
    EXPECT_EQ(numbers.result(), (std::vector{0, 1}));
  }
  EXPECT_EQ(strings.take(), std::vector(2, std::string(100, 'x')));
  EXPECT_EQ(numbers.take(), (std::vector{0, 1}));
}

TEST(MapCall, GivesWhatCannotBeCopiedOnce) {
  MapCall<std::unique_ptr<int>> call;
  call.end_item();
  call.make_room();
  deliver(call, 0, std::make_unique<int>(3));
  EXPECT_EQ(*call.result()[0], 3);
  EXPECT_THROW((void)call.result(), std::logic_error);
}

// How many of two threads that ask at the same time get the result.
template <class C>
int takers(C& call) {
  std::atomic<int> ready = 0, taken = 0;
  const auto take = [&] {
    ++ready;
    while (ready < 2) {
    }
    try {
      (void)call.result();
      ++taken;
    } catch (const std::logic_error&) {
      // the other one was first
    }
  };
  std::thread other{take};
  take();
  other.join();
  return taken;
}

TEST(MapCall, GivesWhatCannotBeCopiedToOneOfTwoThreads) {
  for (int i = 0; i < children::scaled(2'000); ++i) {
    MapCall<std::unique_ptr<int>> call;
    call.end_item();
    call.make_room();
    deliver(call, 0, std::make_unique<int>(3));
    ASSERT_EQ(takers(call), 1);
  }
}

TEST(SingleCall, GivesWhatCannotBeCopiedToOneOfTwoThreads) {
  for (int i = 0; i < children::scaled(2'000); ++i) {
    SingleCall<std::unique_ptr<int>> call;
    call.end_item();
    deliver(call, 0, std::make_unique<int>(3));
    ASSERT_EQ(takers(call), 1);
  }
}

TEST(SingleCall, GivesWhatCannotBeCopiedOnce) {
  SingleCall<std::unique_ptr<int>> call;
  call.end_item();
  deliver(call, 0, std::make_unique<int>(3));
  EXPECT_EQ(*call.result(), 3);
  EXPECT_THROW((void)call.result(), std::logic_error);
}

struct Copyable {
  std::map<std::string, std::vector<Copyable>> children;
  std::shared_ptr<std::unique_ptr<int>> shared;
  std::array<int, 2> numbers[2];
};
struct MoveOnly {
  int value;
  std::vector<std::unique_ptr<MoveOnly>> children;
};
struct MoveOnlyWithCereal {
  std::vector<std::unique_ptr<int>> pointers;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(pointers);
  }
};
static_assert(can_be_copied<Copyable>());
static_assert(can_be_copied<std::tuple<std::string, std::optional<Copyable>>>());
static_assert(!can_be_copied<MoveOnly>());
static_assert(!can_be_copied<std::variant<int, MoveOnly>>());
static_assert(!can_be_copied<std::map<int, std::optional<MoveOnly>>>());
static_assert(!can_be_copied<MoveOnlyWithCereal>());
static_assert(!can_be_copied<std::pair<int, MoveOnlyWithCereal>>());

TEST(VoidCall, HasAnOutcomeForEachItem) {
  VoidCall call;
  for (int i = 0; i < 3; ++i) call.end_item();
  wire::Reader nothing{{}};
  call.deliver(0, nothing);
  call.fail(1, error("one"));
  call.deliver(2, nothing);
  const auto outcomes = call.take_outcomes();
  ASSERT_EQ(outcomes.size(), 3U);
  EXPECT_TRUE(outcomes[0].has_value());
  EXPECT_THROW(outcomes[1].value(), std::runtime_error);
  EXPECT_TRUE(outcomes[2].has_value());
  EXPECT_THROW(call.result(), std::runtime_error);
}

}  // namespace
}  // namespace polyproc::internal::pool
