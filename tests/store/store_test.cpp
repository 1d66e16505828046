#include "store/store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/store/store_fixture.h"
#include "tests/support/random_documents.h"

namespace parley::test {
namespace {

class StoreTest : public testing::Test {
 protected:
  static std::vector<AddOutcome> add(Store& store, const ReadDocument& read) { return store.add(std::span(&read, 1)); }

  TempDir dir_;
  RandomDocuments news_{3};
};

using Outcomes = std::vector<AddOutcome>;

TEST_F(StoreTest, ADocumentComesBackAsItWasAdded) {
  const auto store = openToWrite(dir_.path());
  const ReadDocument read = news_.document(1);
  EXPECT_EQ(store->find(read.document.id), std::nullopt);
  EXPECT_EQ(add(*store, read), Outcomes{AddOutcome::kAdded});
  EXPECT_EQ(store->find(read.document.id)->text, read.document.text);
  store->catchUp();
  const auto stored = store->snapshot()->document(read.document.id);
  ASSERT_TRUE(stored.has_value());
  EXPECT_EQ(stored->document.text, read.document.text);
  EXPECT_EQ(stored->document.sightings, read.document.sightings);
  EXPECT_EQ(stored->extraction, read.extraction);
}

TEST_F(StoreTest, AddingTwiceChangesNothing) {
  {
    const auto store = openToWrite(dir_.path());
    const ReadDocument read = news_.document(1);
    const std::vector<ReadDocument> both = {read, read};
    EXPECT_EQ(store->add(both), (Outcomes{AddOutcome::kAdded, AddOutcome::kAlreadyThere}));
    store->catchUp();
  }
  const auto rows = rowsOf(dir_.path());
  EXPECT_EQ(add(*openToWrite(dir_.path()), news_.document(1)), Outcomes{AddOutcome::kAlreadyThere});
  EXPECT_TRUE(rowsOf(dir_.path()) == rows);
}

TEST_F(StoreTest, ANewSightingReplacesTheDocumentAndLosesNone) {
  const auto store = openToWrite(dir_.path());
  add(*store, news_.document(1));
  store->catchUp();
  EXPECT_EQ(add(*store, news_.seenAgain(1)), Outcomes{AddOutcome::kSeenAgain});
  EXPECT_EQ(store->find(news_.document(1).document.id)->sightings.size(), 2u);
  // Half of what is known is a bug of the caller: it would forget a sighting.
  EXPECT_THROW(add(*store, news_.document(1)), std::logic_error);
  store->catchUp();
  expectSameAsBuilt(*store, {news_.seenAgain(1)});
}

TEST_F(StoreTest, ADocumentThatWasReadAnewIsReplaced) {
  const auto store = openToWrite(dir_.path());
  ReadDocument read = news_.document(1);
  add(*store, read);
  read.extraction.extractor = "test@2";
  read.extraction.reports.pop_back();
  EXPECT_EQ(add(*store, read), Outcomes{AddOutcome::kSeenAgain});
  store->catchUp();
  expectSameAsBuilt(*store, {read});
}

TEST_F(StoreTest, AnExtractionThatBreaksItsPromisesIsNotStored) {
  const auto store = openToWrite(dir_.path());
  ReadDocument read = news_.document(1);
  read.extraction.reports.front().sentence.end = 1'000'000;
  const std::vector<ReadDocument> documents = {news_.document(2), read};
  EXPECT_THROW(store->add(documents), std::logic_error);
  EXPECT_EQ(store->find(documents.front().document.id), std::nullopt);
}

TEST_F(StoreTest, WhatIsNotThereIsNotRetracted) {
  const auto store = openToWrite(dir_.path());
  EXPECT_FALSE(store->retract(news_.document(1).document.id));
  add(*store, news_.document(1));
  EXPECT_TRUE(store->retract(news_.document(1).document.id));
  EXPECT_FALSE(store->retract(news_.document(1).document.id));
  store->catchUp();
  EXPECT_EQ(store->snapshot()->counts().documents, 0u);
}

// A snapshot shows documents and graph as the last catchUp() left them, whatever was added and retracted since.
TEST_F(StoreTest, ASnapshotAgreesWithItselfBeforeCatchUp) {
  const auto store = openToWrite(dir_.path());
  add(*store, news_.document(1));
  add(*store, news_.document(2));
  store->catchUp();
  add(*store, news_.seenAgain(1));
  store->retract(news_.document(2).document.id);
  add(*store, news_.document(3));
  EXPECT_EQ(store->waiting(), 3u);
  expectSameAsBuilt(*store, {news_.document(1), news_.document(2)});
  store->catchUp();
  EXPECT_EQ(store->waiting(), 0u);
  expectSameAsBuilt(*store, {news_.seenAgain(1), news_.document(3)});
}

TEST_F(StoreTest, ASnapshotDoesNotMove) {
  auto store = openToWrite(dir_.path());
  add(*store, news_.document(1));
  store->catchUp();
  const auto snapshot = store->snapshot();
  const auto before = GraphDump::of(*snapshot);
  store->retract(news_.document(1).document.id);
  add(*store, news_.document(2));
  store->catchUp();
  EXPECT_EQ(GraphDump::of(*snapshot), before);
  store.reset();
  EXPECT_EQ(GraphDump::of(*snapshot), before);
}

TEST_F(StoreTest, AReaderBesideAWriterSeesWhatWasCaughtUp) {
  const auto writer = openToWrite(dir_.path());
  add(*writer, news_.document(1));
  writer->catchUp();
  const auto reader = Store::open(dir_.path(), {});
  expectSameAsBuilt(*reader, {news_.document(1)});
  const auto old = reader->snapshot();
  add(*writer, news_.document(2));
  expectSameAsBuilt(*reader, {news_.document(1)});
  writer->catchUp();
  expectSameAsBuilt(*reader, {news_.document(1), news_.document(2)});
  EXPECT_EQ(old->counts().documents, 1u);
}

// "const members may run concurrently and beside one writing call".
TEST_F(StoreTest, ThreadsReadWhileOneWrites) {
  const auto store = openToWrite(dir_.path());
  std::atomic<bool> done = false;
  std::atomic<std::size_t> disagreed = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      do {
        const auto snapshot = store->snapshot();
        std::uint64_t documents = 0;
        snapshot->forEachDocument([&](const DocumentId& id) {
          documents += snapshot->document(id).has_value() ? 1 : 0;
          return true;
        });
        disagreed += documents == snapshot->counts().documents ? 0 : 1;
      } while (!done);
    });
  }
  for (std::uint32_t number = 0; number < 12; ++number) {
    add(*store, news_.document(number));
    if (number % 3 == 2) store->retract(news_.document(number - 1).document.id);
    store->catchUp();
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(disagreed, 0u);
}

}  // namespace
}  // namespace parley::test
