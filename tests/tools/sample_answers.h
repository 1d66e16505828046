#pragma once
// Answers for tests: one that is easy to read, and random ones in which every field is filled.
#include <random>
#include <string>

#include "query/answers.h"

namespace parley::test {

inline EntityRef person(const std::string& name, const std::string& country) {
  EntityRef entity;
  entity.id = entityIdOf({"person", name});
  entity.kind = EntityKind::kPerson;
  entity.name = name;
  entity.country = country;
  entity.documents = 2;
  return entity;
}

inline Quote quote(Status status, const std::string& text, const std::string& published) {
  Quote quote;
  quote.status = status;
  quote.text = text;
  quote.document = "talks";
  quote.document_id = {1, 2};
  quote.span = {10, 10 + static_cast<std::uint32_t>(text.size())};
  quote.published = parseDate(published);
  quote.outlet = "Example Wire";
  quote.kind = "meeting";
  quote.confidence = 90;
  return quote;
}

// Planned, then held.
inline MeetingLine sampleMeeting() {
  MeetingLine meeting;
  meeting.id = EntityId{7};
  meeting.when = "2022-01-21";
  meeting.precision = "day";
  meeting.words = "on Friday";
  meeting.participants = {person("Ada Kerr", "Ireland"), person("Luis Osei", "Ghana")};
  EntityRef place;
  place.id = EntityId{9};
  place.kind = EntityKind::kPlace;
  place.name = "Geneva";
  meeting.place = place;
  meeting.confidence = 90;
  meeting.documents = 2;
  meeting.history = {quote(Status::kPlanned, "Kerr will meet Osei in Geneva on Friday.", "2022-01-19"),
                     quote(Status::kHeld, "Kerr met Osei in Geneva.", "2022-01-21")};
  return meeting;
}

inline MetAnswer sampleAnswer() {
  MetAnswer answer;
  answer.names = {{"kerr", {person("Ada Kerr", "Ireland")}}};
  answer.resolved = true;
  answer.meetings = {sampleMeeting()};
  answer.left_out.undated = 2;
  answer.searched = {12, 3};
  return answer;
}

// One of two sentences, which names one of the two by a pronoun.
inline WhyNotAnswer sampleWhyNot() {
  WhyNotAnswer answer;
  const EntityRef kerr = person("Ada Kerr", "Ireland"), osei = person("Luis Osei", "Ghana");
  answer.names = {{"kerr", {kerr}}, {"osei", {osei}}};
  answer.resolved = true;
  answer.meetings = {{Status::kPlanned, 2}};
  NearMissLine line;
  line.reason = NearMissReason::kOtherParties;
  line.passage = quote(Status::kHeld, "Osei knew that she had met Holt.", "2022-01-21");
  line.names = {{kerr, "she", {25, 28}, false}, {osei, "Osei", {10, 14}, true}};
  line.words = {"met"};
  line.told = {{MeetingKind::kMeeting, Status::kHeld, {"Ada Kerr", "Jan Holt"}}};
  answer.sentences = {line};
  answer.reasons = {{NearMissReason::kOtherParties, 1}, {NearMissReason::kNoWord, 1}};
  answer.left_out = 1;
  answer.telling = 3;
  answer.not_read = 4;
  answer.searched = {12, 9};
  return answer;
}

// Held, after it had been planned for another day.
inline DiffAnswer sampleDiff() {
  DiffAnswer answer;
  ChangeLine line;
  line.kind = ChangeKind::kStatus;
  line.meeting = sampleMeeting();
  line.was = Status::kPlanned;
  line.was_when = "2022-01-22";
  line.by = line.meeting.history.back();
  ChangeLine fresh;
  fresh.meeting = sampleMeeting();
  fresh.new_pairs = {{fresh.meeting.participants[0], fresh.meeting.participants[1]}};
  answer.changes = {fresh, line};
  answer.from = *parseDate("2022-01-20");
  answer.published = 4;
  answer.searched = {12, 0, AsOf{*parseDate("2022-01-31"), 3, 1}};
  return answer;
}

inline ContradictionsAnswer sampleContradictions() {
  ContradictionsAnswer answer;
  answer.resolved = true;
  ContradictionLine line;
  line.meetings = {sampleMeeting()};
  line.claims = {{"held", {quote(Status::kHeld, "Kerr met Osei.", "2022-01-21")}},
                 {"denied", {quote(Status::kDenied, "Osei denied that he met Kerr.", "2022-01-22")}}};
  answer.contradictions = {line};
  answer.compared = 5;
  answer.searched = {12, 0};
  return answer;
}

inline FindAnswer sampleFind() {
  FindAnswer answer;
  answer.names = {person("Ada Kerr", "Ireland")};
  answer.names_left_out = 2;
  answer.sentences = {quote(Status::kHeld, "Kerr met Osei.", "2022-01-21")};
  answer.sentences_left_out = 1;
  answer.not_read = 5;
  answer.searched = {12, 2};
  return answer;
}

inline TopAnswer sampleTop() {
  TopAnswer answer;
  answer.by = TopBy::kCentral;
  answer.lines = {{person("Ada Kerr", "Ireland"), 12, 4, 312'499}, {person("Luis Osei", "Ghana"), 1, 1, 500}};
  answer.lines_left_out = 3;
  answer.searched = {12, 0};
  return answer;
}

class RandomAnswers {
 public:
  explicit RandomAnswers(unsigned seed) : random_(seed) {}

  MetAnswer met() {
    MetAnswer answer;
    answer.names = names();
    answer.resolved = flag();
    for (unsigned i = below(4); i-- > 0;) answer.meetings.push_back(meeting());
    answer.left_out = leftOut();
    answer.furniture_left_out = number();
    answer.searched = searched();
    return answer;
  }
  MetQuestion question() {
    MetQuestion question;
    question.name = text();
    question.other = text();
    question.exact = flag();
    question.chronological = flag();
    question.furniture = flag();
    for (unsigned i = below(3); i-- > 0;) question.filters.statuses.push_back(static_cast<Status>(1 + below(8)));
    for (unsigned i = below(3); i-- > 0;) question.filters.kinds.push_back(static_cast<MeetingKind>(1 + below(6)));
    question.filters.since = date();
    question.filters.until = date();
    question.filters.place = text();
    question.filters.min_reports = number();
    question.filters.outlet = text();
    question.as_of = date();
    return question;
  }
  // Of two names, each of which is clear.
  WhyNotAnswer whyNot() {
    WhyNotAnswer answer;
    for (int i = 0; i < 2; ++i) answer.names.push_back({text(), {entity()}});
    answer.resolved = true;
    if (flag()) answer.meetings = {{static_cast<Status>(1 + below(8)), number()}};
    NearMissLine line;
    line.reason = static_cast<NearMissReason>(below(7));
    line.passage = quote();
    for (unsigned i = below(4); i-- > 0;) line.names.push_back({entity(), text(), {number(), number()}, flag()});
    for (unsigned i = below(3); i-- > 0;) line.words.push_back(text());
    for (unsigned i = below(3); i-- > 0;) line.told.push_back({MeetingKind::kCall, Status::kHeld, {text(), text()}});
    answer.sentences = {line};
    answer.reasons = {{line.reason, 1}};
    answer.left_out = number();
    answer.telling = number();
    answer.not_read = number();
    answer.searched = {number(), number()};
    return answer;
  }

  PathAnswer path() {
    PathAnswer answer;
    answer.names = names();
    answer.resolved = flag();
    answer.found = flag();
    for (unsigned i = below(3); i-- > 0;) answer.hops.push_back({entity(), entity(), meeting()});
    answer.left_out = leftOut();
    answer.searched = searched();
    return answer;
  }
  NearAnswer near() {
    NearAnswer answer;
    answer.names = names();
    answer.resolved = flag();
    for (unsigned i = below(3); i-- > 0;) answer.entities.push_back({entity(), number(), entity(), meeting()});
    answer.left_out = leftOut();
    answer.searched = searched();
    return answer;
  }
  // Any of the pages, together or none.
  ShowAnswer show() {
    ShowAnswer answer;
    answer.name = {text(), entities(), flag()};
    for (unsigned i = below(3); i-- > 0;) answer.ids.push_back(text());
    if (flag()) {
      answer.entity = EntityPage{entity(), {text(), text()}, {}, {meeting()}};
      answer.entity->triples.push_back({entity(), text(), entity(), Status::kPlanned, {quote(), quote()}});
    }
    if (flag()) answer.meeting = meeting();
    if (flag()) {
      DocumentPage page;
      page.id = {number(), number()};
      page.title = text();
      page.sightings = {{text(), date(), text(), text(), text()}, {}};
      page.date = date();
      page.date_inferred = flag();
      page.bytes = number();
      page.text = text();
      page.entities = entities();
      page.meetings = {meeting()};
      page.incidents = {{text(), text(), {number(), number()}}};
      answer.document = page;
    }
    answer.searched = searched();
    return answer;
  }
  StatsAnswer stats() {
    StatsAnswer answer;
    answer.documents = number();
    answer.reports = number();
    answer.entities = number();
    answer.meetings = number();
    answer.triples = number();
    answer.meetings_by_status = {{text(), number()}, {text(), number()}};
    answer.entities_by_kind = {{text(), number()}};
    answer.first_date = text();
    answer.last_date = text();
    answer.as_of = searched().as_of;
    return answer;
  }
  DiffAnswer diff() {
    DiffAnswer answer;
    for (unsigned i = below(4); i-- > 0;) {
      ChangeLine line;
      line.kind = static_cast<ChangeKind>(below(6));
      line.meeting = meeting();
      if (flag()) line.was = static_cast<Status>(1 + below(8));
      line.was_when = text();
      if (flag()) line.by = quote();
      if (flag()) line.new_pairs = {{entity(), entity()}, {entity(), entity()}};
      answer.changes.push_back(line);
    }
    answer.published = number();
    answer.left_out = leftOut();
    answer.searched = searched();
    answer.from = Date(std::chrono::days(below(30000)));
    return answer;
  }
  ContradictionsAnswer contradictions() {
    ContradictionsAnswer answer;
    answer.names = names();
    answer.resolved = flag();
    for (unsigned i = below(3); i-- > 0;) {
      answer.contradictions.push_back({static_cast<ContradictionKind>(below(3)),
                                       {meeting(), meeting()},
                                       {{text(), {quote()}}, {text(), {quote(), quote()}}}});
    }
    answer.compared = number();
    answer.left_out = leftOut();
    answer.searched = searched();
    return answer;
  }
  FindAnswer find() {
    FindAnswer answer;
    answer.names = entities();
    answer.names_left_out = number();
    for (unsigned i = below(3); i-- > 0;) answer.sentences.push_back(quote());
    answer.sentences_left_out = number();
    answer.not_read = number();
    answer.searched = searched();
    return answer;
  }
  TopAnswer top() {
    TopAnswer answer;
    answer.by = static_cast<TopBy>(below(3));
    for (unsigned i = below(3); i-- > 0;) answer.lines.push_back({entity(), number(), number(), number()});
    answer.lines_left_out = number();
    answer.left_out = leftOut();
    answer.searched = searched();
    return answer;
  }
  DossierAnswer dossier() {
    DossierAnswer answer;
    answer.names = names();
    answer.resolved = flag();
    for (unsigned i = below(3); i-- > 0;) answer.subjects.push_back({entity(), {text(), text()}});
    for (unsigned i = below(3); i-- > 0;) answer.meetings.push_back(meeting());
    for (unsigned i = below(3); i-- > 0;) {
      answer.facts.push_back({entity(), text(), entity(), Status::kPlanned, {quote()}});
    }
    for (unsigned i = below(3); i-- > 0;) {
      answer.documents.push_back({{number(), number()}, text(), text(), text(), text(), date(), flag()});
    }
    answer.left_out = leftOut();
    answer.furniture_left_out = number();
    answer.searched = searched();
    return answer;
  }
  ExportAnswer exported() { return {leftOut(), number(), searched()}; }

 private:
  std::vector<NameMatch> names() {
    std::vector<NameMatch> result;
    for (unsigned i = below(3); i-- > 0;) result.push_back({text(), entities(), flag()});
    return result;
  }
  LeftOut leftOut() { return {number(), number(), number(), number(), number(), number(), number()}; }
  Searched searched() {
    Searched result{number(), number(), {}};
    if (flag()) result.decisions = {"“Ada Kerr” and “A. Holt” are one person (L. Osei, 2024-05-01)", ""};
    if (flag()) result.as_of = AsOf{Date(std::chrono::days(below(30000))), number(), number()};
    return result;
  }
  unsigned below(unsigned bound) { return static_cast<unsigned>(random_() % bound); }
  bool flag() { return below(2) == 1; }
  std::uint32_t number() { return static_cast<std::uint32_t>(random_()); }
  std::string text() {
    static const std::string kPieces[] = {"Kerr", "“", "\n", "\x1b[31m", "é", "李", "\"", "\\", " ", ""};
    std::string result;
    for (unsigned i = below(6); i-- > 0;) result += kPieces[below(std::size(kPieces))];
    return result;
  }
  std::optional<Date> date() {
    if (flag()) return std::nullopt;
    return Date(std::chrono::days(below(30000)));
  }
  EntityRef entity() {
    EntityRef entity;
    entity.id = EntityId{(std::uint64_t{number()} << 32) | number()};
    entity.kind = static_cast<EntityKind>(1 + below(6));
    entity.name = text();
    entity.country = text();
    entity.role = text();
    entity.documents = number();
    return entity;
  }
  std::vector<EntityRef> entities() {
    std::vector<EntityRef> result;
    for (unsigned i = below(4); i-- > 0;) result.push_back(entity());
    return result;
  }
  Quote quote() {
    Quote quote;
    quote.text = text();
    quote.document = text();
    quote.document_id = {number(), number()};
    quote.span = {number(), number()};
    quote.status = static_cast<Status>(1 + below(8));
    quote.published = date();
    quote.published_inferred = flag();
    quote.outlet = text();
    quote.url = text();
    quote.speaker = text();
    quote.when = text();
    quote.words = text();
    for (unsigned i = below(3); i-- > 0;) quote.participants.push_back(text());
    quote.kind = text();
    quote.confidence = static_cast<std::uint8_t>(below(101));
    return quote;
  }
  MeetingLine meeting() {
    MeetingLine meeting;
    meeting.id = EntityId{number()};
    meeting.kind = static_cast<MeetingKind>(1 + below(6));
    meeting.status = static_cast<Status>(1 + below(8));
    meeting.when = text();
    meeting.precision = text();
    meeting.when_inferred = flag();
    meeting.words = text();
    meeting.participants = entities();
    if (flag()) meeting.place = entity();
    meeting.furniture = flag();
    meeting.confidence = static_cast<std::uint8_t>(below(101));
    meeting.documents = number();
    for (unsigned i = below(4); i-- > 0;) meeting.history.push_back(quote());
    return meeting;
  }

  std::mt19937 random_;
};

}  // namespace parley::test
