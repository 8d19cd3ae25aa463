"""Samples of the standard normal distribution, those of bench/normal.hpp to the last bit."""
from bench.peers import library


def normal(samples, dimension, seed):
    numpy = library("numpy")
    numpy.random.seed(seed)
    return numpy.random.multivariate_normal([0] * dimension, numpy.eye(dimension), samples)
