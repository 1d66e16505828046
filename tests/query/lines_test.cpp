#include "query/internal/lines.h"

#include <gmock/gmock.h>

#include "query/local_answers.h"
#include "tests/query/news.h"
#include "tests/support/forwarding_source.h"
#include "tests/support/throws_error.h"

namespace parley::test {
namespace {

// What a damaged store looks like from here: an index that knows more than the records.
struct WithoutDocuments : ForwardingSource {
  using ForwardingSource::ForwardingSource;
  std::optional<ReadDocument> document(const DocumentId&) const override { return std::nullopt; }
};
struct WithShortTexts : ForwardingSource {
  using ForwardingSource::ForwardingSource;
  std::optional<ReadDocument> document(const DocumentId& id) const override {
    std::optional<ReadDocument> read = ForwardingSource::document(id);
    if (read) read->document.text.resize(10);
    return read;
  }
};
struct WithoutReports : ForwardingSource {
  using ForwardingSource::ForwardingSource;
  std::optional<ReadDocument> document(const DocumentId& id) const override {
    std::optional<ReadDocument> read = ForwardingSource::document(id);
    if (read) read->extraction.reports.clear();
    return read;
  }
};

template <typename Damaged>
void expectCorruption(const std::string& part_of_message) {
  const KnowledgeGraph graph = KnowledgeGraph::build(news());
  const Damaged damaged(graph);
  LocalAnswers answers(damaged);
  EXPECT_THAT([&] { (void)answers.met({.name = "Kerr"}); }, ThrowsError(ErrorCode::kCorruption, part_of_message));
}

TEST(Lines, WhatTheSourceLacksIsReportedNeverInvented) {
  expectCorruption<WithoutDocuments>("document ");
  expectCorruption<WithShortTexts>("a span of document ");
  expectCorruption<WithoutReports>("report 0 of document ");
}

TEST(Lines, ADocumentIsDecodedOnceForAnAnswer) {
  struct Counting : ForwardingSource {
    using ForwardingSource::ForwardingSource;
    std::optional<ReadDocument> document(const DocumentId& id) const override {
      ++decoded[id];
      return ForwardingSource::document(id);
    }
    mutable std::map<DocumentId, int> decoded;
  };
  const KnowledgeGraph graph = KnowledgeGraph::build(news());
  const Counting counting(graph);
  EXPECT_THAT(LocalAnswers(counting).met({.name = "Kerr"}).meetings, testing::SizeIs(4));
  EXPECT_THAT(counting.decoded, testing::SizeIs(5));
  for (const auto& [id, times] : counting.decoded) EXPECT_EQ(times, 1);
}

TEST(Lines, PersonsComeFirstThenNames) {
  const auto ref = [](EntityKind kind, const char* name, std::uint64_t id) {
    EntityRef made;
    made.kind = kind;
    made.name = name;
    made.id = EntityId{id};
    return made;
  };
  EXPECT_TRUE(query::personsFirst(ref(EntityKind::kPerson, "Z", 9), ref(EntityKind::kCountry, "A", 1)));
  EXPECT_TRUE(query::personsFirst(ref(EntityKind::kPerson, "A", 9), ref(EntityKind::kPerson, "B", 1)));
  EXPECT_TRUE(query::personsFirst(ref(EntityKind::kPerson, "A", 1), ref(EntityKind::kPerson, "A", 2)));
  EXPECT_FALSE(query::personsFirst(ref(EntityKind::kCountry, "A", 1), ref(EntityKind::kCountry, "A", 1)));
}

}  // namespace
}  // namespace parley::test
