#pragma once
// Keys, byte by byte. docs/STORE_FORMAT.md has the same drawings with worked examples.
//
//   partition u16 | tag u8 | body            integers big-endian, so that bytes sort as numbers
//
// The partition is the low bits of the leading id (ids are hashes already), of a hash of the leading text, or stated
// below. It comes first so that one partition is one range of every engine; rows that change together share one where
// they can.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/resolve.h"

namespace parley::store {

// Fixed for format 1.
inline constexpr std::uint16_t kPartitions = 64;

// Do not renumber: stored.  [docu] document u128, [entity] u64, [acct] = [docu] number u32, [text] see KeyBuilder.
enum class Tag : std::uint8_t {
  // Primary, and what the derived rows cover of documents that changed since (kMark).
  kDocument = 1,         // [docu]
  kText = 2,             // [docu]
  kMark = 3,             // [docu]                                the document changed since the last catchUp()
  kCoveredDocument = 4,  // [docu]                                as the derived rows have it
  kCoveredText = 5,      // [docu]
  kDecision = 6,         // BLAKE2b of the record u128            partition 0
  kDecisionMark = 7,     // the same                              made since the last catchUp()
  // Derived, of documents.
  kResolved = 16,        // [docu]
  kDocumentDate = 17,    // [docu]
  kAccount = 18,         // [acct]
  kAccountMeeting = 19,  // [acct]
  kLinkAsWritten = 20,   // [acct] first [entity] second [entity] [acct]     first pass; both directions
  kLinkAsInferred = 21,  // the same of the second pass
  // Derived, of entities and meetings.
  kTally = 32,       // [entity]
  kMentioning = 33,  // [entity] [docu]
  kMeeting = 34,     // [entity]
  kSpo = 40,         // subject [entity] relation u16 object [entity] contributor
  kPos = 41,         // relation u16 object [entity] subject [entity] contributor   partition: of the object
  kOsp = 42,         // object [entity] subject [entity] relation u16 contributor
  // Derived, look-ups and blocks; then what derived all this.
  kNameBlock = 48,       // name key [text] [docu] local index u32
  kPairBlock = 49,       // first [entity] second [entity] [acct]               partition: of first xor second
  kName = 50,            // word [text] [entity]                                partition: first byte of the word mod 16
  kTime = 51,            // first possible day i32 + 2^31 [entity]              partition 0
  kDocumentName = 52,    // name [text] [docu]
  kCounts = 56,          // (nothing)                                           partition 0
  kDerivedVersion = 57,  // (nothing)                                           partition 0
};

// Can be made anew from the documents.
[[nodiscard]] constexpr bool isDerived(Tag tag) { return tag >= Tag::kResolved && tag <= Tag::kCounts; }

class KeyBuilder {
 public:
  KeyBuilder(std::uint16_t partition, Tag tag);
  KeyBuilder& add8(std::uint8_t value);
  KeyBuilder& add16(std::uint16_t value);
  KeyBuilder& add32(std::uint32_t value);
  KeyBuilder& add64(std::uint64_t value);
  KeyBuilder& add(EntityId id);
  KeyBuilder& add(const DocumentId& id);
  KeyBuilder& add(const AccountId& id);
  // The bytes with each 00 written as 00 FF, then 00 01: sorts as the text does, and no text is a prefix of another.
  KeyBuilder& addText(std::string_view text);
  [[nodiscard]] std::string take() { return std::move(key_); }

 private:
  std::string key_;
};

// Reads a key of a known tag from left to right. Throws Error(kCorruption) past its end.
class KeyReader {
 public:
  explicit KeyReader(std::string_view key);
  std::uint8_t take8();
  std::uint16_t take16();
  std::uint32_t take32();
  std::uint64_t take64();
  EntityId takeEntity() { return EntityId{take64()}; }
  DocumentId takeDocument();
  AccountId takeAccount();
  // Goes on after the first `prefix_bytes` of the whole key.
  void skip(std::size_t prefix_bytes);

 private:
  std::string_view key_;
  std::string_view rest_;
};

[[nodiscard]] std::uint16_t partitionOf(EntityId id);
[[nodiscard]] std::uint16_t partitionOf(const DocumentId& id);
[[nodiscard]] std::uint16_t partitionOf(std::string_view text);

// Of the tags whose body is one id.
[[nodiscard]] std::string documentKey(Tag tag, const DocumentId& id);
[[nodiscard]] std::string entityKey(Tag tag, EntityId id);
[[nodiscard]] std::string accountKey(Tag tag, const AccountId& id);

// A prefix ends where its name says; rows are found by scanning it.
[[nodiscard]] std::string linkPrefix(Tag tag, const AccountId& account);
[[nodiscard]] std::string linkPrefix(Tag tag, const AccountId& account, const PairKey& block);
[[nodiscard]] std::string linkKey(Tag tag, const AccountId& account, const PairKey& block, const AccountId& other);
[[nodiscard]] std::string mentioningKey(EntityId entity, const DocumentId& document);
[[nodiscard]] std::string nameBlockPrefix(std::string_view name_key);
[[nodiscard]] std::string nameBlockKey(std::string_view name_key, const LocalRef& ref);
[[nodiscard]] std::string pairBlockPrefix(const PairKey& block);
[[nodiscard]] std::string pairBlockKey(const PairKey& block, const AccountId& account);
[[nodiscard]] std::string wordPrefix(std::string_view word);
[[nodiscard]] std::string wordKey(std::string_view word, EntityId entity);
[[nodiscard]] std::string timePrefix(Date day);
[[nodiscard]] std::string timeKey(Date day, EntityId meeting);
[[nodiscard]] Date dayOfTimeKey(std::string_view key);
[[nodiscard]] std::string documentNamePrefix(std::string_view name);
[[nodiscard]] std::string documentNameKey(std::string_view name, const DocumentId& document);
[[nodiscard]] std::string countsKey();
[[nodiscard]] std::string derivedVersionKey();
// Of the tags of decisions; `id` is that of the record's bytes. All are in partition 0.
[[nodiscard]] std::string decisionKey(Tag tag, const DocumentId& id);
[[nodiscard]] std::string decisionPrefix(Tag tag);

// Who states a triple. Each has a row of its own, so that adding and deleting read nothing and a scan folds neighbours.
//   report:  00 [docu] number u32        meeting:  01 [entity]
struct Contributor {
  std::optional<ReportId> report;
  EntityId meeting{};  // If there is no report.
};
// In all three orders.
[[nodiscard]] std::vector<std::string> tripleKeys(const Triple& triple, const Contributor& contributor);
struct TripleRow {
  Triple triple;
  Contributor contributor;
};
[[nodiscard]] TripleRow readTripleKey(std::string_view key);
// All contributions of one triple, in spo order.
[[nodiscard]] std::string triplePrefix(const Triple& triple);

// Which rows a pattern reads: one partition, or the bodies that begin with `body_prefix` in all partitions.
struct PatternRange {
  Tag tag;
  std::optional<std::uint16_t> partition;
  std::string body_prefix;
};
[[nodiscard]] PatternRange rangeOf(const Pattern& pattern);

// The smallest string above all that begin with `prefix`.
[[nodiscard]] std::string prefixEnd(std::string_view prefix);

}  // namespace parley::store
