"""Python: multiprocessing.Pool.map, with its own chunks or of as many items as the command line says."""
import multiprocessing
import sys

from bench.rounds import increment, require, seconds_of, serve_rounds


def measure(pool, items, chunksize):
    results = []
    seconds = seconds_of(lambda: results.extend(pool.map(increment, items, chunksize)))
    require(results == [item + 1 for item in items], "the results of map")
    return {"seconds": seconds / len(items)}


if __name__ == "__main__":
    numbers = list(range(int(sys.argv[1])))
    size = None if sys.argv[2] == "automatic" else int(sys.argv[2])
    with multiprocessing.Pool(2) as shared:
        serve_rounds(lambda: measure(shared, numbers, size))
