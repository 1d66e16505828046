#pragma once
// What a question may read. The store and the in-memory KnowledgeGraph implement it, so that a query test needs no
// disk. Every visit is in ascending order of what is visited, the same on every run. What a visitor is given is valid
// during that call only. A visitor returns false to stop.
//
// Threads: const members may run concurrently. All throw Error (kIo, kCorruption) if the store cannot be read.
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "graph/decision.h"
#include "graph/document.h"
#include "graph/entity.h"
#include "graph/report.h"

namespace parley {

class TripleSource {
 public:
  virtual ~TripleSource() = default;
  // Visits the triples that match, in the order of the index that serves the pattern.
  virtual void scan(const Pattern& pattern, const std::function<bool(const TripleFact&)>& visit) const = 0;
};

class EntitySource {
 public:
  virtual ~EntitySource() = default;
  [[nodiscard]] virtual std::optional<Entity> entity(EntityId id) const = 0;
  [[nodiscard]] virtual std::optional<Meeting> meeting(EntityId id) const = 0;
  // Meetings in which `participant` takes part, ascending by id.
  [[nodiscard]] virtual std::vector<Meeting> meetingsOf(EntityId participant) const = 0;
  virtual void forEachEntity(const std::function<bool(const Entity&)>& visit) const = 0;
  virtual void forEachMeeting(const std::function<bool(const Meeting&)>& visit) const = 0;
};

class NameSource {
 public:
  virtual ~NameSource() = default;
  // Entities that have `token` (folded by foldName, one word) among the words of a name or alias; sorted.
  [[nodiscard]] virtual std::vector<EntityId> entitiesNamed(std::string_view token) const = 0;
};

class TimeSource {
 public:
  virtual ~TimeSource() = default;
  // Meetings whose first possible day lies in [from, to], ascending by that day, then id.
  virtual void forEachMeetingBetween(Date from, Date to, const std::function<bool(Date, EntityId)>& visit) const = 0;
};

struct SourceCounts {
  std::uint64_t documents = 0;
  std::uint64_t reports = 0;
  std::uint64_t entities = 0;
  std::uint64_t meetings = 0;
  std::uint64_t triples = 0;
};

class DocumentSource {
 public:
  virtual ~DocumentSource() = default;
  [[nodiscard]] virtual std::optional<ReadDocument> document(const DocumentId& id) const = 0;
  // The entity that local entity `index` of a stored document was resolved to; nullopt if the document is not there.
  [[nodiscard]] virtual std::optional<EntityId> resolved(const DocumentId& id, LocalIndex index) const = 0;
  // The date of the document: given, found in its text, or inferred from a meeting that it shares with a dated one.
  struct KnownDate {
    std::optional<Date> date;
    bool inferred = false;
  };
  [[nodiscard]] virtual KnownDate dateOf(const DocumentId& id) const = 0;
  // Documents that have a sighting of this name, sorted.
  [[nodiscard]] virtual std::vector<DocumentId> documentsNamed(std::string_view name) const = 0;
  // Documents that mention the entity, sorted.
  [[nodiscard]] virtual std::vector<DocumentId> documentsMentioning(EntityId entity) const = 0;
  virtual void forEachDocument(const std::function<bool(const DocumentId&)>& visit) const = 0;
  [[nodiscard]] virtual SourceCounts counts() const = 0;
};

class DecisionSource {
 public:
  virtual ~DecisionSource() = default;
  // Those that everything else here rests on; valid as long as the source.
  [[nodiscard]] virtual const Decisions& decisions() const = 0;
};

// All of it, as of one moment: a writer beside it changes nothing that is read here.
class GraphSource : public TripleSource,
                    public EntitySource,
                    public NameSource,
                    public TimeSource,
                    public DocumentSource,
                    public DecisionSource {};

}  // namespace parley
