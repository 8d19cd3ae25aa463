"""mpi4py.futures: workers that have worked and have nothing to do. Run by mpiexec."""
from bench.peers import library
from bench.rounds import increment, require, serve_rounds

futures = library("mpi4py.futures")

if __name__ == "__main__":
    with futures.MPIPoolExecutor() as shared:
        require(list(shared.map(increment, [1] * 1000)) == [2] * 1000, "the results of map")
        serve_rounds(dict)
