#include "graph/knowledge_graph.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "graph/error.h"
#include "graph/name.h"
#include "graph/resolve.h"

namespace parley {
namespace {

struct Stored {
  ReadDocument read;
  std::vector<EntityId> entities;  // Of each local entity.
  std::optional<InferredDate> inferred;
};

struct Contribution {
  Status status = Status::kHeld;
  std::vector<ReportId> reports;
};

using Triples = std::map<Triple, TripleFact>;

void contribute(Triples& triples, const Triple& triple, const Contribution& contribution) {
  const auto [place, is_new] = triples.try_emplace(triple, TripleFact{triple, contribution.status, {}});
  TripleFact& fact = place->second;
  if (!is_new) fact.status = strongerStatus(fact.status, contribution.status);
  fact.reports.insert(fact.reports.end(), contribution.reports.begin(), contribution.reports.end());
}

bool matches(const Pattern& pattern, const Triple& triple) {
  return (!pattern.subject || *pattern.subject == triple.subject) &&
         (!pattern.relation || *pattern.relation == triple.relation) &&
         (!pattern.object || *pattern.object == triple.object);
}

// The order of the index that the store serves the pattern from.
enum class Order { kSpo, kPos, kOsp };
Order orderFor(const Pattern& pattern) {
  if (pattern.subject && !(pattern.object && !pattern.relation)) return Order::kSpo;
  if (pattern.object) return pattern.relation ? Order::kPos : Order::kOsp;
  return pattern.relation ? Order::kPos : Order::kSpo;
}

auto keyIn(Order order, const Triple& t) {
  const auto s = static_cast<std::uint64_t>(t.subject);
  const auto p = static_cast<std::uint64_t>(t.relation);
  const auto o = static_cast<std::uint64_t>(t.object);
  switch (order) {
    case Order::kSpo:
      return std::tuple(s, p, o);
    case Order::kPos:
      return std::tuple(p, o, s);
    case Order::kOsp:
      return std::tuple(o, s, p);
  }
  PARLEY_CHECK(false);
}

}  // namespace

struct KnowledgeGraph::Impl {
  Decisions decisions;
  std::map<DocumentId, Stored> documents;
  std::map<EntityId, Entity> entities;
  std::map<EntityId, Meeting> meetings;
  std::map<EntityId, std::set<EntityId>> meetings_of;
  std::map<EntityId, std::set<DocumentId>> mentioning;
  std::map<std::string, std::set<EntityId>, std::less<>> names;
  std::map<std::string, std::set<DocumentId>, std::less<>> document_names;
  std::set<std::pair<Date, EntityId>> time;
  Triples triples;

  void resolveEntities();
  void resolveMeetings();
  [[nodiscard]] std::vector<ResolvedLocal> resolvedOf(const Stored& stored) const;
};

void KnowledgeGraph::Impl::resolveEntities() {
  std::map<std::string, std::vector<PersonMention>> blocks;
  for (auto& [id, stored] : documents) {
    const auto& locals = stored.read.extraction.entities;
    stored.entities.resize(locals.size());
    for (LocalIndex i = 0; i < locals.size(); ++i) {
      const std::string key = nameKey(locals[i]);
      if (key.empty()) {
        stored.entities[i] = namedEntityId(locals[i].kind, locals[i].name);
      } else {
        blocks[key].push_back({{id, i}, &locals[i]});
      }
    }
  }
  while (!blocks.empty()) {
    std::vector<PersonMention> together;
    for (const std::string& key : decisions.blocksWith(blocks.begin()->first)) {
      const auto block = blocks.extract(key);
      if (!block.empty()) together.insert(together.end(), block.mapped().begin(), block.mapped().end());
    }
    for (const auto& [ref, entity] : resolvePeople(std::move(together), decisions)) {
      documents.at(ref.document).entities[ref.entity] = entity;
    }
  }
  std::map<EntityId, EntityTally> tallies;
  for (const auto& [id, stored] : documents) {
    std::map<EntityId, std::vector<const LocalEntity*>> of_document;
    for (LocalIndex i = 0; i < stored.entities.size(); ++i) {
      of_document[stored.entities[i]].push_back(&stored.read.extraction.entities[i]);
    }
    for (const auto& [entity, locals] : of_document) {
      tallies[entity].add(locals);
      mentioning[entity].insert(id);
    }
  }
  for (const auto& [id, tally] : tallies) {
    const Entity& entity = entities[id] = foldEntity(id, tally);
    for (const std::string& word : nameWords(entity.name)) names[word].insert(id);
    for (const std::string& alias : entity.aliases) {
      for (const std::string& word : nameWords(alias)) names[word].insert(id);
    }
  }
}

std::vector<ResolvedLocal> KnowledgeGraph::Impl::resolvedOf(const Stored& stored) const {
  std::vector<ResolvedLocal> resolved;
  for (const EntityId id : stored.entities) resolved.push_back({id, entities.at(id)});
  return resolved;
}

void KnowledgeGraph::Impl::resolveMeetings() {
  std::map<AccountId, Account> accounts;
  for (const auto& [id, stored] : documents) {
    const std::vector<ResolvedLocal> resolved = resolvedOf(stored);
    const Extraction judged = decisions.judged(id, stored.read.extraction);
    for (Account& account : accountsOf(id, judged, resolved)) accounts.emplace(account.id, account);
    for (const StatedTriple& stated : statedTriples(judged, resolved)) {
      contribute(triples, stated.triple, {stated.status, {{id, stated.report}}});
    }
  }
  const auto linksNow = [&] {
    std::map<PairKey, std::vector<Account>> blocks;
    for (const auto& [id, account] : accounts) {
      for (const PairKey& key : pairKeys(account)) blocks[key].push_back(account);
    }
    std::vector<AccountLink> links;
    for (auto& [key, block] : blocks) {
      const std::vector<AccountLink> found = linkAccounts(std::move(block));
      links.insert(links.end(), found.begin(), found.end());
    }
    return links;
  };
  const auto groupsNow = [&] {
    std::vector<AccountId> ids;
    for (const auto& [id, account] : accounts) ids.push_back(id);
    std::vector<std::vector<Account>> groups;
    for (const auto& group : components(ids, linksNow())) {
      std::vector<Account>& members = groups.emplace_back();
      for (const AccountId& id : group) members.push_back(accounts.at(id));
    }
    return groups;
  };

  // First pass: what undated documents share with dated ones dates them.
  std::map<DocumentId, std::vector<DateEvidence>> evidence;
  for (const std::vector<Account>& group : groupsNow()) {
    const std::vector<Account> dating = datingAccounts(group);
    for (const Account& account : group) {
      for (const DateEvidence& piece : dateEvidence(account, dating)) evidence[account.id.document].push_back(piece);
    }
  }
  for (auto& [id, pieces] : evidence) documents.at(id).inferred = inferDate(std::move(pieces));
  for (auto& [id, account] : accounts) {
    const auto& inferred = documents.at(id.document).inferred;
    if (inferred) account = withInferredDate(std::move(account), *inferred);
  }

  // Second pass: with the inferred dates.
  for (std::vector<Account>& group : groupsNow()) {
    Meeting meeting = foldMeeting(std::move(group));
    Contribution contribution{meeting.status, {}};
    for (const Step& step : meeting.steps) contribution.reports.push_back(step.report);
    for (const Triple& triple : triplesOf(meeting)) contribute(triples, triple, contribution);
    for (const Participant& participant : meeting.participants) meetings_of[participant.entity].insert(meeting.id);
    if (meeting.when) time.emplace(meeting.when->first, meeting.id);
    meetings.emplace(meeting.id, std::move(meeting));
  }
  for (auto& [triple, fact] : triples) {
    std::sort(fact.reports.begin(), fact.reports.end());
    fact.reports.erase(std::unique(fact.reports.begin(), fact.reports.end()), fact.reports.end());
  }
}

KnowledgeGraph KnowledgeGraph::build(std::vector<ReadDocument> documents, Decisions decisions) {
  auto impl = std::make_unique<Impl>();
  impl->decisions = std::move(decisions);
  for (ReadDocument& read : documents) {
    const DocumentId id = read.document.id;
    const auto [place, is_new] = impl->documents.try_emplace(id, Stored{std::move(read), {}, {}});
    if (!is_new) mergeSightings(place->second.read.document, read.document);
  }
  for (const auto& [id, stored] : impl->documents) {
    for (const Sighting& sighting : stored.read.document.sightings) impl->document_names[sighting.name].insert(id);
  }
  impl->resolveEntities();
  impl->resolveMeetings();
  return KnowledgeGraph(std::move(impl));
}

KnowledgeGraph::KnowledgeGraph(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
KnowledgeGraph::KnowledgeGraph(KnowledgeGraph&&) noexcept = default;
KnowledgeGraph& KnowledgeGraph::operator=(KnowledgeGraph&&) noexcept = default;
KnowledgeGraph::~KnowledgeGraph() = default;

void KnowledgeGraph::scan(const Pattern& pattern, const std::function<bool(const TripleFact&)>& visit) const {
  std::vector<const TripleFact*> found;
  for (const auto& [triple, fact] : impl_->triples) {
    if (matches(pattern, triple)) found.push_back(&fact);
  }
  const Order order = orderFor(pattern);
  std::sort(found.begin(), found.end(), [&](const TripleFact* a, const TripleFact* b) {
    return keyIn(order, a->triple) < keyIn(order, b->triple);
  });
  for (const TripleFact* fact : found) {
    if (!visit(*fact)) return;
  }
}

std::optional<Entity> KnowledgeGraph::entity(EntityId id) const {
  const auto found = impl_->entities.find(id);
  return found == impl_->entities.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Meeting> KnowledgeGraph::meeting(EntityId id) const {
  const auto found = impl_->meetings.find(id);
  return found == impl_->meetings.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Meeting> KnowledgeGraph::meetingsOf(EntityId participant) const {
  std::vector<Meeting> meetings;
  const auto found = impl_->meetings_of.find(participant);
  if (found == impl_->meetings_of.end()) return meetings;
  for (const EntityId id : found->second) meetings.push_back(impl_->meetings.at(id));
  return meetings;
}

void KnowledgeGraph::forEachEntity(const std::function<bool(const Entity&)>& visit) const {
  for (const auto& [id, entity] : impl_->entities) {
    if (!visit(entity)) return;
  }
}

void KnowledgeGraph::forEachMeeting(const std::function<bool(const Meeting&)>& visit) const {
  for (const auto& [id, meeting] : impl_->meetings) {
    if (!visit(meeting)) return;
  }
}

std::vector<EntityId> KnowledgeGraph::entitiesNamed(std::string_view token) const {
  const auto found = impl_->names.find(token);
  if (found == impl_->names.end()) return {};
  return {found->second.begin(), found->second.end()};
}

void KnowledgeGraph::forEachMeetingBetween(Date from, Date to, const std::function<bool(Date, EntityId)>& visit) const {
  for (auto row = impl_->time.lower_bound({from, EntityId{}}); row != impl_->time.end() && row->first <= to; ++row) {
    if (!visit(row->first, row->second)) return;
  }
}

std::optional<ReadDocument> KnowledgeGraph::document(const DocumentId& id) const {
  const auto found = impl_->documents.find(id);
  return found == impl_->documents.end() ? std::nullopt : std::optional(found->second.read);
}

std::optional<EntityId> KnowledgeGraph::resolved(const DocumentId& id, LocalIndex index) const {
  const auto found = impl_->documents.find(id);
  if (found == impl_->documents.end() || index >= found->second.entities.size()) return std::nullopt;
  return found->second.entities[index];
}

DocumentSource::KnownDate KnowledgeGraph::dateOf(const DocumentId& id) const {
  const auto found = impl_->documents.find(id);
  if (found == impl_->documents.end()) return {};
  const Stored& stored = found->second;
  if (stored.read.extraction.date) return {stored.read.extraction.date, false};
  if (stored.inferred) return {knownOn(stored.inferred->window), true};
  return {};
}

std::vector<DocumentId> KnowledgeGraph::documentsNamed(std::string_view name) const {
  const auto found = impl_->document_names.find(name);
  if (found == impl_->document_names.end()) return {};
  return {found->second.begin(), found->second.end()};
}

std::vector<DocumentId> KnowledgeGraph::documentsMentioning(EntityId entity) const {
  const auto found = impl_->mentioning.find(entity);
  if (found == impl_->mentioning.end()) return {};
  return {found->second.begin(), found->second.end()};
}

void KnowledgeGraph::forEachDocument(const std::function<bool(const DocumentId&)>& visit) const {
  for (const auto& [id, stored] : impl_->documents) {
    if (!visit(id)) return;
  }
}

SourceCounts KnowledgeGraph::counts() const {
  SourceCounts counts;
  counts.documents = impl_->documents.size();
  for (const auto& [id, stored] : impl_->documents) counts.reports += stored.read.extraction.reports.size();
  counts.entities = impl_->entities.size();
  counts.meetings = impl_->meetings.size();
  counts.triples = impl_->triples.size();
  return counts;
}

const Decisions& KnowledgeGraph::decisions() const { return impl_->decisions; }

}  // namespace parley
