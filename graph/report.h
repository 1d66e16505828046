#pragma once
// What one document says. An Extraction is a pure function of a Document; everything else in Parley is resolved and
// folded from extractions.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "graph/date.h"
#include "graph/document.h"
#include "graph/id.h"

namespace parley {

// Do not renumber the enumerations of this file: they are in stored records. Add at the end.
enum class EntityKind : std::uint8_t {
  kPerson = 1,
  kCountry = 2,
  kOrganisation = 3,
  kPlace = 4,
  kOffice = 5,
  kMeeting = 6
};
enum class MeetingKind : std::uint8_t { kMeeting = 1, kVisit = 2, kCall = 3, kSummit = 4, kTalks = 5, kOther = 6 };
enum class Status : std::uint8_t {
  kProposed = 1,
  kPlanned = 2,
  kHeld = 3,
  kPostponed = 4,
  kCancelled = 5,
  kRefused = 6,
  kDenied = 7,  // Of reports only: it folds to kUncertain against an allegation.
  kUncertain = 8,
};
// The closed vocabulary; ARCHITECTURE.md defines each. kOpen: the phrase of the sentence says it.
enum class Relation : std::uint16_t {
  kOpen = 0,
  kParticipatesIn = 1,
  kHeldIn = 2,
  kMet = 3,
  kSpokeWith = 4,
  kVisited = 5,
  kTraveledTo = 6,
  kInvited = 7,
  kHoldsOffice = 8,
  kRepresents = 9,
  kMemberOf = 10,
  kLocatedIn = 11,
  kCapitalOf = 12,
  kPartOf = 13,
  kSucceeded = 14,
  kResignedFrom = 15,
  kSignedAgreementWith = 16,
  kRequestedSupportFrom = 17,
  kSaid = 18,
  kPraised = 19,
  kCriticised = 20,
  kSupports = 21,
  kOpposes = 22,
  kAgree = 23,
  kConsult = 24,
  kSupport = 25,
  kConcede = 26,
  kCooperate = 27,
  kAid = 28,
  kRetreat = 29,
  kRequest = 30,
  kAccuse = 31,
  kReject = 32,
  kThreaten = 33,
  kProtest = 34,
  kSanction = 35,
  kMobilize = 36,
  kCoerce = 37,
  kAssault = 38,
};
enum class Role : std::uint8_t { kParticipant = 0, kHost = 1, kGuest = 2 };

// Their words in JSON, exports and on the command line: "held", "met", "person", "guest". Parsing gives nullopt for
// others.
[[nodiscard]] std::string_view wordOf(EntityKind kind);
[[nodiscard]] std::string_view wordOf(MeetingKind kind);
[[nodiscard]] std::string_view wordOf(Status status);
[[nodiscard]] std::string_view wordOf(Relation relation);
[[nodiscard]] std::string_view wordOf(Role role);
[[nodiscard]] std::string_view wordOf(Precision precision);
[[nodiscard]] std::optional<Status> statusFromWord(std::string_view word);
[[nodiscard]] std::optional<MeetingKind> meetingKindFromWord(std::string_view word);
[[nodiscard]] std::optional<Relation> relationFromWord(std::string_view word);

// Index into Extraction::entities.
using LocalIndex = std::uint32_t;

// An entity as one document knows it: all its mentions in that document, and what the document says of it.
struct LocalEntity {
  EntityKind kind = EntityKind::kPerson;
  // The fullest name used in the document, without title. Countries: the ISO English short name in everyday form.
  std::string name;
  std::vector<std::string> aliases;  // Other forms used there; sorted.
  std::string family_name;  // Persons: the part of `name` that later mentions use ("Lavrov", "Xi", "Le Drian").
  std::string role;         // Persons: office or description as stated, its core ("foreign minister", "Oslo lawyer").
  std::string country;      // Persons, organisations, places: the country's name; empty if the document does not say.
  std::vector<std::string> members;  // Groups: countries that the document says belong to it; sorted.
  std::vector<Span> mentions;        // Ascending, at least one.
  bool furniture = false;            // Mentioned in page furniture only.
  auto operator<=>(const LocalEntity&) const = default;
};

// A state and a person who acts for it; two people of one state are two sides.
[[nodiscard]] bool oneSide(const LocalEntity& a, const LocalEntity& b);

struct Participation {
  LocalIndex entity = 0;
  Role role = Role::kParticipant;
  auto operator<=>(const Participation&) const = default;
};

struct MeetingStatement {
  // Reports with the same number are about the same meeting, as far as this document tells.
  std::uint32_t local_meeting = 0;
  MeetingKind kind = MeetingKind::kMeeting;
  std::vector<Participation>
      participants;  // Ascending by entity, each once; at least one (another report may name the rest).
  std::optional<LocalIndex> place;
  auto operator<=>(const MeetingStatement&) const = default;
};

struct TripleStatement {
  Relation relation = Relation::kOpen;
  std::string phrase;  // kOpen only: the relation's words.
  LocalIndex subject = 0;
  std::optional<LocalIndex> object;  // Else:
  std::string object_text;           // words of the sentence that name no entity.
  auto operator<=>(const TripleStatement&) const = default;
};

// When, as the document says it. interval == anchor(expression, date of the document).
struct When {
  std::string words;  // "on Friday"; empty if the report gives no time.
  Span span;
  DateExpression expression;
  std::optional<DateInterval> interval;
  auto operator<=>(const When&) const = default;
};

struct Report {
  std::uint32_t number = 0;  // Position in Extraction::reports.
  Span sentence;
  std::vector<Span> cues;  // The words that decided; inside the sentence, ascending, at least one.
  Status status = Status::kHeld;
  When when;
  std::optional<LocalIndex> speaker;  // Who says so, if the sentence is somebody's statement.
  std::uint8_t confidence = 0;        // Percent.
  bool furniture = false;
  std::string made_by;  // Rule or model and its version: "meeting.verb@1".
  std::variant<MeetingStatement, TripleStatement> statement;
  auto operator<=>(const Report&) const = default;
};

// A time expression of the text with its TIMEX3 type (DATE, TIME, DURATION, SET) and value (TempEval-3).
struct TimeMention {
  Span span;
  std::string type;
  std::string value;
  auto operator<=>(const TimeMention&) const = default;
};

// Where the date that anchors "Friday" came from. Do not renumber: stored.
enum class DateOrigin : std::uint8_t { kNone = 0, kGiven = 1, kText = 2 };

struct Extraction {
  std::string extractor;  // Name and version of the whole pipeline: "rules@5+english@1".
  std::optional<Date> date;
  DateOrigin date_origin = DateOrigin::kNone;
  std::vector<LocalEntity> entities;
  std::vector<Report> reports;  // Ascending by sentence, reports[i].number == i.
  std::vector<TimeMention> times;
  std::vector<Incident> incidents;
  auto operator<=>(const Extraction&) const = default;
};

// Document and extraction belong together in a store: in whole or not at all.
struct ReadDocument {
  Document document;
  Extraction extraction;
};

// Throws std::logic_error if an invariant stated above does not hold (spans, indices, order): a bug in an extractor.
void checkExtraction(const Document& document, const Extraction& extraction);

}  // namespace parley
