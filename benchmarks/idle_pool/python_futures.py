"""Python: a concurrent.futures.ProcessPoolExecutor that has worked and has nothing to do."""
import concurrent.futures

from bench.rounds import increment, require, serve_rounds

if __name__ == "__main__":
    with concurrent.futures.ProcessPoolExecutor(2) as shared:
        require(list(shared.map(increment, [1] * 1000)) == [2] * 1000, "the results of map")
        serve_rounds(dict)
