"""scipy: cKDTree built and asked for the number of samples in the window around each point."""
import sys

from bench.normal import normal
from bench.peers import library
from bench.rounds import require, seconds_of, serve_rounds

numpy = library("numpy")
spatial = library("scipy.spatial")
HALF_WIDTH = 0.15


def count(samples, points, workers):
    tree = spatial.cKDTree(samples)
    return tree.query_ball_point(points, HALF_WIDTH, p=numpy.inf, workers=workers, return_length=True)


if __name__ == "__main__":
    drawn = normal(int(sys.argv[1]), int(sys.argv[3]), 1)
    at = normal(int(sys.argv[2]), int(sys.argv[3]), 2)
    some = at[::len(at) // 16 + 1]
    right = [(numpy.abs(drawn - point) <= HALF_WIDTH).all(axis=1).sum() for point in some]
    require((count(drawn, some, 1) == right).all(), "the counts")
    serve_rounds(lambda: {"seconds": seconds_of(lambda: count(drawn, at, int(sys.argv[4])))})
