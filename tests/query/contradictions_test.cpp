// Reports of one meeting that disagree, and histories, which do not.
#include <gmock/gmock.h>

#include "query/local_answers.h"
#include "tests/query/news.h"

namespace parley::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Story {
  std::string published;
  std::string sentence;
  MeetingOptions options;
  std::string place = {};  // "Geneva, Switzerland"; empty: none.
};

ReadDocument documentOf(const Story& story, std::size_t number) {
  DocumentBuilder builder("story" + std::to_string(number), story.published);
  const LocalIndex berg = builder.person("Ada Berg", {.country = "Norway"});
  const LocalIndex osei = builder.person("Kofi Osei", {.country = "Ghana"});
  MeetingOptions options = story.options;
  if (!story.place.empty()) {
    const std::size_t comma = story.place.find(", ");
    options.place = comma == std::string::npos
                        ? builder.place(story.place)
                        : builder.place(story.place.substr(0, comma), story.place.substr(comma + 2));
  }
  builder.meeting(story.sentence, {berg, osei}, options);
  return builder.build();
}

// "status: held[story0] denied[story1]" for each contradiction.
std::vector<std::string> found(const std::vector<Story>& stories) {
  std::vector<ReadDocument> documents;
  for (const Story& story : stories) documents.push_back(documentOf(story, documents.size()));
  const KnowledgeGraph graph = KnowledgeGraph::build(std::move(documents));
  std::vector<std::string> lines;
  for (const ContradictionLine& line : LocalAnswers(graph).contradictions({}).contradictions) {
    std::string text = std::string(wordOf(line.kind)) + ":";
    for (const Claim& claim : line.claims) {
      text += " " + claim.says + "[";
      for (const Quote& quote : claim.quotes) text += quote.document;
      text += "]";
    }
    lines.push_back(text);
  }
  return lines;
}

const MeetingOptions kHeld = {.date = "2022-05-03"};
const MeetingOptions kPlanned = {.status = Status::kPlanned, .date = "2022-05-03"};
const MeetingOptions kDenied = {.status = Status::kDenied, .date = "2022-05-03"};
const MeetingOptions kCancelled = {.status = Status::kCancelled, .date = "2022-05-03"};

TEST(Contradictions, HeldAgainstDeniedOrCalledOffTheSameDayOrLater) {
  EXPECT_THAT(
      found({{"2022-05-04", "Berg met Osei.", kHeld}, {"2022-05-04", "Osei denied that he met Berg.", kDenied}}),
      ElementsAre("status: held[story0] denied[story1]"));
  EXPECT_THAT(
      found({{"2022-05-04", "Berg met Osei.", kHeld}, {"2022-05-06", "The talks never took place.", kCancelled}}),
      ElementsAre("status: held[story0] cancelled[story1]"));
}

TEST(Contradictions, AHistoryIsNone) {
  EXPECT_THAT(found({{"2022-05-01", "Berg will meet Osei.", kPlanned}, {"2022-05-04", "Berg met Osei.", kHeld}}),
              IsEmpty());
  EXPECT_THAT(
      found({{"2022-05-01", "Berg will meet Osei.", kPlanned}, {"2022-05-02", "It was cancelled.", kCancelled}}),
      IsEmpty());
  // Called off, and held in the end.
  EXPECT_THAT(found({{"2022-05-02", "It was cancelled.", kCancelled}, {"2022-05-04", "Berg met Osei.", kHeld}}),
              IsEmpty());
  // Nobody knows which was told first.
  EXPECT_THAT(found({{"", "It was cancelled on 3 May 2022.", kCancelled}, {"2022-05-04", "Berg met Osei.", kHeld}}),
              IsEmpty());
}

TEST(Contradictions, OneDocumentCanTellBothSides) {
  DocumentBuilder builder("both", "2022-05-04");
  const LocalIndex berg = builder.person("Ada Berg");
  const LocalIndex osei = builder.person("Kofi Osei");
  const std::uint32_t meeting = builder.meeting("Berg met Osei, an aide said.", {berg, osei}, kHeld);
  MeetingOptions denied = kDenied;
  denied.same_as = meeting;
  builder.meeting("Osei denied it.", {berg, osei}, denied);
  MeetingOptions moved = kCancelled;
  moved.same_as = meeting;
  builder.meeting("An earlier meeting had been called off.", {berg, osei}, moved);
  const KnowledgeGraph graph = KnowledgeGraph::build({builder.build()});
  const ContradictionsAnswer answer = LocalAnswers(graph).contradictions({.name = "Berg"});
  ASSERT_EQ(answer.contradictions.size(), 1U);
  const std::vector<Claim>& claims = answer.contradictions[0].claims;
  ASSERT_EQ(claims.size(), 2U);
  EXPECT_EQ(claims[0].says, "held");
  ASSERT_EQ(claims[0].quotes.size(), 1U);
  EXPECT_EQ(claims[0].quotes[0].text, "Berg met Osei, an aide said.");
  EXPECT_EQ(claims[1].says, "denied");
  EXPECT_EQ(claims[1].quotes[0].text, "Osei denied it.");
}

TEST(Contradictions, DaysThatExcludeEachOtherInDocumentsThatLookBack) {
  const auto on = [](const std::string& date) { return MeetingOptions{.date = date}; };
  EXPECT_THAT(found({{"2022-05-06", "Berg met Osei in Geneva on 3 May.", on("2022-05-03"), "Geneva"},
                     {"2022-05-07", "Berg met Osei in Geneva on 4 May.", on("2022-05-04"), "Geneva"}}),
              ElementsAre("day: 2022-05-03[story0] 2022-05-04[story1]"));
  // Two days of talks, each told when it was over.
  EXPECT_THAT(found({{"2022-05-03", "Berg met Osei in Geneva on 3 May.", on("2022-05-03"), "Geneva"},
                     {"2022-05-04", "Berg met Osei in Geneva on 4 May.", on("2022-05-04"), "Geneva"}}),
              IsEmpty());
  // Somewhere else, or a week later, they met again.
  EXPECT_THAT(found({{"2022-05-06", "Berg met Osei in Geneva on 3 May.", on("2022-05-03"), "Geneva"},
                     {"2022-05-07", "Berg met Osei in Vienna on 4 May.", on("2022-05-04"), "Vienna"},
                     {"2022-05-30", "Berg met Osei in Geneva on 13 May.", on("2022-05-13"), "Geneva"}}),
              IsEmpty());
}

TEST(Contradictions, PlacesInDifferentStatesExcludeEachOther) {
  EXPECT_THAT(found({{"2022-05-04", "Berg met Osei in Geneva.", kHeld, "Geneva, Switzerland"},
                     {"2022-05-04", "Berg met Osei in Vienna.", kHeld, "Vienna, Austria"}}),
              ElementsAre("place: Geneva[story0] Vienna[story1]"));
  // A villa can stand in Geneva, and a plan can move.
  EXPECT_THAT(found({{"2022-05-04", "Berg met Osei in Geneva.", kHeld, "Geneva, Switzerland"},
                     {"2022-05-04", "Berg met Osei at the Villa Linden.", kHeld, "Villa Linden"}}),
              IsEmpty());
  EXPECT_THAT(found({{"2022-05-02", "Berg will meet Osei in Vienna.", kPlanned, "Vienna, Austria"},
                     {"2022-05-04", "Berg met Osei in Geneva.", kHeld, "Geneva, Switzerland"}}),
              IsEmpty());
}

TEST(Contradictions, SaysWhatWasCompared) {
  const KnowledgeGraph graph = KnowledgeGraph::build(news());
  LocalAnswers answers(graph);
  const ContradictionsAnswer all = answers.contradictions({});
  EXPECT_TRUE(all.resolved);
  EXPECT_THAT(all.contradictions, IsEmpty());
  EXPECT_EQ(all.compared, 5U);  // Without the one in page furniture.
  const ContradictionsAnswer some = answers.contradictions({.name = "Osei", .filters = {.statuses = {Status::kHeld}}});
  EXPECT_EQ(some.compared, 3U);
  EXPECT_FALSE(answers.contradictions({.name = "Nobody"}).resolved);
  EXPECT_EQ(answers.contradictions({.name = "Kerr", .as_of = day("2021-03-01")}).compared, 1U);
}

}  // namespace
}  // namespace parley::test
