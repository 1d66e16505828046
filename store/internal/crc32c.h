#pragma once
// CRC-32C (Castagnoli), added up over pieces: what seals a value and what a STATE file says of a file.
#include <cstdint>
#include <string_view>

namespace parley::store {

class Crc32c {
 public:
  // Goes on after bytes whose value is known.
  explicit Crc32c(std::uint32_t value = 0) : crc_(~value) {}
  Crc32c& add(std::string_view bytes);
  [[nodiscard]] std::uint32_t value() const { return ~crc_; }

 private:
  std::uint32_t crc_;
};

}  // namespace parley::store
