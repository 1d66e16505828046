#include "query/internal/sides.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "graph/error.h"
#include "graph/name.h"
#include "graph/resolve.h"
#include "query/name_lookup.h"

namespace parley::query {
namespace {

// Somebody of one side with somebody else of the other.
bool joins(const Meeting& meeting, const Side& one, const Side& other) {
  for (const Participant& a : meeting.participants) {
    if (!one.contains(a.entity)) continue;
    for (const Participant& b : meeting.participants) {
      if (a.entity != b.entity && other.contains(b.entity)) return true;
    }
  }
  return false;
}

// Whom a report is about.
std::vector<LocalIndex> localsOf(const Report& report) {
  std::vector<LocalIndex> locals;
  if (const auto* meeting = std::get_if<MeetingStatement>(&report.statement)) {
    for (const Participation& participation : meeting->participants) locals.push_back(participation.entity);
  } else {
    const auto& triple = std::get<TripleStatement>(report.statement);
    locals.push_back(triple.subject);
    if (triple.object) locals.push_back(*triple.object);
  }
  return locals;
}

std::set<DocumentId> documentsNaming(const GraphSource& source, const Side& side) {
  std::set<DocumentId> documents;
  for (const EntityId id : side) {
    const std::vector<DocumentId> mentioning = source.documentsMentioning(id);
    documents.insert(mentioning.begin(), mentioning.end());
  }
  return documents;
}

}  // namespace

NameMatch lookUpNamed(const GraphSource& source, const std::string& typed, std::string_view doing) {
  if (typed.find_first_not_of(" \t\r\n") == std::string::npos) {
    throw Error(ErrorCode::kInvalidArgument, std::string(doing) + ": a name is empty; type a name, such as \"Merkel\"");
  }
  return lookUp(source, typed);
}

bool eachIsClear(const std::vector<NameMatch>& names) {
  return std::all_of(names.begin(), names.end(), [](const NameMatch& name) { return name.candidates.size() == 1; });
}

Side sideOf(const GraphSource& source, const EntityRef& named, bool exact) {
  Side side = {named.id};
  if (exact || named.kind != EntityKind::kCountry) return side;
  Pattern represents;
  represents.relation = Relation::kRepresents;
  represents.object = named.id;
  source.scan(represents, [&](const TripleFact& fact) {
    side.insert(fact.triple.subject);
    return true;
  });
  // Most documents give a person's country in passing ("Russia's Lavrov"), without a sentence that states a triple.
  // TODO(perf): one pass over all entities; an index from country to persons would make it a range scan.
  source.forEachEntity([&](const Entity& entity) {
    const bool acts_for_it = entity.kind == EntityKind::kPerson && !entity.country.empty() &&
                             namedEntityId(EntityKind::kCountry, entity.country) == named.id;
    if (acts_for_it) side.insert(entity.id);
    return true;
  });
  return side;
}

std::vector<Side> sidesOf(const GraphSource& source, const std::vector<NameMatch>& names, bool exact) {
  std::vector<Side> sides;
  for (const NameMatch& name : names) sides.push_back(sideOf(source, name.candidates.front(), exact));
  return sides;
}

std::set<DocumentId> documentsNaming(const GraphSource& source, const std::vector<Side>& sides) {
  if (sides.empty()) return {};
  std::set<DocumentId> naming = documentsNaming(source, sides.front());
  for (std::size_t i = 1; i < sides.size(); ++i) {
    const std::set<DocumentId> more = documentsNaming(source, sides[i]);
    std::set<DocumentId> both;
    std::set_intersection(naming.begin(), naming.end(), more.begin(), more.end(), std::inserter(both, both.end()));
    naming = std::move(both);
  }
  return naming;
}

std::vector<DocumentId> newestFirst(const GraphSource& source, const std::set<DocumentId>& documents) {
  std::vector<std::pair<std::optional<Date>, DocumentId>> dated;
  for (const DocumentId& id : documents) dated.emplace_back(source.dateOf(id).date, id);
  std::sort(dated.begin(), dated.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  std::vector<DocumentId> ids;
  for (const auto& [date, id] : dated) ids.push_back(id);
  return ids;
}

Searched searched(const GraphSource& source, const std::vector<Side>& sides) {
  return {source.counts().documents, documentsNaming(source, sides).size()};
}

std::vector<std::string> restsOn(const GraphSource& source, const std::set<EntityId>& entities,
                                 const std::vector<Side>& sides) {
  const std::vector<Decision>& standing = source.decisions().standing();
  if (standing.empty()) return {};
  std::vector<std::set<std::string>> names;
  for (const EntityId id : entities) {
    const std::optional<Entity> entity = source.entity(id);
    if (!entity || entity->kind != EntityKind::kPerson) continue;
    std::set<std::string>& folded = names.emplace_back();
    folded.insert(foldName(entity->name));
    for (const std::string& alias : entity->aliases) folded.insert(foldName(alias));
  }
  const auto concernsNames = [&](const Decision& decision) {
    const std::string name = foldName(decision.name), other = foldName(decision.other);
    return std::any_of(names.begin(), names.end(), [&](const std::set<std::string>& folded) {
      return decision.kind == DecisionKind::kMerge ? folded.contains(name) && folded.contains(other)
                                                   : folded.contains(name) || folded.contains(other);
    });
  };
  const auto concernsSides = [&](const ReportMention& mention) {
    const std::optional<ReadDocument> read = source.document(mention.document);
    if (!read || sides.empty()) return false;
    const Extraction& extraction = read->extraction;
    return std::any_of(extraction.reports.begin(), extraction.reports.end(), [&](const Report& report) {
      if (mentionOf(mention.document, extraction, report.number) != mention) return false;
      std::set<EntityId> about;
      for (const LocalIndex local : localsOf(report)) about.insert(source.resolved(mention.document, local).value());
      return std::all_of(sides.begin(), sides.end(), [&](const Side& side) {
        return std::any_of(about.begin(), about.end(), [&](EntityId id) { return side.contains(id); });
      });
    });
  };
  std::vector<std::string> words;
  for (const Decision& decision : standing) {
    if (decision.report ? concernsSides(*decision.report) : concernsNames(decision)) words.push_back(inWords(decision));
  }
  return words;
}

std::set<EntityId> shownIn(const std::vector<MeetingLine>& meetings) {
  std::set<EntityId> shown;
  for (const MeetingLine& meeting : meetings) {
    for (const EntityRef& participant : meeting.participants) shown.insert(participant.id);
  }
  return shown;
}

std::vector<Meeting> meetingsOf(const GraphSource& source, const std::vector<Side>& sides) {
  std::map<EntityId, Meeting> by_id;
  for (const EntityId id : sides.front()) {
    for (Meeting& meeting : source.meetingsOf(id)) by_id.emplace(meeting.id, std::move(meeting));
  }
  std::vector<Meeting> meetings;
  for (auto& [id, meeting] : by_id) {
    if (sides.size() == 1 || joins(meeting, sides[0], sides[1])) meetings.push_back(std::move(meeting));
  }
  return meetings;
}

}  // namespace parley::query
