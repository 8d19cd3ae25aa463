"""scikit-learn: KernelDensity with a relative tolerance, its tree and all."""
import sys

from bench.normal import normal
from bench.peers import library
from bench.rounds import require, seconds_of, serve_rounds

numpy = library("numpy")
neighbors = library("sklearn.neighbors")
WIDTH = 0.147


def log_density(samples, points, tolerance):
    return neighbors.KernelDensity(bandwidth=WIDTH, rtol=tolerance).fit(samples).score_samples(points)


def exact(samples, point):
    return numpy.exp(-(((samples - point) / WIDTH) ** 2).sum(axis=1) / 2).mean() / (2 * numpy.pi * WIDTH ** 2)


if __name__ == "__main__":
    drawn = normal(int(sys.argv[1]), 2, 1)
    at = normal(int(sys.argv[2]), 2, 2)
    rtol = float(sys.argv[3])
    found = numpy.exp(log_density(drawn, at, rtol))
    error = max(abs(found[q] / exact(drawn, at[q]) - 1) for q in range(len(at)))
    require(error <= rtol, f"a density, which is off by {error}")
    serve_rounds(lambda: {"seconds": seconds_of(lambda: log_density(drawn, at, rtol)), "error": error})
