"""joblib: Parallel over delayed calls, with its own batches."""
import sys

from bench.peers import library
from bench.rounds import increment, require, seconds_of, serve_rounds

joblib = library("joblib")


def measure(parallel, items):
    results = []
    seconds = seconds_of(lambda: results.extend(parallel(joblib.delayed(increment)(item) for item in items)))
    require(results == [item + 1 for item in items], "the results of joblib")
    return {"seconds": seconds / len(items)}


if __name__ == "__main__":
    numbers = list(range(int(sys.argv[1])))
    with joblib.Parallel(n_jobs=2) as shared:
        measure(shared, numbers[:100])
        serve_rounds(lambda: measure(shared, numbers))
