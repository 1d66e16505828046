#include "tools/render_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/tools/sample_answers.h"

namespace parley {
namespace {

using nlohmann::ordered_json;

TEST(RenderJson, MetHasEveryFieldOfTheDocument) {
  const std::string expected = R"({
  "v": 1,
  "question": "met",
  "names": [{"typed": "kerr", "candidates": [{"id": "KERR", "kind": "person", "name": "Ada Kerr", "country": "Ireland",
                                              "role": null, "documents": 2}], "guessed": false}],
  "resolved": true,
  "meetings": [{
    "id": "0000000000000007", "kind": "meeting", "status": "held", "date": "2022-01-21", "precision": "day",
    "date_inferred": false, "words": "on Friday",
    "participants": [{"id": "KERR", "kind": "person", "name": "Ada Kerr", "country": "Ireland", "role": null,
                      "documents": 2},
                     {"id": "OSEI", "kind": "person", "name": "Luis Osei", "country": "Ghana", "role": null,
                      "documents": 2}],
    "place": {"id": "0000000000000009", "kind": "place", "name": "Geneva", "country": null, "role": null,
              "documents": 0},
    "furniture": false, "confidence": 90, "documents": 2,
    "history": [
      {"status": "planned", "kind": "meeting", "date": null, "words": null, "participants": [],
       "text": "Kerr will meet Osei in Geneva on Friday.", "document": "talks",
       "document_id": "00000000000000010000000000000002", "begin": 10, "end": 50, "published": "2022-01-19",
       "published_inferred": false, "outlet": "Example Wire", "url": null, "speaker": null, "confidence": 90},
      {"status": "held", "kind": "meeting", "date": null, "words": null, "participants": [],
       "text": "Kerr met Osei in Geneva.", "document": "talks",
       "document_id": "00000000000000010000000000000002", "begin": 10, "end": 34, "published": "2022-01-21",
       "published_inferred": false, "outlet": "Example Wire", "url": null, "speaker": null, "confidence": 90}]}],
  "left_out": {"status": 0, "kind": 0, "undated": 2, "days": 0, "place": 0, "reports": 0, "outlet": 0},
  "furniture_left_out": 0,
  "searched": {"documents": 12, "naming": 3, "as_of": null, "decisions": []}})";
  std::string text = expected;
  for (const auto& [mark, name] : {std::pair("KERR", "Ada Kerr"), std::pair("OSEI", "Luis Osei")}) {
    for (std::size_t at; (at = text.find(mark)) != std::string::npos;) {
      text.replace(at, 4, toHex(entityIdOf({"person", name})));
    }
  }
  EXPECT_EQ(toJson("met", test::sampleAnswer()).dump(2), ordered_json::parse(text).dump(2));
}

TEST(RenderJson, AnAnswerAsOfADaySaysWhatItDoesWithout) {
  MetAnswer answer = test::sampleAnswer();
  answer.searched.as_of = AsOf{*parseDate("2022-01-20"), 4, 1};
  EXPECT_EQ(toJson("met", answer)["searched"]["as_of"],
            ordered_json::parse(R"({"day": "2022-01-20", "later": 4, "undated": 1})"));
  StatsAnswer stats;
  EXPECT_TRUE(toJson(stats)["as_of"].is_null());
  stats.as_of = answer.searched.as_of;
  EXPECT_EQ(toJson(stats)["as_of"]["later"], 4);
}

TEST(RenderJson, WhyNotHasEveryFieldOfTheDocument) {
  const ordered_json answer = toJson(test::sampleWhyNot());
  EXPECT_EQ(answer["question"], "why-not");
  EXPECT_EQ(answer["names"].size(), 2u);
  EXPECT_EQ(answer["meetings_by_status"], ordered_json::parse(R"({"planned": 2})"));
  EXPECT_EQ(answer["reasons"], ordered_json::parse(R"([
    {"reason": "other_parties", "explanation": "The sentence tells of a meeting, but its parties are others.",
     "sentences": 1},
    {"reason": "no_word", "explanation": "No word of the sentence can mean a meeting.", "sentences": 1}])"));
  ordered_json sentence = answer["sentences"].at(0);
  EXPECT_EQ(sentence["names"].at(0)["entity"]["name"], "Ada Kerr");
  for (ordered_json& named : sentence["names"]) named.erase("entity");
  EXPECT_EQ(sentence, ordered_json::parse(R"({
    "reason": "other_parties", "text": "Osei knew that she had met Holt.", "document": "talks",
    "document_id": "00000000000000010000000000000002", "begin": 10, "end": 42, "published": "2022-01-21",
    "published_inferred": false, "outlet": "Example Wire", "url": null,
    "names": [{"text": "she", "begin": 25, "end": 28, "by_name": false},
              {"text": "Osei", "begin": 10, "end": 14, "by_name": true}],
    "words": ["met"],
    "told": [{"kind": "meeting", "status": "held", "participants": ["Ada Kerr", "Jan Holt"]}]})"));
  EXPECT_EQ(answer["left_out"], 1);
  EXPECT_EQ(answer["telling"], 3);
  EXPECT_EQ(answer["not_read"], 4);
  EXPECT_EQ(answer["searched"],
            ordered_json::parse(R"({"documents": 12, "naming": 9, "as_of": null, "decisions": []})"));
}

TEST(RenderJson, AnyAnswerIsOneLineOfValidJson) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    const ordered_json value = toJson("met", test::RandomAnswers(seed).met());
    const std::string line = jsonLine(value);
    EXPECT_EQ(line.find('\n'), line.size() - 1);
    EXPECT_EQ(ordered_json::parse(line), value);
  }
}

TEST(RenderJson, BytesThatAreNoUtf8AreReplaced) {
  EXPECT_EQ(jsonLine({{"input", "caf\xE9"}}), "{\"input\":\"caf\uFFFD\"}\n");
}

// Two people and a place in one document: a meeting planned in one sentence and held in the next.
struct Read {
  Document document;
  Extraction extraction;
};

Read sampleRead() {
  Read read;
  read.document.text = "Kerr will meet Osei in Geneva. They met on Friday. Osei praised Kerr.";
  read.document.id = documentIdOf(read.document.text);
  read.extraction.date = parseDate("2022-01-22");
  LocalEntity kerr, osei, geneva, teased;
  kerr.name = "Ada Kerr";
  kerr.role = "foreign minister";
  kerr.country = "Ireland";
  osei.name = "Luis Osei";
  geneva.kind = EntityKind::kPlace;
  geneva.name = "Geneva";
  teased.name = "Tom Teaser";
  teased.furniture = true;
  kerr.mentions = {{0, 4}};
  osei.mentions = {{15, 19}, {51, 55}};
  geneva.mentions = {{23, 29}};
  teased.mentions = {{51, 55}};
  read.extraction.entities = {kerr, osei, geneva, teased};
  MeetingStatement meeting;
  meeting.participants = {{0, Role::kParticipant}, {1, Role::kParticipant}};
  meeting.place = 2;
  Report planned;
  planned.sentence = {0, 30};
  planned.cues = {{10, 14}};
  planned.status = Status::kPlanned;
  planned.confidence = 80;
  planned.statement = meeting;
  meeting.place = std::nullopt;
  Report held = planned;
  held.number = 1;
  held.sentence = {31, 50};
  held.cues = {{36, 39}};
  held.status = Status::kHeld;
  held.confidence = 70;
  held.when.words = "on Friday";
  held.when.interval = dayInterval(*parseDate("2022-01-21"));
  held.statement = meeting;
  TripleStatement praise;
  praise.relation = Relation::kPraised;
  praise.subject = 1;
  praise.object = 0;
  Report praised = planned;
  praised.number = 2;
  praised.sentence = {51, 69};
  praised.cues = {{56, 63}};
  praised.status = Status::kHeld;
  praised.statement = praise;
  read.extraction.reports = {planned, held, praised};
  read.extraction.times = {{{40, 49}, "DATE", "2022-01-21"}};
  read.extraction.incidents = {{"date.unknown", "why", {1, 2}}};
  return read;
}

TEST(RenderJson, DiffHasEveryFieldOfTheDocument) {
  ordered_json answer = toJson(test::sampleDiff());
  ASSERT_EQ(answer["changes"].size(), 2u);
  EXPECT_EQ(answer["changes"][0]["new_pairs"][0][0]["name"], "Ada Kerr");
  EXPECT_EQ(answer["changes"][1]["by"]["text"], "Kerr met Osei in Geneva.");
  for (ordered_json& change : answer["changes"]) {
    EXPECT_EQ(change["meeting"]["id"], "0000000000000007");
    change.erase("meeting");
    if (!change["by"].is_null()) change.erase("by");
    if (!change["new_pairs"].empty()) change.erase("new_pairs");
  }
  answer.erase("left_out");
  EXPECT_EQ(answer, ordered_json::parse(R"({
    "v": 1, "question": "diff", "from": "2022-01-20", "published": 4,
    "changes": [{"change": "new_pair", "was": null, "was_date": null, "by": null},
                {"change": "status", "was": "planned", "was_date": "2022-01-22", "new_pairs": []}],
    "searched": {"documents": 12, "naming": 0, "as_of": {"day": "2022-01-31", "later": 3, "undated": 1},
                 "decisions": []}})"));
}

TEST(RenderJson, ContradictionsHaveEveryFieldOfTheDocument) {
  ordered_json answer = toJson(test::sampleContradictions());
  EXPECT_EQ(answer["contradictions"][0]["meetings"][0]["id"], "0000000000000007");
  answer["contradictions"][0].erase("meetings");
  for (ordered_json& claim : answer["contradictions"][0]["claims"]) {
    EXPECT_EQ(claim["quotes"].size(), 1u);
    EXPECT_EQ(claim["quotes"][0]["status"], claim["says"]);
    claim.erase("quotes");
  }
  answer.erase("left_out");
  EXPECT_EQ(answer, ordered_json::parse(R"({
    "v": 1, "question": "contradictions", "names": [], "resolved": true,
    "contradictions": [{"contradiction": "status", "claims": [{"says": "held"}, {"says": "denied"}]}],
    "compared": 5, "searched": {"documents": 12, "naming": 0, "as_of": null, "decisions": []}})"));
}

TEST(RenderJson, FindAndTopHaveEveryFieldOfTheDocument) {
  const ordered_json found = toJson(test::sampleFind());
  EXPECT_EQ(found["names"][0]["name"], "Ada Kerr");
  EXPECT_EQ(found["names_left_out"], 2);
  EXPECT_EQ(found["sentences"][0], ordered_json::parse(R"({
    "text": "Kerr met Osei.", "document": "talks", "document_id": "00000000000000010000000000000002", "begin": 10,
    "end": 24, "published": "2022-01-21", "published_inferred": false, "outlet": "Example Wire", "url": null})"));
  EXPECT_EQ(found["sentences_left_out"], 1);
  EXPECT_EQ(found["not_read"], 5);

  TopAnswer answer = test::sampleTop();
  ordered_json top = toJson(answer);
  EXPECT_EQ(top["by"], "central");
  EXPECT_EQ(top["lines"][0]["entity"]["name"], "Ada Kerr");
  top["lines"][0].erase("entity");
  EXPECT_EQ(top["lines"][0], ordered_json::parse(R"({"meetings": 12, "others": 4, "between_millionths": 312499})"));
  EXPECT_EQ(top["lines_left_out"], 3);
  answer.by = TopBy::kMet;
  EXPECT_TRUE(toJson(answer)["lines"][0]["between_millionths"].is_null());
}

TEST(RenderJson, ExtractFoldsTheReportsOfAMeeting) {
  const Read read = sampleRead();
  const ordered_json json = toJson("talks", read.document, read.extraction);
  const ordered_json expected = ordered_json::parse(R"({
  "v": 1, "doc": "talks", "date": "2022-01-22",
  "meetings": [{"participants": ["Ada Kerr", "Luis Osei"], "kind": "meeting", "status": "held", "date": "2022-01-21",
                "place": "Geneva", "speaker": null, "confidence": 80, "furniture": false,
                "sentences": [{"begin": 0, "end": 30}, {"begin": 31, "end": 50}],
                "cues": [{"begin": 10, "end": 14}, {"begin": 36, "end": 39}]}],
  "people": [{"name": "Ada Kerr", "role": "foreign minister", "country": "Ireland"},
             {"name": "Luis Osei", "role": null, "country": null}],
  "triples": [{"subject": "Luis Osei", "relation": "praised", "object": "Ada Kerr", "status": "held", "date": null,
               "speaker": null, "confidence": 80, "open": false, "begin": 51, "end": 69,
               "subject_span": {"begin": 51, "end": 55}, "object_span": null, "cues": [{"begin": 56, "end": 63}]}],
  "open_triples": [],
  "times": [{"begin": 40, "end": 49, "type": "DATE", "value": "2022-01-21"}],
  "incidents": [{"code": "date.unknown", "detail": "why", "begin": 1, "end": 2}]})");
  EXPECT_EQ(json.dump(2), expected.dump(2));
}

TEST(RenderJson, OpenTriplesHaveTheirSpansAndWhatHoldsForThem) {
  const Read read = sampleRead();
  OpenTriple triple;
  triple.subject = {"Kerr", {{31, 35}}};
  triple.relation = {"is", {}};
  triple.object = {"her firm", {{36, 39}, {45, 49}}};
  triple.negated = true;
  triple.attribution = Phrase{"Osei", {{51, 55}}};
  triple.confidence = 66;
  OpenTriple plain = triple;
  plain.negated = false, plain.possible = true, plain.attribution.reset();
  const ordered_json json = toJson("talks", read.document, read.extraction, {{{31, 56}, {triple, plain}}});
  const ordered_json expected = ordered_json::parse(R"([
  {"subject": {"text": "Kerr", "spans": [{"begin": 31, "end": 35}]},
   "relation": {"text": "is", "spans": []},
   "object": {"text": "her firm", "spans": [{"begin": 36, "end": 39}, {"begin": 45, "end": 49}]},
   "polarity": "negative", "modality": "certain",
   "attribution": {"text": "Osei", "spans": [{"begin": 51, "end": 55}]},
   "confidence": 66, "begin": 31, "end": 56},
  {"subject": {"text": "Kerr", "spans": [{"begin": 31, "end": 35}]},
   "relation": {"text": "is", "spans": []},
   "object": {"text": "her firm", "spans": [{"begin": 36, "end": 39}, {"begin": 45, "end": 49}]},
   "polarity": "positive", "modality": "possible", "attribution": null,
   "confidence": 66, "begin": 31, "end": 56}])");
  EXPECT_EQ(json["open_triples"].dump(2), expected.dump(2));
}

TEST(RenderJson, ADateIsTheDayTheMonthOrTheYearThatHoldsIt) {
  Read read = sampleRead();
  read.extraction.reports[1].when.interval =
      DateInterval{*parseDate("2022-01-17"), *parseDate("2022-01-23"), Precision::kWeek};
  EXPECT_EQ(toJson("talks", read.document, read.extraction)["meetings"][0]["date"], "2022-01");
  read.extraction.reports[1].when.interval =
      DateInterval{*parseDate("2022-01-31"), *parseDate("2022-02-06"), Precision::kWeek};
  EXPECT_TRUE(toJson("talks", read.document, read.extraction)["meetings"][0]["date"].is_null());
  read.extraction.reports[1].when.interval = monthInterval(std::chrono::year{2022} / 1);
  EXPECT_EQ(toJson("talks", read.document, read.extraction)["meetings"][0]["date"], "2022-01");
}

}  // namespace
}  // namespace parley
