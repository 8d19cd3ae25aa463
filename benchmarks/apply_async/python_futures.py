"""Python: concurrent.futures.ProcessPoolExecutor.submit for all, then result for all."""
import concurrent.futures
import sys

from bench.rounds import increment, require, seconds_of, serve_rounds


def run(pool, tasks):
    handles = [pool.submit(increment, i) for i in range(tasks)]
    return [handle.result() for handle in handles]


def measure(pool, tasks):
    results = []
    seconds = seconds_of(lambda: results.extend(run(pool, tasks)))
    require(results == list(range(1, tasks + 1)), "the results of submit")
    return {"seconds": seconds / tasks}


if __name__ == "__main__":
    with concurrent.futures.ProcessPoolExecutor(int(sys.argv[2])) as shared:
        serve_rounds(lambda: measure(shared, int(sys.argv[1])))
