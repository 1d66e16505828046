// Each way in which a directory may not be a store that we can use, and what is said about it.
#include <gtest/gtest.h>

#include "tests/store/child_process.h"
#include "tests/store/files.h"
#include "tests/store/store_fixture.h"
#include "tests/support/random_documents.h"
#include "tests/support/throws_error.h"

namespace parley::test {
namespace {

namespace fs = std::filesystem;

class OpenTest : public testing::Test {
 protected:
  void makeStore() { openToWrite(store_); }
  auto opening(const StoreOptions& options) {
    return [this, options] { static_cast<void>(Store::open(store_, options)); };
  }
  static StoreOptions toWrite() {
    StoreOptions options = writing();
    options.create = false;
    return options;
  }

  TempDir dir_;
  fs::path store_ = dir_.path() / "store";
};

TEST_F(OpenTest, NothingThereIsNoStoreUnlessOneIsToBeMade) {
  EXPECT_THAT(opening({}), ThrowsError(ErrorCode::kInvalidArgument, "there is no store"));
  EXPECT_THAT(opening(toWrite()), ThrowsError(ErrorCode::kInvalidArgument, "there is no store"));
  EXPECT_FALSE(fs::exists(store_));
  fs::create_directory(store_);
  EXPECT_THAT(opening({}), ThrowsError(ErrorCode::kInvalidArgument, "there is no store"));
  EXPECT_TRUE(fs::is_empty(store_));
  makeStore();
  EXPECT_EQ(Store::open(store_, {})->snapshot()->counts().documents, 0u);
}

TEST_F(OpenTest, ADirectoryOfSomebodyElseIsLeftAlone) {
  fs::create_directory(store_);
  writeFile(store_ / "letter.txt", "Dear Sir");
  EXPECT_THAT(opening({}), ThrowsError(ErrorCode::kInvalidArgument, "holds something else"));
  EXPECT_THAT(opening(writing()), ThrowsError(ErrorCode::kInvalidArgument, "holds something else"));
  EXPECT_EQ(std::distance(fs::directory_iterator(store_), fs::directory_iterator()), 1);
}

TEST_F(OpenTest, AFileIsNoStore) {
  writeFile(store_, "an article");
  EXPECT_THAT(opening({}), ThrowsError(ErrorCode::kInvalidArgument, "this is a file"));
  EXPECT_THAT(opening(writing()), ThrowsError(ErrorCode::kInvalidArgument, "this is a file"));
}

TEST_F(OpenTest, ANewerStoreIsRefusedAndLeftAlone) {
  makeStore();
  writeFile(store_ / "FORMAT", "parley store, format 3\n");
  const auto rows = rowsOf(store_);
  EXPECT_THAT(opening({}), ThrowsError(ErrorCode::kNotSupported, "a newer release of parley wrote it"));
  EXPECT_THAT(opening(writing()), ThrowsError(ErrorCode::kNotSupported, "format 3"));
  EXPECT_TRUE(rowsOf(store_) == rows);
}

// A release that knows no decisions must not derive without them; one without decisions it may go on using.
TEST_F(OpenTest, ADecisionRaisesTheFormat) {
  makeStore();
  EXPECT_EQ(filesOf(store_).at("FORMAT"), "parley store, format 1\n");
  const Decision decision =
      checkedDecision({Instant{}, DecisionKind::kMerge, "Ada Kerr", "Ada Berg", "Ada Holt", std::nullopt}, "test");
  openToWrite(store_)->decide(std::span(&decision, 1));
  EXPECT_EQ(filesOf(store_).at("FORMAT"), "parley store, format 2\n");
  EXPECT_EQ(Store::open(store_, {})->decisions().all(), std::vector{decision});
}

TEST_F(OpenTest, ADamagedFormatFileIsCorruption) {
  makeStore();
  for (const std::string content : {"", "parley store, format ", "parley store, format 1", "parley store, format x\n",
                                    "parley store, format 0\n", "PARLEY store, format 1\n"}) {
    writeFile(store_ / "FORMAT", content);
    EXPECT_THAT(opening({}), ThrowsError(ErrorCode::kCorruption, "FORMAT is damaged")) << content;
    EXPECT_THAT(opening(writing()), ThrowsError(ErrorCode::kCorruption, "FORMAT is damaged")) << content;
  }
}

TEST_F(OpenTest, ADatabaseThatIsGoneIsCorruptionAndNotAnEmptyStore) {
  makeStore();
  fs::remove(store_ / "rocksdb" / "CURRENT");
  EXPECT_THAT(opening({}), ThrowsError(ErrorCode::kCorruption, "missing or incomplete"));
  EXPECT_THAT(opening(writing()), ThrowsError(ErrorCode::kCorruption, "missing or incomplete"));
  fs::remove_all(store_ / "rocksdb");
  EXPECT_THAT(opening(writing()), ThrowsError(ErrorCode::kCorruption, "missing or incomplete"));
}

TEST_F(OpenTest, ADamagedDatabaseIsCorruption) {
  makeStore();
  writeFile(store_ / "rocksdb" / "CURRENT", "MANIFEST-999999\n");
  EXPECT_THAT(opening({}), testing::Throws<Error>());
  writeFile(store_ / "rocksdb" / "CURRENT", "nonsense");
  EXPECT_THAT(opening({}), ThrowsError(ErrorCode::kCorruption));
  EXPECT_THAT(opening(writing()), ThrowsError(ErrorCode::kCorruption));
}

TEST_F(OpenTest, ACreationThatWasCutShortIsDoneAgain) {
  makeStore();
  fs::remove(store_ / "FORMAT");
  EXPECT_THAT(opening({}), ThrowsError(ErrorCode::kInvalidArgument, "there is no store"));
  makeStore();
  EXPECT_EQ(Store::open(store_, {})->waiting(), 0u);
}

TEST_F(OpenTest, ASecondWriterIsRefusedHereAndFromAnotherProcess) {
  {
    const auto writer = openToWrite(store_);
    EXPECT_THAT(opening(writing()), ThrowsError(ErrorCode::kBusy, "another process is writing to " + store_.string()));
  }
  ChildProcess child({"hold", store_});
  ASSERT_EQ(child.readLine(), "holding");
  EXPECT_THAT(opening(writing()), ThrowsError(ErrorCode::kBusy, "wait for it to finish"));
  EXPECT_EQ(Store::open(store_, {})->snapshot()->counts().documents, 0u);  // A reader is welcome.
  EXPECT_EQ(child.wait(), 0);
  openToWrite(store_);
}

TEST_F(OpenTest, ADirectoryThatMayNotBeReadOrWrittenIsDenied) {
  makeStore();
  fs::permissions(dir_.path(), fs::perms::all);
  const std::string denied = "error " + std::to_string(static_cast<int>(ErrorCode::kDenied));
  const auto childSays = [&](const std::string& mode) {
    ChildProcess child({"open", mode, store_});
    return child.readLine().value_or("nothing");
  };
  const fs::perms read_only =
      fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec;
  for (const fs::path& part : {store_, store_ / "rocksdb"}) fs::permissions(part, read_only);
  EXPECT_TRUE(childSays("write").starts_with(denied)) << childSays("write");
  fs::permissions(store_, fs::perms::none);
  EXPECT_TRUE(childSays("read").starts_with(denied)) << childSays("read");
  for (const fs::path& part : {store_, store_ / "rocksdb"}) fs::permissions(part, fs::perms::owner_all);
}

}  // namespace
}  // namespace parley::test
