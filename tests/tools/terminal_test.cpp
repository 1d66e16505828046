#include "tools/terminal.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "tests/tools/sample_answers.h"
#include "tools/render_text.h"

namespace parley {
namespace {

TEST(Terminal, PlainTextStaysAsItIs) {
  EXPECT_EQ(visible("Zoë met 李克强 in Łódź.\n\t“Yes” 👍"), "Zoë met 李克强 in Łódź.\n\t“Yes” 👍");
}

TEST(Terminal, WhatSteersATerminalIsShown) {
  EXPECT_EQ(visible("a\x1b[2Jb"), "a\\x1b[2Jb");
  EXPECT_EQ(visible("\r\x7f\x07"), "\\x0d\\x7f\\x07");
  EXPECT_EQ(visible("\xC2\x9B"
                    "31m"),
            "\\x9b31m");  // U+009B, the one-character CSI.
  EXPECT_EQ(visible(std::string_view("\0", 1)), "\\x00");
}

TEST(Terminal, WhatHidesOrReordersIsShown) {
  EXPECT_EQ(visible("pay\u202Efdp"), "pay\\u{202e}fdp");
  EXPECT_EQ(visible("a\u200Bb\u2066c\uFEFFd\u00ADe"), "a\\u{200b}b\\u{2066}c\\u{feff}d\\u{ad}e");
  EXPECT_EQ(visible("\U000E0041"), "\\u{e0041}");
}

TEST(Terminal, WhatIsStoredIsUtf8) {
  EXPECT_EQ(validUtf8("bad\xff"
                      "Zoë\xC3"),
            "bad\uFFFDZoë\uFFFD");
}

TEST(Terminal, BytesThatAreNoUtf8AreShown) {
  EXPECT_EQ(visible("\xFF"), "\\xff");
  EXPECT_EQ(visible("\xC0\xAF"), "\\xc0\\xaf");                    // Overlong.
  EXPECT_EQ(visible("\xED\xA0\x80"), "\\xed\\xa0\\x80");           // A surrogate.
  EXPECT_EQ(visible("\xF4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");  // Above U+10FFFF.
  EXPECT_EQ(visible("\xE2\x80"), "\\xe2\\x80");                    // Cut off.
}

TEST(Terminal, OneLineHasNoBreaks) { EXPECT_EQ(visibleLine("  a \r\n\n b\tc  "), "a b c"); }

// No byte below 0x20 but newline and tab, no DEL, no C1 character, no direction mark: whatever goes in.
bool isSafe(const std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F) return false;
    if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return false;
    if (text.compare(i, 2, "\xE2\x80") == 0 && i + 2 < text.size()) {
      const auto last = static_cast<unsigned char>(text[i + 2]);
      if ((last >= 0x8B && last <= 0x8F) || (last >= 0xA8 && last <= 0xAE)) return false;
    }
    if (text.compare(i, 2, "\xE2\x81") == 0 && i + 2 < text.size() && static_cast<unsigned char>(text[i + 2]) >= 0xA0) {
      return false;
    }
  }
  return true;
}

// Goal: nothing gets past. Method: random bytes, and random sequences of the dangerous characters themselves.
TEST(Terminal, RandomTextIsAlwaysSafeAndKeepsItsLetters) {
  const std::string pieces[] = {"\x1b", "\x9b", "\xC2\x9B", "\u202E", "\u2069", "\u200D", "\xE2",
                                "\x80", "\xAE", "a",        "\n",     "é",      "\r"};
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    SCOPED_TRACE(round);
    std::string text;
    for (unsigned i = static_cast<unsigned>(random() % 40); i-- > 0;) {
      if (random() % 2 == 0)
        text += static_cast<char>(random() % 256);
      else
        text += pieces[random() % std::size(pieces)];
    }
    EXPECT_TRUE(isSafe(visible(text))) << visible(text);
    EXPECT_TRUE(isSafe(visibleLine(text)));
    EXPECT_EQ(visible(visible(text)), visible(text));
  }
}

TEST(Terminal, JsonIsSafeAndStaysTheSameValue) {
  const nlohmann::json value = {{"a\u202E", "x\x7f\u009B\u200B\U000E0041é\x1b"}};
  const std::string text = visibleJson(value.dump());
  EXPECT_TRUE(isSafe(text)) << text;
  EXPECT_EQ(nlohmann::json::parse(text), value);
}

TEST(Terminal, ColumnsCountWhatIsSeen) {
  EXPECT_EQ(columnsOf("Zoe\u0301"), 3u);
  EXPECT_EQ(columnsOf("李"), 2u);
}

TEST(Terminal, LinksAndColoursOnlyWhereTheyBelong) {
  std::ostringstream out, err;
  const Console file{out, err, false, false, false};
  EXPECT_EQ(file.link("https://example.org", "here"), "here");
  EXPECT_EQ(file.bold("here"), "here");
  const Console terminal{out, err, true, true, true};
  EXPECT_EQ(terminal.link("https://example.org/\x1b\\x", "here"),
            "\x1b]8;;https://example.org/%1b\\x\x1b\\here\x1b]8;;\x1b\\");
}

TEST(Terminal, ColourObeysTheEnvironmentAndTheOption) {
  setenv("TERM", "xterm", 1);
  unsetenv("NO_COLOR");
  unsetenv("CLICOLOR_FORCE");
  EXPECT_TRUE(wantsColour(Colour::kAuto, true));
  EXPECT_FALSE(wantsColour(Colour::kAuto, false));
  setenv("NO_COLOR", "1", 1);
  EXPECT_FALSE(wantsColour(Colour::kAuto, true));
  EXPECT_TRUE(wantsColour(Colour::kAlways, false));
  unsetenv("NO_COLOR");
  setenv("TERM", "dumb", 1);
  EXPECT_FALSE(wantsColour(Colour::kAuto, true));
}

template <typename Render>
std::string printed(const Render& print) {
  std::ostringstream out, err;
  print(Console{out, err, false, false, false});
  return out.str();
}

std::string rendered(const MetAnswer& answer, Quotes quotes = Quotes::kSome, const Filters& filters = {}) {
  return printed([&](const Console& console) { render(answer, filters, quotes, console); });
}

TEST(RenderText, AMeetingIsALineWithItsHistoryAndSentences) {
  EXPECT_EQ(rendered(test::sampleAnswer()),
            "HELD       2022-01-21 (day)  Ada Kerr – Luis Osei  meeting, Geneva  2 reports in 2 documents\n"
            "           planned 2022-01-19 → held 2022-01-21\n"
            "           “Kerr will meet Osei in Geneva on Friday.”  Example Wire, 2022-01-19  talks:10-50\n"
            "           “Kerr met Osei in Geneva.”  Example Wire, 2022-01-21  talks:10-34\n"
            "2 meetings left out: 2 without a date\n");
}

TEST(RenderText, FewSentencesUnlessAllAreAskedFor) {
  MetAnswer answer = test::sampleAnswer();
  for (int i = 0; i < 5; ++i) answer.meetings[0].history.push_back(test::quote(Status::kHeld, "Again.", "2022-01-22"));
  EXPECT_NE(rendered(answer).find("and 4 more reports: parley why 'Ada Kerr' 'Luis Osei'\n"), std::string::npos);
  EXPECT_EQ(rendered(answer, Quotes::kAll).find("more report"), std::string::npos);
}

TEST(RenderText, ANegativeAnswerSaysWhatWasSearched) {
  MetAnswer answer = test::sampleAnswer();
  answer.meetings.clear();
  answer.left_out = {};
  EXPECT_EQ(rendered(answer), "No meeting of Ada Kerr found: 12 documents searched, 3 of them name Ada Kerr.\n");
  EXPECT_EQ(rendered(answer, Quotes::kSome, {.statuses = {Status::kRefused, Status::kCancelled}}),
            "No meeting of Ada Kerr with status refused or cancelled found: 12 documents searched, 3 of them name "
            "Ada Kerr.\n");
  answer.names.push_back(answer.names.front());
  EXPECT_EQ(rendered(answer), "Both names mean Ada Kerr.\n");
}

TEST(RenderText, ANegativeAnswerSaysWhatWasAskedForAndWhatTheFiltersLeftOut) {
  MetAnswer answer = test::sampleAnswer();
  answer.meetings.clear();
  answer.left_out = {.status = 1, .kind = 2, .undated = 3, .days = 4, .place = 5, .reports = 6, .outlet = 7};
  answer.searched.as_of = AsOf{*parseDate("2022-01-20"), 1, 0};
  EXPECT_EQ(rendered(answer, Quotes::kSome,
                     {.kinds = {MeetingKind::kCall},
                      .since = parseDate("2022-01-01"),
                      .until = parseDate("2022-01-31"),
                      .place = "geneva",
                      .min_reports = 2,
                      .outlet = "Wire"}),
            "No meeting of Ada Kerr of kind call, since 2022-01-01, until 2022-01-31, at “geneva”, in 2 reports at "
            "least, by “Wire” found: 12 documents searched, 3 of them name Ada Kerr.\n"
            "28 meetings left out: 1 of another status, 2 of another kind, 3 without a date, 4 on other days, 5 "
            "elsewhere, 6 in too few reports, 7 not by that outlet\n"
            "as of 2022-01-20: 1 later document and 0 without a date left out\n");
}

TEST(RenderText, AnAmbiguousNameListsItsCandidates) {
  MetAnswer answer = test::sampleAnswer();
  answer.names[0].candidates.push_back(test::person("Tom Kerr", "Canada"));
  answer.resolved = false;
  answer.meetings.clear();
  answer.left_out = {};
  EXPECT_EQ(rendered(answer),
            "“kerr” can mean 2:\n"
            "  Ada Kerr (person, Ireland; 2 documents)\n"
            "  Tom Kerr (person, Canada; 2 documents)\n"
            "Type more of the name.\n");
}

std::string rendered(const WhyNotAnswer& answer) {
  return printed([&](const Console& console) { render(answer, console); });
}

TEST(RenderText, SentencesWithoutAMeetingStandUnderTheirReasons) {
  EXPECT_EQ(rendered(test::sampleWhyNot()),
            "Ada Kerr and Luis Osei have no meeting that was held, but others (2 planned); see: parley why 'Ada Kerr' "
            "'Luis Osei'\n"
            "2 sentences name Ada Kerr and Luis Osei without telling of a meeting of the two (3 tell of one): 12 "
            "documents searched, 9 of them name Ada Kerr and Luis Osei together.\n"
            "\n"
            "The sentence tells of a meeting, but its parties are others. 1 sentence\n"
            "           “Osei knew that she had met Holt.”  Example Wire, 2022-01-21  talks:10-42\n"
            "             tells of: meeting, held, Ada Kerr – Jan Holt; “she” is Ada Kerr\n"
            "\n"
            "No word of the sentence can mean a meeting. 1 sentence\n"
            "           and 1 more sentence; see them with --limit 2\n"
            "4 older documents that name both left unread\n");
}

TEST(RenderText, NoSuchSentenceSaysWhatWasSearched) {
  WhyNotAnswer answer = test::sampleWhyNot();
  answer.meetings.clear();
  answer.sentences.clear();
  answer.reasons.clear();
  answer.left_out = answer.not_read = 0;
  EXPECT_EQ(rendered(answer),
            "No sentence names Ada Kerr and Luis Osei without telling of a meeting of the two (3 tell of one): 12 "
            "documents searched, 9 of them name Ada Kerr and Luis Osei together.\n");
  answer.telling = 0;
  EXPECT_EQ(rendered(answer),
            "No sentence names Ada Kerr and Luis Osei: 12 documents searched, 9 of them name Ada Kerr and Luis Osei "
            "together.\n");
}

TEST(RenderText, AGuessIsSaid) {
  MetAnswer answer = test::sampleAnswer();
  answer.names[0].typed = "ker";
  answer.names[0].guessed = true;
  EXPECT_TRUE(rendered(answer).starts_with("“ker” taken for Ada Kerr; nobody is called as typed.\nHELD "));
  answer.names[0].candidates.push_back(test::person("Tom Kern", "Canada"));
  answer.resolved = false;
  answer.meetings.clear();
  answer.left_out = {};
  EXPECT_EQ(rendered(answer),
            "Nobody of the name “ker”, but of nearly that name 2:\n"
            "  Ada Kerr (person, Ireland; 2 documents)\n"
            "  Tom Kern (person, Canada; 2 documents)\n"
            "Type one of these.\n");
}

TEST(RenderText, WhatIsFoundStandsUnderNamesAndSentences) {
  const auto print = [](const FindAnswer& answer) {
    return printed([&](const Console& console) { render(answer, console); });
  };
  EXPECT_EQ(print(test::sampleFind()),
            "Names\n"
            "  Ada Kerr (person, Ireland; 2 documents)\n"
            "           and 2 more names; see them with --limit 3\n"
            "Sentences in 2 documents of 12\n"
            "           “Kerr met Osei.”  Example Wire, 2022-01-21  talks:10-24\n"
            "           and 1 more sentence; see them with --limit 2\n"
            "5 older documents left unread\n");
  FindAnswer nothing;
  nothing.searched = {12, 0};
  EXPECT_EQ(print(nothing), "No name and no sentence has that: 12 documents searched.\n");
}

TEST(RenderText, RanksHaveTheirNumbersInColumns) {
  const auto print = [](const TopAnswer& answer) {
    return printed([&](const Console& console) { render(answer, {}, console); });
  };
  TopAnswer answer = test::sampleTop();
  EXPECT_EQ(print(answer),
            " 31.2 % of ways     12 meetings with    4  Ada Kerr (person, Ireland; 2 documents)\n"
            "  0.1 % of ways      1 meeting  with    1  Luis Osei (person, Ghana; 2 documents)\n"
            "           and 3 more; see them with --limit 5\n");
  answer.by = TopBy::kMet;
  answer.lines.resize(1);
  answer.lines_left_out = 0;
  EXPECT_EQ(print(answer), "   12 meetings with    4  Ada Kerr (person, Ireland; 2 documents)\n");
  answer.lines.clear();
  EXPECT_EQ(print(answer), "No meeting to count: 12 documents searched.\n");
}

TEST(RenderText, ChangesStandUnderHeadingsWithWhatWasBefore) {
  const auto print = [](const DiffAnswer& answer) {
    return printed([&](const Console& console) { render(answer, console); });
  };
  const std::string meeting =
      "HELD       2022-01-21 (day)  Ada Kerr – Luis Osei  meeting, Geneva  2 reports in 2 documents\n";
  EXPECT_EQ(print(test::sampleDiff()),
            "What changed from 2022-01-20 to 2022-01-31: 4 documents published after the first day, 12 documents "
            "searched.\n"
            "\nNew pairs\n" +
                meeting +
                "           planned 2022-01-19 → held 2022-01-21\n"
                "           “Kerr will meet Osei in Geneva on Friday.”  Example Wire, 2022-01-19  talks:10-50\n"
                "           “Kerr met Osei in Geneva.”  Example Wire, 2022-01-21  talks:10-34\n"
                "\nChanged status\n" +
                meeting +
                "           was planned, 2022-01-22\n"
                "           “Kerr met Osei in Geneva.”  Example Wire, 2022-01-21  talks:10-34\n"
                "as of 2022-01-31: 3 later documents and 1 without a date left out\n");
  DiffAnswer nothing = test::sampleDiff();
  nothing.changes.clear();
  EXPECT_EQ(print(nothing),
            "Nothing changed from 2022-01-20 to 2022-01-31: 4 documents published after the first day, 12 documents "
            "searched.\n"
            "as of 2022-01-31: 3 later documents and 1 without a date left out\n");
}

TEST(RenderText, ClaimsThatContradictEachOtherStandSideBySide) {
  const auto print = [](const ContradictionsAnswer& answer) {
    return printed([&](const Console& console) { render(answer, {}, console); });
  };
  EXPECT_EQ(print(test::sampleContradictions()),
            "HELD       2022-01-21 (day)  Ada Kerr – Luis Osei  meeting, Geneva  2 reports in 2 documents\n"
            "           was it held?\n"
            "           held\n"
            "           “Kerr met Osei.”  Example Wire, 2022-01-21  talks:10-24\n"
            "           denied\n"
            "           “Osei denied that he met Kerr.”  Example Wire, 2022-01-22  talks:10-39\n");
  ContradictionsAnswer none = test::sampleContradictions();
  none.contradictions.clear();
  EXPECT_EQ(print(none), "No report contradicts another: 5 meetings compared, 12 documents searched.\n");
}

TEST(RenderText, HostileAnswersAreSafe) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    MetAnswer answer = test::RandomAnswers(seed).met();
    for (NameMatch& name : answer.names) name.candidates.resize(1);
    EXPECT_TRUE(isSafe(rendered(answer, Quotes::kAll)));
    EXPECT_TRUE(isSafe(rendered(test::RandomAnswers(seed).whyNot())));
    for (const NameMatch& name : answer.names) {
      FindAnswer found = test::sampleFind();
      found.names = name.candidates;
      EXPECT_TRUE(isSafe(printed([&](const Console& console) { render(found, console); })));
    }
    if (answer.meetings.empty() || answer.meetings[0].history.empty()) continue;
    const MeetingLine& meeting = answer.meetings[0];
    DiffAnswer diff = test::sampleDiff();
    diff.changes[1].meeting = meeting;
    diff.changes[1].by = meeting.history[0];
    diff.changes[1].was_when = meeting.when;
    EXPECT_TRUE(isSafe(printed([&](const Console& console) { render(diff, console); })));
    ContradictionsAnswer contradictions = test::sampleContradictions();
    contradictions.contradictions[0].meetings = {meeting};
    contradictions.contradictions[0].claims[0] = {meeting.words, {meeting.history[0]}};
    EXPECT_TRUE(isSafe(printed([&](const Console& console) { render(contradictions, {}, console); })));
  }
}

}  // namespace
}  // namespace parley
