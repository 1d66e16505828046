// Nouns: "talks with Osei", "the Berg-Osei summit", "a call between Berg and Osei".
#include <algorithm>
#include <array>
#include <string_view>
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

// "of the talks", not "ahead of the talks".
bool MeetingFinder::belongs(std::uint32_t t) const {
  const auto all = children(t);
  return std::any_of(all.begin(), all.end(),
                     [&](std::uint32_t c) { return words_[c].relation == "case" && is(c, "of"); });
}

MeetingFinder::Attachment MeetingFinder::attachmentOf(std::uint32_t t) const {
  Attachment at;
  at.noun = t;
  for (int steps = 0; steps < kDeep; ++steps) {
    const std::uint32_t above = parent(at.noun);
    if (above == kNone) return at;
    if (verbal(above) || child(above, "cop") != kNone || child(above, "nsubj") != kNone) {
      at.governor = above;
      at.object = related(at.noun, "obj") || words_[top(at.noun)].relation == "nsubj:pass";
      at.subject = !at.object && (related(at.noun, "nsubj") || (related(at.noun, "obl") && !hasPreposition(at.noun)));
      at.within = !at.object && !at.subject && hasPreposition(at.noun);
      return at;
    }
    at.within = at.within || is(above, "ahead") || (hasPreposition(at.noun) && !belongs(at.noun));
    if (at.within) {
      at.governor = predicateAbove(at.noun);
      return at;
    }
    at.noun = above;
  }
  return at;
}

Actors MeetingFinder::statesBefore(std::uint32_t t) const {
  static constexpr std::uint32_t kFar = 4;  // Words between.
  for (std::uint32_t m = 0; m < mentions_.size(); ++m) {
    const std::uint32_t end = mentions_[m].end_token;
    if (end > t || end + kFar < t) continue;
    const bool plain = std::all_of(words_.begin() + end, words_.begin() + t, [](const Word& word) {
      return word.upos == Upos::kAdj || word.upos == Upos::kNoun || word.upos == Upos::kPropn;
    });
    if (!plain) continue;
    if (mentions_[m].kind == MentionKind::kName && actors(m).size() >= 2) return actors(m);
    const bool dash = m > 0 && mentions_[m].first_token == mentions_[m - 1].end_token + 1 &&
                      (is(mentions_[m].first_token - 1, "-") || is(mentions_[m].first_token - 1, "\u2013"));
    const auto state = [&](std::uint32_t one) {
      return mentions_[one].kind == MentionKind::kListed && actors(one).size() == 1 && isCountry(actors(one)[0]);
    };
    if (dash && state(m) && state(m - 1)) return {actors(m - 1)[0], actors(m)[0]};
  }
  return {};
}

void MeetingFinder::takeVerbOf(const Attachment& at, Outlook& outlook) const {
  Outlook of_verb;
  takeGoverning(at.governor, 0, of_verb);
  // "The talks failed to bridge the gap", "The visit did not go well": they took place. "The meeting may focus on":
  // what it does is open.
  const Word& governor = words_[at.governor];
  const bool says_nothing = verbal(at.governor) && (!governor.verb.cues.any() || governor.verb.cues.has(Cue::kFail));
  if (at.subject && says_nothing) of_verb.negated = of_verb.fail = of_verb.uncertain = of_verb.may = false;
  // "The talks were moved to June."
  if (lemma(at.governor, {"move", "push", "shift"})) {
    for (const std::uint32_t c : children(at.governor)) {
      if (marked(c, {"to", "until"}) && time_at_[c] != kNone) of_verb.postpone = true;
    }
  }
  outlook.join(of_verb);
}

// Two of one state who speak after a meeting may have met others.
bool MeetingFinder::colleagues(const Actors& all) const {
  const auto& entities = reading_.coreference.entities;
  return std::all_of(all.begin(), all.end(), [&](LocalIndex one) {
    return isPerson(one) && !entities[one].country.empty() && entities[one].country == entities[all[0]].country;
  });
}

bool MeetingFinder::ofDeed(const Found& found) const {
  if (!meeting_noun_[found.trigger]) return false;
  const Attachment at = attachmentOf(found.trigger);
  if (!at.within || at.governor == kNone || !marked(at.noun, {"at", "during", "in", "after"})) return false;
  const std::uint32_t by = child(at.governor, "nsubj");
  return by != kNone && mention_at_[by] == kNone && actorsOf(list(by)).empty() &&
         is(by, {"remarks", "remark", "comments", "comment", "statement", "order", "decision", "announcement", "call",
                 "pledge", "offer", "warning"});
}

std::optional<LocalIndex> MeetingFinder::mainActor() const {
  if (const auto says = speaker()) return says;
  for (std::uint32_t t = 0; t < size(); ++t) {
    if (!verbal(t) || words_[t].head != kRoot) continue;
    const Actors who = actorsOf(subject(t));
    if (who.size() == 1 && isPerson(who[0])) return who[0];
  }
  return std::nullopt;
}

std::optional<Found> MeetingFinder::meetingNoun(std::uint32_t t) const {
  static constexpr std::uint32_t kLongest = 3;  // Words of a noun of the lexicon.
  std::uint32_t first = t;                      // The lexicon's phrase: "phone" of "phone call".
  for (std::uint32_t n = 1; n < kLongest && n <= t; ++n) {
    if (words_[t - n].noun.length == n + 1) first = t - n;
  }
  NounCase n;
  n.t = t;
  n.first = first;
  n.cues = words_[first].noun.cues;
  n.visit = n.cues.has(Cue::kVisit);
  n.invite = n.cues.has(Cue::kInvite);
  n.call = n.cues.has(Cue::kCall);
  Found& found = n.found = start(t, n.invite ? "meeting.invite@1" : "meeting.noun@1");
  if (first != t) found.cues.push_back(first);
  found.kind = kindOf(n.cues);
  found.plural = n.cues.has(Cue::kPlural);
  if (!readFront(n) || !readAbove(n) || !readBehind(n) || !settle(n) || !findDoer(n)) return std::nullopt;
  if (n.visit) return asVisit(n);
  if (std::optional<Found> whole = asMeeting(n)) return whole;
  return n.invite || n.of_body || n.with || n.between ? std::nullopt : asPointer(n);
}

// Whose, which, where: "Berg's second Geneva meeting".
bool MeetingFinder::readFront(NounCase& n) const {
  const std::uint32_t t = n.t;
  Found& found = n.found;
  for (const std::uint32_t c : children(t)) {
    const std::string_view relation = words_[c].relation;
    if (relation == "nmod:poss") {
      n.owner = actorsOf(list(c));
      n.their = is(c, "their");
      n.definite = n.determined = true;
    } else if (relation == "det") {
      n.determined = true;
      n.definite =
          is(c, "the") || (is(c, "any") && is(c + 1, "such")) || is(c, {"this", "that", "these", "those", "both"});
      n.indefinite = !n.definite;
    } else if (c < t &&
               (relation == "compound" || relation == "amod" || relation == "nmod:desc" || relation == "nmod")) {
      const std::uint32_t m = mention_at_[c];
      if (m != kNone && actors(m).size() >= 2) n.owner = actors(m);  // "Berg-Osei talks"
      if (m != kNone && mentions_[m].kind == MentionKind::kListed && referents_[m].place &&
          mentions_[m].entry->as != ListedAs::kCountry && mentions_[m].entry->as != ListedAs::kDemonym)
        found.place = referents_[m].place;  // "the Geneva talks"
      if (is(c, {"phone", "telephone", "video", "virtual"})) found.kind = MeetingKind::kCall;
    }
  }
  if (n.owner.empty()) n.owner = statesBefore(n.first);
  if (n.call && n.first == t && !n.determined && !found.plural && child(t, "amod") == kNone) return false;
  const bool appeal =
      is(t + 1, "for") || is(t + 1, "to") || (is(t + 1, "on") && t + 2 < size() && time_at_[t + 2] == kNone);
  if (n.call && n.first == t && appeal) return false;
  found.no_place = found.kind == MeetingKind::kCall;
  return true;
}

// What is done with it: "held", "asked for", "during".
bool MeetingFinder::readAbove(NounCase& n) const {
  const std::uint32_t t = n.t;
  Found& found = n.found;
  const Attachment& at = n.at = attachmentOf(t);
  const bool governed = at.governor != kNone && (at.object || at.subject);
  n.light = at.governor != kNone && words_[at.governor].verb.cues.has(Cue::kLight);
  found.governor = governed || n.light ? at.governor : kNone;
  n.engaged = at.within && n.light && (marked(at.noun, {"in", "into"}));  // "engaged in talks"
  n.holder = at.object || at.subject || n.engaged ? at.governor : kNone;
  takeModifiers(t, n.outlook);
  for (std::uint32_t noun_above = t; noun_above != at.noun;) {  // "a request for a meeting"
    noun_above = parent(noun_above);
    n.outlook.take(words_[noun_above].word, noun_above);
    takeModifiers(noun_above, n.outlook);
  }
  if (at.governor != kNone && !at.within) {
    if (at.object || at.subject || related(at.noun, "xcomp")) takeVerbOf(at, n.outlook);
    if (at.object && !passive(at.governor)) {
      const Flags<Cue>& c = words_[at.governor].verb.cues;
      if ((n.light || c.has(Cue::kInvite) || c.has(Cue::kPropose)) && !c.has(Cue::kBroker))
        n.doer = actorsOf(subject(at.governor));
    }
    const Word& governor = words_[at.governor];
    if (governor.past || child(at.governor, "aux") != kNone) {
      if (n.outlook.past || n.outlook.have) n.status = Status::kHeld;
    } else if (governor.verb.form == VerbForm::kBase) {
      n.status = n.outlook.past ? Status::kHeld : Status::kPlanned;
    } else if (governor.verb.form == VerbForm::kParticiple || governor.verb.form == VerbForm::kPastOrParticiple) {
      n.status = Status::kHeld;
    }
    if (at.subject && !governor.past && !n.outlook.past) n.status.reset();
  } else if (at.within) {
    const bool during = marked(at.noun, {"at", "in", "during", "on"});
    const bool from =
        marked(at.noun, {"from", "out"}) && at.governor != kNone && words_[at.governor].past;  // "emerged from"
    if (during || from || marked(at.noun, {"after", "following", "since"})) {
      n.status = Status::kHeld;
      // "leaders at the summit would raise": not its own clause.
      const auto behind = children(t);
      const bool whose = std::any_of(behind.begin(), behind.end(), [&](std::uint32_t c) {
        return marked(c, {"between", "with", "of"});
      });
      const bool apart = related(at.noun, "nmod") && !whose;
      if ((during || n.engaged) && at.governor != kNone && !apart) {
        Outlook clause;
        takeGoverning(at.governor, 0, clause);
        bool none = false;
        const bool base = verbal(at.governor) && words_[at.governor].lower == words_[at.governor].lemma;
        if (base && clause.to && !clause.past) clause.will = true;
        if (n.engaged || clause.will || clause.would) {
          const std::optional<Status> of_clause = clause.status(none);
          if (none && n.engaged) return false;
          if (of_clause)
            n.status = of_clause, found.cues.insert(found.cues.end(), clause.cues.begin(), clause.cues.end());
        }
      }
    }
    const bool ahead = marked(at.noun, "ahead") || is(parent(at.noun), "ahead");
    if (ahead || marked(at.noun, "before")) {
      n.status = at.governor == kNone && marked(at.noun, "before") ? Status::kHeld : Status::kPlanned;
      if (reading_.parsed[s_].title_case && reading_.sentences[s_].headline) n.status = Status::kHeld;
    }
    if (!n.status && marked(at.noun, "about") && at.governor != kNone)
      n.status = Status::kHeld;  // "lied about his talks"
    if (marked(at.noun, "for") && at.governor != kNone) {
      Outlook purpose;
      takeGoverning(at.governor, 0, purpose);
      bool none = false;
      n.status = purpose.status(none);
      if (!n.status && !none) n.status = purpose.past ? Status::kHeld : Status::kPlanned;
      found.cues.insert(found.cues.end(), purpose.cues.begin(), purpose.cues.end());
    }
  }
  return true;
}

// With whom: "between Berg and Osei".
bool MeetingFinder::readBehind(NounCase& n) const {
  const std::uint32_t t = n.t;
  Found& found = n.found;
  const Attachment& at = n.at;
  n.each = oneByOne(t) || (found.plural && !n.visit);
  // "talks held in Lima between": the tree hangs it on either.
  std::uint32_t held = child(t, "acl");
  if (held != kNone && (!(verb(held, Cue::kLight) || verb(held, Cue::kPlan)) || marked(held, "to"))) held = kNone;
  for (const std::string_view preposition : {"between", "among"}) {
    std::vector<std::uint32_t> all = phrases(preposition, t, n.holder);
    if (all.empty() && held != kNone) all = phrases(preposition, held);
    for (const std::uint32_t phrase : all) {
      const auto row = children(phrase);
      const bool vague = std::any_of(row.begin(), row.end(), [&](std::uint32_t c) {
        return words_[c].relation == "conj" && mention_at_[c] == kNone && isCrowd(c);
      });
      if (vague) return false;  // "between Peru, its allies and Ghana": with whom it was, nobody can tell.
      const std::uint32_t above = parent(phrase);
      // "a meeting of the Commission for Trade between", not "the partnership between"
      const bool in_name = above != kNone && words_[above].capital;
      if (above != t && above != at.noun && above != held && !verbal(above) && !in_name) continue;
      found.parties.assign(1, sidesOf(list(phrase)));
      n.between = true;
    }
  }
  // "the meeting involving Berg and others"
  const std::uint32_t involving = child(t, "acl");
  if (!n.visit && is(involving, "involving") && child(involving, "obj") != kNone) {
    const Actors all = actorsOf(list(child(involving, "obj")));
    if (!all.empty()) found.parties.assign(1, all);
    n.between = n.between || all.size() >= 2;
    n.with = n.with || all.size() == 1;
  }
  for (const std::uint32_t phrase : phrases("with", t, n.holder)) {
    if ((phrase < t && !n.engaged) || !found.party_times.empty()) continue;
    addParties(phrase, n.each, found.parties);
    n.with = true;
    if (mention_at_[phrase] != kNone) goOn(found, mentions_[mention_at_[phrase]].end_token);
  }
  // "In separate meetings Berg saw Osei and Lind."
  if (!n.with && !n.between && found.plural && at.within && at.governor != kNone && lemma(at.governor, "see")) {
    for (const std::uint32_t object : objects(at.governor)) addParties(object, true, found.parties);
    n.with = !found.parties.empty();
    n.status = Status::kHeld;
    found.governor = at.governor;
  }
  // "paid a courtesy call on Osei", "granted an audience to Osei", "hosted a dinner for Osei"
  static constexpr std::array<std::string_view, 5> kMeals = {"lunch", "dinner", "breakfast", "luncheon", "banquet"};
  const bool meal = std::find(kMeals.begin(), kMeals.end(), words_[t].lower) != kMeals.end();
  const std::string_view onto = is(n.first, "courtesy")                             ? "on"
                                : lemma(n.holder, "grant")                          ? "to"
                                : meal && lemma(n.holder, {"host", "hold", "give"}) ? "for"
                                                                                    : "";
  if (!onto.empty() && !n.visit && !n.with) {
    for (const std::uint32_t phrase : phrases(onto, t, n.holder)) {
      if (time_at_[phrase] != kNone) continue;
      addParties(phrase, n.each, found.parties);
      n.with = !found.parties.empty();
    }
  }
  if (n.visit) {
    for (const std::string_view preposition : {"by", "of", "from"}) {
      for (const std::uint32_t phrase : phrases(preposition, t)) add(n.owner, actorsOf(list(phrase)));
    }
    found.place_to = true;
  } else if (n.invite) {
    for (const std::string_view preposition : {"for", "from", "to"}) {
      for (const std::uint32_t phrase : phrases(preposition, t))
        addParties(phrase, n.each, found.parties), n.with = true;
    }
  } else {
    for (const std::uint32_t phrase : phrases("of", t)) {
      if (parent(phrase) != t) continue;
      const Actors all = actorsOf(list(phrase));
      if (all.size() >= 2) {
        found.parties.assign(1, all);
        n.between = true;
      } else {
        n.of_body = true;
      }
    }
  }
  return true;
}

// How it stands: by words that say so, else by tense.
bool MeetingFinder::settle(NounCase& n) const {
  const std::uint32_t t = n.t;
  Found& found = n.found;
  const Attachment& at = n.at;
  if (n.invite) {
    takeInvitation(t, found);
    n.outlook.propose = true;
    found.cues.push_back(t);
  }
  bool none = false;
  n.said = n.outlook.status(none);
  if (none) return false;
  found.cues.insert(found.cues.end(), n.outlook.cues.begin(), n.outlook.cues.end());
  found.status = n.said ? n.said : n.status;
  found.behind = at.subject && words_[at.governor].past;
  if (!found.status && at.subject && n.outlook.past) found.status = Status::kHeld;
  return true;
}

// Who does it, where nobody owns it: "Berg said after talks with Osei".
bool MeetingFinder::findDoer(NounCase& n) const {
  const std::uint32_t t = n.t;
  Found& found = n.found;
  const Attachment& at = n.at;
  if (at.within && at.governor != kNone && n.doer.empty()) {
    const List by = subject(at.governor);
    const Actors all = actorsOf(by);
    if (n.with || n.visit) {
      n.doer = all;
    } else if (!n.between && !n.of_body && !n.definite && n.status && all.size() >= 2 &&
               !(words_[at.governor].verb.cues.has(Cue::kReport) && colleagues(all))) {
      n.owner = all;  // "they said after a meeting in Tokyo"
    }
  }
  const bool in_course = marked(at.noun, {"in", "on", "about", "to"});
  // "told Osei in talks with him", but not "a breakthrough in talks with Osei"
  const bool attends = at.governor != kNone && marked(at.noun, "to") &&
                       lemma(at.governor, {"lead", "head", "travel", "fly", "go", "send", "return"});
  const bool acts = attends || (related(at.noun, "obl") && marked(at.noun, "in") && at.governor != kNone &&
                                words_[at.governor].past && !n.doer.empty());
  if (at.within && !n.engaged && in_course && n.with && !n.between && n.owner.empty() && !n.indefinite && !acts)
    return false;
  // "urged Osei in a call to free them": between who says it and who hears it.
  const Flags<Cue> says = at.governor != kNone ? words_[at.governor].verb.cues : Flags<Cue>();
  const bool addresses = says.has(Cue::kReport) || says.has(Cue::kPropose) ||
                         lemma(at.governor, {"thank", "congratulate", "brief", "press", "warn", "remind"});
  if (at.within && addresses && at.noun == t && n.owner.empty() && !n.with && !n.between && !n.of_body && !n.definite &&
      !n.visit && !n.invite && n.status && marked(t, {"in", "during", "at", "over", "on"})) {
    const Actors by = actorsOf(subject(at.governor));
    Actors to;
    for (const std::uint32_t object : objects(at.governor)) add(to, actorsOf(list(object)));
    const bool people = by.size() == 1 && to.size() == 1 && by != to && isPerson(by[0]) && isPerson(to[0]);
    if (people) n.owner = {by[0], to[0]};
  }
  // "They discussed the negotiations with Iran", "discussed last week's talks": of others, or told elsewhere.
  const bool topic = at.object && lemma(at.governor, {"discuss", "review"});
  if (topic && n.definite && !n.between && n.owner.size() < 2 && !n.visit && !n.invite && !n.outlook.plan) return false;
  // "called talks with Osei a waste of time": an opinion of talks.
  if (n.with && !n.between && n.owner.empty() && at.object && !words_[at.governor].verb.cues.any() && !n.invite)
    return false;
  // "will join Osei for talks"
  if (at.within && at.governor != kNone && lemma(at.governor, "join") && !n.with && !n.between &&
      marked(at.noun, "for")) {
    for (const std::uint32_t object : objects(at.governor)) addParties(object, n.each, found.parties);
    n.with = !found.parties.empty();
    n.doer = actorsOf(subject(at.governor));
  }
  // "the meeting with Osei that Berg had sought"
  if (n.with && n.owner.empty() && n.doer.empty() && child(t, "acl:relcl") != kNone)
    n.doer = actorsOf(subject(child(t, "acl:relcl")));
  if (n.with && !n.invite && child(t, "nmod:poss") == kNone && n.owner.empty() && n.doer.empty()) {
    for (std::uint32_t p = predicateAbove(t); p != kNone && n.doer.empty(); p = predicateAbove(p)) {
      if (!at.subject || p != at.governor) n.doer = actorsOf(subject(p));
    }
  }
  found.confidence = n.between || !n.owner.empty() ? 80 : 70;
  // "turned down a request by Osei for a meeting"
  for (std::uint32_t noun_above = t; noun_above != at.noun && !n.with && !n.between;) {
    noun_above = parent(noun_above);
    if (!cue(noun_above, Cue::kPropose) && !noun(noun_above, Cue::kInvite)) continue;
    for (const std::string_view preposition : {"by", "from"}) {
      for (const std::uint32_t phrase : phrases(preposition, noun_above))
        addParties(phrase, n.each, found.parties), n.with = true;
    }
    if (n.with && at.governor != kNone) n.doer = actorsOf(subject(at.governor));
  }
  return true;
}

std::optional<Found> MeetingFinder::asVisit(NounCase& n) const {
  const std::uint32_t t = n.t;
  Found& found = n.found;
  const Attachment& at = n.at;
  // "Berg is on a visit to Peru"
  const std::uint32_t who = child(t, "nsubj");
  if (n.owner.empty() && n.doer.empty() && who != kNone && child(t, "cop") != kNone) {
    n.doer = actorsOf(list(who));
    Outlook predicate;
    takeGoverning(t, 0, predicate);
    if (!predicate.will && !predicate.to) found.status = Status::kHeld, found.behind = true;
  }
  // "his visit, which included stops in Peru and Ghana"
  std::uint32_t above = parent(t);
  for (int steps = 0; n.owner.empty() && n.doer.empty() && above != kNone && steps < kDeep;
       ++steps, above = parent(above)) {
    if (child(above, "nmod:poss") != kNone) n.owner = actorsOf(list(child(above, "nmod:poss")));
  }
  // "her visit, which began on Monday"
  for (const std::uint32_t c : children(t)) {
    const bool clause = words_[c].relation == "acl:relcl" || words_[c].relation == "acl";
    if (clause && words_[c].past && verb(c, Cue::kLight)) found.status = Status::kHeld, found.behind = true;
  }
  found.travel = is(t, {"stop", "stops", "stopover"});
  Found journey = found;
  journey.parties.clear();
  journey.common = n.owner.empty() ? n.doer : n.owner;
  if (journey.common.size() == 1 && isPerson(journey.common[0])) {
    journey.guest = journey.common[0];
    for (const std::uint32_t phrase : phrases("to", t, n.holder)) addHosts(phrase, journey);
    if (journey.parties.empty()) {
      const bool stops = is(t, {"stop", "stops"});
      for (const std::uint32_t phrase : phrases("in", t, stops ? at.governor : kNone)) {
        if (parent(phrase) == t || stops) addHosts(phrase, journey);
      }
    }
    // "left Peru after a visit"
    if (journey.parties.empty() && at.governor != kNone && lemma(at.governor, {"leave", "depart"})) {
      for (const std::uint32_t object : objects(at.governor)) addHosts(object, journey);
    }
    // "Peru cancelled a visit by Berg", "asked the Peruvian government to cancel Berg's visit"
    const Flags<Cue>* verb_of = at.governor != kNone && at.object ? &words_[at.governor].verb.cues : nullptr;
    if (journey.parties.empty() && verb_of != nullptr && (verb_of->has(Cue::kCancel) || verb_of->has(Cue::kPostpone))) {
      const Actors by = actorsOf(subject(at.governor));
      if (by.size() == 1 && isCountry(by[0]) && !sameState(by[0], journey.common[0])) {
        journey.parties.push_back(by);
        journey.party_places.emplace_back();
        journey.party_ends.push_back(t + 1);
      }
    }
    // "is in Peru on a visit"
    if (journey.parties.empty() && at.within && at.governor != kNone && (marked(at.noun, {"on", "for"}))) {
      if (marked(at.governor, "in")) addHosts(at.governor, journey);
      for (const std::uint32_t c : children(at.governor)) {
        if (marked(c, "in")) addHosts(c, journey);
      }
    }
  }
  if (std::optional<Found> whole = usable(journey)) return whole;
  journey.parties.clear();
  journey.anaphoric = n.definite && phrases("to", t).empty();
  return journey.anaphoric ? std::optional(journey) : std::nullopt;
}

std::optional<Found> MeetingFinder::asMeeting(NounCase& n) const {
  Found& found = n.found;
  const Attachment& at = n.at;
  if (n.between) {
    if (found.parties[0].size() < 2) found.common = n.owner.empty() ? n.doer : n.owner;
  } else if (!n.owner.empty() && (n.with || n.owner.size() >= 2 || n.invite)) {
    found.common = n.owner;
    if (found.parties.empty()) found.parties.push_back(n.owner.size() >= 2 ? Actors() : n.doer);
    if (n.invite && n.with) add(found.common, n.doer);
  } else if (n.with) {
    found.common = n.doer;
  } else if (at.object && !n.of_body && n.doer.size() >= 2) {
    found.common = n.doer;  // "Berg and Osei held talks"
    found.parties.push_back({});
  }
  if (at.object && n.doer.size() == 1 && !n.invite) {  // "held a news conference along with Lind"
    Found together = found;
    together.common = n.doer;
    add(together.common, companions());
    together.parties.assign(1, {});
    if (std::optional<Found> whole = usable(together)) return whole;
  }
  found.their = n.their && !n.with && !n.between;
  if (std::optional<Found> whole = usable(found)) return whole;
  if (n.with && !n.between && !n.invite && n.owner.empty() && n.doer.empty() && n.status) return oneSided(found);
  return std::nullopt;
}

// One that was spoken of before: "the meeting".
std::optional<Found> MeetingFinder::asPointer(NounCase& n) const {
  Found& found = n.found;
  const Attachment& at = n.at;
  found.parties.clear();
  found.confidence = 60;
  found.anaphoric = n.definite && !n.indefinite;
  // "was arranged during a phone call on Tuesday": between those of whom the sentence spoke.
  found.borrows = !found.anaphoric && n.status == Status::kHeld && at.within;
  // "met him in talks", "at a weekend summit": the same event.
  found.continues =
      found.borrows && (marked(at.noun, "in") || (marked(at.noun, "at") && (n.cues.has(Cue::kSummit) || n.indefinite)));
  if (found.continues) found.status = n.said;
  if (!found.anaphoric && !found.borrows) return std::nullopt;
  // "The meeting would be ...": a condition, no plan.
  if (found.anaphoric && n.said == Status::kPlanned && n.outlook.would && !n.outlook.will && !n.outlook.plan)
    found.status.reset();
  return found;
}

// "The sixth Japan-Peru Political Dialogue was held in Lima": a name that says who talks.
std::optional<Found> MeetingFinder::namedTalks(std::uint32_t t) const {
  const std::uint32_t m = mention_at_[t];
  if (mentions_[m].kind != MentionKind::kEvent || mentions_[m].end_token != t + 1) return std::nullopt;
  if (referents_[m].actors.size() < 2) return std::nullopt;
  Found found = start(t, "meeting.named@1");
  found.trigger = top(t);
  found.kind = is(t, "summit") ? MeetingKind::kSummit : is(t, "meeting") ? MeetingKind::kMeeting : MeetingKind::kTalks;
  found.parties.assign(1, referents_[m].actors);
  const Attachment at = attachmentOf(found.trigger);
  found.governor = at.governor;
  Outlook outlook;
  takeModifiers(t, outlook);
  if (at.governor != kNone) takeGoverning(at.governor, 0, outlook);
  bool none = false;
  found.status = outlook.status(none);
  if (none) return std::nullopt;
  if (!found.status && (outlook.past || outlook.have)) found.status = Status::kHeld;
  found.behind = found.status == Status::kHeld;
  found.confidence = 70;
  return found;
}

}  // namespace parley::internal
