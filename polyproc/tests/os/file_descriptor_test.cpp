#include "os/file_descriptor.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>

#include "children/in_child.hpp"

namespace polyproc::internal::os {
namespace {

int open_null() { return ::open("/dev/null", O_RDONLY | O_CLOEXEC); }
bool is_open(int fd) { return ::fcntl(fd, F_GETFD) != -1; }

TEST(FileDescriptor, ClosesAtDestruction) {
  const int number = open_null();
  { const FileDescriptor fd{number}; }
  EXPECT_FALSE(is_open(number));
}

TEST(FileDescriptor, AMoveHandsOver) {
  const int number = open_null();
  FileDescriptor a{number};
  FileDescriptor b{std::move(a)};
  EXPECT_FALSE(a.is_open());  // NOLINT(bugprone-use-after-move): that is the question
  EXPECT_EQ(b.get(), number);
  FileDescriptor c{open_null()};
  const int closed = c.get();
  c = std::move(b);
  EXPECT_FALSE(is_open(closed));
  EXPECT_TRUE(is_open(number));
}

TEST(FileDescriptor, OfNoFileOwnsNothing) {
  FileDescriptor fd{-1};
  EXPECT_FALSE(fd);
  fd.reset();
}

TEST(FileDescriptor, ADuplicateIsTheSameFileAndClosedOnExec) {
  const FileDescriptor fd{open_null()};
  const FileDescriptor second = fd.duplicate();
  EXPECT_NE(second.get(), fd.get());
  EXPECT_EQ(::fcntl(second.get(), F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
}

TEST(FileDescriptor, IsPrivateUnlessShared) {
  FileDescriptor fd{open_null()};
  EXPECT_TRUE(is_private_descriptor(fd.get()));
  fd.share_with_children();
  EXPECT_FALSE(is_private_descriptor(fd.get()));
  const FileDescriptor shared{open_null(), Inherit::yes};
  EXPECT_FALSE(is_private_descriptor(shared.get()));
}

TEST(FileDescriptor, AClosedNumberIsNotPrivateAnyMore) {
  FileDescriptor fd{open_null()};
  const int number = fd.get();
  fd.reset();
  EXPECT_FALSE(is_private_descriptor(number));
}

TEST(ClosePrivateDescriptors, LeavesAChildWhatIsSharedAndWhatItKeeps) {
  FileDescriptor dropped{open_null()};
  FileDescriptor kept{open_null()};
  const FileDescriptor shared{open_null(), Inherit::yes};
  EXPECT_EQ(children::in_child([&] {
              const std::array keep{&kept};
              close_private_descriptors(keep);
              return !is_open(dropped.get()) && is_open(kept.get()) && is_open(shared.get());
            }),
            0);
  EXPECT_TRUE(is_open(dropped.get()));
}

TEST(ClosePrivateDescriptors, MakesInheritedOwnersInert) {
  FileDescriptor dropped{open_null()};
  EXPECT_EQ(children::in_child([&] {
              const int number = dropped.get();
              close_private_descriptors({});
              const FileDescriptor newcomer{open_null()};  // gets the number that has become free
              dropped.reset();
              return newcomer.get() == number && is_open(number);
            }),
            0);
}

TEST(ClosePrivateDescriptors, LetsKeptOwnersCloseInTheChild) {
  FileDescriptor kept{open_null()};
  EXPECT_EQ(children::in_child([&] {
              const int number = kept.get();
              const std::array keep{&kept};
              close_private_descriptors(keep);
              kept.reset();
              return !is_open(number);
            }),
            0);
}

}  // namespace
}  // namespace polyproc::internal::os
