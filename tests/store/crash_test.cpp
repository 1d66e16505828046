// What survives: kill -9 at any moment, and a disk that takes no more.
#include <gtest/gtest.h>

#include <thread>

#include "tests/store/child_process.h"
#include "tests/store/operations.h"
#include "tests/store/store_fixture.h"
#include "tests/store/whole_store.h"
#include "tests/support/throws_error.h"

namespace parley::test {
namespace {

constexpr std::uint64_t kSeed = 7;

void expectWhole(const std::filesystem::path& dir, const std::vector<Operation>& operations, std::size_t acknowledged) {
  EXPECT_EQ(whatIsWrong(dir, operations, acknowledged, kSeed), "") << acknowledged << " operations were acknowledged";
}

// Method: a child acknowledges each document through a pipe and is killed at a random moment; the store is reopened.
TEST(Crash, KilledAtAnyMomentNothingAcknowledgedIsLost) {
  const std::uint64_t seed = seedFromEnvironment();
  const std::vector<Operation> operations = operationsOf(25);
  Dice dice(seed);
  std::size_t killed_early = 0;
  for (int trial = 0; trial < 15; ++trial) {
    SCOPED_TRACE("PARLEY_SEED=" + std::to_string(seed) + ", trial " + std::to_string(trial));
    const TempDir dir;
    ChildProcess child({"add", dir.path() / "store", std::to_string(kSeed), "25"});
    const std::size_t wanted = 1 + dice.roll(operations.size());
    std::size_t acknowledged = 0;
    while (acknowledged < wanted && child.readLine()) ++acknowledged;
    std::this_thread::sleep_for(std::chrono::microseconds(dice.roll(4000)));
    child.kill();
    while (child.readLine()) ++acknowledged;  // What it said before it died counts.
    killed_early += child.wait() == -SIGKILL ? 1 : 0;
    expectWhole(dir.path() / "store", operations, acknowledged);
    if (HasFailure()) return;
  }
  EXPECT_GT(killed_early, 5u);
}

// Method: the same with decisions, which are caught up after every second.
TEST(Crash, KilledAtAnyMomentNoAcknowledgedDecisionIsLost) {
  const std::uint64_t seed = seedFromEnvironment();
  constexpr std::uint32_t kCount = 12;
  const RandomDocuments news(kSeed);
  std::vector<ReadDocument> documents;
  for (std::uint32_t number = 0; number < kCount; ++number) documents.push_back(news.document(number));
  Dice of_decisions(kSeed);
  const std::vector<Decision> decisions = randomDecisions(of_decisions, news, kCount, kCount);
  Dice dice(seed);
  for (int trial = 0; trial < 6; ++trial) {
    SCOPED_TRACE("PARLEY_SEED=" + std::to_string(seed) + ", trial " + std::to_string(trial));
    const TempDir dir;
    ChildProcess child({"decide", dir.path() / "store", std::to_string(kSeed), std::to_string(kCount)});
    const std::size_t wanted = 1 + dice.roll(kCount);
    std::size_t acknowledged = 0;
    while (acknowledged < wanted && child.readLine()) ++acknowledged;
    std::this_thread::sleep_for(std::chrono::microseconds(dice.roll(4000)));
    child.kill();
    while (child.readLine()) ++acknowledged;
    child.wait();
    const auto store = openToWrite(dir.path() / "store");
    const std::vector<Decision> in = store->decisions().all();
    const std::vector<Decision> before(decisions.begin(),
                                       decisions.begin() + static_cast<std::ptrdiff_t>(acknowledged));
    const std::size_t next = std::min<std::size_t>(acknowledged + 1, decisions.size());
    const std::vector<Decision> after(decisions.begin(), decisions.begin() + static_cast<std::ptrdiff_t>(next));
    EXPECT_TRUE(in == Decisions(before).all() || in == Decisions(after).all()) << acknowledged << " were acknowledged";
    store->catchUp();
    expectSameAsBuilt(*store, documents, in);
    if (HasFailure()) return;
  }
}

// Method: no file may grow beyond a limit, which to RocksDB is a disk that takes no more. The process must not abort
// (Debian's library does, if it writes a log of its own), must say so, and must have lost nothing.
TEST(Crash, ADiskThatTakesNoMoreIsAnErrorAndNothingIsLost) {
  const std::vector<Operation> operations = operationsOf(60);
  const TempDir dir;
  ChildProcess child({"add", dir.path() / "store", std::to_string(kSeed), "60", "60000"});
  std::size_t acknowledged = 0;
  std::optional<std::string> line = child.readLine();
  for (; line && line->starts_with("done "); line = child.readLine()) ++acknowledged;
  ASSERT_TRUE(line.has_value());
  EXPECT_TRUE(line->starts_with("error " + std::to_string(static_cast<int>(ErrorCode::kIo)) + " writing")) << *line;
  EXPECT_EQ(child.wait(), 3);
  EXPECT_GT(acknowledged, 3u);
  expectWhole(dir.path() / "store", operations, acknowledged);
}

TEST(Crash, AWriteIsRefusedWhileTheDiskIsNearlyFull) {
  const TempDir dir;
  const ReadDocument read = RandomDocuments(kSeed).document(1);
  {
    const auto store = openToWrite(dir.path());
    store->add(std::span(&read, 1));
  }
  const auto rows = rowsOf(dir.path());
  {
    StoreOptions options = writing();
    options.min_free_bytes = UINT64_MAX;
    const auto store = Store::open(dir.path(), options);
    const ReadDocument other = RandomDocuments(kSeed).document(2);
    EXPECT_THAT([&] { store->add(std::span(&other, 1)); },
                ThrowsError(ErrorCode::kLimit, "MiB are free on the disk that holds"));
    EXPECT_THAT([&] { store->retract(read.document.id); }, ThrowsError(ErrorCode::kLimit));
    EXPECT_THAT([&] { store->catchUp(); }, ThrowsError(ErrorCode::kLimit));
    EXPECT_EQ(store->add(std::span(&read, 1)).front(), AddOutcome::kAlreadyThere);  // That writes nothing.
  }
  EXPECT_TRUE(rowsOf(dir.path()) == rows);
}

}  // namespace
}  // namespace parley::test
