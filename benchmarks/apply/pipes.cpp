// What a pool over pipes cannot go below: two bare pipes, and a process that reads at the other end.
#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/child.hpp"
#include "bench/pipe.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"

namespace {

template <class T>
T read_from(const bench::Pipe& pipe) {
  T value;
  pipe.read(&value, sizeof value);
  return value;
}

template <class T>
void write_to(const bench::Pipe& pipe, T value) {
  pipe.write(&value, sizeof value);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t calls = bench::Arguments{argc, argv}.number(1);
  const bench::Pipe requests;
  const bench::Pipe answers;
  const bench::Child child{[&] {
    for (;;) write_to(answers, read_from<std::size_t>(requests) + 1);
  }};
  return bench::serve_rounds([&] {
    std::size_t sum = 0;
    const double seconds = bench::seconds_of([&] {
      for (std::size_t i = 0; i < calls; ++i) {
        write_to(requests, i);
        sum += read_from<std::size_t>(answers) - i;
      }
    });
    bench::require(sum == calls, "an answer through the pipes");
    return bench::Figures{{"seconds", seconds / static_cast<double>(calls)}};
  });
}
