#pragma once
// Ids are derived from content, never counted, so that two machines that read the same documents agree on them.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley {

// The first 128 bits of BLAKE2b over a document's bytes as they were read. Cryptographic, because articles come from
// strangers: nobody can make two documents that count as one.
struct DocumentId {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  auto operator<=>(const DocumentId&) const = default;
};

// A resolved person, country, organisation, place, office or meeting. 64 bits keep triple keys short; among
// 10 million entities the chance of any collision is about 3 in a million.
enum class EntityId : std::uint64_t {};

// A report: the number-th of its document, counted in the order of the text.
struct ReportId {
  DocumentId document;
  std::uint32_t number = 0;
  auto operator<=>(const ReportId&) const = default;
};

[[nodiscard]] DocumentId documentIdOf(std::string_view bytes);
// `parts` are hashed with their lengths, so {"ab", "c"} and {"a", "bc"} differ.
[[nodiscard]] EntityId entityIdOf(std::initializer_list<std::string_view> parts);

// Lower-case hexadecimal, 32 and 16 digits. Parsing gives nullopt for anything else.
[[nodiscard]] std::string toHex(const DocumentId& id);
[[nodiscard]] std::string toHex(EntityId id);
[[nodiscard]] std::optional<DocumentId> documentIdFromHex(std::string_view hex);
[[nodiscard]] std::optional<EntityId> entityIdFromHex(std::string_view hex);

}  // namespace parley
