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
    {"x", "node", "x", "double"},
    {"y", "node", "y", "double"},
    {"size", "node", "size", "double"},
    {"r", "node", "r", "int"},
    {"g", "node", "g", "int"},
    {"b", "node", "b", "int"},
    {"weight", "edge", "weight", "double"},
    {"e_label", "edge", "label", "string"},
    {"e_role", "edge", "role", "string"},
};
constexpr Colour kDocumentColour = {127, 127, 127};

void writeColour(GraphmlWriter& graph, Colour colour) {
  graph.data("r", std::to_string(colour.red));
  graph.data("g", std::to_string(colour.green));
  graph.data("b", std::to_string(colour.blue));
}

void writePerson(const Entity& entity, const NodeTotals& totals, Position position, GraphmlWriter& graph) {
  graph.openNode(nodeId(entity.id));
  graph.data("label", nodeLabel(refOf(entity)));
  graph.data("kind", wordOf(entity.kind));
  graph.data("country", entity.country);
  graph.data("role", entity.role);
  graph.data("aliases", joined(entity.aliases));
  graph.data("n_meetings", std::to_string(totals.meetings));
  graph.data("n_documents", std::to_string(entity.documents));
  graph.data("x", decimal(position.x));
  graph.data("y", decimal(position.y));
  graph.data("size", decimal(nodeSize(totals.degree)));
  writeColour(graph, colourOf(entity.kind));
  graph.close();
}

void writePair(const PairEdge& pair, GraphmlWriter& graph) {
  graph.openEdge(edgeId(pair.first, pair.second), nodeId(pair.first), nodeId(pair.second));
  graph.data("weight", decimal(pair.meetings));
  graph.data("e_label", pair.label);
  graph.data("relation", pair.relation);
  for (const Status status : kEndStatuses) {
    graph.data(wordOf(status), std::to_string(pair.count(status)));
  }
  graph.data("first_date", pair.first_date);
  graph.data("last_date", pair.last_date);
  graph.data("n_reports", std::to_string(pair.reports));
  graph.data("evidence", pair.evidence.text);
  graph.data("document", pair.evidence.document);
  graph.data("url", pair.evidence.url);
  graph.close();
}

std::string meetingNodeId(EntityId id) { return "m:" + toHex(id); }
std::string documentNodeId(const DocumentId& id) { return "d:" + toHex(id); }

std::set<DocumentId> documentsOf(const Meeting& meeting) {
  std::set<DocumentId> documents;
  for (const Step& step : meeting.steps) documents.insert(step.report.document);
  return documents;
}

// Nodes of the meetings file as they are written: entities, meetings, documents, each in the order of its ids.
struct MeetingNodes {
  std::map<EntityId, std::uint32_t> entities;  // Participants and places, with the number of their meetings.
  std::vector<EntityId> meetings;
  std::set<DocumentId> documents;

  [[nodiscard]] std::size_t size() const { return entities.size() + meetings.size() + documents.size(); }
};

// One position for each node; empty if there are too many to lay out: then Gephi scatters them.
std::vector<Position> positionsOf(const GraphSource& source, const MeetingNodes& nodes) {
  if (nodes.size() > kMaxForced) return {};
  std::map<EntityId, std::size_t> entities;
  for (const auto& [id, meetings] : nodes.entities) entities.emplace(id, entities.size());
  std::map<DocumentId, std::size_t> documents;
  for (const DocumentId& id : nodes.documents) {
    documents.emplace(id, entities.size() + nodes.meetings.size() + documents.size());
  }
  std::vector<std::pair<std::size_t, std::size_t>> edges;
  for (std::size_t i = 0; i < nodes.meetings.size(); ++i) {
    const std::optional<Meeting> meeting = source.meeting(nodes.meetings[i]);
    PARLEY_CHECK(meeting.has_value());
    const std::size_t number = entities.size() + i;
    for (const Participant& participant : meeting->participants) {
      edges.emplace_back(entities.at(participant.entity), number);
    }
    if (meeting->place) edges.emplace_back(number, entities.at(*meeting->place));
    for (const DocumentId& id : documentsOf(*meeting)) edges.emplace_back(number, documents.at(id));
  }
  return layOut(nodes.size(), edges);
}

void writeMeeting(const Meeting& meeting, Lines& lines, GraphmlWriter& graph) {
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
}

void writeRoleEdge(const std::string& from, const std::string& to, std::string_view label, std::string_view role,
                   GraphmlWriter& graph) {
  graph.openEdge(from + ">" + to, from, to);
  graph.data("weight", "1.0");
  graph.data("e_label", label);
  graph.data("e_role", role);
  graph.close();
}

}  // namespace

void writePeopleGraphml(const GraphSource& source, MeetingFilter& filter, std::ostream& out) {
  const PairTable table = addUpPairs(source, filter);
  const std::map<EntityId, Position> positions = positionsOf(table);
  Lines lines(source);
  GraphmlWriter graph(out, "people", false, kPeopleKeys);
  for (const auto& [id, totals] : table.nodes) {
    const std::optional<Entity> entity = source.entity(id);
    PARLEY_CHECK(entity.has_value());
    writePerson(*entity, totals, positions.at(id), graph);
  }
  forEachPair(source, table, lines, [&](const PairEdge& pair) { writePair(pair, graph); });
  graph.finish();
}

void writeMeetingsGraphml(const GraphSource& source, MeetingFilter& filter, std::ostream& out) {
  MeetingNodes nodes;
  const auto forEachStoryMeeting = [&](const auto& visit) {
    source.forEachMeeting([&](const Meeting& meeting) {
      if (!meeting.furniture && filter.passes(meeting)) visit(meeting);
      return true;
    });
  };
  forEachStoryMeeting([&](const Meeting& meeting) {
    for (const Participant& participant : meeting.participants) ++nodes.entities[participant.entity];
    if (meeting.place) ++nodes.entities[*meeting.place];
    nodes.meetings.push_back(meeting.id);
    nodes.documents.merge(documentsOf(meeting));
  });
  const std::vector<Position> positions = positionsOf(source, nodes);
  auto position = positions.begin();

  Lines lines(source);
  GraphmlWriter graph(out, "meetings", true, kMeetingsKeys);
  const auto writePosition = [&] {
    if (position == positions.end()) return;
    graph.data("x", decimal(position->x));
    graph.data("y", decimal(position->y));
    ++position;
  };
  for (const auto& [id, meetings] : nodes.entities) {
    const EntityRef& entity = lines.entity(id);
    graph.openNode(nodeId(id));
    graph.data("label", nodeLabel(entity));
    graph.data("kind", wordOf(entity.kind));
    graph.data("country", entity.country);
    graph.data("role", entity.role);
    graph.data("size", decimal(nodeSize(meetings)));
    writeColour(graph, colourOf(entity.kind));
    writePosition();
    graph.close();
  }
  forEachStoryMeeting([&](const Meeting& meeting) {
    graph.openNode(meetingNodeId(meeting.id));
    writeMeeting(meeting, lines, graph);
    writePosition();
    graph.close();
  });
  for (const DocumentId& id : nodes.documents) {
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
    writePosition();
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
