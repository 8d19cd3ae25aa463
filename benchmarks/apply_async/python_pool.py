"""Python: multiprocessing.Pool.apply_async for all, then get for all."""
import multiprocessing
import sys

from bench.rounds import increment, require, seconds_of, serve_rounds


def run(pool, tasks):
    handles = [pool.apply_async(increment, (i,)) for i in range(tasks)]
    return [handle.get() for handle in handles]


def measure(pool, tasks):
    results = []
    seconds = seconds_of(lambda: results.extend(run(pool, tasks)))
    require(results == list(range(1, tasks + 1)), "the results of apply_async")
    return {"seconds": seconds / tasks}


if __name__ == "__main__":
    with multiprocessing.Pool(int(sys.argv[2])) as shared:
        serve_rounds(lambda: measure(shared, int(sys.argv[1])))
