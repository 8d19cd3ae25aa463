#include "pool/remote_error.hpp"

#include <cxxabi.h>

#include <any>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <ios>
#include <new>
#include <optional>
#include <regex>
#include <stdexcept>
#include <string>
#include <system_error>
#include <typeinfo>
#include <variant>

#include "os/demangle.hpp"
#include "polyproc/task_error.hpp"
#include "polyproc/wire/value.hpp"
#include "trace/backtrace.hpp"
#include "trace/throw_trace.hpp"

namespace polyproc::internal::pool {
namespace {

enum class Kind : std::uint8_t {
  other,
  logic_error,
  domain_error,
  invalid_argument,
  length_error,
  out_of_range,
  runtime_error,
  range_error,
  overflow_error,
  underflow_error,
  bad_alloc,
  bad_cast,
  bad_optional_access,
  bad_variant_access,
  bad_function_call,
  system_error,
  filesystem_error,
  ios_failure,
  regex_error,
};

enum class Category : std::uint8_t { generic, system, iostream };

// An exception as plain data.
struct Flat {
  Kind kind = Kind::other;
  std::string type_name;
  std::string what;
  std::int32_t code = 0;
  Category category = Category::generic;
  std::string path1, path2;
};

std::string name_of(const std::type_info* type) {
  return type != nullptr ? os::demangled(type->name()) : "an unknown type";
}

// Only the exact type: what is derived from it would lose its own part.
template <class E>
bool is(const std::exception& error) {
  return typeid(error) == typeid(E);
}

Kind plain_kind(const std::exception& error) {
  if (is<std::logic_error>(error)) return Kind::logic_error;
  if (is<std::domain_error>(error)) return Kind::domain_error;
  if (is<std::invalid_argument>(error)) return Kind::invalid_argument;
  if (is<std::length_error>(error)) return Kind::length_error;
  if (is<std::out_of_range>(error)) return Kind::out_of_range;
  if (is<std::runtime_error>(error)) return Kind::runtime_error;
  if (is<std::range_error>(error)) return Kind::range_error;
  if (is<std::overflow_error>(error)) return Kind::overflow_error;
  if (is<std::underflow_error>(error)) return Kind::underflow_error;
  if (is<std::bad_alloc>(error)) return Kind::bad_alloc;
  if (is<std::bad_cast>(error)) return Kind::bad_cast;
  if (is<std::bad_optional_access>(error)) return Kind::bad_optional_access;
  if (is<std::bad_variant_access>(error)) return Kind::bad_variant_access;
  if (is<std::bad_function_call>(error)) return Kind::bad_function_call;
  return Kind::other;
}

std::optional<Category> category_of(const std::error_code& code) {
  if (code.category() == std::generic_category()) return Category::generic;
  if (code.category() == std::system_category()) return Category::system;
  if (code.category() == std::iostream_category()) return Category::iostream;
  return std::nullopt;
}

// std::system_error puts ": message" behind the text it is given; without that the text can be given again.
std::string own_text(const std::string& what, const std::string& message) {
  const std::string tail = ": " + message;
  return what.ends_with(tail) ? what.substr(0, what.size() - tail.size()) : what == message ? "" : what;
}

void flatten_system_error(const std::system_error& error, Flat& flat) {
  const auto category = category_of(error.code());
  if (!category) return;
  flat.code = error.code().value();
  flat.category = *category;
  if (const auto* const file = dynamic_cast<const std::filesystem::filesystem_error*>(&error)) {
    if (!is<std::filesystem::filesystem_error>(error)) return;
    flat.kind = Kind::filesystem_error;
    flat.path1 = file->path1().string();
    flat.path2 = file->path2().string();
  } else if (is<std::ios_base::failure>(error) ||
             flat.type_name == "std::__ios_failure") {  // libstdc++'s own streams throw the latter
    flat.kind = Kind::ios_failure;
  } else if (is<std::system_error>(error)) {
    flat.kind = Kind::system_error;
  }
}

void flatten_standard(const std::exception& error, Flat& flat) {
  flat.kind = plain_kind(error);
  if (const auto* const system = dynamic_cast<const std::system_error*>(&error)) flatten_system_error(*system, flat);
  if (const auto* const regex = dynamic_cast<const std::regex_error*>(&error); regex && is<std::regex_error>(error)) {
    flat.kind = Kind::regex_error;
    flat.code = static_cast<std::int32_t>(regex->code());
  }
}

Flat flatten_current_exception() {
  Flat flat;
  flat.type_name = name_of(abi::__cxa_current_exception_type());
  try {
    throw;
  } catch (const std::exception& error) {
    try {
      if (const char* const what = error.what()) flat.what = what;
      flatten_standard(error, flat);
    } catch (...) {
      flat.kind = Kind::other;
      flat.what = "(its what() threw an exception, too)";
    }
  } catch (const std::string& text) {
    flat.what = text;
  } catch (const char* text) {
    flat.what = text != nullptr ? text : "";
  } catch (...) {
    flat.what = "(not derived from std::exception)";
  }
  return flat;
}

void write_text(wire::Writer& out, const std::string& text) {
  out.write_value(static_cast<std::uint64_t>(text.size()));
  out.write(text.data(), text.size());
}

std::string read_text(wire::Reader& in) {
  const auto bytes = in.take(in.read_value<std::uint64_t>());
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

template <class E>
std::exception_ptr with_nested(const RemoteException& remote, E error) {
  try {
    try {
      throw remote;
    } catch (...) {
      std::throw_with_nested(std::move(error));
    }
  } catch (...) {
    return std::current_exception();
  }
}

std::error_code code_of(const Flat& flat) {
  switch (flat.category) {
    case Category::generic:
      return {flat.code, std::generic_category()};
    case Category::system:
      return {flat.code, std::system_category()};
    case Category::iostream:
      return {flat.code, std::iostream_category()};
  }
  throw DecodeError{"an exception of an impossible error category"};
}

// libstdc++ composes the text as "filesystem error: TEXT: MESSAGE [path1] [path2]".
std::string filesystem_text(const Flat& flat, const std::string& message) {
  std::string text = flat.what;
  if (const auto paths = text.find(": " + message); paths != std::string::npos) text.resize(paths);
  constexpr std::string_view kPrefix = "filesystem error: ";
  return text.starts_with(kPrefix) ? text.substr(kPrefix.size()) : text;
}

// An error made without paths has no brackets for them, and one made with one path has one pair.
std::filesystem::filesystem_error rebuild_filesystem_error(const Flat& flat, const std::error_code& code) {
  using std::filesystem::filesystem_error;
  const std::string text = filesystem_text(flat, code.message());
  if (filesystem_error without{text, code}; without.what() == flat.what) return without;
  if (filesystem_error with_one{text, flat.path1, code}; with_one.what() == flat.what) return with_one;
  return filesystem_error{text, flat.path1, flat.path2, code};
}

std::exception_ptr rebuild_with_code(const Flat& flat, const RemoteException& remote) {
  const std::error_code code = code_of(flat);
  const std::string text = own_text(flat.what, code.message());
  switch (flat.kind) {
    case Kind::filesystem_error:
      return with_nested(remote, rebuild_filesystem_error(flat, code));
    case Kind::ios_failure:
      return with_nested(remote, std::ios_base::failure{text, code});
    default:
      return with_nested(remote, flat.what == code.message() ? std::system_error{code} : std::system_error{code, text});
  }
}

std::exception_ptr rebuild(const Flat& flat, const RemoteException& remote) {
  switch (flat.kind) {
    case Kind::other:
      return std::make_exception_ptr(remote);
    case Kind::logic_error:
      return with_nested(remote, std::logic_error{flat.what});
    case Kind::domain_error:
      return with_nested(remote, std::domain_error{flat.what});
    case Kind::invalid_argument:
      return with_nested(remote, std::invalid_argument{flat.what});
    case Kind::length_error:
      return with_nested(remote, std::length_error{flat.what});
    case Kind::out_of_range:
      return with_nested(remote, std::out_of_range{flat.what});
    case Kind::runtime_error:
      return with_nested(remote, std::runtime_error{flat.what});
    case Kind::range_error:
      return with_nested(remote, std::range_error{flat.what});
    case Kind::overflow_error:
      return with_nested(remote, std::overflow_error{flat.what});
    case Kind::underflow_error:
      return with_nested(remote, std::underflow_error{flat.what});
    case Kind::bad_alloc:
      return with_nested(remote, std::bad_alloc{});
    case Kind::bad_cast:
      return with_nested(remote, std::bad_cast{});
    case Kind::bad_optional_access:
      return with_nested(remote, std::bad_optional_access{});
    case Kind::bad_variant_access:
      return with_nested(remote, std::bad_variant_access{});
    case Kind::bad_function_call:
      return with_nested(remote, std::bad_function_call{});
    case Kind::regex_error:
      return with_nested(remote, std::regex_error{static_cast<std::regex_constants::error_type>(flat.code)});
    case Kind::system_error:
    case Kind::filesystem_error:
    case Kind::ios_failure:
      return rebuild_with_code(flat, remote);
  }
  throw DecodeError{"an exception of an impossible kind"};
}

}  // namespace

void encode_current_exception(wire::Writer& out) {
  const trace::Stack stack = trace::stack_of_current_exception();  // before looking at it throws something else
  const Flat flat = flatten_current_exception();
  out.write_value(flat.kind);
  write_text(out, flat.type_name);
  write_text(out, flat.what);
  out.write_value(flat.code);
  out.write_value(flat.category);
  write_text(out, flat.path1);
  write_text(out, flat.path2);
  wire::encode(out, stack);
}

std::exception_ptr decode_exception(wire::Reader& in, std::size_t task_index, int attempts) {
  Flat flat;
  flat.kind = in.read_value<Kind>();
  flat.type_name = read_text(in);
  flat.what = read_text(in);
  flat.code = in.read_value<std::int32_t>();
  flat.category = in.read_value<Category>();
  flat.path1 = read_text(in);
  flat.path2 = read_text(in);
  auto backtrace = std::make_shared<trace::Backtrace>(wire::decode<trace::Stack>(in));
  return rebuild(flat, RemoteException{flat.type_name, flat.what, task_index, attempts, std::move(backtrace)});
}

}  // namespace polyproc::internal::pool
