#pragma once
// All that a GraphSource answers, as lines of text: two sources are equal if their lines are.
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "graph/name.h"
#include "graph/source.h"

namespace parley::test {

class GraphDump {
 public:
  [[nodiscard]] static std::vector<std::string> of(const GraphSource& source) {
    GraphDump dump(source);
    dump.counts();
    dump.entities();
    dump.meetings();
    dump.triples();
    dump.documents();
    return std::move(dump.lines_);
  }

 private:
  explicit GraphDump(const GraphSource& source) : source_(source) {}

  struct Line {
    explicit Line(std::vector<std::string>& lines) : lines_(lines) {}
    ~Line() { lines_.push_back(text_.str()); }
    template <typename Value>
    Line& operator<<(const Value& value) {
      text_ << value << ' ';
      return *this;
    }
    Line& operator<<(EntityId id) { return *this << toHex(id); }
    Line& operator<<(const DocumentId& id) { return *this << toHex(id); }
    Line& operator<<(const ReportId& id) { return *this << toHex(id.document) + "#" + std::to_string(id.number); }
    Line& operator<<(const std::optional<Date>& date) { return *this << (date ? formatDate(*date) : "-"); }

   private:
    std::vector<std::string>& lines_;
    std::ostringstream text_;
  };
  Line line() { return Line(lines_); }

  void counts() {
    const SourceCounts counts = source_.counts();
    line() << "counts" << counts.documents << counts.reports << counts.entities << counts.meetings << counts.triples;
  }

  void entities() {
    std::set<std::string> words;
    source_.forEachEntity([&](const Entity& entity) {
      entities_.push_back(entity.id);
      show(entity);
      for (const std::string& word : nameWords(entity.name)) words.insert(word);
      for (const std::string& alias : entity.aliases) {
        for (const std::string& word : nameWords(alias)) words.insert(word);
      }
      return true;
    });
    for (const EntityId id : entities_) {
      if (const auto entity = source_.entity(id)) show(*entity);
      for (const Meeting& meeting : source_.meetingsOf(id)) line() << id << "in" << meeting.id;
      for (const DocumentId& document : source_.documentsMentioning(id)) line() << id << "mentioned by" << document;
    }
    for (const std::string& word : words) {
      for (const EntityId id : source_.entitiesNamed(word)) line() << word << id;
    }
  }

  void show(const Entity& entity) {
    Line text = line();
    text << entity.id << wordOf(entity.kind) << entity.name << "role" << entity.role << "of" << entity.country;
    text << entity.documents;
    for (const std::string& alias : entity.aliases) text << "alias" << alias;
    for (const std::string& member : entity.members) text << "member" << member;
  }

  void meetings() {
    std::vector<EntityId> ids;
    source_.forEachMeeting([&](const Meeting& meeting) {
      ids.push_back(meeting.id);
      show(meeting);
      return true;
    });
    for (const EntityId id : ids) {
      if (const auto meeting = source_.meeting(id)) show(*meeting);
      if (source_.entity(id)) line() << id << "is a meeting and an entity";
    }
    source_.forEachMeetingBetween(Date(std::chrono::days(-100'000)), Date(std::chrono::days(100'000)),
                                  [&](Date from, EntityId id) {
                                    line() << formatDate(from) << id;
                                    return true;
                                  });
  }

  void show(const Meeting& meeting) {
    Line text = line();
    text << meeting.id << wordOf(meeting.kind) << wordOf(meeting.status)
         << (meeting.when ? formatInterval(*meeting.when) : "-");
    text << meeting.when_inferred << meeting.when_words << meeting.place.value_or(EntityId{}) << meeting.furniture;
    text << meeting.documents << int{meeting.confidence};
    for (const Participant& participant : meeting.participants) text << participant.entity << wordOf(participant.role);
    for (const Step& step : meeting.steps) text << step.known_on << step.report << wordOf(step.status);
  }

  void triples() {
    std::vector<Triple> all;
    scan({}, &all);
    std::set<Relation> relations;
    for (const Triple& triple : all) {
      relations.insert(triple.relation);
      scan({triple.subject, triple.relation, {}});
      scan({{}, triple.relation, triple.object});
      scan({triple.subject, {}, triple.object});
      scan({triple.subject, triple.relation, triple.object});
    }
    for (const Relation relation : relations) scan({{}, relation, {}});
    for (const EntityId id : entities_) {
      scan({id, {}, {}});
      scan({{}, {}, id});
    }
  }

  void scan(const Pattern& pattern, std::vector<Triple>* triples = nullptr) {
    line() << "scan";
    source_.scan(pattern, [&](const TripleFact& fact) {
      if (triples != nullptr) triples->push_back(fact.triple);
      Line text = line();
      text << fact.triple.subject << wordOf(fact.triple.relation) << fact.triple.object << wordOf(fact.status);
      for (const ReportId& report : fact.reports) text << report;
      return true;
    });
  }

  void documents() {
    std::set<std::string> names;
    std::vector<DocumentId> ids;
    source_.forEachDocument([&](const DocumentId& id) {
      ids.push_back(id);
      return true;
    });
    for (const DocumentId& id : ids) {
      const auto read = source_.document(id);
      const auto known = source_.dateOf(id);
      Line text = line();
      text << id << known.date << known.inferred;
      if (!read) continue;
      text << read->document.text << read->extraction.reports.size() << read->extraction.date;
      for (const Sighting& sighting : read->document.sightings) {
        names.insert(sighting.name);
        text << sighting.name << sighting.published << sighting.outlet;
      }
      for (LocalIndex i = 0; i <= read->extraction.entities.size(); ++i) {
        text << source_.resolved(id, i).value_or(EntityId{});
      }
    }
    for (const std::string& name : names) {
      for (const DocumentId& id : source_.documentsNamed(name)) line() << name << id;
    }
  }

  const GraphSource& source_;
  std::vector<EntityId> entities_;
  std::vector<std::string> lines_;
};

}  // namespace parley::test
