#include "extract/internal/tree_decoder.h"

#include <algorithm>
#include <limits>

#include "extract/parse.h"
#include "graph/error.h"

namespace parley::internal {

void TreeDecoder::decode(std::span<const float> scores, std::span<std::uint32_t> heads) {
  PARLEY_CHECK(scores.size() == heads.size() * (heads.size() + 1) && heads.size() <= kMaxParsedTokens);
  chooseHighest(scores, heads);
  if (!isTree(heads)) spanningTree(scores, heads);
}

void TreeDecoder::chooseHighest(std::span<const float> scores, std::span<std::uint32_t> heads) {
  const std::size_t columns = heads.size() + 1;
  for (std::size_t token = 0; token < heads.size(); ++token) {
    const std::span<const float> row = scores.subspan(token * columns, columns);
    std::size_t best = 0;
    for (std::size_t i = 1; i < columns; ++i) {
      if (row[i] > row[best] && i != token + 1) best = i;
    }
    heads[token] = best == 0 ? kRoot : static_cast<std::uint32_t>(best - 1);
  }
}

bool TreeDecoder::isTree(std::span<const std::uint32_t> heads) {
  if (std::count(heads.begin(), heads.end(), kRoot) != 1) return false;
  constexpr std::uint8_t kOnWay = 1, kGood = 2;  // On the way up from the present token; known to lead to the root.
  seen_.assign(heads.size(), 0);
  for (std::uint32_t token = 0; token < heads.size(); ++token) {
    std::uint32_t up = token;
    for (; up != kRoot && seen_[up] == 0; up = heads[up]) seen_[up] = kOnWay;
    if (up != kRoot && seen_[up] == kOnWay) return false;
    for (up = token; up != kRoot && seen_[up] == kOnWay; up = heads[up]) seen_[up] = kGood;
  }
  return true;
}

// Chu and Liu 1965, Edmonds 1967, for a dense graph as Tarjan 1977: a path grows backwards along the best arcs; where
// it meets itself, the cycle becomes one node, whose arcs are those of its members less what the arc that each member
// has would lose. A path ends where it meets the root or an earlier path. Each step costs the number of tokens, and
// there are fewer than four for each token.
//
// Every arc from the root is made worse by more than any two trees can differ: the best tree then has one, and which of
// the trees with one is best stays as it was.
void TreeDecoder::spanningTree(std::span<const float> scores, std::span<std::uint32_t> heads) {
  const auto columns = static_cast<std::uint32_t>(heads.size() + 1);
  const auto [least, most] = std::minmax_element(scores.begin(), scores.end());
  const double penalty = (double{*most} - double{*least} + 1) * columns;
  scores_.assign(std::size_t{columns} * columns, 0);
  targets_.resize(scores_.size());
  std::copy(scores.begin(), scores.end(), scores_.begin() + columns);
  nodes_.assign(columns, Node{});
  node_of_.resize(columns);
  for (std::uint32_t i = 0; i < columns; ++i) {
    nodes_[i].row = node_of_[i] = i;
    scores_[std::size_t{i} * columns] -= penalty;
    std::fill_n(targets_.begin() + std::ptrdiff_t{i} * columns, columns, static_cast<std::uint16_t>(i));
  }
  nodes_[0].done = true;

  for (std::uint32_t start = 1; start < columns; ++start) {
    if (nodes_[node_of_[start]].done) continue;
    path_.assign(1, node_of_[start]);
    nodes_[path_[0]].on_path = true;
    while (true) {
      chooseArc(path_.back());
      const std::uint32_t before = node_of_[nodes_[path_.back()].source];
      if (nodes_[before].done) break;
      path_.push_back(nodes_[before].on_path ? contract(before) : before);
      nodes_[path_.back()].on_path = true;
    }
    for (const std::uint32_t node : path_) nodes_[node].done = true;
  }

  // From the outside in: the arc into a cycle takes the place of the arc of the member that it leads to.
  path_.clear();
  for (std::uint32_t node = 1; node < nodes_.size(); ++node) {
    if (nodes_[node].parent == 0) path_.push_back(node);
  }
  while (!path_.empty()) {
    const std::uint32_t node = path_.back();
    path_.pop_back();
    const std::uint32_t target = nodes_[node].target;
    heads[target - 1] = nodes_[node].source == 0 ? kRoot : nodes_[node].source - 1;
    for (std::uint32_t inner = target; inner != node; inner = nodes_[inner].parent) {
      for (std::uint32_t i = nodes_[nodes_[inner].parent].first_child; i != 0; i = nodes_[i].next_sibling) {
        if (i != inner) path_.push_back(i);
      }
    }
  }
}

void TreeDecoder::chooseArc(std::uint32_t node) {
  Node& chosen = nodes_[node];
  const std::size_t row = chosen.row * node_of_.size();
  chosen.score = -std::numeric_limits<double>::infinity();
  for (std::uint32_t source = 0; source < node_of_.size(); ++source) {
    if (node_of_[source] == node || !(scores_[row + source] > chosen.score)) continue;
    chosen.score = scores_[row + source];
    chosen.source = source;
    chosen.target = targets_[row + source];
  }
}

// Takes the end of the path from `first` off it and gives the node that it becomes.
std::uint32_t TreeDecoder::contract(std::uint32_t first) {
  const std::size_t columns = node_of_.size();
  const auto cycle = static_cast<std::uint32_t>(nodes_.size());
  nodes_.emplace_back();
  nodes_[cycle].row = nodes_[first].row;
  const std::size_t row = nodes_[first].row * columns;
  for (std::size_t source = 0; source < columns; ++source) scores_[row + source] -= nodes_[first].score;
  std::uint32_t member = 0;
  do {
    member = path_.back();
    path_.pop_back();
    nodes_[member].parent = cycle;
    nodes_[member].next_sibling = nodes_[cycle].first_child;
    nodes_[cycle].first_child = member;
    if (member == first) continue;
    const std::size_t other = nodes_[member].row * columns;
    for (std::size_t source = 0; source < columns; ++source) {
      const double score = scores_[other + source] - nodes_[member].score;
      if (!(score > scores_[row + source])) continue;
      scores_[row + source] = score;
      targets_[row + source] = targets_[other + source];
    }
  } while (member != first);
  for (std::uint32_t& node : node_of_) {
    if (nodes_[node].parent == cycle) node = cycle;
  }
  return cycle;
}

}  // namespace parley::internal
