#pragma once
// What a person decided against what documents and rules say: dated, signed, and never deleted. A decision names names
// or mentions, never derived ids, so that it means the same on another machine and after the documents are read anew.
//
// Decisions are a set. Of those about one subject the last one counts; undoing is a decision too. So two sets can be
// put together in any order. docs/designs/decisions.md says where they enter.
#include <chrono>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/document.h"
#include "graph/report.h"

namespace parley {

// Do not renumber: stored.
enum class DecisionKind : std::uint8_t {
  kMerge = 1,     // Whoever is called by either name is one person.
  kDistinct = 2,  // They are two, whatever the names have in common.
  kReject = 3,    // The document does not say that.
  kConfirm = 4,   // It does.
  kUndo = 5,      // Nothing is decided about this.
};
// "merge", "distinct", "reject", "confirm", "undo". Parsing gives nullopt for others.
[[nodiscard]] std::string_view wordOf(DecisionKind kind);
[[nodiscard]] std::optional<DecisionKind> decisionKindFromWord(std::string_view word);

using Instant = std::chrono::sys_seconds;
// "2024-05-01T08:30:00Z". Parsing gives nullopt for anything else.
[[nodiscard]] std::string formatInstant(Instant instant);
[[nodiscard]] std::optional<Instant> parseInstant(std::string_view text);

// A report, by where it stands and what it says: "held meeting: Ada Berg; Kofi Osei".
struct ReportMention {
  DocumentId document;
  Span sentence;
  std::string says;
  auto operator<=>(const ReportMention&) const = default;
};
// Reports of one sentence that say the same are one mention. `number` is that of a report of `extraction`.
[[nodiscard]] ReportMention mentionOf(const DocumentId& document, const Extraction& extraction, std::uint32_t number);

struct Decision {
  Instant made{};
  DecisionKind kind = DecisionKind::kMerge;
  std::string by;
  // Either two names of people as documents write them, which foldName() tells apart, in the order of their folds:
  std::string name;
  std::string other;
  // or a report.
  std::optional<ReportMention> report;
  auto operator<=>(const Decision&) const = default;
};

// Puts the names in order. Throws Error(kInvalidArgument) if the decision is not as stated above: names without letters
// or not to be told apart, nobody who signs, a year that has not four digits, the wrong subject for its kind. `doing`
// is for the message.
[[nodiscard]] Decision checkedDecision(Decision decision, const std::string& doing);
// For people: "“Ada Berg” and “Ada Holt” are one person (Kofi Osei, 2024-05-01)".
[[nodiscard]] std::string inWords(const Decision& decision);
// Both decide about the same names or the same report.
[[nodiscard]] bool sameSubject(const Decision& a, const Decision& b);

// A set of decisions and what follows from it. A value; const members may run concurrently.
class Decisions {
 public:
  Decisions() = default;
  explicit Decisions(std::vector<Decision> made);

  [[nodiscard]] const std::vector<Decision>& all() const { return all_; }  // Oldest first, each once.
  // Those that count: of each subject the last, unless that is an undo.
  [[nodiscard]] const std::vector<Decision>& standing() const { return standing_; }

  // --- About names. All names are folded ---

  using NamePair = std::pair<std::string, std::string>;
  [[nodiscard]] const std::vector<NamePair>& merges() const { return merges_; }  // Oldest first.
  [[nodiscard]] bool isMerged(const std::string& name) const { return merged_.contains(name); }
  [[nodiscard]] bool isDistinct(const std::string& name) const { return distinct_.contains(name); }
  [[nodiscard]] bool areDistinct(const std::string& a, const std::string& b) const;
  // The name keys (graph/resolve.h) whose people must be resolved together with those of `name_key`, itself included:
  // the key of a name is one of its words, and merged names join the blocks of all their words.
  [[nodiscard]] std::set<std::string> blocksWith(const std::string& name_key) const;

  // --- About reports ---

  // What the document counts for: without rejected reports (the others keep their numbers), confirmed ones certain.
  [[nodiscard]] Extraction judged(const DocumentId& document, const Extraction& extraction) const;

 private:
  std::vector<Decision> all_;
  std::vector<Decision> standing_;
  std::vector<NamePair> merges_;
  std::set<std::string> merged_;
  std::map<std::string, std::set<std::string>> distinct_;
  std::vector<std::set<std::string>> joined_;  // Words of merged names; no word is in two.
  std::map<DocumentId, std::map<ReportMention, DecisionKind>> judged_;
};

}  // namespace parley
