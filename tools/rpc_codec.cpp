#include "tools/rpc_codec.h"

#include <string>

namespace parley {
namespace {

// Both sides number these alike, and `unknown` is 0 (proto/rpc.capnp).
static_assert(static_cast<int>(rpc::EntityKind::MEETING) == static_cast<int>(EntityKind::kMeeting));
static_assert(static_cast<int>(rpc::MeetingKind::OTHER) == static_cast<int>(MeetingKind::kOther));
static_assert(static_cast<int>(rpc::Status::UNCERTAIN) == static_cast<int>(Status::kUncertain));

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

std::string textOf(capnp::Text::Reader text) { return {text.begin(), text.size()}; }
capnp::Text::Reader textFor(const std::string& text) { return {text.c_str(), text.size()}; }

std::optional<Date> dateOf(capnp::Text::Reader text) {
  if (text.size() == 0) return std::nullopt;
  const std::optional<Date> date = parseDate(textOf(text));
  if (!date)
    throw Error(ErrorCode::kInvalidArgument, "the other side of the connection sent “" + textOf(text) + "” as a day");
  return date;
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

void write(const Quote& quote, rpc::Quote::Builder message) {
  message.setText(textFor(quote.text));
  message.setDocument(textFor(quote.document));
  message.setDocumentIdHigh(quote.document_id.high);
  message.setDocumentIdLow(quote.document_id.low);
  message.setBegin(quote.span.begin);
  message.setEnd(quote.span.end);
  message.setStatus(sameNumber<rpc::Status>(quote.status));
  if (quote.published) message.setPublished(textFor(formatDate(*quote.published)));
  message.setPublishedInferred(quote.published_inferred);
  message.setOutlet(textFor(quote.outlet));
  message.setUrl(textFor(quote.url));
  message.setSpeaker(textFor(quote.speaker));
  message.setWhen(textFor(quote.when));
  message.setWords(textFor(quote.words));
  auto participants = message.initParticipants(static_cast<unsigned>(quote.participants.size()));
  for (unsigned i = 0; i < participants.size(); ++i) participants.set(i, textFor(quote.participants[i]));
  message.setKind(textFor(quote.kind));
  message.setConfidence(quote.confidence);
}

Quote read(rpc::Quote::Reader message) {
  Quote quote;
  quote.text = textOf(message.getText());
  quote.document = textOf(message.getDocument());
  quote.document_id = {message.getDocumentIdHigh(), message.getDocumentIdLow()};
  quote.span = {message.getBegin(), message.getEnd()};
  quote.status = checkedNumber(message.getStatus(), Status::kUncertain);
  quote.published = dateOf(message.getPublished());
  quote.published_inferred = message.getPublishedInferred();
  quote.outlet = textOf(message.getOutlet());
  quote.url = textOf(message.getUrl());
  quote.speaker = textOf(message.getSpeaker());
  quote.when = textOf(message.getWhen());
  quote.words = textOf(message.getWords());
  for (const auto participant : message.getParticipants()) quote.participants.push_back(textOf(participant));
  quote.kind = textOf(message.getKind());
  quote.confidence = message.getConfidence();
  return quote;
}

void write(const NameMatch& name, rpc::NameMatch::Builder message);
void write(const MeetingLine& meeting, rpc::MeetingLine::Builder message);
NameMatch read(rpc::NameMatch::Reader message);
MeetingLine read(rpc::MeetingLine::Reader message);

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
  writeAll(meeting.participants, message.initParticipants(static_cast<unsigned>(meeting.participants.size())));
  if (meeting.place) write(*meeting.place, message.initPlace());
  message.setFurniture(meeting.furniture);
  message.setConfidence(meeting.confidence);
  message.setDocuments(meeting.documents);
  writeAll(meeting.history, message.initHistory(static_cast<unsigned>(meeting.history.size())));
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
  writeAll(name.candidates, message.initCandidates(static_cast<unsigned>(name.candidates.size())));
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

}  // namespace

void write(const MetQuestion& question, rpc::MetQuestion::Builder message) {
  message.setName(textFor(question.name));
  message.setOther(textFor(question.other));
  message.setExact(question.exact);
  message.setChronological(question.chronological);
  message.setFurniture(question.furniture);
  const Filters& filters = question.filters;
  auto statuses = message.initStatuses(static_cast<unsigned>(filters.statuses.size()));
  for (unsigned i = 0; i < statuses.size(); ++i) statuses.set(i, sameNumber<rpc::Status>(filters.statuses[i]));
  auto kinds = message.initKinds(static_cast<unsigned>(filters.kinds.size()));
  for (unsigned i = 0; i < kinds.size(); ++i) kinds.set(i, sameNumber<rpc::MeetingKind>(filters.kinds[i]));
  if (filters.since) message.setSince(textFor(formatDate(*filters.since)));
  if (filters.until) message.setUntil(textFor(formatDate(*filters.until)));
  message.setPlace(textFor(filters.place));
  message.setMinReports(filters.min_reports);
  message.setOutlet(textFor(filters.outlet));
  if (question.as_of) message.setAsOf(textFor(formatDate(*question.as_of)));
}

void write(const MetAnswer& answer, rpc::MetAnswer::Builder message) {
  writeAll(answer.names, message.initNames(static_cast<unsigned>(answer.names.size())));
  message.setResolved(answer.resolved);
  writeAll(answer.meetings, message.initMeetings(static_cast<unsigned>(answer.meetings.size())));
  auto searched = message.initSearched();
  searched.setDocuments(answer.searched.documents);
  searched.setNaming(answer.searched.naming);
  if (const auto& as_of = answer.searched.as_of) {
    searched.setAsOf(textFor(formatDate(as_of->day)));
    searched.setLater(as_of->later);
    searched.setUndated(as_of->undated);
  }
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
  for (const rpc::Status status : message.getStatuses()) {
    question.filters.statuses.push_back(checkedNumber(status, Status::kUncertain));
  }
  for (const rpc::MeetingKind kind : message.getKinds()) {
    question.filters.kinds.push_back(checkedNumber(kind, MeetingKind::kOther));
  }
  question.filters.since = dateOf(message.getSince());
  question.filters.until = dateOf(message.getUntil());
  question.filters.place = textOf(message.getPlace());
  question.filters.min_reports = message.getMinReports();
  question.filters.outlet = textOf(message.getOutlet());
  question.as_of = dateOf(message.getAsOf());
  return question;
}

MetAnswer read(rpc::MetAnswer::Reader message) {
  MetAnswer answer;
  readAll(message.getNames(), answer.names);
  answer.resolved = message.getResolved();
  readAll(message.getMeetings(), answer.meetings);
  const auto searched = message.getSearched();
  answer.searched = {searched.getDocuments(), searched.getNaming(), {}};
  if (const std::optional<Date> day = dateOf(searched.getAsOf())) {
    answer.searched.as_of = AsOf{*day, searched.getLater(), searched.getUndated()};
  }
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

}  // namespace parley
