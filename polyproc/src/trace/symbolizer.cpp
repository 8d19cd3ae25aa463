#include "trace/symbolizer.hpp"

#include <dwarf.h>
#include <elfutils/libdwfl.h>

#include <cstdlib>
#include <map>
#include <optional>
#include <span>

#include "os/demangle.hpp"

namespace polyproc::internal::trace {
namespace {

struct Free {
  void operator()(void* memory) const noexcept { std::free(memory); }
};

std::string function_name(Dwarf_Die& function) {
  Dwarf_Attribute attribute;
  for (const unsigned kind : {DW_AT_linkage_name, DW_AT_MIPS_linkage_name}) {
    if (const char* const name = ::dwarf_formstring(::dwarf_attr_integrate(&function, kind, &attribute)))
      return os::demangled(name);
  }
  const char* const name = ::dwarf_diename(&function);
  return name != nullptr ? name : "";
}

struct Line {
  std::string file;
  int number = 0;
};

// What debugging information tells of an address: the compilation unit that it belongs to, and itself as that counts.
struct Place {
  Dwarf_Die* unit;
  Dwarf_Addr address;
};

// The index of addresses (.debug_aranges) is asked first; clang writes none, so that the units themselves are asked.
std::optional<Place> place_of(Dwfl_Module* module, Dwarf_Addr address) {
  Dwarf_Addr bias = 0;
  if (Dwarf_Die* const unit = ::dwfl_module_addrdie(module, address, &bias)) return Place{unit, address - bias};
  Dwarf_Die* unit = nullptr;
  while ((unit = ::dwfl_module_nextcu(module, unit, &bias)) != nullptr)
    if (::dwarf_haspc(unit, address - bias) > 0) return Place{unit, address - bias};
  return std::nullopt;
}

Line line_at(const Place& place) {
  Dwarf_Line* const line = ::dwarf_getsrc_die(place.unit, place.address);
  int number = 0;
  if (line == nullptr || ::dwarf_lineno(line, &number) != 0) return {};
  const char* const file = ::dwarf_linesrc(line, nullptr, nullptr);
  return file == nullptr ? Line{} : Line{file, number};
}

// Where an inlined function was called.
Line call_line(Dwarf_Die& compilation_unit, Dwarf_Die& inlined) {
  Dwarf_Attribute attribute;
  Dwarf_Word file_number = 0, line = 0;
  Dwarf_Files* files = nullptr;
  if (::dwarf_formudata(::dwarf_attr(&inlined, DW_AT_call_file, &attribute), &file_number) != 0 ||
      ::dwarf_formudata(::dwarf_attr(&inlined, DW_AT_call_line, &attribute), &line) != 0 ||
      ::dwarf_getsrcfiles(&compilation_unit, &files, nullptr) != 0)
    return {};
  const char* const file = ::dwarf_filesrc(files, file_number, nullptr, nullptr);
  return file == nullptr ? Line{} : Line{file, static_cast<int>(line)};
}

// A list of nested entries that libdw has allocated, innermost first.
class Scopes {
 public:
  explicit Scopes(const Place& place) {
    Dwarf_Die* around = nullptr;
    const int found = ::dwarf_getscopes(place.unit, place.address, &around);
    const std::unique_ptr<Dwarf_Die, Free> owner{around};
    if (found <= 0) return;
    // Those say where functions were written; what is wanted is into which others they were put.
    Dwarf_Die innermost = *around;
    Dwarf_Die* nested = nullptr;
    const int count = ::dwarf_getscopes_die(&innermost, &nested);
    owner_.reset(nested);
    if (count > 0) scopes_ = {nested, static_cast<std::size_t>(count)};
  }

  [[nodiscard]] auto begin() const { return scopes_.begin(); }
  [[nodiscard]] auto end() const { return scopes_.end(); }

 private:
  std::unique_ptr<Dwarf_Die, Free> owner_;
  std::span<Dwarf_Die> scopes_;
};

// The functions that the compiler has put into the one at `place`, innermost first. Leaves in `line` where in that
// one the outermost of them was called.
std::vector<Symbol> inlined_at(const Place& place, Line& line) {
  std::vector<Symbol> symbols;
  for (Dwarf_Die& scope : Scopes{place}) {
    if (::dwarf_tag(&scope) == DW_TAG_subprogram) break;
    if (::dwarf_tag(&scope) != DW_TAG_inlined_subroutine) continue;
    symbols.push_back({function_name(scope), std::move(line.file), line.number});
    line = call_line(*place.unit, scope);
  }
  return symbols;
}

std::vector<Symbol> symbols_at(Dwfl_Module* module, Dwarf_Addr address) {
  Line line;
  std::vector<Symbol> symbols;
  if (const auto place = place_of(module, address)) {
    line = line_at(*place);
    symbols = inlined_at(*place, line);
  }
  // The symbol table has the full name; debugging information leaves out the namespace of what is not visible outside.
  const char* const name = ::dwfl_module_addrname(module, address);
  symbols.push_back({name != nullptr ? os::demangled(name) : "", std::move(line.file), line.number});
  return symbols;
}

// Debugging information is looked for in the module itself and in the usual places of this machine, never downloaded.
constexpr Dwfl_Callbacks kCallbacks{.find_elf = ::dwfl_build_id_find_elf,
                                    .find_debuginfo = ::dwfl_standard_find_debuginfo,
                                    .section_address = ::dwfl_offline_section_address,
                                    .debuginfo_path = nullptr};

}  // namespace

struct Symbolizer::Modules {
  struct End {
    void operator()(Dwfl* opened) const noexcept { ::dwfl_end(opened); }
  };
  std::unique_ptr<Dwfl, End> session{::dwfl_begin(&kCallbacks)};
  std::map<std::string, Dwfl_Module*> by_path;

  Dwfl_Module* open(const std::string& path) {
    if (session == nullptr) return nullptr;
    const auto [entry, is_new] = by_path.try_emplace(path, nullptr);
    if (is_new) {
      const char* const file = path == Frame::kMainProgram ? "/proc/self/exe" : path.c_str();
      ::dwfl_report_begin_add(session.get());
      entry->second = ::dwfl_report_offline(session.get(), file, file, -1);
      ::dwfl_report_end(session.get(), nullptr, nullptr);
    }
    return entry->second;
  }
};

Symbolizer::Symbolizer() : modules_{std::make_unique<Modules>()} {}
Symbolizer::~Symbolizer() = default;

std::vector<Symbol> Symbolizer::find(const Frame& frame) {
  Dwfl_Module* const module = frame.module == Frame::kNowhere ? nullptr : modules_->open(frame.module);
  if (module == nullptr) return {Symbol{}};
  // The session gives each module addresses of its own; they differ from those in the file by the bias.
  GElf_Addr bias = 0;
  if (::dwfl_module_getelf(module, &bias) == nullptr) return {Symbol{}};
  return symbols_at(module, frame.offset + bias);
}

}  // namespace polyproc::internal::trace
