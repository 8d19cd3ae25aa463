#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "polyproc/pool_options.hpp"
#include "polyproc/wire/value.hpp"

namespace polyproc {
namespace {

int runs = 0;

Action round_trip(const Action& action) {
  internal::wire::Writer writer;
  internal::wire::encode(writer, action);
  internal::wire::Reader reader{writer.bytes()};
  return internal::wire::decode<Action>(reader);
}

TEST(Action, RunsItsFunctionAlsoWhenItHasTravelled) {
  runs = 0;
  internal::wire::Writer nothing;
  const Action action{[by = 3] { runs += by; }};
  action(nothing);
  round_trip(action)(nothing);
  EXPECT_EQ(runs, 6);
  EXPECT_EQ(nothing.size(), 0U);
}

TEST(Action, WritesWhatItsFunctionReturnsBehindItsType) {
  internal::wire::Writer result;
  Action{[] { return std::string{"done"}; }}(result);
  internal::wire::Reader reader{result.bytes()};
  EXPECT_EQ(internal::wire::decode<std::string>(reader), typeid(std::string).name());
  EXPECT_EQ(internal::wire::decode<std::string>(reader), "done");
}

TEST(Action, OfNothingTravelsAsNothing) {
  EXPECT_FALSE(Action{});
  EXPECT_FALSE(round_trip(Action{}));
}

TEST(Action, ThatHoldsAReferenceCannotTravel) {
  int here = 0;
  EXPECT_THROW(round_trip(Action{[&here] { ++here; }}), std::invalid_argument);
}

}  // namespace
}  // namespace polyproc
