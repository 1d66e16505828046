#pragma once
// Plain facts: who holds which office, acts for whom, belongs to what, travelled where, and what one actor does to
// another: praised, sanctioned, threatened, asked (the relations of ARCHITECTURE.md). Seventh stage of extraction, over
// the tree, the mentions and the meetings of the document. Subject and object are entities; precise rather than
// complete.
#include <vector>

#include "extract/meetings.h"
#include "graph/report.h"

namespace parley {

// In the order of the text; `number` is not yet set. Entities that only a triple needs (offices, states named by an
// adjective) are added to `entities`, behind those of reading.coreference, which it begins with. `meetings`: of the
// same reading; who goes to a meeting abroad travels there.
[[nodiscard]] std::vector<Report> findTriples(const Reading& reading, const std::vector<Report>& meetings,
                                              std::vector<LocalEntity>& entities);

}  // namespace parley
