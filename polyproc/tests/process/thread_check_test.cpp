#include "process/thread_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <semaphore>
#include <stdexcept>
#include <thread>

namespace polyproc::internal::process {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

// The numbers must be the same under every sanitizer: their own threads are not the program's.

TEST(ThreadCheck, CountsTheThreadsOfTheProgram) {
  EXPECT_EQ(foreign_threads(), 0U);
  std::counting_semaphore<2> stop{0};
  std::thread one{[&] { stop.acquire(); }};
  EXPECT_EQ(foreign_threads(), 1U);
  std::thread two{[&] { stop.acquire(); }};
  EXPECT_EQ(foreign_threads(), 2U);
  stop.release(2);
  one.join();
  two.join();
  EXPECT_EQ(foreign_threads(), 0U);
}

TEST(ThreadCheck, NamesTheCallTheCountAndTheRemedies) {
  refuse_foreign_threads("Pool");  // nobody to refuse
  std::binary_semaphore stop{0};
  std::thread other{[&] { stop.acquire(); }};
  EXPECT_THAT(
      [] { refuse_foreign_threads("Pool"); },
      ThrowsMessage<std::logic_error>(testing::AllOf(HasSubstr("Pool: "), HasSubstr("1 other thread,"),
                                                     HasSubstr("StartMethod::spawn"), HasSubstr("fork_with_threads"))));
  stop.release();
  other.join();
}

}  // namespace
}  // namespace polyproc::internal::process
