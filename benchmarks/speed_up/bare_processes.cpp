// What the machine gives: the same tasks, cut beforehand into equal parts for as many bare processes.
#include <memory>
#include <vector>

#include "bench/arguments.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"
#include "bench/work_server.hpp"

int main(int argc, char** argv) {
  const bench::Arguments arguments{argc, argv};
  const std::size_t tasks = arguments.number(1);
  const std::size_t processes = arguments.number(3);
  const bench::Share share{{.count = tasks / processes, .steps = arguments.number(2)}, {}};
  std::vector<std::unique_ptr<bench::WorkServer>> servers;
  for (std::size_t i = 0; i < processes; ++i) servers.push_back(std::make_unique<bench::WorkServer>());
  return bench::serve_rounds([&] {
    const double seconds = bench::seconds_of([&] {
      for (const auto& server : servers) server->start(share);
      for (const auto& server : servers) server->wait();
    });
    return bench::Figures{{"seconds", seconds / static_cast<double>(tasks)}};
  });
}
