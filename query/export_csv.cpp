#include <ostream>
#include <string>
#include <vector>

#include "graph/error.h"
#include "query/internal/csv_writer.h"
#include "query/internal/exports.h"
#include "query/internal/lines.h"
#include "query/internal/pairs.h"

namespace parley::query {

void writeCsv(const GraphSource& source, MeetingFilter& filter, std::ostream& nodes, std::ostream& edges) {
  const PairTable table = addUpPairs(source, filter);
  Lines lines(source);
  // Gephi's import of spreadsheets takes these names for its own columns: id, label, source, target, type, weight.
  CsvWriter node_rows(nodes, CsvReader::kSpreadsheet);
  node_rows.row({"id", "label", "kind", "country", "role", "aliases", "n_meetings", "n_documents"});
  for (const auto& [id, totals] : table.nodes) {
    const std::optional<Entity> entity = source.entity(id);
    PARLEY_CHECK(entity.has_value());
    node_rows.row({nodeId(id), nodeLabel(refOf(*entity)), std::string(wordOf(entity->kind)), entity->country,
                   entity->role, joined(entity->aliases), std::to_string(totals.meetings),
                   std::to_string(entity->documents)});
  }
  finishOutput(nodes);

  CsvWriter edge_rows(edges, CsvReader::kSpreadsheet);
  std::vector<std::string> head = {"source", "target", "type", "id", "label", "relation", "weight"};
  for (const Status status : kEndStatuses) head.emplace_back(wordOf(status));
  for (const char* name : {"n_reports", "first_date", "last_date", "evidence", "document", "url"}) {
    head.emplace_back(name);
  }
  edge_rows.row(head);
  forEachPair(source, table, lines, [&](const PairEdge& pair) {
    std::vector<std::string> cells = {
        nodeId(pair.first), nodeId(pair.second),          "Undirected", edgeId(pair.first, pair.second), pair.label,
        pair.relation,      std::to_string(pair.meetings)};
    for (const Status status : kEndStatuses) cells.push_back(std::to_string(pair.count(status)));
    for (const std::string& cell : {std::to_string(pair.reports), pair.first_date, pair.last_date, pair.evidence.text,
                                    pair.evidence.document, pair.evidence.url}) {
      cells.push_back(cell);
    }
    edge_rows.row(cells);
  });
  finishOutput(edges);
}

}  // namespace parley::query
