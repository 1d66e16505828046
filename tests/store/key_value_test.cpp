// What the store relies on of the engine below it, and what Rows and Changes make of it.
#include <gtest/gtest.h>

#include <map>

#include "store/internal/codec.h"
#include "store/internal/rocks_engine.h"
#include "store/internal/rows.h"
#include "tests/support/random_documents.h"
#include "tests/support/temp_dir.h"
#include "tests/support/throws_error.h"

namespace parley::test {
namespace {

using namespace store;

class KeyValueTest : public testing::Test {
 protected:
  static std::vector<std::string> keysOf(const Page& page) {
    std::vector<std::string> keys;
    for (const Row& row : page.rows) keys.push_back(row.key);
    return keys;
  }
  void put(const std::string& key, const std::string& value) {
    const Write write{key, value};
    engine_->apply(std::span(&write, 1));
  }

  TempDir dir_;
  std::shared_ptr<KeyValueEngine> engine_ = openRocksEngine(dir_.path(), RocksAccess::kCreate);
};

using Keys = std::vector<std::string>;

TEST_F(KeyValueTest, ARangeIsReadInPages) {
  for (const char* key : {"a", "b1", "b2", "b3", "c"}) put(key, std::string("value of ") + key);
  const auto view = engine_->view();
  const std::vector<Range> ranges = {{"b", "c", 2}, {"b", "c", 3}, {"x", "y", 9}};
  const std::vector<Page> pages = view->scan(ranges);
  ASSERT_EQ(pages.size(), 3u);
  EXPECT_EQ(keysOf(pages[0]), (Keys{"b1", "b2"}));
  EXPECT_EQ(pages[0].rows[0].value, "value of b1");
  EXPECT_EQ(pages[0].next, "b3");
  EXPECT_EQ(keysOf(pages[1]), (Keys{"b1", "b2", "b3"}));
  EXPECT_EQ(pages[1].next, std::nullopt);
  EXPECT_TRUE(pages[2].rows.empty());
}

TEST_F(KeyValueTest, KeysOrderAsUnsignedBytes) {
  for (const char* key : {"\xff", "\x7f", "\x80", "", "a"}) put(key, "");
  const Range all{"", "\xff\xff", 9};
  EXPECT_EQ(keysOf(engine_->view()->scan(std::span(&all, 1)).front()), (Keys{"", "a", "\x7f", "\x80", "\xff"}));
}

TEST_F(KeyValueTest, AViewDoesNotSeeLaterWrites) {
  put("old", "1");
  const auto view = engine_->view();
  const std::vector<Write> batch = {{"old", std::nullopt}, {"new", "2"}};
  engine_->apply(batch);
  const Keys keys = {"old", "new", "never"};
  EXPECT_EQ(view->get(keys), (std::vector<std::optional<std::string>>{"1", std::nullopt, std::nullopt}));
  EXPECT_EQ(engine_->view()->get(keys), (std::vector<std::optional<std::string>>{std::nullopt, "2", std::nullopt}));
}

TEST_F(KeyValueTest, RowsRefuseAValueThatIsNotUnderItsKey) {
  const std::string key = countsKey();
  put(key, seal(key + "!", "body"));
  const auto view = engine_->view();
  const Rows rows(*view);
  EXPECT_THAT([&] { static_cast<void>(rows.get(key)); }, ThrowsError(ErrorCode::kCorruption));
  EXPECT_THAT([&] { static_cast<void>(rows.keys(key)); }, ThrowsError(ErrorCode::kCorruption));
}

// More rows than fit in a page, spread over all partitions, come in the order of what follows the partition.
TEST_F(KeyValueTest, AllPartitionsAreMergedInOrder) {
  std::vector<Write> writes;
  std::vector<EntityId> expected;
  Dice dice(1);
  for (std::uint64_t i = 0; i < 5000; ++i) {
    expected.push_back(EntityId{i * 7});
    // Most in one partition, so that its pages have to be fetched one after another.
    const auto partition = static_cast<std::uint16_t>(dice.oneIn(3) ? dice.roll(kPartitions) : 5);
    std::string key = KeyBuilder(partition, Tag::kTally).add(expected.back()).take();
    writes.push_back({key, seal(key, "")});
  }
  engine_->apply(writes);
  const auto view = engine_->view();
  std::vector<EntityId> found;
  Rows(*view).forEachOfTag(Tag::kTally, {}, [&](std::string_view key, std::string_view) {
    found.push_back(KeyReader(key).takeEntity());
    return true;
  });
  EXPECT_EQ(found, expected);
}

// Method: puts and erasures at random beside a plain map; every read has to agree before and after they are written.
TEST_F(KeyValueTest, ChangesReadAsIfTheyWereWritten) {
  const std::uint64_t seed = seedFromEnvironment();
  SCOPED_TRACE("PARLEY_SEED=" + std::to_string(seed));
  Dice dice(seed);
  std::map<std::string, std::string> model;
  for (int round = 0; round < 20; ++round) {
    const auto view = engine_->view();
    const Rows rows(*view);
    Changes changes(rows);
    for (int i = 0; i < 30; ++i) {
      const std::string key = KeyBuilder(0, Tag::kName).add8(static_cast<std::uint8_t>(dice.roll(60))).take();
      if (dice.oneIn(3)) {
        changes.erase(key);
        model.erase(key);
      } else {
        changes.put(key, std::to_string(dice.roll(5)));
        model[key] = changes.get(key).value();
      }
    }
    std::map<std::string, std::string> seen;
    const std::string prefix = KeyBuilder(0, Tag::kName).take();
    changes.forEach(prefix, [&](std::string_view key, std::string_view body) {
      return seen.emplace(std::string(key), std::string(body)).second;
    });
    EXPECT_EQ(seen, model);
    EXPECT_EQ(changes.any(prefix), !model.empty());
    engine_->apply(changes.writes());
    const auto written = engine_->view();
    EXPECT_EQ(Rows(*written).keys(prefix).size(), model.size());
  }
}

}  // namespace
}  // namespace parley::test
