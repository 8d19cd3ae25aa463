"""Python: a multiprocessing.Pool that has worked and has nothing to do."""
import multiprocessing

from bench.rounds import increment, require, serve_rounds

if __name__ == "__main__":
    with multiprocessing.Pool(2) as shared:
        require(shared.map(increment, [1] * 1000) == [2] * 1000, "the results of map")
        serve_rounds(dict)
