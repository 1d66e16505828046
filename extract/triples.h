#pragma once
// Plain facts: who holds which office, represents whom, travelled where, praised, criticised, accused, invited whom.
// Seventh stage of extraction. Subject and object are entities; precise rather than complete.
#include <vector>

#include "extract/meetings.h"
#include "graph/report.h"

namespace parley {

// In the order of the text; `number` is not yet set. Offices are added to `entities`, behind those of
// reading.coreference, which it begins with.
[[nodiscard]] std::vector<Report> findTriples(const Reading& reading, std::vector<LocalEntity>& entities);

}  // namespace parley
