"""tools/install-packages against a made-up package manager that writes down how it is called."""
import os
import unittest

from scratch import ScratchTest

PACKAGES = """\
# a comment
build  compiler  what it is for
build  builder   what it is for
test   framework what it is for
"""

DPKG_QUERY = """#!/bin/sh
for name; do
  case $name in --*) ;; *) grep -q "^$name\\$" "$STATE/installed" && echo "installed $name" ;; esac
done
exit 1
"""

APT_CACHE = """#!/bin/sh
for name; do :; done
grep -q "^$name\\$" "$STATE/known"
"""

# Installing fails while the lists are stale, as when they name a version that is gone.
APT_GET = """#!/bin/sh
echo "$*" | sed 's/.* \\(update\\|install --yes\\)/\\1/' >> "$STATE/calls"
case "$*" in
  *update*) rm -f "$STATE/stale" ;;
  *) [ ! -e "$STATE/stale" ] ;;
esac
"""


class InstallPackages(ScratchTest):
    def setUp(self):
        super().setUp()
        self.borrow("tools/install-packages")
        self.write("tools/packages.txt", PACKAGES)
        for name, text in (("dpkg-query", DPKG_QUERY), ("apt-cache", APT_CACHE), ("apt-get", APT_GET)):
            self.write(f"bin/{name}", text, executable=True)
        # As root no sudo is used; otherwise this one stands in for it.
        self.write("bin/sudo", '#!/bin/sh\nexec "$@"\n', executable=True)
        self.write("installed")
        self.write("known", "compiler\nbuilder\nframework\n")

    def install(self, *sets, path=None):
        environment = {"PATH": path or f"{self.root}/bin:{os.environ['PATH']}", "STATE": str(self.root)}
        return self.run_script("tools/install-packages", *sets, env=environment)

    def calls(self):
        file = self.root / "calls"
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []

    def test_asks_for_what_is_missing_of_the_sets_named(self):
        self.write("installed", "builder\n")
        done = self.install("build", "test")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.calls(), ["install --yes --no-install-recommends compiler framework"])

    def test_calls_nothing_and_says_nothing_when_all_is_there(self):
        self.write("installed", "compiler\nbuilder\n")
        done = self.install("build")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertEqual(self.calls(), [])

    def test_updates_first_where_the_lists_know_nothing(self):
        self.write("known")
        self.install("test")
        self.assertEqual(self.calls(), ["update", "install --yes --no-install-recommends framework"])

    def test_updates_and_tries_again_where_the_lists_are_stale(self):
        self.write("stale")
        done = self.install("test")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([call.split()[0] for call in self.calls()], ["install", "update", "install"])

    def test_names_a_set_that_does_not_exist(self):
        done = self.install("nonsense")
        self.assertEqual(done.returncode, 1)
        self.assertIn("no set is called 'nonsense'", done.stderr)

    def test_says_in_one_line_what_to_do_where_there_is_no_apt(self):
        for name in ("bash", "awk", "dirname"):
            (self.root / "tools-only").mkdir(exist_ok=True)
            (self.root / "tools-only" / name).symlink_to(f"/usr/bin/{name}")
        done = self.install("build", path=f"{self.root}/tools-only")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertIn("compiler builder", done.stderr)


if __name__ == "__main__":
    unittest.main()
