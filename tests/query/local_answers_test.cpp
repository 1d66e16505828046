#include "query/local_answers.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>

#include "tests/query/news.h"
#include "tests/support/throws_error.h"

namespace parley::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

class LocalAnswersTest : public testing::Test {
 protected:
  KnowledgeGraph graph_ = KnowledgeGraph::build(news());
  LocalAnswers answers_{graph_};

  // "held 2021-03-03 Anna Kerr, Li Osei" for each meeting.
  std::vector<std::string> met(const MetQuestion& question) { return summaries(answers_.met(question).meetings); }

  static std::vector<std::string> summaries(const std::vector<MeetingLine>& meetings) {
    std::vector<std::string> found;
    for (const MeetingLine& meeting : meetings) {
      std::string summary = std::string(wordOf(meeting.status)) + " " + (meeting.when.empty() ? "?" : meeting.when);
      for (const EntityRef& participant : meeting.participants) {
        summary += (&participant == &meeting.participants.front() ? " " : ", ") + participant.name;
      }
      found.push_back(summary);
    }
    return found;
  }
};

TEST_F(LocalAnswersTest, MetListsHeldMeetingsFirstAndByDate) {
  EXPECT_THAT(met({.name = "Kerr"}),
              ElementsAre("held 2021-03-03 Anna Kerr, Li Osei", "held 2021-05 Anna Kerr, Li Osei, Marta Silva",
                          "cancelled 2021-04-20 Anna Kerr, Marta Silva", "proposed ? Anna Kerr, Boris Volkov"));
}

TEST_F(LocalAnswersTest, MetByDateWhateverTheStatus) {
  EXPECT_THAT(met({.name = "Kerr", .chronological = true}),
              ElementsAre("held 2021-03-03 Anna Kerr, Li Osei", "cancelled 2021-04-20 Anna Kerr, Marta Silva",
                          "held 2021-05 Anna Kerr, Li Osei, Marta Silva", "proposed ? Anna Kerr, Boris Volkov"));
}

TEST_F(LocalAnswersTest, MetOfTwoIsWhereBothTakePart) {
  EXPECT_THAT(met({.name = "kerr", .other = "silva"}), ElementsAre("held 2021-05 Anna Kerr, Li Osei, Marta Silva",
                                                                   "cancelled 2021-04-20 Anna Kerr, Marta Silva"));
  EXPECT_THAT(met({.name = "kerr", .other = "silva", .filters = {.statuses = {Status::kCancelled}}}),
              ElementsAre("cancelled 2021-04-20 Anna Kerr, Marta Silva"));
}

TEST_F(LocalAnswersTest, NobodyMeetsHimself) { EXPECT_THAT(met({.name = "Kerr", .other = "Anna Kerr"}), IsEmpty()); }

TEST_F(LocalAnswersTest, ACountryIncludesItsPeopleUnlessExact) {
  EXPECT_THAT(met({.name = "Norway"}), SizeIs(4));
  EXPECT_THAT(met({.name = "Norway", .exact = true}), IsEmpty());
  EXPECT_THAT(met({.name = "Norway", .other = "Chile"}), ElementsAre("held 2021-05 Anna Kerr, Li Osei, Marta Silva",
                                                                     "cancelled 2021-04-20 Anna Kerr, Marta Silva"));
}

TEST_F(LocalAnswersTest, AStatedRepresentativeCountsForTheCountryToo) {
  DocumentBuilder story("envoy", "2021-07-01");
  const LocalIndex envoy = story.person("Ada Lindt");  // Her own country is not said.
  const LocalIndex osei = story.person("Li Osei");
  const LocalIndex norway = story.country("Norway");
  story.meeting("Lindt met Osei.", {envoy, osei});
  story.triple("Lindt speaks for Norway.", envoy, Relation::kRepresents, norway);
  const KnowledgeGraph graph = KnowledgeGraph::build({story.build()});
  EXPECT_THAT(summaries(LocalAnswers(graph).met({.name = "Norway"}).meetings),
              ElementsAre("held ? Ada Lindt, Li Osei"));
}

TEST_F(LocalAnswersTest, MeetingsThatStandOnlyInFurnitureAreLeftOutAndCounted) {
  const MetAnswer story_only = answers_.met({.name = "Kerr", .other = "Volkov"});
  EXPECT_THAT(story_only.meetings, SizeIs(1));
  EXPECT_EQ(story_only.furniture_left_out, 1U);
  const MetAnswer all = answers_.met({.name = "Kerr", .other = "Volkov", .furniture = true});
  EXPECT_THAT(all.meetings, SizeIs(2));
  EXPECT_EQ(all.furniture_left_out, 0U);
}

TEST_F(LocalAnswersTest, EveryReportIsQuotedFromTheStoredText) {
  const MetAnswer answer = answers_.met({.name = "Kerr", .other = "Osei"});
  ASSERT_THAT(answer.meetings, SizeIs(2));
  const MeetingLine& meeting = answer.meetings.front();
  EXPECT_EQ(meeting.documents, 2U);
  ASSERT_TRUE(meeting.place.has_value());
  EXPECT_EQ(meeting.place->name, "Oslo");
  ASSERT_THAT(meeting.history, SizeIs(2));
  const Quote& plan = meeting.history[0];
  EXPECT_EQ(plan.status, Status::kPlanned);
  EXPECT_EQ(plan.text, "Kerr will meet Osei on 3 March.");
  EXPECT_EQ(plan.document, "planned");
  const Quote& report = meeting.history[1];
  EXPECT_EQ(report.status, Status::kHeld);
  EXPECT_EQ(report.published, day("2021-03-04"));
  EXPECT_FALSE(report.published_inferred);
  EXPECT_EQ(report.outlet, "Example Post");
  EXPECT_EQ(report.url, "https://example.org/oslo?a=1&b=2");
  EXPECT_EQ(report.speaker, "Li Osei");
  EXPECT_EQ(report.when, "2021-03-03");
  EXPECT_EQ(report.kind, "meeting");
  EXPECT_THAT(report.participants, ElementsAre("Anna Kerr", "Li Osei"));
  const std::string text = graph_.document(report.document_id)->document.text;
  EXPECT_EQ(text.substr(report.span.begin, report.span.end - report.span.begin), report.text);
}

TEST_F(LocalAnswersTest, ASentenceWithTwoReportsOfAMeetingIsQuotedOnce) {
  DocumentBuilder story("twice", "2021-07-01");
  const LocalIndex kerr = story.person("Anna Kerr");
  const LocalIndex osei = story.person("Li Osei");
  const LocalIndex quist = story.person("Ole Quist");
  const std::string sentence = "Kerr had planned to see Osei and Quist, and on 30 June she did.";
  const std::uint32_t meeting = story.meeting(sentence, {kerr, osei}, {.status = Status::kPlanned});
  story.meeting(sentence, {kerr, quist}, {.status = Status::kHeld, .date = "2021-06-30", .same_as = meeting});
  story.meeting(sentence, {kerr, osei}, {.status = Status::kHeld, .same_as = meeting});
  const KnowledgeGraph graph = KnowledgeGraph::build({story.build()});
  const MetAnswer answer = LocalAnswers(graph).met({.name = "Kerr"});
  ASSERT_THAT(answer.meetings, SizeIs(1));
  ASSERT_THAT(answer.meetings[0].history, SizeIs(2));  // Once for each status.
  EXPECT_EQ(answer.meetings[0].history[0].status, Status::kPlanned);
  EXPECT_EQ(answer.meetings[0].history[1].status, Status::kHeld);
  EXPECT_EQ(answer.meetings[0].history[1].when, "2021-06-30");
  EXPECT_THAT(answer.meetings[0].history[1].participants, ElementsAre("Anna Kerr", "Ole Quist", "Li Osei"));
}

TEST_F(LocalAnswersTest, ANegativeAnswerSaysWhatWasSearched) {
  const MetAnswer answer = answers_.met({.name = "Osei", .other = "Volkov"});
  EXPECT_TRUE(answer.resolved);
  EXPECT_THAT(answer.meetings, IsEmpty());
  EXPECT_EQ(answer.searched, (Searched{.documents = 6, .naming = 0}));
  EXPECT_EQ(answers_.met({.name = "Osei", .other = "Silva"}).searched, (Searched{.documents = 6, .naming = 2}));
}

TEST_F(LocalAnswersTest, AnUnknownNameIsAnAnswerAndAnEmptyOneAnError) {
  const MetAnswer answer = answers_.met({.name = "Nobody", .other = "Kerr"});
  EXPECT_FALSE(answer.resolved);
  EXPECT_THAT(answer.names,
              ElementsAre(Field(&NameMatch::candidates, IsEmpty()), Field(&NameMatch::candidates, SizeIs(1))));
  EXPECT_EQ(answer.searched, (Searched{.documents = 6, .naming = 0}));
  EXPECT_THAT([&] { (void)answers_.met({.name = " "}); }, ThrowsError(ErrorCode::kInvalidArgument, "a name is empty"));
  EXPECT_THAT([&] { (void)answers_.path({.from = "Kerr", .to = ""}); }, ThrowsError(ErrorCode::kInvalidArgument));
  EXPECT_THAT([&] { (void)answers_.near({.name = ""}); }, ThrowsError(ErrorCode::kInvalidArgument));
  EXPECT_THAT([&] { (void)answers_.show({""}); }, ThrowsError(ErrorCode::kInvalidArgument));
}

TEST_F(LocalAnswersTest, AnAmbiguousNameIsNotAnswered) {
  std::vector<ReadDocument> documents = news();
  DocumentBuilder story("namesake", "2021-03-07");
  const LocalIndex other_kerr = story.person("Thomas Kerr");
  story.meeting("Thomas Kerr met Osei.", {other_kerr, story.person("Li Osei")});
  documents.push_back(story.build());
  const KnowledgeGraph graph = KnowledgeGraph::build(std::move(documents));
  const MetAnswer answer = LocalAnswers(graph).met({.name = "kerr"});
  EXPECT_FALSE(answer.resolved);
  EXPECT_THAT(answer.meetings, IsEmpty());
  EXPECT_THAT(answer.names.front().candidates,
              ElementsAre(Field(&EntityRef::name, "Anna Kerr"), Field(&EntityRef::name, "Thomas Kerr")));
}

TEST_F(LocalAnswersTest, APathHasAMeetingWithItsSentenceOnEachHop) {
  std::vector<ReadDocument> documents = news();
  DocumentBuilder story("further", "2021-03-07");
  const LocalIndex silva = story.person("Marta Silva");
  const LocalIndex quist = story.person("Ole Quist");
  story.meeting("Silva received Quist.", {silva, quist});
  documents.push_back(story.build());
  const KnowledgeGraph graph = KnowledgeGraph::build(std::move(documents));
  LocalAnswers answers(graph);

  const PathAnswer path = answers.path({.from = "kerr", .to = "quist"});
  ASSERT_TRUE(path.found);
  ASSERT_THAT(path.hops, SizeIs(2));
  EXPECT_EQ(path.hops[0].from.name, "Anna Kerr");
  EXPECT_EQ(path.hops[0].to.name, "Marta Silva");
  EXPECT_EQ(path.hops[0].meeting.history.front().text, "In May, Kerr, Osei and Silva held talks in Geneva.");
  EXPECT_EQ(path.hops[1].from.name, "Marta Silva");
  EXPECT_EQ(path.hops[1].meeting.history.front().text, "Silva received Quist.");

  EXPECT_FALSE(answers.path({.from = "kerr", .to = "volkov"}).found);  // Only proposed.
  EXPECT_TRUE(answers.path({.from = "kerr", .to = "volkov", .filters = {.statuses = {Status::kProposed}}}).found);
  EXPECT_TRUE(answers.path({.from = "kerr", .to = "quist", .strongest = true}).found);
}

TEST_F(LocalAnswersTest, APathToNowhereSaysWhatWasSearched) {
  const PathAnswer path = answers_.path({.from = "Osei", .to = "Volkov"});
  EXPECT_TRUE(path.resolved);
  EXPECT_FALSE(path.found);
  EXPECT_EQ(path.searched, (Searched{.documents = 6, .naming = 0}));
  const PathAnswer unknown = answers_.path({.from = "Osei", .to = "Nobody"});
  EXPECT_FALSE(unknown.resolved);
  EXPECT_EQ(unknown.searched.documents, 6U);
}

TEST_F(LocalAnswersTest, NearGivesTheHopsAndTheWay) {
  DocumentBuilder story("chain", "2021-03-07");
  const LocalIndex a = story.person("Ann Alder");
  const LocalIndex b = story.person("Bo Birch");
  const LocalIndex c = story.person("Cy Cedar");
  story.meeting("Alder met Birch.", {a, b});
  story.meeting("Birch met Cedar.", {b, c});
  const KnowledgeGraph graph = KnowledgeGraph::build({story.build()});
  LocalAnswers answers(graph);
  const auto line = [](const char* name, std::uint32_t hops, const char* via) {
    return AllOf(Field(&NearLine::entity, Field(&EntityRef::name, name)), Field(&NearLine::hops, hops),
                 Field(&NearLine::via, Field(&EntityRef::name, via)));
  };
  EXPECT_THAT(answers.near({.name = "alder", .hops = 1}).entities, ElementsAre(line("Bo Birch", 1, "Ann Alder")));
  EXPECT_THAT(answers.near({.name = "alder", .hops = 2}).entities,
              ElementsAre(line("Bo Birch", 1, "Ann Alder"), line("Cy Cedar", 2, "Bo Birch")));
  EXPECT_FALSE(answers.near({.name = "nobody", .hops = 2}).resolved);
}

TEST_F(LocalAnswersTest, ShowsAnEntityWithItsTriplesAndMeetings) {
  const ShowAnswer answer = answers_.show({"anna kerr"});
  ASSERT_TRUE(answer.entity.has_value());
  EXPECT_FALSE(answer.meeting || answer.document);
  EXPECT_EQ(answer.entity->entity.role, "foreign minister");
  EXPECT_THAT(answer.entity->aliases, ElementsAre("Kerr"));
  EXPECT_THAT(answer.entity->meetings, SizeIs(4));
  ASSERT_THAT(answer.entity->triples, SizeIs(1));  // Not "met", which meetings derive.
  const TripleLine& triple = answer.entity->triples.front();
  EXPECT_EQ(triple.relation, "represents");
  EXPECT_EQ(triple.object.name, "Norway");
  ASSERT_THAT(triple.quotes, SizeIs(1));
  EXPECT_EQ(triple.quotes.front().text, "Kerr is the foreign minister of Norway.");
  EXPECT_EQ(answers_.show({"Norway"}).entity->triples, answer.entity->triples);
}

TEST_F(LocalAnswersTest, ShowsAMeetingByIdAndByItsBeginning) {
  const MeetingLine meeting = answers_.met({.name = "osei", .other = "silva"}).meetings.front();
  const std::string id = toHex(meeting.id);
  EXPECT_EQ(answers_.show({id}).meeting, meeting);
  EXPECT_EQ(answers_.show({id.substr(0, 8)}).meeting, meeting);
  const ShowAnswer too_short = answers_.show({id.substr(0, 7)});
  EXPECT_FALSE(too_short.meeting || too_short.entity || too_short.document);
}

TEST_F(LocalAnswersTest, ShowsAnEntityByItsId) {
  const EntityRef kerr = answers_.met({.name = "kerr"}).names.front().candidates.front();
  EXPECT_EQ(answers_.show({toHex(kerr.id)}).entity->entity, kerr);
}

TEST_F(LocalAnswersTest, ShowsADocumentByNameAndId) {
  const ShowAnswer answer = answers_.show({"oslo"});
  ASSERT_TRUE(answer.document.has_value());
  const DocumentPage& page = *answer.document;
  EXPECT_EQ(page.date, day("2021-03-04"));
  EXPECT_EQ(page.bytes, page.text.size());
  EXPECT_THAT(page.text, testing::HasSubstr("Kerr met Osei in Oslo"));
  EXPECT_THAT(page.entities, ElementsAre(Field(&EntityRef::name, "Anna Kerr"), Field(&EntityRef::name, "Li Osei"),
                                         Field(&EntityRef::name, "Norway"), Field(&EntityRef::name, "Oslo")));
  EXPECT_THAT(summaries(page.meetings), ElementsAre("held 2021-03-03 Anna Kerr, Li Osei"));
  EXPECT_EQ(answers_.show({toHex(page.id)}).document, answer.document);
  EXPECT_EQ(answers_.show({toHex(page.id).substr(0, 12)}).document, answer.document);
}

TEST_F(LocalAnswersTest, SeveralDocumentsOfOneNameAreListedById) {
  std::vector<ReadDocument> documents;
  for (const char* person : {"Ann Alder", "Bo Birch"}) {
    DocumentBuilder story("index");
    story.person(person);
    documents.push_back(story.build());
  }
  const KnowledgeGraph graph = KnowledgeGraph::build(std::move(documents));
  const ShowAnswer answer = LocalAnswers(graph).show({"index"});
  EXPECT_THAT(answer.ids, SizeIs(2));
  EXPECT_FALSE(answer.document || answer.entity || answer.meeting);
  EXPECT_EQ(LocalAnswers(graph).show({answer.ids[0]}).document->id, documentIdFromHex(answer.ids[0]));
}

TEST_F(LocalAnswersTest, ShowOfNothingSaysWhatWasSearched) {
  const ShowAnswer answer = answers_.show({"0123456789abcdef0123456789abcdef"});
  EXPECT_FALSE(answer.document || answer.entity || answer.meeting);
  EXPECT_EQ(answer.searched.documents, 6U);
  EXPECT_THAT(answer.name.candidates, IsEmpty());
}

TEST_F(LocalAnswersTest, StatsCount) {
  const StatsAnswer stats = answers_.stats({});
  EXPECT_EQ(stats.documents, 6U);
  EXPECT_EQ(stats.meetings, 6U);
  EXPECT_THAT(stats.meetings_by_status, ElementsAre(Pair("held", 4), Pair("cancelled", 1), Pair("proposed", 1)));
  EXPECT_THAT(stats.entities_by_kind, ElementsAre(Pair("person", 4), Pair("country", 2), Pair("place", 2)));
  EXPECT_EQ(stats.first_date, "2021-03-01");
  EXPECT_EQ(stats.last_date, "2021-06-01");
  EXPECT_EQ(LocalAnswers(KnowledgeGraph::build({})).stats({}), StatsAnswer());
}

// Goal: answers are a function of the set of documents. Method: shuffle them, ask everything again.
TEST_F(LocalAnswersTest, TheOrderOfDocumentsDoesNotMatter) {
  const MetAnswer met = answers_.met({.name = "Kerr"});
  const ShowAnswer shown = answers_.show({"Norway"});
  const NearAnswer near = answers_.near({.name = "Kerr", .hops = 3});
  std::vector<ReadDocument> documents = news();
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    std::shuffle(documents.begin(), documents.end(), random);
    const KnowledgeGraph graph = KnowledgeGraph::build(documents);
    LocalAnswers answers(graph);
    EXPECT_EQ(answers.met({.name = "Kerr"}), met);
    EXPECT_EQ(answers.show({"Norway"}), shown);
    EXPECT_EQ(answers.near({.name = "Kerr", .hops = 3}), near);
  }
}

}  // namespace
}  // namespace parley::test
