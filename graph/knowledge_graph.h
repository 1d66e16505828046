#pragma once
// The graph in memory: every source over a set of documents, resolved all at once. For tests, for the folder of
// articles that fits in memory, and as the plain statement of what the store's block-wise work must equal.
#include <memory>
#include <vector>

#include "graph/source.h"

namespace parley {

class KnowledgeGraph final : public GraphSource {
 public:
  // The order of `documents` does not matter; one that occurs twice counts once, with the sightings of both.
  [[nodiscard]] static KnowledgeGraph build(std::vector<ReadDocument> documents, Decisions decisions = Decisions());
  KnowledgeGraph(KnowledgeGraph&&) noexcept;
  KnowledgeGraph& operator=(KnowledgeGraph&&) noexcept;
  ~KnowledgeGraph() override;

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
  struct Impl;
  explicit KnowledgeGraph(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace parley
