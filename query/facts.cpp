#include "query/internal/facts.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace parley::query {

bool isStated(Relation relation) {
  switch (relation) {
    case Relation::kOpen:
    case Relation::kParticipatesIn:
    case Relation::kHeldIn:
    case Relation::kMet:
    case Relation::kSpokeWith:
      return false;
    default:
      return true;
  }
}

std::vector<TripleLine> factsOf(const GraphSource& source, const Side& one, const Side* other, Lines& lines) {
  std::set<TripleFact> facts;
  for (const EntityId id : one) {
    const auto keep = [&](const TripleFact& fact) {
      const EntityId opposite = fact.triple.subject == id ? fact.triple.object : fact.triple.subject;
      if (isStated(fact.triple.relation) && (other == nullptr || other->contains(opposite))) facts.insert(fact);
      return true;
    };
    Pattern as_subject;
    as_subject.subject = id;
    source.scan(as_subject, keep);
    Pattern as_object;
    as_object.object = id;
    source.scan(as_object, keep);
  }
  std::vector<TripleLine> triples;
  for (const TripleFact& fact : facts) {
    TripleLine line;
    line.subject = lines.entity(fact.triple.subject);
    line.relation = wordOf(fact.triple.relation);
    line.object = lines.entity(fact.triple.object);
    line.status = fact.status;
    for (const ReportId& report : fact.reports) line.quotes.push_back(lines.quote(report));
    std::stable_sort(line.quotes.begin(), line.quotes.end(), [](const Quote& a, const Quote& b) {
      const bool a_undated = !a.published;
      const bool b_undated = !b.published;
      return std::tie(a_undated, a.published) < std::tie(b_undated, b.published);
    });
    triples.push_back(std::move(line));
  }
  std::sort(triples.begin(), triples.end(), [](const TripleLine& a, const TripleLine& b) {
    return std::tie(a.relation, a.subject.name, a.object.name, a.subject.id, a.object.id) <
           std::tie(b.relation, b.subject.name, b.object.name, b.subject.id, b.object.id);
  });
  return triples;
}

}  // namespace parley::query
