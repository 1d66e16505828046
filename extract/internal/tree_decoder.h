#pragma once
// The best dependency tree of a sentence, from a score for each pair of tokens.
#include <cstdint>
#include <span>
#include <vector>

namespace parley::internal {

// Keeps its memory from one sentence to the next: one for each thread.
class TreeDecoder {
 public:
  // scores: a row for each token, of heads.size() + 1 numbers: for the root as its head, then for each token; what
  // stands for the token itself is not looked at. The heads become kRoot (parse.h) for exactly one token and a token
  // for each other, without a cycle; no such tree has a larger sum of scores. Quadratic time and memory.
  void decode(std::span<const float> scores, std::span<std::uint32_t> heads);

 private:
  // Parts of the graph that are one node: tokens, and cycles that were contracted. 0 is the root, i + 1 token i.
  struct Node {
    std::uint32_t parent = 0;        // The contracted cycle that it went into, 0 if none.
    std::uint32_t next_sibling = 0;  // The next of that cycle, 0 after the last.
    std::uint32_t first_child = 0;   // Of a contracted cycle.
    std::uint32_t row = 0;           // Its scores.
    std::uint32_t source = 0;        // The best arc into it: between the root or tokens.
    std::uint32_t target = 0;
    double score = 0;
    bool on_path = false;
    bool done = false;
  };

  static void chooseHighest(std::span<const float> scores, std::span<std::uint32_t> heads);
  [[nodiscard]] bool isTree(std::span<const std::uint32_t> heads);
  void spanningTree(std::span<const float> scores, std::span<std::uint32_t> heads);
  void chooseArc(std::uint32_t node);
  std::uint32_t contract(std::uint32_t first);

  std::vector<std::uint8_t> seen_;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> node_of_;  // Of the root and of each token: the outermost node that it is in.
  std::vector<std::uint32_t> path_;
  std::vector<double> scores_;  // Rows of arcs into a node, by source.
  std::vector<std::uint16_t> targets_;
};

}  // namespace parley::internal
