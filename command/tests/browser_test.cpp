// The report's page in a real browser: it loads without a complaint and asks nobody for anything.
#include <gmock/gmock.h>

#include <cstdlib>

#include "run_parzen.hpp"

namespace parzen::command {
namespace {

using testing::HasSubstr;
using testing::Not;

bool there_is_a_browser() { return std::system("command -v chromium >/dev/null 2>&1") == 0; }

// In a profile of its own and without a network: browsers call home by themselves, which says nothing of the page.
Outcome browse(const std::string& options, const std::string& page) {
  return run_shell(
      "timeout 100 chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
      "--disable-background-networking --disable-component-update --host-resolver-rules='MAP * ~NOTFOUND' "
      "--user-data-dir=profile --enable-logging=stderr " +
      options + " file://\"$PWD\"/" + page);
}

TEST(Page, LoadsInABrowserWithoutAComplaintOrARequest) {
  if (!there_is_a_browser()) GTEST_SKIP() << "chromium is not installed";
  ASSERT_EQ(run_parzen("article -o report --samples 2000 --repeats 1 --scratch .").exit_code, 0);
  const Outcome run = browse("--dump-dom", "report/index.html");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("0.159154943092"));
  EXPECT_THAT(run.out, HasSubstr("default-src 'none'"));
  // Errors go to the console, and so does each request that the policy above forbids: every one.
  EXPECT_THAT(run.err, Not(HasSubstr("CONSOLE")));
}

TEST(Browser, WouldComplainOfARequestAndOfAnError) {
  if (!there_is_a_browser()) GTEST_SKIP() << "chromium is not installed";
  scratch_file("request.html",
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"><img src=\"picture.png\">");
  EXPECT_THAT(browse("--dump-dom", "request.html").err, HasSubstr("CONSOLE"));
  scratch_file("error.html", "<script>missing()</script>");
  EXPECT_THAT(browse("--dump-dom", "error.html").err, HasSubstr("CONSOLE"));
}

}  // namespace
}  // namespace parzen::command
