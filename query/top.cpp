#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>

#include "graph/error.h"
#include "graph/meeting_graph.h"
#include "query/internal/as_of.h"
#include "query/internal/lines.h"
#include "query/internal/meeting_filter.h"
#include "query/internal/pairs.h"
#include "query/internal/sides.h"
#include "query/local_answers.h"

namespace parley {

std::string_view wordOf(TopBy by) {
  switch (by) {
    case TopBy::kMet:
      return "met";
    case TopBy::kCentral:
      return "central";
    case TopBy::kCancelled:
      return "cancelled";
  }
  PARLEY_CHECK(false);
}

std::optional<TopBy> topByFromWord(std::string_view word) {
  for (const TopBy by : {TopBy::kMet, TopBy::kCentral, TopBy::kCancelled}) {
    if (word == wordOf(by)) return by;
  }
  return std::nullopt;
}

TopAnswer LocalAnswers::top(const TopQuestion& question) {
  if (question.as_of) return asOf(question, std::mem_fn(&LocalAnswers::top));
  TopAnswer answer;
  answer.by = question.by;
  answer.searched = query::searched(source_, {});
  Filters filters = query::heldUnlessAsked(question.filters);
  if (question.by == TopBy::kCancelled) filters.statuses = {Status::kCancelled};
  query::Lines lines(source_);
  query::MeetingFilter filter(source_, filters, lines);

  std::map<EntityId, std::uint32_t> between;
  if (question.by == TopBy::kCentral) {
    for (const auto& [id, share] : MeetingSnapshot::build(source_, filter.walk()).betweenness()) between[id] = share;
  }
  struct Place {
    EntityId id;
    query::NodeTotals totals;
    std::uint32_t between;
  };
  std::vector<Place> places;
  for (const auto& [id, totals] : query::addUpPairs(source_, filter).nodes) {
    const auto share = between.find(id);
    places.push_back({id, totals, share == between.end() ? 0 : share->second});
  }
  answer.left_out = filter.leftOut();
  // Nobody is central through whom no way leads.
  if (question.by == TopBy::kCentral) std::erase_if(places, [](const Place& place) { return place.between == 0; });
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return std::tie(b.between, b.totals.meetings, b.totals.degree, a.id) <
           std::tie(a.between, a.totals.meetings, a.totals.degree, b.id);
  });
  if (places.size() > question.limit) {
    answer.lines_left_out = places.size() - question.limit;
    places.resize(question.limit);
  }
  for (const Place& place : places) {
    answer.lines.push_back({lines.entity(place.id), place.totals.meetings, place.totals.degree, place.between});
  }
  std::set<EntityId> shown;
  for (const TopLine& line : answer.lines) shown.insert(line.entity.id);
  answer.searched.decisions = query::restsOn(source_, shown, {});
  return answer;
}

}  // namespace parley
