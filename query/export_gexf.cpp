#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "query/internal/exports.h"
#include "query/internal/lines.h"
#include "query/internal/pairs.h"
#include "query/internal/xml_writer.h"

namespace parley::query {
namespace {

struct GexfAttribute {
  const char* id;  // Its title too: readers disagree on which of them names a column.
  const char* type;
};
constexpr GexfAttribute kNodeAttributes[] = {
    {"kind", "string"}, {"country", "string"}, {"role", "string"}, {"n_meetings", "integer"}};
constexpr GexfAttribute kEdgeAttributes[] = {
    {"relation", "string"},   {"status", "string"},   {"precision", "string"}, {"n_meetings", "integer"},
    {"n_reports", "integer"}, {"evidence", "string"}, {"document", "string"},  {"url", "string"}};

std::optional<Date> newestDocument(const GraphSource& source) {
  std::optional<Date> newest;
  source.forEachDocument([&](const DocumentId& id) {
    const std::optional<Date> date = source.dateOf(id).date;
    if (date && (!newest || *date > *newest)) newest = date;
    return true;
  });
  return newest;
}

// Whole days; those that share a day become one, because a spell of an element may not overlap another.
std::vector<DateInterval> spellsOf(const std::vector<DateInterval>& dates) {
  std::vector<DateInterval> spells;
  for (const DateInterval& date : dates) {
    if (!spells.empty() && date.first <= spells.back().last) {
      spells.back().last = std::max(spells.back().last, date.last);
    } else {
      spells.push_back(date);
    }
  }
  return spells;
}

// "day", or "day | month" if the meetings of the edge differ.
std::string precisionsOf(const std::vector<DateInterval>& dates) {
  std::set<Precision> precisions;
  for (const DateInterval& date : dates) precisions.insert(date.precision);
  std::string words;
  for (const Precision precision : precisions) words += (words.empty() ? "" : " | ") + std::string(wordOf(precision));
  return words;
}

class TimelineWriter {
 public:
  TimelineWriter(const GraphSource& source, MeetingFilter& filter, std::ostream& out)
      : source_(source), filter_(filter), lines_(source), xml_(out) {}

  std::uint64_t write() {
    PairTable table = addUpPairs(source_, filter_);
    std::set<EntityId> shown;
    std::set<std::pair<EntityId, EntityId>> dated;
    std::set<std::pair<EntityId, EntityId>> left_out;
    for (auto entry = table.pairs.begin(); entry != table.pairs.end();) {
      const std::pair pair(entry->first.first, entry->first.second);
      if (entry->second.dates.empty()) {
        left_out.insert(pair);
        entry = table.pairs.erase(entry);
        continue;
      }
      dated.insert(pair);
      shown.insert(pair.first);
      shown.insert(pair.second);
      ++entry;
    }
    for (const auto& pair : dated) left_out.erase(pair);

    std::erase_if(table.nodes, [&](const auto& node) { return !shown.contains(node.first); });
    const std::map<EntityId, Position> positions = positionsOf(table);
    openGraph();
    declare("node", kNodeAttributes);
    declare("edge", kEdgeAttributes);
    xml_.open("nodes");
    for (const EntityId id : shown) writeNode(lines_.entity(id), table.nodes.at(id), positions.at(id));
    xml_.close();
    xml_.open("edges");
    for (const auto& [key, totals] : table.pairs) writeEdge(key, totals);
    xml_.close();
    xml_.finish();
    return left_out.size();
  }

 private:
  void openGraph() {
    xml_.open("gexf");
    xml_.attribute("xmlns", "http://gexf.net/1.3");
    xml_.attribute("xmlns:viz", "http://gexf.net/1.3/viz");
    xml_.attribute("version", "1.3");
    xml_.open("meta");
    if (const std::optional<Date> newest = newestDocument(source_)) {
      xml_.attribute("lastmodifieddate", formatDate(*newest));
    }
    xml_.element("creator", "parley");
    xml_.element("keywords", "meetings");
    xml_.element("description", "Who met whom, from " + std::to_string(source_.counts().documents) + " documents");
    xml_.close();
    xml_.open("graph");
    xml_.attribute("mode", "dynamic");
    xml_.attribute("timerepresentation", "interval");
    xml_.attribute("timeformat", "date");
    xml_.attribute("timezone", "UTC");  // The default is the zone of whoever opens the file: days would shift.
    xml_.attribute("defaultedgetype", "undirected");
  }

  template <typename Attributes>
  void declare(const char* element_class, const Attributes& attributes) {
    xml_.open("attributes");
    xml_.attribute("class", element_class);
    xml_.attribute("mode", "static");
    for (const GexfAttribute& attribute : attributes) {
      xml_.open("attribute");
      xml_.attribute("id", attribute.id);
      xml_.attribute("title", attribute.id);
      xml_.attribute("type", attribute.type);
      xml_.close();
    }
    xml_.close();
  }

  void value(const char* attribute, std::string_view text) {
    if (text.empty()) return;
    xml_.open("attvalue");
    xml_.attribute("for", attribute);
    xml_.attribute("value", text);
    xml_.close();
  }

  void writeColour(Colour colour) {
    xml_.open("viz:color");
    xml_.attribute("r", std::to_string(colour.red));
    xml_.attribute("g", std::to_string(colour.green));
    xml_.attribute("b", std::to_string(colour.blue));
    xml_.attribute("a", "1.0");
    xml_.close();
  }

  void writeNode(const EntityRef& entity, const NodeTotals& totals, Position position) {
    xml_.open("node");
    xml_.attribute("id", nodeId(entity.id));
    xml_.attribute("label", nodeLabel(entity));
    xml_.open("attvalues");
    value("kind", wordOf(entity.kind));
    value("country", entity.country);
    value("role", entity.role);
    value("n_meetings", std::to_string(totals.meetings));
    xml_.close();
    writeColour(colourOf(entity.kind));
    xml_.open("viz:size");
    xml_.attribute("value", decimal(nodeSize(totals.degree)));
    xml_.close();
    xml_.open("viz:position");
    xml_.attribute("x", decimal(position.x));
    xml_.attribute("y", decimal(position.y));
    xml_.attribute("z", "0.0");
    xml_.close();
    xml_.close();
  }

  void writeEdge(const PairAndStatus& key, const PairTotals& totals) {
    const std::string status(wordOf(key.status));
    xml_.open("edge");
    xml_.attribute("id", "p:" + toHex(key.first) + "-" + toHex(key.second) + "-" + status);
    xml_.attribute("source", nodeId(key.first));
    xml_.attribute("target", nodeId(key.second));
    xml_.attribute("type", "undirected");
    xml_.attribute("kind", status);
    xml_.attribute("label", pairLabel(key.status, totals.meetings, totals.calls));
    xml_.attribute("weight", decimal(totals.meetings));
    const Quote evidence = evidenceOf(source_, totals.best_meeting, lines_);
    xml_.open("attvalues");
    value("relation", pairRelation(key.status, totals.meetings, totals.calls));
    value("status", status);
    value("precision", precisionsOf(totals.dates));
    value("n_meetings", std::to_string(totals.meetings));
    value("n_reports", std::to_string(totals.reports));
    value("evidence", evidence.text);
    value("document", evidence.document);
    value("url", evidence.url);
    xml_.close();
    xml_.open("spells");
    for (const DateInterval& spell : spellsOf(totals.dates)) {
      xml_.open("spell");
      xml_.attribute("start", formatDate(spell.first));
      xml_.attribute("end", formatDate(spell.last));
      xml_.close();
    }
    xml_.close();
    writeColour(colourOf(key.status));
    xml_.close();
  }

  const GraphSource& source_;
  MeetingFilter& filter_;
  Lines lines_;
  XmlWriter xml_;
};

}  // namespace

std::uint64_t writeTimelineGexf(const GraphSource& source, MeetingFilter& filter, std::ostream& out) {
  return TimelineWriter(source, filter, out).write();
}

}  // namespace parley::query
