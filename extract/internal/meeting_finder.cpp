#include "extract/internal/meeting_finder.h"

#include <algorithm>

namespace parley::internal {

std::vector<Found> MeetingFinder::run() {
  std::vector<Found> found;
  for (std::uint32_t t = 0; t < size(); ++t) {
    if (inMention(t)) continue;
    std::optional<Found> one = trigger(t);
    if (!one) continue;
    one->trigger = t;
    // "Talks resumed on Monday": no word of the lexicon, but the tense is past.
    const Word& word = words_[t];
    if (word.relation.starts_with("nsubj") && word.head < size() && words_[word.head].past) one->behind = true;
    t = std::max(t, one->end == 0 ? t : std::min(one->end - 1, t + length(t) - 1));
    found.push_back(std::move(*one));
  }
  return found;
}

std::optional<std::uint32_t> MeetingFinder::timeFor(const std::vector<Found>& all, std::size_t index) const {
  const auto [from, to] = region(all, index);
  const Found& one = all[index];
  std::optional<std::uint32_t> before;
  for (std::uint32_t i = 0; i < times_.size(); ++i) {
    const TimeExpression& time = times_[i];
    if (time.date.form == DateForm::kNone || time.first_token < from || time.end_token > to) continue;
    if (time.end_token < size() && (is(time.end_token, "'s") || is(time.end_token, "'"))) continue;
    // "the challenges of the 21st century": no time of a meeting.
    const std::optional<DateInterval> stretch = anchor(time.date, reading_.written);
    if (stretch && stretch->last - stretch->first > std::chrono::days(366)) continue;
    // "on Tuesday set out to meet": the day of setting out.
    if (time.end_token == one.begin && !is(one.begin, "to") && words_[one.trigger].verb.form == VerbForm::kBase &&
        is(one.trigger - 1, "to"))
      continue;
    const bool modifier = time.first_token >= one.begin && time.first_token < one.trigger;  // "his Friday meeting"
    if (!modifier && (ofSaying(time.first_token) || ofArranging(one, time))) continue;
    // "officials on Wednesday said"
    if (time.end_token < one.trigger && words_[time.end_token].verb.cues.has(Cue::kReport) &&
        !inMention(time.end_token))
      continue;
    if (time.first_token > one.trigger && ofAnotherEvent(one, time)) continue;
    if (time.first_token > one.trigger) return i;
    before = i;
  }
  return before;
}

std::optional<Scene> MeetingFinder::scene() const {
  static constexpr std::uint32_t kOpening = 8;  // Words in front of the place at most.
  if (speaker()) return std::nullopt;
  for (std::uint32_t m = 0; m < mentions_.size(); ++m) {
    const Mention& about = mentions_[m];
    if (about.first_token > kOpening) break;
    if (about.kind != MentionKind::kListed || !referents_[m].place || about.first_token == 0) continue;
    const std::uint32_t before = about.first_token - 1;
    const bool opens = is(before, "in") && (before == 0 || (before == 1 && words_[0].kind == TokenKind::kWord &&
                                                            !inMention(0) && words_[0].verb.length == 0));
    const bool journey = is(before, "to") && is(0, "during") && travelBefore(before);
    if (!opens && !journey) continue;
    Scene scene;
    scene.place = *referents_[m].place;
    std::uint32_t next = about.end_token;
    while (is(next, ",") && mentionAt(next + 1) != kNone && mentions_[mentionAt(next + 1)].kind == MentionKind::kListed)
      next = mentions_[mentionAt(next + 1)].end_token;
    if (is(next, "on")) ++next;
    if (next < size() && time_at_[next] != kNone && times_[time_at_[next]].date.form != DateForm::kNone)
      scene.time = times_[time_at_[next]];
    return scene;
  }
  return std::nullopt;
}

std::optional<LocalIndex> MeetingFinder::placeFor(const std::vector<Found>& all, std::size_t index) const {
  const auto [from, to] = region(all, index);
  const Found& one = all[index];
  if (one.no_place) return std::nullopt;
  std::optional<LocalIndex> best = one.place;
  int best_rank = best ? rankOf(*best, true) : 0;
  for (std::uint32_t m = 0; m < mentions_.size(); ++m) {
    const Mention& about = mentions_[m];
    if (about.first_token < from || about.end_token > to || about.first_token == 0 || !referents_[m].place) continue;
    if (about.end_token < size() && (is(about.end_token, "'s") || is(about.end_token, "'"))) continue;
    const std::uint32_t before = about.first_token - 1;
    if (about.kind == MentionKind::kOrganisation ||
        about.kind == MentionKind::kEvent) {  // "on the sidelines of the Bergen Conference"
      const std::uint32_t of = is(before, "the") && before > 0 ? before - 1 : before;
      const bool sidelines = of > 0 && is(of, "of") && (is(of - 1, "sidelines") || is(of - 1, "margins"));
      if ((sidelines || is(of, "at")) && best_rank < 3) {
        best = referents_[m].place;
        best_rank = 3;
      }
      continue;
    }
    if (about.kind != MentionKind::kListed || ofSaying(before)) continue;
    const bool inside = is(before, "in") || is(before, "at");
    const bool towards = is(before, "to") && (one.place_to || travelBefore(before));
    if (!inside && !towards) continue;
    const bool after = about.first_token > one.trigger;
    const int rank = rankOf(*referents_[m].place, after) - (about.entry->as == ListedAs::kCountry ? 1 : 0);
    if (rank > best_rank) {
      best = referents_[m].place;
      best_rank = rank;
    }
  }
  return best;
}

Direction MeetingFinder::directionOf(const Found& found, Status status) {
  const bool past = found.behind || status == Status::kHeld || status == Status::kDenied;
  return past ? Direction::kPast : Direction::kFuture;
}

std::optional<LocalIndex> MeetingFinder::speaker() const {
  for (std::uint32_t m = 0; m < mentions_.size(); ++m) {
    if (referents_[m].actors.size() != 1 || mentions_[m].kind == MentionKind::kGroup) continue;
    const std::uint32_t end = mentions_[m].end_token;
    const bool before = mentions_[m].first_token > 0 && is(mentions_[m].first_token - 1, "said");
    if (before || (end < size() && words_[end].verb.cues.has(Cue::kReport))) return referents_[m].actors[0];
  }
  return std::nullopt;
}

std::optional<Found> MeetingFinder::trigger(std::uint32_t t) const {
  const Word& word = words_[t];
  if (word.noun.length > 0 && (word.verb.length == 0 || nounHere(t))) return meetingNoun(t);
  if (verb(t, Cue::kMeet)) return meetVerb(t);
  if (verb(t, Cue::kTalk) || verb(t, Cue::kDine)) return talkVerb(t);
  if (verb(t, Cue::kPhone)) return objectVerb(t, MeetingKind::kCall);
  if (calledSomebody(t)) return objectVerb(t, MeetingKind::kCall);
  if (tourTook(t)) return tour(t);
  if (verb(t, Cue::kHost) || willSee(t)) return objectVerb(t, MeetingKind::kMeeting);
  if (is(t, "by") || is(t, "over")) return phoneAdverb(t);
  if (verb(t, Cue::kVisit) || (verb(t, Cue::kTravel) && !nounHere(t)) || delegationAt(t) != kNone) return visitVerb(t);
  if (verb(t, Cue::kInvite) && word.verb.form != VerbForm::kNone) return inviteVerb(t);
  if (verb(t, Cue::kHandshake) && is(t + 1, "hands") && is(t + 2, "with")) return withVerb(t, t + 3);
  if (is(t, "alongside") || (is(t, "flanked") && is(t + 1, "by"))) return alongside(t);
  return std::nullopt;
}

Found MeetingFinder::start(std::uint32_t t, const char* made_by) const {
  Found found;
  found.begin = t;
  found.end = t + length(t);
  found.trigger = t;
  found.cues = {t};
  found.made_by = made_by;
  return found;
}

void MeetingFinder::decide(Found& found, const Outlook& outlook, std::optional<Status> otherwise) const {
  bool none = false;
  found.status = outlook.status(none);
  if (none) {
    found.parties.clear();
    found.anaphoric = false;
    found.status.reset();
    return;
  }
  found.cues.insert(found.cues.end(), outlook.cues.begin(), outlook.cues.end());
  if (!found.status) found.status = otherwise;
}

std::optional<Status> MeetingFinder::verbStatus(std::uint32_t t, Found& found, bool& none, bool& passive) const {
  Outlook outlook;
  found.begin = chainBefore(t, outlook);
  const VerbForm form = words_[t].verb.form;
  passive = outlook.be && (form == VerbForm::kPastOrParticiple || form == VerbForm::kParticiple);
  const bool infinitive = outlook.to && form == VerbForm::kBase;
  bool governed = false;
  Outlook above;
  if (infinitive && outlook.cues.empty() && is(found.begin, "to")) {
    above = governing(found.begin, governed);
    outlook.join(above);
  } else if (form == VerbForm::kBase && found.begin == t) {
    above = governing(t, governed);  // "to visit Paris and meet him"
    outlook.join(above);
  }
  std::optional<Status> status = outlook.status(none);
  found.cues.insert(found.cues.end(), outlook.cues.begin(), outlook.cues.end());
  if (none || status) return status;
  if (infinitive || form == VerbForm::kBase) {
    if (outlook.be && outlook.to) return Status::kPlanned;  // "is to meet"
    if (governed && (above.past || above.have)) return Status::kHeld;
    return Status::kPlanned;  // Headlines: "Berg to meet Osei".
  }
  if (form == VerbForm::kGerund && outlook.now && words_[t].verb.cues.has(Cue::kTravel)) return Status::kPlanned;
  if (form == VerbForm::kGerund && outlook.be) return outlook.past ? Status::kHeld : std::optional<Status>();
  if (form == VerbForm::kGerund && found.begin > 0 && is(found.begin - 1, "before")) {
    bool above_found = false;
    const Outlook clause = governing(found.begin - 1, above_found);
    if (const std::optional<Status> of_clause = clause.status(none); of_clause && !none) return of_clause;
    none = false;
    if (clause.now) return Status::kPlanned;
  }
  if (form == VerbForm::kPresent) return std::nullopt;
  found.behind = true;
  if (outlook.to && outlook.have) return Status::kUncertain;  // "is said to have met"
  return hearsay(found.begin).value_or(Status::kHeld);
}

// "denied reports that A had met B", "unclear whether they met": what the clause hangs on takes it back.
std::optional<Status> MeetingFinder::hearsay(std::uint32_t begin) const {
  std::uint32_t t = clauseBegin(begin);
  if (t == 0) return std::nullopt;
  --t;
  if (is(t, "whether")) return Status::kUncertain;
  if (!is(t, "that")) return std::nullopt;
  const bool rumour = t > 0 && cue(t - 1, Cue::kRumour);
  if (rumour) --t;
  const std::uint32_t rumour_at = t;
  for (std::uint32_t back = 0; back < 3 && t-- > 0; ++back) {
    if (verb(t, Cue::kDeny)) return Status::kDenied;
  }
  // "CNN reports that" is a verb; "rumours that" can be none.
  return rumour && words_[rumour_at].verb.length == 0 ? std::optional(Status::kUncertain) : std::nullopt;
}

std::optional<Found> MeetingFinder::meetVerb(std::uint32_t t) const {
  Found found = start(t, "meeting.verb@1");
  bool none = false;
  bool passive = false;
  found.status = verbStatus(t, found, none, passive);
  if (none) return std::nullopt;
  found.confidence = 90;
  bool phone = false;
  std::uint32_t next = skipAdverbials(t + 1, phone);
  if (passive && is(next, "by")) {
    std::vector<std::uint32_t> list;
    found.end = std::max(found.end, readList(next + 1, list));
    found.common = subjectOf(found.begin);
    if (const Actors all = actorsOf(list); !all.empty()) found.parties.push_back(all);
    return usable(found);
  }
  if (passive) return std::nullopt;  // "was met with criticism"
  bool distributive = t + 1 < size() && is(t + 1, "separately");
  const bool with = is(next, "with");
  if (with) ++next;
  const std::uint32_t end = withLists(next, found.parties, distributive);
  if (with && found.parties.empty()) return std::nullopt;
  found.end = std::max(found.end, end);
  found.common = subject(t, found.begin);
  if (phone) found.kind = MeetingKind::kCall, found.no_place = true;
  if (found.parties.empty()) {
    // "A and B met": nothing that could be an object follows.
    if (next < size() && !stopsHere(next)) return std::nullopt;
    if (found.common.size() < 2) return std::nullopt;
    found.parties.push_back({});
  }
  return usable(found);
}

std::optional<Found> MeetingFinder::usable(const Found& found) const {
  bool any = false;
  for (const Actors& others : found.parties) {
    Actors all = found.common;
    add(all, others);
    any = any || all.size() >= 2;
  }
  if (!any) return std::nullopt;
  return found;
}

std::optional<Found> MeetingFinder::talkVerb(std::uint32_t t) const {
  Found found = start(t, "meeting.talk@1");
  bool none = false;
  bool passive = false;
  found.status = verbStatus(t, found, none, passive);
  if (none || passive) return std::nullopt;
  bool phone = false;
  std::uint32_t next = skipAdverbials(found.end, phone);
  const bool gerund = words_[t].verb.form == VerbForm::kGerund;
  const bool dine = words_[t].verb.cues.has(Cue::kDine);
  const bool speak = !dine && (words_[t].lower[0] == 's' || words_[t].lower[0] == 't') && !is(t, "sat") &&
                     !is(t, "sits") && !is(t, "sit");
  if (is(next, "with") || (is(next, "to") && speak) || is(next, "alongside")) {
    found.end = std::max(found.end, withLists(next + 1, found.parties, is(next + 1, "both")));
    bool more_phone = phone;
    skipAdverbials(found.end, more_phone);
    phone = more_phone;
  } else if (!phone && !(words_[t].verb.length == 2 && is(t + 1, "down"))) {  // "When A and B sit down in Oslo"
    return std::nullopt;
  }
  found.common = subject(t, found.begin);
  if (found.parties.empty()) {
    // "A and B spoke to the press": not to each other.
    if (found.common.size() < 2 || is(next, "to") || is(next, "with")) return std::nullopt;
    found.parties.push_back({});
  }
  // "Speaking at the Castle with Osei, Berg said": they appear together.
  const bool joint = gerund && words_[t].first;
  found.kind = joint || dine || !speak ? MeetingKind::kMeeting : MeetingKind::kCall;
  if (!speak && !dine) found.kind = MeetingKind::kTalks;
  if (is(t, "sat") || is(t, "sit") || is(t, "sits") || is(t, "sitting") || is(t, "huddled"))
    found.kind = MeetingKind::kMeeting;
  if (phone) found.kind = MeetingKind::kCall;
  if (joint && is(next, "to")) return std::nullopt;
  found.no_place = found.kind == MeetingKind::kCall;
  found.confidence = phone ? 90 : 75;
  if (speak && !phone && !joint && onlySpeech(found)) return std::nullopt;
  return usable(found);
}

bool MeetingFinder::onlySpeech(const Found& found) const {
  for (const Actors& others : found.parties) {
    for (const LocalIndex index : others) {
      if (reading_.coreference.entities[index].kind == EntityKind::kOrganisation) return true;
    }
  }
  return false;
}

bool MeetingFinder::willSee(std::uint32_t t) const {
  if (!is(t, "see") || t == 0) return false;
  const std::uint32_t p = adverb(t - 1) && t > 1 ? t - 2 : t - 1;
  if (!cue(p, Cue::kWill) && !cue(p, Cue::kTo)) return false;
  const std::uint32_t m = mentionAt(t + 1);
  return m != kNone && (mentions_[m].kind == MentionKind::kPerson || mentions_[m].kind == MentionKind::kOfficeHolder);
}

bool MeetingFinder::calledSomebody(std::uint32_t t) const {
  if (!is(t, "called") && !(is(t, "call") && t > 0 && cue(t - 1, Cue::kWill))) return false;
  const std::uint32_t m = mentionAt(t + 1);
  if (m == kNone || mentions_[m].kind != MentionKind::kPerson || possessed(m)) return false;
  // "called Berg a liar" is something else.
  const std::uint32_t end = mentions_[m].end_token;
  if (end >= size()) return true;
  if (is(end, ",") && end + 1 < size() && words_[end + 1].grammar.has(Grammar::kDeterminer)) return false;
  return words_[end].text == "," || words_[end].text == "." || time_at_[end] != kNone || is(end, "on") ||
         is(end, "to") || is(end, "from") || is(end, "of") || is(end, "after") || is(end, "and");
}

bool MeetingFinder::tourTook(std::uint32_t t) const {
  const bool take = is(t, "took") || is(t, "taken") || is(t, "take") || is(t, "takes");
  if (!take || mentionAt(t + 1) == kNone || !is(mentions_[mentionAt(t + 1)].end_token, "to")) return false;
  for (std::uint32_t p = t; p-- > 0 && t - p < 8;) {
    if (words_[p].noun.cues.has(Cue::kVisit)) return true;
  }
  return false;
}

std::optional<Found> MeetingFinder::tour(std::uint32_t t) const {
  const std::uint32_t who = mentionAt(t + 1);
  if (actors(who).size() != 1 || !isPerson(actors(who)[0])) return std::nullopt;
  Found found = start(t, "meeting.tour@1");
  found.kind = MeetingKind::kVisit;
  bool none = false;
  Outlook outlook;
  found.begin = chainBefore(t, outlook);
  found.status = outlook.status(none);
  if (none) return std::nullopt;
  if (!found.status) found.status = Status::kHeld;
  found.common = actors(who);
  found.guest = found.common[0];
  found.travel = true;
  const std::uint32_t from = mentions_[who].end_token + 1;
  std::uint32_t end = from;
  for (const LocalIndex state : hosts(from, end, found.place)) addHost(found, state, from, end);
  found.end = std::max(found.end, end);
  found.confidence = 60;
  return usable(found);
}

std::optional<Found> MeetingFinder::phoneAdverb(std::uint32_t t) const {
  std::uint32_t next = t + 1;
  if (is(next, "the")) ++next;
  if (!is(next, "phone") && !is(next, "telephone")) return std::nullopt;
  // "The two ministers arranged the meeting by phone".
  const std::uint32_t from = clauseBegin(t);
  for (std::uint32_t p = t; p-- > from;) {
    if (inMention(p) || words_[p].verb.length == 0 || words_[p].verb.form == VerbForm::kNone || nounHere(p)) continue;
    const Flags<Cue>& c = words_[p].verb.cues;
    if (c.has(Cue::kMeet) || c.has(Cue::kTalk) || c.has(Cue::kPhone)) return std::nullopt;
    Found found = start(t, "meeting.phone@1");
    found.end = next + 1;
    Outlook outlook;
    found.common = subject(p, chainBefore(p, outlook));
    if (found.common.size() < 2 || outlook.negated || outlook.will || outlook.may || outlook.would) return std::nullopt;
    found.kind = MeetingKind::kCall;
    found.no_place = true;
    found.status = Status::kHeld;
    found.parties.push_back({});
    found.confidence = 70;
    return usable(found);
  }
  return std::nullopt;
}

std::optional<Found> MeetingFinder::withVerb(std::uint32_t t, std::uint32_t at) const {
  Found found = start(t, "meeting.verb@1");
  bool none = false;
  bool passive = false;
  found.status = verbStatus(t, found, none, passive);
  if (none) return std::nullopt;
  found.end = std::max(found.end, withLists(at, found.parties, false));
  found.common = subject(t, found.begin);
  found.confidence = 75;
  return usable(found);
}

std::optional<Found> MeetingFinder::alongside(std::uint32_t t) const {
  Found found = start(t, "meeting.joint@1");
  const std::uint32_t from = clauseBegin(t);
  bool speaks = false;
  for (std::uint32_t p = from; p < t; ++p)
    speaks = speaks || verb(p, Cue::kReport) || verb(p, Cue::kTalk) || verb(p, Cue::kAppear);
  if (!speaks) return std::nullopt;
  found.end = std::max(found.end, withLists(is(t, "alongside") ? t + 1 : t + 2, found.parties, false));
  found.common = firstFree(from, t);
  if (found.common.empty()) found.common = mainSubjectAfter(t);
  found.status = Status::kHeld;
  found.confidence = 60;
  return usable(found);
}

std::optional<Found> MeetingFinder::objectVerb(std::uint32_t t, MeetingKind kind) const {
  Found found = start(t, "meeting.host@1");
  found.kind = kind;
  bool none = false;
  bool passive = false;
  found.status = verbStatus(t, found, none, passive);
  if (none) return std::nullopt;
  bool phone = false;
  std::vector<std::uint32_t> list;
  std::uint32_t next = t + 1;
  if (passive) {
    // "was received in his office by Berg": up to six words away.
    for (std::uint32_t p = t + 1; p < size() && p < t + 8; ++p) {
      if (is(p, "by")) {
        next = p + 1;
        break;
      }
    }
    if (next == t + 1) return std::nullopt;
  } else {
    next = skipAdverbials(next, phone);
    if (next < size() && mentionAt(next) == kNone) {  // "received in his office at the Garrison today Gen. Osei"
      std::uint32_t p = next;
      while (p < size() && p < next + 10 && words_[p].kind != TokenKind::kPunctuation) {
        const std::uint32_t m = mentionAt(p);
        if (m != kNone && mentions_[m].kind == MentionKind::kPerson && !preposition(p - 1)) break;
        p = m != kNone ? mentions_[m].end_token : p + 1;
      }
      if (!preposition(next) || p >= size() || mentionAt(p) == kNone) return std::nullopt;
      next = p;
    }
  }
  found.end = std::max(found.end, readList(next, list));
  const Actors others = actorsOf(list);
  if (others.empty()) return std::nullopt;
  const bool people = std::any_of(others.begin(), others.end(), [&](LocalIndex index) { return isPerson(index); }) ||
                      std::any_of(list.begin(), list.end(),
                                  [&](std::uint32_t m) { return mentions_[m].kind == MentionKind::kOfficeHolder; });
  found.common = passive ? subjectOf(found.begin) : subject(t, found.begin);
  const bool host =
      std::any_of(found.common.begin(), found.common.end(), [&](LocalIndex index) { return isPerson(index); });
  if (!people || (found.common.empty()) || (passive && !host)) return std::nullopt;
  if (is(t, "welcomed") || is(t, "welcomes") || is(t, "welcome")) found.confidence = 60;
  found.parties.push_back(others);
  found.no_place = kind == MeetingKind::kCall;
  found.guest = passive ? found.common.front() : others.front();
  return usable(found);
}

Actors MeetingFinder::hosts(std::uint32_t from, std::uint32_t& end, std::optional<LocalIndex>& place) const {
  Actors out;
  std::vector<std::uint32_t> list;
  end = readList(from, list);
  for (const std::uint32_t m : list) {
    if (mentions_[m].kind != MentionKind::kListed || mentions_[m].entry == nullptr) continue;
    const ListEntry& entry = *mentions_[m].entry;
    if (entry.as == ListedAs::kCountry || entry.as == ListedAs::kCapital || entry.as == ListedAs::kMetonym) {
      add(out, referents_[m].actors);
      if (!place) place = referents_[m].place;
    } else if (referents_[m].place && !entry.country.empty()) {
      const auto& countries = reading_.coreference.countries;
      if (const auto state = countries.find(entry.country); state != countries.end()) add(out, {state->second});
      if (!place) place = referents_[m].place;
    }
  }
  return out;
}

void MeetingFinder::addHost(Found& found, LocalIndex state, std::uint32_t from, std::uint32_t to) const {
  std::optional<LocalIndex> place;
  for (std::uint32_t m = 0; m < mentions_.size(); ++m) {
    if (mentions_[m].first_token < from || mentions_[m].end_token > to || !referents_[m].place ||
        mentions_[m].entry == nullptr)
      continue;
    if (!place && mentions_[m].entry->country == reading_.coreference.entities[state].name) place = referents_[m].place;
  }
  found.parties.push_back({state});
  found.party_places.push_back(place);
}

std::uint32_t MeetingFinder::delegationAt(std::uint32_t t) const {
  if (!is(t, "lead") && !is(t, "led") && !is(t, "leads") && !is(t, "leading")) return kNone;
  for (std::uint32_t p = t + 1; p < size() && p < t + 6; ++p) {
    if (is(p, "delegation") || is(p, "mission")) return p;
  }
  return kNone;
}

std::optional<Found> MeetingFinder::visitVerb(std::uint32_t t) const {
  Found found = start(t, "meeting.visit@1");
  found.kind = MeetingKind::kVisit;
  bool none = false;
  bool passive = false;
  found.status = verbStatus(t, found, none, passive);
  if (none || passive) return std::nullopt;
  bool phone = false;
  std::uint32_t next = found.end;
  const bool travel = words_[t].verb.cues.has(Cue::kTravel);
  if (is(delegationAt(t) + 1, "to") && delegationAt(t) != kNone) {  // "will lead a delegation to Oslo"
    next = delegationAt(t) + 2;
    found.travel = true;
    found.confidence = 60;
  } else if (travel) {
    const bool arrive = words_[t].verb.cues.has(Cue::kArrive);
    while (next < size() && adverb(next)) ++next;
    if (!is(next, "to") && !(arrive && (is(next, "in") || is(next, "at")))) return std::nullopt;
    ++next;
    found.travel = true;
    found.confidence = 50;
  } else {
    next = skipAdverbials(next, phone);
  }
  std::uint32_t end = next;
  const Actors host = hosts(next, end, found.place);
  if (host.empty()) return std::nullopt;
  found.end = std::max(found.end, end);
  found.common = subject(t, found.begin);
  if (found.common.size() != 1) return std::nullopt;
  const LocalEntity& guest = reading_.coreference.entities[found.common[0]];
  if (guest.kind != EntityKind::kPerson) return std::nullopt;
  found.guest = found.common[0];
  for (const LocalIndex state : host) {
    if (reading_.coreference.entities[state].name != guest.country) addHost(found, state, next, end);
  }
  found.place_to = true;
  return usable(found);
}

std::optional<Found> MeetingFinder::inviteVerb(std::uint32_t t) const {
  Found found = start(t, "meeting.invite@1");
  Outlook outlook;
  found.begin = chainBefore(t, outlook);
  const bool participle = words_[t].verb.form == VerbForm::kPastOrParticiple;
  const bool passive = participle && outlook.be;
  outlook.take(words_[t].verb, t);
  decide(found, outlook, Status::kProposed);
  std::vector<std::uint32_t> list;
  found.end = std::max(found.end, readList(t + 1, list));
  if (passive) {
    if (!is(found.end, "by") && !is(t + 1, "to")) return std::nullopt;
    for (std::uint32_t p = t + 1; p < size() && p < t + 14; ++p) {
      if (!is(p, "by")) continue;
      std::vector<std::uint32_t> by;
      readList(p + 1, by);
      list = by;
      break;
    }
  }
  found.common = subject(t, found.begin);
  const Actors others = actorsOf(list);
  if (others.empty() || std::none_of(others.begin(), others.end(), [&](LocalIndex index) { return isPerson(index); }))
    return std::nullopt;
  found.parties.push_back(others);
  // What they are invited to says more, where it is a meeting or a journey.
  found.kind = MeetingKind::kMeeting;
  for (std::uint32_t p = found.end; p < size() && p < found.end + 4; ++p) {
    if (verb(p, Cue::kVisit) || verb(p, Cue::kTravel) || noun(p, Cue::kVisit)) found.kind = MeetingKind::kVisit;
    if (is(p, "to") && mentionAt(p + 1) != kNone && mentions_[mentionAt(p + 1)].kind == MentionKind::kListed)
      found.kind = MeetingKind::kVisit;
  }
  found.place_to = true;
  found.guest = passive ? (found.common.empty() ? others.front() : found.common.front()) : others.front();
  found.confidence = 70;
  return usable(found);
}

bool MeetingFinder::saysWhen(std::uint32_t t) const {
  if (!is(t, "that") && !is(t, "which")) return false;
  bool auxiliary = false;
  for (std::uint32_t p = t + 1; p < size() && p < t + 7; ++p) {
    if (auxiliary && verb(p, Cue::kPlan)) return is(p + 1, "for") || is(p + 1, "to") || is(p + 1, "on");
    if (auxiliary && (verb(p, Cue::kHappen) || cue(p, Cue::kPlan))) return true;
    const bool chain = cue(p, Cue::kBe) || cue(p, Cue::kHave) || is(p, "had") || is(p, "have") || cue(p, Cue::kTo) ||
                       cue(p, Cue::kWill) || cue(p, Cue::kWould) || adverb(p);
    if (!chain && !is(p, "supposed") && !is(p, "meant") && !is(p, "held")) return false;
    auxiliary = true;
  }
  return false;
}

bool MeetingFinder::ofAnotherEvent(const Found& one, const TimeExpression& time) const {
  for (std::uint32_t p = one.end; p < time.first_token; ++p) {
    const bool ahead = is(p, "of") && p > 0 && (is(p - 1, "ahead") || is(p - 1, "advance"));
    if ((ahead || is(p, "since")) && !inMention(p)) return true;
  }
  return false;
}

bool MeetingFinder::ofArranging(const Found& one, const TimeExpression& time) const {
  const auto arranges = [&](std::uint32_t p) {
    const Flags<Cue>& c = words_[p].verb.cues;
    return words_[p].verb.length > 0 && !inMention(p) && words_[p].verb.form != VerbForm::kBase &&
           (c.has(Cue::kCancel) || c.has(Cue::kPostpone) || c.has(Cue::kRefuse) || c.has(Cue::kAccept) ||
            c.has(Cue::kInvite) || is(p, "arranged") || is(p, "agreed") || is(p, "proposed") || is(p, "offered"));
  };
  std::uint32_t before = time.first_token;
  if (before > 0 && is(before - 1, "on")) --before;
  if (before > 0 && arranges(before - 1)) return true;  // "was cancelled on Tuesday"
  // "on Tuesday cancelled a meeting"
  return time.end_token < one.trigger && arranges(time.end_token) && !is(time.end_token, "scheduled");
}

std::pair<std::uint32_t, std::uint32_t> MeetingFinder::region(const std::vector<Found>& all, std::size_t index) const {
  std::uint32_t from = clauseBegin(all[index].begin);
  // A time or place in front of a clause word belongs to the main clause: keep the sentence's head.
  if (from > 0 && !std::any_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(index),
                               [](const Found& one) { return !one.anaphoric; })) {
    from = is(from - 1, "where") || is(from - 1, "when") ? 0 : from;
  }
  if (from > 0 && is(from - 1, "where")) {
    const std::uint32_t m = mentionEndingAt(from > 1 && is(from - 2, ",") ? from - 2 : from - 1);
    if (m != kNone && mentions_[m].first_token > 0) from = mentions_[m].first_token - 1;
  }
  std::uint32_t to = size();
  if (index > 0)
    from = std::max(from,
                    std::min(all[index - 1].travel || all[index - 1].kind == MeetingKind::kVisit ? all[index - 1].begin
                                                                                                 : all[index - 1].end,
                             all[index].trigger));
  if (index + 1 < all.size()) to = std::max(all[index].end, all[index + 1].begin);
  // A new clause ends it: "..., then move on to Berlin where he will".
  for (std::uint32_t t = all[index].end; t < to; ++t) {
    if (inMention(t)) continue;
    if (saysWhen(t)) continue;
    if (words_[t].text == ";" || cue(t, Cue::kClause) || is(t, "which") || is(t, "who") || is(t, "whose") ||
        verb(t, Cue::kTravel) || (is(t, "then") && is(t - 1, ","))) {
      to = t;
      break;
    }
  }
  return {from, to};
}

int MeetingFinder::rankOf(LocalIndex place, bool after) const {
  const LocalEntity& entity = reading_.coreference.entities[place];
  return (entity.kind == EntityKind::kPlace ? 4 : 2) + (after ? 1 : 0);
}

}  // namespace parley::internal
