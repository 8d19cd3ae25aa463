"""tools/check-layout on small projects, each with one thing wrong."""
import unittest

from scratch import ScratchTest


class CheckLayout(ScratchTest):
    def setUp(self):
        super().setUp()
        self.borrow("tools/check-layout")
        self.write("tools/untested.txt", "# none\n")
        self.write(".clang-tidy", "#   cert-a  a reason\nChecks: >-\n  cert-*,\n  -cert-a\n")
        self.write("polyproc/src/os/CMakeLists.txt", "target_sources(polyproc PRIVATE socket.cpp)\n")
        self.write("polyproc/src/os/socket.cpp", "#include <sys/socket.h>\n")
        self.write("polyproc/tests/os/CMakeLists.txt", "project_add_tests(os FILES socket_test.cpp)\n")
        self.write("polyproc/tests/os/socket_test.cpp", "#include <unistd.h>\n")

    def check(self):
        self.track()
        done = self.run_script("tools/check-layout")
        self.assertEqual(done.stderr, "")
        return done

    def assert_finds(self, finding):
        done = self.check()
        self.assertEqual(done.stdout.splitlines(), [finding])
        self.assertEqual(done.returncode, 1)

    def test_is_content_with_a_good_layout(self):
        done = self.check()
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_finds_a_system_header_outside_os(self):
        self.write("parzen/src/read.hpp", "#pragma once\n#include <fcntl.h>\n")
        self.assert_finds("parzen/src/read.hpp: includes <fcntl.h>; only the rooms polyproc/src/os and parzen/src/os make system calls")

    def test_finds_mpi_outside_its_room(self):
        self.write("polyproc/src/pool/task.hpp", "#pragma once\n#include <mpi.h>\n")
        self.assert_finds("polyproc/src/pool/task.hpp: includes <mpi.h>; only polyproc/src/mpi does")

    def test_finds_a_library_that_knows_too_much(self):
        self.write("parzen/include/parzen/grid.hpp", '#pragma once\n#include "polyproc/pool.hpp"\n')
        self.assert_finds('parzen/include/parzen/grid.hpp: includes "polyproc/pool.hpp"; parzen knows nothing of polyproc')

    def test_finds_rooms_that_include_each_other(self):
        self.write("polyproc/src/wire/reader.hpp", '#pragma once\n#include "pool/task.hpp"\n')
        self.write("polyproc/src/pool/task.hpp", '#pragma once\n#include "wire/reader.hpp"\n')
        done = self.check()
        self.assertIn("polyproc/src/wire: is in a ring of rooms: it includes pool", done.stdout)

    def test_finds_a_source_without_a_test(self):
        self.write("polyproc/src/os/CMakeLists.txt", "target_sources(polyproc PRIVATE socket.cpp epoll.cpp)\n")
        self.write("polyproc/src/os/epoll.cpp")
        self.assert_finds("polyproc/src/os/epoll.cpp: has no test; write one or give the reason in tools/untested.txt")

    def test_accepts_a_reason_instead_of_a_test_as_long_as_it_is_needed(self):
        self.write("tools/untested.txt", "polyproc/src/os/socket.cpp  because\n")
        self.assert_finds("tools/untested.txt: excuses polyproc/src/os/socket.cpp, which needs no excuse")

    def test_finds_a_source_that_nobody_builds(self):
        self.write("polyproc/tests/os/epoll_test.cpp")
        self.assert_finds("polyproc/tests/os/epoll_test.cpp: is in no CMakeLists.txt")

    def test_finds_a_path_of_one_machine(self):
        self.write("docs/notes.md", "see /" + "home/somebody/notes\n")
        self.assert_finds("docs/notes.md: has a path of one machine: /" + "home/s…")

    def test_finds_a_check_switched_off_without_a_reason(self):
        self.write(".clang-tidy", "Checks: >-\n  cert-*,\n  -cert-b\n")
        self.assert_finds(".clang-tidy: cert-b is switched off without a reason")


if __name__ == "__main__":
    unittest.main()
