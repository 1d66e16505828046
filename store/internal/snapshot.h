#pragma once
// The sources of graph/source.h over one view of the rows.
#include <memory>

#include "graph/source.h"
#include "store/internal/key_value.h"

namespace parley::store {

// Shows the documents as the derived rows cover them: one that was added since is not there yet, one that was retracted
// still is, so that all that is read agrees.
[[nodiscard]] std::unique_ptr<GraphSource> makeSnapshot(std::shared_ptr<const KeyValueView> view);

}  // namespace parley::store
