#pragma once
// Answers from a store on this machine, each from the store as it is at that moment: what another process added
// meanwhile is seen.
#include <filesystem>
#include <memory>
#include <utility>

#include "query/answers.h"
#include "store/store.h"
#include "tools/question_budget.h"

namespace parley {

class StoreAnswers final : public Answers {
 public:
  // Throws what Store::open() throws.
  explicit StoreAnswers(const std::filesystem::path& dir);
  // What is read counts against `budget`, which outlives this object.
  StoreAnswers(std::shared_ptr<const Store> store, QuestionBudget& budget)
      : store_(std::move(store)), budget_(&budget) {}
  // Documents that no answer shows yet: Store::waiting().
  [[nodiscard]] std::size_t waiting() const { return store_->waiting(); }
  [[nodiscard]] MetAnswer met(const MetQuestion& question) override;
  [[nodiscard]] PathAnswer path(const PathQuestion& question) override;
  [[nodiscard]] NearAnswer near(const NearQuestion& question) override;
  // Opens the default language model, and throws what that throws, if a document is to be read.
  [[nodiscard]] WhyNotAnswer whyNot(const WhyNotQuestion& question) override;
  [[nodiscard]] ShowAnswer show(const ShowQuestion& question) override;
  [[nodiscard]] StatsAnswer stats(const StatsQuestion& question) override;
  [[nodiscard]] DiffAnswer diff(const DiffQuestion& question) override;
  [[nodiscard]] ContradictionsAnswer contradictions(const ContradictionsQuestion& question) override;
  // Opens the default language model as whyNot() does, if a document has the text.
  [[nodiscard]] FindAnswer find(const FindQuestion& question) override;
  [[nodiscard]] TopAnswer top(const TopQuestion& question) override;
  [[nodiscard]] DossierAnswer dossier(const DossierQuestion& question) override;
  ExportAnswer exportTo(const ExportQuestion& question, const std::vector<std::ostream*>& outs) override;

 private:
  std::shared_ptr<const Store> store_;
  QuestionBudget* budget_ = nullptr;
};

}  // namespace parley
