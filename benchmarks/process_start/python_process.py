"""Python: multiprocessing.Process, start, join."""
import multiprocessing
import sys

from bench.rounds import require, seconds_of, serve_rounds


def nothing():
    pass


def start_and_join(processes):
    for _ in range(processes):
        process = multiprocessing.Process(target=nothing)
        process.start()
        process.join()
        require(process.exitcode == 0, "the exit code of a process")


if __name__ == "__main__":
    count = int(sys.argv[1])
    serve_rounds(lambda: {"seconds": seconds_of(lambda: start_and_join(count)) / count})
