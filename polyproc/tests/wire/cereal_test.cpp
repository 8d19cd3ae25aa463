#include <cereal/cereal.hpp>
#include <cereal/types/base_class.hpp>
#include <cereal/types/stack.hpp>
#include <cereal/types/valarray.hpp>
#include <cereal/types/vector.hpp>

#include <gtest/gtest.h>

#include "wire/encoding.hpp"

// Round trips of classes with cereal functions are in value_test.cpp; here is what is particular to cereal.

namespace polyproc::internal::wire {
namespace {

struct Base {
  int base = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(base);
  }
};

struct Derived : Base {
  std::string own;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(cereal::base_class<Base>(this), own);
  }
};

TEST(Cereal, SavesBases) {
  Derived derived;
  derived.base = 1;
  derived.own = "x";
  const auto arrived = round_trip(derived);
  EXPECT_EQ(arrived.base, 1);
  EXPECT_EQ(arrived.own, "x");
}

TEST(Cereal, LendsItsOwnTypesWhereThisLibraryHasNoCodec) {
  const std::valarray<double> numbers{1, 2, 3};
  const auto arrived = round_trip(numbers);
  EXPECT_TRUE(std::ranges::equal(arrived, numbers));
  std::stack<int> stack;
  stack.push(4);
  EXPECT_EQ(round_trip(stack).top(), 4);
}

TEST(Cereal, BoundsTheLengthsOfItsOwnTypes) {
  EXPECT_THROW(decoded<std::valarray<double>>(bytes_of(std::uint64_t{1} << 60U)), DecodeError);
}

struct Shelf {  // arrays, shared pointers and postponed members
  int sizes[3] = {};
  bool flags[2] = {};
  std::shared_ptr<std::string> one, same;
  std::vector<int> later;

  template <class Archive>
  void serialize(Archive& archive) {
    archive(cereal::defer(later), sizes, flags, one, same);
  }
};

TEST(Cereal, HandsItsMembersToOurCodecs) {
  const auto text = std::make_shared<std::string>("a");
  const auto arrived = round_trip(Shelf{{1, 2, 3}, {true, false}, text, text, {7}});
  EXPECT_EQ(arrived.sizes[2], 3);
  EXPECT_TRUE(arrived.flags[0]);
  EXPECT_EQ(arrived.one, arrived.same);
  EXPECT_EQ(*arrived.one, "a");
  EXPECT_EQ(arrived.later, std::vector{7});
}

struct Failing {
  template <class Archive>
  void save(Archive&) const {
    throw cereal::Exception{"cannot"};
  }
  template <class Archive>
  void load(Archive&) {
    throw cereal::Exception{"cannot"};
  }
};

TEST(Cereal, ErrorsBecomeOurs) {
  EXPECT_THROW(encoded(Failing{}), std::invalid_argument);
  EXPECT_THROW((void)decoded<Failing>({}), DecodeError);
}

}  // namespace
}  // namespace polyproc::internal::wire
