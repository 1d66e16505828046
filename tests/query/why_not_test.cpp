#include <gmock/gmock.h>

#include "query/local_answers.h"
#include "tests/query/news.h"
#include "tests/support/throws_error.h"

namespace parley::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

// Says of every document that its first report is a near miss: in "april" for a meeting of others, else for no word.
NearMisses theFirstReport(const ReadDocument& read, const std::vector<LocalIndex>& one,
                          const std::vector<LocalIndex>& other) {
  NearMiss miss;
  miss.sentence = read.extraction.reports.front().sentence;
  miss.one = {{one.front(), {0, 8}, true}};
  miss.other = {{other.front(), {9, 12}, false}};
  miss.words = {{0, 3}};
  if (read.document.name() == "april") {
    miss.reason = NearMissReason::kOtherParties;
    miss.reports = {0};
  }
  return {{miss}, 1};
}

class WhyNotTest : public testing::Test {
 protected:
  KnowledgeGraph graph_ = KnowledgeGraph::build(news());
  LocalAnswers answers_{graph_, theFirstReport};
};

TEST_F(WhyNotTest, SentencesComeByReasonThenFromTheNewestDocument) {
  const WhyNotAnswer answer = answers_.whyNot({.name = "Kerr", .other = "Silva", .sentences = 10});
  EXPECT_TRUE(answer.resolved);
  EXPECT_THAT(answer.meetings, ElementsAre(Pair(Status::kHeld, 1), Pair(Status::kCancelled, 1)));
  EXPECT_THAT(answer.reasons, ElementsAre(Pair(NearMissReason::kOtherParties, 1), Pair(NearMissReason::kNoWord, 1)));
  ASSERT_THAT(answer.sentences, SizeIs(2));
  const NearMissLine& first = answer.sentences[0];
  EXPECT_EQ(first.passage.text, "Kerr called off her April meeting with Silva.");
  EXPECT_EQ(first.passage.document, "april");
  EXPECT_EQ(first.passage.published, day("2021-04-02"));
  ASSERT_THAT(first.names, SizeIs(2));
  EXPECT_EQ(first.names[0].entity.name, "Anna Kerr");
  EXPECT_EQ(first.names[0].text, "Document");
  EXPECT_EQ(first.names[1].entity.name, "Marta Silva");
  EXPECT_FALSE(first.names[1].by_name);
  EXPECT_THAT(first.words, ElementsAre("Doc"));
  ASSERT_THAT(first.told, SizeIs(1));
  EXPECT_EQ(first.told[0].status, Status::kCancelled);
  EXPECT_THAT(first.told[0].participants, ElementsAre("Anna Kerr", "Marta Silva"));
  EXPECT_EQ(answer.sentences[1].passage.document, "geneva");
  EXPECT_EQ(answer.left_out, 0u);
  EXPECT_EQ(answer.telling, 2u);
  EXPECT_EQ(answer.searched, (Searched{.documents = 6, .naming = 2}));
}

TEST_F(WhyNotTest, WhatIsLeftOutIsCounted) {
  const WhyNotAnswer answer = answers_.whyNot({.name = "Kerr", .other = "Osei", .sentences = 1});
  ASSERT_THAT(answer.sentences, SizeIs(1));
  EXPECT_EQ(answer.sentences[0].passage.document, "geneva");
  EXPECT_EQ(answer.left_out, 2u);
  EXPECT_THAT(answer.reasons, ElementsAre(Pair(NearMissReason::kNoWord, 3)));
}

TEST_F(WhyNotTest, ACountryIsThoseWhoActForItUnlessExact) {
  EXPECT_THAT(answers_.whyNot({.name = "Norway", .other = "Silva", .sentences = 10}).sentences, SizeIs(2));
  EXPECT_THAT(answers_.whyNot({.name = "Norway", .other = "Silva", .exact = true, .sentences = 10}).sentences,
              IsEmpty());
}

TEST_F(WhyNotTest, TheOldestDocumentsAreLeftUnreadAndCounted) {
  std::vector<ReadDocument> documents;
  for (std::size_t i = 0; i < LocalAnswers::kMaxReadAgain + 2; ++i) {
    DocumentBuilder story("story" + std::to_string(i), i < 2 ? "2021-03-01" : "2021-03-02");
    const LocalIndex kerr = story.person("Anna Kerr");
    story.meeting("Kerr met Osei.", {kerr, story.person("Li Osei")});
    documents.push_back(story.build());
  }
  const KnowledgeGraph graph = KnowledgeGraph::build(std::move(documents));
  const WhyNotAnswer answer =
      LocalAnswers(graph, theFirstReport).whyNot({.name = "Kerr", .other = "Osei", .sentences = 1000});
  EXPECT_EQ(answer.not_read, 2u);
  ASSERT_THAT(answer.sentences, SizeIs(LocalAnswers::kMaxReadAgain));
  for (const NearMissLine& line : answer.sentences) EXPECT_EQ(line.passage.published, day("2021-03-02"));
}

TEST_F(WhyNotTest, NoDocumentIsReadWhereNothingCanBeFound) {
  LocalAnswers answers(graph_, [](const auto&, const auto&, const auto&) -> NearMisses {
    ADD_FAILURE() << "read";
    return {};
  });
  const WhyNotAnswer none = answers.whyNot({.name = "Osei", .other = "Volkov", .sentences = 10});
  EXPECT_TRUE(none.resolved);
  EXPECT_EQ(none.searched, (Searched{.documents = 6, .naming = 0}));
  EXPECT_FALSE(answers.whyNot({.name = "Osei", .other = "Nobody", .sentences = 10}).resolved);
  EXPECT_THAT(answers.whyNot({.name = "Norway", .other = "Norway", .sentences = 10}).sentences, IsEmpty());
  EXPECT_THAT([&] { (void)answers.whyNot({.name = "Osei", .other = " "}); },
              ThrowsError(ErrorCode::kInvalidArgument, "a name is empty"));
}

}  // namespace
}  // namespace parley::test
