#pragma once
// The files that parley writes for other programs. Each is a function of the graph alone: sorted, no clock, the same
// bytes on every run. They hold the meetings that pass the filter; those that stand only in page furniture are in
// meetings.jsonl only, marked.
#include <iosfwd>

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
void writeTimelineGexf(const GraphSource& source, MeetingFilter& filter, std::ostream& out);
// One JSON object a line, one line a meeting.
void writeMeetingsJsonl(const GraphSource& source, MeetingFilter& filter, std::ostream& out);

}  // namespace parley::query
