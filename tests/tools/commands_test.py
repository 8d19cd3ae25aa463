"""What quickstart, run-tests and .ci/run say to someone who calls them wrongly, before they install or build anything."""
import pathlib
import shutil
import subprocess
import tempfile
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

    def test_quickstart_refuses_a_file_without_a_name(self):
        self.assert_refuses("name of the file is empty", "quickstart", "")

    def test_quickstart_hands_on_the_name_it_was_given(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for program in ("tools/install-packages", "tools/build", "build/release/command/parzen"):
                (root / program).parent.mkdir(parents=True, exist_ok=True)
                (root / program).write_text('#!/bin/sh\n[ "$2" != --data ] || { echo "<$3>"; cat "$3"; }\n')
                (root / program).chmod(0o755)
            shutil.copy(ROOT / "quickstart", root)
            (root / "my data.csv").write_text("1,2\n")
            for argument, name in (("'my data.csv'", "my data.csv"), ("<(echo 1,2)", "/dev/fd/")):
                done = subprocess.run(["bash", "-c", f"{root}/quickstart {argument}"], cwd=root, capture_output=True,
                                      text=True, timeout=50)
                self.assertTrue(done.stdout.startswith(f"<{name}"), done)
                self.assertIn("\n1,2\n", done.stdout)

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
