#include "output/unfinished_file.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <utility>

namespace parzen::command {
namespace {

constexpr std::array<int, 4> kEndings = {SIGINT, SIGQUIT, SIGTERM, SIGHUP};
constexpr std::size_t kMostFiles = 64;
using Handler = void (*)(int);

// A signal handler reaches nothing but globals.
std::array<std::atomic<const char*>, kMostFiles> guarded_paths = {};
std::array<Handler, kEndings.size()> handlers_before = {};
std::size_t guards = 0;

void restore_handlers() {
  for (std::size_t i = 0; i < kEndings.size(); ++i) std::signal(kEndings[i], handlers_before[i]);
}

extern "C" void remove_guarded_files(int signal) {
  for (auto slot = guarded_paths.rbegin(); slot != guarded_paths.rend(); ++slot) {
    // std::remove is unlink(2) and rmdir(2) here, which a handler may call.
    if (const char* path = slot->exchange(nullptr)) std::remove(path);
  }
  restore_handlers();
  std::raise(signal);  // blocked until this handler returns; then it does what it would have done
}

// A signal that is ignored, as SIGHUP under nohup, stays ignored.
void install_handlers() {
  for (std::size_t i = 0; i < kEndings.size(); ++i) {
    handlers_before[i] = std::signal(kEndings[i], remove_guarded_files);
    if (handlers_before[i] == SIG_IGN) std::signal(kEndings[i], SIG_IGN);
  }
}

/// The slot behind all that are taken, so that the younger of two files has the higher one.
std::size_t next_slot() {
  const auto youngest =
      std::find_if(guarded_paths.rbegin(), guarded_paths.rend(), [](const auto& slot) { return slot != nullptr; });
  return static_cast<std::size_t>(guarded_paths.rend() - youngest);
}

}  // namespace

UnfinishedFile::UnfinishedFile(std::string path)
    : path_{std::move(path)}, slot_{path_.empty() ? kMostFiles : next_slot()} {
  if (slot_ == kMostFiles) return;
  guarded_paths[slot_] = path_.c_str();
  if (guards++ == 0) install_handlers();
}

UnfinishedFile::~UnfinishedFile() {
  if (slot_ == kMostFiles) return;
  guarded_paths[slot_] = nullptr;
  if (--guards == 0) restore_handlers();
}

}  // namespace parzen::command
