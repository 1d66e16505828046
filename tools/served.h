#pragma once
// What a server serves: the seam between the RPC service and the store.
#include <cstdint>
#include <memory>

#include "query/answers.h"
#include "tools/question_budget.h"

namespace parley {

// Threads: all members may run concurrently, each Answers object on one thread.
class Served {
 public:
  struct State {
    std::uint64_t documents = 0;  // That answers rest on.
    std::uint64_t waiting = 0;    // Documents that no answer shows yet.
  };
  virtual ~Served() = default;
  // For one question. What it reads counts against `budget`, which outlives the answers.
  [[nodiscard]] virtual std::unique_ptr<Answers> answersWithin(QuestionBudget& budget) = 0;
  // Looks into the store. Throws Error if it cannot be read.
  [[nodiscard]] virtual State look() = 0;
};

}  // namespace parley
