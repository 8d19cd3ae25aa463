"""A folder of its own for each test, in which the project's scripts find a project that the test makes up."""
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


class ScratchTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def write(self, name, text="", executable=False):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755 if executable else 0o644)

    def borrow(self, *names):
        """Copies files of the real project."""
        for name in names:
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.root / name)

    def track(self):
        """Makes the folder a git repository that has all its files."""
        for command in (["init", "--quiet"], ["add", "--all"]):
            subprocess.run(["git", *command], cwd=self.root, check=True)

    def run_script(self, *command, **options):
        return subprocess.run([self.root / command[0], *command[1:]], cwd="/", text=True, capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=50, **options)
