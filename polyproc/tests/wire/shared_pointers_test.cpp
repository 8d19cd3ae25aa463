#include "polyproc/wire/shared_pointers.hpp"

#include <gtest/gtest.h>

#include "polyproc/error.hpp"

namespace polyproc::internal::wire {
namespace {

TEST(SentPointers, NumberTargetsInOrderOfAppearance) {
  const int a = 0;
  const int b = 0;
  SentPointers pointers;
  const auto first = pointers.mention(&a, typeid(int));
  EXPECT_TRUE(first.is_first);
  pointers.complete(first.number);
  EXPECT_EQ(pointers.mention(&b, typeid(int)).number, 1U);
  const auto again = pointers.mention(&a, typeid(int));
  EXPECT_FALSE(again.is_first);
  EXPECT_EQ(again.number, 0U);
}

TEST(SentPointers, TellTypesAtOneAddressApart) {
  const int a = 0;
  SentPointers pointers;
  pointers.complete(pointers.mention(&a, typeid(int)).number);
  EXPECT_TRUE(pointers.mention(&a, typeid(unsigned)).is_first);
}

TEST(SentPointers, RefuseATargetInsideItself) {
  const int a = 0;
  SentPointers pointers;
  (void)pointers.mention(&a, typeid(int));
  EXPECT_THROW((void)pointers.mention(&a, typeid(int)), std::invalid_argument);
}

TEST(ReceivedPointers, GiveOutOnlyWhatIsCompleteAndOfTheType) {
  ReceivedPointers pointers;
  const auto number = pointers.announce(typeid(int));
  EXPECT_THROW((void)pointers.get(number, typeid(int)), DecodeError);
  const auto target = std::make_shared<int>(1);
  pointers.complete(number, target);
  EXPECT_EQ(pointers.get(number, typeid(int)), target);
  EXPECT_THROW((void)pointers.get(number, typeid(float)), DecodeError);
  EXPECT_THROW((void)pointers.get(number + 1, typeid(int)), DecodeError);
}

}  // namespace
}  // namespace polyproc::internal::wire
