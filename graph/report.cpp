#include "graph/report.h"

#include <array>
#include <utility>

#include "graph/error.h"

namespace parley {
namespace {

template <typename Value>
using Words = std::pair<Value, std::string_view>;

constexpr std::array<Words<EntityKind>, 6> kEntityKinds = {{{EntityKind::kPerson, "person"},
                                                            {EntityKind::kCountry, "country"},
                                                            {EntityKind::kOrganisation, "organisation"},
                                                            {EntityKind::kPlace, "place"},
                                                            {EntityKind::kOffice, "office"},
                                                            {EntityKind::kMeeting, "meeting"}}};
constexpr std::array<Words<MeetingKind>, 6> kMeetingKinds = {{{MeetingKind::kMeeting, "meeting"},
                                                              {MeetingKind::kVisit, "visit"},
                                                              {MeetingKind::kCall, "call"},
                                                              {MeetingKind::kSummit, "summit"},
                                                              {MeetingKind::kTalks, "talks"},
                                                              {MeetingKind::kOther, "other"}}};
constexpr std::array<Words<Status>, 8> kStatuses = {{{Status::kProposed, "proposed"},
                                                     {Status::kPlanned, "planned"},
                                                     {Status::kHeld, "held"},
                                                     {Status::kPostponed, "postponed"},
                                                     {Status::kCancelled, "cancelled"},
                                                     {Status::kRefused, "refused"},
                                                     {Status::kDenied, "denied"},
                                                     {Status::kUncertain, "uncertain"}}};
constexpr std::array<Words<Relation>, 39> kRelations = {{
    {Relation::kOpen, "open"},
    {Relation::kParticipatesIn, "participates_in"},
    {Relation::kHeldIn, "held_in"},
    {Relation::kMet, "met"},
    {Relation::kSpokeWith, "spoke_with"},
    {Relation::kVisited, "visited"},
    {Relation::kTraveledTo, "traveled_to"},
    {Relation::kInvited, "invited"},
    {Relation::kHoldsOffice, "holds_office"},
    {Relation::kRepresents, "represents"},
    {Relation::kMemberOf, "member_of"},
    {Relation::kLocatedIn, "located_in"},
    {Relation::kCapitalOf, "capital_of"},
    {Relation::kPartOf, "part_of"},
    {Relation::kSucceeded, "succeeded"},
    {Relation::kResignedFrom, "resigned_from"},
    {Relation::kSignedAgreementWith, "signed_agreement_with"},
    {Relation::kRequestedSupportFrom, "requested_support_from"},
    {Relation::kSaid, "said"},
    {Relation::kPraised, "praised"},
    {Relation::kCriticised, "criticised"},
    {Relation::kSupports, "supports"},
    {Relation::kOpposes, "opposes"},
    {Relation::kAgree, "agree"},
    {Relation::kConsult, "consult"},
    {Relation::kSupport, "support"},
    {Relation::kConcede, "concede"},
    {Relation::kCooperate, "cooperate"},
    {Relation::kAid, "aid"},
    {Relation::kRetreat, "retreat"},
    {Relation::kRequest, "request"},
    {Relation::kAccuse, "accuse"},
    {Relation::kReject, "reject"},
    {Relation::kThreaten, "threaten"},
    {Relation::kProtest, "protest"},
    {Relation::kSanction, "sanction"},
    {Relation::kMobilize, "mobilize"},
    {Relation::kCoerce, "coerce"},
    {Relation::kAssault, "assault"},
}};
constexpr std::array<Words<Role>, 3> kRoles = {
    {{Role::kParticipant, "participant"}, {Role::kHost, "host"}, {Role::kGuest, "guest"}}};
constexpr std::array<Words<Precision>, 5> kPrecisions = {{{Precision::kDay, "day"},
                                                          {Precision::kWeek, "week"},
                                                          {Precision::kMonth, "month"},
                                                          {Precision::kYear, "year"},
                                                          {Precision::kRange, "range"}}};

template <typename Table, typename Value>
std::string_view wordIn(const Table& table, Value value) {
  for (const auto& entry : table) {
    if (entry.first == value) return entry.second;
  }
  PARLEY_CHECK(false);  // Decoders refuse values that are not in the enumeration.
}

template <typename Value, typename Table>
std::optional<Value> valueIn(const Table& table, std::string_view word) {
  for (const auto& entry : table) {
    if (entry.second == word) return entry.first;
  }
  return std::nullopt;
}

void checkSpan(Span span, std::size_t size) { PARLEY_CHECK(span.begin <= span.end && span.end <= size); }

}  // namespace

std::string_view wordOf(EntityKind kind) { return wordIn(kEntityKinds, kind); }
std::string_view wordOf(MeetingKind kind) { return wordIn(kMeetingKinds, kind); }
std::string_view wordOf(Status status) { return wordIn(kStatuses, status); }
std::string_view wordOf(Relation relation) { return wordIn(kRelations, relation); }
std::string_view wordOf(Role role) { return wordIn(kRoles, role); }
std::string_view wordOf(Precision precision) { return wordIn(kPrecisions, precision); }
std::optional<Status> statusFromWord(std::string_view word) { return valueIn<Status>(kStatuses, word); }
std::optional<MeetingKind> meetingKindFromWord(std::string_view word) {
  return valueIn<MeetingKind>(kMeetingKinds, word);
}
std::optional<Relation> relationFromWord(std::string_view word) { return valueIn<Relation>(kRelations, word); }

void checkExtraction(const Document& document, const Extraction& extraction) {
  const std::size_t size = document.text.size();
  const std::size_t entities = extraction.entities.size();
  for (const LocalEntity& entity : extraction.entities) {
    PARLEY_CHECK(!entity.name.empty() && !entity.mentions.empty());
    for (const Span mention : entity.mentions) checkSpan(mention, size);
  }
  for (std::size_t i = 0; i < extraction.reports.size(); ++i) {
    const Report& report = extraction.reports[i];
    PARLEY_CHECK(report.number == i);
    PARLEY_CHECK(i == 0 || extraction.reports[i - 1].sentence <= report.sentence);
    checkSpan(report.sentence, size);
    checkSpan(report.when.span, size);
    PARLEY_CHECK(!report.cues.empty() && !report.made_by.empty() && report.confidence <= 100);
    for (const Span cue : report.cues) {
      checkSpan(cue, size);
      PARLEY_CHECK(report.sentence.begin <= cue.begin && cue.end <= report.sentence.end);
    }
    PARLEY_CHECK(!report.speaker || *report.speaker < entities);
    PARLEY_CHECK(report.when.interval == anchor(report.when.expression, extraction.date));
    if (const auto* meeting = std::get_if<MeetingStatement>(&report.statement)) {
      PARLEY_CHECK(!meeting->participants.empty());
      for (std::size_t k = 0; k < meeting->participants.size(); ++k) {
        PARLEY_CHECK(meeting->participants[k].entity < entities);
        PARLEY_CHECK(k == 0 || meeting->participants[k - 1].entity < meeting->participants[k].entity);
      }
      PARLEY_CHECK(!meeting->place || *meeting->place < entities);
    } else {
      const auto& triple = std::get<TripleStatement>(report.statement);
      PARLEY_CHECK(triple.subject < entities && (!triple.object || *triple.object < entities));
      PARLEY_CHECK(triple.object.has_value() == triple.object_text.empty());
    }
  }
  for (const TimeMention& time : extraction.times) checkSpan(time.span, size);
  for (const Incident& incident : extraction.incidents) checkSpan(incident.span, size);
}

bool oneSide(const LocalEntity& a, const LocalEntity& b) {
  const auto actsFor = [](const LocalEntity& person, const LocalEntity& state) {
    return person.kind == EntityKind::kPerson && state.kind == EntityKind::kCountry && person.country == state.name;
  };
  return actsFor(a, b) || actsFor(b, a);
}

}  // namespace parley
