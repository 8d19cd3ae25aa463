"""joblib: one delayed call at a time, given to workers that stay."""
import sys

from bench.peers import library
from bench.rounds import increment, require, seconds_of, serve_rounds

joblib = library("joblib")


def measure(parallel, calls):
    results = []
    seconds = seconds_of(lambda: [results.extend(parallel([joblib.delayed(increment)(i)])) for i in range(calls)])
    require(results == list(range(1, calls + 1)), "the results of joblib")
    return {"seconds": seconds / calls}


if __name__ == "__main__":
    with joblib.Parallel(n_jobs=int(sys.argv[2])) as shared:
        measure(shared, 10)
        serve_rounds(lambda: measure(shared, int(sys.argv[1])))
