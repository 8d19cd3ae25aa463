"""Python: how long single calls of apply take while another thread keeps the same pool busy with map, or none does."""
import multiprocessing
import sys
import threading

from bench.rounds import increment, require, seconds_of, serve_rounds


def one_call(pool):
    require(pool.apply(increment, (1,)) == 2, "the result of apply")


def keep_busy(pool, stop):
    items = list(range(100_000))
    while not stop.is_set():
        pool.map(increment, items)


def percentile(seconds, fraction):
    return seconds[max(round(len(seconds) * fraction + 0.5), 1) - 1 if fraction < 1 else -1]


def measure(pool, calls, loaded):
    stop = threading.Event()
    load = threading.Thread(target=keep_busy, args=(pool, stop))
    if loaded:
        load.start()
    seconds = sorted(seconds_of(lambda: one_call(pool)) for _ in range(calls))
    stop.set()
    if loaded:
        load.join()
    return {"p999_seconds": percentile(seconds, 0.999), "p50_seconds": percentile(seconds, 0.5),
            "p99_seconds": percentile(seconds, 0.99), "greatest_seconds": percentile(seconds, 1)}


if __name__ == "__main__":
    with multiprocessing.Pool(2) as shared:
        serve_rounds(lambda: measure(shared, int(sys.argv[1]), sys.argv[2] == "loaded"))
