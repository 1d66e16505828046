#include "graph/layout.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace parley {
namespace {

using Edges = std::vector<std::pair<std::size_t, std::size_t>>;

double distance(const Position& a, const Position& b) { return std::hypot(a.x - b.x, a.y - b.y); }

// Everybody of one group knows everybody else of it; one edge joins the two groups of `size`.
Edges twoGroups(std::size_t size) {
  Edges edges = {{0, size}};
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t k = i + 1; k < size; ++k) {
      edges.emplace_back(i, k);
      edges.emplace_back(size + i, size + k);
    }
  }
  return edges;
}

TEST(Layout, NoTwoVerticesStandInOnePlace) {
  const std::vector<Position> positions = layOut(40, twoGroups(20));
  for (std::size_t i = 0; i < positions.size(); ++i) {
    EXPECT_TRUE(std::isfinite(positions[i].x) && std::isfinite(positions[i].y));
    for (std::size_t k = 0; k < i; ++k) EXPECT_GT(distance(positions[i], positions[k]), 5) << i << " " << k;
  }
}

TEST(Layout, GroupsStandTogether) {
  const std::vector<Position> positions = layOut(20, twoGroups(10));
  double within = 0;
  double across = 0;
  for (std::size_t i = 0; i < 20; ++i) {
    for (std::size_t k = 0; k < i; ++k) (i / 10 == k / 10 ? within : across) += distance(positions[i], positions[k]);
  }
  EXPECT_LT(within / 90, 0.7 * across / 100);
}

TEST(Layout, PartsThatNothingJoinsStandApart) {
  // Three triangles and a vertex of its own.
  const std::vector<Position> positions =
      layOut(10, {{0, 3}, {3, 6}, {6, 0}, {1, 4}, {4, 7}, {7, 1}, {2, 5}, {5, 8}, {8, 2}});
  struct Box {
    double left, right, low, high;
  };
  std::vector<Box> boxes;
  for (const std::vector<std::size_t>& part : {std::vector<std::size_t>{0, 3, 6}, {1, 4, 7}, {2, 5, 8}, {9}}) {
    Box box{1e9, -1e9, 1e9, -1e9};
    for (const std::size_t vertex : part) {
      const Position& at = positions[vertex];
      box = {std::min(box.left, at.x), std::max(box.right, at.x), std::min(box.low, at.y), std::max(box.high, at.y)};
    }
    boxes.push_back(box);
  }
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      const bool apart = boxes[i].left >= boxes[k].right + 50 || boxes[k].left >= boxes[i].right + 50 ||
                         boxes[i].low >= boxes[k].high + 50 || boxes[k].low >= boxes[i].high + 50;
      EXPECT_TRUE(apart) << i << " " << k;
    }
  }
}

TEST(Layout, IsTheSameEachTime) {
  const auto once = layOut(30, twoGroups(15));
  const auto again = layOut(30, twoGroups(15));
  for (std::size_t i = 0; i < once.size(); ++i) EXPECT_EQ(distance(once[i], again[i]), 0);
}

TEST(Layout, FewAndVeryManyHaveAPlaceToo) {
  EXPECT_TRUE(layOut(0, {}).empty());
  EXPECT_EQ(layOut(1, {}).size(), 1U);
  const std::vector<Position> many = layOut(kMaxForced + 1, {{0, 1}});
  std::set<std::pair<double, double>> places;
  for (const Position& position : many) places.emplace(position.x, position.y);
  EXPECT_EQ(places.size(), kMaxForced + 1);
}

}  // namespace
}  // namespace parley
