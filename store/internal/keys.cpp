#include "store/internal/keys.h"

#include <utility>

#include "graph/error.h"

namespace parley::store {
namespace {

constexpr std::size_t kTagAt = 2;
constexpr std::size_t kBodyAt = 3;
constexpr std::uint16_t kNamePartitions = 16;
constexpr std::uint32_t kDayBias = 0x80000000u;

static_assert((kPartitions & (kPartitions - 1)) == 0 && kNamePartitions <= kPartitions);

void addContributor(KeyBuilder& key, const Contributor& contributor) {
  if (contributor.report) {
    key.add8(0).add(contributor.report->document).add32(contributor.report->number);
  } else {
    key.add8(1).add(contributor.meeting);
  }
}

std::uint16_t relationNumber(Relation relation) { return static_cast<std::uint16_t>(relation); }

Relation relationOf(std::uint16_t number) {
  if (number > relationNumber(Relation::kAssault)) {
    throw Error(ErrorCode::kCorruption,
                "reading a triple from the store: no relation has number " + std::to_string(number));
  }
  return static_cast<Relation>(number);
}

std::uint32_t dayNumber(Date day) { return static_cast<std::uint32_t>(day.time_since_epoch().count()) ^ kDayBias; }

}  // namespace

KeyBuilder::KeyBuilder(std::uint16_t partition, Tag tag) {
  add16(partition);
  add8(static_cast<std::uint8_t>(tag));
}

KeyBuilder& KeyBuilder::add8(std::uint8_t value) {
  key_ += static_cast<char>(value);
  return *this;
}
KeyBuilder& KeyBuilder::add16(std::uint16_t value) {
  return add8(static_cast<std::uint8_t>(value >> 8)).add8(static_cast<std::uint8_t>(value & 0xff));
}
KeyBuilder& KeyBuilder::add32(std::uint32_t value) {
  return add16(static_cast<std::uint16_t>(value >> 16)).add16(static_cast<std::uint16_t>(value & 0xffff));
}
KeyBuilder& KeyBuilder::add64(std::uint64_t value) {
  return add32(static_cast<std::uint32_t>(value >> 32)).add32(static_cast<std::uint32_t>(value & 0xffffffff));
}
KeyBuilder& KeyBuilder::add(EntityId id) { return add64(static_cast<std::uint64_t>(id)); }
KeyBuilder& KeyBuilder::add(const DocumentId& id) { return add64(id.high).add64(id.low); }
KeyBuilder& KeyBuilder::add(const AccountId& id) { return add(id.document).add32(id.local_meeting); }

KeyBuilder& KeyBuilder::addText(std::string_view text) {
  for (const char c : text) {
    add8(static_cast<std::uint8_t>(c));
    if (c == '\0') add8(0xff);
  }
  return add16(0x0001);
}

KeyReader::KeyReader(std::string_view key) : key_(key) { skip(kBodyAt); }

void KeyReader::skip(std::size_t prefix_bytes) {
  if (key_.size() < prefix_bytes) throw Error(ErrorCode::kCorruption, "reading a key of the store: it is too short");
  rest_ = key_.substr(prefix_bytes);
}

std::uint8_t KeyReader::take8() {
  if (rest_.empty()) throw Error(ErrorCode::kCorruption, "reading a key of the store: it is too short");
  const auto value = static_cast<std::uint8_t>(rest_.front());
  rest_.remove_prefix(1);
  return value;
}
std::uint16_t KeyReader::take16() {
  const auto high = take8();
  return static_cast<std::uint16_t>(high << 8 | take8());
}
std::uint32_t KeyReader::take32() {
  const std::uint32_t high = take16();
  return high << 16 | take16();
}
std::uint64_t KeyReader::take64() {
  const std::uint64_t high = take32();
  return high << 32 | take32();
}
DocumentId KeyReader::takeDocument() {
  const std::uint64_t high = take64();
  return {high, take64()};
}
AccountId KeyReader::takeAccount() {
  const DocumentId document = takeDocument();
  return {document, take32()};
}

std::uint16_t partitionOf(EntityId id) {
  return static_cast<std::uint16_t>(static_cast<std::uint64_t>(id) % kPartitions);
}
std::uint16_t partitionOf(const DocumentId& id) { return static_cast<std::uint16_t>(id.low % kPartitions); }
std::uint16_t partitionOf(std::string_view text) { return partitionOf(documentIdOf(text)); }

std::string documentKey(Tag tag, const DocumentId& id) { return KeyBuilder(partitionOf(id), tag).add(id).take(); }
std::string entityKey(Tag tag, EntityId id) { return KeyBuilder(partitionOf(id), tag).add(id).take(); }
std::string accountKey(Tag tag, const AccountId& id) {
  return KeyBuilder(partitionOf(id.document), tag).add(id).take();
}

std::string linkPrefix(Tag tag, const AccountId& account) { return accountKey(tag, account); }
std::string linkPrefix(Tag tag, const AccountId& account, const PairKey& block) {
  return KeyBuilder(partitionOf(account.document), tag).add(account).add(block.first).add(block.second).take();
}
std::string linkKey(Tag tag, const AccountId& account, const PairKey& block, const AccountId& other) {
  return KeyBuilder(partitionOf(account.document), tag)
      .add(account)
      .add(block.first)
      .add(block.second)
      .add(other)
      .take();
}

std::string mentioningKey(EntityId entity, const DocumentId& document) {
  return KeyBuilder(partitionOf(entity), Tag::kMentioning).add(entity).add(document).take();
}

std::string nameBlockPrefix(std::string_view name_key) {
  return KeyBuilder(partitionOf(name_key), Tag::kNameBlock).addText(name_key).take();
}
std::string nameBlockKey(std::string_view name_key, const LocalRef& ref) {
  return KeyBuilder(partitionOf(name_key), Tag::kNameBlock)
      .addText(name_key)
      .add(ref.document)
      .add32(ref.entity)
      .take();
}

namespace {
KeyBuilder pairBlock(const PairKey& block) {
  // Not of the first alone: every meeting with one country would share a partition.
  const EntityId both{static_cast<std::uint64_t>(block.first) ^ static_cast<std::uint64_t>(block.second)};
  return KeyBuilder(partitionOf(both), Tag::kPairBlock).add(block.first).add(block.second);
}
KeyBuilder nameWord(std::string_view word) {
  const auto first = word.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(word.front());
  return KeyBuilder(first % kNamePartitions, Tag::kName).addText(word);
}
KeyBuilder timeOf(Date day) { return KeyBuilder(0, Tag::kTime).add32(dayNumber(day)); }
KeyBuilder documentName(std::string_view text) {
  return KeyBuilder(partitionOf(text), Tag::kDocumentName).addText(text);
}
}  // namespace

std::string pairBlockPrefix(const PairKey& block) { return pairBlock(block).take(); }
std::string pairBlockKey(const PairKey& block, const AccountId& account) {
  return pairBlock(block).add(account).take();
}
std::string wordPrefix(std::string_view word) { return nameWord(word).take(); }
std::string wordKey(std::string_view word, EntityId entity) { return nameWord(word).add(entity).take(); }
std::string timePrefix(Date day) { return timeOf(day).take(); }
std::string timeKey(Date day, EntityId meeting) { return timeOf(day).add(meeting).take(); }
Date dayOfTimeKey(std::string_view key) {
  return Date(std::chrono::days(static_cast<std::int32_t>(KeyReader(key).take32() ^ kDayBias)));
}
std::string documentNamePrefix(std::string_view text) { return documentName(text).take(); }
std::string documentNameKey(std::string_view text, const DocumentId& document) {
  return documentName(text).add(document).take();
}
std::string countsKey() { return KeyBuilder(0, Tag::kCounts).take(); }
std::string derivedVersionKey() { return KeyBuilder(0, Tag::kDerivedVersion).take(); }
std::string decisionPrefix(Tag tag) { return KeyBuilder(0, tag).take(); }
std::string decisionKey(Tag tag, const DocumentId& id) { return KeyBuilder(0, tag).add(id).take(); }

std::vector<std::string> tripleKeys(const Triple& triple, const Contributor& contributor) {
  const std::uint16_t relation = relationNumber(triple.relation);
  KeyBuilder spo(partitionOf(triple.subject), Tag::kSpo);
  spo.add(triple.subject).add16(relation).add(triple.object);
  KeyBuilder pos(partitionOf(triple.object), Tag::kPos);
  pos.add16(relation).add(triple.object).add(triple.subject);
  KeyBuilder osp(partitionOf(triple.object), Tag::kOsp);
  osp.add(triple.object).add(triple.subject).add16(relation);
  std::vector<std::string> keys;
  for (KeyBuilder* key : {&spo, &pos, &osp}) {
    addContributor(*key, contributor);
    keys.push_back(key->take());
  }
  return keys;
}

TripleRow readTripleKey(std::string_view key) {
  KeyReader reader(key);
  TripleRow row;
  switch (static_cast<Tag>(key[kTagAt])) {
    case Tag::kSpo:
      row.triple.subject = reader.takeEntity();
      row.triple.relation = relationOf(reader.take16());
      row.triple.object = reader.takeEntity();
      break;
    case Tag::kPos:
      row.triple.relation = relationOf(reader.take16());
      row.triple.object = reader.takeEntity();
      row.triple.subject = reader.takeEntity();
      break;
    case Tag::kOsp:
      row.triple.object = reader.takeEntity();
      row.triple.subject = reader.takeEntity();
      row.triple.relation = relationOf(reader.take16());
      break;
    default:
      PARLEY_CHECK(false);
  }
  if (reader.take8() == 0) {
    const DocumentId document = reader.takeDocument();
    row.contributor.report = ReportId{document, reader.take32()};
  } else {
    row.contributor.meeting = reader.takeEntity();
  }
  return row;
}

std::string triplePrefix(const Triple& triple) {
  return KeyBuilder(partitionOf(triple.subject), Tag::kSpo)
      .add(triple.subject)
      .add16(relationNumber(triple.relation))
      .add(triple.object)
      .take();
}

PatternRange rangeOf(const Pattern& pattern) {
  const auto& [subject, relation, object] = pattern;
  Tag tag = Tag::kSpo;
  std::optional<std::uint16_t> partition;
  KeyBuilder body(0, tag);
  if (subject && (relation || !object)) {
    partition = partitionOf(*subject);
    body.add(*subject);
    if (relation) body.add16(relationNumber(*relation));
    if (object) body.add(*object);
  } else if (relation) {
    tag = Tag::kPos;
    body.add16(relationNumber(*relation));
    if (object) {
      partition = partitionOf(*object);
      body.add(*object);
    }
  } else if (object) {
    tag = Tag::kOsp;
    partition = partitionOf(*object);
    body.add(*object);
    if (subject) body.add(*subject);
  }
  return {tag, partition, body.take().substr(kBodyAt)};
}

std::string prefixEnd(std::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && end.back() == '\xff') end.pop_back();
  PARLEY_CHECK(!end.empty());
  end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
  return end;
}

}  // namespace parley::store
