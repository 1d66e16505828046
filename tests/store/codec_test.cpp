#include "store/internal/codec.h"

#include <gtest/gtest.h>

#include "tests/store/sample_records.h"
#include "tests/support/random_documents.h"
#include "tests/support/throws_error.h"

namespace parley::test {
namespace {

using namespace store;

const std::string kKey = "the key that a value lies under";

TEST(Codec, GivesBackWhatWasEncoded) {
  const ReadDocument document = sampleDocument();
  const ReadDocument again = decodeDocument(document.document.id, encodeDocument(document));
  EXPECT_EQ(again.document.id, document.document.id);
  EXPECT_EQ(again.document.sightings, document.document.sightings);
  EXPECT_EQ(again.document.pieces, document.document.pieces);
  EXPECT_EQ(again.document.furniture, document.document.furniture);
  EXPECT_EQ(again.document.incidents, document.document.incidents);
  EXPECT_EQ(again.extraction, document.extraction);
  for (const LocalEntity& entity : document.extraction.entities) {
    EXPECT_EQ(decodeLocalEntity(encodeLocalEntity(entity)), entity);
  }
  EXPECT_EQ(decodeTally(encodeTally(sampleTally())), sampleTally());
  EXPECT_EQ(decodeAccount(sampleAccount().id, encodeAccount(sampleAccount())), sampleAccount());
  EXPECT_EQ(decodeMeeting(sampleMeeting().id, encodeMeeting(sampleMeeting())), sampleMeeting());
  EXPECT_EQ(decodeDocumentDate(encodeDocumentDate(sampleInferredDate())), sampleInferredDate());
  const DocumentDate given{day("2022-01-19"), std::nullopt};
  EXPECT_EQ(decodeDocumentDate(encodeDocumentDate(given)), given);
  EXPECT_EQ(decodeCounts(encodeCounts({1, 2, 3, 4, 5})).triples, 5u);
  EXPECT_EQ(decodeText(encodeText("")), "");
  EXPECT_EQ(decodeDecision(encodeDecision(sampleDecision())), sampleDecision());
  EXPECT_EQ(decodeDecision(encodeDecision(sampleJudgement())), sampleJudgement());
}

// "Not known" is not a first value: a meeting without place or time, an account of an undated document.
TEST(Codec, KeepsWhatIsNotKnownApart) {
  Account account = sampleAccount();
  account.place.reset();
  account.written.reset();
  account.when = {};
  EXPECT_EQ(decodeAccount(account.id, encodeAccount(account)), account);
  Meeting meeting = sampleMeeting();
  meeting.when.reset();
  meeting.place.reset();
  EXPECT_EQ(decodeMeeting(meeting.id, encodeMeeting(meeting)), meeting);
}

// Goal: damaged bytes are reported, never believed and never fatal.
// Method: cut every kind of record at every length; each cut has to be reported as corruption.
TEST(Codec, EveryTruncationIsCorruption) {
  for (const SampleRecord& record : sampleRecords()) {
    const std::string whole = seal(kKey, record.body);
    EXPECT_EQ(unseal(kKey, whole), record.body);
    for (std::size_t length = 0; length < whole.size(); ++length) {
      SCOPED_TRACE(record.name + " cut to " + std::to_string(length));
      ASSERT_THAT([&] { record.decode(unseal(kKey, whole.substr(0, length))); }, ThrowsError(ErrorCode::kCorruption));
    }
  }
}

TEST(Codec, EveryFlippedBitIsCorruption) {
  for (const SampleRecord& record : sampleRecords()) {
    std::string value = seal(kKey, record.body);
    for (std::size_t bit = 0; bit < 8 * value.size(); ++bit) {
      SCOPED_TRACE(record.name + " with bit " + std::to_string(bit) + " flipped");
      value[bit / 8] = static_cast<char>(value[bit / 8] ^ (1 << bit % 8));
      ASSERT_THAT([&] { record.decode(unseal(kKey, value)); }, ThrowsError(ErrorCode::kCorruption));
      value[bit / 8] = static_cast<char>(value[bit / 8] ^ (1 << bit % 8));
    }
  }
}

TEST(Codec, AValueUnderAnotherKeyIsCorruption) {
  const std::string value = seal(kKey, "body");
  EXPECT_THAT([&] { static_cast<void>(unseal(kKey + "!", value)); }, ThrowsError(ErrorCode::kCorruption));
  EXPECT_THAT([&] { static_cast<void>(unseal("", value)); }, ThrowsError(ErrorCode::kCorruption));
}

// Goal: even bytes whose checksum somebody made to match are refused or decoded, nothing else.
// Method: the fuzzer's work in small: a few bytes of a body replaced at random, or the body cut.
TEST(Codec, BodiesThatNobodyWroteAreHarmless) {
  const std::uint64_t seed = seedFromEnvironment();
  SCOPED_TRACE("PARLEY_SEED=" + std::to_string(seed));
  Dice dice(seed);
  std::size_t refused = 0;
  for (const SampleRecord& record : sampleRecords()) {
    for (int round = 0; round < 2000; ++round) {
      std::string body = record.body;
      for (std::size_t i = 1 + dice.roll(4); i > 0; --i)
        body[dice.roll(body.size())] = static_cast<char>(dice.roll(256));
      if (dice.oneIn(8)) body.resize(dice.roll(body.size() + 1));
      try {
        record.decode(body);
      } catch (const Error& error) {
        ASSERT_EQ(error.code(), ErrorCode::kCorruption) << record.name;
        ++refused;
      }
    }
  }
  EXPECT_GT(refused, 1000u);
}

TEST(Codec, ALargeDocumentDecodes) {
  ReadDocument read = sampleDocument();
  read.document.text.assign(16u << 20, 'x');
  for (std::uint32_t i = 0; i < 200'000; ++i) {
    read.document.pieces.push_back({80 * i, 80, 90 * i, 90 * i + 85});
    read.extraction.times.push_back({{80 * i, 80 * i + 9}, "DATE", "2022-01-21"});
  }
  EXPECT_EQ(decodeDocument(read.document.id, encodeDocument(read)).extraction, read.extraction);
  EXPECT_EQ(decodeText(encodeText(read.document.text)), read.document.text);
}

}  // namespace
}  // namespace parley::test
