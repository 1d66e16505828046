#include "graph/meeting_graph.h"

#include <algorithm>
#include <boost/graph/astar_search.hpp>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <boost/property_map/property_map.hpp>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

#include "graph/error.h"
#include "graph/internal/lazy_graph.h"

namespace parley {

using internal::edgesOf;
using internal::kCostUnit;
using internal::LazyEdge;
using internal::LazyGraph;

namespace internal {

std::vector<LazyEdge> edgesOf(const GraphSource& source, EntityId entity, const WalkFilter& filter) {
  struct Best {
    std::uint32_t documents = 0;
    EntityId meeting{};
  };
  std::map<EntityId, Best> others;
  for (const Meeting& meeting : source.meetingsOf(entity)) {  // Ascending by id: the first of equals stays.
    if (!filter.accepts(meeting)) continue;
    for (const Participant& participant : meeting.participants) {
      if (participant.entity == entity) continue;
      Best& best = others[participant.entity];
      if (meeting.documents > best.documents) best = {meeting.documents, meeting.id};
    }
  }
  std::vector<LazyEdge> edges;
  edges.reserve(others.size());
  for (const auto& [other, best] : others) {
    edges.push_back({entity, other, best.meeting, std::max<std::uint64_t>(1, kCostUnit / best.documents)});
  }
  return edges;
}

const std::vector<LazyEdge>& LazyGraph::edges(EntityId vertex) const {
  const auto found = edges_.find(vertex);
  if (found != edges_.end()) return found->second;
  if (edges_.size() >= kMaxVisited) {
    throw Error(ErrorCode::kLimit, "searching the graph: gave up after " + std::to_string(kMaxVisited) +
                                       " people and countries; ask for fewer hops or a narrower status");
  }
  return edges_.emplace(vertex, edgesOf(source_, vertex, filter_)).first->second;
}

}  // namespace internal

namespace {

// Thrown by a visitor to end a search: what Boost.Graph offers for that.
struct Found {};

// Records the edge that first reached each vertex and stops at `to`.
struct FirstReached : boost::bfs_visitor<> {
  std::map<EntityId, LazyEdge>* reached_by;
  EntityId to;
  FirstReached(std::map<EntityId, LazyEdge>& reached, EntityId target) : reached_by(&reached), to(target) {}
  void tree_edge(const LazyEdge& edge, const LazyGraph&) const {
    reached_by->emplace(edge.to, edge);
    if (edge.to == to) throw Found{};
  }
};

std::vector<Hop> backtrack(const std::map<EntityId, LazyEdge>& reached_by, EntityId from, EntityId to) {
  std::vector<Hop> hops;
  for (EntityId at = to; at != from;) {
    const LazyEdge& edge = reached_by.at(at);
    hops.push_back({edge.from, edge.to, edge.meeting});
    at = edge.from;
  }
  std::reverse(hops.begin(), hops.end());
  return hops;
}

// Stops when `to` is settled: nothing cheaper can reach it any more.
struct SettleVisitor : boost::default_astar_visitor {
  EntityId to;
  explicit SettleVisitor(EntityId target) : to(target) {}
  void examine_vertex(EntityId vertex, const LazyGraph&) const {
    if (vertex == to) throw Found{};
  }
};

// Follows exact distances from `from` down to zero; of equal ways the smallest id.
template <typename EdgesOf, typename Distance>
std::vector<Hop> descend(EntityId from, EntityId to, const EdgesOf& edges_of, const Distance& distance) {
  std::vector<Hop> hops;
  for (EntityId at = from; at != to;) {
    const std::vector<LazyEdge> edges = edges_of(at);
    const auto next = std::find_if(edges.begin(), edges.end(), [&](const LazyEdge& edge) {
      const auto rest = distance(edge.to);
      return rest && *rest + edge.cost == *distance(at);
    });
    PARLEY_CHECK(next != edges.end());
    hops.push_back({next->from, next->to, next->meeting});
    at = next->to;
  }
  return hops;
}

}  // namespace

std::optional<std::vector<Hop>> shortestPath(const GraphSource& source, EntityId from, EntityId to,
                                             const WalkFilter& filter) {
  if (from == to) return std::vector<Hop>{};
  const LazyGraph graph(source, filter);
  std::map<EntityId, LazyEdge> reached_by;
  std::map<EntityId, boost::default_color_type> colours;  // A new entry is zero: white.
  boost::queue<EntityId> queue;
  try {
    boost::breadth_first_visit(graph, from, queue, FirstReached(reached_by, to),
                               boost::make_assoc_property_map(colours));
  } catch (const Found&) {
    return backtrack(reached_by, from, to);
  }
  return std::nullopt;
}

std::optional<std::vector<Hop>> strongestPath(const GraphSource& source, EntityId from, EntityId to,
                                              const WalkFilter& filter) {
  if (from == to) return std::vector<Hop>{};
  const LazyGraph graph(source, filter);
  // Dijkstra's algorithm as A* without a heuristic, the form that Boost.Graph offers for graphs that are not loaded: it
  // needs no list of the vertices. From the far end, so that the way can be read off forwards.
  constexpr std::uint64_t kFar = std::numeric_limits<std::uint64_t>::max();
  std::map<EntityId, std::uint64_t> distances;
  std::map<EntityId, std::uint64_t> costs;
  std::map<EntityId, boost::default_color_type> colours;
  std::map<EntityId, std::size_t> numbers;
  const auto distanceAt = [&](EntityId vertex) -> std::uint64_t& {
    return distances.try_emplace(vertex, kFar).first->second;
  };
  const auto costAt = [&](EntityId vertex) -> std::uint64_t& { return costs.try_emplace(vertex, kFar).first->second; };
  const auto numberOf = [&](EntityId vertex) { return numbers.try_emplace(vertex, numbers.size()).first->second; };
  const auto distance_map = boost::make_function_property_map<EntityId, std::uint64_t&>(distanceAt);
  const auto cost_map = boost::make_function_property_map<EntityId, std::uint64_t&>(costAt);
  const auto weight_map = boost::make_function_property_map<LazyEdge>([](const LazyEdge& edge) { return edge.cost; });
  const auto number_map = boost::make_function_property_map<EntityId>(numberOf);
  distanceAt(to) = 0;
  costAt(to) = 0;
  try {
    boost::astar_search_no_init(
        graph, to, [](EntityId) { return std::uint64_t{0}; }, SettleVisitor(from), boost::dummy_property_map(),
        cost_map, distance_map, weight_map, boost::make_assoc_property_map(colours), number_map,
        std::less<std::uint64_t>(), boost::closed_plus<std::uint64_t>(kFar), kFar, std::uint64_t{0});
  } catch (const Found&) {
    return descend(
        from, to, [&](EntityId vertex) { return graph.edges(vertex); },
        [&](EntityId vertex) -> std::optional<std::uint64_t> {
          const auto found = distances.find(vertex);
          if (found == distances.end() || found->second == kFar) return std::nullopt;
          return found->second;
        });
  }
  return std::nullopt;
}

namespace {

// Counts the hops of each vertex and does not look at the edges of those at the last hop.
struct HopCounter : boost::bfs_visitor<> {
  std::map<EntityId, Neighbour>* found;
  std::uint32_t max_hops;
  HopCounter(std::map<EntityId, Neighbour>& neighbours, std::uint32_t limit) : found(&neighbours), max_hops(limit) {}
  void tree_edge(const LazyEdge& edge, const LazyGraph&) const {
    const auto from = found->find(edge.from);
    const std::uint32_t hops = from == found->end() ? 1 : from->second.hops + 1;
    found->emplace(edge.to, Neighbour{edge.to, hops, {edge.from, edge.to, edge.meeting}});
  }
  void examine_vertex(EntityId vertex, const LazyGraph&) const {
    const auto at = found->find(vertex);
    if (at != found->end() && at->second.hops >= max_hops)
      throw Found{};  // The queue holds only vertices as far from here on.
  }
};

}  // namespace

std::vector<Neighbour> neighbourhood(const GraphSource& source, EntityId from, std::uint32_t max_hops,
                                     const WalkFilter& filter) {
  if (max_hops == 0) return {};
  const LazyGraph graph(source, filter);
  std::map<EntityId, Neighbour> found;
  std::map<EntityId, boost::default_color_type> colours;
  boost::queue<EntityId> queue;
  try {
    boost::breadth_first_visit(graph, from, queue, HopCounter(found, max_hops),
                               boost::make_assoc_property_map(colours));
  } catch (const Found&) {
  }
  std::vector<Neighbour> neighbours;
  for (const auto& [id, neighbour] : found) neighbours.push_back(neighbour);
  std::sort(neighbours.begin(), neighbours.end(), [](const Neighbour& a, const Neighbour& b) {
    return std::pair(a.hops, a.entity) < std::pair(b.hops, b.entity);
  });
  return neighbours;
}

namespace {
struct SnapshotEdge {
  EntityId meeting{};
  std::uint64_t cost = 0;
};
using CsrGraph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, SnapshotEdge,
                                                    boost::no_property, std::uint32_t, std::uint64_t>;
}  // namespace

struct MeetingSnapshot::Impl {
  std::vector<EntityId> entities;  // Ascending: a vertex's number is its rank, and its edges are ascending too.
  CsrGraph graph;

  [[nodiscard]] std::optional<std::uint32_t> vertexOf(EntityId id) const {
    const auto found = std::lower_bound(entities.begin(), entities.end(), id);
    if (found == entities.end() || *found != id) return std::nullopt;
    return static_cast<std::uint32_t>(found - entities.begin());
  }
  [[nodiscard]] std::vector<LazyEdge> edges(EntityId id) const {
    std::vector<LazyEdge> result;
    const auto [begin, end] = boost::out_edges(*vertexOf(id), graph);
    for (auto edge = begin; edge != end; ++edge) {
      result.push_back({id, entities[boost::target(*edge, graph)], graph[*edge].meeting, graph[*edge].cost});
    }
    return result;
  }
};

MeetingSnapshot::MeetingSnapshot(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
MeetingSnapshot::MeetingSnapshot(MeetingSnapshot&&) noexcept = default;
MeetingSnapshot::~MeetingSnapshot() = default;

MeetingSnapshot MeetingSnapshot::build(const GraphSource& source, const WalkFilter& filter) {
  struct Edge {
    EntityId from, to, meeting;
    std::uint32_t documents;
  };
  std::vector<Edge> edges;
  std::vector<EntityId> entities;
  source.forEachMeeting([&](const Meeting& meeting) {
    if (!filter.accepts(meeting)) return true;
    for (const Participant& a : meeting.participants) {
      entities.push_back(a.entity);
      for (const Participant& b : meeting.participants) {
        if (a.entity != b.entity) edges.push_back({a.entity, b.entity, meeting.id, meeting.documents});
      }
    }
    return true;
  });
  std::sort(entities.begin(), entities.end());
  entities.erase(std::unique(entities.begin(), entities.end()), entities.end());
  // The same choice as edgesOf(): most documents, then the smallest meeting.
  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
    return std::tuple(a.from, a.to, b.documents, a.meeting) < std::tuple(b.from, b.to, a.documents, b.meeting);
  });
  edges.erase(std::unique(edges.begin(), edges.end(),
                          [](const Edge& a, const Edge& b) { return a.from == b.from && a.to == b.to; }),
              edges.end());

  auto impl = std::make_unique<Impl>();
  impl->entities = std::move(entities);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
  std::vector<SnapshotEdge> properties;
  for (const Edge& edge : edges) {
    ends.emplace_back(*impl->vertexOf(edge.from), *impl->vertexOf(edge.to));
    properties.push_back({edge.meeting, std::max<std::uint64_t>(1, kCostUnit / edge.documents)});
  }
  impl->graph = CsrGraph(boost::edges_are_sorted, ends.begin(), ends.end(), properties.begin(),
                         static_cast<std::uint32_t>(impl->entities.size()));
  return MeetingSnapshot(std::move(impl));
}

std::size_t MeetingSnapshot::entityCount() const { return impl_->entities.size(); }
std::size_t MeetingSnapshot::edgeCount() const { return boost::num_edges(impl_->graph) / 2; }

std::optional<std::vector<Hop>> MeetingSnapshot::shortestPath(EntityId from, EntityId to) const {
  if (from == to) return std::vector<Hop>{};
  const auto start = impl_->vertexOf(from);
  const auto end = impl_->vertexOf(to);
  if (!start || !end) return std::nullopt;
  const CsrGraph& graph = impl_->graph;
  const auto index = boost::get(boost::vertex_index, graph);
  const std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> before(boost::num_vertices(graph), none);
  boost::breadth_first_search(
      graph, *start,
      boost::visitor(boost::make_bfs_visitor(boost::record_predecessors(
                         boost::make_iterator_property_map(before.begin(), index), boost::on_tree_edge())))
          .vertex_index_map(index));
  if (before[*end] == none) return std::nullopt;
  std::vector<Hop> hops;
  for (std::uint32_t at = *end; at != *start; at = before[at]) {
    const auto edge = boost::edge(before[at], at, graph).first;
    hops.push_back({impl_->entities[before[at]], impl_->entities[at], graph[edge].meeting});
  }
  std::reverse(hops.begin(), hops.end());
  return hops;
}

std::optional<std::vector<Hop>> MeetingSnapshot::strongestPath(EntityId from, EntityId to) const {
  if (from == to) return std::vector<Hop>{};
  const auto start = impl_->vertexOf(from);
  const auto end = impl_->vertexOf(to);
  if (!start || !end) return std::nullopt;
  constexpr std::uint64_t kFar = std::numeric_limits<std::uint64_t>::max();
  const auto index = boost::get(boost::vertex_index, impl_->graph);
  std::vector<std::uint64_t> distances(boost::num_vertices(impl_->graph), kFar);
  boost::dijkstra_shortest_paths(impl_->graph, *end,
                                 boost::distance_map(boost::make_iterator_property_map(distances.begin(), index))
                                     .weight_map(boost::get(&SnapshotEdge::cost, impl_->graph))
                                     .vertex_index_map(index)
                                     .distance_inf(kFar));
  if (distances[*start] == kFar) return std::nullopt;
  return descend(
      from, to, [&](EntityId id) { return impl_->edges(id); },
      [&](EntityId id) -> std::optional<std::uint64_t> {
        const std::uint64_t distance = distances[*impl_->vertexOf(id)];
        return distance == kFar ? std::nullopt : std::optional(distance);
      });
}

std::vector<std::pair<EntityId, std::uint32_t>> MeetingSnapshot::betweenness() const {
  const CsrGraph& graph = impl_->graph;
  const std::uint64_t steps = std::uint64_t{entityCount()} * edgeCount();
  if (steps > kMaxBetweennessSteps) {
    throw Error(ErrorCode::kLimit, "counting ways: " + std::to_string(entityCount()) + " people and countries with " +
                                       std::to_string(edgeCount()) +
                                       " pairs are too many; ask about fewer meetings, with --since or --min-reports");
  }
  std::vector<double> ways(entityCount());
  const auto index = boost::get(boost::vertex_index, graph);
  boost::brandes_betweenness_centrality(
      graph, boost::centrality_map(boost::make_iterator_property_map(ways.begin(), index)).vertex_index_map(index));
  // Each way was counted in both directions. Rounded, so that what is left of a last digit decides nothing.
  const auto others = static_cast<double>(entityCount()) - 1;
  const double all = std::max(1.0, others * (others - 1));
  std::vector<std::pair<EntityId, std::uint32_t>> shares;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    shares.emplace_back(impl_->entities[i], static_cast<std::uint32_t>(std::lround(1e6 * ways[i] / all)));
  }
  return shares;
}

std::vector<std::vector<EntityId>> MeetingSnapshot::connectedComponents() const {
  // Boost's connected_components wants an undirected type; with every edge in both directions the strong components of
  // a directed graph are the same.
  const auto index = boost::get(boost::vertex_index, impl_->graph);
  std::vector<std::uint32_t> group(boost::num_vertices(impl_->graph));
  const std::uint32_t count =
      group.empty()
          ? 0
          : static_cast<std::uint32_t>(boost::strong_components(
                impl_->graph, boost::make_iterator_property_map(group.begin(), index), boost::vertex_index_map(index)));
  std::vector<std::vector<EntityId>> components(count);
  for (std::size_t i = 0; i < group.size(); ++i) components[group[i]].push_back(impl_->entities[i]);
  std::sort(components.begin(), components.end(), [](const auto& a, const auto& b) {
    return std::pair(b.size(), a.front()) < std::pair(a.size(), b.front());
  });
  return components;
}

}  // namespace parley
