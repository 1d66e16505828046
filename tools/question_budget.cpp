#include "tools/question_budget.h"

#include <string>

#include "graph/error.h"

namespace parley {
namespace {

// `visit`, each visit a row.
template <class... Visited>
std::function<bool(Visited...)> counted(const std::function<bool(Visited...)>& visit, QuestionBudget& budget) {
  return [&](Visited... visited) {
    budget.spend();
    return visit(visited...);
  };
}

}  // namespace

void QuestionBudget::spend() {
  if (++rows_ > most_rows_) {
    throw Error(ErrorCode::kLimit, "the question reads more than " + std::to_string(most_rows_) +
                                       " rows of the store; ask for less, or on the machine of the store");
  }
  check();
}

void QuestionBudget::check() const {
  if (given_up_) throw Error(ErrorCode::kLimit, "the question was given up");
  if (std::chrono::steady_clock::now() > ends_) {
    throw Error(ErrorCode::kLimit,
                "the question takes longer than the server allows; ask for less, or on the machine of the store");
  }
}

void BudgetedSource::scan(const Pattern& pattern, const std::function<bool(const TripleFact&)>& visit) const {
  budget_.spend();
  source_.scan(pattern, counted(visit, budget_));
}
std::optional<Entity> BudgetedSource::entity(EntityId id) const {
  budget_.spend();
  return source_.entity(id);
}
std::optional<Meeting> BudgetedSource::meeting(EntityId id) const {
  budget_.spend();
  return source_.meeting(id);
}
std::vector<Meeting> BudgetedSource::meetingsOf(EntityId participant) const {
  budget_.spend();
  return source_.meetingsOf(participant);
}
void BudgetedSource::forEachEntity(const std::function<bool(const Entity&)>& visit) const {
  source_.forEachEntity(counted(visit, budget_));
}
void BudgetedSource::forEachMeeting(const std::function<bool(const Meeting&)>& visit) const {
  source_.forEachMeeting(counted(visit, budget_));
}
std::vector<EntityId> BudgetedSource::entitiesNamed(std::string_view token) const {
  budget_.spend();
  return source_.entitiesNamed(token);
}
void BudgetedSource::forEachMeetingBetween(Date from, Date to, const std::function<bool(Date, EntityId)>& visit) const {
  source_.forEachMeetingBetween(from, to, counted(visit, budget_));
}
std::optional<ReadDocument> BudgetedSource::document(const DocumentId& id) const {
  budget_.spend();
  return source_.document(id);
}
std::optional<EntityId> BudgetedSource::resolved(const DocumentId& id, LocalIndex index) const {
  budget_.spend();
  return source_.resolved(id, index);
}
GraphSource::KnownDate BudgetedSource::dateOf(const DocumentId& id) const {
  budget_.spend();
  return source_.dateOf(id);
}
std::vector<DocumentId> BudgetedSource::documentsNamed(std::string_view name) const {
  budget_.spend();
  return source_.documentsNamed(name);
}
std::vector<DocumentId> BudgetedSource::documentsMentioning(EntityId entity) const {
  budget_.spend();
  return source_.documentsMentioning(entity);
}
void BudgetedSource::forEachDocument(const std::function<bool(const DocumentId&)>& visit) const {
  source_.forEachDocument(counted(visit, budget_));
}
SourceCounts BudgetedSource::counts() const {
  budget_.spend();
  return source_.counts();
}

const Decisions& BudgetedSource::decisions() const {
  budget_.spend();
  return source_.decisions();
}

}  // namespace parley
