// The store's block-wise work against KnowledgeGraph, the plain statement of what it must equal.
#include <gtest/gtest.h>

#include <iostream>
#include <map>

#include "tests/store/store_fixture.h"
#include "tests/support/random_documents.h"

namespace parley::test {
namespace {

std::vector<ReadDocument> valuesOf(const std::map<std::uint32_t, ReadDocument>& documents) {
  std::vector<ReadDocument> values;
  for (const auto& [number, read] : documents) values.push_back(read);
  return values;
}

// Goal: after any history, the answers are those of a graph built at once of the documents that are in.
// Method: adds, re-adds, new sightings and retractions at random, caught up after random numbers of them, in batches of
// random size; compared after each catchUp().
TEST(CatchUp, AnyHistoryGivesTheGraphOfItsDocuments) {
  const std::uint64_t first_seed = seedFromEnvironment();
  std::size_t inferred = 0, shared_meetings = 0, merged_people = 0;
  const auto countWhatIsHard = [&](const GraphSource& snapshot) {
    snapshot.forEachDocument([&](const DocumentId& id) {
      inferred += snapshot.dateOf(id).inferred ? 1 : 0;
      return true;
    });
    snapshot.forEachMeeting([&](const Meeting& meeting) {
      shared_meetings += meeting.documents > 1 ? 1 : 0;
      return true;
    });
    snapshot.forEachEntity([&](const Entity& entity) {
      merged_people += entity.kind == EntityKind::kPerson && entity.documents > 1 ? 1 : 0;
      return true;
    });
  };
  for (std::uint64_t seed = first_seed; seed < first_seed + 4; ++seed) {
    SCOPED_TRACE("PARLEY_SEED=" + std::to_string(seed));
    const TempDir dir;
    Dice dice(seed);
    StoreOptions options = writing();
    options.documents_per_batch = 1 + dice.roll(5);
    const auto store = Store::open(dir.path(), options);
    const RandomDocuments news(seed);
    std::map<std::uint32_t, ReadDocument> in;
    for (int step = 0; step < 60; ++step) {
      const auto number = static_cast<std::uint32_t>(dice.roll(40));
      const bool was_in = in.contains(number);
      if (was_in && dice.oneIn(3)) {
        EXPECT_TRUE(store->retract(in.at(number).document.id));
        in.erase(number);
      } else {
        const bool again = was_in ? in.at(number).document.sightings.size() > 1 || dice.oneIn(2) : dice.oneIn(4);
        ReadDocument read = again ? news.seenAgain(number) : news.document(number);
        store->add(std::span(&read, 1));
        in.insert_or_assign(number, std::move(read));
      }
      if (dice.oneIn(6)) {
        store->catchUp();
        EXPECT_EQ(store->waiting(), 0u);
        ASSERT_NO_FATAL_FAILURE(expectSameAsBuilt(*store, valuesOf(in))) << "after step " << step;
        countWhatIsHard(*store->snapshot());
      }
    }
    store->catchUp();
    ASSERT_NO_FATAL_FAILURE(expectSameAsBuilt(*store, valuesOf(in)));
  }
  // What is hard did happen.
  EXPECT_GT(inferred, 10u);
  EXPECT_GT(shared_meetings, 50u);
  EXPECT_GT(merged_people, 50u);
}

// Goal: no trace of the order, of the batches, of what was there for a while. "Byte-equal" is meant of all rows.
TEST(CatchUp, RowsAreAFunctionOfTheSetOfDocuments) {
  const std::uint64_t seed = seedFromEnvironment();
  SCOPED_TRACE("PARLEY_SEED=" + std::to_string(seed));
  const RandomDocuments news(seed);
  const TempDir plain_dir;
  {
    const auto plain = openToWrite(plain_dir.path());
    std::vector<ReadDocument> documents;
    for (std::uint32_t number = 0; number < 30; ++number) documents.push_back(news.document(number));
    plain->add(documents);
    plain->catchUp();
  }
  const std::map<std::string, std::string> expected = rowsOf(plain_dir.path());
  for (std::uint64_t shuffle = 1; shuffle <= 3; ++shuffle) {
    const TempDir dir;
    {
      Dice dice(seed * 100 + shuffle);
      const auto store = openToWrite(dir.path());
      std::vector<std::uint32_t> order;
      for (std::uint32_t number = 0; number < 36; ++number) order.push_back(number);  // 30 to 35 go again.
      for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[dice.roll(i)]);
      for (const std::uint32_t number : order) {
        const ReadDocument read = number >= 30 && dice.oneIn(2) ? news.seenAgain(number) : news.document(number);
        store->add(std::span(&read, 1));
        store->add(std::span(&read, 1));
        if (dice.oneIn(4)) store->catchUp();
      }
      for (std::uint32_t number = 30; number < 36; ++number) {
        if (dice.oneIn(2)) store->catchUp();
        EXPECT_TRUE(store->retract(news.document(number).document.id));
      }
      store->catchUp();
    }
    const std::map<std::string, std::string> rows = rowsOf(dir.path());
    EXPECT_EQ(rows.size(), expected.size());
    EXPECT_TRUE(rows == expected);
  }
}

// The same with decisions: they come at random between the documents, some before what they are about.
TEST(CatchUp, AnyHistoryGivesTheGraphOfItsDocumentsAndDecisions) {
  const std::uint64_t first_seed = seedFromEnvironment();
  std::size_t merged = 0, rejected = 0;
  for (std::uint64_t seed = first_seed; seed < first_seed + 4; ++seed) {
    SCOPED_TRACE("PARLEY_SEED=" + std::to_string(seed));
    const TempDir dir;
    Dice dice(seed);
    StoreOptions options = writing();
    options.documents_per_batch = 1 + dice.roll(5);
    const auto store = Store::open(dir.path(), options);
    const RandomDocuments news(seed);
    const std::vector<Decision> to_make = randomDecisions(dice, news, 30, 25);
    std::map<std::uint32_t, ReadDocument> in;
    std::vector<Decision> made;
    for (int step = 0; step < 70; ++step) {
      const auto number = static_cast<std::uint32_t>(dice.roll(30));
      if (dice.oneIn(3) && made.size() < to_make.size()) {
        made.push_back(to_make[made.size()]);
        store->decide(std::span(&made.back(), 1));
      } else if (in.contains(number) && dice.oneIn(2)) {
        store->retract(in.at(number).document.id);
        in.erase(number);
      } else if (!in.contains(number)) {
        const ReadDocument read = news.document(number);
        store->add(std::span(&read, 1));
        in.emplace(number, read);
      }
      if (dice.oneIn(5)) {
        store->catchUp();
        EXPECT_EQ(store->waiting(), 0u);
        ASSERT_NO_FATAL_FAILURE(expectSameAsBuilt(*store, valuesOf(in), made)) << "after step " << step;
      }
    }
    store->catchUp();
    ASSERT_NO_FATAL_FAILURE(expectSameAsBuilt(*store, valuesOf(in), made));
    // What is hard did happen.
    const SourceCounts undecided = KnowledgeGraph::build(valuesOf(in)).counts();
    const SourceCounts decided = store->snapshot()->counts();
    merged += decided.entities != undecided.entities ? 1 : 0;
    rejected += decided.triples != undecided.triples ? 1 : 0;
  }
  EXPECT_GT(merged, 0u);
  EXPECT_GT(rejected, 0u);
}

// Goal: neither the order in which documents and decisions arrive leaves a trace, nor who derived when.
TEST(CatchUp, RowsAreAFunctionOfTheSetsOfDocumentsAndDecisions) {
  const std::uint64_t seed = seedFromEnvironment();
  SCOPED_TRACE("PARLEY_SEED=" + std::to_string(seed));
  const RandomDocuments news(seed);
  Dice dice(seed);
  std::vector<ReadDocument> documents;
  for (std::uint32_t number = 0; number < 20; ++number) documents.push_back(news.document(number));
  std::vector<Decision> decisions = randomDecisions(dice, news, 20, 20);
  std::optional<std::map<std::string, std::string>> expected;
  for (int round = 0; round < 4; ++round) {
    const TempDir dir;
    {
      const auto store = openToWrite(dir.path());
      std::size_t document = 0, decision = 0;
      while (document < documents.size() || decision < decisions.size()) {
        if (document < documents.size() && (decision == decisions.size() || dice.oneIn(2))) {
          store->add(std::span(&documents[document++], 1));
        } else {
          EXPECT_LE(store->decide(std::span(&decisions[decision], 1)), 1u);
          EXPECT_EQ(store->decide(std::span(&decisions[decision++], 1)), 0u);
        }
        if (dice.oneIn(6)) store->catchUp();
      }
      store->catchUp();
    }
    if (!expected) expected = rowsOf(dir.path());
    EXPECT_TRUE(rowsOf(dir.path()) == *expected) << "round " << round;
    for (std::size_t i = documents.size(); i > 1; --i) std::swap(documents[i - 1], documents[dice.roll(i)]);
    for (std::size_t i = decisions.size(); i > 1; --i) std::swap(decisions[i - 1], decisions[dice.roll(i)]);
  }
}

TEST(CatchUp, AnEmptiedStoreIsLikeANewOne) {
  const TempDir dir;
  {
    const auto store = openToWrite(dir.path());
    const RandomDocuments news(seedFromEnvironment());
    for (std::uint32_t number = 0; number < 8; ++number) {
      const ReadDocument read = news.document(number);
      store->add(std::span(&read, 1));
    }
    store->catchUp();
    for (std::uint32_t number = 0; number < 8; ++number) store->retract(news.document(number).document.id);
    store->catchUp();
    EXPECT_EQ(store->snapshot()->counts().triples, 0u);
  }
  const TempDir new_dir;
  openToWrite(new_dir.path());
  EXPECT_TRUE(rowsOf(dir.path()) == rowsOf(new_dir.path()));
}

}  // namespace
}  // namespace parley::test
