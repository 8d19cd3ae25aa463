"""Python: bytes as the argument of multiprocessing.Pool.apply, and back as its result."""
import multiprocessing
import sys

from bench.rounds import require, seconds_of, serve_rounds


def same(data):
    return data


def measure(pool, data):
    back = []
    seconds = seconds_of(lambda: back.append(pool.apply(same, (data,))))
    require(back[0] == data, "the bytes that came back")
    return {"seconds": seconds}


if __name__ == "__main__":
    content = bytes(range(256)) * (int(sys.argv[1]) // 256)
    with multiprocessing.Pool(2) as shared:
        serve_rounds(lambda: measure(shared, content))
