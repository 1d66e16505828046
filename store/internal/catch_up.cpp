#include "store/internal/catch_up.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "graph/error.h"
#include "graph/name.h"
#include "graph/resolve.h"

namespace parley::store {
namespace {

// The local entities of a document, by the entity that they were resolved to.
using Groups = std::map<EntityId, std::vector<const LocalEntity*>>;

Groups groupsOf(const std::vector<LocalEntity>& locals, const std::vector<EntityId>& resolved) {
  PARLEY_CHECK(locals.size() == resolved.size());
  Groups groups;
  for (std::size_t i = 0; i < locals.size(); ++i) groups[resolved[i]].push_back(&locals[i]);
  return groups;
}

bool sameLocals(const std::vector<const LocalEntity*>& a, const std::vector<const LocalEntity*>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const LocalEntity* x, const LocalEntity* y) { return *x == *y; });
}

std::set<std::string> wordsOf(const std::optional<Entity>& entity) {
  std::set<std::string> words;
  if (!entity) return words;
  for (std::string& word : nameWords(entity->name)) words.insert(std::move(word));
  for (const std::string& alias : entity->aliases) {
    for (std::string& word : nameWords(alias)) words.insert(std::move(word));
  }
  return words;
}

// Calls `gone` for what only `before` has and `came` for what only `now` has.
template <typename Value, typename Gone, typename Came>
void forDifferences(const std::set<Value>& before, const std::set<Value>& now, const Gone& gone, const Came& came) {
  for (const Value& value : before) {
    if (!now.contains(value)) gone(value);
  }
  for (const Value& value : now) {
    if (!before.contains(value)) came(value);
  }
}

std::set<PairKey> blocksOf(const std::optional<Account>& account) {
  if (!account) return {};
  const std::vector<PairKey> keys = pairKeys(*account);
  return {keys.begin(), keys.end()};
}

std::string coveredKey(const Rows& rows, const DocumentId& id) {
  const bool marked = rows.get(documentKey(Tag::kMark, id)).has_value();
  return documentKey(marked ? Tag::kCoveredDocument : Tag::kDocument, id);
}

enum class Pass { kAsWritten, kAsInferred };
Tag linkTag(Pass pass) { return pass == Pass::kAsWritten ? Tag::kLinkAsWritten : Tag::kLinkAsInferred; }

class CatchUp {
 public:
  CatchUp(Changes& now, const Decisions& decided_before, const Decisions& decided_now)
      : before_(now.before()), now_(now), decided_before_(decided_before), decided_now_(decided_now) {}

  void run(std::span<const DocumentId> marked, std::span<const Decision> decided = {}) {
    loadChanged(marked);
    resolvePersons(decided);
    moveVotes();
    foldEntities();
    loadJudged(decided);
    describeMeetings();
    link(Pass::kAsWritten, blocks_);
    inferDates();
    link(Pass::kAsInferred, blocks_);
    foldMeetings();
    count();
    for (const DocumentId& id : marked) {
      for (const Tag tag : {Tag::kMark, Tag::kCoveredDocument, Tag::kCoveredText}) now_.erase(documentKey(tag, id));
    }
  }

 private:
  struct Versions {
    std::optional<ReadDocument> before;
    std::optional<ReadDocument> now;
  };

  // --- 1. What changed ---

  void loadChanged(std::span<const DocumentId> marked) {
    for (const DocumentId& id : marked) {
      Versions& versions = changed_[id];
      versions.before = coveredDocument(before_, id);
      const auto record = before_.get(documentKey(Tag::kDocument, id));
      if (record) versions.now = decodeDocument(id, *record);
      forDifferences(
          namesOf(versions.before), namesOf(versions.now),
          [&](const std::string& name) { now_.erase(documentNameKey(name, id)); },
          [&](const std::string& name) { now_.put(documentNameKey(name, id), {}); });
      countDocument(versions.before, -1);
      countDocument(versions.now, +1);
    }
  }

  static std::set<std::string> namesOf(const std::optional<ReadDocument>& read) {
    std::set<std::string> names;
    if (!read) return names;
    for (const Sighting& sighting : read->document.sightings) names.insert(sighting.name);
    return names;
  }

  void countDocument(const std::optional<ReadDocument>& read, std::int64_t sign) {
    if (!read) return;
    documents_ += sign;
    reports_ += sign * static_cast<std::int64_t>(read->extraction.reports.size());
  }

  // Of documents that did not change: decoded once.
  const ReadDocument& unchanged(const DocumentId& id) {
    const auto found = unchanged_.find(id);
    if (found != unchanged_.end()) return found->second;
    return unchanged_.emplace(id, decodeDocument(id, before_.need(coveredKey(before_, id), "document " + toHex(id))))
        .first->second;
  }

  const ReadDocument* versionBefore(const DocumentId& id) {
    const auto found = changed_.find(id);
    if (found == changed_.end()) return &unchanged(id);
    return found->second.before ? &*found->second.before : nullptr;
  }
  const ReadDocument* versionNow(const DocumentId& id) {
    const auto found = changed_.find(id);
    if (found == changed_.end()) return &unchanged(id);
    return found->second.now ? &*found->second.now : nullptr;
  }

  // --- 2. Local entities to entities ---

  [[nodiscard]] std::vector<EntityId> resolvedBefore(const DocumentId& id) const {
    const auto record = before_.get(documentKey(Tag::kResolved, id));
    return record ? decodeResolved(*record) : std::vector<EntityId>();
  }

  void resolvePersons(std::span<const Decision> decided) {
    std::set<std::string> keys;
    for (const Decision& decision : decided) {
      for (const std::string& name : {decision.name, decision.other}) {
        for (std::string& word : nameWords(name)) keys.insert(std::move(word));
      }
    }
    for (const auto& [id, versions] : changed_) {
      if (versions.before) {
        const auto& locals = versions.before->extraction.entities;
        for (LocalIndex i = 0; i < locals.size(); ++i) {
          const std::string key = nameKey(locals[i]);
          if (key.empty()) continue;
          now_.erase(nameBlockKey(key, {id, i}));
          keys.insert(key);
        }
      }
      if (versions.now) {
        const auto& locals = versions.now->extraction.entities;
        std::vector<EntityId>& resolved = resolved_[id];
        resolved.resize(locals.size());
        for (LocalIndex i = 0; i < locals.size(); ++i) {
          const std::string key = nameKey(locals[i]);
          if (key.empty()) {
            resolved[i] = namedEntityId(locals[i].kind, locals[i].name);
          } else {
            now_.put(nameBlockKey(key, {id, i}), encodeLocalEntity(locals[i]));
            keys.insert(key);
          }
        }
      }
    }
    // What went apart was together before.
    for (const std::string& key : std::set<std::string>(keys)) keys.merge(decided_before_.blocksWith(key));
    while (!keys.empty()) {
      const std::set<std::string> together = decided_now_.blocksWith(*keys.begin());
      resolveBlocks(together);
      for (const std::string& key : together) keys.erase(key);
    }
    std::erase_if(resolved_, [&](const auto& entry) {
      return !changed_.contains(entry.first) && entry.second == resolvedBefore(entry.first);
    });
  }

  void resolveBlocks(const std::set<std::string>& keys) {
    std::vector<std::pair<LocalRef, LocalEntity>> locals;
    for (const std::string& key : keys) {
      const std::string prefix = nameBlockPrefix(key);
      now_.forEach(prefix, [&](std::string_view row, std::string_view body) {
        KeyReader reader(row);
        reader.skip(prefix.size());
        const DocumentId document = reader.takeDocument();
        locals.push_back({{document, reader.take32()}, decodeLocalEntity(body)});
        return true;
      });
    }
    std::vector<PersonMention> block;
    for (const auto& [ref, local] : locals) block.push_back({ref, &local});
    for (const auto& [ref, entity] : resolvePeople(std::move(block), decided_now_)) {
      const auto [place, is_new] = resolved_.try_emplace(ref.document);
      if (is_new) place->second = resolvedBefore(ref.document);
      PARLEY_CHECK(ref.entity < place->second.size());
      place->second[ref.entity] = entity;
    }
  }

  // Documents whose local entities changed, or what these were resolved to.
  [[nodiscard]] std::set<DocumentId> resolvedAnew() const {
    std::set<DocumentId> ids;
    for (const auto& [id, versions] : changed_) ids.insert(id);
    for (const auto& [id, resolved] : resolved_) ids.insert(id);
    return ids;
  }

  [[nodiscard]] std::vector<EntityId> resolvedNow(const DocumentId& id) const {
    const auto found = resolved_.find(id);
    return found != resolved_.end() ? found->second
           : changed_.contains(id)  ? std::vector<EntityId>()
                                    : resolvedBefore(id);
  }

  void moveVotes() {
    for (const DocumentId& id : resolvedAnew()) {
      const ReadDocument* before = versionBefore(id);
      const ReadDocument* now = versionNow(id);
      const Groups groups_before =
          before != nullptr ? groupsOf(before->extraction.entities, resolvedBefore(id)) : Groups();
      const Groups groups_now = now != nullptr ? groupsOf(now->extraction.entities, resolvedNow(id)) : Groups();
      for (const auto& [entity, locals] : groups_before) {
        const auto same = groups_now.find(entity);
        if (same != groups_now.end() && sameLocals(same->second, locals)) continue;
        tally(entity).now.remove(locals);
        if (same == groups_now.end()) now_.erase(mentioningKey(entity, id));
      }
      for (const auto& [entity, locals] : groups_now) {
        const auto same = groups_before.find(entity);
        if (same != groups_before.end() && sameLocals(same->second, locals)) continue;
        tally(entity).now.add(locals);
        if (same == groups_before.end()) now_.put(mentioningKey(entity, id), {});
      }
      if (now != nullptr) {
        now_.put(documentKey(Tag::kResolved, id), encodeResolved(resolvedNow(id)));
      } else {
        now_.erase(documentKey(Tag::kResolved, id));
      }
    }
  }

  struct Tallies {
    EntityTally before;
    EntityTally now;
  };

  Tallies& tally(EntityId id) {
    const auto found = tallies_.find(id);
    if (found != tallies_.end()) return found->second;
    const auto record = before_.get(entityKey(Tag::kTally, id));
    const EntityTally tally = record ? decodeTally(*record) : EntityTally();
    return tallies_.emplace(id, Tallies{tally, tally}).first->second;
  }

  void foldEntities() {
    const auto fold = [](EntityId id, const EntityTally& tally) {
      return tally.empty() ? std::nullopt : std::optional(foldEntity(id, tally));
    };
    describe_ = resolvedAnew();
    for (const auto& entry : tallies_) {
      const EntityId id = entry.first;
      const Tallies& tallies = entry.second;
      const std::optional<Entity> before = fold(id, tallies.before);
      const std::optional<Entity> now = fold(id, tallies.now);
      entities_ += (now ? 1 : 0) - (before ? 1 : 0);
      forDifferences(
          wordsOf(before), wordsOf(now), [&](const std::string& word) { now_.erase(wordKey(word, id)); },
          [&](const std::string& word) { now_.put(wordKey(word, id), {}); });
      if (!now) {
        now_.erase(entityKey(Tag::kTally, id));
        continue;
      }
      now_.put(entityKey(Tag::kTally, id), encodeTally(tallies.now));
      folded_.emplace(id, *now);
      // Of an entity, accounts hold for whom it acts.
      if (before && (before->country != now->country || before->members != now->members)) {
        const std::string prefix = entityKey(Tag::kMentioning, id);
        for (const std::string& key : now_.keys(prefix)) {
          KeyReader reader(key);
          reader.skip(prefix.size());
          describe_.insert(reader.takeDocument());
        }
      }
    }
  }

  const Entity& entity(EntityId id) {
    const auto found = folded_.find(id);
    if (found != folded_.end()) return found->second;
    const std::string record = before_.need(entityKey(Tag::kTally, id), "entity " + toHex(id));
    return folded_.emplace(id, foldEntity(id, decodeTally(record))).first->second;
  }

  // --- 3. Accounts, and what documents state by themselves ---

  // Documents that the derived rows cover and of whose reports something was decided.
  void loadJudged(std::span<const Decision> decided) {
    for (const Decision& decision : decided) {
      if (!decision.report) continue;
      const DocumentId& id = decision.report->document;
      if (!before_.get(documentKey(Tag::kResolved, id))) continue;
      judged_.insert(id);
      describe_.insert(id);
    }
  }

  void describeMeetings() {
    for (const DocumentId& id : describe_) {
      const ReadDocument* now = versionNow(id);
      std::vector<ResolvedLocal> resolved;
      for (const EntityId local : resolvedNow(id)) resolved.push_back({local, entity(local)});
      std::map<AccountId, Account> accounts;
      if (now != nullptr) {
        for (Account& account : accountsOf(id, decided_now_.judged(id, now->extraction), resolved))
          accounts.emplace(account.id, std::move(account));
      }
      std::set<AccountId> ids;
      for (const auto& [account_id, account] : accounts) ids.insert(account_id);
      for (const AccountId& account_id : accountIdsOf(before_, id)) ids.insert(account_id);
      for (const AccountId& account_id : ids) {
        const auto account = accounts.find(account_id);
        replaceAccount(account_id,
                       account != accounts.end() ? std::optional(std::move(account->second)) : std::nullopt);
      }
      if (changed_.contains(id) || resolved_.contains(id) || judged_.contains(id)) restateTriples(id, now, resolved);
    }
  }

  template <typename Source>
  static std::vector<AccountId> accountIdsOf(const Source& rows, const DocumentId& document) {
    std::vector<AccountId> ids;
    for (const std::string& key : rows.keys(documentKey(Tag::kAccount, document)))
      ids.push_back(KeyReader(key).takeAccount());
    return ids;
  }

  void replaceAccount(const AccountId& id, std::optional<Account> now) {
    const std::string key = accountKey(Tag::kAccount, id);
    const auto record = before_.get(key);
    const std::optional<Account> before = record ? std::optional(decodeAccount(id, *record)) : std::nullopt;
    if (before == now) return;
    const std::set<PairKey> blocks_before = blocksOf(before);
    const std::set<PairKey> blocks_now = blocksOf(now);
    blocks_.insert(blocks_before.begin(), blocks_before.end());
    blocks_.insert(blocks_now.begin(), blocks_now.end());
    forDifferences(
        blocks_before, blocks_now, [&](const PairKey& block) { now_.erase(pairBlockKey(block, id)); },
        [&](const PairKey& block) { now_.put(pairBlockKey(block, id), {}); });
    if (now) {
      now_.put(key, encodeAccount(*now));
    } else {
      now_.erase(key);
    }
    accounts_.insert_or_assign(id, std::move(now));
    touched_.insert(id);
  }

  void restateTriples(const DocumentId& id, const ReadDocument* now, std::span<const ResolvedLocal> resolved) {
    if (const ReadDocument* before = versionBefore(id)) {
      std::vector<ResolvedLocal> resolved_before;
      for (const EntityId local : resolvedBefore(id))
        resolved_before.push_back({local, {}});  // Their ids are all that counts.
      for (const StatedTriple& stated :
           statedTriples(decided_before_.judged(id, before->extraction), resolved_before)) {
        eraseTriple(stated.triple, {ReportId{id, stated.report}, {}});
      }
    }
    if (now == nullptr) return;
    for (const StatedTriple& stated : statedTriples(decided_now_.judged(id, now->extraction), resolved)) {
      putTriple(stated.triple, {ReportId{id, stated.report}, {}}, stated.status);
    }
  }

  void putTriple(const Triple& triple, const Contributor& contributor, Status status) {
    triples_.insert(triple);
    for (std::string& key : tripleKeys(triple, contributor)) now_.put(std::move(key), encodeStatus(status));
  }
  void eraseTriple(const Triple& triple, const Contributor& contributor) {
    triples_.insert(triple);
    for (std::string& key : tripleKeys(triple, contributor)) now_.erase(std::move(key));
  }

  // --- 4. Links, dates, meetings ---

  // As written; nullopt if there is no such account now.
  const std::optional<Account>& account(const AccountId& id) {
    const auto found = accounts_.find(id);
    if (found != accounts_.end()) return found->second;
    const auto record = before_.get(accountKey(Tag::kAccount, id));
    return accounts_.emplace(id, record ? std::optional(decodeAccount(id, *record)) : std::nullopt).first->second;
  }

  [[nodiscard]] std::optional<DocumentDate> documentDate(const DocumentId& id) const {
    const auto record = now_.get(documentKey(Tag::kDocumentDate, id));
    return record ? std::optional(decodeDocumentDate(*record)) : std::nullopt;
  }

  Account accountIn(Pass pass, const AccountId& id) {
    const std::optional<Account>& as_written = account(id);
    PARLEY_CHECK(as_written.has_value());
    if (pass == Pass::kAsWritten || as_written->written) return *as_written;
    const auto date = documentDate(id.document);
    return date && date->inferred ? withInferredDate(*as_written, *date->inferred) : *as_written;
  }

  template <typename Source>
  static std::set<AccountId> membersOf(const Source& rows, const PairKey& block) {
    std::set<AccountId> members;
    const std::string prefix = pairBlockPrefix(block);
    for (const std::string& key : rows.keys(prefix)) {
      KeyReader reader(key);
      reader.skip(prefix.size());
      members.insert(reader.takeAccount());
    }
    return members;
  }

  // The last account of each link row that begins with `prefix`.
  template <typename Source>
  static std::vector<AccountId> linkedBy(const Source& rows, const std::string& prefix) {
    std::vector<AccountId> others;
    for (const std::string& key : rows.keys(prefix)) {
      KeyReader reader(key);
      static_cast<void>(reader.takeAccount());
      static_cast<void>(reader.takeEntity());
      static_cast<void>(reader.takeEntity());
      others.push_back(reader.takeAccount());
    }
    return others;
  }

  void link(Pass pass, const std::set<PairKey>& blocks) {
    const Tag tag = linkTag(pass);
    for (const PairKey& block : blocks) {
      std::set<AccountLink> links_before;
      for (const AccountId& member : membersOf(before_, block)) {
        for (const AccountId& other : linkedBy(before_, linkPrefix(tag, member, block))) {
          if (member < other) links_before.emplace(member, other);
        }
      }
      std::vector<Account> accounts;
      for (const AccountId& member : membersOf(now_, block)) accounts.push_back(accountIn(pass, member));
      const std::vector<AccountLink> found = linkAccounts(std::move(accounts));
      const auto forBoth = [&](const AccountLink& link, const auto& change) {
        change(linkKey(tag, link.first, block, link.second));
        change(linkKey(tag, link.second, block, link.first));
        touched_.insert(link.first);
        touched_.insert(link.second);
      };
      forDifferences(
          links_before, std::set<AccountLink>(found.begin(), found.end()),
          [&](const AccountLink& link) { forBoth(link, [&](std::string key) { now_.erase(std::move(key)); }); },
          [&](const AccountLink& link) { forBoth(link, [&](std::string key) { now_.put(std::move(key), {}); }); });
    }
  }

  // All accounts that links of this pass connect with `start`, itself included; ascending.
  std::set<AccountId> connected(Pass pass, const AccountId& start) {
    std::set<AccountId> reached = {start};
    std::vector<AccountId> open = {start};
    while (!open.empty()) {
      const AccountId next = open.back();
      open.pop_back();
      for (const AccountId& other : linkedBy(now_, linkPrefix(linkTag(pass), next))) {
        if (reached.insert(other).second) open.push_back(other);
      }
    }
    return reached;
  }

  // The meetings-to-be that a change can have reached: every piece of what fell apart holds an end of a link that went.
  std::vector<std::set<AccountId>> touchedGroups(Pass pass) {
    std::vector<std::set<AccountId>> groups;
    std::set<AccountId> seen;
    for (const AccountId& id : touched_) {
      if (seen.contains(id) || !account(id)) continue;
      groups.push_back(connected(pass, id));
      seen.insert(groups.back().begin(), groups.back().end());
    }
    return groups;
  }

  void inferDates() {
    std::set<DocumentId> candidates = describe_;
    for (const std::set<AccountId>& group : touchedGroups(Pass::kAsWritten)) {
      for (const AccountId& id : group) {
        if (!account(id)->written) candidates.insert(id.document);
      }
    }
    for (const DocumentId& id : candidates) {
      const std::string key = documentKey(Tag::kDocumentDate, id);
      const std::optional<DocumentDate> before = documentDate(id);
      std::optional<DocumentDate> now;
      const ReadDocument* read = describe_.contains(id) ? versionNow(id) : nullptr;
      if (read != nullptr && read->extraction.date) {
        now = DocumentDate{read->extraction.date, std::nullopt};
      } else if (auto inferred = inferDate(evidenceFor(id))) {
        now = DocumentDate{std::nullopt, std::move(inferred)};
      }
      if (before == now) continue;
      if (now) {
        now_.put(key, encodeDocumentDate(*now));
      } else {
        now_.erase(key);
      }
      for (const AccountId& account_id : accountIdsOf(now_, id)) {
        touched_.insert(account_id);
        const std::set<PairKey> blocks = blocksOf(account(account_id));
        blocks_.insert(blocks.begin(), blocks.end());
      }
    }
  }

  std::vector<DateEvidence> evidenceFor(const DocumentId& id) {
    std::vector<DateEvidence> evidence;
    for (const AccountId& own : accountIdsOf(now_, id)) {
      const std::vector<DateEvidence> pieces = dateEvidence(*account(own), *datingOf(own));
      evidence.insert(evidence.end(), pieces.begin(), pieces.end());
    }
    return evidence;
  }

  // What can date the accounts linked with `own`; worked out once for all of them.
  std::shared_ptr<const std::vector<Account>> datingOf(const AccountId& own) {
    const auto found = dating_.find(own);
    if (found != dating_.end()) return found->second;
    const std::set<AccountId> group = connected(Pass::kAsWritten, own);
    std::vector<Account> accounts;
    for (const AccountId& id : group) accounts.push_back(*account(id));
    const auto dating = std::make_shared<const std::vector<Account>>(datingAccounts(accounts));
    for (const AccountId& id : group) dating_[id] = dating;
    return dating;
  }

  void foldMeetings() {
    // A meeting that changes holds an account that was touched: else all its accounts and links are as they were.
    std::set<EntityId> gone;
    for (const AccountId& id : touched_) {
      const std::string key = accountKey(Tag::kAccountMeeting, id);
      if (const auto meeting = before_.get(key)) gone.insert(decodeEntityId(*meeting));
      if (!account(id)) now_.erase(key);
    }
    std::vector<Meeting> meetings;
    for (const std::set<AccountId>& group : touchedGroups(Pass::kAsInferred)) {
      std::vector<Account> accounts;
      for (const AccountId& id : group) accounts.push_back(accountIn(Pass::kAsInferred, id));
      meetings.push_back(foldMeeting(std::move(accounts)));
      for (const AccountId& id : group) {
        now_.put(accountKey(Tag::kAccountMeeting, id), encodeEntityId(meetings.back().id));
      }
    }
    // All that goes before all that comes: a meeting folded anew often keeps its id and most of its rows.
    for (const EntityId id : gone) {
      const Meeting meeting = decodeMeeting(id, before_.need(entityKey(Tag::kMeeting, id), "meeting " + toHex(id)));
      now_.erase(entityKey(Tag::kMeeting, id));
      if (meeting.when) now_.erase(timeKey(meeting.when->first, id));
      for (const Triple& triple : triplesOf(meeting)) eraseTriple(triple, {std::nullopt, id});
    }
    for (const Meeting& meeting : meetings) {
      now_.put(entityKey(Tag::kMeeting, meeting.id), encodeMeeting(meeting));
      if (meeting.when) now_.put(timeKey(meeting.when->first, meeting.id), {});
      for (const Triple& triple : triplesOf(meeting)) putTriple(triple, {std::nullopt, meeting.id}, meeting.status);
    }
    meetings_ = static_cast<std::int64_t>(meetings.size()) - static_cast<std::int64_t>(gone.size());
  }

  void count() {
    std::int64_t triples = 0;
    for (const Triple& triple : triples_) {
      const std::string prefix = triplePrefix(triple);
      triples += (now_.any(prefix) ? 1 : 0) - (before_.any(prefix) ? 1 : 0);
    }
    const auto record = before_.get(countsKey());
    SourceCounts counts = record ? decodeCounts(*record) : SourceCounts();
    const auto add = [](std::uint64_t& total, std::int64_t change) {
      PARLEY_CHECK(change >= 0 || total >= static_cast<std::uint64_t>(-change));
      total += static_cast<std::uint64_t>(change);
    };
    add(counts.documents, documents_);
    add(counts.reports, reports_);
    add(counts.entities, entities_);
    add(counts.meetings, meetings_);
    add(counts.triples, triples);
    if (counts.documents > 0) {
      now_.put(countsKey(), encodeCounts(counts));
    } else {
      now_.erase(countsKey());
    }
  }

  const Rows& before_;
  Changes& now_;
  const Decisions& decided_before_;
  const Decisions& decided_now_;

  std::map<DocumentId, Versions> changed_;
  std::map<DocumentId, ReadDocument> unchanged_;
  std::map<DocumentId, std::vector<EntityId>> resolved_;  // Where it is not as before, and of all changed documents.
  std::map<EntityId, Tallies> tallies_;                   // Of entities whose votes moved.
  std::map<EntityId, Entity> folded_;                     // As of now.
  std::set<DocumentId> judged_;                           // Documents of whose reports something was decided.
  std::set<DocumentId> describe_;                         // Documents whose accounts may differ.
  std::map<AccountId, std::optional<Account>> accounts_;  // As of now, as written.
  std::map<AccountId, std::shared_ptr<const std::vector<Account>>> dating_;
  std::set<AccountId> touched_;  // Accounts that changed, or a link of theirs.
  std::set<PairKey> blocks_;     // Blocks to link anew.
  std::set<Triple> triples_;     // Triples that gained or lost a contribution.
  std::int64_t documents_ = 0, reports_ = 0, entities_ = 0, meetings_ = 0;  // How the counts change.
};

}  // namespace

bool derivedByThisVersion(const Rows& rows) {
  return rows.get(derivedVersionKey()) == std::string(1, static_cast<char>(kDerivedVersion));
}

void putDerivedVersion(Changes& changes) {
  changes.put(derivedVersionKey(), std::string(1, static_cast<char>(kDerivedVersion)));
}

void forgetDerived(Changes& changes) {
  const auto forEachKey = [&](Tag tag, const auto& change) {
    changes.before().forEachOfTag(tag, {}, [&](std::string_view key, std::string_view) {
      change(key);
      return true;
    });
  };
  // With the marks and what they keep: no document is covered any more. Decisions stay as covered as they are.
  for (auto tag = static_cast<std::uint8_t>(Tag::kMark); tag <= static_cast<std::uint8_t>(Tag::kCounts); ++tag) {
    if (tag == static_cast<std::uint8_t>(Tag::kDecision) || tag == static_cast<std::uint8_t>(Tag::kDecisionMark))
      continue;
    forEachKey(Tag{tag}, [&](std::string_view key) { changes.erase(std::string(key)); });
  }
  forEachKey(Tag::kDocument,
             [&](std::string_view key) { changes.put(documentKey(Tag::kMark, KeyReader(key).takeDocument()), {}); });
  putDerivedVersion(changes);
}

std::optional<ReadDocument> coveredDocument(const Rows& rows, const DocumentId& id) {
  const auto record = rows.get(coveredKey(rows, id));
  return record ? std::optional(decodeDocument(id, *record)) : std::nullopt;
}

void coverDocuments(Changes& changes, std::span<const DocumentId> marked, const Decisions& decisions) {
  CatchUp(changes, decisions, decisions).run(marked);
}

std::vector<Decision> decisionsIn(const Rows& rows, Which which) {
  std::set<DocumentId> marked;
  if (which == Which::kCovered) {
    for (const std::string& key : rows.keys(decisionPrefix(Tag::kDecisionMark))) {
      marked.insert(KeyReader(key).takeDocument());
    }
  }
  std::vector<Decision> decisions;
  rows.forEach(decisionPrefix(Tag::kDecision), [&](std::string_view key, std::string_view body) {
    if (!marked.contains(KeyReader(key).takeDocument())) decisions.push_back(decodeDecision(body));
    return true;
  });
  return decisions;
}

void coverDecisions(Changes& changes) {
  const Rows& rows = changes.before();
  std::vector<Decision> fresh;
  for (const std::string& key : rows.keys(decisionPrefix(Tag::kDecisionMark))) {
    const DocumentId id = KeyReader(key).takeDocument();
    fresh.push_back(decodeDecision(rows.need(decisionKey(Tag::kDecision, id), "decision " + toHex(id))));
    changes.erase(key);
  }
  if (fresh.empty()) return;
  const Decisions before(decisionsIn(rows, Which::kCovered)), now(decisionsIn(rows, Which::kAll));
  CatchUp(changes, before, now).run({}, fresh);
}

}  // namespace parley::store
