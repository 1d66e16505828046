#pragma once
// Ids to lines that a reader can use: names, and sentences copied from the stored text.
#include <cstddef>
#include <map>

#include "graph/source.h"
#include "query/answers.h"

namespace parley::query {

// For one answer or one export: documents that it quotes are decoded once and kept while they fit into kMaxKeptBytes.
// Not for several threads. Throws Error(kCorruption) if the source names an entity, a document or a report that it
// does not hold.
class Lines {
 public:
  static constexpr std::size_t kMaxKeptBytes = 32U << 20U;  // Of text. At least one document is always kept.

  // `source` outlives this object.
  explicit Lines(const GraphSource& source) : source_(source) {}
  Lines(const Lines&) = delete;

  [[nodiscard]] const EntityRef& entity(EntityId id);
  [[nodiscard]] Passage passage(const DocumentId& document, Span span);
  [[nodiscard]] Quote quote(const ReportId& report);
  [[nodiscard]] MeetingLine meeting(const Meeting& meeting);
  // Valid until the next call of any function of this class.
  [[nodiscard]] const ReadDocument& document(const DocumentId& id);
  // The report and the document it stands in; valid as for document().
  [[nodiscard]] const Report& report(const ReportId& id);

 private:
  const GraphSource& source_;
  std::map<EntityId, EntityRef> entities_;
  std::map<DocumentId, ReadDocument> documents_;
  std::size_t kept_bytes_ = 0;
};

// Adds it to quotes of which those of one document stand together. Several reports can come from one sentence ("said he
// cancelled his invite to visit and meet him"): each sentence is read once for each status that it reports.
void addQuote(Quote quote, std::vector<Quote>& history);

[[nodiscard]] EntityRef refOf(const Entity& entity);

// The order of names in an answer: persons first, then by name.
[[nodiscard]] bool personsFirst(const EntityRef& a, const EntityRef& b);

// The order of meetings by date: undated ones last.
[[nodiscard]] bool isBefore(const Meeting& a, const Meeting& b);

// Held first, then what may still happen, then what will not. The order of groups in an answer.
inline constexpr Status kStatusOrder[] = {Status::kHeld,      Status::kPlanned, Status::kUncertain, Status::kPostponed,
                                          Status::kCancelled, Status::kRefused, Status::kProposed,  Status::kDenied};

}  // namespace parley::query
