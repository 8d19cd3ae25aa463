// Ends main with processes that nobody has joined, and says what runs at the end.
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <thread>

#include "polyproc/process.hpp"

namespace {

using polyproc::Process;

struct Farewell {
  const char* text;
  ~Farewell() { std::puts(text); }
};
Farewell static_object{"static object destroyed"};

}  // namespace

int main() {
  static Process* worker = nullptr;  // never destroyed, but known to a leak checker
  static Process* daemon = nullptr;
  worker = new Process{[] {
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
    std::puts("worker done");
  }};
  daemon = new Process{{.daemon = true}, [] {
                         for (;;) ::pause();
                       }};
  static Process exits{[] { std::exit(3); }};
  worker->start();
  daemon->start();
  exits.start();
  std::puts("main returns");
  std::fflush(stdout);
  return 5;
}
