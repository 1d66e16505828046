#include "extract/extractor.h"

#include <gmock/gmock.h>

#include <chrono>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "extract/reader.h"
#include "tests/support/model.h"

namespace parley {
namespace {

using testing::Contains;
using testing::Field;
using testing::IsEmpty;

Document document(const std::string& text, std::optional<Date> published = std::nullopt) {
  Sighting sighting;
  sighting.name = "test";
  sighting.published = published;
  return readDocument(text, sighting);
}

Extraction extract(const Document& document) { return extract(document, test::englishModel()); }

constexpr Date kWednesday = std::chrono::year(2031) / 5 / 14;

TEST(Extract, AReportSaysItsSentenceItsCuesAndItsWords) {
  const std::string text = "Nothing else. Norwegian Foreign Minister Ada Berg will meet Kofi Osei in Accra on Friday.";
  const Extraction extraction = extract(document(text, kWednesday));
  const Report* meeting = nullptr;
  for (const Report& report : extraction.reports) {
    if (std::holds_alternative<MeetingStatement>(report.statement)) meeting = &report;
  }
  ASSERT_NE(meeting, nullptr);
  const auto at = [&](Span span) { return text.substr(span.begin, span.end - span.begin); };
  EXPECT_EQ(at(meeting->sentence), text.substr(14));
  ASSERT_EQ(meeting->cues.size(), 2u);
  EXPECT_EQ(at(meeting->cues[0]), "will");
  EXPECT_EQ(at(meeting->cues[1]), "meet");
  EXPECT_EQ(meeting->when.words, at(meeting->when.span));
  EXPECT_EQ(meeting->when.expression.direction, Direction::kFuture);
  EXPECT_EQ(meeting->when.interval, dayInterval(std::chrono::year(2031) / 5 / 16));
}

TEST(Extract, AnEntityHasItsFormsAndItsFamilyName) {
  const Extraction extraction =
      extract(document("Norwegian Foreign Minister Ada Berg spoke. Berg smiled. Ms. Berg left."));
  ASSERT_THAT(extraction.entities, Contains(Field(&LocalEntity::name, "Ada Berg")));
  for (const LocalEntity& entity : extraction.entities) {
    if (entity.name != "Ada Berg") continue;
    EXPECT_EQ(entity.family_name, "Berg");
    EXPECT_THAT(entity.aliases, testing::ElementsAre("Berg"));
    EXPECT_EQ(entity.mentions.size(), 3u);
  }
}

TEST(Extract, AGroupHasTheMembersThatTheTextStates) {
  const Extraction extraction = extract(
      document("Norwegian Foreign Minister Ada Berg will meet with the Northern Quad, which includes Peru and Kenya."));
  ASSERT_THAT(extraction.entities, Contains(Field(&LocalEntity::name, testing::HasSubstr("Quad"))));
  for (const LocalEntity& entity : extraction.entities) {
    if (entity.name.find("Quad") == std::string::npos) continue;
    EXPECT_THAT(entity.members, testing::ElementsAre("Kenya", "Peru"));
  }
}

TEST(Extract, DatesThatDisagreeAreAnIncidentAndTheGivenOneCounts) {
  const Extraction extraction = extract(document("OSLO, May 12, 2031 - Ada Berg spoke.", kWednesday));
  EXPECT_EQ(extraction.date, kWednesday);
  EXPECT_EQ(extraction.date_origin, DateOrigin::kGiven);
  EXPECT_THAT(extraction.incidents, Contains(Field(&Incident::code, "date.conflict")));
}

TEST(Extract, AWeekdayWithoutADayOfWritingIsAnIncident) {
  const Extraction extraction =
      extract(document("Norwegian Foreign Minister Ada Berg met Ghanaian Foreign Minister Kofi Osei on Monday."));
  EXPECT_EQ(extraction.date_origin, DateOrigin::kNone);
  EXPECT_THAT(extraction.incidents, Contains(Field(&Incident::code, "date.unknown")));
}

TEST(Extract, ASentenceThatWasCutIsAnIncident) {
  std::string text = "Ada Berg";
  for (int i = 0; i < 700; ++i) text += " and again";
  EXPECT_THAT(extract(document(text + ".")).incidents, Contains(Field(&Incident::code, "sentence.cut")));
}

TEST(Extract, SaysTheSameInManyThreads) {
  const Document one = document(
      "Norwegian Foreign Minister Ada Berg met her Ghanaian counterpart on Monday. Sergei Orlov phoned Sergey Orlov's "
      "aide.",
      kWednesday);
  const Extraction wanted = extract(one);
  std::vector<Extraction> found(4);
  {
    std::vector<std::jthread> threads;
    for (Extraction& slot : found) threads.emplace_back([&] { slot = extract(one); });
  }
  for (const Extraction& extraction : found) EXPECT_EQ(extraction, wanted);
}

// Goal: no text throws. Method: words that the rules look at, in random order; checkExtraction() runs inside extract().
TEST(Extract, WordsInAnyOrderAreReadWithoutFailure) {
  const std::vector<std::string> words = {
      "Ada",       "Berg",        "met",     "with",  "and",     ",",     "the", "two",  "ministers",
      "his",       "counterpart", "Oslo",    "in",    "to",      "visit", "of",  "'s",   "will",
      "Friday",    "talks",       "between", "Peru",  "invited", "him",   "he",  "said", "was",
      "cancelled", "after",       "by",      "phone", "(",       ")",     ".",   "\"",   "EU",
      "meeting",   "president",   "who",     "on",    "a",       "Xi",    "bin"};
  std::mt19937 random(20310514);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    const std::size_t length = 1 + random() % 40;
    for (std::size_t i = 0; i < length; ++i) text += words[random() % words.size()] + " ";
    SCOPED_TRACE(text);
    EXPECT_NO_THROW(
        static_cast<void>(extract(document(text, round % 2 == 0 ? std::optional(kWednesday) : std::nullopt))));
  }
}

}  // namespace
}  // namespace parley
