#pragma once
// The derived rows, brought up to date with some of the documents that changed: the composition that graph/resolve.h
// describes, over the blocks that they touch. KnowledgeGraph::build states the same for all documents at once.
#include <span>

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
void coverDocuments(Changes& changes, std::span<const DocumentId> marked);

}  // namespace parley::store
