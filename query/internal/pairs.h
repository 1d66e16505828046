#pragma once
// Who met whom, added up: what the people file and the timeline share.
#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "graph/layout.h"
#include "graph/source.h"
#include "query/internal/lines.h"
#include "query/internal/meeting_filter.h"

namespace parley::query {

// All meetings of one status between two entities. first < second.
struct PairAndStatus {
  EntityId first{};
  EntityId second{};
  Status status = Status::kHeld;
  auto operator<=>(const PairAndStatus&) const = default;
};

struct PairTotals {
  std::uint32_t meetings = 0;
  std::uint32_t calls = 0;  // Of these meetings.
  std::uint32_t reports = 0;
  std::vector<DateInterval> dates;  // Sorted, without duplicates; of dated meetings.
  EntityId best_meeting{};          // The one that most documents report, the smallest id on a tie.
  std::uint32_t best_documents = 0;
};

struct NodeTotals {
  std::uint32_t meetings = 0;
  std::uint32_t degree = 0;  // Entities met, whatever the status.
};

struct PairTable {
  std::map<EntityId, NodeTotals> nodes;
  std::map<PairAndStatus, PairTotals> pairs;
};

// Of the meetings that pass; those that stand only in page furniture are not counted.
[[nodiscard]] PairTable addUpPairs(const GraphSource& source, MeetingFilter& filter);

// "met 2x", "spoke 1x" (held, calls only), "planned 1x".
[[nodiscard]] std::string pairLabel(Status status, std::uint32_t meetings, std::uint32_t calls);
// "met", "spoke_with", or the status of meetings that were not held.
[[nodiscard]] std::string pairRelation(Status status, std::uint32_t meetings, std::uint32_t calls);

// The statuses that a meeting can end with: each has a column where meetings are counted.
inline constexpr Status kEndStatuses[] = {Status::kHeld,      Status::kPlanned, Status::kProposed, Status::kPostponed,
                                          Status::kCancelled, Status::kRefused, Status::kUncertain};

// A sentence of the story, not of page furniture, that says the status of the meeting; else the first that it has. Cut
// to kMaxEvidenceBytes, because long cells make Gephi's table slow.
inline constexpr std::size_t kMaxEvidenceBytes = 400;
[[nodiscard]] Quote evidenceOf(const GraphSource& source, EntityId meeting, Lines& lines);

// All meetings of two, whatever their status: an edge of the people file.
struct PairEdge {
  EntityId first{};
  EntityId second{};
  std::uint32_t meetings = 0;  // The weight; never 0.
  std::map<Status, std::uint32_t> by_status;
  std::uint32_t reports = 0;
  Status shown = Status::kHeld;  // Held if any was, else the one nearest to it: what label, relation and evidence say.
  std::string label;
  std::string relation;
  std::string first_date;  // A day, or the month or year if no more is known; empty if no meeting is dated.
  std::string last_date;
  Quote evidence;

  [[nodiscard]] std::uint32_t count(Status status) const {
    const auto found = by_status.find(status);
    return found == by_status.end() ? 0 : found->second;
  }
};
// Visits the pairs of the table in order.
void forEachPair(const GraphSource& source, const PairTable& table, Lines& lines,
                 const std::function<void(const PairEdge&)>& visit);

// --- Looks ---

struct Colour {
  std::uint8_t red, green, blue;
};
[[nodiscard]] Colour colourOf(EntityKind kind);
[[nodiscard]] Colour colourOf(Status status);
[[nodiscard]] double nodeSize(std::uint32_t degree);

// Where to draw the entities of the table, see layOut().
[[nodiscard]] std::map<EntityId, Position> positionsOf(const PairTable& table);

// --- Text of values ---

[[nodiscard]] std::string nodeId(EntityId id);                            // "e:0123456789abcdef"
[[nodiscard]] std::string edgeId(EntityId first, EntityId second);        // "p:" and both ids.
[[nodiscard]] std::string joined(const std::vector<std::string>& texts);  // "a | b": what gephi-lite reads as keywords.
[[nodiscard]] std::string decimal(double value);                          // One digit after the point, in no locale.
// "talks, Geneva, 2021-05".
[[nodiscard]] std::string meetingLabel(const Meeting& meeting, Lines& lines);
// The name, or the id if nothing of the name can be written in XML.
[[nodiscard]] std::string nodeLabel(const EntityRef& entity);

}  // namespace parley::query
