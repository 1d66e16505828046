#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "graph/error.h"
#include "query/internal/as_of.h"
#include "query/internal/lines.h"
#include "query/internal/meeting_filter.h"
#include "query/internal/sides.h"
#include "query/local_answers.h"

namespace parley {

std::string_view wordOf(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kNewPair:
      return "new_pair";
    case ChangeKind::kNewMeeting:
      return "new_meeting";
    case ChangeKind::kStatus:
      return "status";
    case ChangeKind::kWithdrawn:
      return "withdrawn";
    case ChangeKind::kDate:
      return "date";
    case ChangeKind::kGone:
      return "gone";
  }
  PARLEY_CHECK(false);
}

namespace {

using query::Lines;
using EntityPair = std::pair<EntityId, EntityId>;  // first < second.

// The meetings as of `from` in terms of the graph as of `to`. Its documents are all there too, but a meeting or a
// person that more documents tell of can have another id: what stays is which report, and which local entity, it comes
// from.
class Before {
 public:
  Before(const GraphSource& from, const GraphSource& to) {
    std::map<EntityId, std::set<EntityId>> renamed;
    from.forEachDocument([&](const DocumentId& id) {
      for (LocalIndex i = 0; const std::optional<EntityId> was = from.resolved(id, i); ++i) {
        const std::optional<EntityId> now = to.resolved(id, i);
        PARLEY_CHECK(now.has_value());
        renamed[*was].insert(*now);
      }
      return true;
    });
    from.forEachMeeting([&](const Meeting& meeting) {
      if (meeting.furniture) return true;
      for (const Step& step : meeting.steps) meeting_of_.emplace(step.report, meeting.id);
      std::set<EntityId> participants;
      for (const Participant& participant : meeting.participants)
        participants.merge(std::set(renamed.at(participant.entity)));
      for (const EntityId a : participants) {
        for (const EntityId b : participants) {
          if (a < b) pairs_.emplace(a, b);
        }
      }
      meetings_.emplace(meeting.id, meeting);
      return true;
    });
  }

  [[nodiscard]] bool met(EntityId a, EntityId b) const { return pairs_.contains({a, b}); }
  // The meeting that `report` was told of; nullopt if it was of none.
  [[nodiscard]] std::optional<EntityId> meetingOf(const ReportId& report) const {
    const auto found = meeting_of_.find(report);
    return found == meeting_of_.end() ? std::nullopt : std::optional(found->second);
  }
  [[nodiscard]] const std::map<EntityId, Meeting>& meetings() const { return meetings_; }

  // The meeting that shares most reports with `now`, the smallest id on a tie; nullptr if none does.
  [[nodiscard]] const Meeting* of(const Meeting& now) const {
    std::map<EntityId, std::size_t> shared;
    for (const Step& step : now.steps) {
      if (const std::optional<EntityId> id = meetingOf(step.report)) ++shared[*id];
    }
    if (shared.empty()) return nullptr;
    const auto fewer = [](const auto& a, const auto& b) { return a.second < b.second; };
    return &meetings_.at(std::max_element(shared.begin(), shared.end(), fewer)->first);
  }

 private:
  std::map<ReportId, EntityId> meeting_of_;
  std::map<EntityId, Meeting> meetings_;
  std::set<EntityPair> pairs_;
};

bool isWithdrawn(Status status) {
  return status == Status::kPostponed || status == Status::kCancelled || status == Status::kRefused ||
         status == Status::kUncertain;
}

// Whether a report with this status can have made the meeting `now`: held, and then denied, is uncertain.
bool makes(Status reported, Status now) {
  if (now != Status::kUncertain) return reported == now;
  return reported == Status::kDenied || isWithdrawn(reported);
}

struct Change {
  ChangeKind kind = ChangeKind::kNewPair;
  Meeting meeting;
  const Meeting* was = nullptr;
  std::optional<ReportId> by;
  std::vector<EntityPair> new_pairs;
};

// What is new about a meeting since `from`; nullopt if nothing is.
std::optional<Change> changeOf(const Meeting& now, const Before& before, Date from, Lines& lines) {
  Change change;
  change.meeting = now;
  change.was = before.of(now);
  for (const Participant& a : now.participants) {
    for (const Participant& b : now.participants) {
      if (a.entity < b.entity && !before.met(a.entity, b.entity)) change.new_pairs.emplace_back(a.entity, b.entity);
    }
  }
  const auto firstNew = [&](const auto& says) -> std::optional<ReportId> {
    for (const Step& step : now.steps) {
      if (step.known_on > from && says(step)) return step.report;
    }
    return std::nullopt;
  };
  if (change.was == nullptr) {
    change.kind = change.new_pairs.empty() ? ChangeKind::kNewMeeting : ChangeKind::kNewPair;
  } else if (change.was->status != now.status) {
    change.kind = isWithdrawn(now.status) ? ChangeKind::kWithdrawn : ChangeKind::kStatus;
    change.by = firstNew([&](const Step& step) { return makes(step.status, now.status); });
  } else if (change.was->when != now.when) {
    change.kind = ChangeKind::kDate;
    change.by = firstNew([&](const Step& step) { return lines.report(step.report).when.interval == now.when; });
  } else if (!change.new_pairs.empty()) {
    change.kind = ChangeKind::kNewPair;
  } else {
    return std::nullopt;
  }
  return change;
}

ChangeLine lineOf(const Change& change, Lines& lines) {
  ChangeLine line;
  line.kind = change.kind;
  line.meeting = lines.meeting(change.meeting);
  if (change.was != nullptr) {
    line.was = change.was->status;
    if (change.was->when) line.was_when = formatInterval(*change.was->when);
  }
  if (change.by) line.by = lines.quote(*change.by);
  for (const auto& [a, b] : change.new_pairs) line.new_pairs.emplace_back(lines.entity(a), lines.entity(b));
  return line;
}

void sortChanges(std::vector<Change>& changes) {
  std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
    return a.kind != b.kind ? a.kind < b.kind : query::isBefore(a.meeting, b.meeting);
  });
}

// Meetings that nothing of what was told of them makes one any longer.
std::vector<Change> gone(const GraphSource& to, const Before& before) {
  std::set<EntityId> kept;
  to.forEachMeeting([&](const Meeting& now) {
    for (const Step& step : now.steps) {
      if (const std::optional<EntityId> id = before.meetingOf(step.report)) kept.insert(*id);
    }
    return true;
  });
  std::vector<Change> changes;
  for (const auto& [id, meeting] : before.meetings()) {
    if (kept.contains(id)) continue;
    Change change;
    change.kind = ChangeKind::kGone;
    change.meeting = meeting;
    change.was = &meeting;
    changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace

DiffAnswer LocalAnswers::diff(const DiffQuestion& question) {
  if (question.to < question.from) {
    throw Error(ErrorCode::kInvalidArgument, "diff: " + formatDate(question.to) + " is before " +
                                                 formatDate(question.from) + "; give the earlier day first");
  }
  const query::GraphAsOf from = query::graphAsOf(source_, question.from);
  const query::GraphAsOf to = query::graphAsOf(source_, question.to);
  const Before before(from.graph, to.graph);
  DiffAnswer answer;
  answer.from = question.from;
  answer.published = to.graph.counts().documents - from.graph.counts().documents;
  answer.searched.documents = to.graph.counts().documents;
  answer.searched.as_of = to.as_of;

  Lines lines(to.graph);
  query::MeetingFilter filter(to.graph, question.filters, lines);
  std::vector<Change> changes;
  to.graph.forEachMeeting([&](const Meeting& now) {
    if (now.furniture) return true;
    std::optional<Change> change = changeOf(now, before, question.from, lines);
    if (change && filter.passes(now)) changes.push_back(std::move(*change));
    return true;
  });
  answer.left_out = filter.leftOut();
  sortChanges(changes);
  for (const Change& change : changes) answer.changes.push_back(lineOf(change, lines));

  Lines lines_before(from.graph);
  query::MeetingFilter filter_before(from.graph, question.filters, lines_before);
  std::vector<Change> no_more = gone(to.graph, before);
  sortChanges(no_more);
  for (const Change& change : no_more) {
    if (filter_before.passes(change.meeting)) answer.changes.push_back(lineOf(change, lines_before));
  }
  std::set<EntityId> shown;
  for (const ChangeLine& line : answer.changes) shown.merge(query::shownIn({line.meeting}));
  answer.searched.decisions = query::restsOn(to.graph, shown, {});
  return answer;
}

}  // namespace parley
