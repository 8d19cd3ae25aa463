#include "pool/sent_function.hpp"

#include <algorithm>

namespace polyproc::internal::pool {

std::shared_ptr<const SentFunction> FunctionCache::make_function(MakeTaskFunction make,
                                                                 std::shared_ptr<wire::Writer> encoded) {
  // The list is shared with the deleter: a call that outlives its pool may hold the last reference.
  return {new SentFunction{next_id_++, make, std::move(encoded)},
          [forgotten = forgotten_](const SentFunction* function) {
            forgotten->push_back(function->id());
            delete function;
          }};
}

std::shared_ptr<const SentFunction> FunctionCache::get(const FunctionSource& source,
                                                       std::shared_ptr<wire::Writer> encoded) {
  if (encoded) return make_function(source.make, std::move(encoded));
  const auto matches = [&](const Entry& entry) {
    return entry.make == source.make && std::ranges::equal(entry.identity, source.identity);
  };
  if (last_hit_ < recent_.size() && matches(recent_[last_hit_])) return recent_[last_hit_].function;
  auto found = std::ranges::find_if(recent_, matches);
  if (found == recent_.end()) {
    auto writer = std::make_shared<wire::Writer>();
    source.encode(source.object, *writer);
    Entry entry{
        source.make, {source.identity.begin(), source.identity.end()}, make_function(source.make, std::move(writer))};
    if (recent_.size() < kKept) {
      found = recent_.insert(recent_.end(), std::move(entry));
    } else {
      found = recent_.begin() + static_cast<std::ptrdiff_t>(std::exchange(next_victim_, (next_victim_ + 1) % kKept));
      *found = std::move(entry);
    }
  }
  last_hit_ = static_cast<std::size_t>(found - recent_.begin());
  return found->function;
}

}  // namespace polyproc::internal::pool
