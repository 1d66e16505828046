#include "query/dossier.h"

#include <gmock/gmock.h>

#include <sstream>

#include "query/local_answers.h"
#include "tests/query/news.h"
#include "tests/support/throws_error.h"

namespace parley::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string page(const DossierAnswer& dossier, DossierFormat format) {
  std::ostringstream out;
  writeDossier(dossier, format, out);
  return out.str();
}

class Dossier : public testing::Test {
 protected:
  DossierAnswer ask(const DossierQuestion& question) { return LocalAnswers(graph_).dossier(question); }

  KnowledgeGraph graph_ = KnowledgeGraph::build(news());
};

std::vector<std::string> datesOf(const DossierAnswer& dossier) {
  std::vector<std::string> dates;
  for (const MeetingLine& meeting : dossier.meetings) dates.push_back(meeting.when);
  return dates;
}

TEST_F(Dossier, OfOneHasItsMeetingsByDateItsFactsAndWhatIsQuoted) {
  const DossierAnswer kerr = ask({.name = "Kerr"});
  ASSERT_TRUE(kerr.resolved);
  EXPECT_EQ(kerr.subjects.front().entity.name, "Anna Kerr");
  EXPECT_THAT(kerr.subjects.front().aliases, ElementsAre("Kerr"));
  EXPECT_THAT(datesOf(kerr), ElementsAre("2021-03-03", "2021-04-20", "2021-05", ""));
  ASSERT_EQ(kerr.facts.size(), 1U);
  EXPECT_EQ(kerr.facts.front().relation, "represents");
  EXPECT_EQ(kerr.facts.front().quotes.front().text, "Kerr is the foreign minister of Norway.");
  std::vector<std::string> documents;
  for (const DossierDocument& document : kerr.documents) documents.push_back(document.name);
  EXPECT_THAT(documents, ElementsAre("planned", "oslo", "april", "geneva", "proposal"));
  EXPECT_EQ(kerr.furniture_left_out, 1U);
}

TEST_F(Dossier, OfTwoHasWhatJoinsThem) {
  const DossierAnswer both = ask({.name = "Kerr", .other = "Osei"});
  EXPECT_THAT(datesOf(both), ElementsAre("2021-03-03", "2021-05"));
  EXPECT_THAT(both.facts, IsEmpty());
  EXPECT_EQ(both.searched.naming, 3U);
  EXPECT_EQ(ask({.name = "Kerr", .other = "Norway"}).facts.size(), 1U);
}

TEST_F(Dossier, FiltersAndTheDayOfKnowingHold) {
  const DossierAnswer held = ask({.name = "Kerr", .filters = {.statuses = {Status::kHeld}}});
  EXPECT_THAT(datesOf(held), ElementsAre("2021-03-03", "2021-05"));
  EXPECT_EQ(held.left_out.status, 2U);
  EXPECT_THAT(page(held, DossierFormat::kMarkdown), HasSubstr("2 meetings that do not pass the filters asked for"));
  const DossierAnswer early = ask({.name = "Kerr", .as_of = day("2021-03-02")});
  ASSERT_EQ(early.meetings.size(), 1U);
  EXPECT_EQ(early.meetings.front().status, Status::kPlanned);
  EXPECT_THAT(page(early, DossierFormat::kHtml), HasSubstr("As of 2021-03-02: 4 later documents and 1 without a date"));
}

TEST_F(Dossier, AnUnclearNameHasItsCandidates) {
  const DossierAnswer nobody = ask({.name = "Tamm"});
  EXPECT_FALSE(nobody.resolved);
  EXPECT_THAT(nobody.names.front().candidates, IsEmpty());
  EXPECT_THAT(nobody.meetings, IsEmpty());
  EXPECT_THAT([&] { ask({.name = " "}); }, ThrowsError(ErrorCode::kInvalidArgument));
}

TEST_F(Dossier, APageHasEachQuoteWithOutletDateAndDocument) {
  const DossierAnswer both = ask({.name = "Kerr", .other = "Osei"});
  const std::string hash = toHex(both.meetings.front().history.back().document_id);
  const std::string markdown = page(both, DossierFormat::kMarkdown);
  EXPECT_THAT(markdown, HasSubstr("# Anna Kerr and Li Osei\n"));
  EXPECT_THAT(markdown, HasSubstr("### 2021-03-03 · held · meeting in Oslo\n\nAnna Kerr – Li Osei\n\n"
                                  "History: planned 2021-03-01, then held 2021-03-04\n"));
  EXPECT_THAT(markdown, HasSubstr("> “Kerr met Osei in Oslo on 3 March.”\n>\n"
                                  "> — says Li Osei; Example Post, 2021-03-04; "
                                  "[oslo](<https://example.org/oslo?a=1&b=2>), bytes 45–78, document `" +
                                  hash + "`\n"));
  const std::string html = page(both, DossierFormat::kHtml);
  EXPECT_THAT(html, HasSubstr("<p>“<bdi>Kerr met Osei in Oslo on 3 March.</bdi>”</p><cite>"
                              "<bdi>says Li Osei; Example Post, 2021-03-04</bdi> · "
                              "<a href=\"https://example.org/oslo?a=1&amp;b=2\" rel=\"noreferrer noopener\">"
                              "<bdi>oslo</bdi></a>, bytes 45–78<span class=\"hash\">" +
                              hash + "</span></cite>"));
}

TEST_F(Dossier, WhatWasNotFoundIsSaid) {
  const DossierAnswer none = ask({.name = "Osei", .other = "Volkov"});
  EXPECT_TRUE(none.resolved);
  for (const DossierFormat format : {DossierFormat::kMarkdown, DossierFormat::kHtml}) {
    EXPECT_THAT(page(none, format), HasSubstr("No meeting found."));
    EXPECT_THAT(page(none, format), HasSubstr("Rests on 6 documents, 0 of which name both sides."));
  }
}

TEST(DossierPage, AnAddressThatIsNotOfTheWebIsNoLink) {
  DocumentBuilder story("story", "2021-06-01");
  story.setUrl("javascript:alert(1)");
  const LocalIndex kerr = story.person("Anna Kerr");
  story.meeting("Kerr met Osei.", {kerr, story.person("Li Osei")});
  const KnowledgeGraph graph = KnowledgeGraph::build({story.build()});
  const DossierAnswer dossier = LocalAnswers(graph).dossier({.name = "Kerr"});
  EXPECT_THAT(page(dossier, DossierFormat::kHtml), Not(HasSubstr("javascript")));
  EXPECT_THAT(page(dossier, DossierFormat::kMarkdown), Not(HasSubstr("javascript")));
}

TEST(DossierPage, ItsNameTellsItsFormat) {
  EXPECT_EQ(dossierFormatOf("dossier.html"), DossierFormat::kHtml);
  EXPECT_EQ(dossierFormatOf("out/kerr.md"), DossierFormat::kMarkdown);
  EXPECT_EQ(dossierFormatOf("people.graphml"), std::nullopt);
  for (const std::string_view word : dossierWords()) EXPECT_TRUE(dossierFormatOf(word).has_value());
}

TEST_F(Dossier, AFailingOutputIsAnError) {
  for (const DossierFormat format : {DossierFormat::kMarkdown, DossierFormat::kHtml}) {
    std::ostringstream out;
    out.setstate(std::ios::badbit);
    EXPECT_THAT([&] { writeDossier(ask({.name = "Kerr"}), format, out); }, ThrowsError(ErrorCode::kIo));
  }
}

}  // namespace
}  // namespace parley::test
