#pragma once

#include <concepts>
#include <cstddef>
#include <exception>
#include <memory>
#include <type_traits>
#include <utility>

namespace polyproc::internal::wire {

// The members of a plain aggregate, found without any help from its author: how many initialisers it takes tells how
// many members it has, and structured bindings give them.

/// Up to this many members (an array member counts as its elements) an aggregate can be seen into.
inline constexpr std::size_t kMaxMembers = 32;

namespace detail {

// Never called. The conversions have bodies only because clang warns of their absence where the aggregate is local to a
// file.

/// Turns into whatever a member is initialised with, but not into the aggregate as a whole. Nor into the mark of
/// constructors with an allocator: when clang looks whether {any, any, any} makes a std::tuple it would take one of
/// them and fail inside it.
template <class Aggregate>
struct AnyMember {
  template <class T>
    requires(!std::same_as<T, Aggregate> && !std::same_as<T, std::allocator_arg_t>)
  operator T() const {
    std::terminate();
  }
};

/// Turns into nothing but a base of the aggregate.
template <class Aggregate>
struct OnlyBase {
  template <class T>
    requires(std::is_base_of_v<T, Aggregate> && !std::same_as<T, Aggregate>)
  operator T() const {
    std::terminate();
  }
};

/// Initialises references too.
template <class Aggregate>
struct AnyReference {
  template <class T>
    requires(!std::same_as<T, Aggregate>)
  operator T&() const {
    std::terminate();
  }
};

template <class Any, std::size_t>
using Repeated = Any;

template <class T, class Any, std::size_t... I>
consteval bool takes(std::index_sequence<I...>) {
  return requires { T{Repeated<Any, I>{}...}; };
}

/// Whether the aggregate takes that many initialisers.
template <class T, class Any, std::size_t count>
inline constexpr bool takes_count = takes<T, Any>(std::make_index_sequence<count>{});

/// The largest number of initialisers up to `count` that the aggregate takes; -1 if there is none.
template <class T, class Any, std::size_t count = kMaxMembers + 1>
consteval int initialisers() {
  if constexpr (takes_count<T, Any, count>) {
    return static_cast<int>(count);
  } else if constexpr (count > 0) {
    return initialisers<T, Any, count - 1>();
  } else {
    return -1;
  }
}

template <class T, std::size_t... Before, std::size_t... Inside, std::size_t... After>
consteval bool takes_braces(std::index_sequence<Before...>, std::index_sequence<Inside...>,
                            std::index_sequence<After...>) {
  using Any = AnyMember<T>;
  return requires { T{Repeated<Any, Before>{}..., {Repeated<Any, Inside>{}...}, Repeated<Any, After>{}...}; };
}

/// How many of the `total` initialisers go to the one member at position `at`: more than one if it is an array.
template <class T, std::size_t at, std::size_t total, std::size_t inside = total - at>
consteval std::size_t share() {
  if constexpr (inside <= 1) {
    return 1;
  } else {
    constexpr auto fits = []<std::size_t after>(std::integral_constant<std::size_t, after>) {
      return takes_braces<T>(std::make_index_sequence<at>{}, std::make_index_sequence<inside>{},
                             std::make_index_sequence<after>{});
    };
    // A class that can be made from several values fits too, but leaves room for all that follow it.
    constexpr std::size_t after = total - at - inside;
    if constexpr (fits(std::integral_constant<std::size_t, after>{}) &&
                  !fits(std::integral_constant<std::size_t, after + 1>{})) {
      return inside;
    } else {
      return share<T, at, total, inside - 1>();
    }
  }
}

template <class T, std::size_t total, std::size_t at = 0>
consteval std::size_t members() {
  if constexpr (at >= total) {
    return 0;
  } else {
    return 1 + members<T, total, at + share<T, at, total>()>();
  }
}

/// Whether the first of `total` initialisers is for a base.
template <class T, std::size_t... Others>
consteval bool has_base(std::index_sequence<Others...>) {
  return requires { T{OnlyBase<T>{}, Repeated<AnyMember<T>, Others>{}...}; };
}

/// Whether there is a member behind the first ones that AnyMember does not fit.
template <class T, std::size_t... First>
consteval bool has_more(std::index_sequence<First...>) {
  return requires { T{Repeated<AnyMember<T>, First>{}..., {}}; };
}

/// The number of members, or -1 if the aggregate hides them: in a base, behind a reference, or by their number.
template <class T>
consteval int count_members() {
  if constexpr (std::is_empty_v<T>) {
    return 0;
  } else {
    constexpr int total = initialisers<T, AnyMember<T>>();
    if constexpr (total < 1 || total > static_cast<int>(kMaxMembers)) {
      return -1;
    } else if constexpr (has_base<T>(std::make_index_sequence<total - 1>{}) ||
                         has_more<T>(std::make_index_sequence<total>{})) {
      return -1;
    } else {
      return static_cast<int>(members<T, total>());
    }
  }
}

template <class T>
inline constexpr int member_count = count_members<T>();

template <class T>
inline constexpr bool takes_values = initialisers<T, AnyMember<T>>() >= 0;
template <class T>
inline constexpr bool takes_variables = initialisers<T, AnyReference<T>>() >= 0;

}  // namespace detail

/// Aggregates whose members visit_members() can reach.
template <class T>
concept VisibleAggregate = std::is_class_v<T> && std::is_aggregate_v<T> && detail::member_count<T> >= 0;

/// Aggregates with a member that is a reference to something changeable, which no value can initialise.
template <class T>
concept ReferencingAggregate = std::is_class_v<T> && std::is_aggregate_v<T> && !std::is_empty_v<T> &&
                               !detail::takes_values<T> && detail::takes_variables<T>;

// POLYPROC_EACH_3(what) is what(m1), what(m2), what(m3). Until C++26 a structured binding cannot introduce a pack.
#define POLYPROC_EACH_1(what) what(m1)
#define POLYPROC_EACH_2(what) POLYPROC_EACH_1(what), what(m2)
#define POLYPROC_EACH_3(what) POLYPROC_EACH_2(what), what(m3)
#define POLYPROC_EACH_4(what) POLYPROC_EACH_3(what), what(m4)
#define POLYPROC_EACH_5(what) POLYPROC_EACH_4(what), what(m5)
#define POLYPROC_EACH_6(what) POLYPROC_EACH_5(what), what(m6)
#define POLYPROC_EACH_7(what) POLYPROC_EACH_6(what), what(m7)
#define POLYPROC_EACH_8(what) POLYPROC_EACH_7(what), what(m8)
#define POLYPROC_EACH_9(what) POLYPROC_EACH_8(what), what(m9)
#define POLYPROC_EACH_10(what) POLYPROC_EACH_9(what), what(m10)
#define POLYPROC_EACH_11(what) POLYPROC_EACH_10(what), what(m11)
#define POLYPROC_EACH_12(what) POLYPROC_EACH_11(what), what(m12)
#define POLYPROC_EACH_13(what) POLYPROC_EACH_12(what), what(m13)
#define POLYPROC_EACH_14(what) POLYPROC_EACH_13(what), what(m14)
#define POLYPROC_EACH_15(what) POLYPROC_EACH_14(what), what(m15)
#define POLYPROC_EACH_16(what) POLYPROC_EACH_15(what), what(m16)
#define POLYPROC_EACH_17(what) POLYPROC_EACH_16(what), what(m17)
#define POLYPROC_EACH_18(what) POLYPROC_EACH_17(what), what(m18)
#define POLYPROC_EACH_19(what) POLYPROC_EACH_18(what), what(m19)
#define POLYPROC_EACH_20(what) POLYPROC_EACH_19(what), what(m20)
#define POLYPROC_EACH_21(what) POLYPROC_EACH_20(what), what(m21)
#define POLYPROC_EACH_22(what) POLYPROC_EACH_21(what), what(m22)
#define POLYPROC_EACH_23(what) POLYPROC_EACH_22(what), what(m23)
#define POLYPROC_EACH_24(what) POLYPROC_EACH_23(what), what(m24)
#define POLYPROC_EACH_25(what) POLYPROC_EACH_24(what), what(m25)
#define POLYPROC_EACH_26(what) POLYPROC_EACH_25(what), what(m26)
#define POLYPROC_EACH_27(what) POLYPROC_EACH_26(what), what(m27)
#define POLYPROC_EACH_28(what) POLYPROC_EACH_27(what), what(m28)
#define POLYPROC_EACH_29(what) POLYPROC_EACH_28(what), what(m29)
#define POLYPROC_EACH_30(what) POLYPROC_EACH_29(what), what(m30)
#define POLYPROC_EACH_31(what) POLYPROC_EACH_30(what), what(m31)
#define POLYPROC_EACH_32(what) POLYPROC_EACH_31(what), what(m32)
#define POLYPROC_NAME(member) member
#define POLYPROC_TYPE(member) decltype(member)
#define POLYPROC_CASE(count)                                                                                      \
  else if constexpr (members == count) {                                                                          \
    auto& [POLYPROC_EACH_##count(POLYPROC_NAME)] = aggregate;                                                     \
    return visit.template operator()<POLYPROC_EACH_##count(POLYPROC_TYPE)>(POLYPROC_EACH_##count(POLYPROC_NAME)); \
  }
#define POLYPROC_FOUR_CASES(a, b, c, d) POLYPROC_CASE(a) POLYPROC_CASE(b) POLYPROC_CASE(c) POLYPROC_CASE(d)

/// Calls visit<Types...>(members...) with all members of the aggregate, in the order of their declaration, and the
/// types they were declared with, as seen through the constness of T.
template <class T, class Visit>
  requires VisibleAggregate<std::remove_const_t<T>>
constexpr decltype(auto) visit_members(T& aggregate, Visit visit) {
  constexpr int members = detail::member_count<std::remove_const_t<T>>;
  if constexpr (members == 0) {
    return visit.template operator()<>();
  }
  POLYPROC_FOUR_CASES(1, 2, 3, 4)
  POLYPROC_FOUR_CASES(5, 6, 7, 8)
  POLYPROC_FOUR_CASES(9, 10, 11, 12)
  POLYPROC_FOUR_CASES(13, 14, 15, 16)
  POLYPROC_FOUR_CASES(17, 18, 19, 20)
  POLYPROC_FOUR_CASES(21, 22, 23, 24)
  POLYPROC_FOUR_CASES(25, 26, 27, 28)
  POLYPROC_FOUR_CASES(29, 30, 31, 32)
}

#undef POLYPROC_EACH_1
#undef POLYPROC_EACH_2
#undef POLYPROC_EACH_3
#undef POLYPROC_EACH_4
#undef POLYPROC_EACH_5
#undef POLYPROC_EACH_6
#undef POLYPROC_EACH_7
#undef POLYPROC_EACH_8
#undef POLYPROC_EACH_9
#undef POLYPROC_EACH_10
#undef POLYPROC_EACH_11
#undef POLYPROC_EACH_12
#undef POLYPROC_EACH_13
#undef POLYPROC_EACH_14
#undef POLYPROC_EACH_15
#undef POLYPROC_EACH_16
#undef POLYPROC_EACH_17
#undef POLYPROC_EACH_18
#undef POLYPROC_EACH_19
#undef POLYPROC_EACH_20
#undef POLYPROC_EACH_21
#undef POLYPROC_EACH_22
#undef POLYPROC_EACH_23
#undef POLYPROC_EACH_24
#undef POLYPROC_EACH_25
#undef POLYPROC_EACH_26
#undef POLYPROC_EACH_27
#undef POLYPROC_EACH_28
#undef POLYPROC_EACH_29
#undef POLYPROC_EACH_30
#undef POLYPROC_EACH_31
#undef POLYPROC_EACH_32
#undef POLYPROC_NAME
#undef POLYPROC_TYPE
#undef POLYPROC_CASE
#undef POLYPROC_FOUR_CASES

}  // namespace polyproc::internal::wire
