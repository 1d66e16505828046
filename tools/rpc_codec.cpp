#include "tools/rpc_codec.h"

#include <string>

namespace parley {
namespace {

// Both sides number these alike, and `unknown` is 0 (proto/rpc.capnp).
static_assert(static_cast<int>(rpc::EntityKind::MEETING) == static_cast<int>(EntityKind::kMeeting));
static_assert(static_cast<int>(rpc::MeetingKind::OTHER) == static_cast<int>(MeetingKind::kOther));
static_assert(static_cast<int>(rpc::Status::UNCERTAIN) == static_cast<int>(Status::kUncertain));
// These count from 0 here.
static_assert(static_cast<int>(rpc::WhyNotAnswer::Reason::NO_WORD) == static_cast<int>(NearMissReason::kNoWord) + 1);
static_assert(static_cast<int>(rpc::DiffAnswer::Kind::GONE) == static_cast<int>(ChangeKind::kGone) + 1);
static_assert(static_cast<int>(rpc::ContradictionsAnswer::Kind::PLACE) ==
              static_cast<int>(ContradictionKind::kPlace) + 1);
static_assert(static_cast<int>(rpc::TopBy::CANCELLED) == static_cast<int>(TopBy::kCancelled) + 1);
static_assert(static_cast<int>(rpc::ExportFormat::JSONLD) == static_cast<int>(ExportFormat::kJsonld) + 1);

// No question asks for more hops, lines or sentences: what the command line allows.
constexpr std::uint32_t kMaxHops = 10;
constexpr std::uint32_t kMaxLines = 10'000;

template <class To, class From>
To sameNumber(From value) {
  return static_cast<To>(static_cast<int>(value));
}

template <class To, class From>
To checkedNumber(From value, To last) {
  const int number = static_cast<int>(value);
  if (number < 1 || number > static_cast<int>(last)) {
    throw Error(ErrorCode::kInvalidArgument, "the other side of the connection uses a word (number " +
                                                 std::to_string(number) +
                                                 ") that this release does not know; update it");
  }
  return static_cast<To>(number);
}

// Of enumerations that count from 0 here and have `unknown` as 0 there.
template <class To, class From>
To numberAfter(From value) {
  return static_cast<To>(static_cast<int>(value) + 1);
}

template <class To, class From>
To checkedNumberBefore(From value, To last) {
  const int number = static_cast<int>(checkedNumber(value, static_cast<From>(static_cast<int>(last) + 1)));
  return static_cast<To>(number - 1);
}

template <class T>
unsigned countOf(const std::vector<T>& values) {
  return static_cast<unsigned>(values.size());
}

std::uint32_t inRange(const char* what, std::uint32_t number, std::uint32_t most) {
  if (number >= 1 && number <= most) return number;
  throw Error(ErrorCode::kInvalidArgument, "`" + std::string(what) + "` of a question is a number from 1 to " +
                                               std::to_string(most) + ", not " + std::to_string(number));
}

std::string textOf(capnp::Text::Reader text) { return {text.begin(), text.size()}; }
capnp::Text::Reader textFor(const std::string& text) { return {text.c_str(), text.size()}; }

void writeTexts(const std::vector<std::string>& texts, capnp::List<capnp::Text>::Builder list) {
  for (unsigned i = 0; i < list.size(); ++i) list.set(i, textFor(texts[i]));
}

std::vector<std::string> textsOf(capnp::List<capnp::Text>::Reader list) {
  std::vector<std::string> texts;
  texts.reserve(list.size());
  for (const auto text : list) texts.push_back(textOf(text));
  return texts;
}

// A day that may be missing, as an empty text.
std::string dayText(const std::optional<Date>& day) { return day ? formatDate(*day) : std::string(); }

std::optional<Date> dateOf(capnp::Text::Reader text) {
  if (text.size() == 0) return std::nullopt;
  const std::optional<Date> date = parseDate(textOf(text));
  if (!date)
    throw Error(ErrorCode::kInvalidArgument, "the other side of the connection sent “" + textOf(text) + "” as a day");
  return date;
}

Date neededDate(capnp::Text::Reader text) {
  const std::optional<Date> day = dateOf(text);
  if (!day) throw Error(ErrorCode::kInvalidArgument, "a question needs a day that the other side left out");
  return *day;
}

void write(const EntityRef& entity, rpc::EntityRef::Builder message) {
  message.setId(static_cast<std::uint64_t>(entity.id));
  message.setKind(sameNumber<rpc::EntityKind>(entity.kind));
  message.setName(textFor(entity.name));
  message.setCountry(textFor(entity.country));
  message.setRole(textFor(entity.role));
  message.setDocuments(entity.documents);
}

EntityRef read(rpc::EntityRef::Reader message) {
  EntityRef entity;
  entity.id = EntityId{message.getId()};
  entity.kind = checkedNumber(message.getKind(), EntityKind::kMeeting);
  entity.name = textOf(message.getName());
  entity.country = textOf(message.getCountry());
  entity.role = textOf(message.getRole());
  entity.documents = message.getDocuments();
  return entity;
}

// What Passage and Quote have in common.
template <class Builder>
void writePassage(const Passage& passage, Builder message) {
  message.setText(textFor(passage.text));
  message.setDocument(textFor(passage.document));
  message.setDocumentIdHigh(passage.document_id.high);
  message.setDocumentIdLow(passage.document_id.low);
  message.setBegin(passage.span.begin);
  message.setEnd(passage.span.end);
  message.setPublished(textFor(dayText(passage.published)));
  message.setPublishedInferred(passage.published_inferred);
  message.setOutlet(textFor(passage.outlet));
  message.setUrl(textFor(passage.url));
}

template <class Reader>
void readPassage(Reader message, Passage& passage) {
  passage.text = textOf(message.getText());
  passage.document = textOf(message.getDocument());
  passage.document_id = {message.getDocumentIdHigh(), message.getDocumentIdLow()};
  passage.span = {message.getBegin(), message.getEnd()};
  passage.published = dateOf(message.getPublished());
  passage.published_inferred = message.getPublishedInferred();
  passage.outlet = textOf(message.getOutlet());
  passage.url = textOf(message.getUrl());
}

void write(const Passage& passage, rpc::Passage::Builder message) { writePassage(passage, message); }

Passage read(rpc::Passage::Reader message) {
  Passage passage;
  readPassage(message, passage);
  return passage;
}

void write(const Quote& quote, rpc::Quote::Builder message) {
  writePassage(quote, message);
  message.setStatus(sameNumber<rpc::Status>(quote.status));
  message.setSpeaker(textFor(quote.speaker));
  message.setWhen(textFor(quote.when));
  message.setWords(textFor(quote.words));
  writeTexts(quote.participants, message.initParticipants(countOf(quote.participants)));
  message.setKind(textFor(quote.kind));
  message.setConfidence(quote.confidence);
}

Quote read(rpc::Quote::Reader message) {
  Quote quote;
  readPassage(message, quote);
  quote.status = checkedNumber(message.getStatus(), Status::kUncertain);
  quote.speaker = textOf(message.getSpeaker());
  quote.when = textOf(message.getWhen());
  quote.words = textOf(message.getWords());
  quote.participants = textsOf(message.getParticipants());
  quote.kind = textOf(message.getKind());
  quote.confidence = message.getConfidence();
  return quote;
}

// A list is written and read with the functions for its elements, which must be declared before it is.
using WordCount = std::pair<std::string, std::uint64_t>;
using Pair = std::pair<EntityRef, EntityRef>;
void write(const MeetingLine& meeting, rpc::MeetingLine::Builder message);
MeetingLine read(rpc::MeetingLine::Reader message);
void write(const NameMatch& name, rpc::NameMatch::Builder message);
NameMatch read(rpc::NameMatch::Reader message);
void write(const LeftOut& left_out, rpc::LeftOut::Builder message);
LeftOut read(rpc::LeftOut::Reader message);
void write(const Searched& searched, rpc::Searched::Builder message);
Searched read(rpc::Searched::Reader message);
void write(const HopLine& hop, rpc::PathAnswer::Hop::Builder message);
HopLine read(rpc::PathAnswer::Hop::Reader message);
void write(const NearLine& line, rpc::NearAnswer::Line::Builder message);
NearLine read(rpc::NearAnswer::Line::Reader message);
void write(const NamedLine& line, rpc::WhyNotAnswer::Named::Builder message);
NamedLine read(rpc::WhyNotAnswer::Named::Reader message);
void write(const ToldMeeting& told, rpc::WhyNotAnswer::Told::Builder message);
ToldMeeting read(rpc::WhyNotAnswer::Told::Reader message);
void write(const NearMissLine& line, rpc::WhyNotAnswer::NearMiss::Builder message);
NearMissLine read(rpc::WhyNotAnswer::NearMiss::Reader message);
void write(const TripleLine& line, rpc::TripleLine::Builder message);
TripleLine read(rpc::TripleLine::Reader message);
void write(const EntityPage& page, rpc::EntityPage::Builder message);
EntityPage read(rpc::EntityPage::Reader message);
void write(const Sighting& sighting, rpc::DocumentPage::Sighting::Builder message);
Sighting read(rpc::DocumentPage::Sighting::Reader message);
void write(const Incident& incident, rpc::DocumentPage::Incident::Builder message);
Incident read(rpc::DocumentPage::Incident::Reader message);
void write(const DocumentPage& page, rpc::DocumentPage::Builder message);
DocumentPage read(rpc::DocumentPage::Reader message);
void write(const ChangeLine& line, rpc::DiffAnswer::Change::Builder message);
ChangeLine read(rpc::DiffAnswer::Change::Reader message);
void write(const Claim& claim, rpc::ContradictionsAnswer::Claim::Builder message);
Claim read(rpc::ContradictionsAnswer::Claim::Reader message);
void write(const ContradictionLine& line, rpc::ContradictionsAnswer::Line::Builder message);
ContradictionLine read(rpc::ContradictionsAnswer::Line::Reader message);
void write(const TopLine& line, rpc::TopAnswer::Line::Builder message);
TopLine read(rpc::TopAnswer::Line::Reader message);
void write(const DossierSubject& subject, rpc::DossierAnswer::Subject::Builder message);
DossierSubject read(rpc::DossierAnswer::Subject::Reader message);
void write(const DossierDocument& document, rpc::DossierAnswer::Document::Builder message);
DossierDocument read(rpc::DossierAnswer::Document::Reader message);
void write(const WordCount& count, rpc::StatsAnswer::WordCount::Builder message);
WordCount read(rpc::StatsAnswer::WordCount::Reader message);
void write(const Pair& pair, rpc::DiffAnswer::Pair::Builder message);
Pair read(rpc::DiffAnswer::Pair::Reader message);

template <class T, class Builder>
void writeAll(const std::vector<T>& values, Builder list) {
  for (unsigned i = 0; i < list.size(); ++i) write(values[i], list[i]);
}

template <class T, class Reader>
void readAll(Reader list, std::vector<T>& values) {
  values.reserve(list.size());
  for (const auto element : list) values.push_back(read(element));
}

void write(const MeetingLine& meeting, rpc::MeetingLine::Builder message) {
  message.setId(static_cast<std::uint64_t>(meeting.id));
  message.setKind(sameNumber<rpc::MeetingKind>(meeting.kind));
  message.setStatus(sameNumber<rpc::Status>(meeting.status));
  message.setWhen(textFor(meeting.when));
  message.setPrecision(textFor(meeting.precision));
  message.setWhenInferred(meeting.when_inferred);
  message.setWords(textFor(meeting.words));
  writeAll(meeting.participants, message.initParticipants(countOf(meeting.participants)));
  if (meeting.place) write(*meeting.place, message.initPlace());
  message.setFurniture(meeting.furniture);
  message.setConfidence(meeting.confidence);
  message.setDocuments(meeting.documents);
  writeAll(meeting.history, message.initHistory(countOf(meeting.history)));
}

MeetingLine read(rpc::MeetingLine::Reader message) {
  MeetingLine meeting;
  meeting.id = EntityId{message.getId()};
  meeting.kind = checkedNumber(message.getKind(), MeetingKind::kOther);
  meeting.status = checkedNumber(message.getStatus(), Status::kUncertain);
  meeting.when = textOf(message.getWhen());
  meeting.precision = textOf(message.getPrecision());
  meeting.when_inferred = message.getWhenInferred();
  meeting.words = textOf(message.getWords());
  readAll(message.getParticipants(), meeting.participants);
  if (message.hasPlace()) meeting.place = read(message.getPlace());
  meeting.furniture = message.getFurniture();
  meeting.confidence = message.getConfidence();
  meeting.documents = message.getDocuments();
  readAll(message.getHistory(), meeting.history);
  return meeting;
}

void write(const NameMatch& name, rpc::NameMatch::Builder message) {
  message.setTyped(textFor(name.typed));
  writeAll(name.candidates, message.initCandidates(countOf(name.candidates)));
  message.setGuessed(name.guessed);
}

NameMatch read(rpc::NameMatch::Reader message) {
  NameMatch name;
  name.typed = textOf(message.getTyped());
  readAll(message.getCandidates(), name.candidates);
  name.guessed = message.getGuessed();
  return name;
}

void write(const LeftOut& left_out, rpc::LeftOut::Builder message) {
  message.setStatus(left_out.status);
  message.setKind(left_out.kind);
  message.setUndated(left_out.undated);
  message.setDays(left_out.days);
  message.setPlace(left_out.place);
  message.setReports(left_out.reports);
  message.setOutlet(left_out.outlet);
}

LeftOut read(rpc::LeftOut::Reader message) {
  return {message.getStatus(), message.getKind(),    message.getUndated(), message.getDays(),
          message.getPlace(),  message.getReports(), message.getOutlet()};
}

void write(const Searched& searched, rpc::Searched::Builder message) {
  message.setDocuments(searched.documents);
  message.setNaming(searched.naming);
  if (const auto& as_of = searched.as_of) {
    message.setAsOf(textFor(formatDate(as_of->day)));
    message.setLater(as_of->later);
    message.setUndated(as_of->undated);
  }
  auto decisions = message.initDecisions(countOf(searched.decisions));
  for (unsigned i = 0; i < decisions.size(); ++i) decisions.set(i, textFor(searched.decisions[i]));
}

Searched read(rpc::Searched::Reader message) {
  Searched searched{message.getDocuments(), message.getNaming(), {}};
  if (const std::optional<Date> day = dateOf(message.getAsOf())) {
    searched.as_of = AsOf{*day, message.getLater(), message.getUndated()};
  }
  for (const auto words : message.getDecisions()) searched.decisions.push_back(textOf(words));
  return searched;
}

// MetQuestion, which is older than Filters, has the same fields.
template <class Builder>
void writeFilters(const Filters& filters, Builder message) {
  auto statuses = message.initStatuses(countOf(filters.statuses));
  for (unsigned i = 0; i < statuses.size(); ++i) statuses.set(i, sameNumber<rpc::Status>(filters.statuses[i]));
  auto kinds = message.initKinds(countOf(filters.kinds));
  for (unsigned i = 0; i < kinds.size(); ++i) kinds.set(i, sameNumber<rpc::MeetingKind>(filters.kinds[i]));
  message.setSince(textFor(dayText(filters.since)));
  message.setUntil(textFor(dayText(filters.until)));
  message.setPlace(textFor(filters.place));
  message.setMinReports(filters.min_reports);
  message.setOutlet(textFor(filters.outlet));
}

template <class Reader>
Filters readFilters(Reader message) {
  Filters filters;
  for (const rpc::Status status : message.getStatuses()) {
    filters.statuses.push_back(checkedNumber(status, Status::kUncertain));
  }
  for (const rpc::MeetingKind kind : message.getKinds()) {
    filters.kinds.push_back(checkedNumber(kind, MeetingKind::kOther));
  }
  filters.since = dateOf(message.getSince());
  filters.until = dateOf(message.getUntil());
  filters.place = textOf(message.getPlace());
  filters.min_reports = message.getMinReports();
  filters.outlet = textOf(message.getOutlet());
  return filters;
}

}  // namespace

void write(const MetQuestion& question, rpc::MetQuestion::Builder message) {
  message.setName(textFor(question.name));
  message.setOther(textFor(question.other));
  message.setExact(question.exact);
  message.setChronological(question.chronological);
  message.setFurniture(question.furniture);
  writeFilters(question.filters, message);
  message.setAsOf(textFor(dayText(question.as_of)));
}

void write(const MetAnswer& answer, rpc::MetAnswer::Builder message) {
  writeAll(answer.names, message.initNames(countOf(answer.names)));
  message.setResolved(answer.resolved);
  writeAll(answer.meetings, message.initMeetings(countOf(answer.meetings)));
  write(answer.searched, message.initSearched());
  message.setFurnitureLeftOut(answer.furniture_left_out);
  message.setNarrowed(true);
  write(answer.left_out, message.initLeftOut());
}

void write(const Error& error, rpc::Error::Builder message) {
  const auto code = [&] {
    switch (error.code()) {
      case ErrorCode::kInvalidArgument:
        return rpc::Error::Code::INVALID_ARGUMENT;
      case ErrorCode::kNotSupported:
        return rpc::Error::Code::NOT_SUPPORTED;
      case ErrorCode::kCorruption:
        return rpc::Error::Code::CORRUPTION;
      case ErrorCode::kIo:
        return rpc::Error::Code::IO;
      case ErrorCode::kBusy:
        return rpc::Error::Code::BUSY;
      case ErrorCode::kLimit:
        return rpc::Error::Code::LIMIT;
      case ErrorCode::kDenied:
        return rpc::Error::Code::DENIED;
      case ErrorCode::kInternal:
        return rpc::Error::Code::INTERNAL;
    }
    return rpc::Error::Code::UNKNOWN;
  };
  message.setCode(code());
  message.setMessage(textFor(error.what()));
}

MetQuestion read(rpc::MetQuestion::Reader message) {
  MetQuestion question;
  question.name = textOf(message.getName());
  question.other = textOf(message.getOther());
  question.exact = message.getExact();
  question.chronological = message.getChronological();
  question.furniture = message.getFurniture();
  question.filters = readFilters(message);
  question.as_of = dateOf(message.getAsOf());
  return question;
}

MetAnswer read(rpc::MetAnswer::Reader message) {
  MetAnswer answer;
  readAll(message.getNames(), answer.names);
  answer.resolved = message.getResolved();
  readAll(message.getMeetings(), answer.meetings);
  answer.searched = read(message.getSearched());
  answer.left_out = read(message.getLeftOut());
  answer.furniture_left_out = message.getFurnitureLeftOut();
  return answer;
}

Error read(rpc::Error::Reader message) {
  const auto code = [&] {
    switch (message.getCode()) {
      case rpc::Error::Code::INVALID_ARGUMENT:
        return ErrorCode::kInvalidArgument;
      case rpc::Error::Code::NOT_SUPPORTED:
        return ErrorCode::kNotSupported;
      case rpc::Error::Code::CORRUPTION:
        return ErrorCode::kCorruption;
      case rpc::Error::Code::IO:
        return ErrorCode::kIo;
      case rpc::Error::Code::BUSY:
        return ErrorCode::kBusy;
      case rpc::Error::Code::LIMIT:
        return ErrorCode::kLimit;
      case rpc::Error::Code::DENIED:
        return ErrorCode::kDenied;
      case rpc::Error::Code::INTERNAL:
      case rpc::Error::Code::UNKNOWN:
        break;
    }
    return ErrorCode::kInternal;
  };
  return Error(code(), textOf(message.getMessage()));
}

void checkNarrowed(const MetQuestion& question, rpc::MetAnswer::Reader answer) {
  Filters newer = question.filters;
  newer.statuses.clear();
  if (answer.getNarrowed() || (newer == Filters() && !question.as_of)) return;
  throw Error(
      ErrorCode::kNotSupported,
      "the server is older than this program and knows no filter but --status; update it, or ask on the machine "
      "of the store");
}

// --- path ---

void write(const PathQuestion& question, rpc::PathQuestion::Builder message) {
  message.setFrom(textFor(question.from));
  message.setTo(textFor(question.to));
  message.setStrongest(question.strongest);
  writeFilters(question.filters, message.initFilters());
  message.setAsOf(textFor(dayText(question.as_of)));
}

PathQuestion read(rpc::PathQuestion::Reader message) {
  return {textOf(message.getFrom()), textOf(message.getTo()), message.getStrongest(), readFilters(message.getFilters()),
          dateOf(message.getAsOf())};
}

namespace {

void write(const HopLine& hop, rpc::PathAnswer::Hop::Builder message) {
  write(hop.from, message.initFrom());
  write(hop.to, message.initTo());
  write(hop.meeting, message.initMeeting());
}

HopLine read(rpc::PathAnswer::Hop::Reader message) {
  return {read(message.getFrom()), read(message.getTo()), read(message.getMeeting())};
}

}  // namespace

void write(const PathAnswer& answer, rpc::PathAnswer::Builder message) {
  writeAll(answer.names, message.initNames(countOf(answer.names)));
  message.setResolved(answer.resolved);
  message.setFound(answer.found);
  writeAll(answer.hops, message.initHops(countOf(answer.hops)));
  write(answer.left_out, message.initLeftOut());
  write(answer.searched, message.initSearched());
}

PathAnswer read(rpc::PathAnswer::Reader message) {
  PathAnswer answer;
  readAll(message.getNames(), answer.names);
  answer.resolved = message.getResolved();
  answer.found = message.getFound();
  readAll(message.getHops(), answer.hops);
  answer.left_out = read(message.getLeftOut());
  answer.searched = read(message.getSearched());
  return answer;
}

// --- near ---

void write(const NearQuestion& question, rpc::NearQuestion::Builder message) {
  message.setName(textFor(question.name));
  message.setHops(question.hops);
  writeFilters(question.filters, message.initFilters());
  message.setAsOf(textFor(dayText(question.as_of)));
}

NearQuestion read(rpc::NearQuestion::Reader message) {
  return {textOf(message.getName()), inRange("hops", message.getHops(), kMaxHops), readFilters(message.getFilters()),
          dateOf(message.getAsOf())};
}

namespace {

void write(const NearLine& line, rpc::NearAnswer::Line::Builder message) {
  write(line.entity, message.initEntity());
  message.setHops(line.hops);
  write(line.via, message.initVia());
  write(line.meeting, message.initMeeting());
}

NearLine read(rpc::NearAnswer::Line::Reader message) {
  return {read(message.getEntity()), message.getHops(), read(message.getVia()), read(message.getMeeting())};
}

}  // namespace

void write(const NearAnswer& answer, rpc::NearAnswer::Builder message) {
  writeAll(answer.names, message.initNames(countOf(answer.names)));
  message.setResolved(answer.resolved);
  writeAll(answer.entities, message.initEntities(countOf(answer.entities)));
  write(answer.left_out, message.initLeftOut());
  write(answer.searched, message.initSearched());
}

NearAnswer read(rpc::NearAnswer::Reader message) {
  NearAnswer answer;
  readAll(message.getNames(), answer.names);
  answer.resolved = message.getResolved();
  readAll(message.getEntities(), answer.entities);
  answer.left_out = read(message.getLeftOut());
  answer.searched = read(message.getSearched());
  return answer;
}

// --- why-not ---

void write(const WhyNotQuestion& question, rpc::WhyNotQuestion::Builder message) {
  message.setName(textFor(question.name));
  message.setOther(textFor(question.other));
  message.setExact(question.exact);
  message.setSentences(question.sentences);
  message.setAsOf(textFor(dayText(question.as_of)));
}

WhyNotQuestion read(rpc::WhyNotQuestion::Reader message) {
  return {textOf(message.getName()), textOf(message.getOther()), message.getExact(),
          inRange("sentences", message.getSentences(), kMaxLines), dateOf(message.getAsOf())};
}

namespace {

void write(const NamedLine& line, rpc::WhyNotAnswer::Named::Builder message) {
  write(line.entity, message.initEntity());
  message.setText(textFor(line.text));
  message.setBegin(line.span.begin);
  message.setEnd(line.span.end);
  message.setByName(line.by_name);
}

NamedLine read(rpc::WhyNotAnswer::Named::Reader message) {
  return {read(message.getEntity()),
          textOf(message.getText()),
          {message.getBegin(), message.getEnd()},
          message.getByName()};
}

void write(const ToldMeeting& told, rpc::WhyNotAnswer::Told::Builder message) {
  message.setKind(sameNumber<rpc::MeetingKind>(told.kind));
  message.setStatus(sameNumber<rpc::Status>(told.status));
  writeTexts(told.participants, message.initParticipants(countOf(told.participants)));
}

ToldMeeting read(rpc::WhyNotAnswer::Told::Reader message) {
  return {checkedNumber(message.getKind(), MeetingKind::kOther), checkedNumber(message.getStatus(), Status::kUncertain),
          textsOf(message.getParticipants())};
}

void write(const NearMissLine& line, rpc::WhyNotAnswer::NearMiss::Builder message) {
  message.setReason(numberAfter<rpc::WhyNotAnswer::Reason>(line.reason));
  write(line.passage, message.initPassage());
  writeAll(line.names, message.initNames(countOf(line.names)));
  writeTexts(line.words, message.initWords(countOf(line.words)));
  writeAll(line.told, message.initTold(countOf(line.told)));
}

NearMissLine read(rpc::WhyNotAnswer::NearMiss::Reader message) {
  NearMissLine line;
  line.reason = checkedNumberBefore(message.getReason(), NearMissReason::kNoWord);
  line.passage = read(message.getPassage());
  readAll(message.getNames(), line.names);
  line.words = textsOf(message.getWords());
  readAll(message.getTold(), line.told);
  return line;
}

}  // namespace

void write(const WhyNotAnswer& answer, rpc::WhyNotAnswer::Builder message) {
  writeAll(answer.names, message.initNames(countOf(answer.names)));
  message.setResolved(answer.resolved);
  auto meetings = message.initMeetings(countOf(answer.meetings));
  for (unsigned i = 0; i < meetings.size(); ++i) {
    meetings[i].setStatus(sameNumber<rpc::Status>(answer.meetings[i].first));
    meetings[i].setCount(answer.meetings[i].second);
  }
  writeAll(answer.sentences, message.initSentences(countOf(answer.sentences)));
  auto reasons = message.initReasons(countOf(answer.reasons));
  for (unsigned i = 0; i < reasons.size(); ++i) {
    reasons[i].setReason(numberAfter<rpc::WhyNotAnswer::Reason>(answer.reasons[i].first));
    reasons[i].setCount(answer.reasons[i].second);
  }
  message.setLeftOut(answer.left_out);
  message.setTelling(answer.telling);
  message.setNotRead(answer.not_read);
  write(answer.searched, message.initSearched());
}

WhyNotAnswer read(rpc::WhyNotAnswer::Reader message) {
  WhyNotAnswer answer;
  readAll(message.getNames(), answer.names);
  answer.resolved = message.getResolved();
  for (const auto count : message.getMeetings()) {
    answer.meetings.emplace_back(checkedNumber(count.getStatus(), Status::kUncertain), count.getCount());
  }
  readAll(message.getSentences(), answer.sentences);
  for (const auto count : message.getReasons()) {
    answer.reasons.emplace_back(checkedNumberBefore(count.getReason(), NearMissReason::kNoWord), count.getCount());
  }
  answer.left_out = message.getLeftOut();
  answer.telling = message.getTelling();
  answer.not_read = message.getNotRead();
  answer.searched = read(message.getSearched());
  return answer;
}

// --- show ---

void write(const ShowQuestion& question, rpc::ShowQuestion::Builder message) {
  message.setWhat(textFor(question.what));
  message.setAsOf(textFor(dayText(question.as_of)));
}

ShowQuestion read(rpc::ShowQuestion::Reader message) { return {textOf(message.getWhat()), dateOf(message.getAsOf())}; }

namespace {

void write(const TripleLine& line, rpc::TripleLine::Builder message) {
  write(line.subject, message.initSubject());
  message.setRelation(textFor(line.relation));
  write(line.object, message.initObject());
  message.setStatus(sameNumber<rpc::Status>(line.status));
  writeAll(line.quotes, message.initQuotes(countOf(line.quotes)));
}

TripleLine read(rpc::TripleLine::Reader message) {
  TripleLine line;
  line.subject = read(message.getSubject());
  line.relation = textOf(message.getRelation());
  line.object = read(message.getObject());
  line.status = checkedNumber(message.getStatus(), Status::kUncertain);
  readAll(message.getQuotes(), line.quotes);
  return line;
}

void write(const EntityPage& page, rpc::EntityPage::Builder message) {
  write(page.entity, message.initEntity());
  writeTexts(page.aliases, message.initAliases(countOf(page.aliases)));
  writeAll(page.triples, message.initTriples(countOf(page.triples)));
  writeAll(page.meetings, message.initMeetings(countOf(page.meetings)));
}

EntityPage read(rpc::EntityPage::Reader message) {
  EntityPage page;
  page.entity = read(message.getEntity());
  page.aliases = textsOf(message.getAliases());
  readAll(message.getTriples(), page.triples);
  readAll(message.getMeetings(), page.meetings);
  return page;
}

void write(const Sighting& sighting, rpc::DocumentPage::Sighting::Builder message) {
  message.setName(textFor(sighting.name));
  message.setPublished(textFor(dayText(sighting.published)));
  message.setOutlet(textFor(sighting.outlet));
  message.setUrl(textFor(sighting.url));
  message.setTitle(textFor(sighting.title));
}

Sighting read(rpc::DocumentPage::Sighting::Reader message) {
  return {textOf(message.getName()), dateOf(message.getPublished()), textOf(message.getOutlet()),
          textOf(message.getUrl()), textOf(message.getTitle())};
}

void write(const Incident& incident, rpc::DocumentPage::Incident::Builder message) {
  message.setCode(textFor(incident.code));
  message.setDetail(textFor(incident.detail));
  message.setBegin(incident.span.begin);
  message.setEnd(incident.span.end);
}

Incident read(rpc::DocumentPage::Incident::Reader message) {
  return {textOf(message.getCode()), textOf(message.getDetail()), {message.getBegin(), message.getEnd()}};
}

void write(const DocumentPage& page, rpc::DocumentPage::Builder message) {
  message.setIdHigh(page.id.high);
  message.setIdLow(page.id.low);
  message.setTitle(textFor(page.title));
  writeAll(page.sightings, message.initSightings(countOf(page.sightings)));
  message.setDate(textFor(dayText(page.date)));
  message.setDateInferred(page.date_inferred);
  message.setBytes(page.bytes);
  message.setText(textFor(page.text));
  writeAll(page.entities, message.initEntities(countOf(page.entities)));
  writeAll(page.meetings, message.initMeetings(countOf(page.meetings)));
  writeAll(page.incidents, message.initIncidents(countOf(page.incidents)));
}

DocumentPage read(rpc::DocumentPage::Reader message) {
  DocumentPage page;
  page.id = {message.getIdHigh(), message.getIdLow()};
  page.title = textOf(message.getTitle());
  readAll(message.getSightings(), page.sightings);
  page.date = dateOf(message.getDate());
  page.date_inferred = message.getDateInferred();
  page.bytes = message.getBytes();
  page.text = textOf(message.getText());
  readAll(message.getEntities(), page.entities);
  readAll(message.getMeetings(), page.meetings);
  readAll(message.getIncidents(), page.incidents);
  return page;
}

}  // namespace

void write(const ShowAnswer& answer, rpc::ShowAnswer::Builder message) {
  write(answer.name, message.initName());
  writeTexts(answer.ids, message.initIds(countOf(answer.ids)));
  if (answer.entity) write(*answer.entity, message.initEntity());
  if (answer.meeting) write(*answer.meeting, message.initMeeting());
  if (answer.document) write(*answer.document, message.initDocument());
  write(answer.searched, message.initSearched());
}

ShowAnswer read(rpc::ShowAnswer::Reader message) {
  ShowAnswer answer;
  answer.name = read(message.getName());
  answer.ids = textsOf(message.getIds());
  if (message.hasEntity()) answer.entity = read(message.getEntity());
  if (message.hasMeeting()) answer.meeting = read(message.getMeeting());
  if (message.hasDocument()) answer.document = read(message.getDocument());
  answer.searched = read(message.getSearched());
  return answer;
}

// --- stats ---

void write(const StatsQuestion& question, rpc::StatsQuestion::Builder message) {
  message.setAsOf(textFor(dayText(question.as_of)));
}

StatsQuestion read(rpc::StatsQuestion::Reader message) { return {dateOf(message.getAsOf())}; }

namespace {

void write(const WordCount& count, rpc::StatsAnswer::WordCount::Builder message) {
  message.setWord(textFor(count.first));
  message.setCount(count.second);
}

WordCount read(rpc::StatsAnswer::WordCount::Reader message) { return {textOf(message.getWord()), message.getCount()}; }

}  // namespace

void write(const StatsAnswer& answer, rpc::StatsAnswer::Builder message) {
  message.setDocuments(answer.documents);
  message.setReports(answer.reports);
  message.setEntities(answer.entities);
  message.setMeetings(answer.meetings);
  message.setTriples(answer.triples);
  writeAll(answer.meetings_by_status, message.initMeetingsByStatus(countOf(answer.meetings_by_status)));
  writeAll(answer.entities_by_kind, message.initEntitiesByKind(countOf(answer.entities_by_kind)));
  message.setFirstDate(textFor(answer.first_date));
  message.setLastDate(textFor(answer.last_date));
  if (answer.as_of) {
    message.setAsOf(textFor(formatDate(answer.as_of->day)));
    message.setLater(answer.as_of->later);
    message.setUndated(answer.as_of->undated);
  }
}

StatsAnswer read(rpc::StatsAnswer::Reader message) {
  StatsAnswer answer;
  answer.documents = message.getDocuments();
  answer.reports = message.getReports();
  answer.entities = message.getEntities();
  answer.meetings = message.getMeetings();
  answer.triples = message.getTriples();
  readAll(message.getMeetingsByStatus(), answer.meetings_by_status);
  readAll(message.getEntitiesByKind(), answer.entities_by_kind);
  answer.first_date = textOf(message.getFirstDate());
  answer.last_date = textOf(message.getLastDate());
  if (const std::optional<Date> day = dateOf(message.getAsOf())) {
    answer.as_of = AsOf{*day, message.getLater(), message.getUndated()};
  }
  return answer;
}

// --- diff ---

void write(const DiffQuestion& question, rpc::DiffQuestion::Builder message) {
  message.setFrom(textFor(formatDate(question.from)));
  message.setTo(textFor(formatDate(question.to)));
  writeFilters(question.filters, message.initFilters());
}

DiffQuestion read(rpc::DiffQuestion::Reader message) {
  return {neededDate(message.getFrom()), neededDate(message.getTo()), readFilters(message.getFilters())};
}

namespace {

void write(const Pair& pair, rpc::DiffAnswer::Pair::Builder message) {
  write(pair.first, message.initOne());
  write(pair.second, message.initOther());
}

Pair read(rpc::DiffAnswer::Pair::Reader message) { return {read(message.getOne()), read(message.getOther())}; }

void write(const ChangeLine& line, rpc::DiffAnswer::Change::Builder message) {
  message.setKind(numberAfter<rpc::DiffAnswer::Kind>(line.kind));
  write(line.meeting, message.initMeeting());
  if (line.was) message.setWas(sameNumber<rpc::Status>(*line.was));
  message.setWasWhen(textFor(line.was_when));
  if (line.by) write(*line.by, message.initBy());
  writeAll(line.new_pairs, message.initNewPairs(countOf(line.new_pairs)));
}

ChangeLine read(rpc::DiffAnswer::Change::Reader message) {
  ChangeLine line;
  line.kind = checkedNumberBefore(message.getKind(), ChangeKind::kGone);
  line.meeting = read(message.getMeeting());
  if (message.getWas() != rpc::Status::UNKNOWN) line.was = checkedNumber(message.getWas(), Status::kUncertain);
  line.was_when = textOf(message.getWasWhen());
  if (message.hasBy()) line.by = read(message.getBy());
  readAll(message.getNewPairs(), line.new_pairs);
  return line;
}

}  // namespace

void write(const DiffAnswer& answer, rpc::DiffAnswer::Builder message) {
  writeAll(answer.changes, message.initChanges(countOf(answer.changes)));
  message.setPublished(answer.published);
  write(answer.left_out, message.initLeftOut());
  write(answer.searched, message.initSearched());
  message.setFrom(textFor(formatDate(answer.from)));
}

DiffAnswer read(rpc::DiffAnswer::Reader message) {
  DiffAnswer answer;
  readAll(message.getChanges(), answer.changes);
  answer.published = message.getPublished();
  answer.left_out = read(message.getLeftOut());
  answer.searched = read(message.getSearched());
  answer.from = neededDate(message.getFrom());
  return answer;
}

// --- contradictions ---

void write(const ContradictionsQuestion& question, rpc::ContradictionsQuestion::Builder message) {
  message.setName(textFor(question.name));
  message.setOther(textFor(question.other));
  message.setExact(question.exact);
  writeFilters(question.filters, message.initFilters());
  message.setAsOf(textFor(dayText(question.as_of)));
}

ContradictionsQuestion read(rpc::ContradictionsQuestion::Reader message) {
  return {textOf(message.getName()), textOf(message.getOther()), message.getExact(), readFilters(message.getFilters()),
          dateOf(message.getAsOf())};
}

namespace {

void write(const Claim& claim, rpc::ContradictionsAnswer::Claim::Builder message) {
  message.setSays(textFor(claim.says));
  writeAll(claim.quotes, message.initQuotes(countOf(claim.quotes)));
}

Claim read(rpc::ContradictionsAnswer::Claim::Reader message) {
  Claim claim;
  claim.says = textOf(message.getSays());
  readAll(message.getQuotes(), claim.quotes);
  return claim;
}

void write(const ContradictionLine& line, rpc::ContradictionsAnswer::Line::Builder message) {
  message.setKind(numberAfter<rpc::ContradictionsAnswer::Kind>(line.kind));
  writeAll(line.meetings, message.initMeetings(countOf(line.meetings)));
  writeAll(line.claims, message.initClaims(countOf(line.claims)));
}

ContradictionLine read(rpc::ContradictionsAnswer::Line::Reader message) {
  ContradictionLine line;
  line.kind = checkedNumberBefore(message.getKind(), ContradictionKind::kPlace);
  readAll(message.getMeetings(), line.meetings);
  readAll(message.getClaims(), line.claims);
  return line;
}

}  // namespace

void write(const ContradictionsAnswer& answer, rpc::ContradictionsAnswer::Builder message) {
  writeAll(answer.names, message.initNames(countOf(answer.names)));
  message.setResolved(answer.resolved);
  writeAll(answer.contradictions, message.initContradictions(countOf(answer.contradictions)));
  message.setCompared(answer.compared);
  write(answer.left_out, message.initLeftOut());
  write(answer.searched, message.initSearched());
}

ContradictionsAnswer read(rpc::ContradictionsAnswer::Reader message) {
  ContradictionsAnswer answer;
  readAll(message.getNames(), answer.names);
  answer.resolved = message.getResolved();
  readAll(message.getContradictions(), answer.contradictions);
  answer.compared = message.getCompared();
  answer.left_out = read(message.getLeftOut());
  answer.searched = read(message.getSearched());
  return answer;
}

// --- find ---

void write(const FindQuestion& question, rpc::FindQuestion::Builder message) {
  message.setText(textFor(question.text));
  message.setLimit(question.limit);
  message.setAsOf(textFor(dayText(question.as_of)));
}

FindQuestion read(rpc::FindQuestion::Reader message) {
  return {textOf(message.getText()), inRange("limit", message.getLimit(), kMaxLines), dateOf(message.getAsOf())};
}

void write(const FindAnswer& answer, rpc::FindAnswer::Builder message) {
  writeAll(answer.names, message.initNames(countOf(answer.names)));
  message.setNamesLeftOut(answer.names_left_out);
  writeAll(answer.sentences, message.initSentences(countOf(answer.sentences)));
  message.setSentencesLeftOut(answer.sentences_left_out);
  message.setNotRead(answer.not_read);
  write(answer.searched, message.initSearched());
}

FindAnswer read(rpc::FindAnswer::Reader message) {
  FindAnswer answer;
  readAll(message.getNames(), answer.names);
  answer.names_left_out = message.getNamesLeftOut();
  readAll(message.getSentences(), answer.sentences);
  answer.sentences_left_out = message.getSentencesLeftOut();
  answer.not_read = message.getNotRead();
  answer.searched = read(message.getSearched());
  return answer;
}

// --- top ---

void write(const TopQuestion& question, rpc::TopQuestion::Builder message) {
  message.setBy(numberAfter<rpc::TopBy>(question.by));
  message.setLimit(question.limit);
  writeFilters(question.filters, message.initFilters());
  message.setAsOf(textFor(dayText(question.as_of)));
}

TopQuestion read(rpc::TopQuestion::Reader message) {
  return {checkedNumberBefore(message.getBy(), TopBy::kCancelled), inRange("limit", message.getLimit(), kMaxLines),
          readFilters(message.getFilters()), dateOf(message.getAsOf())};
}

namespace {

void write(const TopLine& line, rpc::TopAnswer::Line::Builder message) {
  write(line.entity, message.initEntity());
  message.setMeetings(line.meetings);
  message.setOthers(line.others);
  message.setBetween(line.between);
}

TopLine read(rpc::TopAnswer::Line::Reader message) {
  return {read(message.getEntity()), message.getMeetings(), message.getOthers(), message.getBetween()};
}

}  // namespace

void write(const TopAnswer& answer, rpc::TopAnswer::Builder message) {
  message.setBy(numberAfter<rpc::TopBy>(answer.by));
  writeAll(answer.lines, message.initLines(countOf(answer.lines)));
  message.setLinesLeftOut(answer.lines_left_out);
  write(answer.left_out, message.initLeftOut());
  write(answer.searched, message.initSearched());
}

TopAnswer read(rpc::TopAnswer::Reader message) {
  TopAnswer answer;
  answer.by = checkedNumberBefore(message.getBy(), TopBy::kCancelled);
  readAll(message.getLines(), answer.lines);
  answer.lines_left_out = message.getLinesLeftOut();
  answer.left_out = read(message.getLeftOut());
  answer.searched = read(message.getSearched());
  return answer;
}

// --- export ---

void write(const ExportQuestion& question, rpc::ExportQuestion::Builder message) {
  message.setFormat(numberAfter<rpc::ExportFormat>(question.format));
  writeFilters(question.filters, message.initFilters());
  message.setAsOf(textFor(dayText(question.as_of)));
}

ExportQuestion read(rpc::ExportQuestion::Reader message) {
  return {checkedNumberBefore(message.getFormat(), ExportFormat::kJsonld), readFilters(message.getFilters()),
          dateOf(message.getAsOf())};
}

void write(const ExportAnswer& answer, rpc::ExportAnswer::Builder message) {
  write(answer.left_out, message.initLeftOut());
  write(answer.searched, message.initSearched());
  message.setUndatedPairs(answer.undated_pairs);
}

ExportAnswer read(rpc::ExportAnswer::Reader message) {
  return {read(message.getLeftOut()), message.getUndatedPairs(), read(message.getSearched())};
}

// --- dossier ---

void write(const DossierQuestion& question, rpc::DossierQuestion::Builder message) {
  message.setName(textFor(question.name));
  message.setOther(textFor(question.other));
  message.setExact(question.exact);
  writeFilters(question.filters, message.initFilters());
  message.setAsOf(textFor(dayText(question.as_of)));
}

DossierQuestion read(rpc::DossierQuestion::Reader message) {
  return {textOf(message.getName()), textOf(message.getOther()), message.getExact(), readFilters(message.getFilters()),
          dateOf(message.getAsOf())};
}

namespace {

void write(const DossierSubject& subject, rpc::DossierAnswer::Subject::Builder message) {
  write(subject.entity, message.initEntity());
  writeTexts(subject.aliases, message.initAliases(countOf(subject.aliases)));
}

DossierSubject read(rpc::DossierAnswer::Subject::Reader message) {
  return {read(message.getEntity()), textsOf(message.getAliases())};
}

void write(const DossierDocument& document, rpc::DossierAnswer::Document::Builder message) {
  message.setIdHigh(document.id.high);
  message.setIdLow(document.id.low);
  message.setName(textFor(document.name));
  message.setTitle(textFor(document.title));
  message.setOutlet(textFor(document.outlet));
  message.setUrl(textFor(document.url));
  message.setPublished(textFor(dayText(document.published)));
  message.setPublishedInferred(document.published_inferred);
}

DossierDocument read(rpc::DossierAnswer::Document::Reader message) {
  return {{message.getIdHigh(), message.getIdLow()},
          textOf(message.getName()),
          textOf(message.getTitle()),
          textOf(message.getOutlet()),
          textOf(message.getUrl()),
          dateOf(message.getPublished()),
          message.getPublishedInferred()};
}

}  // namespace

void write(const DossierAnswer& answer, rpc::DossierAnswer::Builder message) {
  writeAll(answer.names, message.initNames(countOf(answer.names)));
  message.setResolved(answer.resolved);
  writeAll(answer.subjects, message.initSubjects(countOf(answer.subjects)));
  writeAll(answer.meetings, message.initMeetings(countOf(answer.meetings)));
  writeAll(answer.facts, message.initFacts(countOf(answer.facts)));
  writeAll(answer.documents, message.initDocuments(countOf(answer.documents)));
  write(answer.left_out, message.initLeftOut());
  message.setFurnitureLeftOut(answer.furniture_left_out);
  write(answer.searched, message.initSearched());
}

DossierAnswer read(rpc::DossierAnswer::Reader message) {
  DossierAnswer answer;
  readAll(message.getNames(), answer.names);
  answer.resolved = message.getResolved();
  readAll(message.getSubjects(), answer.subjects);
  readAll(message.getMeetings(), answer.meetings);
  readAll(message.getFacts(), answer.facts);
  readAll(message.getDocuments(), answer.documents);
  answer.left_out = read(message.getLeftOut());
  answer.furniture_left_out = message.getFurnitureLeftOut();
  answer.searched = read(message.getSearched());
  return answer;
}

}  // namespace parley
