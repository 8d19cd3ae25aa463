#pragma once

#include <array>
#include <bitset>
#include <cereal/cereal.hpp>
#include <chrono>
#include <complex>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <forward_list>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

// Types that users send, and one value of each that exercises every branch of its codec.

namespace polyproc::internal::wire::samples {

enum class Colour : std::uint8_t { red, green };
enum class Switch : bool { off, on };

struct Empty {
  bool operator==(const Empty&) const = default;
};

struct Point {
  double x = 0;
  double y = 0;
  bool operator==(const Point&) const = default;
};

struct Pixel : Point {  // an aggregate with a base
  int value = 0;
  bool operator==(const Pixel&) const = default;
};

struct Marked {  // trivially copyable, but not any bytes are one
  int number = 0;
  bool mark = false;
  bool operator==(const Marked&) const = default;
};

struct Person {
  std::string name;
  Marked marked;
  std::vector<Point> path;
  std::optional<Colour> colour;
  bool operator==(const Person&) const = default;
};

struct Sixteen {
  int a, b, c, d, e, f, g, h;
  std::string i, j, k, l, m, n, o, p;
  bool operator==(const Sixteen&) const = default;
};

struct Named {  // array members
  char name[4];
  bool flags[2];
  std::string words[2];
  int matrix[2][2];
  bool operator==(const Named&) const = default;
};

struct Tree {  // contains itself
  int value = 0;
  std::vector<Tree> children;
  bool operator==(const Tree&) const = default;
};

class Temperature {  // trivially copyable, private, no default constructor
 public:
  explicit Temperature(double kelvin) : kelvin_{kelvin} {}
  bool operator==(const Temperature&) const = default;

 private:
  double kelvin_;
};

class Account {  // cereal, member function
 public:
  Account() = default;
  Account(std::string owner, int balance) : owner_{std::move(owner)}, balance_{balance} {}
  bool operator==(const Account&) const = default;

  template <class Archive>
  void serialize(Archive& archive) {
    archive(cereal::make_nvp("owner", owner_), CEREAL_NVP(balance_), history_);
  }

 private:
  std::string owner_;
  int balance_ = 0;
  std::vector<std::pair<int, std::string>> history_{{1, "opened"}};
};

class Bank {  // cereal, free functions save and load, and classes with cereal functions inside
 public:
  std::vector<Account> accounts;
  std::map<std::string, Account> by_name;
  bool operator==(const Bank& other) const { return accounts == other.accounts && by_name == other.by_name; }
};

template <class Archive>
void save(Archive& archive, const Bank& bank) {
  archive << bank.accounts;
  archive& bank.by_name;
}
template <class Archive>
void load(Archive& archive, Bank& bank) {
  archive >> bank.accounts;
  archive& bank.by_name;
}

struct Versioned {  // cereal, with a version
  int value = 0;
  bool operator==(const Versioned&) const = default;

  template <class Archive>
  void serialize(Archive& archive, const std::uint32_t version) {
    archive(value);
    if (version != 3) value = -1;
  }
};

struct Celsius {  // cereal, minimal
  double degrees = 0;
  bool operator==(const Celsius&) const = default;

  template <class Archive>
  [[nodiscard]] double save_minimal(const Archive&) const {
    return degrees;
  }
  template <class Archive>
  void load_minimal(const Archive&, const double& value) {
    degrees = value;
  }
};

inline const std::tuple values{
    -7,
    std::uint64_t{1} << 63,
    2.5,
    'x',
    true,
    Colour::green,
    Switch::on,
    std::string{"hello"},
    std::u32string{U"h\u00e9"},
    Empty{},
    std::monostate{},
    Point{1, 2},
    Pixel{{1, 2}, 3},
    Marked{4, true},
    Person{"Ada", {5, true}, {{1, 2}, {3, 4}}, Colour::red},
    Sixteen{1, 2, 3, 4, 5, 6, 7, 8, "i", "j", "k", "l", "m", "n", "o", "p"},
    Named{{'a', 'b', 'c', 'd'}, {true, false}, {"x", "yy"}, {{1, 2}, {3, 4}}},
    Tree{1, {Tree{2, {}}, Tree{3, {Tree{4, {}}}}}},
    Temperature{293.15},
    Account{"Ada", 12},
    Bank{{Account{"Ada", 1}, Account{"Bob", 2}}, {{"Ada", Account{"Ada", 1}}}},
    Versioned{3},
    Celsius{21.5},
    std::vector{1.0, 2.0, 3.0},
    std::vector{std::string{"a"}, std::string{}, std::string{"ccc"}},
    std::vector{true, false, true, true, false, false, true, false, true},
    std::vector{Empty{}, Empty{}},
    std::vector{Temperature{1}, Temperature{2}},
    std::vector<std::tuple<>>(3),
    std::vector{std::vector{1, 2}, std::vector<int>{}},
    std::deque{1, 2, 3},
    std::list{std::string{"a"}, std::string{"b"}},
    std::forward_list{1, 2, 3},
    std::array{1, 2, 3},
    std::array{std::string{"a"}, std::string{"b"}},
    std::array<std::string, 0>{},
    std::array{Marked{1, true}, Marked{2, false}},
    std::set{3, 1, 2},
    std::multiset{1, 1, 2},
    std::map<std::string, int>{{"a", 1}, {"b", 2}},
    std::multimap<int, std::string>{{1, "a"}, {1, "b"}},
    std::unordered_set{1, 2, 3},
    std::unordered_multiset{1, 1},
    std::unordered_map<std::string, std::vector<int>>{{"a", {1}}, {"b", {}}},
    std::unordered_multimap<int, int>{{1, 1}, {1, 2}},
    std::bitset<11>{0b10110011101},
    std::optional<std::string>{"yes"},
    std::optional<std::string>{},
    std::optional<std::optional<int>>{std::optional<int>{}},
    std::variant<int, std::string, Point>{std::string{"second"}},
    std::variant<std::monostate, Temperature>{Temperature{3}},
    std::pair{1, std::string{"one"}},
    std::tuple{1, std::string{"one"}, std::tuple{2.0}},
    std::tuple<>{},
    std::complex{1.0, -1.0},
    std::chrono::milliseconds{5},
    std::chrono::sys_seconds{std::chrono::seconds{9}},
    std::filesystem::path{"/tmp/a b"},
};

}  // namespace polyproc::internal::wire::samples

CEREAL_CLASS_VERSION(polyproc::internal::wire::samples::Versioned, 3)
