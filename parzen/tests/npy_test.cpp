// NPY files, as read_samples takes them from a stream.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <sstream>

#include "complaint.hpp"
#include "parzen/read.hpp"
#include "parzen/write.hpp"

namespace parzen {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Samples read(const std::string& file) {
  std::istringstream in{file};
  return read_samples(in, "x.npy");
}

std::string complaint_about(const std::string& file) {
  return complaint<DataError>([&] { (void)read(file); });
}

std::string npy(const std::string& dict, const std::string& data, int version = 1) {
  std::string file = "\x93NUMPY";
  file += static_cast<char>(version);
  file += '\0';
  for (int i = 0; i < (version == 1 ? 2 : 4); ++i) file += static_cast<char>(dict.size() >> (8 * i) & 0xffU);
  return file + dict + data;
}

std::string dict(const std::string& type, const std::string& shape, bool fortran_order = false) {
  std::string text = "{'descr': '";
  text += type;
  text += fortran_order ? "', 'fortran_order': True, 'shape': " : "', 'fortran_order': False, 'shape': ";
  text += shape;
  return text + ", }\n";
}

enum class Order { little, big };

template <class T>
std::string bytes(std::initializer_list<T> values, Order order = Order::little) {
  std::string all;
  for (const T value : values) {
    auto one = std::bit_cast<std::array<char, sizeof(T)>>(value);
    if (order == Order::big) std::reverse(one.begin(), one.end());
    for (const char byte : one) all += byte;
  }
  return all;
}

template <class T>
void expect_read(const std::string& code) {
  EXPECT_THAT(read(npy(dict("<" + code, "(2, 2)"), bytes<T>({1, 2, 3, 4}))).values(), ElementsAre(1, 2, 3, 4)) << code;
  EXPECT_THAT(read(npy(dict(">" + code, "(2, 2)"), bytes<T>({1, 2, 3, 4}, Order::big))).values(),
              ElementsAre(1, 2, 3, 4))
      << code;
}

TEST(Npy, IsReadInEveryTypeOfNumberAndEitherByteOrder) {
  expect_read<double>("f8");
  expect_read<float>("f4");
  expect_read<std::int64_t>("i8");
  expect_read<std::int32_t>("i4");
  expect_read<std::int16_t>("i2");
  expect_read<std::uint64_t>("u8");
  expect_read<std::uint32_t>("u4");
  expect_read<std::uint16_t>("u2");
  EXPECT_THAT(read(npy(dict("|i1", "(2,)"), bytes<std::int8_t>({-1, 2}))).values(), ElementsAre(-1, 2));
  EXPECT_THAT(read(npy(dict("|u1", "(2,)"), bytes<std::uint8_t>({1, 255}))).values(), ElementsAre(1, 255));
  EXPECT_THAT(read(npy(dict("|b1", "(2,)"), bytes<std::uint8_t>({0, 1}))).values(), ElementsAre(0, 1));
}

TEST(Npy, IsReadInVersionsOneToThree) {
  for (const int version : {1, 2, 3}) {
    EXPECT_THAT(read(npy(dict("<f8", "(1, 2)"), bytes({1.5, 2.5}), version)).values(), ElementsAre(1.5, 2.5));
  }
  EXPECT_EQ(complaint_about(npy(dict("<f8", "(1,)"), bytes({1.5}), 4)),
            "x.npy:1:1: found NPY version 4, expected 1, 2 or 3");
}

TEST(Npy, IsReadInFortranOrder) {
  const Samples samples = read(npy(dict("<f8", "(3, 2)", true), bytes({1.0, 2.0, 3.0, 4.0, 5.0, 6.0})));
  EXPECT_THAT(samples.row(0), ElementsAre(1, 4));
  EXPECT_THAT(samples.row(2), ElementsAre(3, 6));
}

TEST(Npy, OfOneDimensionIsASingleColumn) {
  const Samples samples = read(npy(dict("<f8", "(3,)"), bytes({1.0, 2.0, 3.0})));
  EXPECT_EQ(samples.size(), 3U);
  EXPECT_EQ(samples.dimension(), 1U);
}

TEST(Npy, MayHaveItsKeysInAnyOrderAndOtherQuotes) {
  EXPECT_THAT(read(npy("{\"shape\":(1,1),\"descr\":\"<f8\",\"fortran_order\":False}", bytes({1.0}))).values(),
              ElementsAre(1));
}

TEST(Npy, MustHaveOneOrTwoDimensions) {
  EXPECT_EQ(complaint_about(npy(dict("<f8", "(1, 1, 1)"), bytes({1.0}))),
            "x.npy:1:1: found an array of 3 dimensions, expected 1 or 2");
  EXPECT_EQ(complaint_about(npy(dict("<f8", "()"), bytes({1.0}))),
            "x.npy:1:1: found an array of 0 dimensions, expected 1 or 2");
}

TEST(Npy, MustNotBeEmpty) {
  EXPECT_EQ(complaint_about(npy(dict("<f8", "(0, 2)"), "")),
            "x.npy:1:1: found an array of 0 x 2 numbers, expected one or more");
  EXPECT_THROW((void)read(npy(dict("<f8", "(2, 0)"), "")), DataError);
}

TEST(Npy, MustHoldNumbers) {
  for (const char* type : {"|O", "<c16", "<f2", "<f16", "<U5", "|S3", "<M8[s]", "f8", "", "<"}) {
    EXPECT_THAT(complaint_about(npy(dict(type, "(1,)"), bytes({1.0}))), HasSubstr("found an array of type ")) << type;
  }
  EXPECT_EQ(complaint_about(npy(dict("|O", "(1,)"), "")),
            "x.npy:1:1: found an array of type \"|O\", expected float64, float32, bool or integers");
  EXPECT_EQ(complaint_about(npy("{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (1,), }", bytes({1.0}))),
            "x.npy:1:1: found an array of records, expected one of numbers");
}

TEST(Npy, MustBeWhole) {
  EXPECT_EQ(complaint_about(npy(dict("<f8", "(2, 2)"), bytes({1.0, 2.0, 3.0}))),
            "x.npy:1:1: found 24 bytes of data, expected 2 x 2 numbers of 8 bytes: the file is truncated");
  EXPECT_EQ(complaint_about(npy(dict("<f8", "(1, 2)"), bytes({1.0, 2.0, 3.0}))),
            "x.npy:1:1: found 24 bytes of data, expected 1 x 2 numbers of 8 bytes and no more");
}

TEST(Npy, IsRefusedWhereverItIsCutOff) {
  std::ostringstream out;
  write_npy(out, Samples{{1, 2, 3, 4}, 2});
  const std::string file = out.str();
  for (std::size_t length = 0; length < file.size(); ++length) {
    EXPECT_THROW((void)read(file.substr(0, length)), DataError) << length;
  }
}

TEST(Npy, IsNotBelievedItsLengths) {
  for (const char* shape : {"(18446744073709551615, 2)", "(4611686018427387904, 4)", "(2305843009213693952, 8)",
                            "(99999999999999999999999, 1)", "(-1, 2)"}) {
    EXPECT_THROW((void)read(npy(dict("<f8", shape), bytes({1.0}))), DataError) << shape;
  }
  EXPECT_THROW((void)read(std::string{"\x93NUMPY\x02\x00\xff\xff\xff\xff{", 13}), DataError);
}

TEST(Npy, MustHaveAHeaderThatIsOne) {
  for (const char* text : {"", "{", "{}", "{'descr': '<f8'}", "{'descr': '<f8', 'fortran_order': Maybe, 'shape': (1,)}",
                           "{'descr': '<f8', 'fortran_order': False, 'shape': (1}", "{'descr: 1}", "[1, 2]",
                           "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'more': 1}",
                           "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} x"}) {
    EXPECT_THAT(complaint_about(npy(text, bytes({1.0}))), HasSubstr("found the NPY header ")) << text;
  }
}

TEST(Npy, MustBeFinite) {
  EXPECT_EQ(complaint_about(npy(dict("<f8", "(2, 2)"), bytes({1.0, 2.0, 3.0, std::nan("")}))),
            "x.npy:2:2: found nan in row 2, column 2, expected a finite number");
  EXPECT_EQ(complaint_about(npy(dict("<f4", "(3, 1)"), bytes({1.0F, -std::numeric_limits<float>::infinity(), 3.0F}))),
            "x.npy:2:1: found -inf in row 2, column 1, expected a finite number");
  EXPECT_EQ(complaint_about(npy(dict("<f8", "(2, 2)", true), bytes({1.0, 2.0, std::nan(""), 4.0}))),
            "x.npy:1:2: found nan in row 1, column 2, expected a finite number");
}

TEST(Npy, MustHaveIntegersThatAreDoubles) {
  constexpr std::int64_t kLast = std::int64_t{1} << 53U;
  EXPECT_THAT(read(npy(dict("<i8", "(2,)"), bytes({kLast, -kLast}))).values(), ElementsAre(0x1p53, -0x1p53));
  for (const std::int64_t value : {kLast + 1, -kLast - 1, std::numeric_limits<std::int64_t>::min()}) {
    EXPECT_THROW((void)read(npy(dict("<i8", "(1,)"), bytes({value}))), DataError) << value;
  }
  EXPECT_EQ(complaint_about(npy(dict("<u8", "(1,)"), bytes({std::numeric_limits<std::uint64_t>::max()}))),
            "x.npy:1:1: found 18446744073709551615 in row 1, column 1, expected an integer of at most 2^53, which a "
            "double holds exactly");
}

}  // namespace
}  // namespace parzen
