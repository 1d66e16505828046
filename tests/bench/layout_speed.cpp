// How long the layout of a file for Gephi takes.
//   layout_speed [VERTICES...]
// Lays out random graphs of so many vertices (default 1000 2500 5000), all connected, with three edges for each, of
// which one goes to one of few hubs. Prints seconds of processor time.
#include <cstdio>
#include <ctime>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "graph/layout.h"

int main(int argc, char** argv) {
  std::vector<std::size_t> sizes;
  for (int i = 1; i < argc; ++i) sizes.push_back(std::stoul(argv[i]));
  if (sizes.empty()) sizes = {1000, 2500, 5000};
  for (const std::size_t size : sizes) {
    std::mt19937 random(1);
    std::set<std::pair<std::size_t, std::size_t>> edges;
    for (std::size_t i = 1; i < size; ++i) edges.emplace(random() % (1 + i / 50), i);
    while (edges.size() < 3 * size) {
      const std::size_t from = random() % size;
      const std::size_t to = random() % size;
      if (from < to) edges.emplace(from, to);
    }
    const std::clock_t begin = std::clock();
    const std::size_t placed = parley::layOut(size, {edges.begin(), edges.end()}).size();
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    std::printf("%zu vertices: %.2f s\n", placed, seconds);
  }
  return 0;
}
