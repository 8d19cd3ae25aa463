"""joblib: workers that have worked and have nothing to do."""
from bench.peers import library
from bench.rounds import increment, require, serve_rounds

joblib = library("joblib")

if __name__ == "__main__":
    with joblib.Parallel(n_jobs=2) as shared:
        require(shared(joblib.delayed(increment)(1) for _ in range(1000)) == [2] * 1000, "the results of joblib")
        serve_rounds(dict)
