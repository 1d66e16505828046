// Who has most meetings, and through whom most ways lead.
#include <gmock/gmock.h>

#include "query/local_answers.h"
#include "tests/query/news.h"

namespace parley::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// "Li Osei 3/2": meetings, and others.
std::vector<std::string> lines(const TopAnswer& answer) {
  std::vector<std::string> found;
  for (const TopLine& line : answer.lines) {
    found.push_back(line.entity.name + " " + std::to_string(line.meetings) + "/" + std::to_string(line.others));
  }
  return found;
}

TEST(Top, MostMetAreThoseWithMostMeetingsHeld) {
  const KnowledgeGraph graph = KnowledgeGraph::build(news());
  LocalAnswers answers(graph);
  const TopAnswer met = answers.top({.limit = 10});
  EXPECT_EQ(lines(met).front(), "Li Osei 3/2");
  EXPECT_EQ(met.lines.size(), 3u);  // Volkov has no meeting that was held.
  EXPECT_EQ(met.left_out.status, 2u);
  EXPECT_THAT(lines(answers.top({.limit = 1})), ElementsAre("Li Osei 3/2"));
  EXPECT_EQ(answers.top({.limit = 1}).lines_left_out, 2u);
  EXPECT_THAT(lines(answers.top({.limit = 10, .filters = {.kinds = {MeetingKind::kCall}}})),
              testing::UnorderedElementsAre("Li Osei 1/1", "Marta Silva 1/1"));
  EXPECT_THAT(lines(answers.top({.limit = 10, .as_of = day("2021-03-05")})),
              testing::UnorderedElementsAre("Li Osei 1/1", "Anna Kerr 1/1"));
}

TEST(Top, CancelledMeetingsAreCountedByThemselves) {
  const KnowledgeGraph graph = KnowledgeGraph::build(news());
  EXPECT_THAT(lines(LocalAnswers(graph).top({.by = TopBy::kCancelled, .limit = 10})),
              testing::UnorderedElementsAre("Anna Kerr 1/1", "Marta Silva 1/1"));
}

TEST(Top, CentralIsWhoConnectsOthers) {
  DocumentBuilder story("chain", "2021-03-07");
  const LocalIndex alder = story.person("Ann Alder");
  const LocalIndex birch = story.person("Bo Birch");
  const LocalIndex cedar = story.person("Cy Cedar");
  const LocalIndex dorn = story.person("Di Dorn");
  story.meeting("Alder met Birch.", {alder, birch});
  story.meeting("Birch met Cedar.", {birch, cedar});
  story.meeting("Cedar met Dorn.", {cedar, dorn});
  story.meeting("Cedar met Dorn again.", {cedar, dorn});
  const KnowledgeGraph graph = KnowledgeGraph::build({story.build()});
  const TopAnswer answer = LocalAnswers(graph).top({.by = TopBy::kCentral, .limit = 10});
  // Of the three ways between others, two pass each of the middle ones: Cedar has more meetings.
  EXPECT_THAT(lines(answer), ElementsAre("Cy Cedar 3/2", "Bo Birch 2/2"));
  for (const TopLine& line : answer.lines) EXPECT_EQ(line.between, 666'667u);
}

TEST(Top, OfNobodyIsAnAnswer) {
  const KnowledgeGraph graph = KnowledgeGraph::build({});
  for (const TopBy by : {TopBy::kMet, TopBy::kCentral, TopBy::kCancelled}) {
    EXPECT_THAT(LocalAnswers(graph).top({.by = by, .limit = 10}).lines, IsEmpty());
    EXPECT_EQ(topByFromWord(wordOf(by)), by);
  }
  EXPECT_EQ(topByFromWord("best"), std::nullopt);
}

}  // namespace
}  // namespace parley::test
