// The filters of questions: which meetings pass, and what is counted as left out.
#include <gmock/gmock.h>

#include <sstream>

#include "query/local_answers.h"
#include "tests/query/news.h"

namespace parley::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

// Kerr's meetings in the news: Oslo 2021-03-03 (held), 2021-04-20 (cancelled), Geneva 2021-05 (held), one proposed
// without a day.
class FiltersTest : public testing::Test {
 protected:
  // The days of Kerr's meetings that pass.
  std::vector<std::string> days(const Filters& filters) {
    answer_ = answers_.met({.name = "Kerr", .chronological = true, .filters = filters});
    std::vector<std::string> days;
    for (const MeetingLine& meeting : answer_.meetings) days.push_back(meeting.when.empty() ? "?" : meeting.when);
    return days;
  }

  KnowledgeGraph graph_ = KnowledgeGraph::build(news());
  LocalAnswers answers_{graph_};
  MetAnswer answer_;
};

TEST_F(FiltersTest, NoFilterLeavesNothingOut) {
  EXPECT_THAT(days({}), SizeIs(4));
  EXPECT_EQ(answer_.left_out, LeftOut());
}

TEST_F(FiltersTest, AMeetingPassesIfItCanHaveBeenOnOneOfTheDays) {
  EXPECT_THAT(days({.since = day("2021-04-20")}), ElementsAre("2021-04-20", "2021-05"));
  EXPECT_EQ(answer_.left_out, (LeftOut{.undated = 1, .days = 1}));
  // Some day of May: nobody knows that it was not the 31st, or the 1st.
  EXPECT_THAT(days({.since = day("2021-05-31")}), ElementsAre("2021-05"));
  EXPECT_THAT(days({.since = day("2021-06-01")}), IsEmpty());
  EXPECT_THAT(days({.until = day("2021-05-01")}), ElementsAre("2021-03-03", "2021-04-20", "2021-05"));
  EXPECT_THAT(days({.until = day("2021-04-30")}), ElementsAre("2021-03-03", "2021-04-20"));
  EXPECT_THAT(days({.since = day("2021-04-20"), .until = day("2021-04-20")}), ElementsAre("2021-04-20"));
}

TEST_F(FiltersTest, KindsAndStatuses) {
  EXPECT_THAT(days({.kinds = {MeetingKind::kTalks}}), ElementsAre("2021-05"));
  EXPECT_EQ(answer_.left_out, (LeftOut{.kind = 3}));
  EXPECT_THAT(days({.kinds = {MeetingKind::kTalks, MeetingKind::kMeeting}}), SizeIs(4));
  EXPECT_THAT(days({.statuses = {Status::kCancelled, Status::kProposed}}), ElementsAre("2021-04-20", "?"));
  EXPECT_EQ(answer_.left_out, (LeftOut{.status = 2}));
}

TEST_F(FiltersTest, EachMeetingIsCountedByTheFirstFilterThatStopsIt) {
  EXPECT_THAT(days({.statuses = {Status::kHeld}, .kinds = {MeetingKind::kCall}, .since = day("2030-01-01")}),
              IsEmpty());
  EXPECT_EQ(answer_.left_out, (LeftOut{.status = 2, .kind = 2}));
}

TEST_F(FiltersTest, APlaceByItsNameOrItsCountry) {
  EXPECT_THAT(days({.place = "oslo"}), ElementsAre("2021-03-03"));
  EXPECT_EQ(answer_.left_out, (LeftOut{.place = 3}));
  EXPECT_THAT(days({.place = "Nowhere"}), IsEmpty());
  // The country is known by name if some document names it; Switzerland is only what Geneva is said to lie in.
  EXPECT_THAT(days({.place = "Norway"}), ElementsAre("2021-03-03"));
  EXPECT_THAT(days({.place = "Kerr"}), IsEmpty());  // A person is no place.
}

TEST_F(FiltersTest, ReportsAreCountedAsTheAnswerCountsThem) {
  EXPECT_THAT(days({.min_reports = 2}), ElementsAre("2021-03-03"));
  EXPECT_EQ(answer_.left_out, (LeftOut{.reports = 3}));
  EXPECT_THAT(days({.min_reports = 3}), IsEmpty());

  DocumentBuilder story("twice", "2021-07-01");
  const LocalIndex kerr = story.person("Anna Kerr");
  const LocalIndex osei = story.person("Li Osei");
  const std::uint32_t meeting = story.meeting("The two met.", {kerr, osei});
  story.meeting("The two met.", {kerr, osei}, {.same_as = meeting});  // One sentence with two reports is read once.
  story.meeting("They talked.", {kerr, osei}, {.same_as = meeting});
  const KnowledgeGraph graph = KnowledgeGraph::build({story.build()});
  EXPECT_THAT(LocalAnswers(graph).met({.name = "Kerr", .filters = {.min_reports = 2}}).meetings, SizeIs(1));
  EXPECT_THAT(LocalAnswers(graph).met({.name = "Kerr", .filters = {.min_reports = 3}}).meetings, IsEmpty());
}

TEST_F(FiltersTest, AnOutletByTheWordsOfItsName) {
  EXPECT_THAT(days({.outlet = "example post"}), ElementsAre("2021-03-03"));
  EXPECT_EQ(answer_.left_out, (LeftOut{.outlet = 3}));
  EXPECT_THAT(days({.outlet = "POST"}), ElementsAre("2021-03-03"));
  EXPECT_THAT(days({.outlet = "Example Times"}), IsEmpty());
  EXPECT_THAT(days({.outlet = "!"}), IsEmpty());
}

TEST_F(FiltersTest, FurnitureIsCountedOnlyIfItWouldPass) {
  EXPECT_THAT(days({.statuses = {Status::kHeld}}), SizeIs(2));
  EXPECT_EQ(answer_.furniture_left_out, 1U);
  EXPECT_THAT(days({.since = day("2021-01-01")}), SizeIs(3));
  EXPECT_EQ(answer_.furniture_left_out, 0U);
  const MetAnswer all = answers_.met({.name = "Kerr", .furniture = true, .filters = {.since = day("2021-01-01")}});
  EXPECT_EQ(all.left_out, (LeftOut{.undated = 2}));
}

TEST_F(FiltersTest, WalksPassThroughWhatPassesAndAreHeldByThemselves) {
  EXPECT_TRUE(answers_.path({.from = "Kerr", .to = "Silva"}).found);
  const PathAnswer path = answers_.path({.from = "Kerr", .to = "Silva", .filters = {.until = day("2021-04-30")}});
  EXPECT_TRUE(path.found);  // Through Osei, by the call of March.
  EXPECT_THAT(path.hops, SizeIs(2));
  const PathAnswer none = answers_.path({.from = "Kerr", .to = "Silva", .filters = {.until = day("2021-03-04")}});
  EXPECT_FALSE(none.found);
  // The talks in May and the call; the cancelled meeting and the proposal are no held ones. Each once, though both
  // people of the walk have them.
  EXPECT_EQ(none.left_out, (LeftOut{.status = 2, .days = 2}));

  const NearAnswer near = answers_.near({.name = "Kerr", .filters = {.place = "Oslo"}});
  ASSERT_THAT(near.entities, SizeIs(1));
  EXPECT_EQ(near.entities[0].entity.name, "Li Osei");
  EXPECT_EQ(near.left_out, (LeftOut{.status = 2, .place = 1}));
}

TEST_F(FiltersTest, AnExportHoldsWhatPassesAndSaysWhatDoesNot) {
  for (const ExportFormat format : {ExportFormat::kPeopleGraphml, ExportFormat::kMeetingsGraphml,
                                    ExportFormat::kTimelineGexf, ExportFormat::kMeetingsJsonl}) {
    std::ostringstream all, some;
    EXPECT_EQ(answers_.exportTo({format}, {&all}).left_out, LeftOut());
    EXPECT_THAT(all.str(), HasSubstr("Marta Silva"));
    const ExportAnswer answer = answers_.exportTo({format, {.place = "Oslo"}}, {&some});
    EXPECT_THAT(some.str(), HasSubstr("Anna Kerr"));
    EXPECT_THAT(some.str(), Not(HasSubstr("Marta Silva")));
    EXPECT_GE(answer.left_out.place, 4U);
  }
}

}  // namespace
}  // namespace parley::test
