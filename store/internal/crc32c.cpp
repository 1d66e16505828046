#include "store/internal/crc32c.h"

#include <array>

namespace parley::store {
namespace {

constexpr std::array<std::uint32_t, 256> crcTable() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t crc = i;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0x82F63B78u : 0u);  // Castagnoli, reflected.
    table[i] = crc;
  }
  return table;
}
constexpr std::array<std::uint32_t, 256> kCrcTable = crcTable();

}  // namespace

Crc32c& Crc32c::add(std::string_view bytes) {
  for (const char c : bytes) crc_ = (crc_ >> 8) ^ kCrcTable[(crc_ ^ static_cast<unsigned char>(c)) & 0xff];
  return *this;
}

}  // namespace parley::store
