"""scipy: gaussian_kde, with a width for which its covariance is parzen's to what the samples' differ from 1."""
import sys

from bench.normal import normal
from bench.peers import library
from bench.rounds import require, seconds_of, serve_rounds

numpy = library("numpy")
stats = library("scipy.stats")
WIDTH = 0.147


def right(kde, samples, points):
    """The definition, with the covariance that scipy takes."""
    steps = numpy.linalg.solve(numpy.linalg.cholesky(kde.covariance), (points[:, None, :] - samples).reshape(-1, 2).T)
    terms = numpy.exp(-(steps ** 2).sum(axis=0) / 2).reshape(len(points), len(samples))
    return terms.mean(axis=1) / (2 * numpy.pi * numpy.sqrt(numpy.linalg.det(kde.covariance)))


if __name__ == "__main__":
    drawn = normal(int(sys.argv[1]), 2, 1)
    at = normal(int(sys.argv[2]), 2, 2)
    estimate = stats.gaussian_kde(drawn.T, WIDTH)
    require(numpy.allclose(estimate(at[:8].T), right(estimate, drawn, at[:8]), rtol=1e-10), "the densities")
    serve_rounds(lambda: {"seconds": seconds_of(lambda: estimate(at.T))})
