#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "polyproc/wire/callable.hpp"
#include "wire/encoding.hpp"
#include "wire/samples.hpp"

// A worker that has gone mad may write anything. Whatever it is, decoding it ends soon, with a value or with
// DecodeError.

namespace polyproc::internal::wire {
namespace {

constexpr auto kHuge = std::uint64_t{1} << 60;

/// Decodes bytes that may be nonsense; only DecodeError may come out of it.
template <class T>
void try_decode(std::span<const std::byte> bytes) {
  try {
    Reader reader{bytes};
    (void)decode<T>(reader);
  } catch (const DecodeError&) {
  }
}

template <class T>
void expect_refused(const Bytes& bytes) {
  EXPECT_THROW((void)decoded<T>(bytes), DecodeError) << typeid(T).name();
}

TEST(HostileBytes, HugeLengthsAreRefusedBeforeThereIsMemoryForThem) {
  for (const auto length : {kHuge, std::numeric_limits<std::uint64_t>::max(), std::uint64_t{9}}) {
    const Bytes bytes = bytes_of(length, std::uint64_t{0});  // eight bytes follow the length
    expect_refused<std::string>(bytes);
    expect_refused<std::vector<double>>(bytes);
    expect_refused<std::vector<std::string>>(bytes);
    expect_refused<std::vector<samples::Empty>>(bytes);
    expect_refused<std::vector<std::tuple<>>>(bytes);
    expect_refused<std::list<int>>(bytes);
    expect_refused<std::forward_list<std::monostate>>(bytes);
    expect_refused<std::set<int>>(bytes);
    expect_refused<std::unordered_map<int, int>>(bytes);
    expect_refused<std::filesystem::path>(bytes);
  }
  for (const auto length : {kHuge, std::numeric_limits<std::uint64_t>::max(), std::uint64_t{65}}) {
    expect_refused<std::vector<bool>>(bytes_of(length, std::uint64_t{0}));
  }
}

TEST(HostileBytes, ManyLargeElementsThatTakeOneByteEachDoNotReserveMuchMore) {
  using Large = std::optional<std::array<double, 1 << 16>>;  // half a megabyte, or one byte on the wire
  Bytes bytes = bytes_of(std::uint64_t{1} << 20U);
  bytes.resize(bytes.size() + (1U << 20U), std::byte{2});  // 512 GB if it were believed; and no flag is 2
  expect_refused<std::vector<Large>>(bytes);
}

TEST(HostileBytes, TruthIsZeroOrOne) {
  expect_refused<bool>(bytes_of('\2'));
  expect_refused<samples::Switch>(bytes_of('\2'));
  expect_refused<samples::Marked>(bytes_of(1, '\2'));
  expect_refused<std::optional<int>>(bytes_of('\2', 1));
  expect_refused<std::unique_ptr<int>>(bytes_of('\377', 1));
}

TEST(HostileBytes, AVariantHasNoMoreAlternativesThanItsType) {
  using Variant = std::variant<std::monostate, int>;
  expect_refused<Variant>(bytes_of(std::uint32_t{2}, 1));
  expect_refused<Variant>(bytes_of(std::numeric_limits<std::uint32_t>::max(), 1));
}

TEST(HostileBytes, SharedPointersReferOnlyToCompleteTargetsOfTheirType) {
  using Shared = std::shared_ptr<int>;
  expect_refused<Shared>(bytes_of(std::uint32_t{2}, 1));
  expect_refused<std::pair<Shared, std::shared_ptr<float>>>(bytes_of(std::uint32_t{1}, 7, std::uint32_t{1}));
  struct Node {
    std::shared_ptr<Node> next;
  };
  expect_refused<std::shared_ptr<Node>>(bytes_of(std::uint32_t{1}, std::uint32_t{1}));
}

TEST(HostileBytes, NestingIsBounded) {
  struct Node {
    std::unique_ptr<Node> next;
  };
  expect_refused<Node>(Bytes(1'000'000, std::byte{1}));
}

TEST(HostileBytes, ErrorsNameTheType) {
  const auto message_of = []<class T>(std::type_identity<T>, const Bytes& bytes) -> std::string {
    try {
      return (void)decoded<T>(bytes), "";
    } catch (const DecodeError& error) {
      return error.what();
    }
  };
  EXPECT_EQ(message_of(std::type_identity<double>{}, Bytes(3)), "cannot decode double: 8 bytes needed, 3 left");
  EXPECT_THAT(message_of(std::type_identity<std::vector<int>>{}, bytes_of(kHuge)),
              testing::MatchesRegex("cannot decode std::vector<int, .*>: its length exceeds the bytes left"));
}

TEST(HostileBytes, RandomOnesDecodeToAValueOrAnError) {
  std::mt19937 random{1};
  const auto byte = [&] { return static_cast<std::byte>(random() % 4 != 0 ? random() % 4 : random() % 256); };
  for (int round = 0; round != 300; ++round) {
    Bytes bytes(random() % 200);
    std::ranges::generate(bytes, byte);
    std::apply([&]<class... Ts>(const Ts&...) { (try_decode<Ts>(bytes), ...); }, samples::values);
  }
}

TEST(HostileBytes, OneFlippedByteDecodesToAValueOrAnError) {
  std::mt19937 random{2};
  const auto flip_each = [&]<class T>(const T& sample) {
    const Bytes whole = encoded(sample);
    for (std::size_t at = 0; at != whole.size(); ++at) {
      Bytes bytes = whole;
      bytes[at] = static_cast<std::byte>(random());
      try_decode<T>(bytes);
    }
  };
  std::apply([&](const auto&... all) { (flip_each(all), ...); }, samples::values);
}

TEST(HostileBytes, AFunctionIsOnlyWhereCodeIs) {
  using Function = int (*)(int);
  const Bytes whole = encoded<Function>([](int x) { return x; });
  for (std::size_t at = 0; at != whole.size(); ++at) {
    for (const auto bit : {0x01, 0x80}) {
      Bytes bytes = whole;
      bytes[at] ^= static_cast<std::byte>(bit);
      try_decode<Function>(bytes);
    }
  }
  Bytes far = whole;
  far[sizeof(std::uint32_t) + 7] = std::byte{0x7f};  // the top of the offset
  expect_refused<Function>(far);
  expect_refused<Function>(Bytes(whole.begin(), whole.end() - 1));
}

}  // namespace
}  // namespace polyproc::internal::wire
