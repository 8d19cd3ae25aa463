#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace polyproc::internal::os {

/// The main program or a shared library, as it is loaded in this process.
struct Module {
  /// Executable memory, as offsets from `base`.
  struct Segment {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
  };

  std::string path;         ///< absolute; empty for the main program
  std::string identity;     ///< the GNU build id, or a digest of the code where the linker wrote none
  std::uintptr_t base = 0;  ///< where the module's address 0 was loaded
  std::vector<Segment> code;

  /// Whether `offset` (from base) lies inside executable memory.
  [[nodiscard]] bool is_code(std::uintptr_t offset) const noexcept;
};

/// Changes whenever a module is loaded or unloaded: what was learnt about modules holds as long as this stays the same.
/// About 12 ns.
[[nodiscard]] std::uint64_t module_generation() noexcept;

/// The loaded module whose code contains `address`; empty if there is none.
[[nodiscard]] std::optional<Module> module_at(const void* address);

/// The loaded module of that identity; of several copies the one at `path`.
[[nodiscard]] std::optional<Module> find_module(const std::string& identity, const std::string& path);

/// Loads the shared library at `path`, for as long as this process lives, if it has that identity. Throws Error saying
/// why not.
Module load_module(const std::string& identity, const std::string& path);

/// The function of that name in the modules after the one that this library is linked into, which it may have hidden by
/// one of its own; null if there is none.
[[nodiscard]] void* next_symbol(const char* name) noexcept;

}  // namespace polyproc::internal::os
