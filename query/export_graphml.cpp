#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "graph/error.h"
#include "query/internal/exports.h"
#include "query/internal/graphml.h"
#include "query/internal/lines.h"
#include "query/internal/pairs.h"

namespace parley::query {
namespace {

// x, y, size, r, g and b are names that Gephi reads as looks.
constexpr GraphmlKey kPeopleKeys[] = {
    {"label", "node", "label", "string"},
    {"kind", "node", "kind", "string"},
    {"country", "node", "country", "string"},
    {"role", "node", "role", "string"},
    {"aliases", "node", "aliases", "string"},
    {"n_meetings", "node", "n_meetings", "int"},
    {"n_documents", "node", "n_documents", "int"},
    {"x", "node", "x", "double"},
    {"y", "node", "y", "double"},
    {"size", "node", "size", "double"},
    {"r", "node", "r", "int"},
    {"g", "node", "g", "int"},
    {"b", "node", "b", "int"},
    {"weight", "edge", "weight", "double"},
    {"e_label", "edge", "label", "string"},
    {"relation", "edge", "relation", "string"},
    {"held", "edge", "held", "int"},
    {"planned", "edge", "planned", "int"},
    {"proposed", "edge", "proposed", "int"},
    {"postponed", "edge", "postponed", "int"},
    {"cancelled", "edge", "cancelled", "int"},
    {"refused", "edge", "refused", "int"},
    {"uncertain", "edge", "uncertain", "int"},
    {"first_date", "edge", "first_date", "string"},
    {"last_date", "edge", "last_date", "string"},
    {"n_reports", "edge", "n_reports", "int"},
    {"evidence", "edge", "evidence", "string"},
    {"document", "edge", "document", "string"},
    {"url", "edge", "url", "string"},
};
// The statuses that a meeting can end with; their words are keys above.
constexpr Status kCounted[] = {Status::kHeld,      Status::kPlanned, Status::kProposed, Status::kPostponed,
                               Status::kCancelled, Status::kRefused, Status::kUncertain};

constexpr GraphmlKey kMeetingsKeys[] = {
    {"label", "node", "label", "string"},
    {"kind", "node", "kind", "string"},
    {"country", "node", "country", "string"},
    {"role", "node", "role", "string"},
    {"meeting", "node", "meeting", "string"},
    {"status", "node", "status", "string"},
    {"date_from", "node", "date_from", "string"},
    {"date_to", "node", "date_to", "string"},
    {"precision", "node", "precision", "string"},
    {"date_inferred", "node", "date_inferred", "boolean"},
    {"n_reports", "node", "n_reports", "int"},
    {"url", "node", "url", "string"},
    {"size", "node", "size", "double"},
    {"r", "node", "r", "int"},
    {"g", "node", "g", "int"},
    {"b", "node", "b", "int"},
    {"weight", "edge", "weight", "double"},
    {"e_label", "edge", "label", "string"},
    {"e_role", "edge", "role", "string"},
};
constexpr Colour kDocumentColour = {127, 127, 127};

// A day, or the month or year if no more is known: never a false 1 January.
std::string boundary(const DateInterval& interval, Date day) {
  const bool calendar_unit = interval.precision == Precision::kMonth || interval.precision == Precision::kYear;
  return calendar_unit ? formatInterval(interval) : formatDate(day);
}

void writeColour(GraphmlWriter& graph, Colour colour) {
  graph.data("r", std::to_string(colour.red));
  graph.data("g", std::to_string(colour.green));
  graph.data("b", std::to_string(colour.blue));
}

void writePerson(const Entity& entity, const NodeTotals& totals, Position position, GraphmlWriter& graph) {
  std::string aliases;
  for (const std::string& alias : entity.aliases) aliases += (aliases.empty() ? "" : " | ") + alias;
  graph.openNode(nodeId(entity.id));
  graph.data("label", nodeLabel(refOf(entity)));
  graph.data("kind", wordOf(entity.kind));
  graph.data("country", entity.country);
  graph.data("role", entity.role);
  graph.data("aliases", aliases);
  graph.data("n_meetings", std::to_string(totals.meetings));
  graph.data("n_documents", std::to_string(entity.documents));
  graph.data("x", decimal(position.x));
  graph.data("y", decimal(position.y));
  graph.data("size", decimal(nodeSize(totals.degree)));
  writeColour(graph, colourOf(entity.kind));
  graph.close();
}

using PairIterator = std::map<PairAndStatus, PairTotals>::const_iterator;

// [begin, end): the totals of one pair, one entry a status.
void writePair(const GraphSource& source, PairIterator begin, PairIterator end, Lines& lines, GraphmlWriter& graph) {
  std::uint32_t meetings = 0;
  std::uint32_t reports = 0;
  std::vector<DateInterval> dates;
  for (auto entry = begin; entry != end; ++entry) {
    meetings += entry->second.meetings;
    reports += entry->second.reports;
    dates.insert(dates.end(), entry->second.dates.begin(), entry->second.dates.end());
  }
  const auto entryOf = [&](Status status) {
    return std::find_if(begin, end, [&](const auto& entry) { return entry.first.status == status; });
  };
  // What the edge shows: the meetings held, else those nearest to it.
  PairIterator shown = end;
  for (const Status status : kStatusOrder) {
    if (shown == end) shown = entryOf(status);
  }
  PARLEY_CHECK(shown != end);

  const PairAndStatus& key = begin->first;
  graph.openEdge("p:" + toHex(key.first) + "-" + toHex(key.second), nodeId(key.first), nodeId(key.second));
  graph.data("weight", decimal(meetings));
  graph.data("e_label", pairLabel(shown->first.status, shown->second.meetings, shown->second.calls));
  graph.data("relation", pairRelation(shown->first.status, shown->second.meetings, shown->second.calls));
  for (const Status status : kCounted) {
    const PairIterator entry = entryOf(status);
    graph.data(wordOf(status), std::to_string(entry == end ? 0 : entry->second.meetings));
  }
  if (!dates.empty()) {
    const auto by_last = [](const DateInterval& a, const DateInterval& b) { return a.last < b.last; };
    const DateInterval& first = *std::min_element(dates.begin(), dates.end());
    const DateInterval& last = *std::max_element(dates.begin(), dates.end(), by_last);
    graph.data("first_date", boundary(first, first.first));
    graph.data("last_date", boundary(last, last.last));
  }
  graph.data("n_reports", std::to_string(reports));
  const Quote evidence = evidenceOf(source, shown->second.best_meeting, lines);
  graph.data("evidence", evidence.text);
  graph.data("document", evidence.document);
  graph.data("url", evidence.url);
  graph.close();
}

std::string meetingLabel(const Meeting& meeting, Lines& lines) {
  std::string label(wordOf(meeting.kind));
  if (meeting.place) label += ", " + lines.entity(*meeting.place).name;
  if (meeting.when) label += ", " + formatInterval(*meeting.when);
  return label;
}

std::string meetingNodeId(EntityId id) { return "m:" + toHex(id); }
std::string documentNodeId(const DocumentId& id) { return "d:" + toHex(id); }

void writeMeeting(const Meeting& meeting, Lines& lines, GraphmlWriter& graph) {
  graph.openNode(meetingNodeId(meeting.id));
  graph.data("label", meetingLabel(meeting, lines));
  graph.data("kind", wordOf(EntityKind::kMeeting));
  graph.data("meeting", wordOf(meeting.kind));
  graph.data("status", wordOf(meeting.status));
  if (meeting.when) {
    graph.data("date_from", formatDate(meeting.when->first));
    graph.data("date_to", formatDate(meeting.when->last));
    graph.data("precision", wordOf(meeting.when->precision));
    graph.data("date_inferred", meeting.when_inferred ? "true" : "false");
  }
  graph.data("n_reports", std::to_string(meeting.steps.size()));
  graph.data("size", decimal(nodeSize(static_cast<std::uint32_t>(meeting.participants.size()))));
  writeColour(graph, colourOf(meeting.status));
  graph.close();
}

void writeRoleEdge(const std::string& from, const std::string& to, std::string_view label, std::string_view role,
                   GraphmlWriter& graph) {
  graph.openEdge(from + ">" + to, from, to);
  graph.data("weight", "1.0");
  graph.data("e_label", label);
  graph.data("e_role", role);
  graph.close();
}

std::set<DocumentId> documentsOf(const Meeting& meeting) {
  std::set<DocumentId> documents;
  for (const Step& step : meeting.steps) documents.insert(step.report.document);
  return documents;
}

}  // namespace

void writePeopleGraphml(const GraphSource& source, MeetingFilter& filter, std::ostream& out) {
  const PairTable table = addUpPairs(source, filter);
  const std::map<EntityId, Position> positions = spiral(table.nodes);
  Lines lines(source);
  GraphmlWriter graph(out, "people", false, kPeopleKeys);
  for (const auto& [id, totals] : table.nodes) {
    const std::optional<Entity> entity = source.entity(id);
    PARLEY_CHECK(entity.has_value());
    writePerson(*entity, totals, positions.at(id), graph);
  }
  for (PairIterator begin = table.pairs.begin(); begin != table.pairs.end();) {
    const PairAndStatus& key = begin->first;
    const PairIterator end = std::find_if(begin, table.pairs.end(), [&](const auto& entry) {
      return entry.first.first != key.first || entry.first.second != key.second;
    });
    writePair(source, begin, end, lines, graph);
    begin = end;
  }
  graph.finish();
}

void writeMeetingsGraphml(const GraphSource& source, MeetingFilter& filter, std::ostream& out) {
  std::map<EntityId, std::uint32_t> entities;  // Participants and places, with the number of their meetings.
  std::set<DocumentId> documents;
  const auto forEachStoryMeeting = [&](const auto& visit) {
    source.forEachMeeting([&](const Meeting& meeting) {
      if (!meeting.furniture && filter.passes(meeting)) visit(meeting);
      return true;
    });
  };
  forEachStoryMeeting([&](const Meeting& meeting) {
    for (const Participant& participant : meeting.participants) ++entities[participant.entity];
    if (meeting.place) ++entities[*meeting.place];
    documents.merge(documentsOf(meeting));
  });

  Lines lines(source);
  GraphmlWriter graph(out, "meetings", true, kMeetingsKeys);
  for (const auto& [id, meetings] : entities) {
    const EntityRef& entity = lines.entity(id);
    graph.openNode(nodeId(id));
    graph.data("label", nodeLabel(entity));
    graph.data("kind", wordOf(entity.kind));
    graph.data("country", entity.country);
    graph.data("role", entity.role);
    graph.data("size", decimal(nodeSize(meetings)));
    writeColour(graph, colourOf(entity.kind));
    graph.close();
  }
  forEachStoryMeeting([&](const Meeting& meeting) { writeMeeting(meeting, lines, graph); });
  for (const DocumentId& id : documents) {
    const Document& document = lines.document(id).document;
    const std::optional<Date> date = source.dateOf(id).date;
    const std::string title = document.title();
    graph.openNode(documentNodeId(id));
    graph.data("label", xmlSafe(title).empty() ? document.name() : title);
    graph.data("kind", "document");
    if (date) graph.data("date_from", formatDate(*date));
    if (date) graph.data("date_to", formatDate(*date));
    graph.data("url", document.url());
    graph.data("size", decimal(nodeSize(0)));
    writeColour(graph, kDocumentColour);
    graph.close();
  }
  forEachStoryMeeting([&](const Meeting& meeting) {
    const std::string id = meetingNodeId(meeting.id);
    for (const Participant& participant : meeting.participants) {
      const std::string_view role = wordOf(participant.role);
      writeRoleEdge(nodeId(participant.entity), id, role, role, graph);
    }
    if (meeting.place) writeRoleEdge(id, nodeId(*meeting.place), "at", "place", graph);
    for (const DocumentId& document : documentsOf(meeting)) {
      writeRoleEdge(id, documentNodeId(document), "reported in", "document", graph);
    }
  });
  graph.finish();
}

}  // namespace parley::query
