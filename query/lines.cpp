#include "query/internal/lines.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "graph/error.h"

namespace parley::query {
namespace {

[[noreturn]] void missing(const std::string& what) {
  throw Error(
      ErrorCode::kCorruption,
      "answering: " + what + " is referred to but not there; the store is damaged: add its documents to a new one");
}

std::string textOf(const Document& document, Span span) {
  if (span.begin > span.end || span.end > document.text.size()) missing("a span of document " + toHex(document.id));
  return document.text.substr(span.begin, span.end - span.begin);
}

const LocalEntity& localEntity(const ReadDocument& read, LocalIndex index) {
  if (index >= read.extraction.entities.size()) missing("a name in document " + toHex(read.document.id));
  return read.extraction.entities[index];
}

}  // namespace

void addQuote(Quote quote, std::vector<Quote>& history) {
  auto same = history.rbegin();
  while (same != history.rend() && same->document_id == quote.document_id &&
         !(same->span == quote.span && same->status == quote.status)) {
    ++same;
  }
  if (same == history.rend() || same->document_id != quote.document_id) {
    history.push_back(std::move(quote));
    return;
  }
  for (std::string& name : quote.participants) {
    const bool is_new =
        std::find(same->participants.begin(), same->participants.end(), name) == same->participants.end();
    if (is_new) same->participants.push_back(std::move(name));
  }
  if (same->when.empty()) {
    same->when = std::move(quote.when);
    same->words = std::move(quote.words);
  }
}

EntityRef refOf(const Entity& entity) {
  EntityRef ref;
  ref.id = entity.id;
  ref.kind = entity.kind;
  ref.name = entity.name;
  ref.country = entity.country;
  ref.role = entity.role;
  ref.documents = entity.documents;
  return ref;
}

bool personsFirst(const EntityRef& a, const EntityRef& b) {
  const bool a_other = a.kind != EntityKind::kPerson;
  const bool b_other = b.kind != EntityKind::kPerson;
  return std::tie(a_other, a.name, a.id) < std::tie(b_other, b.name, b.id);
}

bool isBefore(const Meeting& a, const Meeting& b) {
  const bool a_undated = !a.when;
  const bool b_undated = !b.when;
  return std::tie(a_undated, a.when, a.id) < std::tie(b_undated, b.when, b.id);
}

const EntityRef& Lines::entity(EntityId id) {
  const auto known = entities_.find(id);
  if (known != entities_.end()) return known->second;
  const std::optional<Entity> entity = source_.entity(id);
  if (!entity) missing("entity " + toHex(id));
  return entities_.emplace(id, refOf(*entity)).first->second;
}

const ReadDocument& Lines::document(const DocumentId& id) {
  const auto known = documents_.find(id);
  if (known != documents_.end()) return known->second;
  std::optional<ReadDocument> read = source_.document(id);
  if (!read) missing("document " + toHex(id));
  const std::size_t bytes = read->document.text.size();
  if (kept_bytes_ + bytes > kMaxKeptBytes) {
    documents_.clear();
    kept_bytes_ = 0;
  }
  kept_bytes_ += bytes;
  return documents_.emplace(id, std::move(*read)).first->second;
}

const Report& Lines::report(const ReportId& id) {
  const ReadDocument& read = document(id.document);
  if (id.number >= read.extraction.reports.size()) {
    missing("report " + std::to_string(id.number) + " of document " + toHex(id.document));
  }
  return read.extraction.reports[id.number];
}

Passage Lines::passage(const DocumentId& id, Span span) {
  const ReadDocument& read = document(id);
  const GraphSource::KnownDate date = source_.dateOf(id);
  Passage passage;
  passage.text = textOf(read.document, span);
  passage.document = read.document.name();
  passage.document_id = id;
  passage.span = span;
  passage.published = date.date;
  passage.published_inferred = date.inferred;
  passage.outlet = read.document.outlet();
  passage.url = read.document.url();
  return passage;
}

Quote Lines::quote(const ReportId& id) {
  Quote quote;
  static_cast<Passage&>(quote) = passage(id.document, report(id).sentence);
  const ReadDocument& read = document(id.document);
  const Report& found = report(id);
  quote.status = found.status;
  if (found.speaker) quote.speaker = localEntity(read, *found.speaker).name;
  if (found.when.interval) quote.when = formatInterval(*found.when.interval);
  quote.words = found.when.words;
  quote.confidence = found.confidence;
  if (const auto* meeting = std::get_if<MeetingStatement>(&found.statement)) {
    quote.kind = wordOf(meeting->kind);
    for (const Participation& participation : meeting->participants) {
      quote.participants.push_back(localEntity(read, participation.entity).name);
    }
  }
  return quote;
}

MeetingLine Lines::meeting(const Meeting& meeting) {
  MeetingLine line;
  line.id = meeting.id;
  line.kind = meeting.kind;
  line.status = meeting.status;
  if (meeting.when) {
    line.when = formatInterval(*meeting.when);
    line.precision = wordOf(meeting.when->precision);
  }
  line.when_inferred = meeting.when_inferred;
  line.words = meeting.when_words;
  for (const Participant& participant : meeting.participants) line.participants.push_back(entity(participant.entity));
  std::sort(line.participants.begin(), line.participants.end(), personsFirst);
  if (meeting.place) line.place = entity(*meeting.place);
  line.furniture = meeting.furniture;
  line.confidence = meeting.confidence;
  line.documents = meeting.documents;
  for (const Step& step : meeting.steps) addQuote(quote(step.report), line.history);
  return line;
}

}  // namespace parley::query
