#pragma once
// Where to draw the vertices of a graph, so that it can be read before anybody has run a layout.
#include <cstddef>
#include <utility>
#include <vector>

namespace parley {

struct Position {
  double x = 0;
  double y = 0;
};

// More vertices stand in a spiral, the best connected in its middle: forces between all of them take time with the
// square of their number (docs/BENCHMARKS.md).
inline constexpr std::size_t kMaxForced = 5'000;

// One position for each vertex, about 100 from the next. `edges` are pairs of vertex numbers, each once: those that are
// joined stand together (Fruchterman and Reingold 1991), and parts that nothing joins stand side by side, the largest
// first. The same for the same input, on every machine.
[[nodiscard]] std::vector<Position> layOut(std::size_t vertices,
                                           const std::vector<std::pair<std::size_t, std::size_t>>& edges);

}  // namespace parley
