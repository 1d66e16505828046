#include "graph/id.h"

#include <sodium.h>

#include <array>
#include <charconv>

#include "graph/error.h"

namespace parley {
namespace {

std::uint64_t bigEndian(const unsigned char* bytes) {
  std::uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value = value << 8 | bytes[i];
  return value;
}

std::string hex(std::uint64_t value) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4) out[i] = kDigits[value & 15];
  return out;
}

std::optional<std::uint64_t> fromHex(std::string_view text) {
  if (text.size() != 16) return std::nullopt;
  for (const char c : text) {
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return std::nullopt;
  }
  std::uint64_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

DocumentId documentIdOf(std::string_view bytes) {
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                     nullptr, 0);
  return {bigEndian(hash.data()), bigEndian(hash.data() + 8)};
}

EntityId entityIdOf(std::initializer_list<std::string_view> parts) {
  std::string joined;
  for (const std::string_view part : parts) {
    joined += hex(part.size());
    joined += part;
  }
  return EntityId{documentIdOf(joined).high};
}

std::string toHex(const DocumentId& id) { return hex(id.high) + hex(id.low); }
std::string toHex(EntityId id) { return hex(static_cast<std::uint64_t>(id)); }

std::optional<DocumentId> documentIdFromHex(std::string_view text) {
  if (text.size() != 32) return std::nullopt;
  const auto high = fromHex(text.substr(0, 16));
  const auto low = fromHex(text.substr(16));
  if (!high || !low) return std::nullopt;
  return DocumentId{*high, *low};
}

std::optional<EntityId> entityIdFromHex(std::string_view text) {
  const auto value = fromHex(text);
  if (!value) return std::nullopt;
  return EntityId{*value};
}

}  // namespace parley
