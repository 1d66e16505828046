#include "query/internal/as_of.h"

#include <string>
#include <utility>
#include <vector>

#include "graph/error.h"

namespace parley::query {

GraphAsOf graphAsOf(const GraphSource& source, Date day) {
  AsOf as_of{day};
  std::vector<DocumentId> known;
  source.forEachDocument([&](const DocumentId& id) {
    const DocumentSource::KnownDate date = source.dateOf(id);
    if (!date.date || date.inferred) {
      ++as_of.undated;
    } else if (*date.date > day) {
      ++as_of.later;
    } else {
      known.push_back(id);
    }
    return true;
  });
  if (known.size() > kMaxResolvedAnew) {
    throw Error(ErrorCode::kLimit, "answering as of " + formatDate(day) + ": " + std::to_string(known.size()) +
                                       " documents were known by then, and no more than " +
                                       std::to_string(kMaxResolvedAnew) +
                                       " are resolved anew for a question; ask a store that holds fewer");
  }
  std::vector<ReadDocument> documents;
  documents.reserve(known.size());
  for (const DocumentId& id : known) {
    std::optional<ReadDocument> read = source.document(id);
    PARLEY_CHECK(read.has_value());
    documents.push_back(std::move(*read));
  }
  return {KnowledgeGraph::build(std::move(documents), source.decisions()), as_of};
}

}  // namespace parley::query
