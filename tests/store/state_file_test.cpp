// STATE: a database that has less than was acknowledged is refused, and one that only looks odd is not.
#include "store/internal/state_file.h"

#include <gtest/gtest.h>

#include <fstream>

#include "graph/error.h"
#include "store/internal/format_file.h"
#include "tests/store/files.h"
#include "tests/store/store_fixture.h"
#include "tests/support/random_documents.h"
#include "tests/support/throws_error.h"

namespace parley::test {
namespace {

namespace fs = std::filesystem;

class StateFileTest : public testing::Test {
 protected:
  void SetUp() override { addDocuments(0, 6); }

  void addDocuments(std::uint32_t first, std::uint32_t count) {
    const auto writer = openToWrite(store_);
    for (std::uint32_t number = first; number < first + count; ++number) {
      const ReadDocument read = RandomDocuments(3).document(number);
      writer->add(std::span(&read, 1));
    }
    writer->catchUp();
  }
  // For reading and for writing; and neither changes anything.
  void expectRefused(const std::string& why) {
    const auto files = filesOf(store_);
    EXPECT_THAT([&] { static_cast<void>(Store::open(store_, {})); }, ThrowsError(ErrorCode::kCorruption, why));
    EXPECT_THAT([&] { openToWrite(store_); }, ThrowsError(ErrorCode::kCorruption, why));
    EXPECT_TRUE(filesOf(store_) == files);
  }
  void expectOpens(std::size_t documents) {
    EXPECT_EQ(Store::open(store_, {})->snapshot()->counts().documents, documents);
    EXPECT_EQ(openToWrite(store_)->snapshot()->counts().documents, documents);
  }

  TempDir dir_;
  fs::path store_ = dir_.path() / "store";
  fs::path database_ = store_ / "rocksdb";
};

TEST_F(StateFileTest, IsReadAsItWasWritten) {
  const store::DatabaseState state = {77, false, {{"MANIFEST-000005", 1200, 0x89abcdef}, {"000004.log", 0, 0}}};
  store::writeStateFile(dir_.path(), state);
  EXPECT_EQ(store::readStateFile(dir_.path()), state);
  const store::DatabaseState opening = {78, true, {}};
  store::writeStateFile(dir_.path(), opening);
  EXPECT_EQ(store::readStateFile(dir_.path()), opening);
  EXPECT_EQ(store::readStateFile(database_), std::nullopt);
}

TEST_F(StateFileTest, DamageOfItselfIsCorruption) {
  const std::string whole = contentsOf(store_ / "STATE");
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    writeFile(store_ / "STATE", damaged);
    EXPECT_THAT([&] { static_cast<void>(store::readStateFile(store_)); },
                ThrowsError(ErrorCode::kCorruption, "STATE is damaged"));
    writeFile(store_ / "STATE", whole.substr(0, at));
    EXPECT_THAT([&] { static_cast<void>(store::readStateFile(store_)); },
                ThrowsError(ErrorCode::kCorruption, "STATE is damaged"));
  }
  expectRefused("STATE is damaged");
}

// RocksDB alone opens all of these without a word, with what is left.
TEST_F(StateFileTest, ALogThatWasCutOrChangedIsRefused) {
  const fs::path log = onlyFile(database_, ".log");
  const std::string whole = contentsOf(log);
  for (const std::size_t size : {std::size_t{0}, whole.size() / 2, whole.size() - 1}) {
    writeFile(log, whole.substr(0, size));
    expectRefused(log.filename().string() + " has " + std::to_string(size) + " bytes, and had " +
                  std::to_string(whole.size()));
  }
  std::string damaged = whole;
  damaged.back() = static_cast<char>(damaged.back() ^ 1);
  writeFile(log, damaged);
  expectRefused("are not what was written");
  fs::remove(log);
  EXPECT_THAT([&] { static_cast<void>(Store::open(store_, {})); },
              ThrowsError(ErrorCode::kCorruption, "was acknowledged"));
  writeFile(log, whole);
  expectOpens(6);
}

TEST_F(StateFileTest, AManifestThatWasCutOrChangedIsRefused) {
  openToWrite(store_);  // What was in the log is in a file now, of which the MANIFEST knows.
  const fs::path manifest = onlyFile(database_, "MANIFEST-", true);
  const std::string whole = contentsOf(manifest);
  for (std::size_t at = 0; at < whole.size(); at += 7) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    writeFile(manifest, damaged);
    EXPECT_THAT([&] { openToWrite(store_); }, ThrowsError(ErrorCode::kCorruption, "are not what was written"));
    writeFile(manifest, whole.substr(0, at));
    EXPECT_THAT([&] { openToWrite(store_); }, ThrowsError(ErrorCode::kCorruption, "bytes, and had"));
  }
  expectRefused("bytes, and had");
  writeFile(manifest, whole);
  expectOpens(6);
}

TEST_F(StateFileTest, AnOlderDatabaseUnderItIsRefused) {
  const TempDir old;
  fs::copy(database_, old.path() / "rocksdb", fs::copy_options::recursive);
  addDocuments(6, 3);
  fs::remove_all(database_);
  fs::copy(old.path() / "rocksdb", database_, fs::copy_options::recursive);
  expectRefused("CURRENT names");
}

// A crash leaves STATE behind the database, never before it.
TEST_F(StateFileTest, ADatabaseThatIsAheadOfItIsWhole) {
  const std::string older = contentsOf(store_ / "STATE");
  addDocuments(6, 3);
  writeFile(store_ / "STATE", older);
  const store::StateCheck check = store::checkFiles(store_, store::readStateFile(store_).value());
  EXPECT_TRUE(check.stale);
  EXPECT_TRUE(check.lost.empty());
  expectOpens(9);
  EXPECT_FALSE(store::checkFiles(store_, store::readStateFile(store_).value()).stale);
}

TEST_F(StateFileTest, AStoreOfAReleaseWithoutItIsOpenedAndGetsOne) {
  fs::remove(store_ / "STATE");
  EXPECT_EQ(Store::open(store_, {})->snapshot()->counts().documents, 6u);
  EXPECT_FALSE(fs::exists(store_ / "STATE"));
  openToWrite(store_);
  EXPECT_TRUE(fs::exists(store_ / "STATE"));
}

TEST_F(StateFileTest, AWriterThatWasCutShortWhileOpeningDoesNoHarm) {
  store::DatabaseState state = store::readStateFile(store_).value();
  store::writeStateFile(store_, {state.sequence, true, {}});
  openToWrite(store_);
  store::writeStateFile(store_, {state.sequence, true, {}});
  expectOpens(6);
  store::writeStateFile(store_, {state.sequence + 1000, true, {}});
  EXPECT_THAT([&] { static_cast<void>(Store::open(store_, {})); },
              ThrowsError(ErrorCode::kCorruption, "was acknowledged"));
}

}  // namespace
}  // namespace parley::test
