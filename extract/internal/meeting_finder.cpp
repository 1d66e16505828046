#include "extract/internal/meeting_finder.h"

#include <algorithm>

namespace parley::internal {

MeetingFinder::MeetingFinder(const Reading& reading, std::uint32_t s)
    : Clauses(reading, s), meeting_noun_(size()), segment_(size(), 0) {
  for (std::uint32_t t = 0; t < size(); ++t) {
    segment_[t] = t == 0 ? 0 : segment_[t - 1] + (is(t, ";") && opensClause(t + 1) ? 1 : 0);
    const std::uint32_t length = words_[t].noun.length;
    if (length > 0 && (length > 1 || nominal(t)) && t + length <= size()) meeting_noun_[t + length - 1] = true;
  }
  findFronted();
}

// Until the next semicolon; "Lima, Peru; and Accra, Ghana" opens none.
bool MeetingFinder::opensClause(std::uint32_t t) const {
  for (; t < size() && !is(t, ";"); ++t) {
    if (words_[t].upos == Upos::kAux || words_[t].past || (verbal(t) && child(t, "nsubj") != kNone)) return true;
  }
  return false;
}

std::vector<Found> MeetingFinder::run() const {
  std::vector<Found> found;
  const bool sport = ofSport();
  for (std::uint32_t t = 0; t < size(); ++t) {
    std::optional<Found> one = inMention(t) ? namedTalks(t) : trigger(t);
    if (!one || (sport && one->kind != MeetingKind::kCall)) continue;
    if (one->kind == MeetingKind::kVisit) takeInviter(*one);
    takeRespectively(*one);
    t = std::max(t, one->trigger);
    found.push_back(std::move(*one));
  }
  return found;
}

std::optional<Found> MeetingFinder::trigger(std::uint32_t t) const {
  const Word& word = words_[t];
  // "When Ada Met Kofi": a title inside a sentence.
  if (verbal(t) && word.capital && !word.all_capitals && !word.first && !reading_.parsed[s_].title_case)
    return std::nullopt;
  if (word.noun.length > 0 && t + word.noun.length <= size() && meeting_noun_[t + word.noun.length - 1])
    return meetingNoun(t + word.noun.length - 1);
  if (lemma(t, "call") && verbal(t) && word.verb.length < 2) {
    std::optional<Found> on = calledOn(t);
    return on ? on : calledSomebody(t);
  }
  if ((lemma(t, "come") || lemma(t, "stand")) && verbal(t)) {
    if (std::optional<Found> beside = besideSomebody(t)) return beside;
  }
  if (lemma(t, "address") && verbal(t)) return addressVerb(t);
  if (lemma(t, {"discuss", "review"}) && verbal(t)) return discussVerb(t);
  if (verb(t, Cue::kSign) && verbal(t)) return signVerb(t);
  if (lemma(t, "see") && verbal(t)) return seeVerb(t);
  if (lemma(t, "take") && verbal(t)) return tourVerb(t);
  if ((lemma(t, "lead") || lemma(t, "head")) && verbal(t) && leadsDelegation(t)) return visitVerb(t);
  // "settled it by phone", "arranged the meeting by phone"
  const std::uint32_t object = word.verb.length > 0 && verbal(t) ? child(t, "obj") : kNone;
  const bool phone = byPhone(t) || (object != kNone && verb(t, Cue::kPlan) && byPhone(object));
  if (word.verb.length > 0 && verbal(t) && !verb(t, Cue::kMeet) && !verb(t, Cue::kTalk) && phone) return phoneCall(t);
  if (word.verb.length == 0 || (nominal(t) && word.noun.length == 0)) return std::nullopt;
  if (verb(t, Cue::kMeet)) return meetVerb(t);
  if (verb(t, Cue::kTalk) || verb(t, Cue::kDine)) return talkVerb(t);
  if (verb(t, Cue::kPhone)) return objectVerb(t, MeetingKind::kCall);
  if (verb(t, Cue::kHost)) return objectVerb(t, MeetingKind::kMeeting);
  if (verb(t, Cue::kVisit) || verb(t, Cue::kTravel)) return visitVerb(t);
  if (verb(t, Cue::kInvite)) return inviteVerb(t);
  if (verb(t, Cue::kAppear) || verb(t, Cue::kHandshake)) return appearVerb(t);
  return std::nullopt;
}

Found MeetingFinder::start(std::uint32_t t, const char* made_by) const {
  Found found;
  found.trigger = t;
  found.cues = {t};
  found.made_by = made_by;
  return found;
}

std::optional<Found> MeetingFinder::usable(const Found& found) {
  for (const Actors& others : found.parties) {
    Actors all = found.common;
    add(all, others);
    if (all.size() >= 2) return found;
  }
  return std::nullopt;
}

std::optional<Found> MeetingFinder::oneSided(Found found) {
  Actors all = found.common;
  for (const Actors& others : found.parties) add(all, others);
  if (all.size() != 1) return usable(found);
  found.common = all;
  found.parties.assign(1, {});
  return found;
}

// ---- What belongs to what ----

std::uint32_t MeetingFinder::ownerOf(std::uint32_t t) const {
  if (front_[t] != kNone) return front_[t];
  std::uint32_t p = parent(t);
  for (int steps = 0; p != kNone && steps < kDeep; ++steps, p = parent(p)) {
    if ((!verbal(p) && !meeting_noun_[p]) || inMention(p)) continue;
    // No tree is right across a semicolon.
    return segment_[p] == segment_[t] ? p : kNone;
  }
  return kNone;
}

std::vector<std::uint32_t> MeetingFinder::phrases(std::string_view preposition, std::uint32_t owner,
                                                  std::uint32_t other) const {
  std::vector<std::uint32_t> out;
  for (std::uint32_t t = 0; t < size(); ++t) {
    if (!is(t, preposition) || (words_[t].relation != "case" && words_[t].relation != "fixed")) continue;
    std::uint32_t phrase = words_[t].head;
    if (phrase == kRoot) continue;
    if (words_[t].relation == "fixed") phrase = words_[phrase].head;
    if (phrase == kRoot) continue;
    phrase = top(phrase);
    // "with the Israeli trader Amnon Weiss"
    if (words_[phrase].relation == "nmod:desc" && parent(phrase) != kNone && mention_at_[parent(phrase)] != kNone)
      phrase = parent(phrase);
    if (related(phrase, "conj") && parent(phrase) != kNone && marked(parent(phrase), preposition)) continue;
    const std::uint32_t of = ownerOf(phrase);
    if (of != kNone && (of == owner || of == other)) out.push_back(phrase);
  }
  return out;
}

bool MeetingFinder::isCrowd(std::uint32_t t) const {
  return t < size() && (words_[t].grammar.has(Grammar::kCrowd) || words_[t].grammar.has(Grammar::kEveryone) ||
                        (words_[t].lower.ends_with('s') && Lists::builtIn().isPersonNoun(words_[t].lower)));
}

bool MeetingFinder::oneByOne(std::uint32_t t) const {
  for (const std::uint32_t c : children(t)) {
    if (is(c, {"both", "separately", "respectively", "individually", "separate", "each"})) return true;
  }
  return false;
}

// "will meet with A of Peru, B of Ghana, and other senior officials": a day of meetings.
bool MeetingFinder::otherOfficials(const List& group) const {
  const std::uint32_t end = mentions_[group.back()].end_token;
  if (!is(end, "and") && !(is(end, ",") && is(end + 1, "and"))) return false;
  if (!is(end + (is(end, ",") ? 2 : 1), "other")) return false;
  std::string country;
  for (const std::uint32_t m : group) {
    for (const LocalIndex index : actors(m)) {
      const std::string& of = reading_.coreference.entities[index].country;
      if (!country.empty() && !of.empty() && of != country) return true;
      if (!of.empty()) country = of;
    }
  }
  return false;
}

void MeetingFinder::addParties(std::uint32_t t, bool one_by_one, std::vector<Actors>& to) const {
  const std::size_t before = to.size();
  one_by_one = one_by_one || oneByOne(t);
  for (List group : lists(t)) {
    if (group.size() > 1 && !one_by_one && otherOfficials(group)) one_by_one = true;
    // "with Osei and the other ministers of G20": the unnamed are met apart.
    if (group.size() > 1 && !one_by_one) {
      const Mention& last = mentions_[group.back()];
      const bool unnamed = last.kind == MentionKind::kOfficeHolder && last.plural;
      if (unnamed && mentions_[group.front()].kind == MentionKind::kPerson) {
        const Actors others = actors(group.back());
        group.pop_back();
        if (Actors named = actorsOf(group); !named.empty()) to.push_back(std::move(named));
        if (!others.empty()) to.push_back(others);
        continue;
      }
    }
    if (one_by_one) {
      for (const std::uint32_t m : group) {
        for (const LocalIndex actor : actors(m)) to.push_back({actor});
      }
    } else if (Actors all = actorsOf(group); !all.empty()) {
      to.push_back(std::move(all));
    }
  }
  const bool unnamed = to.size() == before + 1 && to.back().size() == 1 && isCollective(to.back()[0]);
  if (to.size() == before || unnamed) {        // "nine senators from oil states, including Ada Berg"
    static constexpr std::uint32_t kFar = 16;  // Words that describe the crowd.
    for (std::uint32_t p = t + 1; p + 1 < size() && p < t + kFar && (!verbal(p) || is(p, "including")); ++p) {
      if (!is(p, "including") || mention_at_[p + 1] == kNone) continue;
      if (Actors all = actorsOf(list(p + 1)); !all.empty()) {
        to.resize(before);
        to.push_back(std::move(all));
      }
      break;
    }
  }
}

void MeetingFinder::goOn(Found& found, std::uint32_t last) const {
  if (found.parties.size() != 1) return;
  std::vector<Actors> parties = found.parties;
  std::vector<std::optional<LocalIndex>> places;
  std::vector<std::optional<std::uint32_t>> times;
  for (std::uint32_t t = last;;) {
    std::optional<LocalIndex> place;
    std::optional<std::uint32_t> time;
    while (t < size() && !is(t, "and")) {
      const std::uint32_t m = mention_at_[t];
      if (time_at_[t] != kNone) {
        time = time_at_[t], t = times_[time_at_[t]].end_token;
      } else if (m != kNone && referents_[m].place && is(mentions_[m].first_token - 1, "in")) {
        place = referents_[m].place, t = mentions_[m].end_token;
      } else if (is(t, {"in", "on", ","})) {
        ++t;
      } else {
        break;
      }
    }
    if (!place && !time) break;
    places.push_back(place), times.push_back(time);
    if (!is(t, "and")) break;
    const std::uint32_t next = is(t + 1, "with") ? t + 2 : t + 1;
    const std::uint32_t m = next < size() ? mention_at_[next] : kNone;
    if (m == kNone || mentions_[m].first_token != next || actors(m).empty() || !isPerson(actors(m)[0])) break;
    parties.push_back(actors(m));
    t = mentions_[m].end_token;
  }
  if (parties.size() < 2 || places.size() != parties.size()) return;
  found.parties = std::move(parties);
  found.party_places = std::move(places);
  found.party_times = std::move(times);
}

void MeetingFinder::takeRespectively(Found& found) const {
  const bool said =
      std::any_of(words_.begin(), words_.end(), [](const Word& word) { return word.lower == "respectively"; });
  if (!said || found.parties.size() != 1 || found.parties[0].size() < 2) return;
  const std::size_t count = found.parties[0].size();
  std::vector<Actors> parties;
  for (const LocalIndex one : found.parties[0]) parties.push_back({one});
  found.parties = std::move(parties);
  std::vector<std::optional<LocalIndex>> places;
  for (std::uint32_t m = 0; m < mentions_.size(); ++m) {
    if (mentions_[m].kind == MentionKind::kListed && referents_[m].place && mentions_[m].first_token > found.trigger)
      places.push_back(referents_[m].place);
  }
  if (places.size() == count) found.party_places = std::move(places);
  std::vector<std::optional<std::uint32_t>> times;
  for (std::uint32_t i = 0; i < times_.size(); ++i) {
    if (times_[i].first_token > found.trigger && times_[i].date.form != DateForm::kNone) times.emplace_back(i);
  }
  if (times.size() == count) found.party_times = std::move(times);
}

bool MeetingFinder::byPhone(std::uint32_t t) const {
  for (const std::uint32_t c : children(t)) {
    const bool way = marked(c, {"by", "over", "via", "on"});
    const bool device = is(c, {"phone", "telephone", "video", "videoconference", "videoconferencing", "zoom", "call",
                               "link", "videolink", "conference", "teleconference"});
    if ((way && device) || is(c, "virtually")) return true;
  }
  return false;
}

// ---- How it stands ----

std::optional<Status> MeetingFinder::statusOf(std::uint32_t t, Found& found, bool& none) const {
  const Outlook outlook = outlookOf(t);
  const VerbForm form = words_[t].verb.form;
  found.behind = words_[t].past || (outlook.have && !outlook.to && !outlook.will);
  std::optional<Status> status = outlook.status(none);
  found.cues.insert(found.cues.end(), outlook.cues.begin(), outlook.cues.end());
  // "Whether he will receive her is open."
  if (!none && marked(t, "whether") && (status == Status::kPlanned || !status)) return Status::kUncertain;
  if (none || status) return status;
  // "did visit"
  const std::uint32_t auxiliary = child(t, "aux");
  if (form == VerbForm::kBase && is(auxiliary, "did")) {
    found.behind = true;
    return Status::kHeld;
  }
  const bool infinitive = outlook.to && form == VerbForm::kBase;
  if (infinitive || form == VerbForm::kBase) {
    const std::uint32_t above = parent(t);
    const bool aim = related(t, "xcomp") || related(t, "advcl") || related(t, "conj");
    if (aim && above != kNone && (outlook.past || outlook.have) && !lemma(above, "be")) {
      found.behind = true;
      return Status::kHeld;
    }
    return Status::kPlanned;  // "is to meet", "Berg to meet Osei".
  }
  if (form == VerbForm::kGerund) {
    if (marked(t, "whether")) {  // "whether meeting a king or anyone else"
      none = true;
      return std::nullopt;
    }
    if (outlook.now && verb(t, Cue::kTravel)) return Status::kPlanned;
    if (child(t, "aux") != kNone) return outlook.past ? Status::kHeld : std::optional<Status>();
    if (marked(t, "before")) return outlook.past ? Status::kHeld : Status::kPlanned;
  }
  if (form == VerbForm::kPresent) {
    // "Berg shakes hands with Osei": what a picture shows has happened.
    const bool gesture = verb(t, Cue::kHandshake) || lemma(t, {"greet", "hug", "embrace", "pose"});
    if (gesture) found.behind = true;
    return gesture ? std::optional(Status::kHeld) : std::nullopt;
  }
  found.behind = true;
  if (related(t, "xcomp") && outlook.have) return Status::kUncertain;  // "is said to have met"
  return hearsay(t).value_or(Status::kHeld);
}

// "denied reports that A had met B", "unclear whether they met": what the clause hangs on takes it back.
std::optional<Status> MeetingFinder::hearsay(std::uint32_t t) const {
  if (marked(t, "whether")) return Status::kUncertain;
  const std::uint32_t above = parent(t);
  if (above == kNone) return std::nullopt;
  if (related(t, "ccomp") && words_[above].verb.cues.has(Cue::kDeny)) return Status::kDenied;
  if (!nominal(above) || !cue(above, Cue::kRumour)) return std::nullopt;
  const std::uint32_t governor = parent(above);
  return governor != kNone && words_[governor].verb.cues.has(Cue::kDeny) ? Status::kDenied : Status::kUncertain;
}

// ---- The sentence as a whole ----

bool MeetingFinder::ofSport() const {
  bool sport = false;
  for (std::uint32_t t = 0; t < size(); ++t) sport = sport || (nominal(t) && !inMention(t) && cue(t, Cue::kSport));
  if (!sport) return false;
  return std::none_of(mentions_.begin(), mentions_.end(), [](const Mention& about) {
    return !about.office.empty() || about.kind == MentionKind::kOfficeHolder;
  });
}

Actors MeetingFinder::everybody() const {
  Actors out;
  for (std::uint32_t m = 0; m < mentions_.size(); ++m) add(out, actors(m));
  return out;
}

bool MeetingFinder::saysAgain() const {
  return std::any_of(words_.begin(), words_.end(), [](const Word& word) {
    return word.lower == "again" || word.lower == "last" || word.lower == "previous" || word.lower == "earlier";
  });
}

}  // namespace parley::internal
