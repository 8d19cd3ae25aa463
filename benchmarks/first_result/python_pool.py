"""Python: a multiprocessing.Pool of two is made, and answers."""
import multiprocessing

from bench.rounds import increment, require, seconds_of, serve_rounds


def make_and_ask(pools):
    pools.append(multiprocessing.Pool(2))
    require(pools[0].apply(increment, (41,)) == 42, "the first result")


def close(pool):
    pool.close()
    pool.join()


def measure():
    pools = []
    seconds = seconds_of(lambda: make_and_ask(pools))
    return {"seconds": seconds, "closing_seconds": seconds_of(lambda: close(pools[0]))}


if __name__ == "__main__":
    serve_rounds(measure)
