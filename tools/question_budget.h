#pragma once
// What one question may take, and a source that keeps to it: how a server ends a question that nobody waits for.
#include <atomic>
#include <chrono>
#include <cstdint>

#include "graph/source.h"

namespace parley {

// Threads: any, at any time.
class QuestionBudget {
 public:
  QuestionBudget(std::chrono::milliseconds time, std::uint64_t rows)
      : ends_(std::chrono::steady_clock::now() + time), most_rows_(rows) {}
  QuestionBudget(const QuestionBudget&) = delete;

  // Counts a row that was read, and checks. Throws Error(kLimit) if there were too many.
  void spend();
  // Throws Error(kLimit) once the time is over or the question was given up.
  void check() const;
  // From now on check() throws.
  void giveUp() { given_up_ = true; }
  [[nodiscard]] std::uint64_t rows() const { return rows_; }

 private:
  const std::chrono::steady_clock::time_point ends_;
  const std::uint64_t most_rows_;
  std::atomic<std::uint64_t> rows_ = 0;
  std::atomic<bool> given_up_ = false;
};

// `source`, with each call and each visit counted as a row. What is computed between two reads is not interrupted.
class BudgetedSource final : public GraphSource {
 public:
  // Both outlive this object.
  BudgetedSource(const GraphSource& source, QuestionBudget& budget) : source_(source), budget_(budget) {}

  void scan(const Pattern& pattern, const std::function<bool(const TripleFact&)>& visit) const override;
  [[nodiscard]] std::optional<Entity> entity(EntityId id) const override;
  [[nodiscard]] std::optional<Meeting> meeting(EntityId id) const override;
  [[nodiscard]] std::vector<Meeting> meetingsOf(EntityId participant) const override;
  void forEachEntity(const std::function<bool(const Entity&)>& visit) const override;
  void forEachMeeting(const std::function<bool(const Meeting&)>& visit) const override;
  [[nodiscard]] std::vector<EntityId> entitiesNamed(std::string_view token) const override;
  void forEachMeetingBetween(Date from, Date to, const std::function<bool(Date, EntityId)>& visit) const override;
  [[nodiscard]] std::optional<ReadDocument> document(const DocumentId& id) const override;
  [[nodiscard]] std::optional<EntityId> resolved(const DocumentId& id, LocalIndex index) const override;
  [[nodiscard]] KnownDate dateOf(const DocumentId& id) const override;
  [[nodiscard]] std::vector<DocumentId> documentsNamed(std::string_view name) const override;
  [[nodiscard]] std::vector<DocumentId> documentsMentioning(EntityId entity) const override;
  void forEachDocument(const std::function<bool(const DocumentId&)>& visit) const override;
  [[nodiscard]] SourceCounts counts() const override;
  [[nodiscard]] const Decisions& decisions() const override;

 private:
  const GraphSource& source_;
  QuestionBudget& budget_;
};

}  // namespace parley
