"""Python: a concurrent.futures.ProcessPoolExecutor of two is made, and answers."""
import concurrent.futures

from bench.rounds import increment, require, seconds_of, serve_rounds


def make_and_ask(pools):
    pools.append(concurrent.futures.ProcessPoolExecutor(2))
    require(pools[0].submit(increment, 41).result() == 42, "the first result")


def measure():
    pools = []
    seconds = seconds_of(lambda: make_and_ask(pools))
    return {"seconds": seconds, "closing_seconds": seconds_of(pools[0].shutdown)}


if __name__ == "__main__":
    serve_rounds(measure)
