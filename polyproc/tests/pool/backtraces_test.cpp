// What an error says about where in the task it happened.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>

#include "pool/deaths.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

using testing::HasSubstr;
using testing::Not;

enum class Fault { null_pointer, null_function, stack_overflow, abort, terminate, sent_sigfpe, sent_sigill };

std::string name_of_fault(const testing::TestParamInfo<Fault>& tested) {
  constexpr std::array kNames{"NullPointer", "NullFunction", "StackOverflow", "Abort",
                              "Terminate",   "SentSigfpe",   "SentSigill"};
  return kNames[static_cast<std::size_t>(tested.param)];
}

int* volatile nowhere = nullptr;

[[gnu::noinline]] __attribute__((no_sanitize("undefined"))) int stumble(Fault fault) {
  switch (fault) {
    case Fault::null_pointer:
      *nowhere = 1;
      break;
    case Fault::null_function: {
      int (*volatile nothing)() = nullptr;
      return nothing() + 1;
    }
    case Fault::stack_overflow:
      return overflow_stack(0) + 1;
    case Fault::abort:
      std::abort();
    case Fault::terminate:
      std::terminate();
    case Fault::sent_sigfpe:
      ::raise(SIGFPE);
      break;
    case Fault::sent_sigill:
      ::raise(SIGILL);
      break;
  }
  return 0;
}

class Backtraces : public testing::TestWithParam<Fault> {};
INSTANTIATE_TEST_SUITE_P(, Backtraces,
                         testing::Values(Fault::null_pointer, Fault::null_function, Fault::stack_overflow, Fault::abort,
                                         Fault::terminate, Fault::sent_sigfpe, Fault::sent_sigill),
                         name_of_fault);

TEST_P(Backtraces, NameTheFunctionTheFileAndTheLine) {
  Pool pool{1};
  const auto died = thrown_by<WorkerDied>([&] { pool.apply(stumble, GetParam()); });
  ASSERT_TRUE(died);
  const bool overflow = GetParam() == Fault::stack_overflow;
  EXPECT_THAT(died->backtrace(), HasSubstr(overflow ? "overflow_stack" : "stumble"));
  EXPECT_THAT(died->backtrace(), HasSubstr(overflow ? "deaths.hpp:" : "backtraces_test.cpp:"));
  EXPECT_THAT(died->backtrace(), Not(HasSubstr("Worker::run")));
  EXPECT_EQ(pool.apply([] { return 5; }), 5);
}

TEST(Backtrace, OfADeathThatTheWorkerCannotSeeIsEmpty) {
  Pool pool{1};
  EXPECT_EQ(thrown_by<WorkerDied>([&] { pool.apply(die, Death::sigkill); })->backtrace(), "");
  EXPECT_EQ(thrown_by<WorkerDied>([&] { pool.apply(die, Death::exit_now_3); })->backtrace(), "");
}

[[gnu::noinline]] int sell(int left) {
  if (left == 0) throw std::runtime_error{"sold out"};
  return left - 1;
}

TEST(Backtrace, OfAnExceptionIsThatOfItsThrow) {
  Pool pool{1};
  try {
    pool.apply([] { return sell(0); });
    FAIL() << "nothing was thrown";
  } catch (const std::runtime_error& error) {
    try {
      std::rethrow_if_nested(error);
      FAIL() << "nothing is nested";
    } catch (const RemoteException& remote) {
      EXPECT_THAT(remote.backtrace(), testing::StartsWith("#0 "));
      EXPECT_THAT(remote.backtrace(), HasSubstr("sell"));
      EXPECT_THAT(remote.backtrace(), HasSubstr("backtraces_test.cpp:"));
      EXPECT_THAT(remote.backtrace(), Not(HasSubstr("Worker::run")));
    }
  }
}

TEST(Backtrace, OfAnExceptionFromTheProgramItselfIsEmpty) {
  try {
    sell(0);
  } catch (const std::runtime_error& error) {
    EXPECT_NO_THROW(std::rethrow_if_nested(error));
  }
}

}  // namespace
}  // namespace polyproc
