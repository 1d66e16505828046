#pragma once
// The graph of who met whom, and the questions that Boost.Graph's own algorithms answer on it. A vertex is an entity;
// an edge joins two participants of a meeting. Two ways to walk it:
//   - lazily, straight over a source: a search reads only what it reaches (internal/lazy_graph.h);
//   - over a MeetingSnapshot, the whole graph in compressed sparse rows, for questions about all of it.
// Answers are the same either way and do not depend on memory addresses: neighbours are visited in ascending id order.
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "graph/source.h"

namespace parley {

// Which meetings are walked. Meetings that stand only in page furniture never are.
struct WalkFilter {
  std::function<bool(const Meeting&)> passes = [](const Meeting& meeting) { return meeting.status == Status::kHeld; };
  [[nodiscard]] bool accepts(const Meeting& meeting) const { return !meeting.furniture && passes(meeting); }
};

struct Hop {
  EntityId from{};
  EntityId to{};
  EntityId meeting{};
  auto operator<=>(const Hop&) const = default;
};

// Search gives up, with Error(kLimit), when it has visited this many entities: a question must end.
inline constexpr std::size_t kMaxVisited = 1'000'000;

// Fewest hops (breadth-first search on the lazy view); of equally short paths the one whose ids are smallest hop by hop
// from the start. The meeting of a hop is the one with most documents, then the smallest id. nullopt: no path. Empty if
// from == to.
[[nodiscard]] std::optional<std::vector<Hop>> shortestPath(const GraphSource& source, EntityId from, EntityId to,
                                                           const WalkFilter& filter);
// Smallest total cost (Dijkstra on the lazy view), where a hop costs 1 / (number of documents that report its meeting):
// a chain of well-reported meetings before a shorter chain of single reports.
[[nodiscard]] std::optional<std::vector<Hop>> strongestPath(const GraphSource& source, EntityId from, EntityId to,
                                                            const WalkFilter& filter);

// Some seconds of betweenness().
inline constexpr std::uint64_t kMaxBetweennessSteps = 200'000'000;

struct Neighbour {
  EntityId entity{};
  std::uint32_t hops = 0;
  Hop last;  // The hop that reached it.
  auto operator<=>(const Neighbour&) const = default;
};
// Everyone within `max_hops`, ascending by hops, then id; the start is left out.
[[nodiscard]] std::vector<Neighbour> neighbourhood(const GraphSource& source, EntityId from, std::uint32_t max_hops,
                                                   const WalkFilter& filter);

// The whole graph in memory: Boost's compressed_sparse_row_graph, both directions of every edge.
class MeetingSnapshot {
 public:
  [[nodiscard]] static MeetingSnapshot build(const GraphSource& source, const WalkFilter& filter);
  MeetingSnapshot(MeetingSnapshot&&) noexcept;
  ~MeetingSnapshot();

  [[nodiscard]] std::size_t entityCount() const;
  [[nodiscard]] std::size_t edgeCount() const;  // Undirected: one for each pair that met.
  [[nodiscard]] std::optional<std::vector<Hop>> shortestPath(EntityId from, EntityId to) const;
  [[nodiscard]] std::optional<std::vector<Hop>> strongestPath(EntityId from, EntityId to) const;
  // How much of what connects others runs through an entity: of all shortest ways between two others (an even part of
  // each, if there are several) the share that passes it, 0 to 1, in millionths. Ascending by id. Brandes' algorithm:
  // throws Error(kLimit) if entities times edges are more than kMaxBetweennessSteps.
  [[nodiscard]] std::vector<std::pair<EntityId, std::uint32_t>> betweenness() const;
  // Groups of entities between which a path leads, each sorted; largest first, then by first id.
  [[nodiscard]] std::vector<std::vector<EntityId>> connectedComponents() const;

 private:
  struct Impl;
  explicit MeetingSnapshot(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace parley
