"""A contender's side of benchmarks/run, for contenders in Python. See bench/rounds.hpp."""
import json
import sys
import time


def require(right, what):
    """Ends a contender whose answer is wrong: how fast it is does not matter then."""
    if not right:
        raise SystemExit(f"wrong: {what}")


def serve_rounds(measure):
    """Says that the contender is ready, then prints the figures of one round for each line of standard input."""
    print("ready", flush=True)
    for _ in sys.stdin:
        print(json.dumps(measure()), flush=True)


def seconds_of(function):
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def increment(x):
    """The trivial function."""
    return x + 1
