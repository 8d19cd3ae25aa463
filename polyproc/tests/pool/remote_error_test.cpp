#include "pool/remote_error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <any>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <ios>
#include <memory>
#include <new>
#include <optional>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <type_traits>
#include <typeinfo>
#include <variant>

#include "polyproc/error.hpp"
#include "polyproc/task_error.hpp"

namespace shop {
struct OutOfStock : std::exception {
  [[nodiscard]] const char* what() const noexcept override { return "no apples"; }
};
struct Derived : std::runtime_error {
  using runtime_error::runtime_error;
};
struct DerivedSystem : std::system_error {
  using system_error::system_error;
};
struct Category : std::error_category {
  [[nodiscard]] const char* name() const noexcept override { return "shop"; }
  [[nodiscard]] std::string message(int) const override { return "closed"; }
};
const Category category;
}  // namespace shop

namespace polyproc::internal::pool {
namespace {

// What `body` throws, as it arrives in the caller.
template <class Body>
std::exception_ptr sent(Body body, std::size_t task_index = 0, int attempts = 1) {
  wire::Writer writer;
  try {
    body();
    ADD_FAILURE() << "nothing was thrown";
  } catch (...) {
    encode_current_exception(writer);
  }
  wire::Reader reader{writer.bytes()};
  auto error = decode_exception(reader, task_index, attempts);
  EXPECT_EQ(reader.remaining(), 0U);
  return error;
}

template <class E>
std::exception_ptr sent_error(const E& error) {
  return sent([&] { throw error; });
}

// Checks that it arrived as an E with this text, with a RemoteException inside that names the type.
template <class E>
void expect_as(const std::exception_ptr& arrived, const std::string& what, const std::string& type_name) {
  try {
    std::rethrow_exception(arrived);
  } catch (const E& error) {
    EXPECT_EQ(error.what(), what);
    EXPECT_EQ(dynamic_cast<const TaskFailed*>(static_cast<const std::exception*>(&error)), nullptr)
        << "nested, not inherited";
    const auto* const nested = dynamic_cast<const std::nested_exception*>(&error);
    ASSERT_NE(nested, nullptr) << type_name;
    try {
      nested->rethrow_nested();
    } catch (const RemoteException& remote) {
      EXPECT_EQ(remote.type_name(), type_name);
      EXPECT_THAT(remote.what(), testing::HasSubstr(type_name));
    }
  } catch (const std::exception& other) {
    ADD_FAILURE() << "not " << type_name << " but " << typeid(other).name() << ": " << other.what();
  }
}

RemoteException as_remote(const std::exception_ptr& arrived) {
  try {
    std::rethrow_exception(arrived);
  } catch (const RemoteException& remote) {
    return remote;
  } catch (const std::exception& other) {
    ADD_FAILURE() << "another type: " << typeid(other).name();
  }
  return {"", "", 0, 0};
}

template <class E>
class ErrorWithText : public testing::Test {};
using ErrorsWithText =
    testing::Types<std::logic_error, std::domain_error, std::invalid_argument, std::length_error, std::out_of_range,
                   std::runtime_error, std::range_error, std::overflow_error, std::underflow_error>;
TYPED_TEST_SUITE(ErrorWithText, ErrorsWithText);

TYPED_TEST(ErrorWithText, ArrivesAsItself) {
  const std::string name = testing::internal::GetTypeName<TypeParam>();
  expect_as<TypeParam>(sent_error(TypeParam{"a text"}), "a text", name);
  expect_as<TypeParam>(sent_error(TypeParam{""}), "", name);
  const std::string longer(100'000, 'x');
  expect_as<TypeParam>(sent_error(TypeParam{longer}), longer, name);
}

TEST(RemoteError, StandardTypesWithoutTextArriveAsThemselves) {
  expect_as<std::bad_alloc>(sent_error(std::bad_alloc{}), std::bad_alloc{}.what(), "std::bad_alloc");
  expect_as<std::bad_cast>(sent_error(std::bad_cast{}), std::bad_cast{}.what(), "std::bad_cast");
  expect_as<std::bad_optional_access>(sent([] { (void)std::optional<int>{}.value(); }),
                                      std::bad_optional_access{}.what(), "std::bad_optional_access");
  expect_as<std::bad_variant_access>(sent_error(std::bad_variant_access{}), std::bad_variant_access{}.what(),
                                     "std::bad_variant_access");
  expect_as<std::bad_function_call>(sent([] { std::function<void()>{}(); }), std::bad_function_call{}.what(),
                                    "std::bad_function_call");
}

TEST(RemoteError, ArrivesAsItselfWhenTheLibraryOfCxxThrowsIt) {
  const auto type_of = [](const std::exception_ptr& error) {
    try {
      std::rethrow_exception(error);
    } catch (const std::out_of_range&) {
      return "out_of_range";
    } catch (const std::invalid_argument&) {
      return "invalid_argument";
    } catch (const std::length_error&) {
      return "length_error";
    } catch (const std::bad_variant_access&) {
      return "bad_variant_access";
    } catch (const std::bad_cast&) {
      return "bad_cast";
    } catch (...) {
      return "another";
    }
  };
  EXPECT_STREQ(type_of(sent([] { (void)std::string{}.at(3); })), "out_of_range");
  EXPECT_STREQ(type_of(sent([] { (void)std::stoi("x"); })), "invalid_argument");
  EXPECT_STREQ(type_of(sent([] { std::string{}.reserve(~std::size_t{0}); })), "length_error");
  EXPECT_STREQ(type_of(sent([] { (void)std::get<int>(std::variant<std::string, int>{}); })), "bad_variant_access");
  EXPECT_STREQ(type_of(sent([] {
                 const shop::OutOfStock error;
                 (void)dynamic_cast<const std::runtime_error&>(static_cast<const std::exception&>(error));
               })),
               "bad_cast");
}

TEST(RemoteError, SystemErrorsKeepCodeAndText) {
  const auto gone = std::make_error_code(std::errc::no_such_file_or_directory);
  const std::error_code refused{EACCES, std::system_category()};
  for (const auto& original :
       {std::system_error{gone, "opening it"}, std::system_error{refused, "opening it"}, std::system_error{gone},
        std::system_error{gone, ""}, std::system_error{gone, "a: b: c"}, std::system_error{gone, gone.message()}}) {
    const auto arrived = sent_error(original);
    expect_as<std::system_error>(arrived, original.what(), "std::system_error");
    try {
      std::rethrow_exception(arrived);
    } catch (const std::system_error& error) {
      EXPECT_EQ(error.code(), original.code());
    }
  }
}

TEST(RemoteError, FilesystemErrorsKeepPathsCodeAndText) {
  namespace fs = std::filesystem;
  const auto check = [](auto body) {
    std::string what;
    fs::path first, second;
    std::error_code code;
    try {
      body();
    } catch (const fs::filesystem_error& error) {
      what = error.what();
      first = error.path1();
      second = error.path2();
      code = error.code();
    }
    const auto arrived = sent(body);
    expect_as<fs::filesystem_error>(arrived, what, "std::filesystem::__cxx11::filesystem_error");
    try {
      std::rethrow_exception(arrived);
    } catch (const fs::filesystem_error& error) {
      EXPECT_EQ(error.path1(), first);
      EXPECT_EQ(error.path2(), second);
      EXPECT_EQ(error.code(), code);
    }
  };
  const auto gone = std::make_error_code(std::errc::no_such_file_or_directory);
  check([] { (void)fs::file_size("/no/such/file"); });
  check([] { fs::copy("/no/such/file", "/nor/such"); });
  check([&] { throw fs::filesystem_error{"text", gone}; });
  check([&] { throw fs::filesystem_error{"text", "a", gone}; });
  check([&] { throw fs::filesystem_error{"", "a", "b", gone}; });
  check([&] { throw fs::filesystem_error{"filesystem error: twice", "a", "b", gone}; });
}

TEST(RemoteError, StreamFailuresArriveAsThemselves) {
  expect_as<std::ios_base::failure>(sent_error(std::ios_base::failure{"text"}), std::ios_base::failure{"text"}.what(),
                                    "std::ios_base::failure[abi:cxx11]");
  const std::error_code code = std::io_errc::stream;
  expect_as<std::ios_base::failure>(sent_error(std::ios_base::failure{"", code}),
                                    std::ios_base::failure("", code).what(), "std::ios_base::failure[abi:cxx11]");
}

TEST(RemoteError, FailuresThatAStreamThrowsArriveAsStreamFailures) {
  const auto arrived = sent([] {
    std::ifstream file;
    file.exceptions(std::ios::failbit);
    file.open("/no/such/file");
  });
  EXPECT_THROW(std::rethrow_exception(arrived), std::ios_base::failure);
}

TEST(RemoteError, RegexErrorsKeepTheirCode) {
  const auto arrived = sent_error(std::regex_error{std::regex_constants::error_paren});
  try {
    std::rethrow_exception(arrived);
  } catch (const std::regex_error& error) {
    EXPECT_EQ(error.code(), std::regex_constants::error_paren);
  } catch (const std::exception& other) {
    ADD_FAILURE() << other.what();
  }
}

TEST(RemoteError, OtherTypesArriveAsRemoteExceptionsThatNameThem) {
  const RemoteException own = as_remote(sent_error(shop::OutOfStock{}));
  EXPECT_EQ(own.type_name(), "shop::OutOfStock");
  EXPECT_THAT(own.what(), testing::HasSubstr("no apples"));
  EXPECT_EQ(as_remote(sent_error(std::exception{})).type_name(), "std::exception");
  EXPECT_EQ(as_remote(sent([] { (void)std::any_cast<int>(std::any{1.0}); })).type_name(), "std::bad_any_cast");
  EXPECT_EQ(as_remote(sent([] { throw std::bad_weak_ptr{}; })).type_name(), "std::bad_weak_ptr");
  EXPECT_EQ(as_remote(sent_error(Timeout{"late"})).type_name(), "polyproc::Timeout");
  EXPECT_EQ(as_remote(sent_error(WorkerDied{WorkerDied::Report{.exitcode = 1, .pid = 2}, 0, 1})).type_name(),
            "polyproc::WorkerDied");
}

TEST(RemoteError, DerivedTypesAreOtherTypes) {
  EXPECT_EQ(as_remote(sent_error(shop::Derived{"derived"})).type_name(), "shop::Derived");
  EXPECT_THAT(as_remote(sent_error(shop::Derived{"derived"})).what(), testing::HasSubstr("derived"));
  EXPECT_EQ(as_remote(sent_error(std::bad_array_new_length{})).type_name(), "std::bad_array_new_length");
  EXPECT_EQ(as_remote(sent_error(shop::DerivedSystem{std::make_error_code(std::errc::io_error)})).type_name(),
            "shop::DerivedSystem");
}

TEST(RemoteError, AnErrorCodeOfAnUnknownCategoryCannotBeMadeAgain) {
  const RemoteException remote = as_remote(sent_error(std::system_error{std::error_code{3, shop::category}, "buying"}));
  EXPECT_EQ(remote.type_name(), "std::system_error");
  EXPECT_THAT(remote.what(), testing::HasSubstr("buying: closed"));
}

TEST(RemoteError, WhatIsNoExceptionArrivesByItsTypeName) {
  EXPECT_EQ(as_remote(sent_error(42)).type_name(), "int");
  EXPECT_THAT(as_remote(sent([] { throw "a literal"; })).what(), testing::HasSubstr("a literal"));
  EXPECT_THAT(as_remote(sent_error(std::string{"a string"})).what(), testing::HasSubstr("a string"));
  EXPECT_THAT(as_remote(sent_error(static_cast<const char*>(nullptr))).type_name(), testing::HasSubstr("char const*"));
  struct Local {};
  EXPECT_THAT(as_remote(sent_error(Local{})).type_name(), testing::HasSubstr("Local"));
}

TEST(RemoteError, AWhatWithoutTextIsEmpty) {
  struct Null : std::exception {
    [[nodiscard]] const char* what() const noexcept override { return nullptr; }
  };
  EXPECT_THAT(as_remote(sent_error(Null{})).type_name(), testing::HasSubstr("Null"));
}

TEST(RemoteError, AnErrorWithAnotherNestedInItArrivesWithItsText) {
  const auto arrived = sent([] {
    try {
      throw std::runtime_error{"inner"};
    } catch (...) {
      std::throw_with_nested(std::logic_error{"outer"});
    }
  });
  const RemoteException remote = as_remote(arrived);
  EXPECT_THAT(remote.type_name(), testing::HasSubstr("std::logic_error"));
  EXPECT_THAT(remote.what(), testing::HasSubstr("outer"));
}

TEST(RemoteError, TellsTaskAndAttempts) {
  try {
    try {
      std::rethrow_exception(sent([] { throw std::runtime_error{"x"}; }, 17, 3));
    } catch (const std::runtime_error& error) {
      std::rethrow_if_nested(error);
      FAIL();
    }
  } catch (const RemoteException& remote) {
    EXPECT_EQ(remote.task_index(), 17U);
    EXPECT_EQ(remote.attempts(), 3);
    EXPECT_STREQ(remote.what(), "task 17 (attempt 3) threw std::runtime_error: x");
  }
}

TEST(RemoteError, BytesThatAreCutShortOrOutOfRangeAreNoError) {
  wire::Writer writer;
  try {
    throw std::system_error{std::make_error_code(std::errc::io_error), "text"};
  } catch (...) {
    encode_current_exception(writer);
  }
  const auto bytes = writer.bytes();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    wire::Reader reader{bytes.first(size)};
    EXPECT_THROW((void)decode_exception(reader, 0, 1), DecodeError) << size;
  }
  // Any value of any byte: an exception of some kind, or DecodeError.
  std::vector<std::byte> changed{bytes.begin(), bytes.end()};
  for (std::size_t i = 0; i < changed.size(); ++i) {
    for (int value = 0; value < 256; ++value) {
      const std::byte before = std::exchange(changed[i], static_cast<std::byte>(value));
      wire::Reader reader{changed};
      try {
        (void)decode_exception(reader, 0, 1);
      } catch (const DecodeError&) {
        // as it should be
      }
      changed[i] = before;
    }
  }
}

}  // namespace
}  // namespace polyproc::internal::pool
