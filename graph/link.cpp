// Which accounts of different documents are one meeting.
#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>

#include "graph/error.h"
#include "graph/resolve.h"

namespace parley {
namespace {

using std::chrono::days;
using std::chrono::weekday;
using std::chrono::year_month_day;

// Share of the larger account's parties that must find a partner. Above one half, so that a meeting of two does not
// pass for one with four only because both of the two were there.
constexpr double kMinMatched = 0.6;
// "Later this week", "at the weekend" are often a day or two beside the day that another document names.
constexpr days kVagueSlack{3};
// An account that gives no time speaks of a recent meeting or of one that is near.
constexpr days kReachBack{14};
constexpr days kReachAhead{45};
// A document of unknown date is tried on all days this near to what it may refer to.
constexpr days kSearchRange{40};

bool standsFor(const Party& group, const Party& other) {
  if (!group.person && group.entity == other.side) return true;
  return std::binary_search(group.members.begin(), group.members.end(), other.side);
}

struct PartyMatch {
  bool possible = false;
  bool identical = false;  // Everybody on both sides has a partner.
  std::size_t same = 0;    // The very same entity.
};

PartyMatch matchParties(const std::vector<Party>& a, const std::vector<Party>& b) {
  PartyMatch match;
  const auto matched = [&](const std::vector<Party>& from, const std::vector<Party>& to, bool count_same) {
    std::size_t found = 0;
    for (const Party& party : from) {
      const bool same =
          std::any_of(to.begin(), to.end(), [&](const Party& other) { return other.entity == party.entity; });
      if (count_same && same) ++match.same;
      if (same || std::any_of(to.begin(), to.end(),
                              [&](const Party& other) { return standsFor(party, other) || standsFor(other, party); })) {
        ++found;
      }
    }
    return found;
  };
  const std::size_t of_a = matched(a, b, true);
  const std::size_t of_b = matched(b, a, false);
  match.identical = of_a == a.size() && of_b == b.size();
  const double larger =
      static_cast<double>(a.size() >= b.size() ? of_a : of_b) / static_cast<double>(std::max(a.size(), b.size()));
  match.possible = match.same >= 1 && (of_a == a.size() || of_b == b.size()) && larger >= kMinMatched;
  return match;
}

enum class Evidence { kAgainst, kNone, kSome, kWeekday, kStrong };

Evidence wordsAgainstDay(const DateExpression& words, Date day) {
  switch (words.form) {
    case DateForm::kWeekday:
      return weekday(day).iso_encoding() == static_cast<unsigned>(words.value) ? Evidence::kWeekday
                                                                               : Evidence::kAgainst;
    case DateForm::kMonthDay: {
      const year_month_day ymd(day);
      const unsigned value = 100 * static_cast<unsigned>(ymd.month()) + static_cast<unsigned>(ymd.day());
      return value == static_cast<unsigned>(words.value) ? Evidence::kStrong : Evidence::kAgainst;
    }
    case DateForm::kMonth:
      return static_cast<unsigned>(year_month_day(day).month()) == static_cast<unsigned>(words.value)
                 ? Evidence::kSome
                 : Evidence::kAgainst;
    default:
      return Evidence::kNone;
  }
}

// The days on which a meeting lies of which the account gives no time. nullopt if nothing is known of its document
// either.
std::optional<DateInterval> reach(const Account& account) {
  if (!account.written) return std::nullopt;
  const bool behind = account.status == Status::kHeld || account.status == Status::kDenied;
  return DateInterval{account.written->first - kReachBack, account.written->last + (behind ? days(0) : kReachAhead),
                      Precision::kRange};
}

bool isVague(const DateInterval& interval) {
  return interval.precision == Precision::kWeek || interval.precision == Precision::kRange;
}

Evidence matchTimes(const Account& a, const Account& b) {
  const auto& ia = a.when.interval;
  const auto& ib = b.when.interval;
  if (ia && ib) {
    if (overlap(*ia, *ib)) {
      const bool both_days = ia->precision == Precision::kDay && ib->precision == Precision::kDay;
      return both_days ? Evidence::kStrong : Evidence::kSome;
    }
    if (!isVague(*ia) && !isVague(*ib)) return Evidence::kAgainst;
    return overlap({ia->first - kVagueSlack, ia->last + kVagueSlack, Precision::kRange}, *ib) ? Evidence::kSome
                                                                                              : Evidence::kAgainst;
  }
  if (ia || ib) {
    const DateInterval& known = ia ? *ia : *ib;
    const Account& other = ia ? b : a;
    if (known.precision == Precision::kDay) {
      const Evidence evidence = wordsAgainstDay(other.when.expression, known.first);
      if (evidence != Evidence::kNone) return evidence;
    }
    const auto other_reach = reach(other);
    return other_reach && !overlap(*other_reach, known) ? Evidence::kAgainst : Evidence::kNone;
  }
  const DateExpression& wa = a.when.expression;
  const DateExpression& wb = b.when.expression;
  if (wa.form != DateForm::kNone && wa.form == wb.form)
    return wa.value == wb.value ? Evidence::kSome : Evidence::kAgainst;
  const auto ra = reach(a);
  const auto rb = reach(b);
  return ra && rb && !overlap(*ra, *rb) ? Evidence::kAgainst : Evidence::kNone;
}

// -1 against, 0 nothing known, 1 one lies in the other, 2 the same.
int matchPlaces(const Account& a, const Account& b) {
  if (!a.place || !b.place) return 0;
  if (*a.place == *b.place) return 2;
  const bool a_is_country = *a.place == a.place_country;
  const bool b_is_country = *b.place == b.place_country;
  if (a.place_country == b.place_country && (a_is_country || b_is_country)) return 1;
  return -1;
}

// How well two accounts of different documents agree; nullopt if they cannot be one meeting.
std::optional<int> agreement(const Account& a, const Account& b) {
  if ((a.kind == MeetingKind::kCall) != (b.kind == MeetingKind::kCall)) return std::nullopt;
  const PartyMatch parties = matchParties(a.parties, b.parties);
  if (!parties.possible) return std::nullopt;
  // A visit is more than a meeting on it: only the very same parties make them one.
  const bool same_parties = parties.same == a.parties.size() && parties.same == b.parties.size();
  if ((a.kind == MeetingKind::kVisit) != (b.kind == MeetingKind::kVisit) && !same_parties) return std::nullopt;
  const Evidence times = matchTimes(a, b);
  const int places = matchPlaces(a, b);
  if (times == Evidence::kAgainst || places < 0) return std::nullopt;
  const bool same_kind = a.kind == b.kind;
  const bool same_status = a.status == b.status;
  // Without a time that agrees, both documents must be placed in time, and everybody or the rest be the same.
  if (times == Evidence::kNone) {
    const bool placed = (a.written || a.when.interval) && (b.written || b.when.interval);
    if (!placed || !(parties.identical || (places > 0 && same_kind && same_status))) return std::nullopt;
  }
  // A coarse time or a bare weekday needs a second sign: one kind, or the very same parties and status, for what one
  // paper calls a summit is a meeting in another.
  const bool same_told = same_kind && (same_status || parties.identical);
  const bool visit = a.kind == MeetingKind::kVisit || b.kind == MeetingKind::kVisit;
  const bool same_people = parties.identical && same_status && !visit;
  if ((times == Evidence::kSome || times == Evidence::kWeekday) && places == 0 && !same_told && !same_people)
    return std::nullopt;
  return 100 * static_cast<int>(times) + 30 * static_cast<int>(parties.same) + (parties.identical ? 40 : 0) +
         20 * places + (same_kind ? 10 : 0) + (same_status ? 10 : 0);
}

std::int64_t distance(const Account& a, const Account& b) {
  const auto spanOf = [](const Account& account) -> std::optional<DateInterval> {
    if (account.when.interval) return account.when.interval;
    if (account.written) return DateInterval{account.written->first, account.written->last, Precision::kRange};
    return std::nullopt;
  };
  const auto sa = spanOf(a);
  const auto sb = spanOf(b);
  if (!sa || !sb || overlap(*sa, *sb)) return 0;
  return (sa->first > sb->last ? sa->first - sb->last : sb->first - sa->last).count();
}

// Accounts of different documents that say the same of a meeting. News is copied: a block of thousands of accounts has
// few of these, and they are what is compared.
struct Alike {
  const Account* says = nullptr;      // The first of them.
  std::vector<std::size_t> accounts;  // Positions in the block, ascending.
  std::set<DocumentId> documents;
};

// What an account says, without who says it. Of two accounts of one document that say the same, the second is put
// beside the seconds of other documents: a document tells its own meetings apart.
std::vector<Alike> alikes(const std::vector<Account>& block, const std::vector<std::size_t>& accounts) {
  std::map<std::pair<Account, std::size_t>, Alike> found;
  for (const std::size_t i : accounts) {
    // Whoever does not agree with himself (no time, and none known of the document) agrees with nobody.
    if (!agreement(block[i], block[i])) continue;
    Account said = block[i];
    said.id = {};
    said.reports.clear();
    said.confidence = 0;
    said.furniture = false;
    std::pair<Account, std::size_t> key(std::move(said), 0);
    while (found[key].documents.contains(block[i].id.document)) ++key.second;
    Alike& alike = found[key];
    if (alike.says == nullptr) alike.says = &block[i];
    alike.accounts.push_back(i);
    alike.documents.insert(block[i].id.document);
  }
  std::vector<Alike> result;
  for (auto& [key, alike] : found) result.push_back(std::move(alike));
  std::sort(result.begin(), result.end(), [](const Alike& a, const Alike& b) { return a.accounts < b.accounts; });
  return result;
}

bool disjoint(const std::set<DocumentId>& a, const std::set<DocumentId>& b) {
  const auto& [small, large] = a.size() < b.size() ? std::tie(a, b) : std::tie(b, a);
  return std::none_of(small.begin(), small.end(),
                      [&large = large](const DocumentId& id) { return large.contains(id); });
}

struct Cluster {
  std::vector<const Alike*> members;
  std::set<DocumentId> documents;
  std::vector<std::size_t> accounts;
};

bool compatible(const Cluster& a, const Cluster& b) {
  return disjoint(a.documents, b.documents) && std::all_of(a.members.begin(), a.members.end(), [&](const Alike* x) {
           return std::all_of(b.members.begin(), b.members.end(),
                              [&](const Alike* y) { return agreement(*x->says, *y->says).has_value(); });
         });
}

Date earliest(const Account& account) {
  if (account.when.interval) return account.when.interval->first - kVagueSlack;
  const auto days_of = reach(account);
  return days_of ? days_of->first : Date::min();
}

Date latest(const Account& account) {
  if (account.when.interval) return account.when.interval->last + kVagueSlack;
  const auto days_of = reach(account);
  return days_of ? days_of->last : Date::max();
}

// Agglomerates greedily, best agreement first. Two clusters join only if every account of one can be the same meeting
// as every account of the other, so that a chain of half-agreements joins nothing.
std::vector<Cluster> clustersOf(const std::vector<Alike>& alike) {
  struct Candidate {
    int score;
    std::int64_t apart;
    std::size_t a, b;
  };
  std::vector<Candidate> candidates;
  std::vector<std::size_t> by_day(alike.size());
  std::iota(by_day.begin(), by_day.end(), std::size_t{0});
  // Only what can overlap in time is compared: ascending by the first day, until nothing later can reach back.
  const auto first = [&](std::size_t i) { return earliest(*alike[i].says); };
  std::sort(by_day.begin(), by_day.end(),
            [&](std::size_t a, std::size_t b) { return std::pair(first(a), a) < std::pair(first(b), b); });
  for (std::size_t i = 0; i < by_day.size(); ++i) {
    const Date last = latest(*alike[by_day[i]].says);
    for (std::size_t k = i + 1; k < by_day.size() && first(by_day[k]) <= last; ++k) {
      const auto [a, b] = std::minmax({by_day[i], by_day[k]});
      const auto score = agreement(*alike[a].says, *alike[b].says);
      if (score) candidates.push_back({*score, distance(*alike[a].says, *alike[b].says), a, b});
    }
  }
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& x, const Candidate& y) {
    return std::tuple(-x.score, x.apart, x.a, x.b) < std::tuple(-y.score, y.apart, y.a, y.b);
  });

  std::vector<std::size_t> cluster_of(alike.size());
  std::map<std::size_t, Cluster> clusters;
  std::map<std::size_t, std::set<std::size_t>> refused;  // Pairs of clusters found incompatible: they stay so.
  for (std::size_t i = 0; i < alike.size(); ++i) {
    cluster_of[i] = i;
    clusters[i] = {{&alike[i]}, alike[i].documents, alike[i].accounts};
  }
  for (const Candidate& candidate : candidates) {
    const std::size_t into = cluster_of[candidate.a];
    const std::size_t from = cluster_of[candidate.b];
    if (into == from || refused[into].contains(from)) continue;
    Cluster& target = clusters[into];
    Cluster& source = clusters[from];
    if (!compatible(target, source)) {
      refused[into].insert(from);
      refused[from].insert(into);
      continue;
    }
    for (const Alike* member : source.members) cluster_of[static_cast<std::size_t>(member - alike.data())] = into;
    target.members.insert(target.members.end(), source.members.begin(), source.members.end());
    target.documents.insert(source.documents.begin(), source.documents.end());
    target.accounts.insert(target.accounts.end(), source.accounts.begin(), source.accounts.end());
    for (const std::size_t other : refused[from]) {
      refused[other].insert(into);
      refused[into].insert(other);
    }
    clusters.erase(from);
  }
  std::vector<Cluster> result;
  for (auto& [key, cluster] : clusters) result.push_back(std::move(cluster));
  return result;
}

// Time evidence before nearness, the smaller the better.
using Rank = std::pair<int, std::int64_t>;

// How well `alike` fits each cluster that it fits.
std::vector<std::pair<Rank, std::size_t>> ranked(const Alike& alike, const std::vector<Cluster>& clusters) {
  std::vector<std::pair<Rank, std::size_t>> ranks;
  for (std::size_t c = 0; c < clusters.size(); ++c) {
    std::optional<Rank> best;
    const bool fits = std::all_of(clusters[c].members.begin(), clusters[c].members.end(), [&](const Alike* member) {
      const auto score = agreement(*alike.says, *member->says);
      if (!score) return false;
      const Rank now(-*score / 100, distance(*alike.says, *member->says));
      if (!best || now < *best) best = now;
      return true;
    });
    if (fits) ranks.emplace_back(*best, c);
  }
  std::sort(ranks.begin(), ranks.end());
  return ranks;
}

// The best cluster that has no account of `document` yet; nullopt if there is none or two fit equally.
std::optional<std::size_t> choice(const std::vector<std::pair<Rank, std::size_t>>& ranks,
                                  const std::vector<Cluster>& clusters, const DocumentId& document) {
  const std::pair<Rank, std::size_t>* best = nullptr;
  for (const auto& entry : ranks) {
    if (clusters[entry.second].documents.contains(document)) continue;
    if (best != nullptr) return entry.first == best->first ? std::nullopt : std::optional(best->second);
    best = &entry;
  }
  return best == nullptr ? std::nullopt : std::optional(best->second);
}

}  // namespace

std::vector<PairKey> pairKeys(const Account& account) {
  const auto sidesOf = [](const Party& party) {
    std::set<EntityId> sides(party.members.begin(), party.members.end());
    sides.insert(party.side);
    return sides;
  };
  std::set<PairKey> keys;
  const std::size_t count = std::min(account.parties.size(), kMaxPairedParties);
  const auto insert = [&](EntityId a, EntityId b) {
    if (a != b) keys.insert(a < b ? PairKey{a, b} : PairKey{b, a});
  };
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t k = i + 1; k < count; ++k) {
      const Party& a = account.parties[i];
      const Party& b = account.parties[k];
      if (a.side == b.side) insert(a.entity, b.entity);
      for (const EntityId x : sidesOf(a)) {
        for (const EntityId y : sidesOf(b)) insert(x, y);
      }
    }
  }
  return {keys.begin(), keys.end()};
}

std::vector<AccountLink> linkAccounts(std::vector<Account> block) {
  std::sort(block.begin(), block.end(), [](const Account& a, const Account& b) { return a.id < b.id; });
  std::vector<std::size_t> dated;
  std::vector<std::size_t> floating;
  for (std::size_t i = 0; i < block.size(); ++i) (block[i].when.interval ? dated : floating).push_back(i);
  const std::vector<Alike> dated_alike = alikes(block, dated);
  std::vector<Cluster> clusters = clustersOf(dated_alike);

  // Accounts without a time each choose among the dated clusters, not seeing one another's choice. Two of one document
  // cannot both be the same meeting: then neither joins.
  std::map<std::size_t, std::map<DocumentId, std::vector<std::size_t>>> joining;
  std::vector<std::size_t> unplaced;
  for (const Alike& alike : alikes(block, floating)) {
    const auto ranks = ranked(alike, clusters);
    for (const std::size_t account : alike.accounts) {
      const auto chosen = choice(ranks, clusters, block[account].id.document);
      (chosen ? joining[*chosen][block[account].id.document] : unplaced).push_back(account);
    }
  }
  for (const auto& [cluster, of_document] : joining) {
    for (const auto& [document, accounts] : of_document) {
      std::vector<std::size_t>& to = accounts.size() == 1 ? clusters[cluster].accounts : unplaced;
      to.insert(to.end(), accounts.begin(), accounts.end());
    }
  }
  std::sort(unplaced.begin(), unplaced.end());
  const std::vector<Alike> unplaced_alike = alikes(block, unplaced);
  for (Cluster& cluster : clustersOf(unplaced_alike)) clusters.push_back(std::move(cluster));

  std::vector<AccountLink> links;
  for (Cluster& cluster : clusters) {
    std::sort(cluster.accounts.begin(), cluster.accounts.end());
    const AccountId& smallest = block[cluster.accounts[0]].id;
    for (std::size_t i = 1; i < cluster.accounts.size(); ++i)
      links.emplace_back(smallest, block[cluster.accounts[i]].id);
  }
  std::sort(links.begin(), links.end());
  return links;
}

std::vector<Account> datingAccounts(std::span<const Account> accounts) {
  std::map<DateInterval, const Account*> by_day;
  for (const Account& account : accounts) {
    const auto& interval = account.when.interval;
    const bool stated = account.written && !account.written_inferred && !account.when_inferred;
    if (stated && interval && interval->precision == Precision::kDay) by_day.emplace(*interval, &account);
  }
  std::vector<Account> dating;
  for (const auto& [day, account] : by_day) dating.push_back(*account);
  return dating;
}

std::vector<DateEvidence> dateEvidence(const Account& own, std::span<const Account> dating) {
  std::vector<DateEvidence> evidence;
  const DateForm form = own.when.expression.form;
  if (own.written || form == DateForm::kNone || form == DateForm::kAbsolute) return evidence;
  for (const Account& other : dating) evidence.push_back({own.when.expression, other.when.interval.value()});
  std::sort(evidence.begin(), evidence.end());
  return evidence;
}

std::optional<InferredDate> inferDate(std::vector<DateEvidence> evidence) {
  if (evidence.empty()) return std::nullopt;
  std::sort(evidence.begin(), evidence.end());
  std::optional<InferredDate> inferred;
  for (const DateEvidence& piece : evidence) {
    std::optional<DateWindow> window;
    for (Date day = piece.interval.first - kSearchRange; day <= piece.interval.last + kSearchRange; day += days(1)) {
      const auto meant = anchor(piece.expression, day);
      if (!meant || !overlap(*meant, piece.interval)) continue;
      if (!window) window = DateWindow{day, day};
      window->last = day;
    }
    if (!window) return std::nullopt;
    if (!inferred) {
      inferred = InferredDate{*window, {piece.interval.first, piece.interval.last, Precision::kRange}};
      continue;
    }
    inferred->window = {std::max(inferred->window.first, window->first), std::min(inferred->window.last, window->last)};
    inferred->known.first = std::min(inferred->known.first, piece.interval.first);
    inferred->known.last = std::max(inferred->known.last, piece.interval.last);
    if (inferred->window.first > inferred->window.last) return std::nullopt;
  }
  return inferred;
}

Account withInferredDate(Account account, const InferredDate& inferred) {
  if (account.written) return account;
  account.written = inferred.window;
  account.written_inferred = true;
  if (account.when.interval) return account;
  std::set<DateInterval> choices;
  for (Date day = inferred.window.first; day <= inferred.window.last; day += days(1)) {
    const auto meant = anchor(account.when.expression, day);
    if (meant) choices.insert(*meant);
  }
  const auto awayFromKnown = [&](const DateInterval& choice) {
    if (overlap(choice, inferred.known)) return days(0);
    return choice.first > inferred.known.last ? choice.first - inferred.known.last : inferred.known.first - choice.last;
  };
  std::optional<DateInterval> nearest;
  bool tie = false;
  for (const DateInterval& choice : choices) {
    if (nearest && awayFromKnown(choice) == awayFromKnown(*nearest)) {
      tie = true;
    } else if (!nearest || awayFromKnown(choice) < awayFromKnown(*nearest)) {
      nearest = choice;
      tie = false;
    }
  }
  if (nearest && !tie) {
    account.when.interval = nearest;
    account.when_inferred = true;
  }
  return account;
}

std::vector<std::vector<AccountId>> components(std::vector<AccountId> accounts, const std::vector<AccountLink>& links) {
  std::sort(accounts.begin(), accounts.end());
  accounts.erase(std::unique(accounts.begin(), accounts.end()), accounts.end());
  const auto indexOf = [&](const AccountId& id) {
    const auto found = std::lower_bound(accounts.begin(), accounts.end(), id);
    PARLEY_CHECK(found != accounts.end() && *found == id);
    return static_cast<std::size_t>(found - accounts.begin());
  };
  // Union-find; the smaller root wins, so that roots are the smallest accounts.
  std::vector<std::size_t> parent(accounts.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto rootOf = [&](std::size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (const auto& [a, b] : links) {
    const auto [low, high] = std::minmax({rootOf(indexOf(a)), rootOf(indexOf(b))});
    parent[high] = low;
  }
  std::map<std::size_t, std::vector<AccountId>> groups;
  for (std::size_t i = 0; i < accounts.size(); ++i) groups[rootOf(i)].push_back(accounts[i]);
  std::vector<std::vector<AccountId>> result;
  for (auto& [root, group] : groups) result.push_back(std::move(group));
  return result;
}

}  // namespace parley
