"""One of those who are compared: a program that benchmarks/run talks to."""
import json
import os
import pathlib
import select
import subprocess
import tempfile
import time

from bench import process_tree

HERE = pathlib.Path(__file__).resolve().parent.parent
NOT_THERE = 77  # the exit code by which a script says that what it needs is not installed
DEADLINE = 600  # seconds that a contender may take for one round
PYTHON = "/usr/bin/python3"  # Debian's, which knows Debian's packages


class LeftOut(Exception):
    """The contender cannot run here; the others go on without it."""


class Failed(Exception):
    """The contender has given a wrong answer, or none."""


class Contender:
    """A contender of a question. It is started, asked for rounds, and stopped."""

    def __init__(self, question, entry, build, quick):
        self.name = entry["name"]
        self.label = entry["label"]
        self.alone = entry.get("alone", False)
        self._question = question
        self._command = command_of(question, entry, build) + [str(a) for a in arguments_of(entry, quick)]
        self._errors = None
        self._process = None

    def start(self):
        self._errors = tempfile.TemporaryFile(mode="w+")
        environment = {**os.environ, "PYTHONPATH": str(HERE)}
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         stderr=self._errors, text=True, env=environment)
        if (line := self._read_line()) != "ready":
            self._fail(f"it said '{line}' instead of 'ready'")

    def round(self):
        """The figures of one round."""
        try:
            self._process.stdin.write("round\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            self._fail("it has ended")
        return json.loads(self._read_line() or self._fail("it has ended"))

    def rest(self, seconds):
        """The CPU time that the contender uses while it has nothing to do, all its processes together."""
        before = process_tree.cpu_seconds(self._process.pid)
        time.sleep(seconds)
        return {"cpu_seconds": process_tree.cpu_seconds(self._process.pid) - before}

    def stop(self):
        if self._process is None:
            return
        self._process.stdin.close()
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._errors.close()
        self._process = None

    def _read_line(self):
        if not select.select([self._process.stdout], [], [], DEADLINE)[0]:
            self._fail(f"it said nothing for {DEADLINE} s")
        return self._process.stdout.readline().strip()

    def _fail(self, what):
        self._process.stdout.close()
        self._process.kill()
        code = self._process.wait()
        self._errors.seek(0)
        words = self._errors.read().strip().splitlines()[-1:]
        self._process = None
        if code == NOT_THERE:
            raise LeftOut(" ".join(words))
        raise Failed(f"{self._question}: {self.name}: {what}; exit code {code}; {' '.join(words)}")


def arguments_of(entry, quick):
    return entry.get("quick", entry.get("arguments", [])) if quick else entry.get("arguments", [])


def command_of(question, entry, build):
    """How the contender is started: "program" names its file, by default in the question's folder."""
    program = entry.get("program", entry["name"])
    place = program if "/" in program else f"{question}/{program}"
    if (script := HERE / f"{place}.py").is_file():
        return [word.format(python=PYTHON, script=script) for word in entry.get("start", ["{python}", "{script}"])]
    executable = build / "benchmarks" / place
    if not executable.is_file():
        raise LeftOut("not built, as the library it needs was not found")
    return [str(executable)]
