// Progress bars of calls.
#include <algorithm>

#include "pool/core.hpp"
#include "pool/progress_bar.hpp"

namespace polyproc::internal::pool {

void Core::add_bar(const std::shared_ptr<Call>& call) {
  if (call->options.progress == nullptr) return;
  call->bar = ProgressBar::make(*call->options.progress, call->items());
  if (!call->bar) return;
  with_bar_.push_back(call);
  supervisor_wake_.notify();  // it draws them from now on
}

// Unlocks meanwhile: a terminal may be slow.
void Core::show_bars(Lock& lock) {
  if (with_bar_.empty()) return;
  struct Shown {
    std::shared_ptr<ProgressBar> bar;
    std::size_t items;
    bool done;
  };
  std::vector<Shown> shown;
  for (const auto& call : with_bar_) shown.push_back({call->bar, call->ended_items(), call->done()});
  std::erase_if(with_bar_, [](const auto& call) { return call->done(); });
  lock.unlock();
  for (const auto& [bar, items, done] : shown) {
    if (done) {
      bar->finish();
    } else {
      bar->show(items);
    }
  }
  lock.lock();
}

}  // namespace polyproc::internal::pool
