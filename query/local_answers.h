#pragma once
// Answers straight from a source: the store's snapshot or a KnowledgeGraph.
#include <functional>
#include <utility>
#include <vector>

#include "graph/near_miss.h"
#include "graph/source.h"
#include "query/answers.h"

namespace parley {

// The sentences of a document, ascending.
using SentenceReader = std::function<std::vector<Span>(const Document&)>;

class LocalAnswers final : public Answers {
 public:
  // whyNot() reads no more documents again, the newest of those that name both: each takes as long as extracting
  // from it did.
  static constexpr std::size_t kMaxReadAgain = 200;

  // find() searches no more documents, the newest: some ten seconds.
  static constexpr std::size_t kMaxSearched = 100'000;

  // `source` outlives this object. Only whyNot() needs `near_misses`, only find() `sentences`.
  explicit LocalAnswers(const GraphSource& source, NearMissReader near_misses = nullptr,
                        SentenceReader sentences = nullptr)
      : source_(source), near_misses_(std::move(near_misses)), sentences_(std::move(sentences)) {}
  [[nodiscard]] MetAnswer met(const MetQuestion& question) override;
  [[nodiscard]] PathAnswer path(const PathQuestion& question) override;
  [[nodiscard]] NearAnswer near(const NearQuestion& question) override;
  [[nodiscard]] WhyNotAnswer whyNot(const WhyNotQuestion& question) override;
  [[nodiscard]] ShowAnswer show(const ShowQuestion& question) override;
  [[nodiscard]] StatsAnswer stats(const StatsQuestion& question) override;
  [[nodiscard]] DiffAnswer diff(const DiffQuestion& question) override;
  [[nodiscard]] ContradictionsAnswer contradictions(const ContradictionsQuestion& question) override;
  [[nodiscard]] FindAnswer find(const FindQuestion& question) override;
  [[nodiscard]] TopAnswer top(const TopQuestion& question) override;
  [[nodiscard]] DossierAnswer dossier(const DossierQuestion& question) override;
  ExportAnswer exportTo(const ExportQuestion& question, const std::vector<std::ostream*>& outs) override;

 private:
  // Has `ask` answer the question from the graph as of its day.
  template <typename Question, typename Ask>
  auto asOf(Question question, Ask ask);

  const GraphSource& source_;
  NearMissReader near_misses_;
  SentenceReader sentences_;
};

}  // namespace parley
