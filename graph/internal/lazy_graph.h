#pragma once
// A view of who met whom that satisfies Boost.Graph's IncidenceGraph concept straight over a source: the edges of a
// vertex are read when an algorithm first asks for them, and kept for the rest of the search.
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/graph_traits.hpp>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "graph/meeting_graph.h"

namespace parley::internal {

// What a hop costs: kCostUnit / documents. Whole numbers, so that sums are the same in every order; divisible by all
// small counts.
inline constexpr std::uint64_t kCostUnit = 720'720;

struct LazyEdge {
  EntityId from{};
  EntityId to{};
  EntityId meeting{};
  std::uint64_t cost = 0;
  auto operator<=>(const LazyEdge&) const = default;
};

// Everyone who took part in a meeting with `entity` that the filter accepts, ascending, each once: through the meeting
// with most documents, then the smallest id.
[[nodiscard]] std::vector<LazyEdge> edgesOf(const GraphSource& source, EntityId entity, const WalkFilter& filter);

class LazyGraph {
 public:
  using vertex_descriptor = EntityId;
  using edge_descriptor = LazyEdge;
  using directed_category = boost::directed_tag;  // Each edge is there in both directions.
  using edge_parallel_category = boost::disallow_parallel_edge_tag;
  using traversal_category = boost::incidence_graph_tag;
  using out_edge_iterator = std::vector<LazyEdge>::const_iterator;
  using degree_size_type = std::size_t;

  LazyGraph(const GraphSource& source, const WalkFilter& filter) : source_(source), filter_(filter) {}

  // Throws Error(kLimit) when more than kMaxVisited vertices have been asked for.
  [[nodiscard]] const std::vector<LazyEdge>& edges(EntityId vertex) const;

 private:
  const GraphSource& source_;
  const WalkFilter& filter_;
  mutable std::map<EntityId, std::vector<LazyEdge>> edges_;  // Nodes stay where they are, so iterators stay valid.
};

inline std::pair<LazyGraph::out_edge_iterator, LazyGraph::out_edge_iterator> out_edges(EntityId vertex,
                                                                                       const LazyGraph& graph) {
  const std::vector<LazyEdge>& edges = graph.edges(vertex);
  return {edges.begin(), edges.end()};
}
inline LazyGraph::degree_size_type out_degree(EntityId vertex, const LazyGraph& graph) {
  return graph.edges(vertex).size();
}
inline EntityId source(const LazyEdge& edge, const LazyGraph&) { return edge.from; }
inline EntityId target(const LazyEdge& edge, const LazyGraph&) { return edge.to; }

}  // namespace parley::internal
