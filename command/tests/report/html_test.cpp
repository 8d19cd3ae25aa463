#include "report/html.hpp"

#include <gmock/gmock.h>

namespace parzen::command::html {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(Html, ShowsTextAsItIs) {
  EXPECT_EQ(escaped("<a href='x'>\"&\"</a>"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;&quot;&lt;/a&gt;");
}

TEST(Html, TableEscapesItsCells) {
  EXPECT_THAT(table({.headings = {"<h>"}, .rows = {{"<c>"}}}), AllOf(HasSubstr("&lt;h&gt;"), HasSubstr("&lt;c&gt;")));
}

TEST(Html, FigureGivesEachPictureItsOwnIds) {
  const std::string svg =
      "<?xml version=\"1.0\"?><svg viewBox=\"0 0 4 3\"><title>t</title><desc>d</desc>"
      "<g><title>tip</title></g><circle id='p'/><use xlink:href='#p'/><rect fill=\"url(#p)\"/></svg>";
  const std::string html = figure(svg, "plot", "two \"things\"", "a < b");
  EXPECT_THAT(html, AllOf(HasSubstr("viewBox=\"0 0 4 3\""), HasSubstr("id='plot-p'"), HasSubstr("href='#plot-p'"),
                          HasSubstr("url(#plot-p)"), HasSubstr("two &quot;things&quot;"), HasSubstr("a &lt; b")));
  EXPECT_THAT(html, AllOf(Not(HasSubstr("<?xml")), Not(HasSubstr("<title>")), Not(HasSubstr("xlink"))));
}

}  // namespace
}  // namespace parzen::command::html
