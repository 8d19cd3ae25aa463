"""Python: concurrent.futures.ProcessPoolExecutor.submit, then result."""
import concurrent.futures
import sys

from bench.rounds import increment, require, seconds_of, serve_rounds


def measure(pool, calls):
    results = []
    seconds = seconds_of(lambda: results.extend(pool.submit(increment, i).result() for i in range(calls)))
    require(results == list(range(1, calls + 1)), "the results of submit")
    return {"seconds": seconds / calls}


if __name__ == "__main__":
    with concurrent.futures.ProcessPoolExecutor(int(sys.argv[2])) as shared:
        serve_rounds(lambda: measure(shared, int(sys.argv[1])))
