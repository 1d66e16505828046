#include "tools/served_store.h"

#include "tools/store_answers.h"

namespace parley {

ServedStore::ServedStore(const std::filesystem::path& dir) : store_(Store::open(dir, StoreOptions{})) {}

std::unique_ptr<Answers> ServedStore::answersWithin(QuestionBudget& budget) {
  return std::make_unique<StoreAnswers>(store_, budget);
}

Served::State ServedStore::look() { return {store_->snapshot()->counts().documents, store_->waiting()}; }

}  // namespace parley
