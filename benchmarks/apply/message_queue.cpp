// Boost.Interprocess: two message queues, and a process that waits at the other end.
#include <unistd.h>

#include <boost/interprocess/ipc/message_queue.hpp>
#include <cstdint>
#include <string>

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/child.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"

namespace {

namespace ipc = boost::interprocess;

// A queue with a name of this process, removed with this object.
class Queue {
 public:
  explicit Queue(const char* what)
      : name_{"polyproc-bench-" + std::to_string(getpid()) + what},
        queue_{ipc::create_only, name_.c_str(), /*max_num_msg=*/64, sizeof(std::uint64_t)} {}
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;
  ~Queue() { ipc::message_queue::remove(name_.c_str()); }

  void put(std::uint64_t value) { queue_.send(&value, sizeof value, 0); }
  std::uint64_t take() {
    std::uint64_t value = 0;
    ipc::message_queue::size_type size = 0;
    unsigned priority = 0;
    queue_.receive(&value, sizeof value, size, priority);
    return value;
  }

 private:
  std::string name_;
  ipc::message_queue queue_;
};

}  // namespace

int main(int argc, char** argv) {
  const std::size_t calls = bench::Arguments{argc, argv}.number(1);
  Queue requests{"-requests"};
  Queue answers{"-answers"};
  const bench::Child child{[&] {
    for (;;) answers.put(requests.take() + 1);
  }};
  return bench::serve_rounds([&] {
    std::size_t sum = 0;
    const double seconds = bench::seconds_of([&] {
      for (std::size_t i = 0; i < calls; ++i) {
        requests.put(i);
        sum += answers.take() - i;
      }
    });
    bench::require(sum == calls, "an answer through the queues");
    return bench::Figures{{"seconds", seconds / static_cast<double>(calls)}};
  });
}
