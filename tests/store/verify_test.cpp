// verifyStore(): finds whatever is wrong, blames nothing that is not, and changes nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/internal/state_file.h"
#include "store/internal/survey.h"
#include "tests/store/care_fixture.h"
#include "tests/support/throws_error.h"

namespace parley::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

class VerifyTest : public CareTest {};

TEST_F(VerifyTest, ASoundStoreIsSoundAndLeftAsItIs) {
  const auto files = filesOf(store_);
  std::vector<std::size_t> progress;
  const VerifyReport report =
      verifyStore(store_, dir_.path(), [&](std::size_t done, std::size_t) { progress.push_back(done); });
  EXPECT_TRUE(report.sound());
  EXPECT_THAT(report.notes, IsEmpty());
  EXPECT_EQ(report.documents, kDocuments);
  EXPECT_EQ(progress.size(), kDocuments);
  EXPECT_GT(report.spans, kDocuments);
  EXPECT_GT(report.files, 4u);
  std::size_t derived = 0;
  for (const auto& [key, value] : rowsOf(store_)) derived += store::isDerived(static_cast<store::Tag>(key[2])) ? 1 : 0;
  EXPECT_EQ(report.entries, derived);
  EXPECT_TRUE(filesOf(store_) == files);
  EXPECT_EQ(std::distance(fs::directory_iterator(dir_.path()), fs::directory_iterator()), 1) << "left something behind";
}

TEST_F(VerifyTest, DocumentsThatWaitAreNoDamage) {
  const auto writer = openToWrite(store_);
  add(*writer, kDocuments);
  writer->retract(document(3).document.id);
  const ReadDocument again = RandomDocuments(kSeed).seenAgain(5);
  writer->add(std::span(&again, 1));
  EXPECT_EQ(writer->waiting(), 3u);
  const VerifyReport report = verify();  // Beside the writer.
  EXPECT_TRUE(report.sound()) << findingsOf(report, CarePart::kIndex);
  EXPECT_EQ(report.documents, kDocuments);
}

TEST_F(VerifyTest, DecisionsAreCheckedAndDerivedWith) {
  decide(decisions(12));
  const auto writer = openToWrite(store_);
  const std::vector<Decision> more = decisions(15);
  writer->decide(more);
  EXPECT_EQ(writer->waiting(), Decisions(more).all().size() - Decisions(decisions(12)).all().size());
  const VerifyReport report = verify();  // Beside the writer.
  EXPECT_TRUE(report.sound()) << findingsOf(report, CarePart::kIndex);
  EXPECT_EQ(report.decisions, Decisions(more).all().size());
}

TEST_F(VerifyTest, ADamagedDecisionIsFound) {
  decide(decisions(3));
  const store::Row row = firstRow(store::Tag::kDecision);
  writeRows({{row.key, row.value.substr(0, row.value.size() / 2)}});
  EXPECT_EQ(verify().counts, (std::map<CarePart, std::uint64_t>{{CarePart::kDecision, 1}}));
  writeRows({{row.key, std::nullopt}});
  EXPECT_FALSE(verify().sound()) << "what it decided is still in the indexes";
}

TEST_F(VerifyTest, AStoreOfAnEarlierReleaseIsSoundWithANote) {
  const VerifyReport report =
      verifyStore(fs::path(PARLEY_SOURCE_DIR) / "tests/data/store_v1", dir_.path(), [](std::size_t, std::size_t) {});
  EXPECT_TRUE(report.sound());
  ASSERT_FALSE(report.notes.empty());
  EXPECT_THAT(report.notes.front(), HasSubstr("there is no file STATE"));
}

TEST_F(VerifyTest, NoStoreIsNoDamage) {
  EXPECT_THAT([&] { static_cast<void>(verifyStore(dir_.path() / "nothing", dir_.path(), {})); },
              ThrowsError(ErrorCode::kInvalidArgument, "there is no store"));
}

// Method: one bit of one file at a time, all over every file.
TEST_F(VerifyTest, EveryFlippedBitIsFound) {
  const auto whole = filesOf(store_);
  std::size_t trials = 0;
  for (const auto& [name, content] : whole) {
    for (std::size_t i = 0; i < 12 && !content.empty(); ++i) {
      const std::size_t at = i * content.size() / 12;
      SCOPED_TRACE(name + ", byte " + std::to_string(at));
      std::string damaged = content;
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << i % 8));
      writeFile(store_ / name, damaged);
      try {
        EXPECT_FALSE(verify().sound());
      } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kNotSupported) << error.what();  // FORMAT of a newer release.
      }
      ++trials;
    }
    writeFile(store_ / name, content);
  }
  EXPECT_GT(trials, 80u);
  EXPECT_TRUE(verify().sound());
}

TEST_F(VerifyTest, EveryFileThatIsCutOrGoneIsFound) {
  const auto whole = filesOf(store_);
  for (const auto& [name, content] : whole) {
    if (name == "LOCK" || name == "rocksdb/LOCK") continue;  // Made anew by whoever writes next.
    SCOPED_TRACE(name);
    for (const std::size_t size : {content.size() / 2, content.size() - 1}) {
      writeFile(store_ / name, content.substr(0, size));
      EXPECT_FALSE(verify().sound()) << "cut to " << size << " of " << content.size();
    }
    fs::remove(store_ / name);
    if (name == "STATE") {
      EXPECT_THAT(verify().notes, testing::ElementsAre(HasSubstr("there is no file STATE")));
    } else {
      EXPECT_FALSE(verify().sound()) << "gone";
    }
    writeFile(store_ / name, content);
  }
}

TEST_F(VerifyTest, AStaleStateIsFound) {
  const std::string older = contentsOf(store_ / "STATE");
  addDocuments(kDocuments, 1);
  EXPECT_TRUE(verify().sound());
  writeFile(store_ / "STATE", older);
  const VerifyReport report = verify();
  EXPECT_THAT(findingsOf(report, CarePart::kState), HasSubstr("STATE is older than the database"));
  EXPECT_EQ(report.counts.size(), 1u);
}

// Goal: an entry of any index that lost its twin, has none, or says something else.
TEST_F(VerifyTest, EveryIndexIsHeldToWhatTheDocumentsGive) {
  for (const store::NamedTag& named : store::allTags()) {
    if (!store::isDerived(named.tag)) continue;
    SCOPED_TRACE(named.name);
    const std::string index = "index “" + std::string(named.name) + "”: ";
    const store::Row row = firstRow(named.tag);
    writeRows({{row.key, std::nullopt}});
    const VerifyReport gone = verify();
    EXPECT_EQ(gone.counts, (std::map<CarePart, std::uint64_t>{{CarePart::kIndex, 1}}));
    EXPECT_THAT(findingsOf(gone, CarePart::kIndex), testing::AllOf(HasSubstr(index), HasSubstr("is missing")));

    writeRows({{row.key, store::seal(row.key, "something else")}});
    EXPECT_THAT(findingsOf(verify(), CarePart::kIndex), HasSubstr("is not what the documents give"));
    writeRows({{row.key, row.value}});

    std::string other_key = row.key;
    if (named.tag == store::Tag::kCounts) {
      other_key += 'x';
    } else {
      other_key.back() = static_cast<char>(other_key.back() ^ 0x55);
    }
    writeRows({{other_key, store::seal(other_key, "")}});
    EXPECT_THAT(findingsOf(verify(), CarePart::kIndex), HasSubstr(index + "no document gives the entry "));
    writeRows({{other_key, std::nullopt}});
  }
  EXPECT_TRUE(verify().sound());
}

TEST_F(VerifyTest, ADocumentThatIsNotWhatWasReadIsFound) {
  const store::Row record = firstRow(store::Tag::kDocument);
  const DocumentId id = store::KeyReader(record.key).takeDocument();
  const std::string text_key = store::documentKey(store::Tag::kText, id);
  const std::string text = rowsOf(store_).at(text_key);
  const auto expectFound = [&](const std::vector<store::Write>& writes, const std::string& what) {
    writeRows(writes);
    const VerifyReport report = verify();
    EXPECT_EQ(report.counts, (std::map<CarePart, std::uint64_t>{{CarePart::kDocument, 1}}));
    EXPECT_THAT(findingsOf(report, CarePart::kDocument), testing::AllOf(HasSubstr(toHex(id)), HasSubstr(what)));
    EXPECT_THAT(report.notes, testing::ElementsAre(HasSubstr("the indexes were not compared")));
    writeRows({{record.key, record.value}, {text_key, text}});
  };
  expectFound({{record.key, std::nullopt}}, "its record is gone");
  expectFound({{text_key, std::nullopt}}, "its text is gone");
  expectFound({{text_key, text.substr(0, text.size() - 1)}}, "reading");
  const auto sealedText = [&](const std::string& other) { return store::seal(text_key, store::encodeText(other)); };
  expectFound({{text_key, sealedText("Too short.")}}, "does not fit its text");
  const std::string said = store::decodeText(store::unseal(text_key, text));
  std::string other = said;
  other[0] = 'X';
  expectFound({{text_key, sealedText(other)}}, "its text is not the one it names");
  std::string wide;
  while (wide.size() < said.size()) wide += "é";
  expectFound({{text_key, sealedText(wide)}}, "does not fit its text");  // Spans begin within a character.
  ReadDocument read = store::decodeDocument(id, store::unseal(record.key, record.value));
  ASSERT_FALSE(read.extraction.reports.empty());
  read.extraction.reports[0].cues = {
      {0, 1}, {read.extraction.reports[0].sentence.end, read.extraction.reports[0].sentence.end + 1}};
  expectFound({{record.key, store::seal(record.key, store::encodeDocument(read))}}, "break an invariant");
  EXPECT_TRUE(verify().sound());
}

}  // namespace
}  // namespace parley::test
