#pragma once
// The questions and their answers. Answers is the one seam between who asks (the command line, the RPC server) and who
// knows: LocalAnswers over a GraphSource, or a client of a server. Answers are plain values that carry all their text,
// so that the same answer looks the same whichever way it came.
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/date.h"
#include "graph/document.h"
#include "graph/entity.h"
#include "graph/id.h"
#include "graph/near_miss.h"
#include "graph/report.h"

namespace parley {

struct EntityRef {
  EntityId id{};
  EntityKind kind = EntityKind::kPerson;
  std::string name;
  std::string country;
  std::string role;
  std::uint32_t documents = 0;
  auto operator<=>(const EntityRef&) const = default;
};

// A sentence, copied from the stored text.
struct Passage {
  std::string text;
  std::string document;  // Name.
  DocumentId document_id;
  Span span;
  std::optional<Date> published;
  bool published_inferred = false;
  std::string outlet;
  std::string url;
  auto operator<=>(const Passage&) const = default;
};

// One from which a report was made, and what the report says.
struct Quote : Passage {
  Status status = Status::kHeld;
  std::string speaker;
  std::string when;                       // As this document alone says it: formatInterval, or empty.
  std::string words;                      // The time words, as they stand there.
  std::vector<std::string> participants;  // As named there.
  std::string kind;                       // Of the meeting; empty if the report is of none.
  std::uint8_t confidence = 0;
  auto operator<=>(const Quote&) const = default;
};

struct MeetingLine {
  EntityId id{};
  MeetingKind kind = MeetingKind::kMeeting;
  Status status = Status::kHeld;
  std::string when;  // formatInterval; empty if not known.
  std::string precision;
  bool when_inferred = false;
  std::string words;
  std::vector<EntityRef> participants;  // Persons first, then by name.
  std::optional<EntityRef> place;
  bool furniture = false;
  std::uint8_t confidence = 0;
  std::uint32_t documents = 0;
  std::vector<Quote> history;  // Oldest document first. Each sentence once for each status that it reports.
  auto operator<=>(const MeetingLine&) const = default;
};

// A name as typed, and what it can mean. One match: that is meant. None: nobody of that name. Several: the question is
// not answered, the candidates are.
struct NameMatch {
  std::string typed;
  std::vector<EntityRef> candidates;  // Most mentioned first.
  bool guessed = false;               // Nobody is called so; they are whoever is called nearly so.
  auto operator<=>(const NameMatch&) const = default;
};

// The documents that an answer as of a day does without.
struct AsOf {
  Date day;
  std::uint64_t later = 0;    // Published after it.
  std::uint64_t undated = 0;  // Without a date of their own, given or stated.
  auto operator<=>(const AsOf&) const = default;
};

// What an answer rests on.
struct Searched {
  std::uint64_t documents = 0;
  std::uint64_t naming = 0;        // Documents that name everybody asked about.
  std::optional<AsOf> as_of = {};  // Set if the question asked for it.
  // Decisions of people that the answer rests on, in words (inWords()), oldest first.
  std::vector<std::string> decisions = {};
  auto operator<=>(const Searched&) const = default;
};

// Which meetings a question is about: those that pass every filter that is set.
struct Filters {
  std::vector<Status> statuses = {};  // Empty: those that the question has by itself.
  std::vector<MeetingKind> kinds = {};
  // The meeting can have been on one of these days, both inclusive. Without a date nobody knows: it does not pass.
  std::optional<Date> since = {};
  std::optional<Date> until = {};
  std::string place = {};         // Its place, or the country that documents give for it. As a person types it.
  std::uint32_t min_reports = 0;  // Counted as MeetingLine::history is.
  std::string outlet = {};        // A document of this outlet reports it: its words, whatever their case.
  auto operator<=>(const Filters&) const = default;
};

// Meetings that did not pass, each counted once: by the first filter in this order that stopped it.
struct LeftOut {
  std::uint64_t status = 0;
  std::uint64_t kind = 0;
  std::uint64_t undated = 0;
  std::uint64_t days = 0;
  std::uint64_t place = 0;
  std::uint64_t reports = 0;
  std::uint64_t outlet = 0;
  auto operator<=>(const LeftOut&) const = default;
};

// Every question has `as_of`: answered from the documents published by that day, as a store that holds no others would.

struct MetQuestion {
  std::string name = {};
  std::string other = {};      // Empty: anybody.
  bool exact = false;          // A country without the people who represent it.
  bool chronological = false;  // `timeline`: by date; else held ones first, by date in each status. Undated last.
  bool furniture = false;      // Meetings that stand only in page furniture as well.
  Filters filters = {};        // All statuses by itself.
  std::optional<Date> as_of = {};
  auto operator<=>(const MetQuestion&) const = default;
};
struct MetAnswer {
  std::vector<NameMatch> names;  // As many as were asked for.
  bool resolved = false;         // Each name has one match; else `meetings` is empty.
  std::vector<MeetingLine> meetings;
  LeftOut left_out;
  std::uint32_t furniture_left_out = 0;  // Meetings that stand only in page furniture, unless they were asked for.
  Searched searched;
  auto operator<=>(const MetAnswer&) const = default;
};

struct PathQuestion {
  std::string from = {};
  std::string to = {};
  bool strongest = false;
  Filters filters = {};  // Held ones by itself.
  std::optional<Date> as_of = {};
};
struct HopLine {
  EntityRef from;
  EntityRef to;
  MeetingLine meeting;
  auto operator<=>(const HopLine&) const = default;
};
struct PathAnswer {
  std::vector<NameMatch> names;
  bool resolved = false;
  bool found = false;
  std::vector<HopLine> hops;
  LeftOut left_out;  // Meetings that the search came by.
  Searched searched;
  auto operator<=>(const PathAnswer&) const = default;
};

struct NearQuestion {
  std::string name = {};
  std::uint32_t hops = 1;
  Filters filters = {};  // Held ones by itself.
  std::optional<Date> as_of = {};
};
struct NearLine {
  EntityRef entity;
  std::uint32_t hops = 0;
  EntityRef via;  // The neighbour before it; the start itself at one hop.
  MeetingLine meeting;
  auto operator<=>(const NearLine&) const = default;
};
struct NearAnswer {
  std::vector<NameMatch> names;
  bool resolved = false;
  std::vector<NearLine> entities;
  LeftOut left_out;  // Meetings that the search came by.
  Searched searched;
  auto operator<=>(const NearAnswer&) const = default;
};

struct WhyNotQuestion {
  std::string name = {};
  std::string other = {};
  bool exact = false;           // A country without the people who represent it.
  std::uint32_t sentences = 0;  // As many at most.
  std::optional<Date> as_of = {};
};
// Whom a sentence names, and in which words.
struct NamedLine {
  EntityRef entity;
  std::string text;
  Span span;
  bool by_name = false;  // Else "he", "the two ministers".
  auto operator<=>(const NamedLine&) const = default;
};
struct ToldMeeting {
  MeetingKind kind = MeetingKind::kMeeting;
  Status status = Status::kHeld;
  std::vector<std::string> participants;  // As named there.
  auto operator<=>(const ToldMeeting&) const = default;
};
// A sentence that names both and tells of no meeting of theirs.
struct NearMissLine {
  NearMissReason reason = NearMissReason::kNoWord;
  Passage passage;
  std::vector<NamedLine> names;    // Of the first asked for, then of the other.
  std::vector<std::string> words;  // That can mean a meeting.
  std::vector<ToldMeeting> told;   // Meetings that it tells of.
  auto operator<=>(const NearMissLine&) const = default;
};
struct WhyNotAnswer {
  std::vector<NameMatch> names;
  bool resolved = false;
  std::vector<std::pair<Status, std::uint64_t>> meetings;  // Of the two, counted by status, as MetAnswer has them.
  std::vector<NearMissLine> sentences;  // By reason; in each the newest document first, undated last.
  std::vector<std::pair<NearMissReason, std::uint64_t>> reasons;  // How many sentences, also those left out.
  std::uint64_t left_out = 0;                                     // Sentences.
  std::uint64_t telling = 0;   // Sentences that name both and tell of a meeting of theirs.
  std::uint64_t not_read = 0;  // Documents that name both and were too many to read again.
  Searched searched;
  auto operator<=>(const WhyNotAnswer&) const = default;
};

struct TripleLine {
  EntityRef subject;
  std::string relation;
  EntityRef object;
  Status status = Status::kHeld;
  std::vector<Quote> quotes;
  auto operator<=>(const TripleLine&) const = default;
};

struct DocumentPage {
  DocumentId id;
  std::string title;
  std::vector<Sighting> sightings;
  std::optional<Date> date;
  bool date_inferred = false;
  std::uint64_t bytes = 0;
  std::string text;
  std::vector<EntityRef> entities;
  std::vector<MeetingLine> meetings;
  std::vector<Incident> incidents;
  auto operator<=>(const DocumentPage&) const = default;
};

struct EntityPage {
  EntityRef entity;
  std::vector<std::string> aliases;
  std::vector<TripleLine> triples;  // Closed relations but those that meetings derive.
  std::vector<MeetingLine> meetings;
  auto operator<=>(const EntityPage&) const = default;
};

// `show` takes the name of a document exactly as it is stored, else an id (of a meeting, a document or an entity, or at
// least 8 digits that begin only one of them), else a name as `met` does. Exactly one of the pages is set if one thing
// was found. `name` has several candidates, or `ids` several full ids, if more than one can be meant.
struct ShowQuestion {
  std::string what = {};
  std::optional<Date> as_of = {};
};
struct ShowAnswer {
  NameMatch name;
  std::vector<std::string> ids;
  std::optional<EntityPage> entity;
  std::optional<MeetingLine> meeting;
  std::optional<DocumentPage> document;
  Searched searched;
  auto operator<=>(const ShowAnswer&) const = default;
};

struct StatsQuestion {
  std::optional<Date> as_of = {};
};
struct StatsAnswer {
  std::uint64_t documents = 0, reports = 0, entities = 0, meetings = 0, triples = 0;
  std::vector<std::pair<std::string, std::uint64_t>> meetings_by_status;  // Status word, count.
  std::vector<std::pair<std::string, std::uint64_t>> entities_by_kind;
  std::string first_date, last_date;  // Of documents, given or inferred; empty if none is dated.
  std::optional<AsOf> as_of;          // Set if the question asked for it.
  auto operator<=>(const StatsAnswer&) const = default;
};

// What the documents published after one day and by another changed: the graphs as of both, compared.
struct DiffQuestion {
  Date from = {};
  Date to = {};          // Not before `from`.
  Filters filters = {};  // On the meetings as of `to`; all statuses by itself.
};
// In the order of an answer.
enum class ChangeKind {
  kNewPair,     // It brings together some who had no meeting of any status by `from`.
  kNewMeeting,  // Of those who had.
  kStatus,      // Its status is another.
  kWithdrawn,   // Its status is another: postponed, cancelled, refused or uncertain.
  kDate,        // Its date is another.
  kGone,        // It is read as a meeting no longer: those who meet turned out to be one side.
};
[[nodiscard]] std::string_view wordOf(ChangeKind kind);
struct ChangeLine {
  ChangeKind kind = ChangeKind::kNewPair;
  MeetingLine meeting;        // As of `to`; one that is gone, as of `from`.
  std::optional<Status> was;  // Its status as of `from`; not of a new one.
  std::string was_when;       // Its date as of `from`; empty if it had none.
  std::optional<Quote> by;    // The first new report that says what it is now; not if none does.
  std::vector<std::pair<EntityRef, EntityRef>> new_pairs;
  auto operator<=>(const ChangeLine&) const = default;
};
struct DiffAnswer {
  std::vector<ChangeLine> changes;  // By kind; in each by date, undated last.
  std::uint64_t published = 0;      // Documents after `from` and by `to`.
  LeftOut left_out;
  Searched searched;  // As of `to`.
  Date from = {};
  auto operator<=>(const DiffAnswer&) const = default;
};

// Reports of one meeting that hardly can all be true. A plan that was carried out, put off or called off is a history.
struct ContradictionsQuestion {
  std::string name = {};  // Empty: anybody.
  std::string other = {};
  bool exact = false;    // A country without the people who represent it.
  Filters filters = {};  // All statuses by itself.
  std::optional<Date> as_of = {};
};
enum class ContradictionKind {
  kStatus,  // Held; and, told on the same day or later, denied, cancelled, refused or postponed.
  kDay,     // Held on this day and on another, in documents that look back on both.
  kPlace,   // Held on one day in two states.
};
[[nodiscard]] std::string_view wordOf(ContradictionKind kind);
struct Claim {
  std::string says;           // The status, the date or the place.
  std::vector<Quote> quotes;  // At least one; oldest document first.
  auto operator<=>(const Claim&) const = default;
};
struct ContradictionLine {
  ContradictionKind kind = ContradictionKind::kStatus;
  // One; or two that are the same but for what they are said to be: of the same people, near in time, of one place or
  // day, and told by different documents.
  std::vector<MeetingLine> meetings;
  std::vector<Claim> claims;  // At least two; in the order of the history.
  auto operator<=>(const ContradictionLine&) const = default;
};
struct ContradictionsAnswer {
  std::vector<NameMatch> names;                   // As many as were asked for.
  bool resolved = false;                          // Each name has one match.
  std::vector<ContradictionLine> contradictions;  // By date of the meeting, undated last.
  std::uint64_t compared = 0;                     // Meetings.
  LeftOut left_out;
  Searched searched;
  auto operator<=>(const ContradictionsAnswer&) const = default;
};

// Names that have words which begin with all words of the text, and sentences in which the text stands, whatever the
// case of its letters.
struct FindQuestion {
  std::string text = {};
  std::uint32_t limit = 0;  // Names, and sentences, at most.
  std::optional<Date> as_of = {};
};
struct FindAnswer {
  std::vector<EntityRef> names;  // Most mentioned first.
  std::uint64_t names_left_out = 0;
  std::vector<Passage> sentences;  // Of the newest document first, undated last.
  std::uint64_t sentences_left_out = 0;
  std::uint64_t not_read = 0;  // The oldest documents of a store that has too many to search.
  Searched searched;           // `naming`: documents that have the text in a sentence.
  auto operator<=>(const FindAnswer&) const = default;
};

enum class TopBy { kMet, kCentral, kCancelled };
[[nodiscard]] std::string_view wordOf(TopBy by);
[[nodiscard]] std::optional<TopBy> topByFromWord(std::string_view word);
struct TopQuestion {
  TopBy by = TopBy::kMet;
  std::uint32_t limit = 0;  // Lines at most.
  Filters filters = {};     // Held ones by itself; of kCancelled always cancelled ones.
  std::optional<Date> as_of = {};
};
struct TopLine {
  EntityRef entity;
  std::uint32_t meetings = 0;
  std::uint32_t others = 0;   // Whom these meetings were with.
  std::uint32_t between = 0;  // kCentral: MeetingSnapshot::betweenness(), millionths.
  auto operator<=>(const TopLine&) const = default;
};
struct TopAnswer {
  TopBy by = TopBy::kMet;
  std::vector<TopLine> lines;  // Most meetings first, or most between; then most others, then by id.
  std::uint64_t lines_left_out = 0;
  LeftOut left_out;
  Searched searched;
  auto operator<=>(const TopAnswer&) const = default;
};

// All about one, or about two together: what a page that stands by itself shows (query/dossier.h).
struct DossierQuestion {
  std::string name = {};
  std::string other = {};  // Empty: of the first alone.
  bool exact = false;      // A country without the people who represent it.
  Filters filters = {};    // On the meetings; all statuses by itself.
  std::optional<Date> as_of = {};
};
struct DossierSubject {
  EntityRef entity;
  std::vector<std::string> aliases;
  auto operator<=>(const DossierSubject&) const = default;
};
struct DossierDocument {
  DocumentId id;
  std::string name;
  std::string title;
  std::string outlet;
  std::string url;
  std::optional<Date> published;
  bool published_inferred = false;
  auto operator<=>(const DossierDocument&) const = default;
};
struct DossierAnswer {
  std::vector<NameMatch> names;  // As many as were asked for.
  bool resolved = false;         // Each name has one match; else all that follows is empty.
  std::vector<DossierSubject> subjects;
  std::vector<MeetingLine> meetings;       // By date, undated last.
  std::vector<TripleLine> facts;           // Of the one, or between the two: closed relations but those of meetings.
  std::vector<DossierDocument> documents;  // Those that are quoted; oldest first, undated last.
  LeftOut left_out;
  std::uint32_t furniture_left_out = 0;  // Meetings that stand only in page furniture.
  Searched searched;
  auto operator<=>(const DossierAnswer&) const = default;
};

enum class ExportFormat {
  kPeopleGraphml,
  kMeetingsGraphml,
  kTimelineGexf,
  kMeetingsJsonl,
  kDot,
  kCsv,
  kNeo4j,
  kNquads,
  kJsonld
};
// Their words: "people.graphml", "dot"; in the order of help.
[[nodiscard]] std::vector<std::string_view> exportWords();
// Of a file or folder that has one of these words as its name, or the ending of one format only ("news.dot"), also with
// a folder before it; nullopt for other names.
[[nodiscard]] std::optional<ExportFormat> exportFormatOf(std::string_view file_name);
// The files of a format that is a folder of several; empty for one that is a single file.
[[nodiscard]] std::vector<std::string_view> filesOf(ExportFormat format);
struct ExportQuestion {
  ExportFormat format = ExportFormat::kPeopleGraphml;
  Filters filters = {};  // All statuses by itself.
  std::optional<Date> as_of = {};
};
// What the file does not hold.
struct ExportAnswer {
  LeftOut left_out;
  std::uint64_t undated_pairs = 0;  // Of the timeline: pairs that have only meetings without a date.
  Searched searched;
  auto operator<=>(const ExportAnswer&) const = default;
};

// Throws Error(kInvalidArgument) for an empty name, kLimit for a question that goes past its budget, and whatever the
// source or the connection throws.
class Answers {
 public:
  virtual ~Answers() = default;
  [[nodiscard]] virtual MetAnswer met(const MetQuestion& question) = 0;
  [[nodiscard]] virtual PathAnswer path(const PathQuestion& question) = 0;
  [[nodiscard]] virtual NearAnswer near(const NearQuestion& question) = 0;
  [[nodiscard]] virtual WhyNotAnswer whyNot(const WhyNotQuestion& question) = 0;
  [[nodiscard]] virtual ShowAnswer show(const ShowQuestion& question) = 0;
  [[nodiscard]] virtual StatsAnswer stats(const StatsQuestion& question) = 0;
  // Throws Error(kInvalidArgument) if `to` is before `from`.
  [[nodiscard]] virtual DiffAnswer diff(const DiffQuestion& question) = 0;
  [[nodiscard]] virtual ContradictionsAnswer contradictions(const ContradictionsQuestion& question) = 0;
  [[nodiscard]] virtual FindAnswer find(const FindQuestion& question) = 0;
  [[nodiscard]] virtual TopAnswer top(const TopQuestion& question) = 0;
  [[nodiscard]] virtual DossierAnswer dossier(const DossierQuestion& question) = 0;
  // Writes the whole file, or each of filesOf(format) into its stream, all of one moment: the same bytes for the same
  // graph. Throws Error(kIo) if a stream fails.
  virtual ExportAnswer exportTo(const ExportQuestion& question, const std::vector<std::ostream*>& outs) = 0;
};

}  // namespace parley
