#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "graph/report.h"

namespace parley::internal {

// What a sentence states: each of the subjects stands in the relation to each of the objects.
struct FoundTriple {
  std::uint32_t trigger = 0;  // The word that says so.
  Relation relation = Relation::kOpen;
  Status status = Status::kHeld;
  std::vector<LocalIndex> subjects, objects;
  std::vector<std::uint32_t> cues;    // Words that decided, `trigger` among them.
  std::optional<std::uint32_t> time;  // An index for the sentence's time expressions.
  std::uint8_t confidence = 0;        // Percent.
  const char* made_by = "";
};

}  // namespace parley::internal
