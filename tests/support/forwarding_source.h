#pragma once
// A source that passes every question on: a test overrides the one that it wants to go wrong.
#include "graph/source.h"

namespace parley::test {

class ForwardingSource : public GraphSource {
 public:
  // `source` outlives this object.
  explicit ForwardingSource(const GraphSource& source) : source_(source) {}

  void scan(const Pattern& pattern, const std::function<bool(const TripleFact&)>& visit) const override {
    source_.scan(pattern, visit);
  }
  std::optional<Entity> entity(EntityId id) const override { return source_.entity(id); }
  std::optional<Meeting> meeting(EntityId id) const override { return source_.meeting(id); }
  std::vector<Meeting> meetingsOf(EntityId id) const override { return source_.meetingsOf(id); }
  void forEachEntity(const std::function<bool(const Entity&)>& visit) const override { source_.forEachEntity(visit); }
  void forEachMeeting(const std::function<bool(const Meeting&)>& visit) const override {
    source_.forEachMeeting(visit);
  }
  std::vector<EntityId> entitiesNamed(std::string_view token) const override { return source_.entitiesNamed(token); }
  void forEachMeetingBetween(Date from, Date to, const std::function<bool(Date, EntityId)>& visit) const override {
    source_.forEachMeetingBetween(from, to, visit);
  }
  std::optional<ReadDocument> document(const DocumentId& id) const override { return source_.document(id); }
  std::optional<EntityId> resolved(const DocumentId& id, LocalIndex index) const override {
    return source_.resolved(id, index);
  }
  KnownDate dateOf(const DocumentId& id) const override { return source_.dateOf(id); }
  std::vector<DocumentId> documentsNamed(std::string_view name) const override { return source_.documentsNamed(name); }
  std::vector<DocumentId> documentsMentioning(EntityId id) const override { return source_.documentsMentioning(id); }
  void forEachDocument(const std::function<bool(const DocumentId&)>& visit) const override {
    source_.forEachDocument(visit);
  }
  SourceCounts counts() const override { return source_.counts(); }
  const Decisions& decisions() const override { return source_.decisions(); }

 private:
  const GraphSource& source_;
};

}  // namespace parley::test
