#include "graph/layout.h"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/fruchterman_reingold.hpp>
#include <boost/graph/topology.hpp>
#include <boost/random/linear_congruential.hpp>
#include <cmath>
#include <numbers>
#include <numeric>

#include "graph/error.h"

namespace parley {
namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>;
using Area = boost::rectangle_topology<boost::minstd_rand>;

constexpr double kSpacing = 100;
// Of moving all vertices: more make no difference to see, fewer leave knots.
constexpr std::size_t kMostRounds = 100;
constexpr std::size_t kFewestRounds = 20;

// Even steps turned by the golden angle, as in a sunflower; the best connected in the middle. In whole numbers, so that
// no mathematics library matters.
std::vector<Position> spiral(const Graph& graph) {
  std::vector<std::size_t> order(boost::num_vertices(graph));
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return boost::degree(a, graph) > boost::degree(b, graph); });
  const double golden_angle = std::numbers::pi * (3 - std::sqrt(5.0));
  std::vector<Position> positions(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto number = static_cast<double>(i);
    const double radius = kSpacing / 2 * std::sqrt(number);
    positions[order[i]] = {std::round(radius * std::cos(number * golden_angle)),
                           std::round(radius * std::sin(number * golden_angle))};
  }
  return positions;
}

// Moves the positions so that their smallest x and y are 0, and stretches them to `side` if that is not 0. Gives width
// and height.
Position fit(std::vector<Position>& positions, double side) {
  const auto [left, right] = std::minmax_element(positions.begin(), positions.end(),
                                                 [](const Position& a, const Position& b) { return a.x < b.x; });
  const auto [low, high] = std::minmax_element(positions.begin(), positions.end(),
                                               [](const Position& a, const Position& b) { return a.y < b.y; });
  const Position corner = {left->x, low->y};
  const Position size = {right->x - left->x, high->y - low->y};
  const double longest = std::max(size.x, size.y);
  const double scale = side > 0 && longest > 0 ? side / longest : 1;
  for (Position& position : positions) {
    position = {(position.x - corner.x) * scale, (position.y - corner.y) * scale};
  }
  return {size.x * scale, size.y * scale};
}

// Of a connected graph.
std::vector<Position> forced(const Graph& graph) {
  // A unit square around 0: the grid of Boost's algorithm has cells of the right size only there.
  boost::minstd_rand random;
  const Area area(random, -0.5, -0.5, 0.5, 0.5);
  std::vector<Position> start = spiral(graph);
  fit(start, 1);
  std::vector<Area::point_type> points(start.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i][0] = (start[i].x - 0.5) * 0.9;
    points[i][1] = (start[i].y - 0.5) * 0.9;
  }
  const auto position = boost::make_iterator_property_map(points.begin(), boost::get(boost::vertex_index, graph));
  const std::size_t rounds = std::clamp(100'000 / points.size(), kFewestRounds, kMostRounds);
  boost::fruchterman_reingold_force_directed_layout(
      graph, position, area,
      boost::force_pairs(boost::make_grid_force_pairs(area, position, graph))
          .cooling(boost::linear_cooling<double>(rounds, 0.1)));
  std::vector<Position> positions(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) positions[i] = {points[i][0], points[i][1]};
  return positions;
}

}  // namespace

std::vector<Position> layOut(std::size_t vertices, const std::vector<std::pair<std::size_t, std::size_t>>& edges) {
  Graph graph(vertices);
  for (const auto& [from, to] : edges) {
    PARLEY_CHECK(from < vertices && to < vertices);
    boost::add_edge(from, to, graph);
  }
  if (vertices > kMaxForced) return spiral(graph);

  std::vector<std::size_t> part_of(vertices);
  const std::size_t count = boost::connected_components(graph, part_of.data());
  std::vector<std::vector<std::size_t>> parts(count);
  std::vector<std::size_t> number_in_part(vertices);
  for (std::size_t vertex = 0; vertex < vertices; ++vertex) {
    number_in_part[vertex] = parts[part_of[vertex]].size();
    parts[part_of[vertex]].push_back(vertex);
  }
  std::vector<Graph> graphs;
  for (const auto& part : parts) graphs.emplace_back(part.size());
  for (const auto& [from, to] : edges) {
    boost::add_edge(number_in_part[from], number_in_part[to], graphs[part_of[from]]);
  }
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return parts[a].size() > parts[b].size(); });

  // Parts stand in rows, as words do on a page.
  const double page = kSpacing * 1.5 * std::sqrt(static_cast<double>(vertices));
  std::vector<Position> positions(vertices);
  Position pen;
  double row_height = 0;
  for (const std::size_t part : order) {
    std::vector<Position> placed = forced(graphs[part]);
    const Position size = fit(placed, kSpacing * std::sqrt(static_cast<double>(placed.size())));
    if (pen.x > 0 && pen.x + size.x > page) {
      pen = {0, pen.y + row_height + kSpacing};
      row_height = 0;
    }
    for (std::size_t i = 0; i < placed.size(); ++i) {
      positions[parts[part][i]] = {pen.x + placed[i].x, pen.y + placed[i].y};
    }
    pen.x += size.x + kSpacing;
    row_height = std::max(row_height, size.y);
  }
  // The middle of the page is where a window opens.
  if (vertices > 0) {
    const Position size = fit(positions, 0);
    for (Position& position : positions) position = {position.x - size.x / 2, size.y / 2 - position.y};
  }
  return positions;
}

}  // namespace parley
