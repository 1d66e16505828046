#pragma once
// Facts beyond meetings: what sentences state between entities.
#include <vector>

#include "query/internal/lines.h"
#include "query/internal/sides.h"

namespace parley::query {

// Closed relations that sentences state; not those that follow from meetings, and not open phrases.
[[nodiscard]] bool isStated(Relation relation);

// Stated facts of which `one` is a side: with somebody of `other`, or with anybody if that is null. By relation, then
// by name; the quotes of each are the oldest first, undated last.
[[nodiscard]] std::vector<TripleLine> factsOf(const GraphSource& source, const Side& one, const Side* other,
                                              Lines& lines);

}  // namespace parley::query
