// Verbs that tell of meetings: "met", "held talks with", "received", "visited", "invited", "signed".
#include <algorithm>
#include <array>

#include "extract/internal/meeting_finder.h"

namespace parley::internal {

std::optional<Found> MeetingFinder::meetVerb(std::uint32_t t) const {
  Found found = start(t, "meeting.verb@1");
  bool none = false;
  found.status = statusOf(t, found, none);
  if (none) return std::nullopt;
  found.confidence = 90;
  found.common = actorsOf(subject(t));
  const bool each = oneByOne(t);
  const bool is_passive = passive(t);
  bool thing = false;  // Meets what is no party: "demands".
  bool crowd = false;  // Meets people without names.
  for (const std::uint32_t object : objects(t)) {
    const std::size_t before = found.parties.size();
    addParties(object, each, found.parties);
    thing = thing || found.parties.size() == before;
    crowd = crowd || isCrowd(object);
    if (is(object, "face")) thing = false;  // "met face to face"
    if (mention_at_[object] != kNone) {
      const std::uint32_t end = mentions_[mention_at_[object]].end_token;
      if (is(end, "or")) return std::nullopt;  // "meeting a king or anyone else"
      goOn(found, end);
    }
  }
  // "After meeting Osei, Berg left": the tree often takes Osei for a subject of what follows.
  if (found.parties.empty() && !thing && t + 1 < size() && mention_at_[t + 1] != kNone) {
    const std::uint32_t m = mention_at_[t + 1];
    if (mentions_[m].first_token == t + 1) addParties(t + 1, each, found.parties);
    for (const Actors& others : found.parties) {
      found.common.erase(
          std::remove_if(found.common.begin(), found.common.end(),
                         [&](LocalIndex one) { return std::find(others.begin(), others.end(), one) != others.end(); }),
          found.common.end());
    }
  }
  for (const std::uint32_t phrase : phrases(is_passive ? "by" : "with", t)) {
    if (!found.party_times.empty()) break;  // Told already.
    const std::size_t before = found.parties.size();
    addParties(phrase, each, found.parties);
    thing = thing || found.parties.size() == before;
    crowd = crowd || isCrowd(phrase);
    if (mention_at_[phrase] != kNone) goOn(found, mentions_[mention_at_[phrase]].end_token);
  }
  if (byPhone(t)) found.kind = MeetingKind::kCall, found.no_place = true;
  if (found.parties.empty()) {
    // "The governors met with Berg": who they were is told later, if at all.
    if (crowd) return oneSided(found);
    // "A and B met": not "was met with criticism", "met the deadline".
    if (thing || is_passive || found.common.size() < 2) return std::nullopt;
    found.parties.push_back({});
  }
  return found.common.empty() && isCrowd(child(t, "nsubj")) ? oneSided(found) : usable(found);
}

std::optional<Found> MeetingFinder::talkVerb(std::uint32_t t) const {
  Found found = start(t, "meeting.talk@1");
  bool none = false;
  found.status = statusOf(t, found, none);
  if (none || passive(t)) return std::nullopt;
  // "negotiated a plea with the prosecutors": about something, not on a day.
  if (lemma(t, "negotiate") && child(t, "obj") != kNone && !phrases("with", t).empty()) return std::nullopt;
  const bool phone = byPhone(t);
  const bool dine = verb(t, Cue::kDine);
  // "will visit the port to speak with Osei"
  const std::uint32_t above = parent(t);
  const bool on_visit = (related(t, "advcl") || related(t, "xcomp")) && above != kNone && verbal(above) &&
                        (verb(above, Cue::kVisit) || verb(above, Cue::kTravel));
  const bool speak = (lemma(t, "speak") || lemma(t, "talk")) && !on_visit;
  const bool face = dine || on_visit || lemma(t, "sit") || lemma(t, "huddle");
  const bool each = oneByOne(t);
  found.common = actorsOf(subject(t));
  bool other = false;  // Speaks with somebody who is no party: "to the press".
  for (const std::string_view preposition : {"with", "to", "alongside"}) {
    if (preposition == "to" && !speak) continue;
    for (const std::uint32_t phrase : phrases(preposition, t)) {
      const std::size_t before = found.parties.size();
      addParties(phrase, each, found.parties);
      other = other || (found.parties.size() == before && !is(child(phrase, "det"), "no"));
    }
  }
  if (found.parties.empty()) {
    if (found.common.size() < 2 || other || (speak && !phone)) return std::nullopt;
    found.parties.push_back({});
  }
  // "Speaking at the Castle with Osei, Berg said": they appear together.
  const bool joint = speak && !phone && words_[t].verb.form == VerbForm::kGerund && words_[t].first;
  found.kind = phone || (speak && !joint) ? MeetingKind::kCall
               : face || joint            ? MeetingKind::kMeeting
                                          : MeetingKind::kTalks;
  if (joint && !phrases("to", t).empty()) return std::nullopt;
  found.no_place = found.kind == MeetingKind::kCall;
  found.unsaid_way = found.kind == MeetingKind::kCall && !phone;
  found.confidence = phone ? 90 : 65;
  if (speak && !phone && !joint && onlySpeech(found)) return std::nullopt;
  return usable(found);
}

bool MeetingFinder::ofPress(const Actors& who) const {
  return std::any_of(who.begin(), who.end(), [&](LocalIndex one) {
    const std::string& role = reading_.coreference.entities[one].role;
    return role.find("orrespondent") != std::string::npos || role.find("eporter") != std::string::npos ||
           role.find("ournalist") != std::string::npos;
  });
}

bool MeetingFinder::onlySpeech(const Found& found) const {
  if (ofPress(found.common)) return true;
  return std::any_of(found.parties.begin(), found.parties.end(), [&](const Actors& others) {
    return ofPress(others) || std::any_of(others.begin(), others.end(), [&](LocalIndex index) {
             return reading_.coreference.entities[index].kind == EntityKind::kOrganisation;
           });
  });
}

// "called Foreign Minister Osei on Monday", not "called Osei a friend".
std::optional<Found> MeetingFinder::calledSomebody(std::uint32_t t) const {
  const std::uint32_t m = t + 1 < size() ? mention_at_[t + 1] : kNone;
  if (m == kNone || mentions_[m].first_token != t + 1 || mentions_[m].kind != MentionKind::kPerson) return std::nullopt;
  const std::uint32_t end = mentions_[m].end_token;
  const bool comma = is(end, ",") && !(end + 1 < size() && words_[end + 1].grammar.has(Grammar::kDeterminer));
  const bool owns = is(end, "'s") || is(end, "'");
  const bool over = end >= size() || comma || words_[end].text == "." || time_at_[end] != kNone ||
                    words_[end].upos == Upos::kAdp || words_[end].upos == Upos::kPart || is(end, "and");
  if (!over || owns) return std::nullopt;
  Found found = start(t, "meeting.host@1");
  found.kind = MeetingKind::kCall;
  bool none = false;
  found.status = statusOf(t, found, none);
  if (none) return std::nullopt;
  found.common = actorsOf(subject(t));
  found.parties.push_back(actorsOf(list(t + 1)));
  found.no_place = true;
  return usable(found);
}

// "will address a joint session of Parliament": a guest from abroad visits it.
std::optional<Found> MeetingFinder::addressVerb(std::uint32_t t) const {
  static constexpr std::array<std::string_view, 9> kHouses = {
      "congress", "parliament", "senate", "bundestag", "knesset", "duma", "assembly", "legislature", "rada"};
  Found found = start(t, "meeting.visit@1");
  found.kind = MeetingKind::kVisit;
  bool none = false;
  found.status = statusOf(t, found, none);
  if (none || passive(t)) return std::nullopt;
  found.common = actorsOf(subject(t));
  if (found.common.size() != 1 || !isPerson(found.common[0])) return std::nullopt;
  const auto& entities = reading_.coreference.entities;
  const std::string& home = entities[found.common[0]].country;
  std::vector<std::uint32_t> heard = objects(t);
  for (const std::uint32_t object : objects(t)) {
    for (const std::uint32_t c : children(object)) {
      if (marked(c, "of")) heard.push_back(c);
    }
  }
  for (const std::uint32_t at : heard) {
    const std::uint32_t m = mention_at_[at];
    const bool body =
        m != kNone && (mentions_[m].kind == MentionKind::kOrganisation || mentions_[m].kind == MentionKind::kName);
    if (!body || referents_[m].actors.size() != 1) continue;
    const Actors& house_of = referents_[m].actors;
    const std::string& house = words_[mentions_[m].end_token - 1].lower;
    if (std::find(kHouses.begin(), kHouses.end(), house) == kHouses.end()) continue;
    std::string state = entities[house_of[0]].country;
    if (state.empty()) state = Lists::builtIn().stateOfInstitution(mentions_[m].name);
    if (home.empty() || home == state) return std::nullopt;
    found.parties.push_back(house_of);
    found.guest = found.common[0];
    found.confidence = 70;
    return usable(found);
  }
  return std::nullopt;
}

// "Berg and Osei discussed trade in Lima", "discussed trade with Osei": two people, and when or where they did.
std::optional<Found> MeetingFinder::discussVerb(std::uint32_t t) const {
  Found found = start(t, "meeting.talk@1");
  found.kind = MeetingKind::kTalks;
  bool none = false;
  found.status = statusOf(t, found, none);
  if (none || passive(t) || child(t, "nsubj") == kNone) return std::nullopt;  // "met to discuss" is told by "met".
  for (const std::uint32_t topic : objects(t)) {  // "discussed last week's round in Geneva": its place and time
    if (meeting_noun_[topic] || lemma(topic, "round")) return std::nullopt;
  }
  found.common = actorsOf(subject(t));
  for (const std::uint32_t phrase : phrases("with", t)) addParties(phrase, false, found.parties);
  if (found.parties.empty()) found.parties.push_back({});
  Actors all = found.common;
  add(all, found.parties[0]);
  if (found.parties.size() > 1 || all.size() != 2 || !isPerson(all[0]) || !isPerson(all[1])) return std::nullopt;
  const std::vector<Found> only{found};
  if (!timeFor(only, 0) && !placeFor(only, 0)) return std::nullopt;
  found.confidence = 65;
  return usable(found);
}

// "came face to face with Osei", "Standing next to Osei, Berg said"
std::optional<Found> MeetingFinder::besideSomebody(std::uint32_t t) const {
  Found found = start(t, "meeting.joint@1");
  bool none = false;
  found.status = statusOf(t, found, none);
  if (none) return std::nullopt;
  found.common = actorsOf(subject(t));
  std::uint32_t whom = kNone;
  if (lemma(t, "come") && is(t + 1, "face") && is(t + 2, "to") && is(t + 3, "face") && is(t + 4, "with")) whom = t + 5;
  if (lemma(t, "stand") && is(t + 1, {"alongside", "beside"})) whom = t + 2;
  if (lemma(t, "stand") && is(t + 1, "next") && is(t + 2, "to")) whom = t + 3;
  if (whom >= size() || mention_at_[whom] == kNone || mentions_[mention_at_[whom]].kind != MentionKind::kPerson)
    return std::nullopt;
  found.parties.push_back(actorsOf(list(whom)));
  found.confidence = 80;
  return usable(found);
}

// "called on Foreign Minister Osei in Accra", not "called on Osei to resign".
std::optional<Found> MeetingFinder::calledOn(std::uint32_t t) const {
  if (!is(t + 1, "on") || passive(t)) return std::nullopt;
  if (child(t, "xcomp") != kNone || child(t, "advcl") != kNone || child(t, "obj") != kNone) return std::nullopt;
  Found found = start(t, "meeting.verb@1");
  bool none = false;
  found.status = statusOf(t, found, none);
  if (none) return std::nullopt;
  found.common = actorsOf(subject(t));
  std::vector<std::uint32_t> called = phrases("on", t);
  if (words_[t + 1].relation == "compound:prt" && t + 2 < size() && mention_at_[t + 2] != kNone)
    called.push_back(top(t + 2));
  for (const std::uint32_t phrase : called) {
    const std::uint32_t m = mention_at_[phrase];
    if (phrase < t || m == kNone || time_at_[phrase] != kNone) continue;
    for (const std::uint32_t next : children(phrase)) {
      if (words_[next].relation == "acl" || words_[next].relation == "xcomp") return std::nullopt;
    }
    const Actors who = actorsOf(list(phrase));
    if (who.size() == 1 && isPerson(who[0])) found.parties.push_back(who);
  }
  found.confidence = 70;
  return usable(found);
}

std::optional<Found> MeetingFinder::objectVerb(std::uint32_t t, MeetingKind kind) const {
  Found found = start(t, "meeting.host@1");
  found.kind = kind;
  bool none = false;
  found.status = statusOf(t, found, none);
  if (none) return std::nullopt;
  found.common = actorsOf(subject(t));
  const bool is_passive = passive(t);
  const std::vector<std::uint32_t> children_of = children(t);
  List others;
  for (const std::uint32_t phrase : is_passive ? phrases("by", t) : objects(t)) {
    const List list_of = list(phrase);
    others.insert(others.end(), list_of.begin(), list_of.end());
  }
  if (!is_passive && actorsOf(others).empty()) {
    // "received in his office on Monday General Osei": the object, whatever the tree makes of it.
    for (std::uint32_t m = 0; m < mentions_.size(); ++m) {
      const std::uint32_t first = mentions_[m].first_token;
      if (first <= t || mentions_[m].kind != MentionKind::kPerson) continue;
      const bool free = words_[first - 1].upos != Upos::kAdp && !is(first - 1, ",") && !is(first - 1, "and");
      if (free) others = list(first);
      if (!others.empty() || verbal(first - 1)) break;
    }
  }
  const Actors guests = is_passive ? found.common : actorsOf(others);
  if (guests.empty() || found.common.empty() || actorsOf(others).empty()) return std::nullopt;
  const bool person = std::any_of(guests.begin(), guests.end(), [&](LocalIndex index) { return isPerson(index); });
  const List guests_of = is_passive ? subject(t) : others;
  const bool holder = std::any_of(guests_of.begin(), guests_of.end(),
                                  [&](std::uint32_t m) { return mentions_[m].kind == MentionKind::kOfficeHolder; });
  // "The port hosted a delegation from the Chamber of Commerce."
  const bool delegation = std::any_of(children_of.begin(), children_of.end(), [&](std::uint32_t c) {
    return related(c, is_passive ? "nsubj" : "obj") && isDelegation(c);
  });
  if (!person && !holder && !delegation) return std::nullopt;
  if (!person && !holder) found.kind = MeetingKind::kVisit;
  // "called him a liar", "called on him": something else.
  if (kind == MeetingKind::kCall && (child(t, "xcomp") != kNone || child(t, "compound:prt") != kNone))
    return std::nullopt;
  if (lemma(t, "welcome")) {
    // "The party welcomed Osei as the right choice."
    if (std::any_of(children_of.begin(), children_of.end(), [&](std::uint32_t c) { return marked(c, "as"); }))
      return std::nullopt;
    found.confidence = 80;
  }
  found.parties.push_back(actorsOf(others));
  found.no_place = kind == MeetingKind::kCall;
  found.place_to = kind != MeetingKind::kCall;
  // "will host Osei for a state visit to Lima"
  for (const std::uint32_t c : children_of) {
    if (noun(c, Cue::kVisit) && marked(c, {"for", "on"})) found.kind = MeetingKind::kVisit;
  }
  found.guest = guests.front();
  return usable(found);
}

void MeetingFinder::addHosts(std::uint32_t t, Found& found) const {
  if (found.common.size() != 1 || !isPerson(found.common[0])) return;
  const auto& entities = reading_.coreference.entities;
  const auto& countries = reading_.coreference.countries;
  List row = list(t);
  // "stops in Japan, China, Vietnam before": a row of places may lack its "and".
  while (!row.empty() && is(mentions_[row.back()].end_token, ",")) {
    const std::uint32_t next = mentions_[row.back()].end_token + 1;
    const std::uint32_t m = next < size() ? mention_at_[next] : kNone;
    if (m == kNone || mentions_[m].kind != MentionKind::kListed || related(next, "nsubj")) break;
    row.push_back(m);
  }
  for (const std::uint32_t m : row) {
    if (mentions_[m].kind != MentionKind::kListed) continue;
    const ListEntry& entry = *mentions_[m].entry;
    Actors states;
    if (entry.as == ListedAs::kCountry || entry.as == ListedAs::kCapital || entry.as == ListedAs::kMetonym) {
      states = referents_[m].actors;
    } else if (referents_[m].place && !entry.country.empty()) {
      if (const auto state = countries.find(entry.country); state != countries.end()) states = {state->second};
    }
    for (const LocalIndex state : states) {
      if (entities[state].name == entities[found.common[0]].country) continue;
      std::size_t known = 0;
      while (known < found.parties.size() && found.parties[known] != Actors{state}) ++known;
      if (known == found.parties.size()) {
        found.parties.push_back({state});
        found.party_places.push_back(referents_[m].place);
        found.party_ends.push_back(mentions_[m].end_token);
        continue;
      }
      found.party_ends[known] = mentions_[m].end_token;
      // "Lima, Peru", "Peru's capital, Lima"
      std::optional<LocalIndex>& place = found.party_places[known];
      if (referents_[m].place && (!place || entities[*place].kind == EntityKind::kCountry)) place = referents_[m].place;
    }
  }
}

// "will lead a delegation to Peru"
bool MeetingFinder::leadsDelegation(std::uint32_t t) const {
  const std::uint32_t object = child(t, "obj");
  return object != kNone && (is(object, {"delegation", "mission", "team"}));
}

std::optional<Found> MeetingFinder::visitVerb(std::uint32_t t) const {
  Found found = start(t, "meeting.visit@1");
  found.kind = MeetingKind::kVisit;
  bool none = false;
  found.status = statusOf(t, found, none);
  if (none || passive(t)) return std::nullopt;
  // "invited Osei to visit Peru": told by the invitation.
  if (related(t, "xcomp") && parent(t) != kNone && verb(parent(t), Cue::kInvite)) return std::nullopt;
  if (words_[t].relation == "acl" && parent(t) != kNone && noun(parent(t), Cue::kInvite)) return std::nullopt;
  found.common = actorsOf(subject(t));
  if (found.common.size() != 1) return std::nullopt;
  found.guest = found.common[0];
  found.place_to = true;
  // "returned to Lima": home, unless we know better.
  if (lemma(t, "return") &&
      (!isPerson(found.common[0]) || reading_.coreference.entities[found.common[0]].country.empty()))
    return std::nullopt;
  if (verb(t, Cue::kTravel) || leadsDelegation(t)) {
    for (const std::uint32_t phrase : phrases("to", t)) addHosts(phrase, found);
    if (verb(t, Cue::kArrive)) {
      for (const std::uint32_t phrase : phrases("in", t)) addHosts(phrase, found);
    }
    found.travel = true;
    found.confidence = 50;
    // "She then travels to Lima": the programme, unless it is a headline.
    const bool headline = reading_.sentences[s_].headline || reading_.parsed[s_].title_case;
    if (!found.status && words_[t].verb.form == VerbForm::kPresent && !headline) found.status = Status::kPlanned;
  } else {
    for (const std::uint32_t object : objects(t)) {
      addHosts(object, found);
      // "will visit Nordbank": the institution is the host.
      Actors bodies;
      for (const std::uint32_t m : list(object)) {
        if (mentions_[m].kind == MentionKind::kOrganisation) add(bodies, actors(m));
      }
      if (!found.parties.empty() || bodies.empty()) continue;
      found.parties.push_back(bodies);
      found.party_places.emplace_back();
      found.party_ends.push_back(object + 1);
      found.confidence = 80;
    }
  }
  return usable(found);
}

// "a tour that took Berg to Peru and Chile"
std::optional<Found> MeetingFinder::tourVerb(std::uint32_t t) const {
  const std::uint32_t above = parent(t);
  const bool of_tour = (above != kNone && noun(above, Cue::kVisit)) ||
                       (child(t, "nsubj") != kNone && noun(child(t, "nsubj"), Cue::kVisit));
  if (!of_tour) return std::nullopt;
  Found found = start(t, "meeting.tour@1");
  found.kind = MeetingKind::kVisit;
  bool none = false;
  found.status = outlookOf(t).status(none);
  if (none) return std::nullopt;
  if (!found.status) found.status = Status::kHeld;
  for (const std::uint32_t object : objects(t)) add(found.common, actorsOf(list(object)));
  if (found.common.size() != 1) return std::nullopt;
  found.guest = found.common[0];
  found.travel = true;
  for (const std::uint32_t phrase : phrases("to", t)) addHosts(phrase, found);
  found.confidence = 80;
  return usable(found);
}

std::optional<Found> MeetingFinder::inviteVerb(std::uint32_t t) const {
  Found found = start(t, "meeting.invite@1");
  Outlook outlook = outlookOf(t);
  outlook.take(words_[t].verb, t);
  bool none = false;
  found.status = outlook.status(none);
  if (none) return std::nullopt;
  if (!found.status) found.status = Status::kProposed;
  found.cues.insert(found.cues.end(), outlook.cues.begin(), outlook.cues.end());
  const bool is_passive = passive(t);
  found.common = actorsOf(subject(t));
  Actors others;
  for (const std::uint32_t phrase : is_passive ? phrases("by", t) : objects(t)) add(others, actorsOf(list(phrase)));
  if (is_passive && others.empty()) return std::nullopt;
  if (others.empty() || std::none_of(others.begin(), others.end(), [&](LocalIndex index) { return isPerson(index); }))
    return std::nullopt;
  found.parties.push_back(others);
  takeInvitation(t, found);
  found.place_to = true;
  found.guest = is_passive ? (found.common.empty() ? others.front() : found.common.front()) : others.front();
  found.confidence = 70;
  return usable(found);
}

void MeetingFinder::takeInvitation(std::uint32_t t, Found& found) const {
  for (const std::uint32_t c : children(t)) {
    const bool listed = mention_at_[c] != kNone && mentions_[mention_at_[c]].kind == MentionKind::kListed;
    if (marked(c, "to") && listed) found.kind = MeetingKind::kVisit;
    if (noun(c, Cue::kVisit) && parent(c) == top(t)) takeInvitation(c, found), found.kind = MeetingKind::kVisit;
    if (!verbal(c) || !marked(c, "to")) continue;
    const std::uint32_t object = child(c, "obj");
    const bool paid = object != kNone && noun(object, Cue::kVisit);  // "to pay a visit to Lima"
    if (!verb(c, Cue::kVisit) && !verb(c, Cue::kTravel) && !paid) continue;
    found.kind = MeetingKind::kVisit;
    std::vector<std::uint32_t> places = verb(c, Cue::kVisit) ? objects(c) : phrases("to", c);
    if (paid) places = phrases("to", object, c);
    for (const std::uint32_t place : places) {
      for (const std::uint32_t m : list(place)) {
        if (referents_[m].place) found.place = referents_[m].place;
      }
    }
  }
}

void MeetingFinder::takeInviter(Found& found) const {
  if (found.parties.size() != 1 || found.parties[0].size() != 1) return;
  for (std::uint32_t t = 0; t < size(); ++t) {
    if (!is(t, "invitation") || !marked(t, "at")) continue;
    for (const std::uint32_t c : children(t)) {
      const bool by = marked(c, {"of", "from"}) || words_[c].relation == "nmod:poss";
      const Actors inviter = by ? actorsOf(list(c)) : Actors();
      if (inviter.size() == 1 && isPerson(inviter[0]) && inviter != found.common) found.parties[0] = inviter;
    }
  }
}

// "will see Osei": what was seen without a plan may be a play.
std::optional<Found> MeetingFinder::seeVerb(std::uint32_t t) const {
  Found found = start(t, "meeting.see@1");
  const Outlook outlook = outlookOf(t);
  bool none = false;
  found.status = statusOf(t, found, none);
  if (none || !(outlook.will || outlook.to || outlook.propose || outlook.plan)) return std::nullopt;
  found.common = actorsOf(subject(t));
  for (const std::uint32_t object : objects(t)) {
    const std::uint32_t m = mention_at_[object];
    if (m != kNone && (mentions_[m].kind == MentionKind::kPerson || mentions_[m].kind == MentionKind::kOfficeHolder))
      addParties(object, false, found.parties);
  }
  found.confidence = 80;
  return usable(found);
}

// "Berg and Osei signed an agreement in Lima", "was signed by Berg and Osei", "handed over the keys to Osei".
std::optional<Found> MeetingFinder::signVerb(std::uint32_t t) const {
  const bool hands_over = words_[t].verb.length > 1 || lemma(t, "hand");
  const bool is_passive = passive(t);
  const std::uint32_t object = is_passive ? child(t, "nsubj") : child(t, "obj");
  if (object == kNone) return std::nullopt;
  static constexpr std::array kSigned = {"agreement",  "treaty",  "protocol", "memorandum", "contract", "declaration",
                                         "convention", "accord",  "deal",     "pact",       "charter",  "memoranda",
                                         "agreements", "accords", "letter",   "note",       "statement"};
  const auto of = [&](std::uint32_t noun) {
    return std::find(kSigned.begin(), kSigned.end(), words_[noun].lower) != kSigned.end();
  };
  if (!hands_over && !of(object)) return std::nullopt;
  Found found = start(t, "meeting.sign@1");
  found.kind = MeetingKind::kOther;
  bool none = false;
  found.status = statusOf(t, found, none);
  if (none || found.status != Status::kHeld) return std::nullopt;
  if (is_passive) {
    for (const std::uint32_t phrase : phrases("by", t)) add(found.common, actorsOf(list(phrase)));
  } else {
    found.common = actorsOf(subject(t));
  }
  for (const std::uint32_t phrase : phrases(hands_over ? "to" : "with", t)) addParties(phrase, false, found.parties);
  if (found.parties.empty()) found.parties.push_back({});
  // States sign treaties without their people meeting; two people who sign stand side by side.
  const auto people = [&](const Actors& all) {
    return std::count_if(all.begin(), all.end(), [&](LocalIndex one) { return isPerson(one); });
  };
  if (people(found.common) + people(found.parties[0]) < 2) return std::nullopt;
  found.confidence = 80;
  return usable(found);
}

// "settled it by phone on Monday"
std::optional<Found> MeetingFinder::phoneCall(std::uint32_t t) const {
  Found found = start(t, "meeting.phone@1");
  bool none = false;
  found.status = statusOf(t, found, none);
  if (none || found.status != Status::kHeld) return std::nullopt;
  found.common = actorsOf(subject(t));
  if (found.common.size() < 2) return std::nullopt;
  found.parties.push_back({});
  found.kind = MeetingKind::kCall;
  found.no_place = true;
  found.confidence = 70;
  return usable(found);
}

// "shook hands with Osei", "appeared alongside Osei".
std::optional<Found> MeetingFinder::appearVerb(std::uint32_t t) const {
  Found found = start(t, "meeting.joint@1");
  if (verb(t, Cue::kHandshake) && !(child(t, "obj") != kNone && is(child(t, "obj"), "hands"))) return std::nullopt;
  bool none = false;
  found.status = statusOf(t, found, none);
  if (none) return std::nullopt;
  found.common = actorsOf(subject(t));
  for (const std::string_view preposition : {"with", "alongside"}) {
    for (const std::uint32_t phrase : phrases(preposition, t)) addParties(phrase, false, found.parties);
  }
  // "Berg and Osei shook hands", "posed together"
  const auto all = children(t);
  const bool together = verb(t, Cue::kHandshake) ||
                        std::any_of(all.begin(), all.end(), [&](std::uint32_t c) { return is(c, "together"); });
  if (found.parties.empty() && together) found.parties.push_back({});
  found.confidence = 80;
  return usable(found);
}

}  // namespace parley::internal
