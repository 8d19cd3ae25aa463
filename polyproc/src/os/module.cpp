#include "os/module.hpp"

#include <dlfcn.h>
#include <elf.h>
#include <link.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "polyproc/error.hpp"

namespace polyproc::internal::os {
namespace {

/// Shows each loaded module to `visit`, the main program first, until it returns true. Exceptions may pass: glibc
/// builds dl_iterate_phdr for that.
template <class Visit>
void visit_modules(Visit visit) {
  const auto call = [](dl_phdr_info* info, std::size_t, void* data) {
    return (*static_cast<Visit*>(data))(*info) ? 1 : 0;
  };
  ::dl_iterate_phdr(call, &visit);
}

std::span<const ElfW(Phdr)> segments(const dl_phdr_info& info) { return {info.dlpi_phdr, info.dlpi_phnum}; }

bool is_executable(const ElfW(Phdr) & segment) { return segment.p_type == PT_LOAD && (segment.p_flags & PF_X) != 0; }

std::string_view memory_of(const dl_phdr_info& info, const ElfW(Phdr) & segment) {
  return {reinterpret_cast<const char*>(info.dlpi_addr + segment.p_vaddr), segment.p_memsz};
}

/// Looks through the notes of one segment for the linker's build id.
std::string_view build_id_among(std::string_view notes) {
  const auto padded = [](std::size_t bytes) { return (bytes + 3) / 4 * 4; };
  while (notes.size() >= sizeof(ElfW(Nhdr))) {
    ElfW(Nhdr) header;
    std::memcpy(&header, notes.data(), sizeof header);
    const std::size_t name_at = sizeof header;
    const std::size_t value_at = name_at + padded(header.n_namesz);
    if (value_at + header.n_descsz > notes.size()) break;
    const bool is_build_id =
        header.n_type == NT_GNU_BUILD_ID && notes.substr(name_at, header.n_namesz) == std::string_view{"GNU", 4};
    if (is_build_id) return notes.substr(value_at, header.n_descsz);
    notes.remove_prefix(std::min(notes.size(), value_at + padded(header.n_descsz)));
  }
  return {};
}

std::string_view build_id(const dl_phdr_info& info) {
  for (const auto& segment : segments(info)) {
    if (segment.p_type != PT_NOTE) continue;
    if (const auto id = build_id_among(memory_of(info, segment)); !id.empty()) return id;
  }
  return {};
}

/// FNV-1a over eight bytes at a time: not against forgers, but two builds do not meet in it.
std::uint64_t digest(std::string_view bytes, std::uint64_t seed) {
  std::uint64_t hash = seed;
  for (; !bytes.empty(); bytes.remove_prefix(std::min<std::size_t>(bytes.size(), 8))) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), std::min<std::size_t>(bytes.size(), 8));
    hash = (hash ^ word) * 0x100000001b3U;
    hash ^= hash >> 29;
  }
  return hash;
}

/// Code is position-independent and mapped read-only, so it is the same in every process that has loaded this build.
std::string code_digest(const dl_phdr_info& info) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const auto& segment : segments(info)) {
    if (is_executable(segment)) hash = digest(memory_of(info, segment), hash);
  }
  return "code:" + std::to_string(hash);
}

std::string absolute(const char* path) {
  const std::unique_ptr<char, decltype([](char* text) { std::free(text); })> resolved{::realpath(path, nullptr)};
  return resolved ? resolved.get() : path;
}

std::string identity(const dl_phdr_info& info) {
  const auto id = build_id(info);
  return id.empty() ? code_digest(info) : std::string{id};
}

Module describe(const dl_phdr_info& info) {
  const bool is_main_program = info.dlpi_name == nullptr || *info.dlpi_name == '\0';
  Module module{is_main_program ? std::string{} : absolute(info.dlpi_name), identity(info), info.dlpi_addr, {}};
  for (const auto& segment : segments(info)) {
    if (is_executable(segment)) module.code.push_back({segment.p_vaddr, segment.p_vaddr + segment.p_memsz});
  }
  return module;
}

[[noreturn]] void throw_dl_error() {
  const char* reason = ::dlerror();
  throw Error{reason != nullptr ? reason : "it cannot be loaded"};
}

bool has_code_at(const dl_phdr_info& info, std::uintptr_t address) {
  return std::ranges::any_of(segments(info), [&](const auto& segment) {
    // One subtraction tests both ends: below the segment it wraps around to something large.
    return is_executable(segment) && address - info.dlpi_addr - segment.p_vaddr < segment.p_memsz;
  });
}

}  // namespace

bool Module::is_code(std::uintptr_t offset) const noexcept {
  return std::ranges::any_of(code,
                             [offset](Segment segment) { return segment.begin <= offset && offset < segment.end; });
}

std::uint64_t module_generation() noexcept {
  std::uint64_t changes = 0;
  visit_modules([&changes](const dl_phdr_info& info) {
    changes = info.dlpi_adds + info.dlpi_subs;
    return true;
  });
  return changes;
}

std::optional<Module> module_at(const void* address) {
  std::optional<Module> found;
  visit_modules([&](const dl_phdr_info& info) {
    if (has_code_at(info, reinterpret_cast<std::uintptr_t>(address))) found = describe(info);
    return found.has_value();
  });
  return found;
}

std::optional<Module> find_module(const std::string& wanted, const std::string& path) {
  std::optional<Module> found;
  visit_modules([&](const dl_phdr_info& info) {
    if (identity(info) != wanted) return false;
    Module module = describe(info);
    const bool is_exact = module.path == path;
    if (is_exact || !found) found = std::move(module);
    return is_exact;
  });
  return found;
}

Module load_module(const std::string& wanted, const std::string& path) {
  std::unique_ptr<void, decltype([](void* handle) { ::dlclose(handle); })> library{
      ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)};
  if (library == nullptr) throw_dl_error();
  auto module = find_module(wanted, path);
  if (!module) throw Error{"the file there is another build"};
  (void)library.release();  // loaded for good
  return *std::move(module);
}

void* next_symbol(const char* name) noexcept { return ::dlsym(RTLD_NEXT, name); }

}  // namespace polyproc::internal::os
