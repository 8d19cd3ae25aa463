"""Python: concurrent.futures.ProcessPoolExecutor.map, whose chunks the caller chooses."""
import concurrent.futures
import sys

from bench.rounds import increment, require, seconds_of, serve_rounds


def measure(pool, items, chunksize):
    results = []
    seconds = seconds_of(lambda: results.extend(pool.map(increment, items, chunksize=chunksize)))
    require(results == [item + 1 for item in items], "the results of map")
    return {"seconds": seconds / len(items)}


if __name__ == "__main__":
    numbers = list(range(int(sys.argv[1])))
    with concurrent.futures.ProcessPoolExecutor(2) as shared:
        serve_rounds(lambda: measure(shared, numbers, int(sys.argv[2])))
