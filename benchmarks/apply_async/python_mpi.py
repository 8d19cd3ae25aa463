"""mpi4py.futures: submit for all, then result for all. Run by mpiexec with one process more than there are workers."""
import sys

from bench.peers import library
from bench.rounds import increment, require, seconds_of, serve_rounds

futures = library("mpi4py.futures")


def run(pool, tasks):
    handles = [pool.submit(increment, i) for i in range(tasks)]
    return [handle.result() for handle in handles]


def measure(pool, tasks):
    results = []
    seconds = seconds_of(lambda: results.extend(run(pool, tasks)))
    require(results == list(range(1, tasks + 1)), "the results of submit")
    return {"seconds": seconds / tasks}


if __name__ == "__main__":
    with futures.MPIPoolExecutor() as shared:
        measure(shared, 10)
        serve_rounds(lambda: measure(shared, int(sys.argv[1])))
