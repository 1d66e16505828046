#pragma once
// Reading a store that may be damaged: what cannot be read is told, and the rest is read all the same.
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "graph/decision.h"
#include "graph/report.h"
#include "store/internal/key_value.h"
#include "store/internal/keys.h"

namespace parley::store {

// Every tag, in ascending order, with what docs/STORE_FORMAT.md calls its rows.
struct NamedTag {
  Tag tag;
  std::string_view name;
};
[[nodiscard]] std::span<const NamedTag> allTags();

// The rows of one tag in one partition as they lie there, seals and all, from left to right.
class RowCursor {
 public:
  RowCursor(const KeyValueView& view, std::uint16_t partition, Tag tag);
  // nullptr at the end, or where reading failed. Valid until the next call of next().
  [[nodiscard]] const Row* row() const { return at_ < page_.rows.size() ? &page_.rows[at_] : nullptr; }
  void next();
  // Why the rows from here on cannot be read.
  [[nodiscard]] const std::optional<std::string>& failure() const { return failure_; }

 private:
  void load(std::string begin);

  const KeyValueView& view_;
  std::string end_;
  Page page_;
  std::size_t at_ = 0;
  std::optional<std::string> failure_;
};

// A document of the store as its rows have it. `read` is set if and only if it is sound: record and text are there and
// can be decoded, all spans lie in the text, and the sentence of each report holds its deciding words.
struct SurveyedDocument {
  DocumentId id;
  std::optional<ReadDocument> read;
  std::string damage;
};
enum class Version { kNow, kCovered };  // As it was added last, or as the derived rows have it (kCoveredDocument).

// Visits every document of which the rows of `tags` know, ascending by partition and id; documents that were retracted
// since are none. The tags' keys begin with the document. `unreadable` is told of rows that cannot be read, by name;
// there may be documents of which only those knew.
void surveyDocuments(const KeyValueView& view, Version version, std::span<const Tag> tags,
                     const std::function<void(SurveyedDocument)>& visit,
                     const std::function<void(const std::string&)>& unreadable);

// Visits every decision that can be read, in the order of their keys, and whether a catchUp() covers it. `unsound` is
// told of each that cannot be read, and of rows that cannot.
void surveyDecisions(const KeyValueView& view, const std::function<void(const Decision&, bool covered)>& visit,
                     const std::function<void(const std::string&)>& unsound);

// How many documents the store says it holds: for a progress line; 0 if that cannot be read.
[[nodiscard]] std::size_t countedDocuments(const KeyValueView& view);

}  // namespace parley::store
