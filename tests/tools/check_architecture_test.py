"""tools/check-architecture on small projects that are listed well and badly."""
import unittest

from scratch import ScratchTest

PAGE = """\
# Architecture

### Calls `polyproc/src/os`

- `socket` sends messages
- `epoll`, `futex` wait

### Elsewhere

- `not_a_file` is in no folder
"""


class CheckArchitecture(ScratchTest):
    def check(self, *files):
        self.borrow("tools/check-architecture")
        self.write("docs/architecture.md", PAGE)
        for file in files:
            self.write(file)
        self.track()
        return self.run_script("tools/check-architecture")

    ALL = ("polyproc/src/os/socket.cpp", "polyproc/src/os/socket.hpp", "polyproc/src/os/epoll.cpp", "polyproc/src/os/futex.hpp")

    def test_is_content_when_every_file_has_a_line(self):
        done = self.check(*self.ALL)
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)

    def test_finds_a_file_without_a_line_but_asks_none_of_tests(self):
        done = self.check(*self.ALL, "polyproc/src/os/pidfd.cpp", "polyproc/tests/os/pidfd_test.cpp")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout, "docs/architecture.md: polyproc/src/os/pidfd has no line\n")

    def test_finds_a_line_whose_file_is_gone(self):
        done = self.check(*self.ALL[:-1])
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout, "docs/architecture.md:6: polyproc/src/os/futex does not exist\n")


if __name__ == "__main__":
    unittest.main()
