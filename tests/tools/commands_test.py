"""What quickstart, run-tests and .ci/run say to someone who calls them wrongly, before they install or build anything."""
import subprocess
import unittest

from scratch import ROOT


def call(script, *arguments):
    return subprocess.run([ROOT / script, *arguments], cwd="/", capture_output=True, text=True, timeout=50,
                          stdin=subprocess.DEVNULL)


class Commands(unittest.TestCase):
    def assert_refuses(self, reason, script, *arguments):
        done = call(script, *arguments)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertIn(reason, done.stderr)

    def test_quickstart_refuses_a_file_it_cannot_read(self):
        self.assert_refuses("cannot read no/such.csv", "quickstart", "no/such.csv")

    def test_quickstart_refuses_what_it_does_not_know(self):
        self.assert_refuses("unknown option '--fast'", "quickstart", "--fast")
        self.assert_refuses("one file at most", "quickstart", "/dev/null", "/dev/null")
        self.assert_refuses("--packages stands alone", "quickstart", "--packages", "x.csv")

    def test_run_tests_refuses_what_it_does_not_know(self):
        self.assert_refuses("unknown argument 'Queue'", "run-tests", "Queue")
        self.assert_refuses("no preset is called 'fast'", "run-tests", "--preset", "fast")
        self.assert_refuses("--preset needs a name", "run-tests", "--preset")

    def test_ci_refuses_a_stage_that_does_not_exist(self):
        self.assert_refuses("no stage is called 'lunch'", ".ci/run", "lunch")

    def test_help_names_every_option(self):
        for script, options in (("quickstart", ["--packages", "DATA"]), ("run-tests", ["--short", "--preset", "--"])):
            done = call(script, "--help")
            self.assertEqual(done.returncode, 0)
            for option in options:
                self.assertIn(option, done.stdout)


if __name__ == "__main__":
    unittest.main()
