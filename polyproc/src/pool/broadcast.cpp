#include "polyproc/broadcast.hpp"

#include <cstring>
#include <map>
#include <mutex>

#include "memory/release_listener.hpp"
#include "polyproc/error.hpp"

namespace polyproc::internal::pool {
namespace {

/// The decoded values of this process.
class Cache final : public memory::ReleaseListener {
 public:
  static Cache& of_this_process() {
    // Never destroyed: tasks of a program's static objects may still ask while these are destroyed.
    static Cache& cache = *new Cache;
    return cache;
  }

  std::shared_ptr<const void> get(ObjectNumber number, std::type_index type,
                                  const std::function<std::shared_ptr<const void>()>& decode) {
    const auto let_go = take_released();
    const std::lock_guard lock{mutex_};
    auto& value = values_[{number, type}];
    if (!value) value = decode();
    return value;
  }

  // With any lock held, so nothing is destroyed here: the value's destructor may let go of handles itself.
  void on_release(ObjectNumber number) noexcept override {
    const std::lock_guard lock{released_mutex_};
    released_.push_back(number);
  }

 private:
  using Values = std::map<std::pair<ObjectNumber, std::type_index>, std::shared_ptr<const void>>;

  // The values that nobody can ask for any more; they are destroyed by who holds no lock.
  std::vector<Values::node_type> take_released() {
    std::vector<ObjectNumber> numbers;
    {
      const std::lock_guard lock{released_mutex_};
      numbers.swap(released_);
    }
    std::vector<Values::node_type> nodes;
    const std::lock_guard lock{mutex_};
    for (const ObjectNumber number : numbers) {
      const auto first = values_.lower_bound({number, typeid(void)});
      for (auto value = first; value != values_.end() && value->first.first == number;) {
        nodes.push_back(values_.extract(value++));
      }
    }
    return nodes;
  }

  std::recursive_mutex mutex_;  // a value may contain another broadcast one, which is then decoded inside
  Values values_;
  std::mutex released_mutex_;
  std::vector<ObjectNumber> released_;
};

}  // namespace

std::shared_ptr<const void> decoded_broadcast(ObjectNumber number, std::type_index type,
                                              const std::function<std::shared_ptr<const void>()>& decode) {
  return Cache::of_this_process().get(number, type, decode);
}

BroadcastBytes share(wire::Writer& encoded) {
  BroadcastBytes bytes{SharedMemory::create(encoded.size()), encoded.take_objects()};
  if (encoded.size() != 0) std::memcpy(bytes.memory->data(), encoded.bytes().data(), encoded.size());
  return bytes;
}

void encode_broadcast(wire::Writer& writer, const BroadcastBytes& bytes) {
  writer.write_value(static_cast<std::uint64_t>(bytes.objects.size()));
  writer.add_object(bytes.memory);
  for (const auto& object : bytes.objects) writer.add_object(object);
}

BroadcastBytes decode_broadcast(wire::Reader& reader) {
  const auto objects = reader.read_value<std::uint64_t>();
  BroadcastBytes bytes{reader.object(), {}};
  if (objects > reader.remaining()) throw DecodeError{"a broadcast value arrived without its handles"};
  for (std::uint64_t i = 0; i < objects; ++i) bytes.objects.push_back(reader.object());
  return bytes;
}

}  // namespace polyproc::internal::pool
