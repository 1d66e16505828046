#include "store/internal/snapshot.h"

#include <algorithm>
#include <map>
#include <utility>

#include "graph/error.h"
#include "graph/resolve.h"
#include "store/internal/catch_up.h"
#include "store/internal/codec.h"
#include "store/internal/rows.h"

namespace parley::store {
namespace {

class Snapshot final : public GraphSource {
 public:
  explicit Snapshot(std::shared_ptr<const KeyValueView> view)
      : view_(std::move(view)), rows_(*view_), decisions_(decisionsIn(rows_, Which::kCovered)) {}

  void scan(const Pattern& pattern, const std::function<bool(const TripleFact&)>& visit) const override {
    const PatternRange range = rangeOf(pattern);
    FactFold fold(rows_, visit);
    const RowVisitor contribute = [&](std::string_view key, std::string_view body) {
      return fold.contribute(key, body);
    };
    if (range.partition) {
      rows_.forEach(KeyBuilder(*range.partition, range.tag).take().append(range.body_prefix), contribute);
    } else {
      rows_.forEachOfTag(range.tag, range.body_prefix, contribute);
    }
    fold.finish();
  }

  std::optional<Entity> entity(EntityId id) const override {
    const auto record = rows_.get(entityKey(Tag::kTally, id));
    return record ? std::optional(foldEntity(id, decodeTally(*record))) : std::nullopt;
  }

  std::optional<Meeting> meeting(EntityId id) const override {
    const auto record = rows_.get(entityKey(Tag::kMeeting, id));
    return record ? std::optional(decodeMeeting(id, *record)) : std::nullopt;
  }

  std::vector<Meeting> meetingsOf(EntityId participant) const override {
    const PatternRange range = rangeOf({participant, Relation::kParticipatesIn, std::nullopt});
    std::vector<Meeting> meetings;
    for (const std::string& key :
         rows_.keys(KeyBuilder(*range.partition, range.tag).take().append(range.body_prefix))) {
      const TripleRow row = readTripleKey(key);
      if (row.contributor.report) continue;
      const EntityId id = row.contributor.meeting;
      meetings.push_back(decodeMeeting(id, rows_.need(entityKey(Tag::kMeeting, id), "meeting " + toHex(id))));
    }
    return meetings;
  }

  void forEachEntity(const std::function<bool(const Entity&)>& visit) const override {
    rows_.forEachOfTag(Tag::kTally, {}, [&](std::string_view key, std::string_view body) {
      return visit(foldEntity(KeyReader(key).takeEntity(), decodeTally(body)));
    });
  }

  void forEachMeeting(const std::function<bool(const Meeting&)>& visit) const override {
    rows_.forEachOfTag(Tag::kMeeting, {}, [&](std::string_view key, std::string_view body) {
      return visit(decodeMeeting(KeyReader(key).takeEntity(), body));
    });
  }

  std::vector<EntityId> entitiesNamed(std::string_view token) const override {
    std::vector<EntityId> entities;
    const std::string prefix = wordPrefix(token);
    for (const std::string& key : rows_.keys(prefix)) {
      KeyReader reader(key);
      reader.skip(prefix.size());
      entities.push_back(reader.takeEntity());
    }
    return entities;
  }

  void forEachMeetingBetween(Date from, Date to, const std::function<bool(Date, EntityId)>& visit) const override {
    if (from > to) return;
    rows_.forEachBetween(timePrefix(from), prefixEnd(timePrefix(to)), [&](std::string_view key, std::string_view) {
      KeyReader reader(key);
      static_cast<void>(reader.take32());
      return visit(dayOfTimeKey(key), reader.takeEntity());
    });
  }

  std::optional<ReadDocument> document(const DocumentId& id) const override {
    std::optional<ReadDocument> read = coveredDocument(rows_, id);
    if (!read) return std::nullopt;
    const bool marked = rows_.get(documentKey(Tag::kMark, id)).has_value();
    const auto text = rows_.get(documentKey(marked ? Tag::kCoveredText : Tag::kText, id));
    read->document.text = decodeText(*text);
    return read;
  }

  std::optional<EntityId> resolved(const DocumentId& id, LocalIndex index) const override {
    const auto record = rows_.get(documentKey(Tag::kResolved, id));
    if (!record) return std::nullopt;
    const std::vector<EntityId> entities = decodeResolved(*record);
    return index < entities.size() ? std::optional(entities[index]) : std::nullopt;
  }

  KnownDate dateOf(const DocumentId& id) const override {
    const auto record = rows_.get(documentKey(Tag::kDocumentDate, id));
    if (!record) return {};
    const DocumentDate date = decodeDocumentDate(*record);
    return date.given ? KnownDate{date.given, false} : KnownDate{knownOn(date.inferred->window), true};
  }

  std::vector<DocumentId> documentsNamed(std::string_view name) const override {
    return documentsUnder(documentNamePrefix(name));
  }

  std::vector<DocumentId> documentsMentioning(EntityId entity) const override {
    return documentsUnder(entityKey(Tag::kMentioning, entity));
  }

  void forEachDocument(const std::function<bool(const DocumentId&)>& visit) const override {
    // A document is covered if and only if its local entities are resolved.
    rows_.forEachOfTag(Tag::kResolved, {},
                       [&](std::string_view key, std::string_view) { return visit(KeyReader(key).takeDocument()); });
  }

  SourceCounts counts() const override {
    const auto record = rows_.get(countsKey());
    return record ? decodeCounts(*record) : SourceCounts();
  }

  const Decisions& decisions() const override { return decisions_; }

 private:
  // Neighbouring contributions to one triple become one fact.
  class FactFold {
   public:
    FactFold(const Rows& rows, const std::function<bool(const TripleFact&)>& visit) : rows_(rows), visit_(visit) {}

    bool contribute(std::string_view key, std::string_view body) {
      const TripleRow row = readTripleKey(key);
      const Status status = decodeStatus(body);
      if (fact_ && fact_->triple != row.triple && !show()) return false;
      if (!fact_) fact_ = TripleFact{row.triple, status, {}};
      fact_->status = strongerStatus(fact_->status, status);
      if (row.contributor.report) {
        fact_->reports.push_back(*row.contributor.report);
      } else {
        const std::vector<ReportId>& reports = reportsOf(row.contributor.meeting);
        fact_->reports.insert(fact_->reports.end(), reports.begin(), reports.end());
      }
      return true;
    }

    void finish() {
      if (fact_) show();
    }

   private:
    bool show() {
      std::sort(fact_->reports.begin(), fact_->reports.end());
      fact_->reports.erase(std::unique(fact_->reports.begin(), fact_->reports.end()), fact_->reports.end());
      const TripleFact fact = std::move(*fact_);
      fact_.reset();
      return visit_(fact);
    }

    // A meeting states many triples, near one another in every order.
    const std::vector<ReportId>& reportsOf(EntityId meeting) {
      constexpr std::size_t kMaxRemembered = 1024;
      const auto found = reports_.find(meeting);
      if (found != reports_.end()) return found->second;
      if (reports_.size() == kMaxRemembered) reports_.clear();
      const std::string record = rows_.need(entityKey(Tag::kMeeting, meeting), "meeting " + toHex(meeting));
      std::vector<ReportId>& reports = reports_[meeting];
      for (const Step& step : decodeMeeting(meeting, record).steps) reports.push_back(step.report);
      return reports;
    }

    const Rows& rows_;
    const std::function<bool(const TripleFact&)>& visit_;
    std::optional<TripleFact> fact_;
    std::map<EntityId, std::vector<ReportId>> reports_;
  };

  [[nodiscard]] std::vector<DocumentId> documentsUnder(const std::string& prefix) const {
    std::vector<DocumentId> documents;
    for (const std::string& key : rows_.keys(prefix)) {
      KeyReader reader(key);
      reader.skip(prefix.size());
      documents.push_back(reader.takeDocument());
    }
    return documents;
  }

  std::shared_ptr<const KeyValueView> view_;
  Rows rows_;
  Decisions decisions_;
};

}  // namespace

std::unique_ptr<GraphSource> makeSnapshot(std::shared_ptr<const KeyValueView> view) {
  return std::make_unique<Snapshot>(std::move(view));
}

}  // namespace parley::store
