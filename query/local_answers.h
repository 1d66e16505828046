#pragma once
// Answers straight from a source: the store's snapshot or a KnowledgeGraph.
#include "graph/source.h"
#include "query/answers.h"

namespace parley {

class LocalAnswers final : public Answers {
 public:
  // `source` outlives this object.
  explicit LocalAnswers(const GraphSource& source) : source_(source) {}
  [[nodiscard]] MetAnswer met(const MetQuestion& question) override;
  [[nodiscard]] PathAnswer path(const PathQuestion& question) override;
  [[nodiscard]] NearAnswer near(const NearQuestion& question) override;
  [[nodiscard]] ShowAnswer show(const std::string& what) override;
  [[nodiscard]] StatsAnswer stats() override;
  void exportTo(ExportFormat format, std::ostream& out) override;

 private:
  const GraphSource& source_;
};

}  // namespace parley
