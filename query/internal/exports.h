#pragma once
// The files that parley writes for other programs. Each is a function of the graph alone: sorted, no clock, the same
// bytes on every run. They hold the meetings that pass the filter; those that stand only in page furniture are in
// meetings.jsonl only, marked.
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

#include "graph/source.h"
#include "query/internal/meeting_filter.h"

namespace parley::query {

// Undirected, one edge for each pair that a meeting joins, counted by status. Weight: meetings of any status, so that
// it is never 0 (Gephi drops such edges).
void writePeopleGraphml(const GraphSource& source, MeetingFilter& filter, std::ostream& out);
// Directed, a meeting is a node: participant -> meeting, meeting -> place, meeting -> document.
void writeMeetingsGraphml(const GraphSource& source, MeetingFilter& filter, std::ostream& out);
// Undirected, one edge for each pair and status with the days of its meetings. Undated meetings are left out: Gephi
// would show them always.
// Gives the number of pairs that are left out.
std::uint64_t writeTimelineGexf(const GraphSource& source, MeetingFilter& filter, std::ostream& out);
// One JSON object a line, one line a meeting.
void writeMeetingsJsonl(const GraphSource& source, MeetingFilter& filter, std::ostream& out);
// The people file for Graphviz: an undirected graph.
void writeDot(const GraphSource& source, MeetingFilter& filter, std::ostream& out);
// The people file as two tables (RFC 4180). No cell is a formula to a spreadsheet: one that could be begins with an
// apostrophe.
void writeCsv(const GraphSource& source, MeetingFilter& filter, std::ostream& nodes, std::ostream& edges);
// People and other entities, meetings, documents and all that is stated of them, for neo4j-admin, and a shell script
// that runs it. Texts are as they are: nothing is done for spreadsheets.
void writeNeo4j(const GraphSource& source, MeetingFilter& filter, std::ostream& nodes, std::ostream& relationships,
                std::ostream& script);
// The same in RDF; docs/EXPORTS.md has the terms. What a document says by itself is in a graph of its name.
void writeNquads(const GraphSource& source, MeetingFilter& filter, std::ostream& out);
// The same quads, in JSON.
void writeJsonld(const GraphSource& source, MeetingFilter& filter, std::ostream& out);

// Throws Error(kIo) if `out` failed at any time.
void finishOutput(std::ostream& out);
// `url` if it is an address of the web, with what would end it in a text as %22; else empty: a link from a stranger's
// article must not run anything.
[[nodiscard]] std::string webAddress(std::string_view url);

}  // namespace parley::query
