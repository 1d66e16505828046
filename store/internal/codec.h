#pragma once
// Values and the bytes they are stored as: Cap'n Proto messages of proto/record.capnp, in our own fixed layout (the
// same value always gives the same bytes). kj's exceptions end here: every decoder throws Error(kCorruption) for bytes
// that it cannot read or that break a stated invariant, and reads no more of them than a few times their size.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/decision.h"
#include "graph/resolve.h"
#include "graph/source.h"

namespace parley::store {

// --- Around every value ---

// body | CRC-32C of key and body, u32 little-endian. The checksum finds every flipped bit and every cut, and a value
// that came to lie under another key. RocksDB's own checksums do not cover what a remote engine or a bug of ours mixes
// up.
[[nodiscard]] std::string seal(std::string_view key, std::string body);
// The body; borrows `value`.
[[nodiscard]] std::string_view unseal(std::string_view key, std::string_view value);

// --- Bodies. The id of what is stored is in the key and given to the decoder ---

// A document and its extraction without the text, which is a row of its own.
[[nodiscard]] std::string encodeDocument(const ReadDocument& read);
[[nodiscard]] ReadDocument decodeDocument(const DocumentId& id, std::string_view bytes);

// zstd. Longer texts are no articles; Store::add refuses them.
inline constexpr std::size_t kMaxTextBytes = 256u << 20;
[[nodiscard]] std::string encodeText(std::string_view text);
[[nodiscard]] std::string decodeText(std::string_view bytes);

[[nodiscard]] std::string encodeDecision(const Decision& decision);
[[nodiscard]] Decision decodeDecision(std::string_view bytes);

[[nodiscard]] std::string encodeLocalEntity(const LocalEntity& entity);
[[nodiscard]] LocalEntity decodeLocalEntity(std::string_view bytes);

[[nodiscard]] std::string encodeResolved(const std::vector<EntityId>& entities);
[[nodiscard]] std::vector<EntityId> decodeResolved(std::string_view bytes);

[[nodiscard]] std::string encodeTally(const EntityTally& tally);
[[nodiscard]] EntityTally decodeTally(std::string_view bytes);

[[nodiscard]] std::string encodeAccount(const Account& account);
[[nodiscard]] Account decodeAccount(const AccountId& id, std::string_view bytes);

[[nodiscard]] std::string encodeMeeting(const Meeting& meeting);
[[nodiscard]] Meeting decodeMeeting(EntityId id, std::string_view bytes);

// One of both is set.
struct DocumentDate {
  std::optional<Date> given;
  std::optional<InferredDate> inferred;
  auto operator<=>(const DocumentDate&) const = default;
};
[[nodiscard]] std::string encodeDocumentDate(const DocumentDate& date);
[[nodiscard]] DocumentDate decodeDocumentDate(std::string_view bytes);

[[nodiscard]] std::string encodeCounts(const SourceCounts& counts);
[[nodiscard]] SourceCounts decodeCounts(std::string_view bytes);

// Single numbers need no message: u64 little-endian, and one byte.
[[nodiscard]] std::string encodeEntityId(EntityId id);
[[nodiscard]] EntityId decodeEntityId(std::string_view bytes);
[[nodiscard]] std::string encodeStatus(Status status);
[[nodiscard]] Status decodeStatus(std::string_view bytes);

}  // namespace parley::store
