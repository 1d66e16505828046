#include "extract/internal/tree_decoder.h"

#include <gmock/gmock.h>

#include <random>

#include "extract/parse.h"

namespace parley::internal {
namespace {

bool isTree(const std::vector<std::uint32_t>& heads) {
  if (std::count(heads.begin(), heads.end(), kRoot) != 1) return false;
  for (std::uint32_t token : heads) {
    std::size_t steps = 0;
    while (token != kRoot && ++steps <= heads.size()) token = heads[token];
    if (token != kRoot) return false;
  }
  return true;
}

double total(const std::vector<float>& scores, const std::vector<std::uint32_t>& heads) {
  double sum = 0;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    sum += double{scores[i * (heads.size() + 1) + (heads[i] == kRoot ? 0 : heads[i] + 1)]};
  }
  return sum;
}

// The best of all trees, one by one.
double bestOfAll(const std::vector<float>& scores, std::size_t tokens) {
  double best = -1e30;
  std::vector<std::uint32_t> heads(tokens, kRoot);
  while (true) {
    if (isTree(heads)) best = std::max(best, total(scores, heads));
    std::size_t i = 0;
    for (; i < tokens; ++i) {  // Counts up: kRoot, 0, 1, ..., tokens - 1.
      heads[i] = heads[i] == kRoot ? 0 : heads[i] + 1;
      if (heads[i] < tokens) break;
      heads[i] = kRoot;
    }
    if (i == tokens) return best;
  }
}

TEST(TreeDecoder, FindsTheBestOfAllTrees) {
  std::mt19937 engine(1);
  TreeDecoder decoder;
  for (int round = 0; round < 3000; ++round) {
    SCOPED_TRACE(round);
    const std::size_t tokens = 1 + engine() % 5;
    // Few different numbers make ties and cycles frequent; the root is attractive in every second round.
    std::vector<float> scores(tokens * (tokens + 1));
    for (float& score : scores) score = static_cast<float>(engine() % (round % 3 == 0 ? 4 : 1000));
    for (std::size_t i = 0; round % 2 == 0 && i < tokens; ++i) scores[i * (tokens + 1)] += 900;
    std::vector<std::uint32_t> heads(tokens);
    decoder.decode(scores, heads);
    ASSERT_TRUE(isTree(heads));
    ASSERT_EQ(total(scores, heads), bestOfAll(scores, tokens));
  }
}

TEST(TreeDecoder, LongSentencesGiveATreeWithOneRoot) {
  std::mt19937 engine(2);
  TreeDecoder decoder;
  for (const std::size_t tokens : {40u, 300u, 2048u}) {
    SCOPED_TRACE(tokens);
    std::vector<float> scores(tokens * (tokens + 1));
    for (float& score : scores) score = static_cast<float>(engine() % 1000000);
    // Chains of cycles: each token and its neighbour want each other most.
    for (std::size_t i = 0; i < tokens; ++i) scores[i * (tokens + 1) + 1 + (i ^ 1) % tokens] = 2e6F;
    std::vector<std::uint32_t> heads(tokens);
    decoder.decode(scores, heads);
    EXPECT_TRUE(isTree(heads));
  }
}

TEST(TreeDecoder, WhatIsATreeStaysAsItIs) {
  const std::vector<float> scores = {1, 0, 5, 0,   // 0 under 1,
                                     9, 0, 0, 0,   // 1 the root,
                                     0, 2, 3, 0};  // 2 under 1.
  std::vector<std::uint32_t> heads(3);
  TreeDecoder().decode(scores, heads);
  EXPECT_THAT(heads, testing::ElementsAre(1u, kRoot, 1u));
}

}  // namespace
}  // namespace parley::internal
