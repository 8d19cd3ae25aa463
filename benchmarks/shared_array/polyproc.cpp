// polyproc: a SharedArray as an argument that the worker has not seen, as one that it has, and as a result.
#include "polyproc/polyproc.hpp"

#include <vector>

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"

namespace {

using Array = polyproc::SharedArray<char>;

int read_ends(Array array) { return array[0] + array[array.size() - 1]; }

// Made before it is asked for, as making one takes the time to clear its memory.
Array prepared(std::size_t size) {
  static const Array array = [size] {
    Array made{size};
    made[0] = 40;
    made[size - 1] = 2;
    return made;
  }();
  return array;
}

Array make_array(std::size_t size) {
  Array array{size};
  array[0] = 40;
  array[size - 1] = 2;
  return array;
}

double measure_argument(polyproc::Pool& pool, const Array& array) {
  int result = 0;
  const double seconds = bench::seconds_of([&] { result = pool.apply(read_ends, array); });
  bench::require(result == 42, "what a worker reads in a shared array");
  return seconds;
}

double measure_result(polyproc::Pool& pool, std::size_t size) {
  int ends = 0;
  const double seconds = bench::seconds_of([&] { ends = read_ends(pool.apply(prepared, size)); });
  bench::require(ends == 42, "what comes back in a shared array");
  return seconds;
}

// So that neither the wake-up of a worker is measured nor what it does with arrays that are not needed any more.
void keep_busy(polyproc::Pool& pool) {
  for (int i = 0; i < 5000; ++i) pool.apply([] {});
}

template <class F>
double mean_of(int times, F measure) {
  double sum = 0;
  for (int i = 0; i < times; ++i) sum += measure();
  return sum / times;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t size = bench::Arguments{argc, argv}.number(1);
  polyproc::Pool pool{1};
  pool.apply(prepared, size);
  return bench::serve_rounds([&] {
    const Array array = make_array(size);
    keep_busy(pool);
    const double first = measure_argument(pool, array);
    const double again = mean_of(1000, [&] { return measure_argument(pool, array); });
    const double result = mean_of(1000, [&] { return measure_result(pool, size); });
    return bench::Figures{{"seconds", first}, {"again_seconds", again}, {"result_seconds", result}};
  });
}
