#include "extract/meetings.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "extract/internal/events.h"
#include "extract/internal/meeting_finder.h"

namespace parley {

using internal::Actors;
using internal::add;
using internal::Event;
using internal::Events;
using internal::Found;
using internal::MeetingFinder;

When whenOf(const Reading& reading, const TimeExpression& time, Direction direction) {
  When when;
  when.span = time.span;
  when.words = std::string(textOf(reading.document, time.span));
  when.expression = time.date;
  if (when.expression.direction == Direction::kUnknown && when.expression.form != DateForm::kAbsolute)
    when.expression.direction = direction;
  when.interval = anchor(when.expression, reading.written);
  return when;
}

std::vector<Report> findMeetings(const Reading& reading) {
  std::vector<Report> reports;
  std::vector<bool> undecided;  // Of reports[i]: no word says how it stands.
  Events events_of(reading);
  std::optional<internal::Scene> scene;
  std::uint32_t scene_at = 0;
  for (std::uint32_t s = 0; s < reading.sentences.size(); ++s) {
    const Sentence& sentence = reading.sentences[s];
    MeetingFinder reader(reading, s);
    const std::vector<Found> all = reader.run();
    if (auto here = reader.scene()) {
      scene = std::move(here), scene_at = s;
    } else if (scene && (s > scene_at + 1 || sentence.headline || sentence.furniture)) {
      scene.reset();
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Found& found = all[i];
      std::optional<TimeExpression> time;
      if (const auto own = reader.timeFor(all, i)) time = reader.time(*own);
      std::optional<LocalIndex> place = reader.placeFor(all, i);
      const bool lacks = !place && !found.no_place && !found.anaphoric && !found.travel &&
                         found.kind != MeetingKind::kCall && found.kind != MeetingKind::kVisit;
      if (scene && s == scene_at + 1 && lacks) {
        place = scene->place;
        if (!time) time = scene->time;
      }
      // Present tense and bare nouns: ahead if their words of time say so, else done.
      std::optional<Status> status = found.status;
      if (!status && time) {
        const When future = whenOf(reading, *time, Direction::kFuture);
        const bool ahead = future.expression.direction == Direction::kFuture &&
                           (!future.interval || !reading.written || future.interval->first > *reading.written);
        const bool past = future.expression.direction == Direction::kPast ||
                          (future.interval && reading.written && future.interval->last < *reading.written);
        if (ahead && !past && !found.anaphoric && !found.behind)
          status = sentence.headline || reading.parsed[s].title_case ? std::nullopt : std::optional(Status::kPlanned);
      }
      Report report;
      report.sentence = sentence.span;
      report.furniture = sentence.furniture;
      report.speaker = reader.speaker();
      report.confidence = found.confidence;
      report.made_by = found.made_by;
      std::set<Span> cues;
      for (const std::uint32_t token : found.cues) cues.insert(reader.spanOf(token));
      report.cues.assign(cues.begin(), cues.end());
      const auto fill = [&](Status decided) {
        report.status = decided;
        report.when = time ? whenOf(reading, *time, MeetingFinder::directionOf(found, decided)) : When();
      };
      const bool continues = found.continues && !reports.empty() && reports.back().sentence == sentence.span;
      if (found.anaphoric || continues) {
        if (found.plural) continue;
        Event* event = continues ? events_of.event(std::get<MeetingStatement>(reports.back().statement).local_meeting)
                                 : events_of.antecedent(found.kind, sentence.furniture);
        if (event == nullptr || (!status && !time && !place)) continue;
        fill(status.value_or(event->status));
        MeetingStatement statement;
        statement.local_meeting = event->number;
        statement.kind = found.kind;
        Actors who = event->participants;
        std::sort(who.begin(), who.end());
        for (const LocalIndex index : who) statement.participants.push_back({index, Role::kParticipant});
        statement.place = place;
        // A day that contradicts the event's own belongs to something else.
        if (report.when.interval && event->when.interval && !overlap(*report.when.interval, *event->when.interval))
          continue;
        if (found.status == Status::kHeld && event->status != Status::kHeld && !time) continue;
        events_of.join(*event, report, statement, who, s, sentence.headline);
        report.statement = std::move(statement);
        reports.push_back(std::move(report));
        undecided.push_back(false);
        continue;
      }
      std::vector<Actors> parties = found.parties;
      if (found.borrows) {
        if (reports.empty() || reports.back().sentence != sentence.span) continue;
        Actors same;
        for (const Participation& one : std::get<MeetingStatement>(reports.back().statement).participants)
          same.push_back(one.entity);
        parties.assign(1, same);
      }
      for (std::size_t n = 0; n < parties.size(); ++n) {
        Actors who = found.common;
        add(who, parties[n]);
        // A state next to its own named representative says nothing more.
        const Actors with_states = who;
        who.erase(std::remove_if(who.begin(), who.end(),
                                 [&](LocalIndex one) {
                                   return reading.coreference.entities[one].kind == EntityKind::kCountry &&
                                          std::any_of(with_states.begin(), with_states.end(), [&](LocalIndex other) {
                                            return other != one && events_of.sameSide(one, other);
                                          });
                                 }),
                  who.end());
        if (who.size() < 2) continue;
        // Nothing says how it stands: as the event that was spoken of before.
        const Event* known = status ? nullptr : events_of.like(who, found.kind, sentence.furniture);
        fill(status.value_or(known != nullptr ? known->status : Status::kHeld));
        std::sort(who.begin(), who.end());
        MeetingStatement statement;
        statement.kind = found.kind;
        for (const LocalIndex index : who) {
          const bool guest = found.guest == index;
          statement.participants.push_back({index, !found.guest ? Role::kParticipant
                                                   : guest      ? Role::kGuest
                                                                : Role::kHost});
        }
        statement.place = n < found.party_places.size() ? found.party_places[n] : place;
        if (parties.size() > 1 && !found.party_places.empty()) report.when = When();
        const bool again =
            reader.says("again") || reader.says("last") || reader.says("previous") || reader.says("earlier");
        const bool headline = sentence.headline || reading.parsed[s].title_case;
        statement.local_meeting =
            events_of.put(report, statement, s, headline, again && report.status == Status::kHeld).number;
        Report copy = report;
        // "said he will not meet her, as it would be wrong to meet": the sentence has decided already.
        if (copy.status == Status::kPlanned && !reports.empty() && reports.back().sentence == sentence.span) {
          const Report& last = reports.back();
          const bool off =
              last.status == Status::kRefused || last.status == Status::kCancelled || last.status == Status::kPostponed;
          if (off && std::get<MeetingStatement>(last.statement).local_meeting == statement.local_meeting) {
            copy.status = last.status;
            events_of.event(statement.local_meeting)->status = last.status;
          }
        }
        copy.statement = std::move(statement);
        reports.push_back(std::move(copy));
        undecided.push_back(!status && known == nullptr);
      }
    }
  }
  // "Berg's Travel to Peru", "Berg-Osei talks": how it stands is told later.
  std::vector<std::optional<Status>> told(events_of.all().size());  // By the first report behind that decides.
  for (std::size_t i = reports.size(); i-- > 0;) {
    std::optional<Status>& later = told[std::get<MeetingStatement>(reports[i].statement).local_meeting];
    if (!undecided[i]) {
      later = reports[i].status;
    } else if (later) {
      reports[i].status = *later;
    }
  }
  // A visit on which a meeting is reported is told by that meeting.
  const std::vector<Event>& events = events_of.all();
  const auto toldByMeeting = [&](const Event& visit) {
    if (visit.kind != MeetingKind::kVisit) return false;
    const std::size_t near = 200;  // Events around it in the text.
    const std::size_t from = visit.number > near ? visit.number - near : 0;
    const std::size_t to = std::min(events.size(), visit.number + near);
    return std::any_of(events.begin() + static_cast<std::ptrdiff_t>(from),
                       events.begin() + static_cast<std::ptrdiff_t>(to), [&](const Event& other) {
                         if (other.kind == MeetingKind::kVisit || other.kind == MeetingKind::kCall ||
                             other.furniture != visit.furniture)
                           return false;
                         std::size_t common = 0;
                         for (const LocalIndex one : visit.participants) {
                           const bool takes_part =
                               std::any_of(other.participants.begin(), other.participants.end(),
                                           [&](LocalIndex two) { return events_of.sameSide(one, two); });
                           const LocalEntity& entity = reading.coreference.entities[one];
                           const bool there = other.place && entity.kind == EntityKind::kCountry &&
                                              reading.coreference.entities[*other.place].country == entity.name;
                           common += takes_part || there;
                         }
                         return common >= 2;
                       });
  };
  std::vector<Report> kept;
  std::vector<std::uint32_t> renumbered(events.size(), ~0u);
  std::uint32_t next = 0;
  for (Report& report : reports) {
    auto& statement = std::get<MeetingStatement>(report.statement);
    if (toldByMeeting(events[statement.local_meeting])) continue;
    std::uint32_t& number = renumbered[statement.local_meeting];
    if (number == ~0u) number = next++;
    events_of.nameSides(statement);
    statement.local_meeting = number;
    kept.push_back(std::move(report));
  }
  return kept;
}

}  // namespace parley
