// polyproc: the same object as an argument, sent to each of two workers once.
#include "polyproc/polyproc.hpp"

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"
#include "big_function_object/big.hpp"

namespace {

double last(const bench::Big& big) { return big(big.table.size() - 1); }

}  // namespace

int main(int argc, char** argv) {
  polyproc::Pool pool{2};
  const bench::Big big = bench::make_big(bench::Arguments{argc, argv}.number(1));
  return bench::serve_rounds([&] {
    double sum = 0;
    const double seconds = bench::seconds_of([&] {
      auto one = pool.apply_async(last, big);
      auto other = pool.apply_async(last, big);
      sum = one.get() + other.get();
    });
    bench::require(sum == 2 * last(big), "a result of apply_async");
    return bench::Figures{{"seconds", seconds}};
  });
}
