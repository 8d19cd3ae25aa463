#include "process/spawn.hpp"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string_view>

#include "os/memory.hpp"
#include "os/process.hpp"
#include "os/signals.hpp"
#include "polyproc/init.hpp"
#include "polyproc/shared_memory.hpp"
#include "polyproc/wire/saved_reader.hpp"
#include "polyproc/wire/value.hpp"

// The new process learns what it is by its only argument, "--polyproc-child=FD,FD,…": a memory file with the entry and
// its arguments, then the descriptors handed over, then those of the shared memory that the arguments mention.
namespace polyproc::internal::process {
namespace {

constexpr std::string_view kMark = "--polyproc-child=";

// Written by init, before the program has threads that could ask.
bool has_init_run = false;
std::string program_name;

struct Contents {
  std::uint64_t descriptors = 0;
  std::vector<ObjectNumber> objects;
  std::vector<std::byte> arguments;
};

os::MemoryFile write_contents(SpawnEntry entry, const wire::Writer& arguments, std::size_t descriptors) {
  Contents contents{descriptors, {}, {arguments.bytes().begin(), arguments.bytes().end()}};
  for (const auto& object : arguments.objects()) contents.objects.push_back(object->number());
  wire::Writer writer;
  wire::encode(writer, entry);
  wire::encode(writer, contents);
  os::MemoryFile file{"polyproc spawn", 0};
  file.write(0, writer.bytes());
  return file;
}

std::vector<os::FileDescriptor> descriptors_in(std::string_view list) {
  std::vector<os::FileDescriptor> descriptors;
  const char* position = list.data();
  const char* const end = position + list.size();
  while (position < end) {
    int fd = -1;
    position = std::from_chars(position, end, fd).ptr + 1;
    descriptors.push_back(os::adopt_descriptor(fd));
  }
  return descriptors;
}

[[noreturn]] void run(std::string_view list) {
  auto descriptors = descriptors_in(list);
  const os::MemoryFile file{std::move(descriptors.at(0))};
  std::vector<std::byte> bytes(file.size());
  file.read(0, bytes);
  wire::Reader reader{bytes};
  const auto entry = wire::decode<SpawnEntry>(reader);
  const auto contents = wire::decode<Contents>(reader);
  if (descriptors.size() != 1 + contents.descriptors + contents.objects.size())
    throw DecodeError{"a spawned process got too few descriptors"};
  std::vector<os::FileDescriptor> handed_over;
  std::vector<std::shared_ptr<SharedMemory>> objects;
  std::size_t next = 1;
  for (std::uint64_t i = 0; i < contents.descriptors; ++i) handed_over.push_back(std::move(descriptors[next++]));
  for (const ObjectNumber number : contents.objects)
    objects.push_back(SharedMemory::adopt(number, std::move(descriptors[next++])));
  wire::SavedReader arguments{contents.arguments, objects};
  entry(arguments.reader(), std::move(handed_over));
  os::exit_now(0);
}

[[noreturn]] void run_child(std::string_view list) noexcept try { run(list); } catch (const std::exception& error) {
  std::fprintf(stderr, "polyproc: a spawned process could not begin: %s\n", error.what());
  os::exit_now(1);
}

// Stops what needs to run the program again.
void require_init(const char* what) {
  if (has_init_run) return;
  throw std::logic_error{std::string{what} +
                         ": StartMethod::spawn runs the program again; call polyproc::init(argc, argv) first in main"};
}

}  // namespace

os::Pid spawn(const char* what, SpawnEntry entry, const wire::Writer& arguments, std::span<const int> descriptors) {
  require_init(what);
  const os::MemoryFile contents = write_contents(entry, arguments, descriptors.size());
  std::vector<int> kept{contents.descriptor()};
  kept.insert(kept.end(), descriptors.begin(), descriptors.end());
  for (const auto& object : arguments.objects()) kept.push_back(object->descriptor());
  std::string list{kMark};
  for (const int fd : kept) list += (fd == kept.front() ? "" : ",") + std::to_string(fd);
  return os::run_own_image(program_name, list, kept);
}

}  // namespace polyproc::internal::process

namespace polyproc {

void init(int argc, char** argv) noexcept {
  using namespace internal;
  process::program_name = argc > 0 ? argv[0] : "";
  process::has_init_run = true;
  if (argc == 2 && std::string_view{argv[1]}.starts_with(process::kMark))
    process::run_child(std::string_view{argv[1]}.substr(process::kMark.size()));
}

}  // namespace polyproc
