"""Python: multiprocessing.Pool.map over tasks that compute for about 1 ms, given to one worker or to two."""
import multiprocessing
import sys

from bench.rounds import require, seconds_of, serve_rounds


def work(steps):
    x = 88172645463325252
    for _ in range(steps):
        x ^= x << 13 & 0xFFFFFFFFFFFFFFFF
        x ^= x >> 7
        x ^= x << 17 & 0xFFFFFFFFFFFFFFFF
    return x


def measure(pool, items, expected):
    results = []
    seconds = seconds_of(lambda: results.extend(pool.map(work, items)))
    require(results == expected, "the results of map")
    return {"seconds": seconds / len(items)}


if __name__ == "__main__":
    tasks = [int(sys.argv[2])] * int(sys.argv[1])
    right = [work(tasks[0])] * len(tasks)
    with multiprocessing.Pool(int(sys.argv[3])) as shared:
        serve_rounds(lambda: measure(shared, tasks, right))
