#include "columns.hpp"

namespace parzen {
namespace {

TEST(ColumnsOf, PutsOneColumnBehindTheOther) {
  EXPECT_EQ(columns_of(Samples{{1, 2, 3, 4, 5, 6}, 3}), (std::vector<double>{1, 4, 2, 5, 3, 6}));
  EXPECT_EQ(columns_of(Samples{{1, 2, 3}, 1}), (std::vector<double>{1, 2, 3}));
}

}  // namespace
}  // namespace parzen
