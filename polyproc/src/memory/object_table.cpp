#include "memory/object_table.hpp"

namespace polyproc::internal::memory {

// In no function a last reference may be dropped under the lock: the object's destructor comes back here.

ObjectTable& ObjectTable::of_this_process() {
  // Never destroyed: objects may be destroyed after the program's static ones.
  static ObjectTable& table = *new ObjectTable;
  return table;
}

std::shared_ptr<SharedMemory> ObjectTable::find(ObjectNumber number) {
  const std::lock_guard lock{mutex_};
  const auto entry = objects_.find(number);
  return entry == objects_.end() ? nullptr : entry->second.lock();
}

std::shared_ptr<SharedMemory> ObjectTable::add(const std::shared_ptr<SharedMemory>& object) {
  const std::lock_guard lock{mutex_};
  std::weak_ptr<SharedMemory>& entry = objects_[object->number()];
  if (auto known = entry.lock()) return known;
  entry = object;
  return object;
}

void ObjectTable::remove(ObjectNumber number) {
  const std::lock_guard lock{mutex_};
  const auto entry = objects_.find(number);
  // The same memory may have arrived again since the last reference was dropped; then the entry is its new object's.
  if (entry != objects_.end() && entry->second.expired()) objects_.erase(entry);
}

}  // namespace polyproc::internal::memory
