#include "polyproc/wait.hpp"

#include <utility>

namespace polyproc::internal::pool {

Watch::Watch(std::vector<std::shared_ptr<Call>> calls) : calls_{std::move(calls)}, is_taken_(calls_.size()) {
  for (std::size_t i = 0; i < calls_.size(); ++i) {
    one_pool_ = one_pool_ && calls_[i]->core == calls_[0]->core;
    add_to_group(*calls_[i], group_, i);
  }
}

// Of one pool this thread moves the results itself; of several it cannot.
bool Watch::wait_for_one(CallGroup::Deadline deadline) {
  while (is_taken_[first_left_]) ++first_left_;
  return one_pool_ ? wait_for_any(*calls_[first_left_], *group_, deadline) : group_->wait(deadline);
}

std::optional<std::size_t> Watch::next(CallGroup::Deadline deadline) {
  if (left() == 0) return std::nullopt;
  if (!wait_for_one(deadline)) return std::nullopt;
  const auto position = group_->take_ended();
  if (position) is_taken_[*position] = true, ++taken_;
  return position;
}

WaitResult wait_for_results(Watch watch, std::optional<Duration> timeout, ReturnWhen when) {
  CallGroup::Deadline deadline;
  if (timeout) deadline = deadline_after(*timeout);
  WaitResult result;
  const std::size_t all = watch.left();
  while (const auto position = watch.next(deadline)) {
    result.done.push_back(*position);
    const bool enough =
        when == ReturnWhen::first_completed || (when == ReturnWhen::first_exception && watch.has_failed(*position));
    // What has ended besides is told as well.
    if (enough) deadline = CallGroup::Deadline::value_type::min();
  }
  for (std::size_t i = 0; i < all; ++i) {
    if (!watch.has_taken(i)) result.not_done.push_back(i);
  }
  return result;
}

}  // namespace polyproc::internal::pool
