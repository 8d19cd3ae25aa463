"""scipy: cKDTree built and asked for the number of samples in the window around each point of the grid."""
import sys

from bench.normal import normal
from bench.tree_counts import numpy, serve

if __name__ == "__main__":
    axis = numpy.linspace(-4, 4, int(sys.argv[2]))
    grid = numpy.stack(numpy.meshgrid(axis, axis, indexing="ij"), axis=-1).reshape(-1, 2)
    serve(normal(int(sys.argv[1]), 2, 1), grid, int(sys.argv[3]))
