// From reports to accounts and from accounts to meetings: what is said last, best and most often.
#include <algorithm>
#include <set>
#include <tuple>

#include "graph/error.h"
#include "graph/name.h"
#include "graph/resolve.h"

namespace parley {
namespace {

// How far along a meeting is. Among statements of one day the farthest is the latest.
int progress(Status status) {
  switch (status) {
    case Status::kProposed:
      return 0;
    case Status::kPlanned:
      return 1;
    case Status::kUncertain:
      return 2;
    case Status::kHeld:
      return 3;
    case Status::kPostponed:
      return 4;
    case Status::kRefused:
      return 5;
    case Status::kCancelled:
      return 6;
    case Status::kDenied:
      return 7;
  }
  PARLEY_CHECK(false);
}

bool calledOff(Status status) {
  return status == Status::kPostponed || status == Status::kRefused || status == Status::kCancelled;
}

// One document's word on a meeting. News tells the newest first and the background after, so that the order of its
// sentences says little; what is farther along counts. Where some sentences read as held and others as called off, the
// rarer reading is taken for the mistake.
Status statusOfDocument(const std::vector<std::pair<std::uint32_t, Status>>& reports) {
  std::size_t held = 0;
  std::size_t called_off = 0;
  bool denied = false;
  Status farthest = reports.front().second;
  Status farthest_called_off = Status::kPostponed;
  for (const auto& [number, status] : reports) {
    held += status == Status::kHeld ? 1 : 0;
    denied = denied || status == Status::kDenied;
    if (calledOff(status)) {
      ++called_off;
      if (progress(status) > progress(farthest_called_off)) farthest_called_off = status;
    } else if (progress(status) > progress(farthest)) {
      farthest = status;
    }
  }
  if (denied) return reports.size() == 1 ? Status::kDenied : Status::kUncertain;
  if (called_off > 0 && called_off >= held) return farthest_called_off;
  return held > 0 ? Status::kHeld : farthest;
}

int kindRank(MeetingKind kind) {
  switch (kind) {
    case MeetingKind::kCall:
      return 0;
    case MeetingKind::kSummit:
      return 1;
    case MeetingKind::kTalks:
      return 2;
    case MeetingKind::kMeeting:
      return 3;
    case MeetingKind::kVisit:
      return 4;
    case MeetingKind::kOther:
      return 5;
  }
  PARLEY_CHECK(false);
}

std::chrono::days lengthOf(const DateInterval& interval) { return interval.last - interval.first; }

// A resolved time before words, short before long, any words before none.
bool better(const When& a, const When& b) {
  if (a.interval.has_value() != b.interval.has_value()) return a.interval.has_value();
  if (a.interval) return lengthOf(*a.interval) < lengthOf(*b.interval);
  const bool a_says = a.expression.form != DateForm::kNone;
  const bool b_says = b.expression.form != DateForm::kNone;
  if (a_says != b_says) return a_says;
  return !a.words.empty() && b.words.empty();
}

// A country is not added next to somebody who represents it.
void dropRepresented(std::vector<Party>& parties) {
  std::set<EntityId> represented;
  for (const Party& party : parties) {
    if (party.person && party.side != party.entity) represented.insert(party.side);
  }
  std::erase_if(parties, [&](const Party& party) { return !party.person && represented.contains(party.entity); });
}

// Parties sorted, each entity once; a role other than plain participant wins.
void mergeParties(std::vector<Party>& parties) {
  std::sort(parties.begin(), parties.end(),
            [](const Party& a, const Party& b) { return std::tie(a.entity, b.role) < std::tie(b.entity, a.role); });
  const auto last =
      std::unique(parties.begin(), parties.end(), [](const Party& a, const Party& b) { return a.entity == b.entity; });
  parties.erase(last, parties.end());
  dropRepresented(parties);
}

Party partyOf(const ResolvedLocal& local, Role role) {
  const Entity& entity = local.entity;
  Party party;
  party.entity = local.id;
  party.role = role;
  party.person = entity.kind == EntityKind::kPerson;
  party.side = entity.country.empty() ? local.id : namedEntityId(EntityKind::kCountry, entity.country);
  for (const std::string& member : entity.members) party.members.push_back(namedEntityId(EntityKind::kCountry, member));
  std::sort(party.members.begin(), party.members.end());
  return party;
}

void addReport(Account& account, const Report& report, const MeetingStatement& statement,
               std::span<const ResolvedLocal> resolved) {
  for (const Participation& participation : statement.participants) {
    account.parties.push_back(partyOf(resolved[participation.entity], participation.role));
  }
  if (account.reports.empty() || kindRank(statement.kind) < kindRank(account.kind)) account.kind = statement.kind;
  if (account.reports.empty() || better(report.when, account.when)) account.when = report.when;
  if (statement.place) {
    const ResolvedLocal& place = resolved[*statement.place];
    const bool is_country = place.entity.kind == EntityKind::kCountry;
    const bool had_country = account.place && *account.place == account.place_country;
    if (!account.place || (had_country && !is_country)) {
      account.place = place.id;
      account.place_country = is_country ? place.id
                              : place.entity.country.empty()
                                  ? EntityId{}
                                  : namedEntityId(EntityKind::kCountry, place.entity.country);
    }
  }
  account.furniture = (account.reports.empty() || account.furniture) && report.furniture;
  account.confidence = std::max(account.confidence, report.confidence);
  account.reports.emplace_back(report.number, report.status);
}

// The value with most votes; the smallest on a tie.
template <typename Value>
Value mostVoted(const std::map<Value, std::size_t>& votes) {
  return std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

}  // namespace

std::vector<Account> accountsOf(const DocumentId& document, const Extraction& extraction,
                                std::span<const ResolvedLocal> resolved) {
  PARLEY_CHECK(resolved.size() == extraction.entities.size());
  std::map<std::uint32_t, Account> by_meeting;
  for (const Report& report : extraction.reports) {
    const auto* statement = std::get_if<MeetingStatement>(&report.statement);
    if (statement == nullptr) continue;
    Account& account = by_meeting[statement->local_meeting];
    account.id = {document, statement->local_meeting};
    addReport(account, report, *statement, resolved);
  }
  std::vector<Account> accounts;
  for (auto& [number, account] : by_meeting) {
    mergeParties(account.parties);
    if (account.parties.size() < 2) continue;
    account.status = statusOfDocument(account.reports);
    if (extraction.date) account.written = DateWindow{*extraction.date, *extraction.date};
    accounts.push_back(std::move(account));
  }
  return accounts;
}

Status foldStatus(std::span<const Status> history) {
  PARLEY_CHECK(!history.empty());
  Status now = history.front() == Status::kDenied ? Status::kUncertain : history.front();
  for (const Status next : history.subspan(1)) {
    switch (next) {
      case Status::kHeld:
        now = Status::kHeld;
        break;
      case Status::kDenied:
        now = Status::kUncertain;
        break;
      case Status::kCancelled:
      case Status::kRefused:
      case Status::kPostponed:
        now = now == Status::kHeld ? Status::kUncertain : next;
        break;
      case Status::kPlanned:
        now = now == Status::kHeld ? Status::kHeld : next;
        break;
      case Status::kUncertain:  // "Up in the air" says nothing new of what took place or was called off.
      case Status::kProposed:   // An old wish, told again.
        if (now == Status::kProposed || (now == Status::kPlanned && next == Status::kUncertain)) now = next;
        break;
    }
  }
  return now;
}

EntityId meetingIdOf(const AccountId& smallest) {
  return entityIdOf({"meeting", toHex(smallest.document), std::to_string(smallest.local_meeting)});
}

Meeting foldMeeting(std::vector<Account> accounts) {
  PARLEY_CHECK(!accounts.empty());
  std::sort(accounts.begin(), accounts.end(), [](const Account& a, const Account& b) { return a.id < b.id; });
  Meeting meeting;
  meeting.id = meetingIdOf(accounts.front().id);
  meeting.furniture =
      std::all_of(accounts.begin(), accounts.end(), [](const Account& account) { return account.furniture; });

  std::vector<Party> parties;
  std::map<MeetingKind, std::size_t> kind_votes;
  std::map<std::pair<bool, EntityId>, std::size_t> place_votes;  // Countries only where no city is given.
  std::set<DocumentId> documents;
  const Account* timed = nullptr;
  for (const Account& account : accounts) {
    parties.insert(parties.end(), account.parties.begin(), account.parties.end());
    ++kind_votes[account.kind];
    if (account.place) ++place_votes[{*account.place == account.place_country, *account.place}];
    documents.insert(account.id.document);
    meeting.confidence = std::max(meeting.confidence, account.confidence);
    // A stated time goes before an inferred one of the same length.
    if (timed == nullptr || better(account.when, timed->when) ||
        (!better(timed->when, account.when) && timed->when_inferred && !account.when_inferred)) {
      timed = &account;
    }
  }
  mergeParties(parties);
  for (const Party& party : parties) meeting.participants.push_back({party.entity, party.role});
  meeting.kind = std::min_element(kind_votes.begin(), kind_votes.end(), [](const auto& a, const auto& b) {
                   return std::pair(b.second, kindRank(a.first)) < std::pair(a.second, kindRank(b.first));
                 })->first;
  if (!place_votes.empty()) {
    const bool city_known = !place_votes.begin()->first.first;
    std::erase_if(place_votes, [&](const auto& entry) { return city_known && entry.first.first; });
    meeting.place = mostVoted(place_votes).second;
  }
  meeting.when = timed->when.interval;
  meeting.when_words = timed->when.words;
  meeting.when_inferred = meeting.when && timed->when_inferred;
  meeting.documents = static_cast<std::uint32_t>(documents.size());

  for (const Account& account : accounts) {
    std::optional<Date> known_on;
    if (account.written) known_on = knownOn(*account.written);
    for (const auto& [number, status] : account.reports) {
      meeting.steps.push_back({known_on, {account.id.document, number}, status});
    }
  }
  std::sort(meeting.steps.begin(), meeting.steps.end(), [](const Step& a, const Step& b) {
    if (a.known_on.has_value() != b.known_on.has_value()) return a.known_on.has_value();
    if (a.known_on != b.known_on) return a.known_on < b.known_on;
    return std::tuple(progress(a.status), a.report) < std::tuple(progress(b.status), b.report);
  });

  std::vector<const Account*> order;
  for (const Account& account : accounts) order.push_back(&account);
  std::sort(order.begin(), order.end(), [](const Account* a, const Account* b) {
    if (a->written.has_value() != b->written.has_value()) return a->written.has_value();
    if (a->written && knownOn(*a->written) != knownOn(*b->written)) return knownOn(*a->written) < knownOn(*b->written);
    return std::tuple(progress(a->status), a->id) < std::tuple(progress(b->status), b->id);
  });
  std::vector<Status> history;
  for (const Account* account : order) {
    // Nobody knows when an undated document was written: it counts if it tells of something farther along.
    if (!account->written && !history.empty() && progress(account->status) <= progress(foldStatus(history))) continue;
    history.push_back(account->status);
  }
  meeting.status = foldStatus(history);
  return meeting;
}

std::vector<Triple> triplesOf(const Meeting& meeting) {
  std::vector<Triple> triples;
  const bool held = meeting.status == Status::kHeld;
  for (const Participant& participant : meeting.participants) {
    triples.push_back({participant.entity, Relation::kParticipatesIn, meeting.id});
    if (!held) continue;
    for (const Participant& other : meeting.participants) {
      if (other.entity == participant.entity) continue;
      triples.push_back({participant.entity, meeting.kind == MeetingKind::kCall ? Relation::kSpokeWith : Relation::kMet,
                         other.entity});
    }
  }
  if (held && meeting.place) triples.push_back({meeting.id, Relation::kHeldIn, *meeting.place});
  std::sort(triples.begin(), triples.end());
  return triples;
}

Status strongerStatus(Status a, Status b) {
  if (a == Status::kHeld || b == Status::kHeld) return Status::kHeld;
  return std::min(a, b);
}

}  // namespace parley
