#include "trace/throw_trace.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <exception>
#include <future>
#include <stdexcept>

#include "children/in_child.hpp"
#include "trace/backtrace.hpp"

namespace polyproc::internal::trace {
namespace {

[[gnu::noinline]] void throw_from_deep_down(int value) {
  if (value >= 0) throw std::runtime_error{"sold out"};
}

template <class Body>
std::string trace_of_throw_in(Body body) {
  try {
    body();
  } catch (...) {
    return Backtrace{stack_of_current_exception()}.text();
  }
  return "nothing was thrown";
}

// Remembering is for good, so each test does it in a process of its own.
template <class Body>
bool remembers(Body body) {
  return children::in_child([&] {
           remember_throws();
           const std::string text = trace_of_throw_in(body);
           const bool good = text.find("throw_from_deep_down") != text.npos && text.starts_with("#0 ");
           if (!good) std::fprintf(stderr, "%s\n", text.c_str());
           return good;
         }) == 0;
}

TEST(ThrowTrace, NothingIsRememberedUnlessAskedFor) {
  EXPECT_EQ(trace_of_throw_in([] { throw_from_deep_down(1); }), "");
  EXPECT_TRUE(stack_of_current_exception().empty());
}

TEST(ThrowTrace, TellsWhereTheExceptionWasThrown) {
  EXPECT_TRUE(remembers([] { throw_from_deep_down(1); }));
}

TEST(ThrowTrace, TellsTheThrowAndNotTheLastRethrow) {
  EXPECT_TRUE(remembers([] {
    try {
      throw_from_deep_down(1);
    } catch (...) {
      throw;
    }
  }));
}

TEST(ThrowTrace, AnExceptionKeepsItsTraceOnTheWayFromAnotherThread) {
  EXPECT_TRUE(remembers([] { std::async(std::launch::async, throw_from_deep_down, 1).get(); }));
}

TEST(ThrowTrace, OtherThrowsInBetweenDoNotReplaceIt) {
  EXPECT_TRUE(remembers([] {
    try {
      throw_from_deep_down(1);
    } catch (...) {
      for (int i = 0; i < 10; ++i) {
        try {
          throw i;
        } catch (int) {
        }
      }
      throw;
    }
  }));
}

TEST(ThrowTrace, AnObjectThatWasNotThrownHasNotTheTraceOfOneThatLayWhereItLies) {
  EXPECT_EQ(children::in_child([] {
              remember_throws();
              const void* where = nullptr;
              try {
                throw_from_deep_down(1);
              } catch (const std::runtime_error& error) {
                where = &error;
              }
              struct Other : std::exception {
                std::array<char, sizeof(std::runtime_error) - sizeof(std::exception)> same_size{};
              };
              // Not thrown before it is caught, as with std::promise::set_exception.
              try {
                std::rethrow_exception(std::make_exception_ptr(Other{}));
              } catch (const Other& error) {
                const bool lies_there = &error == where;  // not where memory is kept from being used again
                return lies_there && !stack_of_current_exception().empty() ? 1 : 0;
              }
              return 3;
            }),
            0);
}

TEST(ThrowTrace, IsForgottenAfterManyOthers) {
  EXPECT_EQ(children::in_child([] {
              remember_throws();
              try {
                throw_from_deep_down(1);
              } catch (...) {
                for (int i = 0; i < 100; ++i) {
                  try {
                    throw i;
                  } catch (int) {
                  }
                }
                return stack_of_current_exception().empty();
              }
              return false;
            }),
            0);
}

}  // namespace
}  // namespace polyproc::internal::trace
