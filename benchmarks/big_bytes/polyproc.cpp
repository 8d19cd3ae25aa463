// polyproc: bytes as the argument of apply, and back as its result.
#include "polyproc/polyproc.hpp"

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"
#include "big_bytes/bytes.hpp"

namespace {

bench::Bytes same(bench::Bytes bytes) { return bytes; }

}  // namespace

int main(int argc, char** argv) {
  polyproc::Pool pool{2};
  const bench::Bytes bytes = bench::make_bytes(bench::Arguments{argc, argv}.number(1));
  return bench::serve_rounds([&] {
    bench::Bytes back;
    const double seconds = bench::seconds_of([&] { back = pool.apply(same, bytes); });
    bench::require(back == bytes, "the bytes that came back");
    return bench::Figures{{"seconds", seconds}};
  });
}
