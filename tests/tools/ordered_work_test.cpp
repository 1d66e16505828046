#include "tools/ordered_work.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>

namespace parley {
namespace {

// Later items are quicker, so that they are ready first.
std::size_t slowFirst(std::size_t i) {
  std::this_thread::sleep_for(std::chrono::microseconds(i % 7 == 0 ? 500 : 0));
  return i;
}

TEST(OrderedWork, ResultsComeInOrderWhateverTheThreads) {
  for (const unsigned threads : {1u, 2u, 8u}) {
    std::vector<std::size_t> taken;
    inOrder<std::size_t>(100, threads, threads, slowFirst, [&](std::size_t i) {
      taken.push_back(i);
      return true;
    });
    ASSERT_EQ(taken.size(), 100u);
    for (std::size_t i = 0; i < taken.size(); ++i) EXPECT_EQ(taken[i], i);
  }
}

TEST(OrderedWork, NothingToDoEnds) {
  inOrder<int>(
      0, 4, 4, [](std::size_t) { return 0; }, [](int) { return true; });
}

TEST(OrderedWork, NoMoreThanTheWindowIsBegun) {
  std::atomic<std::size_t> begun = 0;
  std::size_t taken = 0;
  inOrder<int>(
      50, 4, 6,
      [&](std::size_t) {
        ++begun;
        return 0;
      },
      [&](int) {
        ++taken;
        EXPECT_LE(begun.load(), taken + 6);
        return true;
      });
}

TEST(OrderedWork, TakingCanStopIt) {
  std::size_t taken = 0;
  inOrder<std::size_t>(1000, 4, 8, slowFirst, [&](std::size_t) { return ++taken < 5; });
  EXPECT_EQ(taken, 5u);
}

TEST(OrderedWork, AFailureArrivesAfterTheThreadsHaveEnded) {
  EXPECT_THROW(inOrder<int>(
                   100, 4, 8,
                   [](std::size_t i) {
                     if (i == 20) throw std::runtime_error("work");
                     return 0;
                   },
                   [](int) { return true; }),
               std::runtime_error);
  EXPECT_THROW(inOrder<int>(
                   100, 4, 8, [](std::size_t) { return 0; }, [](int) -> bool { throw std::invalid_argument("take"); }),
               std::invalid_argument);
}

}  // namespace
}  // namespace parley
