#include "extract/time_expressions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace parley {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Date kFriday = std::chrono::year(2021) / 5 / 7;  // The day of writing in these tests.

Document documentOf(std::string text) {
  Document document;
  document.text = std::move(text);
  document.sightings.emplace_back();
  return document;
}

// "words=TYPE value" of every expression in `text`.
std::vector<std::string> timesIn(const std::string& text, std::optional<Date> written = kFriday) {
  const Document document = documentOf(text);
  std::vector<std::string> times;
  TimexValues timex(written);
  for (const Sentence& sentence : segment(document)) {
    const std::vector<TimeExpression> found = findTimeExpressions(document, sentence);
    const std::vector<std::string> values = timex.next(found);
    for (std::size_t i = 0; i < found.size(); ++i) {
      times.push_back(std::string(textOf(document, found[i].span)) + "=" + std::string(wordOf(found[i].type)) + " " +
                      values[i]);
    }
  }
  return times;
}

struct Case {
  const char* text;
  const char* time;
};

class TimeCase : public testing::TestWithParam<Case> {};

TEST_P(TimeCase, IsReadOnce) { EXPECT_THAT(timesIn(GetParam().text), ElementsAre(GetParam().time)) << GetParam().text; }

INSTANTIATE_TEST_SUITE_P(
    Dates, TimeCase,
    testing::Values(
        Case{"They met on March 3, 2021.", "March 3, 2021=DATE 2021-03-03"},
        Case{"They met on 3 March 2021.", "3 March 2021=DATE 2021-03-03"},
        Case{"They met on the 3rd of March 2021.", "the 3rd of March 2021=DATE 2021-03-03"},
        Case{"They met on Wednesday, March 3, 2021.", "Wednesday, March 3, 2021=DATE 2021-03-03"},
        Case{"They met on Wed. Mar. 3, 2021.", "Wed. Mar. 3, 2021=DATE 2021-03-03"},
        Case{"They met on 2021-03-03.", "2021-03-03=DATE 2021-03-03"},
        Case{"Sent 2021-03-03T09:15:00Z", "2021-03-03T09:15:00Z=TIME 2021-03-03T09:15"},
        Case{"They met on 3/25/2021.", "3/25/2021=DATE 2021-03-25"},
        Case{"They met on 25/3/2021.", "25/3/2021=DATE 2021-03-25"},
        Case{"They met on 25.03.2021.", "25.03.2021=DATE 2021-03-25"},
        Case{"They met on Mar. 3.", "Mar. 3=DATE 2021-03-03"},
        Case{"They meet from March 3-5, 2021.", "March 3-5, 2021=DATE 2021-03-03"},
        Case{"They meet on March 3 and 4.", "March 3 and 4=DATE 2021-03-03"},
        Case{"They met in March 2021.", "March 2021=DATE 2021-03"}, Case{"They met in March.", "March=DATE 2021-03"},
        Case{"They met in mid-March.", "mid-March=DATE 2021-03"},
        Case{"The February talks failed.", "February=DATE 2021-02"}, Case{"They met in 2019.", "2019=DATE 2019"},
        Case{"Since 2014, they have not met.", "2014=DATE 2014"}, Case{"Prices of the 1990s", "the 1990s=DATE 199"},
        Case{"Early in the 19th century", "the 19th century=DATE 18"},
        Case{"In the third quarter of 2020", "the third quarter of 2020=DATE 2020-Q3"},
        Case{"In the third quarter of last year", "the third quarter of last year=DATE 2020-Q3"},
        Case{"They met in the summer of 2020.", "the summer of 2020=DATE 2020-SU"}));

INSTANTIATE_TEST_SUITE_P(Relative, TimeCase,
                         testing::Values(Case{"They met on Tuesday.", "Tuesday=DATE 2021-05-04"},
                                         Case{"They met today.", "today=DATE 2021-05-07"},
                                         Case{"They met last Tuesday.", "last Tuesday=DATE 2021-05-04"},
                                         Case{"They will meet next Tuesday.", "next Tuesday=DATE 2021-05-11"},
                                         Case{"They met yesterday.", "yesterday=DATE 2021-05-06"},
                                         Case{"They meet tomorrow.", "tomorrow=DATE 2021-05-08"},
                                         Case{"They met the day before yesterday.",
                                              "the day before yesterday=DATE 2021-05-05"},
                                         Case{"They spoke Tuesday evening.", "Tuesday evening=TIME 2021-05-04TEV"},
                                         Case{"They spoke this morning.", "this morning=TIME 2021-05-07TMO"},
                                         Case{"They spoke last night.", "last night=TIME 2021-05-06TNI"},
                                         Case{"They speak tonight.", "tonight=TIME 2021-05-07TNI"},
                                         Case{"They met last week.", "last week=DATE 2021-W17"},
                                         Case{"They meet later this week.", "later this week=DATE 2021-W18"},
                                         Case{"They met earlier in the week.", "earlier in the week=DATE 2021-W18"},
                                         Case{"They meet next month.", "next month=DATE 2021-06"},
                                         Case{"They met last year.", "last year=DATE 2020"},
                                         Case{"They meet this weekend.", "this weekend=DATE 2021-W18-WE"},
                                         Case{"They met over the weekend.", "the weekend=DATE 2021-W18-WE"},
                                         Case{"They met two days ago.", "two days ago=DATE 2021-05-05"},
                                         Case{"They met a week ago.", "a week ago=DATE 2021-W17"},
                                         Case{"They met three months ago.", "three months ago=DATE 2021-02"},
                                         Case{"They met 10 years ago.", "10 years ago=DATE 2011"},
                                         Case{"They will meet in two weeks.", "two weeks=DURATION P2W"},
                                         Case{"They meet two days from now.", "two days from now=DATE 2021-05-09"},
                                         Case{"They met last March.", "last March=DATE 2021-03"},
                                         Case{"They meet next March.", "next March=DATE 2022-03"}));

INSTANTIATE_TEST_SUITE_P(TimesDurationsSets, TimeCase,
                         testing::Values(Case{"They meet at 3 p.m.", "3 p.m.=TIME 2021-05-07T15:00"},
                                         Case{"They meet at 10:30 a.m. in Oslo.", "10:30 a.m.=TIME 2021-05-07T10:30"},
                                         Case{"They meet at 3pm.", "3pm=TIME 2021-05-07T15:00"},
                                         Case{"They meet at 14:05 GMT.", "14:05 GMT=TIME 2021-05-07T14:05Z"},
                                         Case{"They meet at noon.", "noon=TIME 2021-05-07T12:00"},
                                         Case{"They spoke for two days.", "two days=DURATION P2D"},
                                         Case{"They spoke for a few hours.", "a few hours=DURATION PTXH"},
                                         Case{"A three-day visit", "three-day=DURATION P3D"},
                                         Case{"It took thirty minutes.", "thirty minutes=DURATION PT30M"},
                                         Case{"It came after weeks of talks.", "weeks=DURATION PXW"},
                                         Case{"the first visit in two years", "two years=DURATION P2Y"},
                                         Case{"the first time in two years", "two years=DURATION P2Y"},
                                         Case{"over the past two years", "the past two years=DURATION P2Y"},
                                         Case{"They meet every Friday.", "every Friday=SET XXXX-WXX-5"},
                                         Case{"They meet twice a year.", "twice a year=SET P1Y"},
                                         Case{"a weekly call", "weekly=SET P1W"},
                                         Case{"They are now ready.", "now=DATE PRESENT_REF"},
                                         Case{"in recent days", "recent days=DATE PAST_REF"},
                                         Case{"in the coming days", "the coming days=DATE FUTURE_REF"},
                                         Case{"in the future", "the future=DATE FUTURE_REF"}));

// Extents as TempEval-3 has them: without the preposition, with what modifies.
INSTANTIATE_TEST_SUITE_P(
    Extents, TimeCase,
    testing::Values(Case{"They met in early March.", "early March=DATE 2021-03"},
                    Case{"They met late last month.", "late last month=DATE 2021-04"},
                    Case{"They met earlier today.", "earlier today=DATE 2021-05-07"},
                    Case{"At the end of last year, they met.", "the end of last year=DATE 2020"},
                    Case{"In the first half of 2019, prices fell.", "the first half of 2019=DATE 2019-H1"},
                    Case{"By the end of the year, it will be open.", "the end of the year=DATE 2021"},
                    Case{"the last week of March", "the last week of March=DATE 2021-03"},
                    Case{"in the late 1990s", "the late 1990s=DATE 199"},
                    Case{"in the mid-1990s", "the mid-1990s=DATE 199"}, Case{"a song of the '80s", "the '80s=DATE 198"},
                    Case{"the early 19th century", "the early 19th century=DATE 18"},
                    Case{"They spoke for more than two years.", "more than two years=DURATION P2Y"},
                    Case{"They spoke for at least a week.", "at least a week=DURATION P1W"},
                    Case{"They met about two years ago.", "about two years ago=DATE 2019"},
                    Case{"They meet at 3 p.m. Friday.", "3 p.m. Friday=TIME 2021-05-07T15:00"},
                    Case{"They meet at 14:05 GMT tomorrow.", "14:05 GMT tomorrow=TIME 2021-05-08T14:05Z"},
                    Case{"They meet at eight o'clock.", "eight o'clock=TIME 2021-05-07T08:00"},
                    Case{"They met on the evening of March 3.", "the evening of March 3=TIME 2021-03-03TEV"},
                    Case{"by the year 2030", "the year 2030=DATE 2030"}, Case{"a 2003 interview", "2003=DATE 2003"},
                    Case{"in March of last year", "March of last year=DATE 2020-03"},
                    Case{"They have met more recently.", "more recently=DATE PAST_REF"}));

INSTANTIATE_TEST_SUITE_P(
    Amounts, TimeCase,
    testing::Values(Case{"It is two and a half years late.", "two and a half years=DURATION P2.5Y"},
                    Case{"It took 2 1/2 years.", "2 1/2 years=DURATION P2.5Y"},
                    Case{"It took an hour and a half.", "an hour and a half=DURATION PT1.5H"},
                    Case{"a year and a half ago", "a year and a half ago=DATE PAST_REF"},
                    Case{"It took half an hour.", "half an hour=DURATION PT30M"},
                    Case{"It took half a century.", "half a century=DURATION P50Y"},
                    Case{"after two decades of talks", "two decades=DURATION P2DE"},
                    Case{"13 billion years of light", "13 billion years=DURATION P13000000000Y"},
                    Case{"for two or three weeks", "two or three weeks=DURATION P3W"},
                    Case{"a couple of weeks", "a couple of weeks=DURATION P2W"},
                    Case{"a number of years", "a number of years=DURATION PXY"},
                    Case{"in the last few months", "the last few months=DURATION PXM"},
                    Case{"the first nine months of 2020", "the first nine months of 2020=DURATION P9M"},
                    Case{"ten full days", "ten full days=DURATION P10D"},
                    Case{"a 10 year deal", "10 year=DURATION P10Y"},
                    Case{"eight minutes and 46 seconds", "eight minutes and 46 seconds=DURATION PT8M46S"},
                    Case{"a two-and-a-half-year break", "two-and-a-half-year=DURATION P2.5Y"},
                    Case{"a decades-long dispute", "decades-long=DURATION PXDE"},
                    Case{"a 31-year-old man", "31-year-old=DURATION P31Y"},
                    Case{"He is 52 years old.", "52 years old=DURATION P52Y"},
                    Case{"over the years", "the years=DURATION PXY"}, Case{"weeks ago", "weeks ago=DATE PAST_REF"}));

INSTANTIATE_TEST_SUITE_P(Sets, TimeCase,
                         testing::Values(Case{"They met every other week.", "every other week=SET P2W"},
                                         Case{"They meet every two months.", "every two months=SET P2M"},
                                         Case{"They speak every morning.", "every morning=SET XXXX-XX-XXTMO"},
                                         Case{"It rains every March.", "every March=SET XXXX-03"},
                                         Case{"It makes 15 a year.", "a year=SET P1Y"},
                                         Case{"It pumps 40,000 barrels a day.", "a day=SET P1D"},
                                         Case{"Sales are up from 14% a year ago.", "a year ago=DATE 2020"},
                                         Case{"three times a week", "three times a week=SET P1W"},
                                         Case{"the annual talks", "annual=SET P1Y"}));

INSTANTIATE_TEST_SUITE_P(Vague, TimeCase,
                         testing::Values(Case{"last summer", "last summer=DATE 2020-SU"},
                                         Case{"this winter", "this winter=DATE 2021-WI"},
                                         Case{"in the third quarter", "the third quarter=DATE 2021-Q3"},
                                         Case{"last quarter", "last quarter=DATE 2021-Q1"},
                                         Case{"this decade", "this decade=DATE 202"},
                                         Case{"fiscal 2019", "fiscal 2019=DATE FY2019"},
                                         Case{"They will meet soon.", "soon=DATE FUTURE_REF"},
                                         Case{"in the near future", "the near future=DATE FUTURE_REF"},
                                         Case{"at the moment", "the moment=DATE PRESENT_REF"},
                                         Case{"these days", "these days=DATE PRESENT_REF"},
                                         Case{"on Christmas Eve", "Christmas Eve=DATE 2020-12-24"}));

TEST(TimeExpressions, SomeCountFromTheDateLastTold) {
  EXPECT_THAT(timesIn("They met on March 3. Two days later they met again; that week they also spoke."),
              ElementsAre("March 3=DATE 2021-03-03", "Two days later=DATE 2021-03-05", "that week=DATE 2021-W09"));
  EXPECT_THAT(timesIn("He came on March 3, and left the next day."),
              ElementsAre("March 3=DATE 2021-03-03", "the next day=DATE 2021-03-04"));
  EXPECT_THAT(timesIn("In 2019 it grew; the year before, it had not."),
              ElementsAre("2019=DATE 2019", "the year before=DATE 2018"));
  EXPECT_THAT(timesIn("On Tuesday, at 18:00 UTC, they met."),
              ElementsAre("Tuesday=DATE 2021-05-04", "18:00 UTC=TIME 2021-05-04T18:00Z"));
}

TEST(TimeExpressions, WhatIsNoPointInTimeAnchorsNothing) {
  for (const char* text : {"last summer", "that week", "two days later", "the weekend", "the next day", "this decade",
                           "every March", "the third quarter", "at least a week", "soon", "31-year-old"}) {
    const Document document = documentOf(text);
    const std::vector<TimeExpression> found = findTimeExpressions(document, segment(document).at(0));
    ASSERT_EQ(found.size(), 1U) << text;
    EXPECT_EQ(found[0].date.form, DateForm::kNone) << text;
  }
}

class NoTime : public testing::TestWithParam<const char*> {};

TEST_P(NoTime, IsRead) { EXPECT_THAT(timesIn(GetParam()), IsEmpty()) << GetParam(); }

INSTANTIATE_TEST_SUITE_P(Words, NoTime,
                         testing::Values("The two may meet.", "May I come in?", "They march on.",
                                         "They left at the same time.", "The Sunday Times wrote about it.",
                                         "It was Good Friday.", "They met on 3/4/2021.",
                                         "They met on February 30, 2021.", "A second visit", "It sold 2019 cars.",
                                         "The Daily Post wrote about it.", "the evening sun", "Marc came.",
                                         "the winter coat", "The score was 3-2."));

TEST(TimeExpressions, SeveralInOneSentenceAscend) {
  EXPECT_THAT(timesIn("He went to Oslo on Monday and Bergen on Wednesday, May 5, and will be back next week."),
              ElementsAre("Monday=DATE 2021-05-10", "Wednesday, May 5=DATE 2021-05-05", "next week=DATE 2021-W19"));
  EXPECT_THAT(timesIn("between 2014 and 2016"), ElementsAre("2014=DATE 2014", "2016=DATE 2016"));
}

TEST(TimeExpressions, WithoutADayOfWritingTheUnknownStaysUnknown) {
  EXPECT_THAT(
      timesIn("on Friday, tomorrow, last week, this month, next year, on May 3, in June, at 3 p.m.; on May 3, 2021",
              std::nullopt),
      ElementsAre("Friday=DATE XXXX-WXX-5", "tomorrow=DATE XXXX-XX-XX", "last week=DATE XXXX-WXX",
                  "this month=DATE XXXX-XX", "next year=DATE XXXX", "May 3=DATE XXXX-05-03", "June=DATE XXXX-06",
                  "3 p.m.=TIME 2021-05-03T15:00", "May 3, 2021=DATE 2021-05-03"));
  EXPECT_THAT(timesIn("at 3 p.m.", std::nullopt), ElementsAre("3 p.m.=TIME XXXX-XX-XXT15:00"));
}

DateExpression onlyDateIn(const std::string& text) {
  const Document document = documentOf(text);
  const std::vector<Sentence> sentences = segment(document);
  const std::vector<TimeExpression> found = findTimeExpressions(document, sentences.at(0));
  EXPECT_EQ(found.size(), 1U) << text;
  return found.at(0).date;
}

TEST(TimeExpressions, TheWordsSayTheDirectionOrNobodyDoes) {
  EXPECT_EQ(onlyDateIn("on Friday"), (DateExpression{DateForm::kWeekday, 5, Direction::kUnknown, std::nullopt}));
  EXPECT_EQ(onlyDateIn("last Friday"), (DateExpression{DateForm::kWeekday, 5, Direction::kPast, std::nullopt}));
  EXPECT_EQ(onlyDateIn("next Friday"), (DateExpression{DateForm::kWeekday, 5, Direction::kFuture, std::nullopt}));
  EXPECT_EQ(onlyDateIn("later this week"),
            (DateExpression{DateForm::kWeekOffset, 0, Direction::kFuture, std::nullopt}));
  EXPECT_EQ(onlyDateIn("on May 3"), (DateExpression{DateForm::kMonthDay, 503, Direction::kUnknown, std::nullopt}));
  EXPECT_EQ(onlyDateIn("for two days").form, DateForm::kNone);
}

TEST(TimeExpressions, ADateRangeKeepsBothEnds) {
  const DateExpression date = onlyDateIn("from 3 to 5 March 2021");
  ASSERT_TRUE(date.interval);
  EXPECT_EQ(formatInterval(*date.interval), "2021-03-03..2021-03-05");
}

// Method: random words of the rules in random order; what is found must lie in the sentence, ascend, and have a value.
TEST(TimeExpressions, AnyWordsInAnyOrder) {
  const std::vector<std::string> words = {
      "last",    "next",   "this",    "the",        "past",       "in",      "May",    "3",     "2021",
      "31",      "Friday", ",",       "of",         "day",        "days",    "week",   "ago",   "from",
      "now",     "early",  "later",   "two",        "a",          "few",     "p.m.",   "10:30", "every",
      "quarter", "first",  "and",     "-",          "21-23",      "mid-May", "1990s",  "half",  "end",
      "more",    "than",   "other",   "each",       "couple",     "that",    "same",   "years", "1/2",
      "million", "21st",   "century", "2021-02-29", "13/13/2021", "weekend", "summer", "9999"};
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) text += words[random() % words.size()] + " ";
    SCOPED_TRACE(text);
    const Document document = documentOf(text);
    TimexValues dated(kFriday);
    TimexValues undated(std::nullopt);
    for (const Sentence& sentence : segment(document)) {
      std::uint32_t at = 0;
      const std::vector<TimeExpression> found = findTimeExpressions(document, sentence);
      for (TimexValues* values : {&dated, &undated}) {
        for (const std::string& value : values->next(found)) ASSERT_FALSE(value.empty());
      }
      for (const TimeExpression& expression : found) {
        ASSERT_GE(expression.first_token, at);
        ASSERT_LT(expression.first_token, expression.end_token);
        ASSERT_LE(expression.end_token, sentence.words.size());
        ASSERT_EQ(expression.span.begin, sentence.words[expression.first_token].span.begin);
        ASSERT_EQ(expression.span.end, sentence.words[expression.end_token - 1].span.end);
        at = expression.end_token;
      }
    }
  }
}

// --- The day of writing --------------------------------------------------------------------------------------------

std::string statedIn(const std::string& text, const std::string& url = "") {
  Document document = documentOf(text);
  document.sightings.front().url = url;
  const std::optional<Date> date = statedDate(document, segment(document));
  return date ? formatDate(*date) : "none";
}

constexpr const char* kStory =
    "The president of Norland met the foreign minister of Sudria in Oslo on Friday.\n\n"
    "They had last met on March 3, 2019, when both countries signed the treaty about the river.\n";

TEST(StatedDate, LinesOfTheirOwn) {
  for (const char* line :
       {"May 7, 2021", "Friday, 7 May 2021", "By A. Writer, May 7, 2021 10:15 GMT", "Published on 7 May 2021",
        "Updated: 2021-05-07T10:00:00Z", "Posted May 7, 2021.", "Oslo \u00B7 7 May 2021, 17:40"}) {
    EXPECT_EQ(statedIn("Presidents meet in Oslo\n" + std::string(line) + "\n\n" + kStory), "2021-05-07") << line;
  }
}

TEST(StatedDate, StampsAndDatelines) {
  for (const char* start : {" date 2021-05-07 ", "May 7 2021 ", "OSLO, May 7, 2021 (Agency) - ",
                            "OSLO, Norland \u2014 May 7, 2021 \u2014 "}) {
    EXPECT_EQ(statedIn(start + std::string(kStory)), "2021-05-07") << start;
  }
}

TEST(StatedDate, AddressesGiveTheDayOrTheYearOfADateline) {
  EXPECT_EQ(statedIn("https://news.example/2021/05/07/talks\n\n" + std::string(kStory)), "2021-05-07");
  EXPECT_EQ(statedIn(kStory, "https://news.example/world/2021-05-07-talks.html"), "2021-05-07");
  EXPECT_EQ(statedIn(kStory, "https://news.example/world/20210507.html"), "2021-05-07");
  EXPECT_EQ(statedIn("OSLO, May 7 (Agency) - " + std::string(kStory), "https://news.example/2021/talks"), "2021-05-07");
  EXPECT_EQ(statedIn("OSLO, May 7 (Agency) - " + std::string(kStory)), "none");
  EXPECT_EQ(statedIn(kStory, "https://news.example/2021/talks"), "none");
  EXPECT_EQ(statedIn(kStory, "https://news.example/article/202105/07"), "none");
}

TEST(StatedDate, TheLastLineCountsOnlyIfItSaysSo) {
  EXPECT_EQ(statedIn(kStory + std::string("\nPublished on May 7, 2021")), "2021-05-07");
  std::string long_story;
  for (int i = 0; i < 12; ++i) long_story += kStory;
  EXPECT_EQ(statedIn(long_story + "\nMay 7, 2021"), "none");
}

TEST(StatedDate, NeverOutOfTheStory) {
  EXPECT_EQ(statedIn(kStory), "none");
  EXPECT_EQ(statedIn("On March 3, 2019, the two met."), "none");
  EXPECT_EQ(statedIn("River Council of Norland and Sudria Meets - March 3, 2019\n\n" + std::string(kStory)), "none");
  EXPECT_EQ(statedIn("Treaty of March 3, 2019\n\n" + std::string(kStory)), "none");
  EXPECT_EQ(statedIn("The two met on March 3, 2019.\n\n" + std::string(kStory)), "none");
}

}  // namespace
}  // namespace parley
