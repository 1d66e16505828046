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
using internal::isOff;
using internal::MeetingFinder;

namespace {

constexpr std::uint32_t kNear = 8;      // Sentences in which "their meeting" speaks of the last one.
constexpr std::uint32_t kLead = 5;      // Sentences that the dateline speaks for.
constexpr std::uint8_t kPointing = 65;  // Confidence that it is this event which a sentence without its name means.

// The city that the text opens with, before a mark: "LIMA (Agency) -". Its first sentences may be headlines.
std::optional<LocalIndex> datelineOf(const Reading& reading) {
  static constexpr std::size_t kOpening = 4;
  for (std::size_t s = 0; s < std::min(kOpening, reading.parsed.size()); ++s) {
    const Parsed& here = reading.parsed[s];
    if (here.mentions.empty()) continue;
    const Mention& first = here.mentions[0];
    const std::string_view next =
        first.end_token < here.words.size() ? here.words[first.end_token].text : std::string_view();
    const bool marked = next == "(" || next == "/" || next == ":" || next == "\u2014" || next == "\u2013";
    if ((!here.words[0].all_capitals || here.title_case) && !marked) continue;
    const std::optional<LocalIndex>& place = reading.coreference.referents[s][0].place;
    if (first.first_token == 0 && first.kind == MentionKind::kListed && place &&
        reading.coreference.entities[*place].kind == EntityKind::kPlace)
      return place;
  }
  return std::nullopt;
}

// `when`, no more precise than to the month in which it begins.
When monthOf(const When& when) {
  if (!when.interval || when.interval->precision == Precision::kYear) return when;
  const std::chrono::year_month_day first(when.interval->first);
  When out = when;
  out.interval = monthInterval(first.year() / first.month());
  out.expression = {.form = DateForm::kAbsolute, .value = 0, .direction = {}, .interval = out.interval};
  return out;
}

const MeetingStatement& statementOf(const Report& report) { return std::get<MeetingStatement>(report.statement); }

// A document told sentence by sentence.
class Story {
 public:
  explicit Story(const Reading& reading) : reading_(reading), events_(reading), dateline_(datelineOf(reading)) {}

  void read(std::uint32_t s);
  // Of all sentences read.
  std::vector<Report> reports();

 private:
  // The sentence that is being read.
  struct Here {
    std::uint32_t s;
    const Sentence& sentence;
    const MeetingFinder& finder;
    const std::vector<Found>& all;
    Actors companions;             // Who came with those that it speaks of.
    std::optional<Date> last_day;  // Of which the text spoke shortly before.
  };
  // When and where one of `Here::all` happens, and how it stands, if words say so.
  struct Circumstances {
    std::optional<TimeExpression> time;
    std::optional<LocalIndex> place;
    std::optional<Status> status;
  };

  bool isPerson(LocalIndex index) const { return entity(index).kind == EntityKind::kPerson; }
  const LocalEntity& entity(LocalIndex index) const { return reading_.coreference.entities[index]; }
  // A side without the unnamed beside others: "Democratic leaders as well as Berg".
  [[nodiscard]] Actors named(const Actors& side) const {
    Actors out;
    std::copy_if(side.begin(), side.end(), std::back_inserter(out),
                 [&](LocalIndex one) { return side.size() == 1 || !internal::isCollective(entity(one)); });
    return out;
  }
  [[nodiscard]] std::optional<Date> lastDayBefore(std::uint32_t s) const;
  [[nodiscard]] std::optional<LocalIndex> lastPlaceBefore(std::uint32_t s) const;
  void setScene(const Here& here);
  [[nodiscard]] Circumstances circumstances(const Here& here, std::size_t i) const;
  [[nodiscard]] std::optional<Status> byTime(const Here& here, const Found& found, const TimeExpression& time) const;
  [[nodiscard]] std::optional<LocalIndex> atHome(const Found& found) const;
  [[nodiscard]] bool receivedAtHome(const Event& event) const;
  [[nodiscard]] When whenFor(const Here& here, const Found& found, const Circumstances& about, Status status) const;
  [[nodiscard]] Report draft(const Here& here, const Found& found) const;

  void tell(const Here& here, std::size_t i);
  // One that was spoken of before: "the meeting".
  void tellAgain(const Here& here, const Found& found, const Circumstances& about, bool continues);
  void tellParty(const Here& here, const Found& found, const Circumstances& about, const std::vector<Actors>& parties,
                 std::size_t n);
  // "It did not take place."
  void turn(const Here& here);
  // "The meeting was attended by Osei."
  void attend(const Here& here);
  // What a sentence says of an event that it does not name, by the word at `at`.
  void point(const Here& here, Event& event, Actors who, std::uint32_t at, const char* made_by, Status status,
             bool undecided);
  [[nodiscard]] std::vector<Actors> borrowed(const Here& here, bool call);
  [[nodiscard]] bool inThisSentence(const Here& here) const {
    return !reports_.empty() && reports_.back().sentence == here.sentence.span;
  }
  void keep(Report report, MeetingStatement statement, bool undecided) {
    report.statement = std::move(statement);
    reports_.push_back(std::move(report));
    undecided_.push_back(undecided);
  }

  const Reading& reading_;
  Events events_;
  std::vector<Report> reports_;
  std::vector<bool> undecided_;  // Of reports_[i]: no word says how it stands.
  std::optional<LocalIndex> dateline_;
  std::optional<internal::Scene> scene_;
  std::uint32_t scene_at_ = 0;
  std::optional<LocalIndex> last_actor_;  // Whose act the sentence last_actor_at_ is.
  std::uint32_t last_actor_at_ = 0;
};

std::optional<Date> Story::lastDayBefore(std::uint32_t s) const {
  static constexpr std::uint32_t kFar = 2;  // Sentences.
  std::optional<Date> day;
  for (std::uint32_t back = 1; back <= kFar && back <= s && !day; ++back) {
    for (const TimeExpression& time : reading_.times[s - back]) {
      const When when = whenOf(reading_, time, Direction::kPast);
      if (when.interval && when.interval->precision == Precision::kDay) day = when.interval->first;
    }
  }
  return day;
}

std::optional<LocalIndex> Story::lastPlaceBefore(std::uint32_t s) const {
  std::optional<LocalIndex> place;
  if (s == 0) return place;
  for (const Referent& referent : reading_.coreference.referents[s - 1]) {
    if (referent.place) place = referent.place;
  }
  return place;
}

void Story::read(std::uint32_t s) {
  const MeetingFinder finder(reading_, s);
  const std::vector<Found> all = finder.run();
  Here here{s, reading_.sentences[s], finder, all, {}, lastDayBefore(s)};
  const auto told = std::count_if(all.begin(), all.end(), [](const Found& found) {
    return !found.anaphoric && found.kind != MeetingKind::kVisit && found.kind != MeetingKind::kCall;
  });
  if (told == 1) here.companions = finder.companions();
  setScene(here);
  for (std::size_t i = 0; i < all.size(); ++i) tell(here, i);
  const bool offered = std::all_of(
      all.begin(), all.end(), [](const Found& found) { return found.status == Status::kProposed || found.anaphoric; });
  if (offered) turn(here);
  attend(here);
  if (const auto actor = finder.mainActor()) last_actor_ = actor, last_actor_at_ = s;
}

void Story::setScene(const Here& here) {
  if (auto scene = here.finder.scene()) {
    scene_ = std::move(scene), scene_at_ = here.s;
  } else if (scene_ && (here.s > scene_at_ + 1 || here.sentence.headline || here.sentence.furniture)) {
    scene_.reset();
  }
}

Story::Circumstances Story::circumstances(const Here& here, std::size_t i) const {
  const Found& found = here.all[i];
  Circumstances out;
  if (const auto own = here.finder.timeFor(here.all, i)) out.time = here.finder.time(*own);
  out.place = here.finder.placeFor(here.all, i);
  const bool lacks = !out.place && !found.no_place && !found.anaphoric && !found.travel &&
                     found.kind != MeetingKind::kCall && found.kind != MeetingKind::kVisit;
  if (scene_ && here.s == scene_at_ + 1 && lacks) {
    out.place = scene_->place;
    if (!out.time) out.time = scene_->time;
  }
  if (!out.place) out.place = atHome(found);
  if (!out.place && here.finder.saysThere(found)) out.place = lastPlaceBefore(here.s);
  out.status = found.status;
  if (!out.status && out.time) out.status = byTime(here, found, *out.time);
  return out;
}

// Present tense and bare nouns: ahead if their words of time say so. Headlines say little by their tense.
std::optional<Status> Story::byTime(const Here& here, const Found& found, const TimeExpression& time) const {
  const When future = whenOf(reading_, time, Direction::kFuture);
  const std::optional<Date>& written = reading_.written;
  const bool ahead = future.expression.direction == Direction::kFuture &&
                     (!future.interval || !written || future.interval->first > *written);
  const bool past = future.expression.direction == Direction::kPast ||
                    (future.interval && written && future.interval->last < *written);
  const bool headline = here.sentence.headline || reading_.parsed[here.s].title_case;
  if (!ahead || past || found.anaphoric || found.borrows || found.behind || headline) return std::nullopt;
  return Status::kPlanned;
}

// Who receives a guest at home does so where the text was written.
std::optional<LocalIndex> Story::atHome(const Found& found) const {
  if (!found.guest || found.kind == MeetingKind::kVisit || !dateline_) return std::nullopt;
  const bool guest_acts = !found.common.empty() && found.guest == found.common[0];
  Actors hosts = guest_acts ? Actors() : found.common;
  if (guest_acts) {
    for (const Actors& party : found.parties) add(hosts, party);
  }
  const bool home = std::any_of(hosts.begin(), hosts.end(), [&](LocalIndex one) {
    const std::string& here = entity(*dateline_).country;
    const std::string& guests = entity(*found.guest).country;
    const bool native =
        entity(one).country == here || (entity(one).country.empty() && !guests.empty() && guests != here);
    return one != *found.guest && native;
  });
  return home ? dateline_ : std::nullopt;
}

// The opening of a text tells of somebody at home and somebody from abroad, and no other place.
bool Story::receivedAtHome(const Event& event) const {
  const bool apart = event.kind == MeetingKind::kVisit || event.kind == MeetingKind::kCall;
  if (!dateline_ || event.place || apart || event.first_sentence >= kLead || isOff(event.status)) return false;
  bool host = false, guest = false;
  for (const LocalIndex one : event.participants) {
    if (entity(one).kind != EntityKind::kPerson || entity(one).country.empty()) continue;
    (entity(one).country == entity(*dateline_).country ? host : guest) = true;
  }
  return host && guest;
}

When Story::whenFor(const Here& here, const Found& found, const Circumstances& about, Status status) const {
  When when;
  if (about.time) {
    when = whenOf(reading_, *about.time, MeetingFinder::directionOf(found, status));
    // What was held did not happen after it was written.
    const bool later = when.interval && reading_.written && when.interval->first > *reading_.written;
    return status == Status::kHeld && later ? When() : when;
  }
  std::optional<int> days = here.last_day ? here.finder.daysLater(found) : std::nullopt;
  if (!days && here.last_day && status == Status::kHeld && here.finder.goesOn(found)) days = 0;
  if (days) {
    when.interval = dayInterval(*here.last_day + std::chrono::days(*days));
    when.expression = {.form = DateForm::kAbsolute, .value = 0, .direction = {}, .interval = when.interval};
  }
  return when;
}

Report Story::draft(const Here& here, const Found& found) const {
  Report report;
  report.sentence = here.sentence.span;
  report.furniture = here.sentence.furniture;
  report.speaker = here.finder.speaker();
  report.confidence = found.confidence;
  report.made_by = found.made_by;
  std::set<Span> cues;
  for (const std::uint32_t token : found.cues) cues.insert(here.finder.spanOf(token));
  report.cues.assign(cues.begin(), cues.end());
  return report;
}

void Story::tell(const Here& here, std::size_t i) {
  const Found& found = here.all[i];
  const Circumstances about = circumstances(here, i);
  const bool furniture = here.sentence.furniture;
  const Event* last = found.their ? events_.antecedent(found.kind, furniture) : nullptr;
  const bool their = last != nullptr && last->last_sentence + kNear >= here.s &&
                     events_.like(found.common, found.kind, furniture) == nullptr;
  const bool continues = found.continues && inThisSentence(here);
  if (found.anaphoric || continues || their) {
    if (!found.plural) tellAgain(here, found, about, continues);
    return;
  }
  if (found.borrows && !inThisSentence(here)) return;
  const std::vector<Actors> parties = found.borrows ? borrowed(here, found.kind == MeetingKind::kCall) : found.parties;
  for (std::size_t n = 0; n < parties.size(); ++n) tellParty(here, found, about, parties, n);
}

// Those of the report before in this sentence; fewer, if the sentence names fewer.
std::vector<Actors> Story::borrowed(const Here& here, bool call) {
  Actors all, named;
  for (const Participation& one : statementOf(reports_.back()).participants) all.push_back(one.entity);
  for (const LocalIndex one : here.finder.everybody()) {
    if (std::find(all.begin(), all.end(), one) != all.end()) add(named, {one});
  }
  if (named.size() >= 2) return {named};
  static constexpr std::size_t kPair = 2;  // Of many, those who were told first.
  if (all.size() > kPair && call) {
    all = events_.event(statementOf(reports_.back()).local_meeting)->participants;
    all.resize(std::min(all.size(), kPair));
  }
  return {all};
}

void Story::tellAgain(const Here& here, const Found& found, const Circumstances& about, bool continues) {
  Report report = draft(here, found);
  MeetingStatement statement;
  statement.place = about.place;
  Event* event = continues ? events_.event(statementOf(reports_.back()).local_meeting)
                           : events_.antecedent(found.kind, here.sentence.furniture);
  const bool fixed = found.kind != MeetingKind::kCall && found.kind != MeetingKind::kVisit && about.time;
  if (event == nullptr && (found.kind == MeetingKind::kSummit || fixed)) {  // Who came, later sentences may tell.
    report.status = about.status.value_or(Status::kHeld);
    report.when = whenFor(here, found, about, report.status);
    statement.kind = found.kind;
    statement.local_meeting = events_.put(report, statement, here.s, here.sentence.headline, false).number;
    keep(std::move(report), std::move(statement), !about.status);
    return;
  }
  if (event == nullptr || (!about.status && !about.time && !about.place)) return;
  // "Osei skipped the summit": the others met.
  if (about.status == Status::kRefused && event->participants.size() > 2) return;
  report.status = about.status.value_or(event->status);
  report.when = whenFor(here, found, about, report.status);
  // A day that contradicts the event's own belongs to something else.
  if (report.when.interval && event->when.interval && !overlap(*report.when.interval, *event->when.interval)) return;
  if (found.status == Status::kHeld && event->status != Status::kHeld && !about.time) return;
  statement.local_meeting = event->number;
  // "after the talks" may mean a meeting; a summit was called so.
  statement.kind = found.kind == MeetingKind::kSummit || continues ? found.kind : event->kind;
  Actors who = event->participants;
  std::sort(who.begin(), who.end());
  for (const LocalIndex index : who) statement.participants.push_back({index, Role::kParticipant});
  events_.join(*event, report, statement, who, here.s, here.sentence.headline);
  keep(std::move(report), std::move(statement), false);
}

void Story::tellParty(const Here& here, const Found& found, const Circumstances& about,
                      const std::vector<Actors>& parties, std::size_t n) {
  const bool furniture = here.sentence.furniture;
  const bool visit = found.kind == MeetingKind::kVisit;
  const bool two = found.common.size() + parties[n].size() == 2;  // "between Berg and Gulf leaders"
  Actors all = two ? found.common : named(found.common);
  add(all, two ? parties[n] : named(parties[n]));
  if (!visit && found.kind != MeetingKind::kCall) add(all, here.companions);
  if (all.size() > internal::kMostParticipants) return;
  // A state next to its own named representative says nothing more.
  Actors who;
  std::copy_if(all.begin(), all.end(), std::back_inserter(who), [&](LocalIndex one) {
    return entity(one).kind != EntityKind::kCountry || std::none_of(all.begin(), all.end(), [&](LocalIndex other) {
             return other != one && events_.sameSide(one, other);
           });
  });
  // "The order was given at a meeting with Osei": by whom the last sentence spoke of.
  if (who.size() == 1 && last_actor_ && here.s == last_actor_at_ + 1 && *last_actor_ != who[0] && isPerson(who[0]) &&
      here.finder.ofDeed(found))
    who.push_back(*last_actor_);
  if (who.empty() || (who.size() < 2 && all.size() >= 2)) return;
  std::sort(who.begin(), who.end());
  // Nothing says how it stands: as the event that was spoken of before.
  const Event* known = about.status ? nullptr : events_.like(who, found.kind, furniture);
  const bool undecided = !about.status && known == nullptr;
  Report report = draft(here, found);
  report.status = about.status.value_or(known != nullptr ? known->status : Status::kHeld);
  report.when = whenFor(here, found, about, report.status);
  MeetingStatement statement;
  statement.kind = found.kind;
  if (found.their) {  // "their talks" may mean a meeting that was told before.
    const Event* told = events_.like(who, found.kind, furniture);
    if (told != nullptr && told->kind != MeetingKind::kVisit) statement.kind = told->kind;
  }
  if (found.unsaid_way && report.status == Status::kHeld) {
    const Event* met = events_.like(who, MeetingKind::kMeeting, furniture);
    if (met != nullptr && met->status == Status::kHeld && met->kind != MeetingKind::kVisit) statement.kind = met->kind;
  }
  for (const LocalIndex index : who) {
    const Role role = !found.guest ? Role::kParticipant : found.guest == index ? Role::kGuest : Role::kHost;
    statement.participants.push_back({index, role});
  }
  statement.place = n < found.party_places.size() && found.party_places[n] ? found.party_places[n] : about.place;
  if (!statement.place && visit) {  // A visit is where its host is.
    for (const LocalIndex one : who) {
      if (one != found.guest && entity(one).kind == EntityKind::kCountry) statement.place = one;
    }
  }
  if (n < found.party_times.size() && found.party_times[n]) {
    const TimeExpression& time = here.finder.time(*found.party_times[n]);
    report.when = whenOf(reading_, time, MeetingFinder::directionOf(found, report.status));
  } else if (parties.size() > 1 &&
             n < found.party_ends.size()) {  // Each stop its own time, or the month of the journey.
    const auto own = here.finder.timeOfStop(found, n);
    report.when = own ? whenOf(reading_, here.finder.time(*own), MeetingFinder::directionOf(found, report.status))
                      : monthOf(report.when);
  }
  // What one sentence tells twice is one event.
  const bool twice = inThisSentence(here) && statementOf(reports_.back()).participants == statement.participants;
  const bool again = !twice && ((report.status == Status::kHeld && here.finder.saysAgain()) ||
                                (isOff(report.status) && here.finder.saysEarlier()));
  const bool headline = here.sentence.headline || reading_.parsed[here.s].title_case;
  Event& event = events_.put(report, statement, here.s, headline, again);
  if (found.travel) event.one_stop = parties.size() == 1;
  statement.local_meeting = event.number;
  // "said he will not meet her, as it would be wrong to meet": the sentence has decided already.
  if (report.status == Status::kPlanned && inThisSentence(here) && isOff(reports_.back().status) &&
      statementOf(reports_.back()).local_meeting == event.number)
    report.status = event.status = reports_.back().status;
  keep(std::move(report), std::move(statement), undecided);
}

void Story::point(const Here& here, Event& event, Actors who, std::uint32_t at, const char* made_by, Status status,
                  bool undecided) {
  std::sort(who.begin(), who.end());
  Report report;
  report.sentence = here.sentence.span;
  report.furniture = here.sentence.furniture;
  report.speaker = here.finder.speaker();
  report.confidence = kPointing;
  report.made_by = made_by;
  report.cues = {here.finder.spanOf(at)};
  report.status = status;
  MeetingStatement statement;
  statement.local_meeting = event.number;
  statement.kind = event.kind;
  for (const LocalIndex index : who) statement.participants.push_back({index, Role::kParticipant});
  events_.join(event, report, statement, who, here.s, false);
  keep(std::move(report), std::move(statement), undecided);
}

void Story::turn(const Here& here) {
  const std::optional<internal::Turn> turn = here.finder.turn();
  Event* event = turn ? events_.lastTold(here.s, here.sentence.furniture) : nullptr;
  if (event == nullptr || event->participants.size() < 2) return;
  if (!here.all.empty() && turn->status != Status::kPlanned) return;
  const bool ahead = event->status == Status::kPlanned || event->status == Status::kProposed;
  if (turn->status == Status::kDenied ? event->status != Status::kHeld : !ahead) return;
  if (turn->status == Status::kPlanned && event->status != Status::kProposed) return;
  // One of two who denies something may deny something else.
  const bool all = std::all_of(event->participants.begin(), event->participants.end(), [&](LocalIndex one) {
    return std::find(turn->who.begin(), turn->who.end(), one) != turn->who.end();
  });
  if (turn->who.empty() || all)
    point(here, *event, event->participants, turn->at, "meeting.turn@1", turn->status, false);
}

void Story::attend(const Here& here) {
  for (const internal::Attendance& more : here.finder.attendance()) {
    Event* event = events_.attended(more, here.s, here.sentence.furniture);
    if (event == nullptr) continue;
    Actors who = event->participants;
    add(who, more.who);
    if (who.size() > internal::kMostParticipants) continue;
    point(here, *event, std::move(who), more.at, "meeting.attendance@1", event->status, true);
  }
}

std::vector<Report> Story::reports() {
  // "Berg's Travel to Peru", "Berg-Osei talks": how it stands is told by the first report behind that decides.
  std::vector<std::optional<Status>> told(events_.all().size());
  for (std::size_t i = reports_.size(); i-- > 0;) {
    std::optional<Status>& later = told[statementOf(reports_[i]).local_meeting];
    if (!undecided_[i]) {
      later = reports_[i].status;
    } else if (later) {
      reports_[i].status = *later;
    }
  }
  const std::vector<bool> told_by_meeting = events_.tellVisitsByMeetings();
  for (Event& event : events_.all()) {
    if (receivedAtHome(event)) event.place = dateline_, event.inherits = true;
  }
  std::vector<bool> in_capital(events_.all().size());  // A visit to Peru, written in Lima.
  for (const Event& event : events_.all()) {
    in_capital[event.number] = dateline_ && event.kind == MeetingKind::kVisit && event.place &&
                               event.first_sentence < kLead && entity(*event.place).kind == EntityKind::kCountry &&
                               entity(*event.place).name == entity(*dateline_).country;
  }
  std::vector<Report> kept;
  std::vector<std::uint32_t> renumbered(events_.all().size(), ~0u);
  std::uint32_t next = 0;
  for (Report& report : reports_) {
    auto& statement = std::get<MeetingStatement>(report.statement);
    const Event& event = *events_.event(statement.local_meeting);
    if (told_by_meeting[event.number] || event.participants.size() < 2) continue;
    if (event.inherits && report.when.expression.form == DateForm::kNone) report.when = event.when;
    if (event.inherits && !statement.place) statement.place = event.place;
    if (in_capital[event.number] && statement.place == event.place) statement.place = dateline_;
    if (statement.participants.size() < 2) {  // "met the governors": who they were was told later.
      statement.participants.clear();
      for (const LocalIndex index : event.participants) statement.participants.push_back({index, Role::kParticipant});
    }
    events_.nameSides(statement);
    std::uint32_t& number = renumbered[event.number];
    if (number == ~0u) number = next++;
    statement.local_meeting = number;
    kept.push_back(std::move(report));
  }
  return kept;
}

}  // namespace

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
  Story story(reading);
  for (std::uint32_t s = 0; s < reading.sentences.size(); ++s) story.read(s);
  return story.reports();
}

}  // namespace parley
