#include "query/internal/pairs.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <utility>

#include "graph/error.h"
#include "query/internal/xml_writer.h"

namespace parley::query {
namespace {

void addMeeting(const Meeting& meeting, PairTotals& totals) {
  ++totals.meetings;
  if (meeting.kind == MeetingKind::kCall) ++totals.calls;
  totals.reports += static_cast<std::uint32_t>(meeting.steps.size());
  if (meeting.when) totals.dates.push_back(*meeting.when);
  // Meetings come in ascending order of id.
  if (meeting.documents > totals.best_documents) {
    totals.best_documents = meeting.documents;
    totals.best_meeting = meeting.id;
  }
}

// At most `limit` bytes, cut between characters.
std::string shortened(std::string text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U) --limit;
  text.resize(limit);
  return text + "…";
}

// A day, or the month or year if no more is known: never a false 1 January.
std::string boundary(const DateInterval& interval, Date day) {
  const bool calendar_unit = interval.precision == Precision::kMonth || interval.precision == Precision::kYear;
  return calendar_unit ? formatInterval(interval) : formatDate(day);
}

using PairIterator = std::map<PairAndStatus, PairTotals>::const_iterator;

// [begin, end): the totals of one pair, one entry a status.
PairEdge edgeOf(const GraphSource& source, PairIterator begin, PairIterator end, Lines& lines) {
  PairEdge edge;
  edge.first = begin->first.first;
  edge.second = begin->first.second;
  std::vector<DateInterval> dates;
  for (auto entry = begin; entry != end; ++entry) {
    edge.meetings += entry->second.meetings;
    edge.reports += entry->second.reports;
    edge.by_status[entry->first.status] = entry->second.meetings;
    dates.insert(dates.end(), entry->second.dates.begin(), entry->second.dates.end());
  }
  const auto* nearest = std::find_if(std::begin(kStatusOrder), std::end(kStatusOrder),
                                     [&](Status status) { return edge.by_status.contains(status); });
  PARLEY_CHECK(nearest != std::end(kStatusOrder));
  edge.shown = *nearest;
  const PairTotals& shown =
      std::find_if(begin, end, [&](const auto& entry) { return entry.first.status == edge.shown; })->second;
  edge.label = pairLabel(edge.shown, shown.meetings, shown.calls);
  edge.relation = pairRelation(edge.shown, shown.meetings, shown.calls);
  if (!dates.empty()) {
    const auto by_last = [](const DateInterval& a, const DateInterval& b) { return a.last < b.last; };
    const DateInterval& first = *std::min_element(dates.begin(), dates.end());
    const DateInterval& last = *std::max_element(dates.begin(), dates.end(), by_last);
    edge.first_date = boundary(first, first.first);
    edge.last_date = boundary(last, last.last);
  }
  edge.evidence = evidenceOf(source, shown.best_meeting, lines);
  return edge;
}

}  // namespace

PairTable addUpPairs(const GraphSource& source, MeetingFilter& filter) {
  PairTable table;
  source.forEachMeeting([&](const Meeting& meeting) {
    if (meeting.furniture || !filter.passes(meeting)) return true;
    const std::vector<Participant>& all = meeting.participants;
    for (std::size_t i = 0; i < all.size(); ++i) {
      ++table.nodes[all[i].entity].meetings;
      for (std::size_t k = i + 1; k < all.size(); ++k) {
        PARLEY_CHECK(all[i].entity < all[k].entity);
        addMeeting(meeting, table.pairs[{all[i].entity, all[k].entity, meeting.status}]);
      }
    }
    return true;
  });
  const PairAndStatus* previous = nullptr;
  for (auto& [key, totals] : table.pairs) {
    std::sort(totals.dates.begin(), totals.dates.end());
    totals.dates.erase(std::unique(totals.dates.begin(), totals.dates.end()), totals.dates.end());
    const bool same_pair = previous != nullptr && previous->first == key.first && previous->second == key.second;
    previous = &key;
    if (same_pair) continue;
    ++table.nodes[key.first].degree;
    ++table.nodes[key.second].degree;
  }
  return table;
}

std::string pairRelation(Status status, std::uint32_t meetings, std::uint32_t calls) {
  if (status != Status::kHeld) return std::string(wordOf(status));
  return std::string(wordOf(calls == meetings ? Relation::kSpokeWith : Relation::kMet));
}

std::string pairLabel(Status status, std::uint32_t meetings, std::uint32_t calls) {
  const std::string relation = pairRelation(status, meetings, calls);
  return (relation == wordOf(Relation::kSpokeWith) ? "spoke" : relation) + " " + std::to_string(meetings) + "x";
}

Quote evidenceOf(const GraphSource& source, EntityId id, Lines& lines) {
  const std::optional<Meeting> meeting = source.meeting(id);
  PARLEY_CHECK(meeting && !meeting->steps.empty());
  ReportId best = meeting->steps.front().report;
  for (const Step& step : meeting->steps) {
    if (step.status != meeting->status || lines.report(step.report).furniture) continue;
    best = step.report;
    break;
  }
  Quote quote = lines.quote(best);
  quote.text = shortened(std::move(quote.text), kMaxEvidenceBytes);
  return quote;
}

void forEachPair(const GraphSource& source, const PairTable& table, Lines& lines,
                 const std::function<void(const PairEdge&)>& visit) {
  for (PairIterator begin = table.pairs.begin(); begin != table.pairs.end();) {
    const PairAndStatus& key = begin->first;
    const PairIterator end = std::find_if(begin, table.pairs.end(), [&](const auto& entry) {
      return entry.first.first != key.first || entry.first.second != key.second;
    });
    visit(edgeOf(source, begin, end, lines));
    begin = end;
  }
}

Colour colourOf(EntityKind kind) {
  switch (kind) {
    case EntityKind::kPerson:
      return {31, 119, 180};
    case EntityKind::kCountry:
      return {255, 127, 14};
    case EntityKind::kOrganisation:
      return {44, 160, 44};
    case EntityKind::kPlace:
      return {140, 86, 75};
    case EntityKind::kOffice:
      return {148, 103, 189};
    case EntityKind::kMeeting:
      return {214, 39, 40};
  }
  PARLEY_CHECK(false);
}

Colour colourOf(Status status) {
  switch (status) {
    case Status::kHeld:
      return {44, 160, 44};
    case Status::kPlanned:
    case Status::kProposed:
      return {31, 119, 180};
    case Status::kPostponed:
    case Status::kUncertain:
      return {255, 127, 14};
    case Status::kCancelled:
    case Status::kRefused:
    case Status::kDenied:
      return {214, 39, 40};
  }
  PARLEY_CHECK(false);
}

double nodeSize(std::uint32_t degree) { return 6 + 4 * std::sqrt(degree); }

std::map<EntityId, Position> positionsOf(const PairTable& table) {
  std::map<EntityId, std::size_t> numbers;
  for (const auto& [id, totals] : table.nodes) numbers.emplace(id, numbers.size());
  std::vector<std::pair<std::size_t, std::size_t>> edges;
  for (const auto& [key, totals] : table.pairs) {
    const std::pair edge(numbers.at(key.first), numbers.at(key.second));
    if (edges.empty() || edges.back() != edge) edges.push_back(edge);  // One pair may have several statuses.
  }
  const std::vector<Position> placed = layOut(numbers.size(), edges);
  std::map<EntityId, Position> positions;
  for (const auto& [id, number] : numbers) positions.emplace(id, placed[number]);
  return positions;
}

std::string nodeId(EntityId id) { return "e:" + toHex(id); }

std::string edgeId(EntityId first, EntityId second) { return "p:" + toHex(first) + "-" + toHex(second); }

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : " | ") + text;
  return all;
}

std::string meetingLabel(const Meeting& meeting, Lines& lines) {
  std::string label(wordOf(meeting.kind));
  if (meeting.place) label += ", " + lines.entity(*meeting.place).name;
  if (meeting.when) label += ", " + formatInterval(*meeting.when);
  return label;
}

std::string decimal(double value) {
  char text[64];
  const double rounded = std::round(value * 10) / 10 + 0.0;  // + 0.0: no "-0.0".
  const auto end = std::to_chars(std::begin(text), std::end(text), rounded, std::chars_format::fixed, 1);
  PARLEY_CHECK(end.ec == std::errc());
  return {std::begin(text), end.ptr};
}

std::string nodeLabel(const EntityRef& entity) {
  const std::string name = xmlSafe(entity.name);
  return name.find_first_not_of(' ') == std::string::npos ? nodeId(entity.id) : name;
}

}  // namespace parley::query
