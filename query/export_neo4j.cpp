#include <algorithm>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "graph/error.h"
#include "query/internal/csv_writer.h"
#include "query/internal/exports.h"
#include "query/internal/facts.h"
#include "query/internal/lines.h"
#include "query/internal/pairs.h"
#include "query/internal/xml_writer.h"

namespace parley::query {
namespace {

// clang-format off
constexpr std::string_view kScript = R"sh(#!/bin/sh
# Makes a new Neo4j 5 database from the files beside this script; the server of a community edition must be stopped.
#   ./import.sh [DATABASE [OPTION...]]      DATABASE is neo4j unless named; --overwrite-destination replaces one
set -eu
cd "$(dirname "$0")"
database=${1:-neo4j}
if [ $# -gt 0 ]; then shift; fi
exec neo4j-admin database import full "$database" --nodes=nodes.csv --relationships=relationships.csv "$@"
)sh";
// clang-format on

std::string upper(std::string_view word) {
  std::string text(word);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c); });
  return text;
}

// "Person": a label is written so.
std::string labelOf(EntityKind kind) {
  std::string text(wordOf(kind));
  text.front() = upper(text.substr(0, 1)).front();
  return text;
}

std::string meetingId(EntityId id) { return "m:" + toHex(id); }
std::string documentId(const DocumentId& id) { return "d:" + toHex(id); }

// The columns of a file by name, so that each kind of row says only what it has.
class Table {
 public:
  using Cells = std::vector<std::pair<std::string_view, std::string>>;

  Table(std::ostream& out, std::vector<std::string> columns)
      : csv_(out, CsvReader::kProgram), columns_(std::move(columns)) {
    csv_.row(columns_);
  }
  // Columns are named without their type: "held" is "held:int".
  void row(const Cells& cells) {
    std::vector<std::string> row(columns_.size());
    for (const auto& [name, text] : cells) {
      const auto column = std::find_if(columns_.begin(), columns_.end(), [&](const std::string& each) {
        return each == name || (each.starts_with(name) && each[name.size()] == ':');
      });
      PARLEY_CHECK(column != columns_.end());
      row[static_cast<std::size_t>(column - columns_.begin())] = text;
    }
    csv_.row(row);
  }

 private:
  CsvWriter csv_;
  std::vector<std::string> columns_;
};

class Neo4jWriter {
 public:
  Neo4jWriter(const GraphSource& source, MeetingFilter& filter, std::ostream& nodes, std::ostream& relationships)
      : source_(source),
        filter_(filter),
        lines_(source),
        nodes_(nodes, {"id:ID", ":LABEL", "name", "kind", "country", "role", "aliases", "documents:int", "status",
                       "first_date", "last_date", "precision", "date_inferred:boolean", "outlet", "url"}),
        relationships_(relationships,
                       {":START_ID",   ":END_ID",      ":TYPE",         "role",          "status",      "held:int",
                        "planned:int", "proposed:int", "postponed:int", "cancelled:int", "refused:int", "uncertain:int",
                        "reports:int", "first_date",   "last_date",     "text",          "document",    "begin:int",
                        "end:int",     "speaker",      "confidence:int"}) {}

  void write() {
    const PairTable table = addUpPairs(source_, filter_);
    forEachPair(source_, table, lines_, [&](const PairEdge& pair) { writePair(pair); });
    source_.forEachMeeting([&](const Meeting& meeting) {
      if (!meeting.furniture && filter_.passes(meeting)) writeMeeting(meeting);
      return true;
    });
    source_.scan({}, [&](const TripleFact& fact) {
      if (isStated(fact.triple.relation)) writeFact(fact);
      return true;
    });
    for (const EntityId id : entities_) writeEntity(id);
    for (const DocumentId& id : documents_) writeDocument(id);
  }

 private:
  void writeEntity(EntityId id) {
    const std::optional<Entity> entity = source_.entity(id);
    PARLEY_CHECK(entity.has_value());
    nodes_.row({{"id", nodeId(id)},
                {":LABEL", labelOf(entity->kind)},
                {"name", nodeLabel(refOf(*entity))},
                {"kind", std::string(wordOf(entity->kind))},
                {"country", entity->country},
                {"role", entity->role},
                {"aliases", joined(entity->aliases)},
                {"documents", std::to_string(entity->documents)}});
  }

  void writeDocument(const DocumentId& id) {
    const Document& document = lines_.document(id).document;
    const DocumentSource::KnownDate date = source_.dateOf(id);
    const std::string title = xmlSafe(document.title());
    const std::string day = date.date ? formatDate(*date.date) : "";
    nodes_.row({{"id", documentId(id)},
                {":LABEL", "Document"},
                {"name", title.empty() ? document.name() : title},
                {"kind", "document"},
                {"first_date", day},
                {"last_date", day},
                {"date_inferred", date.date ? (date.inferred ? "true" : "false") : ""},
                {"outlet", document.outlet()},
                {"url", document.url()}});
  }

  void writeMeeting(const Meeting& meeting) {
    const std::string id = meetingId(meeting.id);
    Table::Cells cells = {{"id", id},
                          {":LABEL", "Meeting"},
                          {"name", meetingLabel(meeting, lines_)},
                          {"kind", std::string(wordOf(meeting.kind))},
                          {"documents", std::to_string(meeting.documents)},
                          {"status", std::string(wordOf(meeting.status))}};
    if (meeting.when) {
      cells.emplace_back("first_date", formatDate(meeting.when->first));
      cells.emplace_back("last_date", formatDate(meeting.when->last));
      cells.emplace_back("precision", wordOf(meeting.when->precision));
      cells.emplace_back("date_inferred", meeting.when_inferred ? "true" : "false");
    }
    nodes_.row(cells);
    for (const Participant& participant : meeting.participants) {
      entities_.insert(participant.entity);
      relate(nodeId(participant.entity), id, wordOf(Relation::kParticipatesIn),
             {{"role", std::string(wordOf(participant.role))}});
    }
    if (meeting.place) {
      entities_.insert(*meeting.place);
      relate(id, nodeId(*meeting.place), wordOf(Relation::kHeldIn), {});
    }
    for (const Step& step : meeting.steps) {
      documents_.insert(step.report.document);
      relate(id, documentId(step.report.document), "reported_in", quoteCells(lines_.quote(step.report)));
    }
  }

  void writePair(const PairEdge& pair) {
    Table::Cells cells = {{"reports", std::to_string(pair.reports)},
                          {"first_date", pair.first_date},
                          {"last_date", pair.last_date},
                          {"status", std::string(wordOf(pair.shown))},
                          {"text", pair.evidence.text},
                          {"document", pair.evidence.document}};
    for (const Status status : kEndStatuses) cells.emplace_back(wordOf(status), std::to_string(pair.count(status)));
    const bool held = pair.shown == Status::kHeld;
    relate(nodeId(pair.first), nodeId(pair.second), (held ? "" : "meeting_") + pair.relation, cells);
  }

  void writeFact(const TripleFact& fact) {
    entities_.insert(fact.triple.subject);
    entities_.insert(fact.triple.object);
    for (const ReportId& report : fact.reports) documents_.insert(report.document);
    Table::Cells cells = quoteCells(lines_.quote(fact.reports.front()));
    std::erase_if(cells, [](const auto& cell) { return cell.first == "status"; });
    cells.emplace_back("status", wordOf(fact.status));
    cells.emplace_back("reports", std::to_string(fact.reports.size()));
    relate(nodeId(fact.triple.subject), nodeId(fact.triple.object), wordOf(fact.triple.relation), cells);
  }

  static Table::Cells quoteCells(const Quote& quote) {
    return {{"status", std::string(wordOf(quote.status))},
            {"text", quote.text},
            {"document", quote.document},
            {"begin", std::to_string(quote.span.begin)},
            {"end", std::to_string(quote.span.end)},
            {"speaker", quote.speaker},
            {"confidence", std::to_string(quote.confidence)}};
  }

  void relate(const std::string& from, const std::string& to, std::string_view type, Table::Cells cells) {
    cells.emplace_back(":START_ID", from);
    cells.emplace_back(":END_ID", to);
    cells.emplace_back(":TYPE", upper(type));
    relationships_.row(cells);
  }

  const GraphSource& source_;
  MeetingFilter& filter_;
  Lines lines_;
  Table nodes_;
  Table relationships_;
  std::set<EntityId> entities_;  // Of the relationships written.
  std::set<DocumentId> documents_;
};

}  // namespace

void writeNeo4j(const GraphSource& source, MeetingFilter& filter, std::ostream& nodes, std::ostream& relationships,
                std::ostream& script) {
  Neo4jWriter(source, filter, nodes, relationships).write();
  script << kScript;
  for (std::ostream* out : {&nodes, &relationships, &script}) finishOutput(*out);
}

}  // namespace parley::query
