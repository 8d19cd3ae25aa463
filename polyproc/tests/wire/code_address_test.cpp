#include "polyproc/wire/code_address.hpp"

#include <dlfcn.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "children/in_child.hpp"
#include "wire/encoding.hpp"

namespace polyproc::internal::wire {
namespace {

void function_here() {}

Bytes encoded_address(const void* address) {
  Writer writer;
  encode_code_address(writer, address);
  return {writer.bytes().begin(), writer.bytes().end()};
}

const void* decoded_address(const Bytes& bytes) {
  Reader reader{bytes};
  return decode_code_address(reader);
}

/// A shared library that the test program is not linked with, as long as it is loaded.
class Plugin {
 public:
  explicit Plugin(const std::string& path = PLUGIN_PATH) : handle_{::dlopen(path.c_str(), RTLD_NOW)} {}
  Plugin(const Plugin&) = delete;
  Plugin& operator=(const Plugin&) = delete;
  ~Plugin() {
    if (handle_ != nullptr) ::dlclose(handle_);
  }
  [[nodiscard]] const void* answer() const { return ::dlsym(handle_, "polyproc_test_answer"); }

 private:
  void* handle_;
};

int call(const void* address) { return reinterpret_cast<int (*)()>(reinterpret_cast<std::uintptr_t>(address))(); }

bool is_loaded() { return ::dlopen(PLUGIN_PATH, RTLD_NOW | RTLD_NOLOAD) != nullptr; }

TEST(CodeAddress, MeansTheSameFunctionOfThisProgram) {
  const auto* address = reinterpret_cast<const void*>(&function_here);
  EXPECT_EQ(decoded_address(encoded_address(address)), address);
  EXPECT_EQ(decoded_address(encoded_address(address)), address);  // this time looked up before
}

TEST(CodeAddress, MeansTheSameFunctionOfASharedLibrary) {
  const auto* address = ::dlsym(RTLD_DEFAULT, "strtol");
  EXPECT_EQ(decoded_address(encoded_address(address)), address);
}

TEST(CodeAddress, CanBeNull) { EXPECT_EQ(decoded_address(encoded_address(nullptr)), nullptr); }

TEST(CodeAddress, OfWhatIsNotCodeIsRefused) {
  static int data = 0;
  EXPECT_THROW(encoded_address(&data), std::invalid_argument);
}

TEST(CodeAddress, ThatWasChangedIsRefused) {
  Bytes bytes = encoded_address(reinterpret_cast<const void*>(&function_here));
  bytes[20] ^= std::byte{1};  // in the identity of the module
  EXPECT_THROW((void)decoded_address(bytes), DecodeError);
}

// The order of the next two matters: a library that decoding loads stays loaded.
TEST(CodeAddress, OfALibraryReplacedByAnotherBuildIsRefused) {
  const auto copy = std::filesystem::path{PLUGIN_PATH}.replace_filename("replaced_plugin.so");
  std::filesystem::copy_file(PLUGIN_PATH, copy, std::filesystem::copy_options::overwrite_existing);
  Bytes bytes;
  {
    const Plugin plugin{copy};
    bytes = encoded_address(plugin.answer());
  }
  std::filesystem::remove(copy);
  std::filesystem::copy_file(OTHER_PLUGIN_PATH, copy);
  try {
    (void)decoded_address(bytes);
    FAIL() << "another build was accepted";
  } catch (const DecodeError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr(copy.string()));
    EXPECT_THAT(error.what(), testing::HasSubstr("another build"));
  }
  std::filesystem::remove(copy);
}

TEST(CodeAddress, OfALibraryThatIsNotLoadedLoadsIt) {
  Bytes bytes;
  {
    const Plugin plugin;
    ASSERT_NE(plugin.answer(), nullptr);
    bytes = encoded_address(plugin.answer());
    EXPECT_EQ(call(decoded_address(bytes)), 42);
  }
  ASSERT_FALSE(is_loaded());
  EXPECT_EQ(call(decoded_address(bytes)), 42);  // not from what was looked up before
  EXPECT_TRUE(is_loaded());
}

TEST(CodeAddress, OfALibraryThatIsGoneNamesIt) {
  const auto copy = std::filesystem::path{PLUGIN_PATH}.replace_filename("gone_plugin.so");
  std::filesystem::copy_file(OTHER_PLUGIN_PATH, copy, std::filesystem::copy_options::overwrite_existing);
  Bytes bytes;
  {
    const Plugin plugin{copy};
    bytes = encoded_address(plugin.answer());
  }
  std::filesystem::remove(copy);
  try {
    (void)decoded_address(bytes);
    FAIL() << "a library that is gone was found";
  } catch (const DecodeError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("gone_plugin.so"));
  }
}

// They run when the objects of the thread are gone.
TEST(CodeAddress, MeansTheSameFunctionInExitHandlers) {
  EXPECT_EQ(children::in_child([] {
              const auto stays_right = [] {
                const auto* address = reinterpret_cast<const void*>(&function_here);
                const std::vector<std::string> others(100, std::string(200, 'x'));  // where the lookups have been
                return decoded_address(encoded_address(address)) == address;
              };
              if (!stays_right()) return 1;
              std::atexit([] { ::_exit(decltype(stays_right){}() ? 0 : 2); });
              std::exit(3);
              return 4;
            }),
            0);
}

}  // namespace
}  // namespace polyproc::internal::wire
