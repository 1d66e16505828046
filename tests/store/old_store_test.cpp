// A store that the first release wrote, opened by this build.
#include <gtest/gtest.h>

#include "graph/error.h"
#include "store/internal/catch_up.h"
#include "tests/store/files.h"
#include "tests/store/store_fixture.h"

namespace parley::test {
namespace {

namespace fs = std::filesystem;

const fs::path kOldStore = fs::path(PARLEY_SOURCE_DIR) / "tests/data/store_v1";

std::vector<ReadDocument> documentsOf(const GraphSource& source) {
  std::vector<ReadDocument> documents;
  source.forEachDocument([&](const DocumentId& id) {
    documents.push_back(source.document(id).value());
    return true;
  });
  return documents;
}

TEST(OldStore, IsReadAndLeftAsItIs) {
  const auto files = filesOf(kOldStore);
  {
    const auto store = Store::open(kOldStore, {});
    EXPECT_EQ(store->waiting(), 1u);
    const auto snapshot = store->snapshot();
    EXPECT_EQ(snapshot->counts().documents, 15u);
    EXPECT_TRUE(snapshot->documentsNamed("doc_4").empty());
    ASSERT_EQ(snapshot->documentsNamed("doc_5").size(), 1u);
    const auto read = snapshot->document(snapshot->documentsNamed("doc_5").front());
    EXPECT_EQ(read->document.sightings.size(), 2u);
    EXPECT_TRUE(read->document.text.starts_with("Document doc_5.\n"));
    EXPECT_EQ(documentsOf(*snapshot).size(), 15u);
  }
  EXPECT_TRUE(filesOf(kOldStore) == files);
}

// Opened twice, to show that opening did no harm.
TEST(OldStore, IsWrittenAndAgreesWithThisBuild) {
  const TempDir dir;
  fs::copy(kOldStore, dir.path() / "store", fs::copy_options::recursive);
  for (int i = 0; i < 2; ++i) {
    const auto store = openToWrite(dir.path() / "store");
    store->catchUp();
    EXPECT_EQ(store->snapshot()->counts().documents, 16u);
    expectSameAsBuilt(*store, documentsOf(*store->snapshot()));
    ASSERT_FALSE(HasFailure()) << "If resolve, fold or foldName give something else now: raise kDerivedVersion.";
  }
}

// Goal: what another version derived is derived anew. Method: the mark of the version is changed, and some rows with
// it.
TEST(OldStore, IsDerivedAnewAfterAnotherVersion) {
  const TempDir dir;
  fs::copy(kOldStore, dir.path() / "store", fs::copy_options::recursive);
  {
    const auto store = openToWrite(dir.path() / "store");
    store->catchUp();
  }
  const auto expected = rowsOf(dir.path() / "store");
  {
    const auto engine = store::openRocksEngine(dir.path() / "store", store::RocksAccess::kWrite);
    std::vector<store::Write> writes;
    for (const auto& [key, value] : expected) {
      if (store::isDerived(static_cast<store::Tag>(key[2])) && writes.size() < 100)
        writes.push_back({key, std::nullopt});
    }
    const std::string other_version(1, static_cast<char>(store::kDerivedVersion + 1));
    writes.push_back({store::derivedVersionKey(), store::seal(store::derivedVersionKey(), other_version)});
    engine->apply(writes);
  }
  {
    const auto store = openToWrite(dir.path() / "store");
    store->catchUp();
  }
  EXPECT_TRUE(rowsOf(dir.path() / "store") == expected);
}

// Goal: damage to the files is reported, or does no harm; it never crashes and never makes up an answer.
// Method: one byte of one file is changed, all over every file; then everything is read. RocksDB takes damage at the
// very end of its log and its MANIFEST for a write that was cut short: what is then shown is an earlier state, in
// whole.
TEST(OldStore, ADamagedFileIsReportedOrHarmless) {
  const TempDir dir;
  const fs::path copy = dir.path() / "store";
  fs::copy(kOldStore, copy, fs::copy_options::recursive);
  const auto whole = filesOf(copy);
  const auto answers = GraphDump::of(*Store::open(copy, {})->snapshot());
  std::size_t reported = 0, harmless = 0;
  for (const auto& [name, content] : whole) {
    const bool may_be_cut = name.find("MANIFEST") != std::string::npos || name.ends_with(".log");
    const std::size_t step = content.size() / 40 + 1;
    for (std::size_t at = 0; at < content.size(); at += step) {
      SCOPED_TRACE(name + ", byte " + std::to_string(at));
      std::string damaged = content;
      damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
      writeFile(copy / name, damaged);
      try {
        const auto snapshot = Store::open(copy, {})->snapshot();
        const auto now = GraphDump::of(*snapshot);
        ++harmless;
        if (may_be_cut) {
          ASSERT_EQ(now, GraphDump::of(KnowledgeGraph::build(documentsOf(*snapshot))));
        } else {
          ASSERT_EQ(now, answers);
        }
      } catch (const Error&) {
        ++reported;
      }
    }
    writeFile(copy / name, content);
  }
  EXPECT_GT(reported, 80u);
  EXPECT_GT(harmless, 20u);  // RocksDB's OPTIONS file is for people.
}

}  // namespace
}  // namespace parley::test
