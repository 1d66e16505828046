#pragma once
// Which mentions are one person, which accounts are one meeting: pure functions of sets, never of an order.
//
// Resolution works in blocks, so that adding or retracting a document recomputes only what shares a block with it:
//   1. people    A block holds the local entities (persons) of one name key. resolvePeople() splits it into persons.
//                Decisions join blocks: those of Decisions::blocksWith() are resolved together.
//   2. links     A block holds the accounts of one pair key. linkAccounts() says which of them are one meeting. An
//                account has a pair key for every two of its parties; accounts linked in any block are one meeting.
//   3. dates     A document without a date that shares a linked meeting with dated ones gets a window of days on which
//                it can have been written (inferWindow). Its accounts, dated by that window, are linked once more: step
//                2 runs on the accounts as written (first pass), then on the accounts as inferred (second pass).
// foldMeeting() makes the meeting of one component of linked accounts. KnowledgeGraph::build composes the steps over
// all documents at once; the store applies them to touched blocks; both give the same.
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "graph/decision.h"
#include "graph/entity.h"
#include "graph/report.h"

namespace parley {

struct LocalRef {
  DocumentId document;
  LocalIndex entity = 0;
  auto operator<=>(const LocalRef&) const = default;
};

// --- 1. People and other entities ---

// The block of a person: the last word of the folded family name. Empty for every other kind, and for a name without
// letters: these need no block, namedEntityId() is their entity.
[[nodiscard]] std::string nameKey(const LocalEntity& entity);
// Of a country, organisation, place or office: a function of kind and folded name alone.
[[nodiscard]] EntityId namedEntityId(EntityKind kind, std::string_view name);

struct PersonMention {
  LocalRef ref;
  const LocalEntity* entity = nullptr;  // Borrowed for the call.
};

// All persons of one block, or of all blocks that decisions join; the result has one entry for each mention, ascending
// by ref.
// Full names join if their given names agree (equal, an initial, one consonant skeleton) and their countries do not
// contradict each other; equal full names always do. A bare surname joins the only full name that it can mean, else it
// stays a person of its own.
// Merged names are one person, oldest decision first; a merge that would bring together distinct names does nothing. A
// bare surname or initial that is merged means that person wherever it stands alone. Full names that are distinct are
// persons of their own even if their given names agree; a distinct bare surname or initial joins no full name.
[[nodiscard]] std::vector<std::pair<LocalRef, EntityId>> resolvePeople(std::vector<PersonMention> mentions,
                                                                       const Decisions& decisions);

// Votes of the documents on what an entity is called and is. Adding and removing are exact inverses, so that the tally
// is a function of the set of documents.
struct EntityTally {
  EntityKind kind = EntityKind::kPerson;
  std::uint32_t documents = 0;
  std::map<std::string, std::uint32_t> names, aliases, roles, countries, members;

  // All local entities of ONE document that were resolved to this entity. Throws std::logic_error if `remove` takes
  // away a vote that was never cast.
  void add(std::span<const LocalEntity* const> of_one_document);
  void remove(std::span<const LocalEntity* const> of_one_document);
  [[nodiscard]] bool empty() const { return documents == 0; }
  auto operator<=>(const EntityTally&) const = default;
};
[[nodiscard]] Entity foldEntity(EntityId id, const EntityTally& tally);

// --- 2. Accounts and links ---

struct AccountId {
  DocumentId document;
  std::uint32_t local_meeting = 0;
  auto operator<=>(const AccountId&) const = default;
};

// Days on which a document can have been written; first == last if its date is known.
struct DateWindow {
  Date first;
  Date last;
  auto operator<=>(const DateWindow&) const = default;
};

struct Party {
  EntityId entity{};
  // Whom it acts for: the country of a person, place or organisation; the entity itself if that is not known.
  EntityId side{};
  std::vector<EntityId> members;  // Countries of a group.
  Role role = Role::kParticipant;
  bool person = false;
  auto operator<=>(const Party&) const = default;
};

// What one document says of one meeting: all its reports with one local_meeting, folded. Only accounts with at least
// two parties are meetings.
struct Account {
  AccountId id;
  MeetingKind kind = MeetingKind::kMeeting;
  Status status = Status::kHeld;  // As at the end of the document.
  std::vector<Party> parties;     // Ascending by entity.
  When when;                      // The most precise of its reports.
  bool when_inferred = false;
  std::optional<EntityId> place;
  EntityId place_country{};  // Of `place`; itself if it is a country; 0 if not known.
  std::optional<DateWindow> written;
  bool written_inferred = false;
  bool furniture = false;
  std::uint8_t confidence = 0;
  std::vector<std::pair<std::uint32_t, Status>> reports;  // Number and status, ascending.
  auto operator<=>(const Account&) const = default;
};

// Looks up what step 1 resolved: the entity of a local entity, and that entity folded.
struct ResolvedLocal {
  EntityId id{};
  Entity entity;
};

// For a document that nothing else is known about: each person is who the document says, nobody is merged.
[[nodiscard]] std::vector<ResolvedLocal> resolvedAlone(const Extraction& extraction);

// The accounts of one document; `resolved` has one entry for each local entity of it. Ascending by id.
[[nodiscard]] std::vector<Account> accountsOf(const DocumentId& document, const Extraction& extraction,
                                              std::span<const ResolvedLocal> resolved);

// Two parties that meet, as an unordered pair of sides, or of entities where both act for one side; first < second.
struct PairKey {
  EntityId first{};
  EntityId second{};
  auto operator<=>(const PairKey&) const = default;
};
// Sorted, without duplicates. Of a meeting with more than kMaxPairedParties parties only the first ones are paired: a
// list of 30 summit guests must not touch 435 blocks.
inline constexpr std::size_t kMaxPairedParties = 8;
[[nodiscard]] std::vector<PairKey> pairKeys(const Account& account);

// Links among the accounts of one block: pairs (smaller id, larger id), sorted. A function of the set of accounts; two
// accounts of one document are never linked, not even through others of the block.
using AccountLink = std::pair<AccountId, AccountId>;
[[nodiscard]] std::vector<AccountLink> linkAccounts(std::vector<Account> block);

// --- 3. Dates of documents that carry none ---

// The day that an inferred window stands for where one day is needed: the last on which the document can have been
// written. By then what it says was known.
[[nodiscard]] inline Date knownOn(const DateWindow& window) { return window.last; }

// What an undated document's accounts were linked with in the first pass: an expression of its own and the interval
// that a dated document gives for the same meeting.
struct DateEvidence {
  DateExpression expression;
  DateInterval interval;
  auto operator<=>(const DateEvidence&) const = default;
};
// Of accounts that are directly or indirectly linked: those that can date the others, one for each day.
[[nodiscard]] std::vector<Account> datingAccounts(std::span<const Account> linked);
// None if `own` is of a document with a date or says nothing about the day; `dating` as datingAccounts() gave them.
[[nodiscard]] std::vector<DateEvidence> dateEvidence(const Account& own, std::span<const Account> dating);

struct InferredDate {
  DateWindow window;
  DateInterval known;  // The span of the intervals that the evidence gave.
  auto operator<=>(const InferredDate&) const = default;
};
// nullopt without evidence or if it contradicts itself.
[[nodiscard]] std::optional<InferredDate> inferDate(std::vector<DateEvidence> evidence);
// The account as the second pass sees it: written in the window, and its time resolved where all days of the window
// agree, else to the choice nearest to what is known.
[[nodiscard]] Account withInferredDate(Account account, const InferredDate& inferred);

// --- Folding ---

// Groups of accounts that are one meeting: connected components of the links. Each group is ascending, groups by their
// first account.
[[nodiscard]] std::vector<std::vector<AccountId>> components(std::vector<AccountId> accounts,
                                                             const std::vector<AccountLink>& links);

// Status at the end of a history. Steps of one document are given in one entry each, in order of the documents' dates.
// The latest document's word counts, but a meeting reported as held stays held against later plans, and against a
// denial or a cancellation of the same event it becomes uncertain. See fold.cpp for the table.
[[nodiscard]] Status foldStatus(std::span<const Status> history);

// `accounts` of one component; at least one. The id depends on the smallest account id only.
[[nodiscard]] Meeting foldMeeting(std::vector<Account> accounts);
[[nodiscard]] EntityId meetingIdOf(const AccountId& smallest);

// Triples that a meeting derives, sorted: participates_in for each participant; held_in, and between all participants,
// in both directions, met or (calls) spoke_with, if it was held. The meeting's status and reports are theirs.
[[nodiscard]] std::vector<Triple> triplesOf(const Meeting& meeting);

// Triples that the reports of a document state between entities, in order of the reports; page furniture and open
// phrases are left out. `resolved` as for accountsOf().
struct StatedTriple {
  Triple triple;
  Status status = Status::kHeld;
  std::uint32_t report = 0;
  auto operator<=>(const StatedTriple&) const = default;
};
[[nodiscard]] std::vector<StatedTriple> statedTriples(const Extraction& extraction,
                                                      std::span<const ResolvedLocal> resolved);

// The status of a fact with several contributions: held if any is, else the smallest enumerator.
[[nodiscard]] Status strongerStatus(Status a, Status b);

}  // namespace parley
