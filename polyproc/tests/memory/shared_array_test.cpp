#include "polyproc/shared_array.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <numeric>

#include "children/in_child.hpp"
#include "polyproc/process.hpp"
#include "polyproc/wire/value.hpp"

namespace polyproc {
namespace {

/// Hands back the objects that a writer has collected, as a receiver gets them.
class Objects final : public internal::wire::ObjectSource {
 public:
  explicit Objects(std::vector<std::shared_ptr<SharedMemory>> objects) : objects_{std::move(objects)} {}
  std::shared_ptr<SharedMemory> next_object() override {
    if (next_ == objects_.size()) throw DecodeError{"no more objects"};
    return objects_[next_++];
  }

 private:
  std::vector<std::shared_ptr<SharedMemory>> objects_;
  std::size_t next_ = 0;
};

template <class To, class From>
To sent(const From& value) {
  internal::wire::Writer writer;
  internal::wire::encode(writer, value);
  Objects objects{writer.take_objects()};
  internal::wire::Reader reader{writer.bytes(), &objects};
  return internal::wire::decode<To>(reader);
}

TEST(SharedArray, IsZeroFilledAlsoWhereMemoryWasUsedBefore) {
  for (int i = 0; i < 3; ++i) {
    const SharedArray<int> array(1000);
    EXPECT_EQ(std::ranges::count(array.span(), 0), 1000);
    std::ranges::fill(array, -1);
  }
}

TEST(SharedArray, ReadsAndWritesElements) {
  const SharedArray<double> array(10);
  std::iota(array.begin(), array.end(), 0.5);
  EXPECT_EQ(array[0], 0.5);
  EXPECT_EQ(array[9], 9.5);
  EXPECT_EQ(array.size(), 10U);
  EXPECT_EQ(array.span().data(), array.data());
}

TEST(SharedArray, MayBeEmpty) {
  const SharedArray<int> array(0);
  EXPECT_EQ(array.size(), 0U);
  EXPECT_TRUE(array.empty());
  EXPECT_EQ(array.begin(), array.end());
}

TEST(SharedArray, CopiesReferToTheSameElements) {
  SharedArray<int> array(3);
  const SharedArray<int> copy = array;
  copy[1] = 5;
  EXPECT_EQ(array[1], 5);
  const SharedArray<int> moved = std::move(array);
  EXPECT_EQ(moved[1], 5);
  EXPECT_EQ(array[1], 5);  // NOLINT(bugprone-use-after-move): a handle never becomes empty
}

TEST(SharedArray, WhatAChildWritesIsSeenByItsParent) {
  const SharedArray<int> array(100);
  std::ranges::fill(array, 1);
  Process child{[array] { std::partial_sum(array.begin(), array.end(), array.begin()); }};
  child.start();
  child.join();
  EXPECT_EQ(array[99], 100);
}

TEST(SharedArray, ElementsCanBeCountedUpAtTheSameTime) {
  const SharedArray<std::uint64_t> array(1);
  std::vector<Process> children;
  for (int i = 0; i < 4; ++i) {
    children.emplace_back([array] {
      for (int n = 0; n < 10'000; ++n) std::atomic_ref{array[0]}.fetch_add(1);
    });
  }
  for (Process& child : children) child.start();
  for (Process& child : children) child.join();
  EXPECT_EQ(array[0], 40'000U);
}

TEST(SharedArray, TooLargeToCountIsALengthError) {
  EXPECT_THROW(SharedArray<double>(~std::size_t{0}), std::length_error);
  EXPECT_THROW(SharedArray<double>(~std::size_t{0} / sizeof(double) + 2), std::length_error);
}

TEST(SharedArray, LargerThanTheMachineIsASystemError) {
  EXPECT_THROW(SharedArray<double>(std::size_t{1} << 45U), SystemError);
}

TEST(SharedArray, TravelsAsAHandle) {
  const SharedArray<int> array(3);
  const auto arrived = sent<SharedArray<int>>(array);
  arrived[2] = 8;
  EXPECT_EQ(array[2], 8);
}

TEST(SharedArray, TravelsInsideOtherValues) {
  const std::vector<SharedArray<int>> arrays(2, SharedArray<int>(1));
  const auto arrived = sent<std::vector<SharedArray<int>>>(arrays);
  arrived[0][0] = 4;
  EXPECT_EQ(arrays[1][0], 4);
}

TEST(SharedArray, ArrivingWithHalfAnElementIsRefused) {
  EXPECT_THROW(sent<SharedArray<std::uint64_t>>(SharedArray<std::uint32_t>(3)), DecodeError);
  EXPECT_EQ(sent<SharedArray<std::uint64_t>>(SharedArray<std::uint32_t>(4)).size(), 2U);
}

TEST(SharedArray, HoldsStructs) {
  struct Particle {
    double position[3];
    int charge;
    char name;
  };
  const SharedArray<Particle> particles(2);
  EXPECT_EQ(children::in_child([&] {
              particles[1] = {{1, 2, 3}, -1, 'e'};
              return 0;
            }),
            0);
  EXPECT_EQ(particles[1].position[2], 3);
  EXPECT_EQ(particles[1].charge, -1);
  EXPECT_EQ(particles[1].name, 'e');
}

}  // namespace
}  // namespace polyproc
