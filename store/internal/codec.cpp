#include "store/internal/codec.h"

#include <capnp/message.h>
#include <capnp/serialize.h>
#include <kj/exception.h>
#include <proto/record.capnp.h>
#include <zstd.h>

#include <cstring>
#include <memory>
#include <utility>

#include "graph/error.h"
#include "store/internal/crc32c.h"
#include "store/internal/damage.h"

namespace parley::store {
namespace {

// --- Checksum ---

// The key's length goes in too, so that bytes cannot wander between key and body.
std::uint32_t checksum(std::string_view key, std::string_view body) {
  const std::string length = std::to_string(key.size()) + ':';
  return Crc32c().add(length).add(key).add(body).value();
}

constexpr std::size_t kChecksumBytes = 4;

[[noreturn]] void corrupt(const char* what, const std::string& why) {
  throw damaged(std::string("reading ") + what + " from the store: " + why + "; the store is damaged");
}

void require(bool condition, const char* what, const char* invariant) {
  if (!condition) corrupt(what, std::string("not so: ") + invariant);
}

template <typename Number>
std::string littleEndian(Number value) {
  std::string bytes(sizeof(Number), '\0');
  for (char& byte : bytes) {
    byte = static_cast<char>(value & 0xff);
    value = static_cast<Number>(value >> 8);
  }
  return bytes;
}

template <typename Number>
Number fromLittleEndian(std::string_view bytes) {
  Number value = 0;
  for (std::size_t i = sizeof(Number); i-- > 0;)
    value = static_cast<Number>(value << 8 | static_cast<unsigned char>(bytes[i]));
  return value;
}

// --- Messages ---

template <typename Record, typename Fill>
std::string encodeRecord(const Fill& fill) {
  capnp::MallocMessageBuilder message;
  fill(message.initRoot<Record>());
  const kj::Array<capnp::word> words = capnp::messageToFlatArray(message);
  const auto bytes = words.asBytes();
  return {reinterpret_cast<const char*>(bytes.begin()), bytes.size()};
}

template <typename Record, typename Read>
auto decodeRecord(std::string_view bytes, const char* what, const Read& read) {
  if (bytes.size() % sizeof(capnp::word) != 0) corrupt(what, "its length is not that of a message");
  kj::Array<capnp::word> words = kj::heapArray<capnp::word>(bytes.size() / sizeof(capnp::word));
  if (!bytes.empty()) std::memcpy(words.begin(), bytes.data(), bytes.size());
  // Each getter is called once, so that an honest message is traversed once; a message whose pointers share their
  // targets could otherwise be made to count for many times its size.
  capnp::ReaderOptions options;
  options.traversalLimitInWords = words.size() + 64;
  try {
    capnp::FlatArrayMessageReader message(words, options);
    if (message.getEnd() != words.end()) corrupt(what, "there is something after the message");
    return read(message.template getRoot<Record>());
  } catch (const kj::Exception& exception) {
    corrupt(what, exception.getDescription().cStr());
  }
}

std::string textOf(capnp::Text::Reader text) { return {text.begin(), text.size()}; }
capnp::Text::Reader textFor(const std::string& text) { return {text.data(), text.size()}; }

template <typename Enum>
Enum enumerator(std::underlying_type_t<Enum> value, Enum first, Enum last, const char* what) {
  if (value < static_cast<std::underlying_type_t<Enum>>(first) ||
      value > static_cast<std::underlying_type_t<Enum>>(last)) {
    corrupt(what, "an enumeration has no value " + std::to_string(value));
  }
  return static_cast<Enum>(value);
}

template <typename Enum>
auto numberOf(Enum value) {
  return static_cast<std::underlying_type_t<Enum>>(value);
}

std::int32_t dayNumber(const std::optional<Date>& date) {
  return date ? static_cast<std::int32_t>(date->time_since_epoch().count()) : proto::NO_DAY;
}
std::int32_t dayNumber(Date date) { return dayNumber(std::optional(date)); }

std::optional<Date> dateOf(std::int32_t day) {
  if (day == proto::NO_DAY) return std::nullopt;
  return Date(std::chrono::days(day));
}

std::uint32_t localNumber(const std::optional<LocalIndex>& index) { return index ? *index + 1 : 0; }
std::optional<LocalIndex> localIndex(std::uint32_t number) {
  return number == 0 ? std::nullopt : std::optional<LocalIndex>(number - 1);
}

// Lists: one function for each direction. `init` makes the list of the given length, `write` fills its i-th record.
template <typename Values, typename Init, typename Write>
void writeList(const Values& values, const Init& init, const Write& write) {
  if (values.empty()) return;
  auto list = init(static_cast<unsigned>(values.size()));
  unsigned i = 0;
  for (const auto& value : values) write(list[i++], value);
}
template <typename List, typename Read>
auto readList(const List& list, const Read& read) {
  std::vector<decltype(read(list[0]))> values;
  values.reserve(list.size());
  for (const auto record : list) values.push_back(read(record));
  return values;
}

template <typename Init>
void writeTexts(const std::vector<std::string>& texts, const Init& init) {
  if (texts.empty()) return;
  auto list = init(static_cast<unsigned>(texts.size()));
  for (unsigned i = 0; i < texts.size(); ++i) list.set(i, textFor(texts[i]));
}

// --- Parts of records ---

void write(proto::SpanRecord::Builder record, const Span& span) {
  record.setBegin(span.begin);
  record.setEnd(span.end);
}
Span readSpan(proto::SpanRecord::Reader record) {
  const Span span{record.getBegin(), record.getEnd()};
  require(span.begin <= span.end, "a span", "begin <= end");
  return span;
}

void write(proto::IntervalRecord::Builder record, const DateInterval& interval) {
  record.setFirstDay(dayNumber(interval.first));
  record.setLastDay(dayNumber(interval.last));
  record.setPrecision(numberOf(interval.precision));
}
DateInterval readInterval(proto::IntervalRecord::Reader record) {
  const auto first = dateOf(record.getFirstDay());
  const auto last = dateOf(record.getLastDay());
  require(first && last && *first <= *last, "an interval of days", "first day <= last day");
  return {*first, *last, enumerator(record.getPrecision(), Precision::kDay, Precision::kRange, "an interval of days")};
}

void write(proto::IncidentRecord::Builder record, const Incident& incident) {
  record.setCode(textFor(incident.code));
  record.setDetail(textFor(incident.detail));
  write(record.initSpan(), incident.span);
}
Incident readIncident(proto::IncidentRecord::Reader record) {
  return {textOf(record.getCode()), textOf(record.getDetail()), readSpan(record.getSpan())};
}

void write(proto::SightingRecord::Builder record, const Sighting& sighting) {
  record.setName(textFor(sighting.name));
  record.setPublished(dayNumber(sighting.published));
  record.setOutlet(textFor(sighting.outlet));
  record.setUrl(textFor(sighting.url));
  record.setTitle(textFor(sighting.title));
}
Sighting readSighting(proto::SightingRecord::Reader record) {
  return {textOf(record.getName()), dateOf(record.getPublished()), textOf(record.getOutlet()), textOf(record.getUrl()),
          textOf(record.getTitle())};
}

void write(proto::PieceRecord::Builder record, const TextPiece& piece) {
  record.setTextBegin(piece.text_begin);
  record.setLength(piece.length);
  record.setInputBegin(piece.input_begin);
  record.setInputEnd(piece.input_end);
}
TextPiece readPiece(proto::PieceRecord::Reader record) {
  return {record.getTextBegin(), record.getLength(), record.getInputBegin(), record.getInputEnd()};
}

void write(proto::LocalEntityRecord::Builder record, const LocalEntity& entity) {
  record.setKind(numberOf(entity.kind));
  record.setName(textFor(entity.name));
  writeTexts(entity.aliases, [&](unsigned n) { return record.initAliases(n); });
  record.setFamilyName(textFor(entity.family_name));
  record.setRole(textFor(entity.role));
  record.setCountry(textFor(entity.country));
  writeTexts(entity.members, [&](unsigned n) { return record.initMembers(n); });
  writeList(
      entity.mentions, [&](unsigned n) { return record.initMentions(n); }, [](auto r, const Span& s) { write(r, s); });
  record.setFurniture(entity.furniture);
}
LocalEntity readLocalEntity(proto::LocalEntityRecord::Reader record) {
  LocalEntity entity;
  entity.kind = enumerator(record.getKind(), EntityKind::kPerson, EntityKind::kMeeting, "a local entity");
  entity.name = textOf(record.getName());
  entity.aliases = readList(record.getAliases(), textOf);
  entity.family_name = textOf(record.getFamilyName());
  entity.role = textOf(record.getRole());
  entity.country = textOf(record.getCountry());
  entity.members = readList(record.getMembers(), textOf);
  entity.mentions = readList(record.getMentions(), readSpan);
  entity.furniture = record.getFurniture();
  require(!entity.name.empty() && !entity.mentions.empty(), "a local entity", "it has a name and a mention");
  return entity;
}

void write(proto::ExpressionRecord::Builder record, const DateExpression& expression) {
  record.setForm(numberOf(expression.form));
  record.setValue(expression.value);
  record.setDirection(numberOf(expression.direction));
  if (expression.interval) write(record.initInterval(), *expression.interval);
}
DateExpression readExpression(proto::ExpressionRecord::Reader record) {
  DateExpression expression;
  expression.form = enumerator(record.getForm(), DateForm::kNone, DateForm::kMonth, "a date expression");
  expression.value = record.getValue();
  expression.direction =
      enumerator(record.getDirection(), Direction::kUnknown, Direction::kFuture, "a date expression");
  if (record.hasInterval()) expression.interval = readInterval(record.getInterval());
  return expression;
}

void write(proto::WhenRecord::Builder record, const When& when) {
  record.setWords(textFor(when.words));
  write(record.initSpan(), when.span);
  write(record.initExpression(), when.expression);
  if (when.interval) write(record.initInterval(), *when.interval);
}
When readWhen(proto::WhenRecord::Reader record) {
  When when;
  when.words = textOf(record.getWords());
  when.span = readSpan(record.getSpan());
  when.expression = readExpression(record.getExpression());
  if (record.hasInterval()) when.interval = readInterval(record.getInterval());
  return when;
}

Status readStatus(std::uint8_t number) { return enumerator(number, Status::kProposed, Status::kUncertain, "a status"); }
Role readRole(std::uint8_t number) { return enumerator(number, Role::kParticipant, Role::kGuest, "a role"); }
MeetingKind readMeetingKind(std::uint8_t number) {
  return enumerator(number, MeetingKind::kMeeting, MeetingKind::kOther, "a kind of meeting");
}

void write(proto::MeetingStatementRecord::Builder record, const MeetingStatement& meeting) {
  record.setLocalMeeting(meeting.local_meeting);
  record.setKind(numberOf(meeting.kind));
  writeList(
      meeting.participants, [&](unsigned n) { return record.initParticipants(n); },
      [](auto participant, const Participation& participation) {
        participant.setEntity(participation.entity);
        participant.setRole(numberOf(participation.role));
      });
  record.setPlace(localNumber(meeting.place));
}
MeetingStatement readMeetingStatement(proto::MeetingStatementRecord::Reader record) {
  MeetingStatement meeting;
  meeting.local_meeting = record.getLocalMeeting();
  meeting.kind = readMeetingKind(record.getKind());
  meeting.participants = readList(record.getParticipants(), [](proto::ParticipationRecord::Reader participant) {
    return Participation{participant.getEntity(), readRole(participant.getRole())};
  });
  meeting.place = localIndex(record.getPlace());
  return meeting;
}

void write(proto::TripleStatementRecord::Builder record, const TripleStatement& triple) {
  record.setRelation(numberOf(triple.relation));
  record.setPhrase(textFor(triple.phrase));
  record.setSubject(triple.subject);
  record.setObject(localNumber(triple.object));
  record.setObjectText(textFor(triple.object_text));
}
TripleStatement readTripleStatement(proto::TripleStatementRecord::Reader record) {
  TripleStatement triple;
  triple.relation = enumerator(record.getRelation(), Relation::kOpen, Relation::kAssault, "a relation");
  triple.phrase = textOf(record.getPhrase());
  triple.subject = record.getSubject();
  triple.object = localIndex(record.getObject());
  triple.object_text = textOf(record.getObjectText());
  return triple;
}

void write(proto::ReportRecord::Builder record, const Report& report) {
  write(record.initSentence(), report.sentence);
  writeList(
      report.cues, [&](unsigned n) { return record.initCues(n); }, [](auto r, const Span& s) { write(r, s); });
  record.setStatus(numberOf(report.status));
  write(record.initWhen(), report.when);
  record.setSpeaker(localNumber(report.speaker));
  record.setConfidence(report.confidence);
  record.setFurniture(report.furniture);
  record.setMadeBy(textFor(report.made_by));
  if (const auto* meeting = std::get_if<MeetingStatement>(&report.statement)) {
    write(record.initMeeting(), *meeting);
  } else {
    write(record.initTriple(), std::get<TripleStatement>(report.statement));
  }
}
Report readReport(proto::ReportRecord::Reader record) {
  Report report;
  report.sentence = readSpan(record.getSentence());
  report.cues = readList(record.getCues(), readSpan);
  report.status = readStatus(record.getStatus());
  report.when = readWhen(record.getWhen());
  report.speaker = localIndex(record.getSpeaker());
  report.confidence = record.getConfidence();
  report.furniture = record.getFurniture();
  report.made_by = textOf(record.getMadeBy());
  switch (record.which()) {
    case proto::ReportRecord::MEETING:
      report.statement = readMeetingStatement(record.getMeeting());
      break;
    case proto::ReportRecord::TRIPLE:
      report.statement = readTripleStatement(record.getTriple());
      break;
    default:
      corrupt("a report", "it states neither a meeting nor a triple");
  }
  return report;
}

void write(proto::TimeRecord::Builder record, const TimeMention& time) {
  write(record.initSpan(), time.span);
  record.setType(textFor(time.type));
  record.setValue(textFor(time.value));
}
TimeMention readTime(proto::TimeRecord::Reader record) {
  return {readSpan(record.getSpan()), textOf(record.getType()), textOf(record.getValue())};
}

void write(proto::ExtractionRecord::Builder record, const Extraction& extraction) {
  record.setExtractor(textFor(extraction.extractor));
  record.setDate(dayNumber(extraction.date));
  record.setDateOrigin(numberOf(extraction.date_origin));
  writeList(
      extraction.entities, [&](unsigned n) { return record.initEntities(n); },
      [](auto r, const LocalEntity& entity) { write(r, entity); });
  writeList(
      extraction.reports, [&](unsigned n) { return record.initReports(n); },
      [](auto r, const Report& report) { write(r, report); });
  writeList(
      extraction.times, [&](unsigned n) { return record.initTimes(n); },
      [](auto r, const TimeMention& time) { write(r, time); });
  writeList(
      extraction.incidents, [&](unsigned n) { return record.initIncidents(n); },
      [](auto r, const Incident& incident) { write(r, incident); });
}

// What resolving relies on: every local index names an entity.
void requireIndices(const Extraction& extraction) {
  const auto known = [&](LocalIndex index) {
    require(index < extraction.entities.size(), "a report", "it names entities of its document");
  };
  for (const Report& report : extraction.reports) {
    if (report.speaker) known(*report.speaker);
    if (const auto* meeting = std::get_if<MeetingStatement>(&report.statement)) {
      for (const Participation& participant : meeting->participants) known(participant.entity);
      if (meeting->place) known(*meeting->place);
    } else {
      const auto& triple = std::get<TripleStatement>(report.statement);
      known(triple.subject);
      if (triple.object) known(*triple.object);
    }
  }
}

Extraction readExtraction(proto::ExtractionRecord::Reader record) {
  Extraction extraction;
  extraction.extractor = textOf(record.getExtractor());
  extraction.date = dateOf(record.getDate());
  extraction.date_origin =
      enumerator(record.getDateOrigin(), DateOrigin::kNone, DateOrigin::kText, "the origin of a date");
  extraction.entities = readList(record.getEntities(), readLocalEntity);
  extraction.reports = readList(record.getReports(), readReport);
  for (std::size_t i = 0; i < extraction.reports.size(); ++i)
    extraction.reports[i].number = static_cast<std::uint32_t>(i);
  extraction.times = readList(record.getTimes(), readTime);
  extraction.incidents = readList(record.getIncidents(), readIncident);
  requireIndices(extraction);
  return extraction;
}

using Votes = std::map<std::string, std::uint32_t>;

template <typename Init>
void writeVotes(const Votes& votes, const Init& init) {
  writeList(votes, init, [](auto record, const auto& vote) {
    record.setText(textFor(vote.first));
    record.setDocuments(vote.second);
  });
}
Votes readVotes(capnp::List<proto::VoteRecord>::Reader list) {
  Votes votes;
  for (const auto record : list) {
    std::string text = textOf(record.getText());
    require(record.getDocuments() > 0 && (votes.empty() || votes.rbegin()->first < text), "votes on an entity",
            "ascending, each cast");
    votes.emplace_hint(votes.end(), std::move(text), record.getDocuments());
  }
  return votes;
}

template <typename Record>
void writePlace(Record record, const std::optional<EntityId>& place) {
  record.setHasPlace(place.has_value());
  record.setPlace(numberOf(place.value_or(EntityId{})));
}
template <typename Record>
std::optional<EntityId> readPlace(Record record) {
  return record.getHasPlace() ? std::optional(EntityId{record.getPlace()}) : std::nullopt;
}

// Both days or neither.
std::optional<DateWindow> readWindow(std::int32_t first_day, std::int32_t last_day) {
  const auto first = dateOf(first_day);
  const auto last = dateOf(last_day);
  require(first.has_value() == last.has_value() && (!first || *first <= *last), "a window of days",
          "first day <= last day");
  return first ? std::optional(DateWindow{*first, *last}) : std::nullopt;
}

}  // namespace

std::string seal(std::string_view key, std::string body) {
  const std::uint32_t crc = checksum(key, body);
  body += littleEndian(crc);
  return body;
}

std::string_view unseal(std::string_view key, std::string_view value) {
  if (value.size() < kChecksumBytes) corrupt("a value", "it is too short for its checksum");
  const std::string_view body = value.substr(0, value.size() - kChecksumBytes);
  if (fromLittleEndian<std::uint32_t>(value.substr(body.size())) != checksum(key, body)) {
    corrupt("a value", "it does not match its checksum");
  }
  return body;
}

std::string encodeDocument(const ReadDocument& read) {
  const Document& document = read.document;
  return encodeRecord<proto::DocumentRecord>([&](proto::DocumentRecord::Builder record) {
    writeList(
        document.sightings, [&](unsigned n) { return record.initSightings(n); },
        [](auto r, const Sighting& sighting) { write(r, sighting); });
    writeList(
        document.pieces, [&](unsigned n) { return record.initPieces(n); },
        [](auto r, const TextPiece& piece) { write(r, piece); });
    writeList(
        document.furniture, [&](unsigned n) { return record.initFurniture(n); },
        [](auto r, const Span& span) { write(r, span); });
    writeList(
        document.incidents, [&](unsigned n) { return record.initIncidents(n); },
        [](auto r, const Incident& incident) { write(r, incident); });
    write(record.initExtraction(), read.extraction);
  });
}

ReadDocument decodeDocument(const DocumentId& id, std::string_view bytes) {
  return decodeRecord<proto::DocumentRecord>(bytes, "a document", [&](proto::DocumentRecord::Reader record) {
    ReadDocument read;
    read.document.id = id;
    read.document.sightings = readList(record.getSightings(), readSighting);
    require(!read.document.sightings.empty(), "a document", "it was seen");
    read.document.pieces = readList(record.getPieces(), readPiece);
    read.document.furniture = readList(record.getFurniture(), readSpan);
    read.document.incidents = readList(record.getIncidents(), readIncident);
    read.extraction = readExtraction(record.getExtraction());
    return read;
  });
}

std::string encodeText(std::string_view text) {
  PARLEY_CHECK(text.size() <= kMaxTextBytes);
  std::string bytes(ZSTD_compressBound(text.size()), '\0');
  const std::size_t size = ZSTD_compress(bytes.data(), bytes.size(), text.data(), text.size(), ZSTD_CLEVEL_DEFAULT);
  PARLEY_CHECK(ZSTD_isError(size) == 0);
  bytes.resize(size);
  return bytes;
}

std::string decodeText(std::string_view bytes) {
  const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > kMaxTextBytes) {
    corrupt("a text", "it does not say how long it is");
  }
  std::string text(static_cast<std::size_t>(size), '\0');
  const std::size_t got = ZSTD_decompress(text.data(), text.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(got) != 0) corrupt("a text", ZSTD_getErrorName(got));
  if (got != text.size()) corrupt("a text", "it is shorter than it says");
  return text;
}

std::string encodeDecision(const Decision& decision) {
  return encodeRecord<proto::DecisionRecord>([&](proto::DecisionRecord::Builder record) {
    record.setMadeAt(decision.made.time_since_epoch().count());
    record.setKind(numberOf(decision.kind));
    record.setBy(textFor(decision.by));
    record.setName(textFor(decision.name));
    record.setOther(textFor(decision.other));
    if (!decision.report) return;
    auto report = record.initReport();
    report.setDocumentHigh(decision.report->document.high);
    report.setDocumentLow(decision.report->document.low);
    write(report.initSentence(), decision.report->sentence);
    report.setSays(textFor(decision.report->says));
  });
}

Decision decodeDecision(std::string_view bytes) {
  const Decision decision =
      decodeRecord<proto::DecisionRecord>(bytes, "a decision", [](proto::DecisionRecord::Reader record) {
        Decision read;
        read.made = Instant(std::chrono::seconds(record.getMadeAt()));
        read.kind = enumerator(record.getKind(), DecisionKind::kMerge, DecisionKind::kUndo, "a decision");
        read.by = textOf(record.getBy());
        read.name = textOf(record.getName());
        read.other = textOf(record.getOther());
        if (record.hasReport()) {
          const auto report = record.getReport();
          read.report = ReportMention{{report.getDocumentHigh(), report.getDocumentLow()},
                                      readSpan(report.getSentence()),
                                      textOf(report.getSays())};
        }
        return read;
      });
  try {
    // Names are not put in order again: a later foldName() may order them otherwise.
    static_cast<void>(checkedDecision(decision, "reading a decision from the store"));
  } catch (const Error& error) {
    corrupt("a decision", error.what());
  }
  return decision;
}

std::string encodeLocalEntity(const LocalEntity& entity) {
  return encodeRecord<proto::LocalEntityRecord>(
      [&](proto::LocalEntityRecord::Builder record) { write(record, entity); });
}

LocalEntity decodeLocalEntity(std::string_view bytes) {
  return decodeRecord<proto::LocalEntityRecord>(bytes, "a local entity", readLocalEntity);
}

std::string encodeResolved(const std::vector<EntityId>& entities) {
  return encodeRecord<proto::ResolvedRecord>([&](proto::ResolvedRecord::Builder record) {
    auto list = record.initEntities(static_cast<unsigned>(entities.size()));
    for (unsigned i = 0; i < entities.size(); ++i) list.set(i, numberOf(entities[i]));
  });
}

std::vector<EntityId> decodeResolved(std::string_view bytes) {
  return decodeRecord<proto::ResolvedRecord>(bytes, "resolved entities", [](proto::ResolvedRecord::Reader record) {
    return readList(record.getEntities(), [](std::uint64_t id) { return EntityId{id}; });
  });
}

std::string encodeTally(const EntityTally& tally) {
  return encodeRecord<proto::TallyRecord>([&](proto::TallyRecord::Builder record) {
    record.setKind(numberOf(tally.kind));
    record.setDocuments(tally.documents);
    writeVotes(tally.names, [&](unsigned n) { return record.initNames(n); });
    writeVotes(tally.aliases, [&](unsigned n) { return record.initAliases(n); });
    writeVotes(tally.roles, [&](unsigned n) { return record.initRoles(n); });
    writeVotes(tally.countries, [&](unsigned n) { return record.initCountries(n); });
    writeVotes(tally.members, [&](unsigned n) { return record.initMembers(n); });
  });
}

EntityTally decodeTally(std::string_view bytes) {
  return decodeRecord<proto::TallyRecord>(bytes, "votes on an entity", [](proto::TallyRecord::Reader record) {
    EntityTally tally;
    tally.kind = enumerator(record.getKind(), EntityKind::kPerson, EntityKind::kMeeting, "votes on an entity");
    tally.documents = record.getDocuments();
    tally.names = readVotes(record.getNames());
    tally.aliases = readVotes(record.getAliases());
    tally.roles = readVotes(record.getRoles());
    tally.countries = readVotes(record.getCountries());
    tally.members = readVotes(record.getMembers());
    require(tally.documents > 0 && !tally.names.empty(), "votes on an entity", "a document mentions it");
    return tally;
  });
}

std::string encodeAccount(const Account& account) {
  PARLEY_CHECK(!account.when_inferred && !account.written_inferred);  // As written.
  return encodeRecord<proto::AccountRecord>([&](proto::AccountRecord::Builder record) {
    record.setKind(numberOf(account.kind));
    record.setStatus(numberOf(account.status));
    writeList(
        account.parties, [&](unsigned n) { return record.initParties(n); },
        [](auto to, const Party& party) {
          to.setEntity(numberOf(party.entity));
          to.setSide(numberOf(party.side));
          if (!party.members.empty()) {
            auto members = to.initMembers(static_cast<unsigned>(party.members.size()));
            for (unsigned i = 0; i < party.members.size(); ++i) members.set(i, numberOf(party.members[i]));
          }
          to.setRole(numberOf(party.role));
          to.setPerson(party.person);
        });
    write(record.initWhen(), account.when);
    writePlace(record, account.place);
    record.setPlaceCountry(numberOf(account.place_country));
    if (account.written) {
      record.setWrittenFirst(dayNumber(account.written->first));
      record.setWrittenLast(dayNumber(account.written->last));
    }
    record.setFurniture(account.furniture);
    record.setConfidence(account.confidence);
    writeList(
        account.reports, [&](unsigned n) { return record.initReports(n); },
        [](auto to, const auto& report) {
          to.setNumber(report.first);
          to.setStatus(numberOf(report.second));
        });
  });
}

Account decodeAccount(const AccountId& id, std::string_view bytes) {
  return decodeRecord<proto::AccountRecord>(bytes, "an account of a meeting", [&](proto::AccountRecord::Reader record) {
    Account account;
    account.id = id;
    account.kind = readMeetingKind(record.getKind());
    account.status = readStatus(record.getStatus());
    account.parties = readList(record.getParties(), [](proto::PartyRecord::Reader from) {
      Party party;
      party.entity = EntityId{from.getEntity()};
      party.side = EntityId{from.getSide()};
      party.members = readList(from.getMembers(), [](std::uint64_t member) { return EntityId{member}; });
      party.role = readRole(from.getRole());
      party.person = from.getPerson();
      return party;
    });
    account.when = readWhen(record.getWhen());
    account.place = readPlace(record);
    account.place_country = EntityId{record.getPlaceCountry()};
    account.written = readWindow(record.getWrittenFirst(), record.getWrittenLast());
    account.furniture = record.getFurniture();
    account.confidence = record.getConfidence();
    account.reports = readList(record.getReports(), [](proto::AccountReportRecord::Reader from) {
      return std::pair(from.getNumber(), readStatus(from.getStatus()));
    });
    require(account.parties.size() >= 2 && !account.reports.empty(), "an account of a meeting",
            "two parties and a report");
    return account;
  });
}

std::string encodeMeeting(const Meeting& meeting) {
  return encodeRecord<proto::MeetingRecord>([&](proto::MeetingRecord::Builder record) {
    record.setKind(numberOf(meeting.kind));
    record.setStatus(numberOf(meeting.status));
    writeList(
        meeting.participants, [&](unsigned n) { return record.initParticipants(n); },
        [](auto to, const Participant& participant) {
          to.setEntity(numberOf(participant.entity));
          to.setRole(numberOf(participant.role));
        });
    if (meeting.when) write(record.initWhen(), *meeting.when);
    record.setWhenInferred(meeting.when_inferred);
    record.setWhenWords(textFor(meeting.when_words));
    writePlace(record, meeting.place);
    record.setFurniture(meeting.furniture);
    record.setDocuments(meeting.documents);
    record.setConfidence(meeting.confidence);
    writeList(
        meeting.steps, [&](unsigned n) { return record.initSteps(n); },
        [](auto to, const Step& step) {
          to.setKnownOn(dayNumber(step.known_on));
          to.setDocumentHigh(step.report.document.high);
          to.setDocumentLow(step.report.document.low);
          to.setNumber(step.report.number);
          to.setStatus(numberOf(step.status));
        });
  });
}

Meeting decodeMeeting(EntityId id, std::string_view bytes) {
  return decodeRecord<proto::MeetingRecord>(bytes, "a meeting", [&](proto::MeetingRecord::Reader record) {
    Meeting meeting;
    meeting.id = id;
    meeting.kind = readMeetingKind(record.getKind());
    meeting.status = readStatus(record.getStatus());
    meeting.participants = readList(record.getParticipants(), [](proto::ParticipantRecord::Reader from) {
      return Participant{EntityId{from.getEntity()}, readRole(from.getRole())};
    });
    if (record.hasWhen()) meeting.when = readInterval(record.getWhen());
    meeting.when_inferred = record.getWhenInferred();
    meeting.when_words = textOf(record.getWhenWords());
    meeting.place = readPlace(record);
    meeting.furniture = record.getFurniture();
    meeting.documents = record.getDocuments();
    meeting.confidence = record.getConfidence();
    meeting.steps = readList(record.getSteps(), [](proto::StepRecord::Reader from) {
      return Step{dateOf(from.getKnownOn()),
                  {{from.getDocumentHigh(), from.getDocumentLow()}, from.getNumber()},
                  readStatus(from.getStatus())};
    });
    require(!meeting.steps.empty(), "a meeting", "a report states it");
    return meeting;
  });
}

std::string encodeDocumentDate(const DocumentDate& date) {
  PARLEY_CHECK(date.given.has_value() != date.inferred.has_value());
  return encodeRecord<proto::DocumentDateRecord>([&](proto::DocumentDateRecord::Builder record) {
    record.setGiven(dayNumber(date.given));
    if (!date.inferred) return;
    record.setWindowFirst(dayNumber(date.inferred->window.first));
    record.setWindowLast(dayNumber(date.inferred->window.last));
    write(record.initKnown(), date.inferred->known);
  });
}

DocumentDate decodeDocumentDate(std::string_view bytes) {
  return decodeRecord<proto::DocumentDateRecord>(
      bytes, "the date of a document", [](proto::DocumentDateRecord::Reader record) {
        DocumentDate date;
        date.given = dateOf(record.getGiven());
        const auto window = readWindow(record.getWindowFirst(), record.getWindowLast());
        require(window.has_value() == record.hasKnown() && window.has_value() != date.given.has_value(),
                "the date of a document", "it is given or inferred");
        if (window) date.inferred = InferredDate{*window, readInterval(record.getKnown())};
        return date;
      });
}

std::string encodeCounts(const SourceCounts& counts) {
  return encodeRecord<proto::CountsRecord>([&](proto::CountsRecord::Builder record) {
    record.setDocuments(counts.documents);
    record.setReports(counts.reports);
    record.setEntities(counts.entities);
    record.setMeetings(counts.meetings);
    record.setTriples(counts.triples);
  });
}

SourceCounts decodeCounts(std::string_view bytes) {
  return decodeRecord<proto::CountsRecord>(bytes, "the counts", [](proto::CountsRecord::Reader record) {
    SourceCounts counts;
    counts.documents = record.getDocuments();
    counts.reports = record.getReports();
    counts.entities = record.getEntities();
    counts.meetings = record.getMeetings();
    counts.triples = record.getTriples();
    return counts;
  });
}

std::string encodeEntityId(EntityId id) { return littleEndian(numberOf(id)); }

EntityId decodeEntityId(std::string_view bytes) {
  require(bytes.size() == sizeof(std::uint64_t), "an entity id", "it has 8 bytes");
  return EntityId{fromLittleEndian<std::uint64_t>(bytes)};
}

std::string encodeStatus(Status status) { return std::string(1, static_cast<char>(status)); }

Status decodeStatus(std::string_view bytes) {
  require(bytes.size() == 1, "a status", "it has 1 byte");
  return readStatus(static_cast<std::uint8_t>(bytes.front()));
}

}  // namespace parley::store
