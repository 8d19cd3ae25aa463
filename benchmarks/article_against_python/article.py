"""The contender: the article's own Python, timed once as the article times it.

Prints one JSON object: the seconds of the serial run over all widths, and the counts for checking the answer.
"""
import json
import platform
import sys
import time

import numpy as np


def parzen_estimation(x_samples, point_x, h):
    k_n = 0
    for row in x_samples:
        x_i = (point_x - row[:, np.newaxis]) / h
        for row in x_i:
            if np.abs(row) > (1 / 2):
                break
        else:
            k_n += 1
    return h, k_n, (k_n / len(x_samples)) / (h ** point_x.shape[1])


def serial(samples, x, widths):
    return [parzen_estimation(samples, x, w) for w in widths]


def main():
    samples_count = int(sys.argv[1])
    widths = np.linspace(1.0, 1.2, int(sys.argv[2]))
    np.random.seed(123)
    samples = np.random.multivariate_normal([0, 0], [[1, 0], [0, 1]], samples_count)
    start = time.perf_counter()
    results = serial(samples, np.array([[0], [0]]), widths)
    seconds = time.perf_counter() - start
    print(json.dumps({
        "seconds": seconds,
        "counts": [count for _, count, _ in results],
        "python": platform.python_version(),
        "numpy": np.__version__,
    }))


main()
