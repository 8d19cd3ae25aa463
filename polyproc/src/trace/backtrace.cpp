#include "trace/backtrace.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <mutex>
#include <string_view>

#include "trace/symbolizer.hpp"

namespace polyproc::internal::trace {
namespace {

struct Entry {
  Symbol symbol;
  const Frame* frame;
};

std::vector<Entry> entries_of(const Stack& stack) {
  // One for all: what it has opened stays open, since opening is what takes the time.
  static std::mutex mutex;
  static Symbolizer& symbolizer = *new Symbolizer;
  const std::lock_guard lock{mutex};
  std::vector<Entry> entries;
  std::vector<Symbol> symbols;
  for (const Frame& frame : stack) {
    // A recursion that has overflown the stack is the same frame over and over.
    if (&frame == &stack.front() || frame != *(&frame - 1)) symbols = symbolizer.find(frame);
    for (const Symbol& symbol : symbols) entries.push_back({symbol, &frame});
  }
  return entries;
}

// What lies between a throw and the walk of its stack.
void drop_the_walk(std::vector<Entry>& entries) {
  constexpr std::ptrdiff_t kDeepest = 8;
  const auto end = entries.begin() + std::min<std::ptrdiff_t>(kDeepest, std::ssize(entries));
  const auto hook =
      std::find_if(entries.begin(), end, [](const Entry& e) { return e.symbol.function == "__cxa_throw"; });
  if (hook != end) entries.erase(entries.begin(), hook + 1);
}

// How a task function calls what the user gave it.
bool is_plumbing(const Entry& entry) {
  const std::string_view file = entry.symbol.file;
  if (file.ends_with("polyproc/pool/task_function.hpp")) return true;
  return file.find("/c++/") != file.npos &&
         (file.ends_with("/bits/invoke.h") || file.ends_with("/functional") || file.ends_with("/tuple"));
}

// From the task function down the stack is this library's; just above it is the plumbing of the call.
void drop_the_worker(std::vector<Entry>& entries) {
  const auto task = std::ranges::find_if(entries, [](const Entry& entry) {
    return entry.symbol.function.find("polyproc::internal::pool::TypedTaskFunction<") != std::string::npos;
  });
  if (task == entries.end()) return;
  entries.erase(task, entries.end());
  while (!entries.empty() && is_plumbing(entries.back())) entries.pop_back();
}

std::string place_of(const Frame& frame) {
  std::array<char, 16> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), frame.offset, 16);
  const std::string offset = "0x" + std::string{digits.data(), end};
  if (frame.module == Frame::kNowhere) return offset + ", where there is no code";
  return (frame.module == Frame::kMainProgram ? "the program" : frame.module) + "+" + offset;
}

std::string line_of(const Entry& entry) {
  const Symbol& symbol = entry.symbol;
  if (symbol.function.empty()) return place_of(*entry.frame);
  if (symbol.file.empty()) return symbol.function + " in " + place_of(*entry.frame);
  return symbol.function + " at " + symbol.file + ":" + std::to_string(symbol.line);
}

std::string joined(const std::vector<Entry>& entries) {
  constexpr std::size_t kShownOfARun = 3;
  std::string text, last;
  std::size_t run = 0;
  const auto end_run = [&] {
    if (run > kShownOfARun) text += "   … and " + std::to_string(run - kShownOfARun) + " times more\n";
  };
  for (std::size_t i = 0; i < entries.size(); ++i) {
    std::string line = line_of(entries[i]);
    if (line != last) {
      end_run();
      run = 0;
      last = line;
    }
    if (++run <= kShownOfARun) text += "#" + std::to_string(i) + " " + line + "\n";
  }
  end_run();
  return text;
}

}  // namespace

const std::string& Backtrace::text() const {
  std::call_once(made_, [this] {
    auto entries = entries_of(stack_);
    drop_the_walk(entries);
    drop_the_worker(entries);
    text_ = joined(entries);
  });
  return text_;
}

}  // namespace polyproc::internal::trace
