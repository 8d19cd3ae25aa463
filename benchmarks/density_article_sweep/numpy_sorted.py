"""numpy, at its best: the distances sorted once, then one binary search per width."""
from bench.normal import normal
from bench.peers import library
from bench.rounds import require, seconds_of, serve_rounds

numpy = library("numpy")
TIMES = 20


def count(samples, widths):
    return numpy.searchsorted(numpy.sort(numpy.abs(samples).max(axis=1)), widths / 2, side="right")


def measure(samples, widths, expected):
    counts = []
    seconds = seconds_of(lambda: counts.extend(count(samples, widths) for _ in range(TIMES)))
    require((counts[-1] == expected).all(), "the counts")
    return {"seconds": seconds / TIMES}


if __name__ == "__main__":
    drawn = normal(10_000, 2, 123)
    sides = numpy.linspace(1.0, 1.2, 100)
    right = numpy.array([(numpy.abs(drawn) <= side / 2).all(axis=1).sum() for side in sides])
    serve_rounds(lambda: measure(drawn, sides, right))
