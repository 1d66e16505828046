// What the documents of some days changed.
#include <gmock/gmock.h>

#include <set>

#include "query/local_answers.h"
#include "tests/query/news.h"
#include "tests/support/random_documents.h"
#include "tests/support/throws_error.h"

namespace parley::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::string summary(const ChangeLine& line) {
  std::string text = std::string(wordOf(line.kind)) + ":";
  for (const EntityRef& participant : line.meeting.participants) text += " " + participant.name;
  if (line.was) text += " (" + std::string(wordOf(*line.was)) + " " + line.was_when + ")";
  return text + " " + std::string(wordOf(line.meeting.status)) + " " + line.meeting.when;
}

std::vector<std::string> changes(const GraphSource& source, std::string_view from, std::string_view to,
                                 const Filters& filters = {}) {
  std::vector<std::string> found;
  for (const ChangeLine& line : LocalAnswers(source).diff({day(from), day(to), filters}).changes) {
    found.push_back(summary(line));
  }
  return found;
}

TEST(Diff, TellsNewPairsNewMeetingsAndChangedStatus) {
  const KnowledgeGraph graph = KnowledgeGraph::build(news());
  EXPECT_THAT(changes(graph, "2021-01-01", "2021-03-01"),
              ElementsAre("new_pair: Anna Kerr Li Osei planned 2021-03-03"));
  EXPECT_THAT(changes(graph, "2021-03-01", "2021-03-06"),
              ElementsAre("new_pair: Li Osei Marta Silva held 2021-03-05",
                          "status: Anna Kerr Li Osei (planned 2021-03-03) held 2021-03-03"));
  EXPECT_THAT(changes(graph, "2021-03-06", "2021-06-01"),
              ElementsAre("new_pair: Anna Kerr Marta Silva cancelled 2021-04-20",
                          "new_pair: Anna Kerr Li Osei Marta Silva held 2021-05"));
  EXPECT_THAT(changes(graph, "2021-04-02", "2021-06-01"),
              ElementsAre("new_meeting: Anna Kerr Li Osei Marta Silva held 2021-05"));
  EXPECT_THAT(changes(graph, "2021-06-01", "2030-01-01"), IsEmpty());
  EXPECT_THAT(changes(graph, "2021-06-01", "2021-06-01"), IsEmpty());
  EXPECT_THAT(changes(graph, "2021-03-01", "2021-06-01", {.statuses = {Status::kCancelled}}),
              ElementsAre("new_pair: Anna Kerr Marta Silva cancelled 2021-04-20"));
}

TEST(Diff, AChangeHasTheSentenceThatMadeIt) {
  const KnowledgeGraph graph = KnowledgeGraph::build(news());
  const DiffAnswer answer = LocalAnswers(graph).diff({day("2021-03-01"), day("2021-03-06"), {}});
  ASSERT_EQ(answer.changes.size(), 2U);
  ASSERT_TRUE(answer.changes[1].by.has_value());
  EXPECT_EQ(answer.changes[1].by->text, "Kerr met Osei in Oslo on 3 March.");
  ASSERT_EQ(answer.changes[0].new_pairs.size(), 1U);
  EXPECT_THAT((std::vector{answer.changes[0].new_pairs[0].first.name, answer.changes[0].new_pairs[0].second.name}),
              UnorderedElementsAre("Li Osei", "Marta Silva"));
  EXPECT_EQ(answer.published, 2U);
  EXPECT_EQ(answer.searched.documents, 3U);
  EXPECT_EQ(answer.searched.as_of, (AsOf{day("2021-03-06"), 2, 1}));
}

// Two stories of one planned meeting: the second is `later`, on the 10th.
KnowledgeGraph planAnd(const std::string& sentence, const MeetingOptions& later) {
  DocumentBuilder plan("plan", "2021-03-01");
  plan.meeting("Kerr will meet Osei on 20 March.", {plan.person("Anna Kerr"), plan.person("Li Osei")},
               {.status = Status::kPlanned, .date = "2021-03-20"});
  DocumentBuilder story("later", "2021-03-10");
  story.meeting(sentence, {story.person("Anna Kerr"), story.person("Li Osei")}, later);
  return KnowledgeGraph::build({plan.build(), story.build()});
}

TEST(Diff, WhatWasCalledOffStandsByItself) {
  const KnowledgeGraph graph =
      planAnd("The meeting of Kerr and Osei on 20 March is off.", {.status = Status::kCancelled, .date = "2021-03-20"});
  EXPECT_THAT(changes(graph, "2021-03-01", "2021-03-10"),
              ElementsAre("withdrawn: Anna Kerr Li Osei (planned 2021-03-20) cancelled 2021-03-20"));
  EXPECT_THAT(changes(graph, "2021-03-02", "2021-03-09"), IsEmpty());
}

TEST(Diff, ADateThatBecameMorePreciseIsAChange) {
  DocumentBuilder plan("plan", "2021-03-01");
  plan.meeting("Kerr will meet Osei in March.", {plan.person("Anna Kerr"), plan.person("Li Osei")},
               {.status = Status::kPlanned, .date = "2021-03"});
  DocumentBuilder story("later", "2021-03-10");
  story.meeting("Kerr is to meet Osei on 20 March.", {story.person("Anna Kerr"), story.person("Li Osei")},
                {.status = Status::kPlanned, .date = "2021-03-20"});
  const KnowledgeGraph graph = KnowledgeGraph::build({plan.build(), story.build()});
  const DiffAnswer answer = LocalAnswers(graph).diff({day("2021-03-01"), day("2021-03-10"), {}});
  ASSERT_EQ(answer.changes.size(), 1U);
  EXPECT_EQ(summary(answer.changes[0]), "date: Anna Kerr Li Osei (planned 2021-03) planned 2021-03-20");
  ASSERT_TRUE(answer.changes[0].by.has_value());
  EXPECT_EQ(answer.changes[0].by->text, "Kerr is to meet Osei on 20 March.");
}

TEST(Diff, APairIsNotNewBecauseANameBecameFuller) {
  DocumentBuilder plan("plan", "2021-03-01");
  plan.meeting("Kerr met Osei.", {plan.person("Kerr"), plan.person("Li Osei")}, {.date = "2021-02-20"});
  DocumentBuilder story("later", "2021-03-10");
  story.meeting("Anna Kerr met Osei again.", {story.person("Anna Kerr"), story.person("Li Osei")},
                {.date = "2021-03-09"});
  const KnowledgeGraph graph = KnowledgeGraph::build({plan.build(), story.build()});
  EXPECT_THAT(changes(graph, "2021-03-01", "2021-03-10"),
              ElementsAre("new_meeting: Anna Kerr Li Osei held 2021-03-09"));
}

TEST(Diff, TheEarlierDayComesFirst) {
  const KnowledgeGraph graph = KnowledgeGraph::build(news());
  EXPECT_THAT([&] { changes(graph, "2021-03-02", "2021-03-01"); },
              ThrowsError(ErrorCode::kInvalidArgument, "2021-03-01 is before 2021-03-02"));
}

// Goal: nothing that changed is left out. Method: random documents; every meeting as of the second day has a line, or a
// meeting as of the first day with a report, status and date of its own; and from before all documents, all are new.
TEST(Diff, CoversEveryMeeting) {
  const std::uint64_t seed = seedFromEnvironment();
  SCOPED_TRACE(seed);
  const RandomDocuments random(seed);
  std::vector<ReadDocument> documents;
  for (std::uint32_t i = 0; i < 60; ++i) documents.push_back(random.document(i));
  const KnowledgeGraph all = KnowledgeGraph::build(documents);
  const auto then = [&](Date day) {
    std::vector<ReadDocument> known;
    for (const ReadDocument& read : documents) {
      if (read.extraction.date && *read.extraction.date <= day) known.push_back(read);
    }
    return KnowledgeGraph::build(known);
  };
  std::size_t unchanged = 0;
  for (int i = -1; i < 4; ++i) {
    const Date from = day("2023-05-01") + std::chrono::days(i);
    const Date to = day("2023-05-05");
    const DiffAnswer answer = LocalAnswers(all).diff({from, to, {}});
    std::map<EntityId, ChangeKind> changed;
    for (const ChangeLine& line : answer.changes) {
      if (line.kind == ChangeKind::kGone) continue;
      EXPECT_TRUE(changed.emplace(line.meeting.id, line.kind).second);
    }
    const KnowledgeGraph before = then(from);
    then(to).forEachMeeting([&](const Meeting& now) {
      if (now.furniture || changed.contains(now.id)) return true;
      ++unchanged;
      bool known = false;
      before.forEachMeeting([&](const Meeting& was) {
        for (const Step& step : was.steps) {
          for (const Step& same : now.steps) {
            known = known || (step.report == same.report && was.status == now.status && was.when == now.when);
          }
        }
        return !known;
      });
      EXPECT_TRUE(known) << toHex(now.id);
      return true;
    });
    if (i == -1) {
      for (const auto& [id, kind] : changed) EXPECT_EQ(kind, ChangeKind::kNewPair);
    }
  }
  EXPECT_GT(unchanged, 0U);
}

}  // namespace
}  // namespace parley::test
