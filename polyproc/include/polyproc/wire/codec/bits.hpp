#pragma once

#include <bitset>
#include <cstddef>
#include <span>

#include "polyproc/wire/codec/codec.hpp"

namespace polyproc::internal::wire {

// Bits, eight to a byte, the first in the lowest place. Places behind the last bit are written as 0 and not looked at.

[[nodiscard]] constexpr std::size_t bytes_for_bits(std::size_t bits) noexcept {
  return bits / 8 + (bits % 8 != 0 ? 1 : 0);
}

template <class Bits>
void put_bits(Writer& writer, const Bits& bits) {
  for (std::size_t begin = 0; begin < bits.size(); begin += 8) {
    unsigned byte = 0;
    for (std::size_t i = 0; i != 8 && begin + i != bits.size(); ++i) byte |= (bits[begin + i] ? 1U : 0U) << i;
    writer.write_value(static_cast<std::byte>(byte));
  }
}

template <class Bits>
void get_bits(std::span<const std::byte> bytes, Bits& bits) {
  for (std::size_t i = 0; i != bits.size(); ++i)
    bits[i] = ((std::to_integer<unsigned>(bytes[i / 8]) >> i % 8) & 1U) != 0;
}

/// Bit by bit, because a copy of the memory might set bits behind the last, on which count() and to_ulong() rely.
template <std::size_t size>
struct Codec<std::bitset<size>> : BasicCodec {
  static void put(Writer& writer, const std::bitset<size>& bits) { put_bits(writer, bits); }
  static std::bitset<size> get(Reader& reader) {
    std::bitset<size> bits;
    get_bits(reader.take(bytes_for_bits(size)), bits);
    return bits;
  }
};

}  // namespace polyproc::internal::wire
