#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "graph/error.h"
#include "graph/resolve.h"
#include "query/internal/as_of.h"
#include "query/internal/lines.h"
#include "query/internal/meeting_filter.h"
#include "query/internal/sides.h"
#include "query/local_answers.h"

namespace parley {

std::string_view wordOf(ContradictionKind kind) {
  switch (kind) {
    case ContradictionKind::kStatus:
      return "status";
    case ContradictionKind::kDay:
      return "day";
    case ContradictionKind::kPlace:
      return "place";
  }
  PARLEY_CHECK(false);
}

namespace {

using query::Lines;

// A report as its own document has it.
struct Told {
  ReportId report;
  Status status = Status::kHeld;
  std::optional<Date> on;  // The document's own date: an inferred one does not say what was told first.
  std::optional<DateInterval> when;
  std::optional<EntityId> place;
};

std::vector<Told> toldOf(const GraphSource& source, const Meeting& meeting, Lines& lines) {
  std::vector<Told> all;
  for (const Step& step : meeting.steps) {
    const Report& report = lines.report(step.report);
    if (report.furniture) continue;
    Told told{step.report, step.status, {}, report.when.interval, {}};
    const DocumentSource::KnownDate date = source.dateOf(step.report.document);
    if (!date.inferred) told.on = date.date;
    if (const auto& place = std::get<MeetingStatement>(report.statement).place) {
      told.place = source.resolved(step.report.document, *place);
    }
    all.push_back(std::move(told));
  }
  return all;
}

bool ofOneDocument(const Told& a, const Told& b) { return a.report.document == b.report.document; }

// `other` says that what `held` says was held was not. Told before, it is a step of the history; and in one document
// "they called it off, and met a day later" is one.
bool deny(const Told& held, const Told& other) {
  if (held.status != Status::kHeld) return false;
  if (other.status == Status::kDenied && ofOneDocument(held, other)) return true;
  const bool against = other.status == Status::kDenied || other.status == Status::kCancelled ||
                       other.status == Status::kRefused || other.status == Status::kPostponed;
  return against && !ofOneDocument(held, other) && held.on && other.on && *other.on >= *held.on;
}

bool bothHeld(const Told& a, const Told& b) {
  return a.status == Status::kHeld && b.status == Status::kHeld && !ofOneDocument(a, b);
}

bool isDay(const std::optional<DateInterval>& when) { return when && when->precision == Precision::kDay; }

// Both look back on either day: of talks that go on for days, each day's news tells of its own.
bool exclude(const Told& a, const Told& b) {
  if (!bothHeld(a, b) || !isDay(a.when) || !isDay(b.when) || a.when == b.when || !a.on || !b.on) return false;
  return std::min(*a.on, *b.on) >= std::max(a.when->first, b.when->first);
}

// The state that a place lies in, or is; nullopt where no document says it.
std::optional<EntityId> stateOf(EntityId place, Lines& lines) {
  const EntityRef& entity = lines.entity(place);
  if (entity.kind == EntityKind::kCountry) return place;
  if (entity.country.empty()) return std::nullopt;
  return namedEntityId(EntityKind::kCountry, entity.country);
}

// A villa and its city are two names of one place, and nobody says so; two states are never.
bool areApart(const Told& a, const Told& b, Lines& lines) {
  if (!bothHeld(a, b) || !isDay(a.when) || a.when != b.when || !a.place || !b.place) return false;
  const std::optional<EntityId> one = stateOf(*a.place, lines);
  const std::optional<EntityId> other = stateOf(*b.place, lines);
  return one && other && *one != *other;
}

// The reports that contradict some other, by what they say, in the order of the history; empty if none does.
template <typename Contradict, typename Says>
std::vector<Claim> claimsOf(const std::vector<Told>& all, const Contradict& contradict, const Says& says,
                            Lines& lines) {
  std::vector<Claim> claims;
  for (const Told& told : all) {
    const bool contradicted = std::any_of(
        all.begin(), all.end(), [&](const Told& other) { return contradict(told, other) || contradict(other, told); });
    if (!contradicted) continue;
    const std::string word = says(told);
    auto claim = std::find_if(claims.begin(), claims.end(), [&](const Claim& known) { return known.says == word; });
    if (claim == claims.end()) claim = claims.insert(claims.end(), Claim{word, {}});
    query::addQuote(lines.quote(told.report), claim->quotes);
  }
  return claims;
}

// What accounts disagree on is never linked (graph/resolve.h), so that one meeting told in two ways is two meetings.
// These could be it: of the very same people, of one kind, near in time, and not told apart by any document.
bool couldBeOne(const Meeting& a, const Meeting& b) {
  constexpr std::chrono::days kMostApart{3};
  if (a.kind != b.kind || a.kind == MeetingKind::kCall || b.when->first - a.when->first > kMostApart) return false;
  // Of one day they can differ in the place, of one place in the day.
  if (a.when != b.when && (!a.place || a.place != b.place)) return false;
  std::set<DocumentId> documents;
  for (const Step& step : a.steps) documents.insert(step.report.document);
  return std::none_of(b.steps.begin(), b.steps.end(),
                      [&](const Step& step) { return documents.contains(step.report.document); });
}

using Group = std::vector<const Meeting*>;  // What can be one meeting; those of a group are held on a day.

// `meetings` by date. Each alone, and after it each later one that could be the same.
std::vector<Group> groupsOf(const std::vector<Meeting>& meetings) {
  std::vector<Group> groups;
  std::map<std::vector<EntityId>, Group> by_participants;
  for (const Meeting& meeting : meetings) {
    groups.push_back({&meeting});
    if (meeting.status != Status::kHeld || !isDay(meeting.when)) continue;
    std::vector<EntityId> participants;
    for (const Participant& participant : meeting.participants) participants.push_back(participant.entity);
    Group& same_people = by_participants[participants];
    for (const Meeting* earlier : same_people) {
      if (couldBeOne(*earlier, meeting)) groups.push_back({earlier, &meeting});
    }
    same_people.push_back(&meeting);
  }
  return groups;
}

void addContradictions(const GraphSource& source, const Group& group, Lines& lines,
                       std::vector<ContradictionLine>& found) {
  std::vector<Told> all;
  for (const Meeting* meeting : group) {
    for (Told& told : toldOf(source, *meeting, lines)) all.push_back(std::move(told));
  }
  const auto add = [&](ContradictionKind kind, std::vector<Claim> claims) {
    if (claims.empty()) return;
    ContradictionLine line{kind, {}, std::move(claims)};
    for (const Meeting* meeting : group) line.meetings.push_back(lines.meeting(*meeting));
    found.push_back(std::move(line));
  };
  if (group.size() == 1) {
    add(ContradictionKind::kStatus,
        claimsOf(
            all, deny, [](const Told& told) { return std::string(wordOf(told.status)); }, lines));
  }
  add(ContradictionKind::kDay, claimsOf(
                                   all, exclude, [](const Told& told) { return formatInterval(*told.when); }, lines));
  add(ContradictionKind::kPlace, claimsOf(
                                     all, [&](const Told& a, const Told& b) { return areApart(a, b, lines); },
                                     [&](const Told& told) { return lines.entity(*told.place).name; }, lines));
}

}  // namespace

ContradictionsAnswer LocalAnswers::contradictions(const ContradictionsQuestion& question) {
  if (question.as_of) return asOf(question, std::mem_fn(&LocalAnswers::contradictions));
  ContradictionsAnswer answer;
  for (const std::string& name : {question.name, question.other}) {
    if (!name.empty()) answer.names.push_back(query::lookUpNamed(source_, name, "contradictions"));
  }
  answer.resolved = query::eachIsClear(answer.names);
  std::vector<query::Side> sides;
  if (answer.resolved) sides = query::sidesOf(source_, answer.names, question.exact);
  answer.searched = query::searched(source_, sides);
  if (!answer.resolved) return answer;

  Lines lines(source_);
  query::MeetingFilter filter(source_, question.filters, lines);
  std::vector<Meeting> meetings;
  const auto keep = [&](const Meeting& meeting) {
    if (!meeting.furniture && filter.passes(meeting)) meetings.push_back(meeting);
    return true;
  };
  if (sides.empty()) {
    source_.forEachMeeting(keep);
  } else {
    for (const Meeting& meeting : query::meetingsOf(source_, sides)) keep(meeting);
  }
  answer.left_out = filter.leftOut();
  answer.compared = meetings.size();
  std::sort(meetings.begin(), meetings.end(), query::isBefore);
  for (const Group& group : groupsOf(meetings)) {
    if (group.size() > 1 || group.front()->steps.size() > 1) {
      addContradictions(source_, group, lines, answer.contradictions);
    }
  }
  std::set<EntityId> shown;
  for (const ContradictionLine& line : answer.contradictions) shown.merge(query::shownIn(line.meetings));
  answer.searched.decisions = query::restsOn(source_, shown, sides);
  return answer;
}

}  // namespace parley
