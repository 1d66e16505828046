// Backups: what comes back is what was there, each costs only what is new, and a damaged one is not restored.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/store/care_fixture.h"
#include "tests/support/throws_error.h"

namespace parley::test {
namespace {

namespace fs = std::filesystem;

class BackupTest : public CareTest {
 protected:
  void expectRestored(std::uint32_t number, std::uint32_t documents_then) {
    const fs::path copy = dir_.path() / ("copy" + std::to_string(number));
    const Backup backup = restoreStore(backups_, number, copy);
    EXPECT_EQ(backup.documents, documents_then);
    expectSameAsBuilt(*Store::open(copy, {}), documents(documents_then));
    EXPECT_TRUE(verifyStore(copy, dir_.path(), [](std::size_t, std::size_t) {}).sound());
    EXPECT_TRUE(fs::exists(copy / "STATE"));
  }

  fs::path backups_ = dir_.path() / "backups";
};

TEST_F(BackupTest, EachBringsBackWhatWasThere) {
  const auto rows = rowsOf(store_);
  const Backup first = backUpStore(store_, backups_);
  EXPECT_EQ(first.number, 1u);
  EXPECT_EQ(first.documents, kDocuments);
  EXPECT_GE(first.new_bytes, first.bytes);
  const Backup same = backUpStore(store_, backups_);
  EXPECT_EQ(same.number, 2u);
  EXPECT_LT(same.new_bytes, first.new_bytes / 2) << "files that are there already are shared";
  EXPECT_TRUE(rowsOf(store_) == rows);
  addDocuments(kDocuments, 5);
  EXPECT_EQ(backUpStore(store_, backups_).documents, kDocuments + 5);

  EXPECT_EQ(backupsIn(backups_).size(), 3u);
  expectRestored(1, kDocuments);
  expectRestored(2, kDocuments);
  expectRestored(3, kDocuments + 5);
  expectRestored(0, kDocuments + 5);
  EXPECT_TRUE(rowsOf(dir_.path() / "copy1") == rows);
}

TEST_F(BackupTest, DecisionsAreInIt) {
  decide(decisions(12));
  const auto rows = rowsOf(store_);
  static_cast<void>(backUpStore(store_, backups_));
  const fs::path copy = dir_.path() / "decided";
  static_cast<void>(restoreStore(backups_, 0, copy));
  EXPECT_TRUE(rowsOf(copy) == rows);
  EXPECT_EQ(filesOf(copy).at("FORMAT"), "parley store, format 2\n");
}

TEST_F(BackupTest, NothingIsOverwritten) {
  static_cast<void>(backUpStore(store_, backups_));
  const auto rows = rowsOf(store_);
  EXPECT_THAT([&] { restoreStore(backups_, 0, store_); },
              ThrowsError(ErrorCode::kInvalidArgument, "there is something in"));
  EXPECT_TRUE(rowsOf(store_) == rows);
  fs::remove(database_ / "CURRENT");
  EXPECT_THAT([&] { restoreStore(backups_, 0, store_); },
              ThrowsError(ErrorCode::kInvalidArgument, "there is something in"));
  fs::create_directories(dir_.path() / "letters");
  writeFile(dir_.path() / "letters" / "letter.txt", "Dear Sir");
  EXPECT_THAT([&] { restoreStore(backups_, 0, dir_.path() / "letters"); },
              ThrowsError(ErrorCode::kInvalidArgument, "holds something else"));
}

TEST_F(BackupTest, WhatIsNoStoreOrNoBackupIsRefused) {
  EXPECT_THAT([&] { backUpStore(dir_.path() / "nothing", backups_); },
              ThrowsError(ErrorCode::kInvalidArgument, "there is no store"));
  EXPECT_FALSE(fs::exists(backups_));
  EXPECT_THAT([&] { backUpStore(store_, store_); }, ThrowsError(ErrorCode::kInvalidArgument, "something else"));
  EXPECT_THAT([&] { restoreStore(backups_, 0, dir_.path() / "copy"); },
              ThrowsError(ErrorCode::kInvalidArgument, "there are no backups"));
  static_cast<void>(backUpStore(store_, backups_));
  EXPECT_THAT([&] { restoreStore(backups_, 7, dir_.path() / "copy"); },
              ThrowsError(ErrorCode::kInvalidArgument, "there is no whole backup 7"));
  const auto writer = openToWrite(store_);
  EXPECT_THAT([&] { backUpStore(store_, backups_); }, ThrowsError(ErrorCode::kBusy));
}

// Method: one byte in the middle of each file of the backup.
TEST_F(BackupTest, ADamagedBackupIsNotRestored) {
  static_cast<void>(backUpStore(store_, backups_));
  const auto whole = filesOf(backups_);
  std::size_t refused = 0;
  for (const auto& [name, content] : whole) {
    SCOPED_TRACE(name);
    if (content.empty()) continue;
    std::string damaged = content;
    damaged[content.size() / 2] = static_cast<char>(damaged[content.size() / 2] ^ 1);
    writeFile(backups_ / name, damaged);
    const fs::path copy = dir_.path() / "copy";
    try {
      static_cast<void>(restoreStore(backups_, 0, copy));
      expectSameAsBuilt(*Store::open(copy, {}), documents(kDocuments));
    } catch (const Error&) {
      ++refused;
      EXPECT_FALSE(fs::exists(copy / "FORMAT"));
    }
    fs::remove_all(copy);
    writeFile(backups_ / name, content);
  }
  EXPECT_GE(refused, whole.size() - 1);
}

}  // namespace
}  // namespace parley::test
