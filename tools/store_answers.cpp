#include "tools/store_answers.h"

#include <optional>
#include <utility>

#include "extract/language_model.h"
#include "extract/near_misses.h"
#include "extract/segment.h"
#include "query/local_answers.h"

namespace parley {
namespace {

// Asks a snapshot of its own for each question.
struct Now {
  std::unique_ptr<GraphSource> source;
  std::optional<BudgetedSource> counted;
  LocalAnswers answers;
  Now(const Store& store, QuestionBudget* budget, NearMissReader near_misses = nullptr,
      SentenceReader sentences = nullptr)
      : source(store.snapshot()), answers(within(budget), std::move(near_misses), std::move(sentences)) {}

 private:
  const GraphSource& within(QuestionBudget* budget) {
    if (budget == nullptr) return *source;
    return counted.emplace(*source, *budget);
  }
};

}  // namespace

StoreAnswers::StoreAnswers(const std::filesystem::path& dir) : store_(Store::open(dir, StoreOptions{})) {}
MetAnswer StoreAnswers::met(const MetQuestion& question) { return Now(*store_, budget_).answers.met(question); }
PathAnswer StoreAnswers::path(const PathQuestion& question) { return Now(*store_, budget_).answers.path(question); }
NearAnswer StoreAnswers::near(const NearQuestion& question) { return Now(*store_, budget_).answers.near(question); }
WhyNotAnswer StoreAnswers::whyNot(const WhyNotQuestion& question) {
  std::optional<LanguageModel> model;
  const auto read = [&](const ReadDocument& document, const auto& one, const auto& other) {
    if (!model) model.emplace(LanguageModel::openDefault());
    return nearMisses(document, one, other, *model);
  };
  return Now(*store_, budget_, read).answers.whyNot(question);
}
ShowAnswer StoreAnswers::show(const ShowQuestion& question) { return Now(*store_, budget_).answers.show(question); }
StatsAnswer StoreAnswers::stats(const StatsQuestion& question) { return Now(*store_, budget_).answers.stats(question); }
DiffAnswer StoreAnswers::diff(const DiffQuestion& question) { return Now(*store_, budget_).answers.diff(question); }
ContradictionsAnswer StoreAnswers::contradictions(const ContradictionsQuestion& question) {
  return Now(*store_, budget_).answers.contradictions(question);
}
FindAnswer StoreAnswers::find(const FindQuestion& question) {
  std::optional<LanguageModel> model;
  const auto sentences = [&](const Document& document) {
    if (!model) model.emplace(LanguageModel::openDefault());
    std::vector<Span> spans;
    for (const Sentence& sentence : segment(document, *model)) spans.push_back(sentence.span);
    return spans;
  };
  return Now(*store_, budget_, nullptr, sentences).answers.find(question);
}
TopAnswer StoreAnswers::top(const TopQuestion& question) { return Now(*store_, budget_).answers.top(question); }
DossierAnswer StoreAnswers::dossier(const DossierQuestion& question) {
  return Now(*store_, budget_).answers.dossier(question);
}
ExportAnswer StoreAnswers::exportTo(const ExportQuestion& question, const std::vector<std::ostream*>& outs) {
  return Now(*store_, budget_).answers.exportTo(question, outs);
}

}  // namespace parley
