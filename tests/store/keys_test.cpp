#include "store/internal/keys.h"

#include <gtest/gtest.h>

#include "tests/support/builders.h"
#include "tests/support/throws_error.h"

namespace parley::test {
namespace {

using namespace store;

std::string hexOf(const std::string& bytes) {
  std::string hex;
  for (const char byte : bytes) {
    constexpr char kDigits[] = "0123456789abcdef";
    hex += kDigits[static_cast<unsigned char>(byte) >> 4];
    hex += kDigits[static_cast<unsigned char>(byte) & 15];
  }
  return hex;
}

const Triple kTriple{EntityId{0x107}, Relation::kMet, EntityId{0x209}};

// The worked examples of docs/STORE_FORMAT.md.
TEST(Keys, AreTheDocumentedBytes) {
  EXPECT_EQ(hexOf(documentKey(Tag::kDocument, {1, 0x42})),
            "000201"
            "0000000000000001"
            "0000000000000042");
  const std::vector<std::string> keys = tripleKeys(kTriple, {std::nullopt, EntityId{5}});
  ASSERT_EQ(keys.size(), 3u);
  EXPECT_EQ(hexOf(keys[0]),
            "000728"
            "0000000000000107"
            "0003"
            "0000000000000209"
            "01"
            "0000000000000005");
  EXPECT_EQ(hexOf(keys[1]),
            "000929"
            "0003"
            "0000000000000209"
            "0000000000000107"
            "01"
            "0000000000000005");
  EXPECT_EQ(hexOf(keys[2]),
            "00092a"
            "0000000000000209"
            "0000000000000107"
            "0003"
            "01"
            "0000000000000005");
  EXPECT_EQ(hexOf(wordKey("kerr", EntityId{7})),
            "000b32"
            "6b657272"
            "0001"
            "0000000000000007");
  EXPECT_EQ(hexOf(timeKey(day("1970-01-02"), EntityId{7})),
            "000033"
            "80000001"
            "0000000000000007");
}

TEST(Keys, TriplesComeBackFromEveryOrder) {
  const Contributor by_report{ReportId{{3, 4}, 6}, {}};
  for (const std::string& key : tripleKeys(kTriple, by_report)) {
    const TripleRow row = readTripleKey(key);
    EXPECT_EQ(row.triple, kTriple);
    EXPECT_EQ(row.contributor.report, by_report.report);
  }
  for (const std::string& key : tripleKeys(kTriple, {std::nullopt, EntityId{5}})) {
    EXPECT_EQ(readTripleKey(key).contributor.meeting, EntityId{5});
    for (std::size_t length = 3; length < key.size(); ++length) {
      EXPECT_THAT([&] { static_cast<void>(readTripleKey(key.substr(0, length))); },
                  ThrowsError(ErrorCode::kCorruption));
    }
  }
}

TEST(Keys, SortAsWhatTheyHold) {
  EXPECT_LT(timeKey(day("1969-12-31"), EntityId{9}), timeKey(day("1970-01-01"), EntityId{1}));
  EXPECT_LT(timeKey(day("1970-01-01"), EntityId{1}), timeKey(day("2022-01-01"), EntityId{1}));
  EXPECT_EQ(dayOfTimeKey(timeKey(day("1969-12-31"), EntityId{9})), day("1969-12-31"));
  const auto text = [](std::string_view value) { return KeyBuilder(0, Tag::kName).addText(value).take(); };
  const std::vector<std::string> ascending = {
      "", std::string(1, '\0'), std::string("\0\x01", 2), "\x01", "a", std::string("a\0", 2), "a!", "ab", "\xff"};
  for (std::size_t i = 1; i < ascending.size(); ++i) EXPECT_LT(text(ascending[i - 1]), text(ascending[i])) << i;
  for (const std::string& a : ascending) {
    for (const std::string& b : ascending) EXPECT_TRUE(a == b || !text(b).starts_with(text(a)));
  }
}

TEST(Keys, EveryPatternHasARangeThatHoldsItsTriples) {
  for (int known = 0; known < 8; ++known) {
    Pattern pattern;
    if ((known & 1) != 0) pattern.subject = kTriple.subject;
    if ((known & 2) != 0) pattern.relation = kTriple.relation;
    if ((known & 4) != 0) pattern.object = kTriple.object;
    const PatternRange range = rangeOf(pattern);
    std::size_t found = 0;
    for (const std::string& key : tripleKeys(kTriple, {std::nullopt, EntityId{5}})) {
      const auto partition =
          static_cast<std::uint16_t>(static_cast<unsigned char>(key[0]) << 8 | static_cast<unsigned char>(key[1]));
      const std::string begin = KeyBuilder(range.partition.value_or(partition), range.tag).take() + range.body_prefix;
      found += key.starts_with(begin) ? 1 : 0;
    }
    EXPECT_EQ(found, 1u) << known;
  }
}

TEST(Keys, APrefixEndsBelowItsSuccessor) {
  EXPECT_EQ(prefixEnd("ab"), "ac");
  EXPECT_EQ(prefixEnd("a\xff"), "b");
}

}  // namespace
}  // namespace parley::test
