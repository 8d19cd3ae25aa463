"""Python: multiprocessing.Pool.apply."""
import multiprocessing
import sys

from bench.rounds import increment, require, seconds_of, serve_rounds


def measure(pool, calls):
    results = []
    seconds = seconds_of(lambda: results.extend(pool.apply(increment, (i,)) for i in range(calls)))
    require(results == list(range(1, calls + 1)), "the results of apply")
    return {"seconds": seconds / calls}


if __name__ == "__main__":
    with multiprocessing.Pool(int(sys.argv[2])) as shared:
        serve_rounds(lambda: measure(shared, int(sys.argv[1])))
