// Two bare pipes: a process reads all bytes, then writes them back.
#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/child.hpp"
#include "bench/pipe.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"
#include "big_bytes/bytes.hpp"

namespace {

void send_back(const bench::Pipe& requests, const bench::Pipe& answers, std::size_t size) {
  bench::Bytes bytes(size);
  requests.read(bytes.data(), size);
  answers.write(bytes.data(), size);
}

}  // namespace

int main(int argc, char** argv) {
  const bench::Bytes bytes = bench::make_bytes(bench::Arguments{argc, argv}.number(1));
  const bench::Pipe requests;
  const bench::Pipe answers;
  const bench::Child child{[&] {
    for (;;) send_back(requests, answers, bytes.size());
  }};
  return bench::serve_rounds([&] {
    bench::Bytes back;
    const double seconds = bench::seconds_of([&] {
      requests.write(bytes.data(), bytes.size());
      back.resize(bytes.size());
      answers.read(back.data(), back.size());
    });
    bench::require(back == bytes, "the bytes that came back");
    return bench::Figures{{"seconds", seconds}};
  });
}
