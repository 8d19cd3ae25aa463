#include "output/unfinished_file.hpp"

#include <atomic>
#include <cstdio>
#include <utility>

namespace parzen::command {
namespace {

constexpr std::array<int, 3> kEndings = {SIGINT, SIGTERM, SIGHUP};
using Handler = void (*)(int);

// A signal handler reaches nothing but globals.
std::atomic<const char*> guarded_path = nullptr;
std::array<Handler, kEndings.size()> handlers_before = {};

void restore_handlers() {
  for (std::size_t i = 0; i < kEndings.size(); ++i) std::signal(kEndings[i], handlers_before[i]);
}

extern "C" void remove_guarded_file(int signal) {
  // std::remove is unlink(2) here, which a handler may call.
  if (const char* path = guarded_path.exchange(nullptr)) std::remove(path);
  restore_handlers();
  std::raise(signal);  // blocked until this handler returns; then it does what it would have done
}

// A signal that is ignored, as SIGHUP under nohup, stays ignored.
void install_handlers() {
  for (std::size_t i = 0; i < kEndings.size(); ++i) {
    handlers_before[i] = std::signal(kEndings[i], remove_guarded_file);
    if (handlers_before[i] == SIG_IGN) std::signal(kEndings[i], SIG_IGN);
  }
}

}  // namespace

UnfinishedFile::UnfinishedFile(std::string path) : path_{std::move(path)} {
  if (path_.empty()) return;
  const bool nobody_before = guarded_path.exchange(path_.c_str()) == nullptr;
  if (nobody_before) install_handlers();
}

UnfinishedFile::~UnfinishedFile() {
  if (path_.empty()) return;
  guarded_path = nullptr;
  restore_handlers();
}

}  // namespace parzen::command
