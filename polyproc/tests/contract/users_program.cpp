// A program as users write it, outside of the library's namespaces and with all of its names in sight: names of its own
// that are words of the library's inside must not get into the way. Returns what failed, as the number of a line.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <optional>
#include <polyproc/polyproc.hpp>
#include <span>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

using namespace polyproc;
using namespace std::chrono_literals;

Pool pool{2};
int process(int x) { return 2 * x; }
std::string wire(const std::string& a, const std::string& b) { return a + b; }
void sync(int) {}  // beside the system's own
struct os {
  int version = 6;
  std::vector<std::string> names;
};
namespace memory {
double trace(SharedArray<double> array) {
  double sum = 0;
  for (const double x : array.span()) sum += x;
  return sum;
}
}  // namespace memory
int channel = 0;
void sleep_for_ever() {
  for (;;) std::this_thread::sleep_for(1s);
}

void require(bool right, int line) {
  if (right) return;
  std::fprintf(stderr, "line %d\n", line);
  std::exit(1);
}
#define REQUIRE(condition) require(condition, __LINE__)

template <class E, class Body>
bool throws(Body body) {
  try {
    body();
  } catch (const E&) {
    return true;
  }
  return false;
}

void use_errors() {
  static_assert(std::is_base_of_v<Error, Timeout> && std::is_base_of_v<Error, Cancelled>);
  static_assert(std::is_base_of_v<Error, SystemError> && std::is_base_of_v<TaskFailed, TaskTimeout>);
  try {
    pool.apply([](int x) -> int { throw x; }, 1);
    REQUIRE(false);
  } catch (const RemoteException& error) {
    REQUIRE(error.task_index() == 0 && error.attempts() == 1 && error.type_name() == "int");
    const std::string& backtrace = error.backtrace();
    (void)backtrace;
  }
  try {
    pool.with({.max_retries = 1}).apply([](int code) { std::_Exit(code); }, 7);
    REQUIRE(false);
  } catch (const WorkerDied& error) {
    REQUIRE(error.exitcode() == 7 && error.pid() > 0 && error.attempts() == 2);
    REQUIRE(error.peak_memory_bytes() > 0 && !error.memory_ran_out());
  }
  REQUIRE(throws<TaskTimeout>([] { pool.with({.timeout = 50ms}).apply(sleep_for_ever); }));
}

void use_pool() {
  const std::vector numbers{1, 2, 3};
  const std::vector<std::tuple<std::string, std::string>> pairs{{"a", "b"}};
  REQUIRE(pool.apply(process, 4) == 8);
  REQUIRE(pool.apply(wire, "a", "b") == "ab");
  REQUIRE(pool.apply([](os system) { return system; }, os{7, {"x"}}).version == 7);
  REQUIRE(pool.map(process, numbers) == (std::vector{2, 4, 6}));
  pool.map([](int x) { sync(x); }, numbers);
  REQUIRE(pool.starmap(wire, pairs) == std::vector<std::string>{"ab"});
  std::vector<Outcome<int>> outcomes = pool.try_map(process, numbers);
  REQUIRE(outcomes[2].has_value() && outcomes[2].value() == 6 && outcomes[2].error() == nullptr);
  results<item_result<decltype(&process), std::vector<int>>>::type all = pool.map(process, numbers);
  REQUIRE(all == pool.map_async(process, numbers).get());
  const std::vector<tuple_result<decltype(&wire), decltype(pairs)>> joined = pool.starmap_async(wire, pairs).get();
  REQUIRE(joined == pool.starmap(wire, pairs));
}

void use_results() {
  std::vector<AsyncResult<int>> waiting(4);
  for (auto& result : waiting) result = pool.apply_async(process, 1);
  REQUIRE(waiting[0].get() == 2 && waiting[1].get_for(30s) == 2 && waiting[2].wait_for(30s));
  REQUIRE(waiting[2].ready() && waiting[2].successful() && !waiting[2].cancel());
  waiting[3].then([](int) {}, [](std::exception_ptr) {});
  AsyncResult<void> nothing = pool.map_async([](int x) { sync(x); }, std::vector{1});
  nothing.then([] {});
  nothing.get();
}

void use_options() {
  Pool other{PoolOptions{.processes = 1,
                         .start_method = StartMethod::fork,
                         .max_tasks_per_child = 3,
                         .initializer = [] { channel = 5; },
                         .finalizer = Action{},
                         .task = {.timeout = 30s, .cpu_time = 30s, .max_retries = 0, .chunksize = 1}}};
  REQUIRE(other.apply([] { return channel; }) == 5);
  REQUIRE(other.apply([] { return current_worker().index(); }) == 0);
  other.close();
  other.join();
  REQUIRE(throws<PoolClosed>([&] { other.apply(process, 1); }));
  Pool third{1};
  third.terminate();
}

void use_processes() {
  Queue<std::string> queue{2};
  SharedArray<double> array(3);
  Process writer{ProcessOptions{.name = "writer", .daemon = true},
                 [queue, array](int x) mutable {
                   array[1] = x;
                   queue.put(current_process().name());
                 },
                 3};
  writer.start();
  REQUIRE(writer.pid() > 0 && writer.name() == "writer");
  REQUIRE(queue.get() == "writer");
  writer.join();
  REQUIRE(writer.join_for(1s) && !writer.is_alive() && writer.exitcode() == 0);
  REQUIRE(pool.apply(memory::trace, array) == 3.0 && array.size() == 3 && array.span()[1] == 3.0);
  queue.put("x");
  REQUIRE(queue.put_for("y", 1s) && !queue.try_put("z") && queue.full() && queue.size() == 2);
  queue.get();
  queue.get_for(1s);
  queue.try_get();
  REQUIRE(queue.empty());
  queue.shutdown();
  REQUIRE(throws<QueueShutDown>([&] { queue.put("x"); }));
  Process sleeper{sleep_for_ever};
  sleeper.start();
  REQUIRE(active_children().size() == 1 && active_children()[0].pid == sleeper.pid());
  sleeper.terminate();
  sleeper.kill();
  Process moved = std::move(sleeper);
  moved.join();
  REQUIRE(cpu_count() >= 1 && !parent_process() && current_process().identity().empty());
}

int main() {
  use_errors();
  use_pool();
  use_results();
  use_options();
  use_processes();
}
