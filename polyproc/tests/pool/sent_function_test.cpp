#include "pool/sent_function.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "polyproc/pool/submission.hpp"
#include "polyproc/shared_array.hpp"

namespace polyproc::internal::pool {
namespace {

std::unique_ptr<TaskFunction> make_nothing(wire::Reader&) { return nullptr; }
std::unique_ptr<TaskFunction> make_something(wire::Reader&) { return nullptr; }

// A function that is known by one number.
FunctionSource source_of(const int& number, MakeTaskFunction make = &make_nothing) {
  return {.make = make,
          .identity = std::as_bytes(std::span{&number, 1}),
          .object = &number,
          .encode = [](const void* object, wire::Writer& out) { out.write_value(*static_cast<const int*>(object)); }};
}

std::shared_ptr<const SentFunction> get(FunctionCache& cache, int number, MakeTaskFunction make = &make_nothing) {
  return cache.get(source_of(number, make), nullptr);
}

std::shared_ptr<const SentFunction> get_encoded(FunctionCache& cache, std::size_t bytes) {
  auto writer = std::make_shared<wire::Writer>();
  const std::vector<std::byte> zeros(bytes);
  writer->write(zeros.data(), zeros.size());
  return cache.get({.make = &make_nothing, .identity = {}}, std::move(writer));
}

TEST(FunctionCache, KnowsAFunctionByItsBytes) {
  FunctionCache cache;
  const auto first = get(cache, 1);
  const auto second = get(cache, 2);
  EXPECT_NE(first->id(), second->id());
  EXPECT_EQ(get(cache, 1), first);
  EXPECT_EQ(get(cache, 2), second);
  EXPECT_NE(get(cache, 1, &make_something), first) << "equal bytes of another type";
  wire::Reader reader{second->encoded().bytes()};
  EXPECT_EQ(reader.read_value<int>(), 2);
}

TEST(FunctionCache, MakesAFunctionWithoutIdentityAnewEachTime) {
  FunctionCache cache;
  const auto first = get_encoded(cache, 10);
  EXPECT_NE(get_encoded(cache, 10)->id(), first->id());
}

TEST(FunctionCache, TellsWhatNobodyUsesAnyMoreOnce) {
  FunctionCache cache;
  EXPECT_FALSE(cache.has_forgotten());
  auto function = get_encoded(cache, 10);
  const auto copy = function;
  const auto id = function->id();
  function.reset();
  EXPECT_FALSE(cache.has_forgotten());
  const_cast<std::shared_ptr<const SentFunction>&>(copy).reset();
  EXPECT_TRUE(cache.has_forgotten());
  EXPECT_EQ(cache.take_forgotten(), std::vector{id});
  EXPECT_FALSE(cache.has_forgotten());
  EXPECT_TRUE(cache.take_forgotten().empty());
}

TEST(FunctionCache, KeepsTheLastFewThatItKnowsByTheirBytes) {
  FunctionCache cache;
  std::vector<std::uint64_t> ids;
  for (int i = 0; i < 100; ++i) ids.push_back(get(cache, i)->id());
  std::ranges::sort(ids);
  EXPECT_EQ(std::ranges::adjacent_find(ids), ids.end()) << "an id was used twice";
  const auto forgotten = cache.take_forgotten();
  EXPECT_GE(forgotten.size(), 50U) << "it grows without end";
  EXPECT_LT(forgotten.size(), 100U) << "it keeps nothing";
  EXPECT_EQ(get(cache, 99)->id(), ids.back());
}

TEST(FunctionCache, AFunctionMayOutliveIt) {
  std::shared_ptr<const SentFunction> function;
  {
    FunctionCache cache;
    function = get(cache, 1);
  }
  EXPECT_EQ(function->encoded().size(), sizeof(int));
}

TEST(SentFunction, IsHeavyIfLargeOrWithHandles) {
  FunctionCache cache;
  EXPECT_FALSE(get_encoded(cache, 4'096)->is_heavy());
  EXPECT_TRUE(get_encoded(cache, 4'097)->is_heavy());
  auto writer = std::make_shared<wire::Writer>();
  wire::encode(*writer, SharedArray<int>(1));
  EXPECT_TRUE(cache.get({.make = &make_nothing, .identity = {}}, std::move(writer))->is_heavy());
}

}  // namespace
}  // namespace polyproc::internal::pool
