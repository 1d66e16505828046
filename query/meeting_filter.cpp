#include "query/internal/meeting_filter.h"

#include <algorithm>
#include <utility>

#include "graph/name.h"
#include "graph/resolve.h"
#include "query/name_lookup.h"

namespace parley::query {
namespace {

template <typename Value>
bool asked(const std::vector<Value>& wanted, Value value) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

std::vector<std::string> sortedWords(const std::string& name) {
  std::vector<std::string> words = nameWords(name);
  std::sort(words.begin(), words.end());
  return words;
}

}  // namespace

Filters heldUnlessAsked(Filters filters) {
  if (filters.statuses.empty()) filters.statuses = {Status::kHeld};
  return filters;
}

MeetingFilter::MeetingFilter(const GraphSource& source, Filters filters, Lines& lines)
    : filters_(std::move(filters)), lines_(lines), outlet_(sortedWords(filters_.outlet)) {
  if (filters_.place.empty()) return;
  const std::vector<EntityId> places = placesNamed(source, filters_.place);
  places_.insert(places.begin(), places.end());
}

bool MeetingFilter::passes(const Meeting& meeting) {
  if (stopped_.contains(meeting.id)) return false;
  std::uint64_t* count = stoppedBy(meeting);
  if (count == nullptr) return true;
  ++*count;
  stopped_.insert(meeting.id);
  return false;
}

std::uint64_t* MeetingFilter::stoppedBy(const Meeting& meeting) {
  if (!asked(filters_.statuses, meeting.status)) return &left_out_.status;
  if (!asked(filters_.kinds, meeting.kind)) return &left_out_.kind;
  if (filters_.since || filters_.until) {
    if (!meeting.when) return &left_out_.undated;
    const bool before = filters_.since && meeting.when->last < *filters_.since;
    const bool after = filters_.until && meeting.when->first > *filters_.until;
    if (before || after) return &left_out_.days;
  }
  if (!filters_.place.empty() && !atPlace(meeting)) return &left_out_.place;
  if (!inReports(meeting)) return &left_out_.reports;
  if (!filters_.outlet.empty() && !byOutlet(meeting)) return &left_out_.outlet;
  return nullptr;
}

bool MeetingFilter::atPlace(const Meeting& meeting) {
  if (!meeting.place) return false;
  if (places_.contains(*meeting.place)) return true;
  const std::string& country = lines_.entity(*meeting.place).country;
  return !country.empty() && places_.contains(namedEntityId(EntityKind::kCountry, country));
}

bool MeetingFilter::inReports(const Meeting& meeting) {
  // Every document has at least one, and several steps can be one sentence: only between the two it must be read.
  if (meeting.documents >= filters_.min_reports) return true;
  if (meeting.steps.size() < filters_.min_reports) return false;
  return lines_.meeting(meeting).history.size() >= filters_.min_reports;
}

bool MeetingFilter::byOutlet(const Meeting& meeting) {
  return std::any_of(meeting.steps.begin(), meeting.steps.end(), [&](const Step& step) {
    const std::vector<Sighting>& sightings = lines_.document(step.report.document).document.sightings;
    return !outlet_.empty() && std::any_of(sightings.begin(), sightings.end(), [&](const Sighting& sighting) {
      const std::vector<std::string> words = sortedWords(sighting.outlet);
      return std::includes(words.begin(), words.end(), outlet_.begin(), outlet_.end());
    });
  });
}

}  // namespace parley::query
