#include "os/crash_handler.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "children/in_child.hpp"
#include "children/sanitizers.hpp"
#include "os/memory.hpp"

namespace polyproc::internal::os {
namespace {

// A fault, and not what UndefinedBehaviorSanitizer would make of it.
int* volatile nowhere = nullptr;
__attribute__((no_sanitize("undefined"))) void write_to_nowhere() { *nowhere = 1; }

class RecordCrashes : public testing::Test {
 protected:
  CrashRecord& record() { return *reinterpret_cast<CrashRecord*>(mapping_.data()); }

 private:
  MemoryFile file_{"crash", round_up_to_pages(sizeof(CrashRecord))};
  Mapping mapping_{file_, file_.size(), OnFork::keep};
};

TEST_F(RecordCrashes, WritesTheStackDownAndLetsTheSignalEndTheProcess) {
  const int code = children::in_child([&] {
    record_crashes(record());
    write_to_nowhere();
    return 0;
  });
  EXPECT_TRUE(children::is_death_by(SIGSEGV, code)) << code;
  EXPECT_EQ(record().signal, SIGSEGV);
  EXPECT_GT(record().frame_count, 3U);
  EXPECT_NE(record().frames[0].module, CrashRecord::kNoModule);
}

TEST_F(RecordCrashes, ASentSignalEndsTheProcessToo) {
  const int code = children::in_child([&] {
    record_crashes(record());
    ::raise(SIGFPE);
    return 0;
  });
  EXPECT_TRUE(children::is_death_by(SIGFPE, code)) << code;
  EXPECT_EQ(record().signal, SIGFPE);
}

TEST_F(RecordCrashes, NothingIsWrittenWithoutAFault) {
  EXPECT_EQ(children::in_child([&] {
              record_crashes(record());
              return 3;
            }),
            3);
  EXPECT_EQ(record().signal, 0);
  EXPECT_EQ(record().frame_count, 0U);
}

TEST_F(RecordCrashes, AForkedChildWritesNothing) {
  EXPECT_EQ(children::in_child([&] {
              record_crashes(record());
              const int code = children::in_child([] {
                std::abort();
                return 0;
              });
              return children::is_death_by(SIGABRT, code) ? 0 : 1;
            }),
            0);
  EXPECT_EQ(record().signal, 0);
}

void exit_with_seven(int) { ::_exit(7); }

TEST_F(RecordCrashes, WhoHandledTheSignalBeforeHasItsTurnAfterwards) {
  const int code = children::in_child([&] {
    ::signal(SIGSEGV, exit_with_seven);
    record_crashes(record());
    write_to_nowhere();
    return 0;
  });
  EXPECT_EQ(code, 7);
  EXPECT_EQ(record().signal, SIGSEGV);
}

// A page that nobody may write, until its first fault has been handled. Made once in each child.
void* guarded_page = nullptr;
void make_guarded_page() { guarded_page = ::mmap(nullptr, page_size(), PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }
void touch_guarded_page() { std::atomic_ref{*static_cast<int*>(guarded_page)}.store(1); }
void repair(int) {
  ::poll(nullptr, 0, 100);  // time for another thread to fault as well
  ::mprotect(guarded_page, page_size(), PROT_READ | PROT_WRITE);
}

TEST_F(RecordCrashes, AFaultThatAnotherHandlerRepairsIsNoCrash) {
  EXPECT_EQ(children::in_child([&] {
              make_guarded_page();
              ::signal(SIGSEGV, repair);
              record_crashes(record());
              touch_guarded_page();
              return record().signal;
            }),
            0);
}

TEST_F(RecordCrashes, AfterARepairedFaultACrashIsStillRecorded) {
  const int code = children::in_child([&] {
    make_guarded_page();
    ::signal(SIGSEGV, repair);
    record_crashes(record());
    touch_guarded_page();
    ::raise(SIGFPE);
    return 0;
  });
  EXPECT_TRUE(children::is_death_by(SIGFPE, code)) << code;
  EXPECT_EQ(record().signal, SIGFPE);
  EXPECT_GT(record().frame_count, 3U);
}

TEST_F(RecordCrashes, ThreadsThatFaultAtOnceGoOnWhenTheirFaultsAreRepaired) {
  // A wrong program would leave the second one waiting for ever.
  EXPECT_EQ(children::in_child([&] {
              make_guarded_page();
              ::signal(SIGSEGV, repair);
              record_crashes(record());
              std::thread other{touch_guarded_page};
              touch_guarded_page();
              other.join();
              return record().signal;
            }),
            0);
}

TEST_F(RecordCrashes, ASentSignalThatIsIgnoredIsNoCrash) {
  EXPECT_EQ(children::in_child([&] {
              ::signal(SIGFPE, SIG_IGN);
              record_crashes(record());
              ::raise(SIGFPE);
              return record().signal;
            }),
            0);
}

void divide_by_zero(int) { ::raise(SIGFPE); }

TEST_F(RecordCrashes, HandlersThatWereSetLaterStay) {
  const int code = children::in_child([&] {
    struct sigaction once {};
    once.sa_handler = divide_by_zero;
    once.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigaction(SIGSEGV, &once, nullptr);
    record_crashes(record());
    ::signal(SIGFPE, exit_with_seven);
    write_to_nowhere();
    return 0;
  });
  EXPECT_EQ(code, 7);
}

TEST_F(RecordCrashes, AStackThatCannotBeWalkedDoesNotHideTheSignal) {
  // pthread_exit unwinds into a noexcept function, which ends the process from the middle of the unwinding.
  const int code = children::in_child([&]() noexcept {
    record_crashes(record());
    ::pthread_exit(nullptr);
    return 0;
  });
  EXPECT_TRUE(children::is_death_by(SIGABRT, code)) << code;
}

TEST_F(RecordCrashes, AProcessBelowThatRecordsForItselfEndsByItsSignal) {
  // A wrong program would hand the signal to the handler it has inherited for ever.
  CrashRecord own{};
  EXPECT_EQ(children::in_child([&] {
              record_crashes(record());
              const int code = children::in_child([&] {
                record_crashes(own);
                std::abort();
                return 0;
              });
              return children::is_death_by(SIGABRT, code) ? 0 : 1;
            }),
            0);
}

}  // namespace
}  // namespace polyproc::internal::os
