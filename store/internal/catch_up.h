#pragma once
// The derived rows, brought up to date with some of the documents that changed: the composition that graph/resolve.h
// describes, over the blocks that they touch. KnowledgeGraph::build states the same for all documents at once.
#include <span>
#include <vector>

#include "graph/decision.h"
#include "graph/report.h"
#include "store/internal/codec.h"
#include "store/internal/rows.h"

namespace parley::store {

// Which resolve, fold and foldName the derived rows were made with. Raise it whenever these give anything else for some
// documents: a store written before is then derived anew by its next catchUp(). tests/store/old_store_test.cpp tells.
inline constexpr std::uint8_t kDerivedVersion = 2;
[[nodiscard]] bool derivedByThisVersion(const Rows& rows);
// Says that they are: of a store without documents.
void putDerivedVersion(Changes& changes);
// Takes all derived rows away and marks all documents, so that covering them makes the rows anew.
void forgetDerived(Changes& changes);

// The document as the derived rows have it: nullopt if they know nothing of it. Without its text.
[[nodiscard]] std::optional<ReadDocument> coveredDocument(const Rows& rows, const DocumentId& id);

// Puts into `changes` the derived rows that cover `marked` as they are now, and takes away their marks. Afterwards the
// derived rows are a function of the set of covered documents: nothing tells in which order, or in which steps, they
// came.
// `decisions` are those that the derived rows cover.
void coverDocuments(Changes& changes, std::span<const DocumentId> marked, const Decisions& decisions);

// --- Decisions ---

// All of them; or those that the derived rows cover: a new one has a mark, and none is ever changed or taken out.
enum class Which { kAll, kCovered };
[[nodiscard]] std::vector<Decision> decisionsIn(const Rows& rows, Which which);
// Puts the derived rows that follow from all decisions into `changes`, and takes away the marks of new ones; nothing if
// there is none.
void coverDecisions(Changes& changes);

}  // namespace parley::store
