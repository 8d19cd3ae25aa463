#include "polyproc/wire/code_address.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "os/module.hpp"
#include "polyproc/wire/reader.hpp"
#include "polyproc/wire/value.hpp"
#include "polyproc/wire/writer.hpp"

namespace polyproc::internal::wire {
namespace {

// On the wire: the length of what follows (0 for a null address), then offset, identity and path of the module. Both
// sides compare and keep the whole of it, so the usual cost of an address is one comparison of some hundred bytes.

/// A function somewhere: what its address is made of.
struct Place {
  std::uint64_t offset;
  std::string identity;
  std::string path;
};

/// What one thread has looked up, a few functions at a time. Loading or unloading a module makes it worthless.
template <class Key, class Value>
class Lookups {
 public:
  /// The value kept for `key`, which hashes to `hash`; made by make() if there is none.
  template <class Make>
  const Value& get(const auto& key, std::size_t hash, Make make) {
    const std::uint64_t generation = os::module_generation();
    Entry& entry = entries_[hash % entries_.size()];
    if (entry.generation != generation || entry.key != key) entry = {generation, Key{key}, make()};
    return entry.value;
  }

 private:
  struct Entry {
    std::uint64_t generation = 0;  // of no program: each has loaded itself
    Key key{};
    Value value{};
  };
  std::array<Entry, 16> entries_;
};

// This thread's lookups; null where they are no more: exit handlers run after a thread's own objects are destroyed.
template <class L>
L* lookups_of_this_thread() {
  thread_local bool ended = false;  // has no destructor, so it may be read also then
  struct Owner {
    L lookups;
    ~Owner() { ended = true; }
  };
  if (ended) return nullptr;
  thread_local Owner owner;
  return &owner.lookups;
}

std::string encoded_place(const void* address) {
  const auto module = os::module_at(address);
  if (!module) throw std::invalid_argument{"a function that lies in no loaded module cannot be sent"};
  Writer writer;
  encode(writer, Place{reinterpret_cast<std::uintptr_t>(address) - module->base, module->identity, module->path});
  return {reinterpret_cast<const char*>(writer.bytes().data()), writer.size()};
}

std::string name(const Place& place) { return place.path.empty() ? "the main program" : place.path; }

[[noreturn]] void refuse(const Place& place, std::string_view reason) {
  throw DecodeError{"cannot decode a function of " + name(place) + ": " + std::string{reason}};
}

os::Module module_of(const Place& place) try {
  if (auto module = os::find_module(place.identity, place.path)) return *std::move(module);
  if (place.path.empty()) throw Error{"this process runs another program, or another build of it"};
  return os::load_module(place.identity, place.path);
} catch (const Error& error) {
  refuse(place, error.what());
}

std::uintptr_t located(std::span<const std::byte> bytes) {
  Reader reader{bytes};
  const auto place = decode<Place>(reader);
  if (reader.remaining() != 0) refuse(place, "there are bytes behind its name");
  const os::Module module = module_of(place);
  if (!module.is_code(place.offset)) refuse(place, "its offset lies outside the code");
  return module.base + place.offset;
}

}  // namespace

void encode_code_address(Writer& writer, const void* address) {
  if (address == nullptr) return writer.write_value<std::uint32_t>(0);
  const auto write = [&](const std::string& place) {
    writer.write_value(static_cast<std::uint32_t>(place.size()));
    writer.write(place.data(), place.size());
  };
  auto* const places = lookups_of_this_thread<Lookups<const void*, std::string>>();
  if (places == nullptr) return write(encoded_place(address));
  // Functions are aligned to 16 bytes, so the low bits tell nothing apart.
  write(places->get(address, reinterpret_cast<std::uintptr_t>(address) >> 4U, [&] { return encoded_place(address); }));
}

const void* decode_code_address(Reader& reader) {
  const auto length = reader.read_value<std::uint32_t>();
  if (length == 0) return nullptr;
  const auto bytes = reader.take(length);
  const std::string_view place{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  auto* const addresses = lookups_of_this_thread<Lookups<std::string, std::uintptr_t>>();
  if (addresses == nullptr) return reinterpret_cast<const void*>(located(bytes));
  // The offset comes first and tells functions apart; all the rest is compared anyway.
  const std::size_t hash = std::hash<std::string_view>{}(place.substr(0, sizeof(std::uint64_t)));
  return reinterpret_cast<const void*>(addresses->get(place, hash, [&] { return located(bytes); }));
}

}  // namespace polyproc::internal::wire
