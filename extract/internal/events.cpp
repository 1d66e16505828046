#include "extract/internal/events.h"

#include <algorithm>

namespace parley::internal {

namespace {

// So many meet at a gathering, which is no meeting of host and guest.
constexpr std::size_t kGathering = 4;

}  // namespace

template <typename Fits>
Event* Events::last(std::uint32_t sentence, std::uint32_t far, bool furniture, const Fits& fits) {
  Event* last = nullptr;
  for (std::size_t i = events_.size(); i-- > oldest();) {
    Event& event = events_[i];
    if (event.furniture != furniture || event.last_sentence + far < sentence || !fits(event)) continue;
    if (last == nullptr || event.last_sentence > last->last_sentence) last = &event;
  }
  return last;
}

Event* Events::antecedent(MeetingKind kind, bool furniture) {
  return last(0, 0, furniture, [&](const Event& event) {  // However far back.
    const bool call = event.kind == MeetingKind::kCall;
    if (call != (kind == MeetingKind::kCall) && kind != MeetingKind::kTalks) return false;
    if (kind == MeetingKind::kSummit) return event.kind == MeetingKind::kSummit;
    return (kind == MeetingKind::kVisit) == (event.kind == MeetingKind::kVisit);
  });
}

Event* Events::lastTold(std::uint32_t sentence, bool furniture) {
  return last(sentence, kFar, furniture, [](const Event&) { return true; });
}

Event* Events::attended(const Attendance& more, std::uint32_t sentence, bool furniture) {
  static constexpr std::uint32_t kFarSummit = 60;  // Sentences: a story has one summit.
  Event* last = this->last(sentence, more.of_summit ? kFarSummit : kFar, furniture, [&](const Event& event) {
    if (more.of_summit) return event.kind == MeetingKind::kSummit;
    return event.kind != MeetingKind::kVisit || !more.beside.empty();
  });
  if (last == nullptr) return nullptr;
  const auto takesPart = [&](LocalIndex one) {
    return std::any_of(last->participants.begin(), last->participants.end(),
                       [&](LocalIndex other) { return sameSide(one, other); });
  };
  const bool all_known = std::all_of(more.who.begin(), more.who.end(), [&](LocalIndex one) {
    return std::find(last->participants.begin(), last->participants.end(), one) != last->participants.end();
  });
  if (all_known || (more.planned ? last->status == Status::kHeld : isOff(last->status))) return nullptr;
  // Of whom one side is known. A summit of nobody known has no sides.
  const bool open = last->participants.size() == 1;
  if (more.for_side && !open && std::none_of(more.who.begin(), more.who.end(), takesPart) &&
      std::none_of(more.beside.begin(), more.beside.end(), takesPart))
    return nullptr;
  if (!more.for_side && !more.beside.empty() && std::none_of(more.beside.begin(), more.beside.end(), takesPart))
    return nullptr;
  return last;
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
  event.first_sentence = sentence;
  event.headline = headline;
  events_.push_back(event);
  join(events_.back(), report, statement, who, sentence, headline);
  return events_.back();
}

void Events::join(Event& event, const Report& report, const MeetingStatement& statement, const Actors& who,
                  std::uint32_t sentence, bool headline) {
  if (event.participants.size() + who.size() <= kMostParticipants) add(event.participants, who);
  if (event.when.expression.form == DateForm::kNone) event.when = report.when;
  if (!event.place) event.place = statement.place;
  if (event.kind == MeetingKind::kVisit) event.kind = statement.kind;
  event.status = report.status;
  event.last_sentence = sentence;
  event.headline = event.headline && headline;
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

bool Events::onVisit(const Event& meeting, const Event& visit) const {
  if (meeting.kind == MeetingKind::kVisit || meeting.kind == MeetingKind::kCall ||
      meeting.furniture != visit.furniture || meeting.participants.size() < 2)
    return false;
  std::size_t common = 0;
  for (const LocalIndex one : visit.participants) {
    const bool takes_part = std::any_of(meeting.participants.begin(), meeting.participants.end(),
                                        [&](LocalIndex two) { return sameSide(one, two); });
    const LocalEntity& entity = reading_.coreference.entities[one];
    // Host and guest among the states of a summit: not on a visit to one of them.
    const bool itself =
        std::find(meeting.participants.begin(), meeting.participants.end(), one) != meeting.participants.end();
    if (itself && meeting.participants.size() > kGathering && entity.kind == EntityKind::kCountry) continue;
    const bool there = meeting.place && entity.kind == EntityKind::kCountry &&
                       reading_.coreference.entities[*meeting.place].country == entity.name;
    common += takes_part || there;
  }
  // A round of institutions: told by whom the guest met there.
  const bool institution = std::any_of(visit.participants.begin(), visit.participants.end(), [&](LocalIndex one) {
    return reading_.coreference.entities[one].kind == EntityKind::kOrganisation;
  });
  const auto apart =
      std::max(meeting.first_sentence, visit.first_sentence) - std::min(meeting.first_sentence, visit.first_sentence);
  static constexpr std::uint32_t kRound = 8;  // Sentences.
  if (institution && common == 1 && apart <= kRound && !(meeting.place && visit.place && meeting.place != visit.place))
    return true;
  // "She arrived in Lima on Monday. On Tuesday she met President Osei": nothing says that he is of another state.
  static constexpr std::uint32_t kSoon = 3;  // Sentences.
  const auto& entities = reading_.coreference.entities;
  const auto host = std::find_if(visit.participants.begin(), visit.participants.end(),
                                 [&](LocalIndex one) { return entities[one].kind == EntityKind::kCountry; });
  if (common == 1 && host != visit.participants.end() && visit.participants.size() == 2 && !meeting.place &&
      meeting.first_sentence >= visit.first_sentence && meeting.first_sentence - visit.last_sentence <= kSoon &&
      meeting.participants.size() == 2) {
    const LocalIndex guest = visit.participants[host == visit.participants.begin() ? 1 : 0];
    const bool guests =
        std::find(meeting.participants.begin(), meeting.participants.end(), guest) != meeting.participants.end();
    const LocalIndex other = meeting.participants[meeting.participants[0] == guest ? 1 : 0];
    if (guests && entities[other].kind == EntityKind::kPerson && entities[other].country.empty()) return true;
  }
  // "will travel to Lima to meet her Ghanaian colleague"
  const bool beside = meeting.first_sentence == visit.first_sentence || meeting.first_sentence == visit.last_sentence;
  const bool same_sentence = visit.one_stop && beside && !meeting.place;
  return common >= 2 || (common == 1 && same_sentence);
}

std::vector<bool> Events::tellVisitsByMeetings() {
  static constexpr std::chrono::days kStay{6};
  const auto ahead = [](Status status) { return status == Status::kPlanned || status == Status::kProposed; };
  std::vector<bool> told(events_.size(), false);
  for (Event& visit : events_) {
    if (visit.kind != MeetingKind::kVisit) continue;
    const std::size_t from = visit.number > kRemembered ? visit.number - kRemembered : 0;
    const std::size_t to = std::min(events_.size(), visit.number + kRemembered);
    for (std::size_t i = from; i < to; ++i) {
      Event& meeting = events_[i];
      if (!onVisit(meeting, visit)) continue;
      // A visit of which one day is told lasts some days.
      std::optional<DateInterval> stay = visit.when.interval;
      if (stay && stay->precision == Precision::kDay) stay->first -= kStay, stay->last += kStay;
      if (meeting.when.interval && stay && !overlap(*meeting.when.interval, *stay)) continue;
      told[visit.number] = true;
      if (ahead(meeting.status) != ahead(visit.status)) {
        // Is there and will meet the host: in that place, on another day.
        const bool there = visit.status == Status::kHeld && meeting.status == Status::kPlanned && !meeting.place;
        if (there) meeting.place = visit.place, meeting.inherits = true;
        continue;
      }
      if (meeting.when.expression.form == DateForm::kNone) {
        meeting.when = visit.when;
        meeting.inherits = true;
      }
      if (!meeting.place) {
        meeting.place = visit.place;
        meeting.inherits = true;
      }
      for (const LocalIndex one : visit.participants) {
        const bool named =
            std::none_of(meeting.participants.begin(), meeting.participants.end(), [&](LocalIndex other) {
              return other == one ||
                     (sameSide(one, other) && reading_.coreference.entities[other].kind == EntityKind::kPerson);
            });
        if (named && reading_.coreference.entities[one].kind == EntityKind::kPerson) add(meeting.participants, {one});
      }
    }
  }
  return told;
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
  // A visit is no gathering at which guest and host were among many.
  if ((event.kind == MeetingKind::kVisit) != (statement.kind == MeetingKind::kVisit) &&
      std::max(who.size(), event.participants.size()) >= kGathering &&
      std::min(who.size(), event.participants.size()) <= 2)
    return false;
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
  // What was held was not called off.
  const bool held = event.status == Status::kHeld || report.status == Status::kHeld;
  if (held && (isOff(event.status) || isOff(report.status)) && !same_time && !event.headline && !headline) return false;
  // A visit goes on though the host will not see the guest.
  const bool visit_and_meeting = (event.kind == MeetingKind::kVisit) != (statement.kind == MeetingKind::kVisit);
  if (visit_and_meeting && isOff(event.status) != isOff(report.status)) return false;
  if (again && !same_time) return false;
  return true;
}

}  // namespace parley::internal
