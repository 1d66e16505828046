// repairStore(): what is derived comes back as it was; what is primary and lost is named, and never left out in
// silence.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/internal/state_file.h"
#include "store/internal/survey.h"
#include "tests/store/care_fixture.h"
#include "tests/support/throws_error.h"

namespace parley::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class RepairTest : public CareTest {
 protected:
  RepairReport repair(bool accept_loss = false) {
    return repairStore(store_, accept_loss, [](std::size_t, std::size_t) {});
  }
  void expectRepaired(const std::vector<ReadDocument>& documents) {
    const RepairReport report = repair();
    EXPECT_TRUE(report.repaired);
    EXPECT_THAT(report.lost, IsEmpty());
    EXPECT_EQ(report.documents, documents.size());
    expectSound(documents);
  }
  void expectSound(const std::vector<ReadDocument>& documents) {
    EXPECT_TRUE(verify().sound());
    EXPECT_FALSE(fs::exists(store_ / "repairing"));
    expectSameAsBuilt(*Store::open(store_, {}), documents);
  }
};

TEST_F(RepairTest, EveryIndexIsMadeAnew) {
  const auto whole = rowsOf(store_);
  std::vector<store::Write> writes;
  for (const store::NamedTag& named : store::allTags()) {
    if (store::isDerived(named.tag)) writes.push_back({firstRow(named.tag).key, std::nullopt});
  }
  writes.push_back({store::countsKey(), "nonsense"});
  writes.erase(
      std::find_if(writes.begin(), writes.end(), [](const auto& write) { return write.key == store::countsKey(); }));
  writeRows(writes);
  EXPECT_FALSE(verify().sound());
  expectRepaired(documents(kDocuments));
  EXPECT_TRUE(rowsOf(store_) == whole);
  EXPECT_FALSE(fs::exists(store_ / "rocksdb.damaged"));
}

TEST_F(RepairTest, ASoundStoreStaysWhatItWas) {
  {
    const auto writer = openToWrite(store_);
    writer->retract(document(2).document.id);
    EXPECT_EQ(writer->waiting(), 1u);
  }
  auto left = documents(kDocuments);
  left.erase(left.begin() + 2);
  expectRepaired(left);
}

TEST_F(RepairTest, DecisionsAreKept) {
  decide(decisions(12));
  const auto whole = rowsOf(store_);
  writeRows({{firstRow(store::Tag::kTally).key, std::nullopt}});
  const RepairReport report = repair();
  EXPECT_TRUE(report.repaired);
  EXPECT_EQ(report.decisions, Decisions(decisions(12)).all().size());
  EXPECT_TRUE(rowsOf(store_) == whole);
  EXPECT_EQ(filesOf(store_).at("FORMAT"), "parley store, format 2\n");
  EXPECT_TRUE(verify().sound());
}

TEST_F(RepairTest, ADamagedDecisionIsNamed) {
  decide(decisions(3));
  writeRows({{firstRow(store::Tag::kDecision).key, "nonsense"}});
  const RepairReport refused = repair();
  EXPECT_FALSE(refused.repaired);
  ASSERT_EQ(refused.lost.size(), 1u);
  EXPECT_THAT(refused.lost.front(), testing::StartsWith("decision "));
}

TEST_F(RepairTest, AStateThatIsDamagedOrStaleIsWrittenAnew) {
  writeFile(store_ / "STATE", "nonsense");
  expectRepaired(documents(kDocuments));
  writeFile(store_ / "FORMAT", "nonsense");
  expectRepaired(documents(kDocuments));
}

TEST_F(RepairTest, ADamagedDocumentIsNamedAndTheStoreLeftAsItIs) {
  const store::Row text = firstRow(store::Tag::kText);
  const DocumentId id = store::KeyReader(text.key).takeDocument();
  writeRows({{text.key, std::nullopt}});
  const auto rows = rowsOf(store_);
  const RepairReport refused = repair();
  EXPECT_FALSE(refused.repaired);
  EXPECT_THAT(refused.lost, ElementsAre(AllOf(HasSubstr(toHex(id)), HasSubstr("doc_"), HasSubstr("its text is gone"))));
  EXPECT_TRUE(rowsOf(store_) == rows);

  const RepairReport accepted = repair(true);
  EXPECT_TRUE(accepted.repaired);
  EXPECT_EQ(accepted.lost, refused.lost);
  auto left = documents(kDocuments);
  std::erase_if(left, [&](const ReadDocument& read) { return read.document.id == id; });
  ASSERT_EQ(left.size(), kDocuments - 1);
  expectSound(left);
  EXPECT_TRUE(fs::exists(store_ / "rocksdb.damaged" / "CURRENT"));
  EXPECT_THAT([&] { repair(); }, ThrowsError(ErrorCode::kInvalidArgument, "move it away first"));
}

// Method: one byte at a time, at eight places of each file of rows. A block that cannot be read costs the documents in
// it only.
TEST_F(RepairTest, ADamagedFileCostsOnlyWhatItHeld) {
  const auto whole = filesOf(store_);
  std::size_t kept = 0, trials = 0;
  for (const auto& [name, content] : whole) {
    if (!name.ends_with(".sst")) continue;
    for (std::size_t at = 100; at < content.size(); at += content.size() / 8) {
      SCOPED_TRACE(name + ", byte " + std::to_string(at));
      writeFiles(store_, whole);
      std::string damaged = content;
      damaged[at] = static_cast<char>(damaged[at] ^ 4);
      writeFile(store_ / name, damaged);
      const RepairReport report = repair(true);
      EXPECT_TRUE(report.repaired);
      EXPECT_TRUE(!report.lost.empty() || report.documents == kDocuments);
      EXPECT_TRUE(verify().sound());
      kept += report.documents;
      ++trials;
    }
  }
  ASSERT_GE(trials, 8u);
  EXPECT_GT(kept, trials * kDocuments / 3);
}

TEST_F(RepairTest, ALostManifestIsSaidAndItsFilesAreReadOneByOne) {
  const fs::path manifest = onlyFile(database_, "MANIFEST-", true);
  const std::string content = contentsOf(manifest);
  writeFile(manifest, content.substr(0, content.size() / 2));
  EXPECT_THAT(repair().lost, Contains(HasSubstr("bytes, and had")));
  fs::remove(database_ / "CURRENT");
  const RepairReport refused = repair();
  EXPECT_FALSE(refused.repaired);
  EXPECT_THAT(refused.lost, ElementsAre(HasSubstr("read one by one")));
  const RepairReport report = repair(true);
  EXPECT_TRUE(report.repaired);
  EXPECT_EQ(report.documents, kDocuments);
  expectSound(documents(kDocuments));
}

TEST_F(RepairTest, ARepairThatWasCutShortIsDoneAgain) {
  fs::create_directories(store_ / "repairing" / "store");
  fs::rename(database_, store_ / "rocksdb.damaged");
  EXPECT_FALSE(verify().sound());
  expectRepaired(documents(kDocuments));
}

TEST_F(RepairTest, IsRefusedBesideAWriterAndWithoutAStore) {
  {
    const auto writer = openToWrite(store_);
    EXPECT_THAT([&] { repair(); }, ThrowsError(ErrorCode::kBusy));
  }
  EXPECT_THAT([&] { repairStore(dir_.path() / "nothing", false, {}); },
              ThrowsError(ErrorCode::kInvalidArgument, "there is no store"));
  writeFile(store_ / "FORMAT", "parley store, format 3\n");
  EXPECT_THAT([&] { repair(); }, ThrowsError(ErrorCode::kNotSupported));
}

}  // namespace
}  // namespace parley::test
