"""tools/count-tests on files as ctest writes them."""
import unittest

from scratch import ScratchTest


def suite(*tests):
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="(empty)">{"".join(tests)}</testsuite>\n'


RUN = '<testcase name="a" status="run"/>'
FAIL = '<testcase name="b" status="fail"><failure message=""/></testcase>'
SKIPPED = '<testcase name="c" status="notrun"><skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/></testcase>'
DISABLED = '<testcase name="d" status="disabled"><skipped message="Disabled"/></testcase>'
GONE = '<testcase name="e" status="notrun"><skipped message="Unable to find executable"/></testcase>'


class CountTests(ScratchTest):
    def count(self, *suites):
        self.borrow("tools/count-tests")
        files = []
        for number, text in enumerate(suites):
            self.write(f"{number}.xml", text)
            files.append(str(self.root / f"{number}.xml"))
        return self.run_script("tools/count-tests", *files).stdout.strip()

    def test_counts_what_passed_failed_and_skipped_itself(self):
        self.assertEqual(self.count(suite(RUN, RUN, FAIL, SKIPPED, DISABLED)), "2 1 2")

    def test_counts_a_test_that_could_not_be_started_as_failed(self):
        self.assertEqual(self.count(suite(RUN, GONE)), "1 1 0")

    def test_adds_files_up(self):
        self.assertEqual(self.count(suite(RUN), suite(RUN, FAIL)), "2 1 0")


if __name__ == "__main__":
    unittest.main()
