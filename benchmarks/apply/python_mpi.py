"""mpi4py.futures: submit, then result. Run by mpiexec with one process more than there are workers."""
import sys

from bench.peers import library
from bench.rounds import increment, require, seconds_of, serve_rounds

futures = library("mpi4py.futures")


def measure(pool, calls):
    results = []
    seconds = seconds_of(lambda: results.extend(pool.submit(increment, i).result() for i in range(calls)))
    require(results == list(range(1, calls + 1)), "the results of submit")
    return {"seconds": seconds / calls}


if __name__ == "__main__":
    with futures.MPIPoolExecutor() as shared:
        measure(shared, 10)
        serve_rounds(lambda: measure(shared, int(sys.argv[1])))
