#include "extract/internal/events.h"

#include <algorithm>

namespace parley::internal {

Event* Events::antecedent(MeetingKind kind, bool furniture) {
  Event* best = nullptr;
  for (std::size_t i = events_.size(); i-- > oldest();) {
    Event& event = events_[i];
    if (event.furniture != furniture) continue;
    const bool call = kind == MeetingKind::kCall;
    if (call != (event.kind == MeetingKind::kCall) && !(kind == MeetingKind::kTalks)) continue;
    if ((kind == MeetingKind::kVisit) && event.kind != MeetingKind::kVisit) continue;
    if (kind != MeetingKind::kVisit && event.kind == MeetingKind::kVisit) continue;
    if (best == nullptr || event.last_sentence > best->last_sentence) best = &event;
  }
  return best;
}

const Event* Events::like(const Actors& who, MeetingKind kind, bool furniture) const {
  for (std::size_t i = events_.size(); i-- > oldest();) {
    const Event& event = events_[i];
    if (event.furniture != furniture || (event.kind == MeetingKind::kCall) != (kind == MeetingKind::kCall)) continue;
    const bool all = std::all_of(who.begin(), who.end(), [&](LocalIndex one) {
      return std::any_of(event.participants.begin(), event.participants.end(),
                         [&](LocalIndex other) { return sameSide(one, other); });
    });
    if (all) return &event;
  }
  return nullptr;
}

Event& Events::put(const Report& report, const MeetingStatement& statement, std::uint32_t sentence, bool headline,
                   bool again) {
  Actors who;
  for (const Participation& one : statement.participants) who.push_back(one.entity);
  for (std::size_t i = events_.size(); i-- > oldest();) {
    Event& event = events_[i];
    if (!same(event, report, statement, who, headline, again)) continue;
    join(event, report, statement, who, sentence, headline);
    return event;
  }
  Event event;
  event.number = static_cast<std::uint32_t>(events_.size());
  event.kind = statement.kind;
  event.furniture = report.furniture;
  event.when = report.when;
  event.status = report.status;
  events_.push_back(event);
  join(events_.back(), report, statement, who, sentence, headline);
  return events_.back();
}

void Events::join(Event& event, const Report& report, const MeetingStatement& statement, const Actors& who,
                  std::uint32_t sentence, bool headline) {
  add(event.participants, who);
  if (event.when.expression.form == DateForm::kNone) event.when = report.when;
  if (!event.place) event.place = statement.place;
  if (event.kind == MeetingKind::kVisit) event.kind = statement.kind;
  event.status = report.status;
  event.last_sentence = sentence;
  event.headline = event.headline || headline;
}

void Events::nameSides(MeetingStatement& statement) const {
  const Event& event = events_[statement.local_meeting];
  std::vector<Participation> named;
  for (const Participation& one : statement.participants) {
    std::vector<Participation> people;
    if (reading_.coreference.entities[one.entity].kind == EntityKind::kCountry) {
      for (const LocalIndex other : event.participants) {
        if (other != one.entity && sameSide(one.entity, other)) people.push_back({other, one.role});
      }
    }
    if (people.empty()) people.push_back(one);
    if (people.size() > 1) people.clear();  // Which of them, this report does not say.
    for (const Participation& person : people) {
      if (std::none_of(named.begin(), named.end(),
                       [&](const Participation& seen) { return seen.entity == person.entity; }))
        named.push_back(person);
    }
  }
  if (named.empty()) return;
  std::sort(named.begin(), named.end());
  statement.participants = std::move(named);
}

bool Events::sameSide(LocalIndex a, LocalIndex b) const {
  return a == b || oneSide(reading_.coreference.entities[a], reading_.coreference.entities[b]);
}

bool Events::same(const Event& event, const Report& report, const MeetingStatement& statement, const Actors& who,
                  bool headline, bool again) const {
  if (event.furniture != report.furniture) return false;
  if ((event.kind == MeetingKind::kCall) != (statement.kind == MeetingKind::kCall)) return false;
  const Actors& less = who.size() <= event.participants.size() ? who : event.participants;
  const Actors& more = who.size() <= event.participants.size() ? event.participants : who;
  std::size_t common = 0;
  for (const LocalIndex one : less) {
    common += std::any_of(more.begin(), more.end(), [&](LocalIndex other) { return sameSide(one, other); });
  }
  const std::size_t all = less.size() + more.size() - common;
  if (common < 2 || (common < less.size() && 2 * common < all)) return false;
  // Two visits or meetings of one guest with another host are caught by `common`; now time and place.
  const DateForm a = event.when.expression.form;
  const DateForm b = report.when.expression.form;
  bool same_time = false;
  if (a != DateForm::kNone && b != DateForm::kNone) {
    if (event.when.interval && report.when.interval) {
      if (!overlap(*event.when.interval, *report.when.interval)) return false;
      same_time = true;
    } else if (a == b) {
      if (event.when.expression.value != report.when.expression.value) return false;
      same_time = true;
    }
  }
  if (event.place && statement.place && *event.place != *statement.place) {
    const LocalEntity& x = reading_.coreference.entities[*event.place];
    const LocalEntity& y = reading_.coreference.entities[*statement.place];
    if (x.kind == y.kind || x.country != y.country) return false;
  }
  const auto ahead = [](Status status) {
    return status != Status::kHeld && status != Status::kDenied && status != Status::kCancelled &&
           status != Status::kRefused;
  };
  const bool turned =
      ahead(event.status) != ahead(report.status) && (event.status == Status::kHeld || report.status == Status::kHeld);
  if (turned && !same_time && !event.headline && !headline) return false;
  // A visit goes on though the host will not see the guest.
  const auto off = [](Status status) {
    return status == Status::kCancelled || status == Status::kRefused || status == Status::kPostponed;
  };
  const bool one_visit = (event.kind == MeetingKind::kVisit) != (statement.kind == MeetingKind::kVisit);
  if (one_visit && off(event.status) != off(report.status)) return false;
  if (again && !same_time) return false;
  return true;
}

}  // namespace parley::internal
