// Two bare pipes: the object's bytes written to each of two processes, one after the other.
#include <memory>
#include <vector>

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/child.hpp"
#include "bench/pipe.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"
#include "big_function_object/big.hpp"

namespace {

// Reads tables and answers with their last element.
class Reader {
 public:
  explicit Reader(std::size_t elements)
      : child_{[this, elements] {
          for (;;) answer(elements);
        }} {}
  void send(const bench::Big& big) const { requests_.write(big.table.data(), big.table.size() * sizeof(double)); }
  [[nodiscard]] double last() const {
    double value = 0;
    answers_.read(&value, sizeof value);
    return value;
  }

 private:
  void answer(std::size_t elements) const {
    std::vector<double> table(elements);
    requests_.read(table.data(), elements * sizeof(double));
    answers_.write(&table.back(), sizeof table.back());
  }

  bench::Pipe requests_;
  bench::Pipe answers_;
  bench::Child child_;
};

}  // namespace

int main(int argc, char** argv) {
  const bench::Big big = bench::make_big(bench::Arguments{argc, argv}.number(1));
  const Reader one{big.table.size()};
  const Reader other{big.table.size()};
  return bench::serve_rounds([&] {
    double sum = 0;
    const double seconds = bench::seconds_of([&] {
      one.send(big);
      other.send(big);
      sum = one.last() + other.last();
    });
    bench::require(sum == 2 * big.table.back(), "an answer through the pipes");
    return bench::Figures{{"seconds", seconds}};
  });
}
