"""scipy: cKDTree built and asked for the number of samples in the window around each point."""
import sys

from bench.normal import normal
from bench.tree_counts import serve

if __name__ == "__main__":
    samples = normal(int(sys.argv[1]), int(sys.argv[3]), 1)
    points = normal(int(sys.argv[2]), int(sys.argv[3]), 2)
    serve(samples, points, int(sys.argv[4]))
