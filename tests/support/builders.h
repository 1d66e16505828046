#pragma once
// Documents with their extractions, made by hand: a test says what was read, in a few short lines.
//
//   DocumentBuilder story("geneva", "2022-01-19");
//   const LocalIndex blinken = story.person("Antony Blinken", {.role = "secretary of state"});
//   const LocalIndex lavrov = story.person("Sergey Lavrov", {.country = "Russia"});
//   story.meeting("Blinken will meet Lavrov on Friday.", {blinken, lavrov}, {.status = Status::kPlanned});
//   const KnowledgeGraph graph = KnowledgeGraph::build({story.build()});
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/date.h"
#include "graph/document.h"
#include "graph/error.h"
#include "graph/report.h"

namespace parley::test {

inline Date day(std::string_view iso) {
  const std::optional<Date> date = parseDate(iso);
  PARLEY_CHECK(date.has_value());
  return *date;
}

// "2022-01-21", "2022-01" or "2022", as an article would say it in full.
inline DateExpression statedOn(std::string_view iso) {
  const std::string padded = std::string(iso) + std::string("0000-01-01").substr(iso.size());
  const std::chrono::year_month_day first(day(padded));
  DateExpression expression;
  expression.form = DateForm::kAbsolute;
  if (iso.size() == 4) expression.interval = yearInterval(first.year());
  if (iso.size() == 7) expression.interval = monthInterval(first.year() / first.month());
  if (iso.size() == 10) expression.interval = dayInterval(day(iso));
  PARLEY_CHECK(expression.interval.has_value());
  return expression;
}

struct PersonOptions {
  std::string role = {};
  std::string country = {};
  std::vector<std::string> aliases = {};
};

struct MeetingOptions {
  MeetingKind kind = MeetingKind::kMeeting;
  Status status = Status::kHeld;
  std::string date = {};  // As for statedOn(); empty: `when` counts.
  DateExpression when = {};
  std::optional<LocalIndex> place = {};
  std::optional<LocalIndex> speaker = {};
  bool furniture = false;
  std::uint8_t confidence = 90;
  std::optional<std::uint32_t> same_as = {};  // What meeting() returned: another report of that meeting.
};

class DocumentBuilder {
 public:
  // `published`: "2022-01-19", or empty if the document carries no date.
  explicit DocumentBuilder(std::string name, std::string_view published = "") {
    sighting_.name = std::move(name);
    if (!published.empty()) sighting_.published = day(published);
    text_ = "Document " + sighting_.name + ".\n";  // So that no two documents have the same bytes.
  }
  void setUrl(std::string url) { sighting_.url = std::move(url); }
  void setOutlet(std::string outlet) { sighting_.outlet = std::move(outlet); }
  void setTitle(std::string title) { sighting_.title = std::move(title); }

  // The last word of the name is the family name and, if it is not all of it, an alias.
  LocalIndex person(const std::string& name, const PersonOptions& options = {}) {
    LocalEntity entity;
    entity.name = name;
    entity.family_name = name.substr(name.rfind(' ') + 1);
    entity.role = options.role;
    entity.country = options.country;
    entity.aliases = options.aliases;
    if (entity.family_name != name) entity.aliases.push_back(entity.family_name);
    std::sort(entity.aliases.begin(), entity.aliases.end());
    return add(std::move(entity));
  }
  LocalIndex named(EntityKind kind, const std::string& name, const std::string& country = "") {
    LocalEntity entity;
    entity.kind = kind;
    entity.name = name;
    entity.country = country;
    return add(std::move(entity));
  }
  LocalIndex country(const std::string& name) { return named(EntityKind::kCountry, name); }
  LocalIndex organisation(const std::string& name) { return named(EntityKind::kOrganisation, name); }
  LocalIndex place(const std::string& name, const std::string& country = "") {
    return named(EntityKind::kPlace, name, country);
  }

  // A sentence that reports a meeting; the same sentence twice in a row is one sentence with two reports. Returns the
  // number of the meeting in this document.
  std::uint32_t meeting(const std::string& sentence, std::vector<LocalIndex> participants,
                        const MeetingOptions& options = {}) {
    std::sort(participants.begin(), participants.end());
    MeetingStatement statement;
    statement.local_meeting = options.same_as.value_or(meetings_);
    if (!options.same_as) ++meetings_;
    statement.kind = options.kind;
    statement.place = options.place;
    for (const LocalIndex participant : participants)
      statement.participants.push_back({participant, Role::kParticipant});
    Report& report = say(sentence, "meeting.test@1");
    report.status = options.status;
    report.furniture = options.furniture;
    report.speaker = options.speaker;
    report.confidence = options.confidence;
    report.when.expression = options.date.empty() ? options.when : statedOn(options.date);
    report.when.interval = anchor(report.when.expression, sighting_.published);
    if (report.when.expression.form != DateForm::kNone) report.when.words = "then";
    const std::uint32_t number = statement.local_meeting;
    report.statement = std::move(statement);
    return number;
  }
  void triple(const std::string& sentence, LocalIndex subject, Relation relation, LocalIndex object,
              Status status = Status::kHeld) {
    TripleStatement statement;
    statement.subject = subject;
    statement.relation = relation;
    statement.object = object;
    Report& report = say(sentence, "triple.test@1");
    report.status = status;
    report.statement = statement;
  }

  [[nodiscard]] ReadDocument build() const {
    ReadDocument read;
    read.document.text = text_;
    read.document.sightings = {sighting_};
    read.extraction.extractor = "test@1";
    read.extraction.date = sighting_.published;
    if (sighting_.published) read.extraction.date_origin = DateOrigin::kGiven;
    read.extraction.entities = entities_;
    read.extraction.reports = reports_;
    read.document.id = documentIdOf(read.document.text);
    checkExtraction(read.document, read.extraction);
    return read;
  }

 private:
  [[nodiscard]] std::string_view textOf(Span span) const {
    return std::string_view(text_).substr(span.begin, span.end - span.begin);
  }
  Span append(const std::string& line) {
    const auto begin = static_cast<std::uint32_t>(text_.size());
    text_ += line + "\n";
    return {begin, begin + static_cast<std::uint32_t>(line.size())};
  }
  LocalIndex add(LocalEntity entity) {
    entity.mentions = {append(entity.name)};
    entities_.push_back(std::move(entity));
    return static_cast<LocalIndex>(entities_.size() - 1);
  }
  Report& say(const std::string& sentence, const std::string& made_by) {
    Report report;
    report.number = static_cast<std::uint32_t>(reports_.size());
    report.sentence =
        !reports_.empty() && textOf(reports_.back().sentence) == sentence ? reports_.back().sentence : append(sentence);
    report.cues = {report.sentence};
    report.confidence = 90;
    report.made_by = made_by;
    reports_.push_back(std::move(report));
    return reports_.back();
  }

  Sighting sighting_;
  std::string text_;
  std::vector<LocalEntity> entities_;
  std::vector<Report> reports_;
  std::uint32_t meetings_ = 0;
};

}  // namespace parley::test
