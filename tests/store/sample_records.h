#pragma once
// One value of every kind of record, with every field set, and how it is read: for the tests of the codec and its
// fuzzer.
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "store/internal/codec.h"
#include "tests/support/builders.h"

namespace parley::test {

inline constexpr DocumentId kSampleDocument{0x0123456789abcdef, 0xfedcba9876543210};

inline When sampleWhen() {
  When when;
  when.words = "on Friday";
  when.span = {10, 19};
  when.expression = {DateForm::kAbsolute, -3, Direction::kFuture, dayInterval(day("2022-01-21"))};
  when.interval = DateInterval{day("2022-01-17"), day("2022-01-23"), Precision::kWeek};
  return when;
}

// Not checked by checkExtraction(): it is to have all fields, not to make sense.
inline ReadDocument sampleDocument() {
  ReadDocument read;
  Document& document = read.document;
  document.id = kSampleDocument;
  document.sightings = {{"seed_001", day("2022-01-19"), "The Herald", "https://example.org/a", "Envoys meet"},
                        {"seed_002", std::nullopt, "", "", std::string("with \0 a NUL", 12)}};
  document.pieces = {{0, 5, 10, 15}, {5, 1, 20, 26}};
  document.furniture = {{0, 4}};
  document.incidents = {{"date.conflict", "two dates", {1, 2}}};
  Extraction& extraction = read.extraction;
  extraction.extractor = "rules@1";
  extraction.date = day("1969-07-20");
  extraction.date_origin = DateOrigin::kText;
  LocalEntity person{EntityKind::kPerson, "Ana Kerr", {"A. Kerr", "Kerr"}, "Kerr", "envoy",
                     "Norland",           {},         {{0, 8}, {20, 24}},  true};
  LocalEntity group{EntityKind::kOrganisation, "Union of Shores", {},   "", "", "",
                    {"Norland", "Sudland"},    {{30, 45}},        false};
  extraction.entities = {person, group};
  Report meeting;
  meeting.sentence = {0, 40};
  meeting.cues = {{9, 12}, {13, 15}};
  meeting.status = Status::kUncertain;
  meeting.when = sampleWhen();
  meeting.speaker = 1;
  meeting.confidence = 87;
  meeting.furniture = true;
  meeting.made_by = "meeting.verb@1";
  meeting.statement = MeetingStatement{7, MeetingKind::kCall, {{0, Role::kHost}, {1, Role::kGuest}}, 0};
  Report triple;
  triple.number = 1;
  triple.sentence = {41, 60};
  triple.cues = {{45, 50}};
  triple.made_by = "relation.open@1";
  triple.statement = TripleStatement{Relation::kOpen, "waved to", 0, std::nullopt, "a crowd"};
  Report fact = triple;
  fact.number = 2;
  fact.statement = TripleStatement{Relation::kAssault, "", 1, 0, ""};
  extraction.reports = {meeting, triple, fact};
  extraction.times = {{{10, 19}, "DATE", "2022-01-21"}};
  extraction.incidents = {{"sentence.skipped", "too long", {60, 90}}};
  return read;
}

inline EntityTally sampleTally() {
  EntityTally tally;
  tally.kind = EntityKind::kPerson;
  tally.documents = 3;
  tally.names = {{"Ana Kerr", 2}, {"Kerr", 1}};
  tally.aliases = {{"A. Kerr", 1}};
  tally.roles = {{"envoy", 3}};
  tally.countries = {{"Norland", 2}, {"Sudland", 1}};
  tally.members = {{"Norland", 1}};
  return tally;
}

inline Account sampleAccount() {
  Account account;
  account.id = {kSampleDocument, 7};
  account.kind = MeetingKind::kSummit;
  account.status = Status::kCancelled;
  account.parties = {{EntityId{1}, EntityId{9}, {}, Role::kHost, true},
                     {EntityId{2}, EntityId{2}, {EntityId{9}, EntityId{10}}, Role::kParticipant, false}};
  account.when = sampleWhen();
  account.place = EntityId{5};
  account.place_country = EntityId{9};
  account.written = DateWindow{day("2022-01-19"), day("2022-01-19")};
  account.furniture = true;
  account.confidence = 55;
  account.reports = {{0, Status::kPlanned}, {4, Status::kCancelled}};
  return account;
}

inline Meeting sampleMeeting() {
  Meeting meeting;
  meeting.id = EntityId{77};
  meeting.kind = MeetingKind::kVisit;
  meeting.status = Status::kRefused;
  meeting.participants = {{EntityId{1}, Role::kGuest}, {EntityId{2}, Role::kHost}};
  meeting.when = DateInterval{day("2022-01-21"), day("2022-01-21"), Precision::kDay};
  meeting.when_inferred = true;
  meeting.when_words = "Friday";
  meeting.place = EntityId{5};
  meeting.furniture = true;
  meeting.documents = 2;
  meeting.confidence = 91;
  meeting.steps = {{day("2022-01-19"), {kSampleDocument, 3}, Status::kPlanned},
                   {std::nullopt, {{1, 2}, 0}, Status::kRefused}};
  return meeting;
}

inline Decision sampleDecision() {
  return {Instant(std::chrono::seconds(1'700'000'000)),
          DecisionKind::kMerge,
          "Kofi Osei",
          "Ana Birk",
          "Ana Kerr",
          std::nullopt};
}
inline Decision sampleJudgement() {
  return {Instant(std::chrono::seconds(-5)),
          DecisionKind::kReject,
          "Kofi Osei",
          "",
          "",
          ReportMention{kSampleDocument, {0, 40}, "held meeting: Ana Kerr; Luis Osei"}};
}

inline store::DocumentDate sampleInferredDate() {
  return {std::nullopt, InferredDate{{day("2022-01-15"), day("2022-01-20")},
                                     {day("2022-01-21"), day("2022-01-22"), Precision::kRange}}};
}

struct SampleRecord {
  std::string name;
  std::string body;
  std::function<void(std::string_view)> decode;
};

inline std::vector<SampleRecord> sampleRecords() {
  using namespace store;
  const auto discard = [](const auto& value) { static_cast<void>(value); };
  return {
      {"document", encodeDocument(sampleDocument()),
       [=](auto bytes) { discard(decodeDocument(kSampleDocument, bytes)); }},
      {"text", encodeText("They met. They met. They met again."), [=](auto bytes) { discard(decodeText(bytes)); }},
      {"decision about names", encodeDecision(sampleDecision()), [=](auto bytes) { discard(decodeDecision(bytes)); }},
      {"decision about a report", encodeDecision(sampleJudgement()),
       [=](auto bytes) { discard(decodeDecision(bytes)); }},
      {"local entity", encodeLocalEntity(sampleDocument().extraction.entities[0]),
       [=](auto bytes) { discard(decodeLocalEntity(bytes)); }},
      {"resolved", encodeResolved({EntityId{1}, EntityId{2}}), [=](auto bytes) { discard(decodeResolved(bytes)); }},
      {"tally", encodeTally(sampleTally()), [=](auto bytes) { discard(decodeTally(bytes)); }},
      {"account", encodeAccount(sampleAccount()),
       [=](auto bytes) { discard(decodeAccount(sampleAccount().id, bytes)); }},
      {"meeting", encodeMeeting(sampleMeeting()), [=](auto bytes) { discard(decodeMeeting(EntityId{77}, bytes)); }},
      {"date", encodeDocumentDate(sampleInferredDate()), [=](auto bytes) { discard(decodeDocumentDate(bytes)); }},
      {"counts", encodeCounts({1, 2, 3, 4, 5}), [=](auto bytes) { discard(decodeCounts(bytes)); }},
      {"entity id", encodeEntityId(EntityId{77}), [=](auto bytes) { discard(decodeEntityId(bytes)); }},
      {"status", encodeStatus(Status::kHeld), [=](auto bytes) { discard(decodeStatus(bytes)); }},
  };
}

}  // namespace parley::test
