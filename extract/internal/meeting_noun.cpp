// Nouns: "talks with Osei", "the Berg-Osei summit", "a call between Berg and Osei".
#include <algorithm>
#include <utility>

#include "extract/internal/meeting_finder.h"

namespace parley::internal {

MeetingKind MeetingFinder::kindOf(const Flags<Cue>& cues) {
  if (cues.has(Cue::kCall)) return MeetingKind::kCall;
  if (cues.has(Cue::kSummit)) return MeetingKind::kSummit;
  if (cues.has(Cue::kTalks) || cues.has(Cue::kConversation)) return MeetingKind::kTalks;
  if (cues.has(Cue::kVisit)) return MeetingKind::kVisit;
  return MeetingKind::kMeeting;
}

MeetingFinder::NounFront MeetingFinder::frontOf(std::uint32_t t) const {
  NounFront front;
  front.begin = t;
  front.phone = noun(t, Cue::kCall);
  for (int steps = 0; steps < 8 && front.begin > 0; ++steps) {
    const std::uint32_t p = front.begin - 1;
    const std::uint32_t m = mentionEndingAt(front.begin);
    if (m != kNone && mentions_[m].kind == MentionKind::kPronoun) {
      if (!words_[p].grammar.has(Grammar::kPossessive)) break;
      front.owner = actors(m);
      front.definite = front.determined = true;
      front.begin = p;
      break;
    }
    if (is(p, "'s") || is(p, "'")) {
      const std::uint32_t who = mentionEndingAt(p);
      if (who == kNone) break;
      std::uint32_t first = p;
      front.owner = leftList(p, first);
      if (mentions_[who].kind == MentionKind::kListed && front.owner.empty()) break;
      front.begin = first;
      front.definite = front.determined = true;
      break;
    }
    if (m != kNone) {
      const Mention& about = mentions_[m];
      if (about.kind == MentionKind::kListed && referents_[m].place && about.entry->as != ListedAs::kCountry) {
        front.place = referents_[m].place;  // "White House meeting", "the Geneva talks"
        front.begin = about.first_token;
        if (is(front.begin, "the")) front.definite = front.determined = true;
        if (front.determined) break;
        continue;
      }
      if (about.name.find('-') != std::string::npos || about.name.find("\u2013") != std::string::npos) {
        if (actors(m).size() >= 2) front.owner = actors(m);
        front.begin = about.first_token;
        continue;
      }
      break;
    }
    const Word& word = words_[p];
    if (word.grammar.has(Grammar::kDeterminer) && !word.grammar.has(Grammar::kNumber)) {
      front.determined = true;
      front.definite = is(p, "the") || is(p, "this") || is(p, "that") || is(p, "both");
      front.indefinite = !front.definite;
      front.begin = p;
      break;
    }
    if (time_at_[p] != kNone) {
      front.begin = times_[time_at_[p]].first_token;
      continue;
    }
    if (word.kind == TokenKind::kPunctuation || word.grammar.has(Grammar::kConjunction) || cue(p, Cue::kTo)) break;
    if (preposition(p) || finite(p)) {
      // "planned visit", "cancelled meeting": a participle in front of its noun.
      const Flags<Cue>& c = word.verb.cues;
      const bool participle =
          word.verb.form == VerbForm::kPastOrParticiple &&
          (c.has(Cue::kPlan) || c.has(Cue::kPropose) || c.has(Cue::kCancel) || c.has(Cue::kPostpone)) && p > 0 &&
          (words_[p - 1].grammar.has(Grammar::kDeterminer) || words_[p - 1].grammar.has(Grammar::kPossessive) ||
           words_[p - 1].grammar.has(Grammar::kAdverb) || is(p - 1, "'s") || adverb(p - 1));
      if (!participle) break;
      front.outlook.take(word.verb, p);
      front.outlook.past = false;
      front.begin = p;
      continue;
    }
    if (word.verb.length > 0 && word.verb.form != VerbForm::kGerund && word.noun.length == 0) break;
    if (word.verb.form == VerbForm::kGerund && word.verb.cues.has(Cue::kLight)) break;
    front.outlook.take(word.word, p);
    front.phone = front.phone || is(p, "phone") || is(p, "telephone") || is(p, "video") || is(p, "virtual");
    front.begin = p;
  }
  return front;
}

MeetingFinder::NounBack MeetingFinder::backOf(std::uint32_t t) const {
  const bool visit = noun(t, Cue::kVisit);
  const bool invite = noun(t, Cue::kInvite);
  const bool plural = noun(t, Cue::kPlural) || (t > 0 && is(t - 1, "separate"));
  NounBack back;
  back.end = t + words_[t].noun.length;
  while (back.end < size()) {
    if (time_at_[back.end] != kNone) {
      back.end = times_[time_at_[back.end]].end_token;
      continue;
    }
    if ((is(back.end, "on") || is(back.end, "in") || is(back.end, "at") || is(back.end, "for") ||
         is(back.end, "late") || is(back.end, "early")) &&
        back.end + 1 < size() && time_at_[back.end + 1] != kNone) {
      ++back.end;
      continue;
    }
    if (is(back.end, "between") || is(back.end, "among")) {
      std::vector<std::uint32_t> list;
      const std::uint32_t end = readList(back.end + 1, list, 2);
      if (end == back.end + 1) break;
      back.parties.assign(1, sidesOf(list));
      back.between = true;
      back.end = end;
      continue;
    }
    if (is(back.end, "with") || (invite && (is(back.end, "for") || is(back.end, "from")))) {
      const std::uint32_t end = withLists(back.end + 1, back.parties, plural);
      if (end == back.end + 1) break;
      back.with = true;
      back.end = end;
      continue;
    }
    if (is(back.end, "of") || is(back.end, "by") || (visit && is(back.end, "from"))) {
      std::vector<std::uint32_t> list;
      const std::uint32_t end = readList(back.end + 1, list);
      if (end == back.end + 1) {
        back.of_body = is(back.end, "of");
        break;
      }
      const Actors all = actorsOf(list);
      if (visit) {
        add(back.owner, all);
      } else if (is(back.end, "of")) {
        if (all.size() < 2) {
          back.of_body = true;
          break;
        }
        back.parties.assign(1, all);
        back.between = true;
      } else {
        break;
      }
      back.end = end;
      continue;
    }
    if (visit && is(back.end, "to")) {
      std::uint32_t end = back.end + 1;
      const Actors host = hosts(back.end + 1, end, back.place);
      if (host.empty()) break;
      for (const LocalIndex state : host) back.parties.push_back({state});
      back.place_to = true;
      back.end = end;
      // "to Lima on Monday and Tokyo on Friday"
      std::uint32_t more = back.end;
      if (is(more, "on")) ++more;
      if (more < size() && time_at_[more] != kNone) more = times_[time_at_[more]].end_token;
      if (more > back.end && is(more, "and") && mentionAt(more + 1) != kNone) {
        std::optional<LocalIndex> ignored;
        for (const LocalIndex state : hosts(more + 1, end, ignored)) back.parties.push_back({state});
        back.end = end;
      }
      continue;
    }
    if ((is(back.end, "in") || is(back.end, "at")) && mentionAt(back.end + 1) != kNone &&
        mentions_[mentionAt(back.end + 1)].kind == MentionKind::kListed) {
      back.end = mentions_[mentionAt(back.end + 1)].end_token;
      continue;
    }
    const Flags<Cue>& c = words_[back.end].verb.cues;
    if (words_[back.end].verb.form == VerbForm::kPastOrParticiple && (c.has(Cue::kPlan)) &&
        (is(back.end + 1, "for") || is(back.end + 1, "on"))) {
      back.outlook.take(words_[back.end].verb, back.end);
      back.outlook.past = false;
      back.end += 2;
      continue;
    }
    if (adverb(back.end) && mention_at_[back.end] == kNone) {
      ++back.end;
      continue;
    }
    break;
  }
  return back;
}

std::optional<MeetingFinder::NounGovernor> MeetingFinder::governorOf(std::uint32_t t, const NounFront& front,
                                                                     const NounBack& back) const {
  const bool invite = noun(t, Cue::kInvite);
  const bool call = noun(t, Cue::kCall);
  NounGovernor above;
  above.begin = front.begin;
  if (front.begin == 0) return above;
  std::uint32_t p = front.begin - 1;
  std::uint32_t verb_at = kNone;
  while (p > 0 && adverb(p) && mention_at_[p] == kNone) --p;
  if (words_[p].verb.length == 1 && !inMention(p)) verb_at = p;
  if (p > 0 && words_[p - 1].verb.length == 2 && !inMention(p - 1)) verb_at = p - 1;
  if (p > 1 && (is(p, "in") || is(p, "for") || is(p, "with") || is(p, "at")) && words_[p - 1].verb.length == 1 &&
      words_[p - 1].verb.cues.has(Cue::kLight))
    verb_at = p - 1;
  if (p > 1 && is(p, "in") && words_[p - 2].verb.length == 2) verb_at = p - 2;
  // "hold a meeting back.with X, and back.with Y": seen already. "had three meetings": numbers are passed above.
  if (verb_at != kNone && !words_[verb_at].verb.cues.has(Cue::kReport)) {
    above.verb = true;
    above.outlook.take(words_[verb_at].verb, verb_at);
    const bool light = words_[verb_at].verb.cues.has(Cue::kLight);
    const std::uint32_t governor = chainBefore(verb_at, above.outlook);
    bool found = false;
    if (above.outlook.to && above.outlook.cues.empty() && words_[verb_at].verb.form == VerbForm::kBase)
      above.outlook.join(governing(governor, found));
    if (light || words_[verb_at].verb.cues.has(Cue::kInvite) || words_[verb_at].verb.cues.has(Cue::kPropose)) {
      above.subject = subject(verb_at, governor);
    }
    const VerbForm form = words_[verb_at].verb.form;
    bool none = false;
    if (!above.outlook.status(none) && !none) {
      if (form == VerbForm::kPast || form == VerbForm::kPastOrParticiple || form == VerbForm::kParticiple)
        above.status = Status::kHeld;
      if (form == VerbForm::kBase && above.outlook.to)
        above.status = above.outlook.past ? Status::kHeld : Status::kPlanned;
    }
    if (none) return std::nullopt;
    above.begin = governor;
    if (words_[verb_at].verb.cues.has(Cue::kBroker)) above.subject.clear();
  } else if (preposition(p) || is(p, "of") || is(p, "since") || is(p, "following")) {
    if (is(p, "after") || is(p, "during") || is(p, "following") || is(p, "since") || is(p, "at") || is(p, "in") ||
        is(p, "on")) {
      // "will be discussed at the meeting": it is ahead.
      bool governed = false;
      bool never = false;
      const bool at = is(p, "at") || is(p, "in") || is(p, "during") || is(p, "on");
      const Outlook clause = at ? governing(p, governed) : Outlook();
      above.status = Status::kHeld;
      if (clause.will || clause.would) above.status = clause.status(never);
    }
    if (is(p, "before") || (is(p, "of") && p > 0 && is(p - 1, "ahead"))) above.status = Status::kPlanned;
    if (is(p, "before") && reading_.parsed[s_].title_case && reading_.sentences[s_].headline)
      above.status = Status::kHeld;  // Remarks "before their meeting".
    if (is(p, "for")) {
      bool found = false;
      const Outlook purpose = governing(p, found);
      bool none = false;
      above.status = purpose.status(none);
      if (!above.status && found) above.status = purpose.past ? Status::kHeld : Status::kPlanned;
      if (none) above.status.reset();
    }
    const bool links = above.status || is(p, "for") || is(p, "before") || invite;
    const bool in_progress = is(p, "in") && p > 0 && !cue(p - 1, Cue::kBe) && !call && is(p + 1, words_[t].lower);
    if (in_progress && !invite) {  // "a breakthrough in talks back.with Osei"
      if (back.with && !back.between) return std::nullopt;
    } else if (back.with || invite) {
      above.subject = firstFree(clauseBegin(p), p);
      if (above.subject.empty()) above.subject = mainSubjectAfter(t);
      if (above.subject.empty()) above.subject = firstFree(0, p);
    } else if (links && !back.between && !back.of_body && !front.definite) {
      // "they said after a meeting in Tokyo", "In a phone call, Berg and Osei discussed"
      Actors all = p > 0 ? firstFree(clauseBegin(p), p) : Actors();
      if (all.empty()) all = mainSubjectAfter(t);
      if (all.size() >= 2) above.together = all;
    }
  } else if (cue(p, Cue::kBe)) {  // "this would be the first meeting between"
    above.outlook.take(words_[p].word, p);
    chainBefore(p, above.outlook);
  }
  return above;
}

std::optional<Found> MeetingFinder::meetingNoun(std::uint32_t t) const {
  const Flags<Cue>& cues = words_[t].noun.cues;
  const bool visit = cues.has(Cue::kVisit);
  const bool invite = cues.has(Cue::kInvite);
  const bool call = cues.has(Cue::kCall);
  const bool bare = words_[t].noun.length == 1;
  Found found = start(t, invite ? "meeting.invite@1" : "meeting.noun@1");
  const NounFront front = frontOf(t);
  if (call && bare && front.begin == t && !front.determined) return std::nullopt;  // "calls for", "call on"
  if (call && bare && (is(t + 1, "for") || is(t + 1, "on") || is(t + 1, "to"))) return std::nullopt;
  if (visit && words_[t].verb.length > 0 && front.begin == t && front.owner.empty() && !(t > 0 && preposition(t - 1)))
    return std::nullopt;
  const NounBack back = backOf(t);
  const std::optional<NounGovernor> above = governorOf(t, front, back);
  if (!above) return std::nullopt;

  found.kind = front.phone ? MeetingKind::kCall : kindOf(cues);
  found.plural = cues.has(Cue::kPlural);
  found.no_place = found.kind == MeetingKind::kCall;
  found.place = front.place ? front.place : back.place;
  found.place_to = back.place_to;
  found.begin = above->begin;
  found.end = std::max(found.end, back.end);

  // How it stands: words in front, above, behind ("has been cancelled", "is up in the air").
  const Outlook behind = outlookAfter(back.end);
  Outlook outlook = front.outlook;
  outlook.join(back.outlook);
  outlook.join(above->outlook);
  outlook.join(behind);
  if (invite) {
    outlook.propose = true;
    outlook.cues.push_back(t);
  }
  bool none = false;
  const std::optional<Status> status = outlook.status(none);
  if (none) return std::nullopt;
  found.cues.insert(found.cues.end(), outlook.cues.begin(), outlook.cues.end());
  found.status = status ? status : above->status;
  if (!found.status && behind.past && (behind.happen || behind.be)) found.status = Status::kHeld;

  // Who.
  Actors owner = above->together.empty() ? front.owner : above->together;
  add(owner, back.owner);
  found.confidence = back.between || !owner.empty() ? 80 : 70;
  if (visit) return visitNoun(std::move(found), owner.empty() ? above->subject : owner, front, back);
  found.parties = back.parties;
  if (back.between) {
    if (back.parties[0].size() < 2) found.common = owner.empty() ? above->subject : owner;
  } else if (!owner.empty() && (back.with || owner.size() >= 2 || invite)) {
    found.common = owner;
    if (back.parties.empty()) found.parties.push_back(owner.size() >= 2 ? Actors() : above->subject);
    if (invite && back.with) add(found.common, above->subject);
  } else if (back.with) {
    found.common = above->subject;
  } else if (above->verb && back.parties.empty() && !back.of_body && above->subject.size() >= 2) {
    found.common = above->subject;  // "Berg and Osei held talks"
    found.parties.push_back({});
  }
  if (std::optional<Found> whole = usable(found)) return whole;
  if (invite || back.of_body || back.with || back.between) return std::nullopt;

  // One that was spoken of before: "the meeting".
  found.parties.clear();
  found.confidence = 60;
  found.anaphoric = front.definite && !front.indefinite;
  // "was arranged during a phone call on Tuesday": between those of whom the sentence spoke.
  found.borrows = !found.anaphoric && above->status == Status::kHeld && front.begin > 0 && preposition(front.begin - 1);
  // "met him in talks", "at a weekend summit": the same event.
  found.continues = found.borrows && (is(front.begin - 1, "in") ||
                                      (is(front.begin - 1, "at") && (cues.has(Cue::kSummit) || front.indefinite)));
  if (found.continues) found.status = status;
  if (!found.anaphoric && !found.borrows) return std::nullopt;
  // "The meeting would be ...": a condition, no plan.
  if (found.anaphoric && status == Status::kPlanned && outlook.would && !outlook.will && !outlook.plan)
    found.status.reset();
  return found;
}

std::optional<Found> MeetingFinder::visitNoun(Found found, const Actors& guest, const NounFront& front,
                                              const NounBack& back) const {
  if (guest.size() == 1 && isPerson(guest[0])) {
    found.guest = guest[0];
    found.common = guest;
    const auto& entities = reading_.coreference.entities;
    for (const Actors& state : back.parties) {
      if (entities[state[0]].name != entities[guest[0]].country) addHost(found, state[0], found.trigger, back.end);
    }
  }
  if (std::optional<Found> whole = usable(found)) return whole;
  found.parties.clear();
  found.anaphoric = front.definite && back.parties.empty();
  return found.anaphoric ? std::optional(found) : std::nullopt;
}

}  // namespace parley::internal
