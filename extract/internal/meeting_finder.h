#pragma once
// The words of one sentence that tell of meetings, read over its tree (clauses.h): verbs (meeting_verb.cpp) and nouns
// (meeting_noun.cpp), when and where (meeting_setting.cpp), and what it adds to meetings told before (attendance.cpp).
#include <cstdint>
#include <optional>
#include <vector>

#include "extract/internal/clauses.h"

namespace parley::internal {

// A construction that tells of a meeting, or of several that differ in one party.
struct Found {
  std::uint32_t trigger = 0;       // The verb or noun.
  std::uint32_t governor = kRoot;  // The verb that has the noun as its object or subject, or nothing.
  MeetingKind kind = MeetingKind::kMeeting;
  std::vector<Actors> parties;                            // One entry a meeting: "with X, and with Y" are two.
  Actors common;                                          // Part of each.
  std::optional<Status> status;                           // nullopt: only its time, or what was said before, can tell.
  std::vector<std::optional<LocalIndex>> party_places;    // Of `parties`, on a journey.
  std::vector<std::uint32_t> party_ends;                  // Of `parties`, on a journey: where their names end.
  std::vector<std::optional<std::uint32_t>> party_times;  // Of `parties`, where each has a time of its own.
  bool behind = false;                                    // Told in the past tense, whatever its status.
  bool plural = false;                                    // "meetings": never points back to one event.
  bool continues = false;   // "met him in a meeting": the same event as the report before it.
  bool borrows = false;     // Its parties are those of the report before it in the sentence.
  bool their = false;       // "their meeting": of those who met, or of the two spoken of before.
  bool anaphoric = false;   // "the meeting": one that was spoken of before.
  bool travel = false;      // Told as a journey only.
  bool unsaid_way = false;  // "spoke with": a call, unless the same two are known to have met.
  bool no_place = false;
  bool place_to = false;  // "to Lima" is its place.
  std::optional<LocalIndex> place;
  std::optional<LocalIndex> guest;
  std::vector<std::uint32_t> cues;
  std::uint8_t confidence = 80;
  const char* made_by = "";
};

// Where and when what a sentence and the next one tell happens: "In Lima on May 3, ...".
struct Scene {
  LocalIndex place = 0;
  std::optional<TimeExpression> time;
};

// Who took part in an event that was told before.
struct Attendance {
  std::uint32_t at = 0;  // The verb.
  Actors who = {};
  Actors beside = {};      // One of them must take part in that event, if there are any.
  bool of_summit = false;  // "attended the summit"
  bool planned = false;
  bool for_side = false;  // Only for a side that takes part: "led the Ghanaian delegation".
};

// What a later sentence says of an event without naming it: "Both denied it", "It did not take place", "He accepted".
struct Turn {
  std::uint32_t at = 0;  // The verb.
  Status status = Status::kDenied;
  Actors who = {};  // Who denies; empty: both, or somebody who speaks for one of them.
};

class MeetingFinder : public Clauses {
 public:
  MeetingFinder(const Reading& reading, std::uint32_t s);

  // In the order of the text.
  [[nodiscard]] std::vector<Found> run() const;
  [[nodiscard]] std::vector<Attendance> attendance() const;
  [[nodiscard]] std::optional<Turn> turn() const;
  // "Two days later she met Osei": days after what was told before.
  [[nodiscard]] std::optional<int> daysLater(const Found& found) const;
  [[nodiscard]] Actors companions() const;
  // The time expression (an index for time()) and the place that belong to `all[index]`.
  [[nodiscard]] std::optional<std::uint32_t> timeFor(const std::vector<Found>& all, std::size_t index) const;
  [[nodiscard]] std::optional<LocalIndex> placeFor(const std::vector<Found>& all, std::size_t index) const;
  // What the sentence opens with, unless it only says what somebody said there.
  [[nodiscard]] std::optional<Scene> scene() const;
  // The time of stop `n` of the journey `found`: "to Lima on Monday and Accra on Friday".
  [[nodiscard]] std::optional<std::uint32_t> timeOfStop(const Found& found, std::size_t n) const;
  // The verb by which somebody says something at the meeting told at `t`; kNone if there is none.
  [[nodiscard]] std::uint32_t saidThere(std::uint32_t t) const;
  // Does what was told before happen there? "She was speaking during a meeting with Osei."
  [[nodiscard]] bool goesOn(const Found& found) const { return saidThere(found.trigger) != kNone || ofDeed(found); }
  // "The remarks came at a meeting with Osei": is it said of somebody's deed, whose the sentence does not say?
  [[nodiscard]] bool ofDeed(const Found& found) const;
  // The one person who does what the sentence says.
  [[nodiscard]] std::optional<LocalIndex> mainActor() const;
  // On which side of the day of writing such a meeting lies.
  [[nodiscard]] static Direction directionOf(const Found& found, Status status);
  const TimeExpression& time(std::uint32_t i) const { return times_[i]; }
  // Whom the sentence speaks of.
  [[nodiscard]] Actors everybody() const;
  // "met him there": in the place that was spoken of before.
  [[nodiscard]] bool saysThere(const Found& found) const;
  // "met again", "their last meeting": there were others before.
  [[nodiscard]] bool saysAgain() const;
  // "Earlier Berg broke off talks": not those that were told before.
  [[nodiscard]] bool saysEarlier() const { return is(0, "earlier"); }
  Span spanOf(std::uint32_t token) const { return words_[token].span; }

 private:
  // What a meeting noun hangs on: a verb or predicate, by which relation, from which noun on the way ("round of").
  struct Attachment {
    std::uint32_t governor = kNone;
    std::uint32_t noun = kNone;  // The last noun below the governor.
    bool object = false, subject = false;
    bool within = false;  // In a prepositional phrase.
  };

  // What the sentence says around the meeting noun at `t`.
  struct NounCase {
    std::uint32_t t = 0, first = 0;  // Its last word, and the first of the lexicon's phrase.
    Flags<Cue> cues;
    bool visit = false, invite = false, call = false;
    Found found;
    // In front.
    Actors owner;
    bool their = false, definite = false, indefinite = false, determined = false;
    // Above.
    Attachment at;
    bool light = false, engaged = false;  // Held, opened, ...; "engaged in talks".
    std::uint32_t holder = kNone;         // The verb whose phrases are the noun's as well.
    Outlook outlook;
    std::optional<Status> status;  // By tense.
    std::optional<Status> said;    // By words.
    Actors doer;
    // Behind.
    bool between = false, with = false, of_body = false, each = false;
  };

  [[nodiscard]] std::optional<Found> trigger(std::uint32_t t) const;
  [[nodiscard]] Found start(std::uint32_t t, const char* made_by) const;
  [[nodiscard]] bool verb(std::uint32_t t, Cue cue) const { return words_[t].verb.cues.has(cue); }
  [[nodiscard]] bool noun(std::uint32_t t, Cue cue) const { return words_[t].noun.cues.has(cue); }
  // How the verb at `t` stands; nullopt as Found::status. Sets `none` if it never was a meeting.
  [[nodiscard]] std::optional<Status> statusOf(std::uint32_t t, Found& found, bool& none) const;
  [[nodiscard]] std::optional<Status> hearsay(std::uint32_t t) const;
  // `found`, if it names two parties at least.
  [[nodiscard]] static std::optional<Found> usable(const Found& found);
  // `found`, also if it names one party only and others may be told later.
  [[nodiscard]] static std::optional<Found> oneSided(Found found);
  // "governors", "the two leaders": people without names.
  [[nodiscard]] bool isCrowd(std::uint32_t t) const;

  [[nodiscard]] std::optional<Found> meetVerb(std::uint32_t t) const;
  [[nodiscard]] std::optional<Found> talkVerb(std::uint32_t t) const;
  [[nodiscard]] std::optional<Found> objectVerb(std::uint32_t t, MeetingKind kind) const;
  [[nodiscard]] bool leadsDelegation(std::uint32_t t) const;
  [[nodiscard]] std::optional<Found> visitVerb(std::uint32_t t) const;
  [[nodiscard]] std::optional<Found> inviteVerb(std::uint32_t t) const;
  [[nodiscard]] std::optional<Found> appearVerb(std::uint32_t t) const;
  [[nodiscard]] std::optional<Found> calledSomebody(std::uint32_t t) const;
  [[nodiscard]] std::optional<Found> seeVerb(std::uint32_t t) const;
  [[nodiscard]] std::optional<Found> tourVerb(std::uint32_t t) const;
  [[nodiscard]] std::optional<Found> addressVerb(std::uint32_t t) const;
  [[nodiscard]] std::optional<Found> discussVerb(std::uint32_t t) const;
  [[nodiscard]] std::optional<Found> besideSomebody(std::uint32_t t) const;
  [[nodiscard]] std::optional<Found> calledOn(std::uint32_t t) const;
  [[nodiscard]] std::optional<Found> signVerb(std::uint32_t t) const;
  [[nodiscard]] std::optional<Found> namedTalks(std::uint32_t t) const;
  // What an invitation at `t` is to: a visit, and where.
  void takeInvitation(std::uint32_t t, Found& found) const;
  // "at the invitation of President Osei": the host of a visit.
  void takeInviter(Found& found) const;
  // "will meet in the final": opponents.
  [[nodiscard]] bool ofSport() const;
  [[nodiscard]] std::optional<Found> phoneCall(std::uint32_t t) const;
  [[nodiscard]] std::optional<Found> meetingNoun(std::uint32_t t) const;
  // Its steps; false if it tells of no meeting after all.
  [[nodiscard]] bool readFront(NounCase& n) const;
  [[nodiscard]] bool readAbove(NounCase& n) const;
  [[nodiscard]] bool readBehind(NounCase& n) const;
  [[nodiscard]] bool settle(NounCase& n) const;
  [[nodiscard]] bool findDoer(NounCase& n) const;
  [[nodiscard]] std::optional<Found> asVisit(NounCase& n) const;
  [[nodiscard]] std::optional<Found> asMeeting(NounCase& n) const;
  [[nodiscard]] std::optional<Found> asPointer(NounCase& n) const;

  // Phrases with `preposition` that belong to `owner` or `other`, in the order of the text.
  [[nodiscard]] std::vector<std::uint32_t> phrases(std::string_view preposition, std::uint32_t owner,
                                                   std::uint32_t other = kNone) const;
  [[nodiscard]] std::uint32_t ownerOf(std::uint32_t t) const;
  [[nodiscard]] bool colleagues(const Actors& all) const;
  [[nodiscard]] bool opensClause(std::uint32_t t) const;
  void findFronted();
  // Adds the parties of the phrase at `t`: one entry, or one for each where they were met one by one.
  void addParties(std::uint32_t t, bool one_by_one, std::vector<Actors>& to) const;
  // "met A in Lima on Monday and B in Accra on Friday": B, whom the tree hangs on Monday, and when and where.
  void goOn(Found& found, std::uint32_t last) const;
  // "met A and B on Monday and Tuesday respectively"
  void takeRespectively(Found& found) const;
  [[nodiscard]] bool oneByOne(std::uint32_t t) const;
  [[nodiscard]] bool otherOfficials(const List& group) const;
  [[nodiscard]] bool byPhone(std::uint32_t t) const;
  [[nodiscard]] bool ofPress(const Actors& who) const;
  // "spoke to the Council", "told Reuters": no meeting of two parties.
  [[nodiscard]] bool onlySpeech(const Found& found) const;
  // Adds the states that are visited at `t`: countries themselves, or those of capitals and cities.
  void addHosts(std::uint32_t t, Found& found) const;
  [[nodiscard]] bool belongs(std::uint32_t t) const;
  [[nodiscard]] Attachment attachmentOf(std::uint32_t t) const;
  [[nodiscard]] bool isTheEvent(std::uint32_t t) const;
  [[nodiscard]] bool standsAtEvent(std::uint32_t t) const;
  [[nodiscard]] bool isDelegation(std::uint32_t t) const;
  [[nodiscard]] bool speaksForThem(std::uint32_t t) const;
  // What the verb at `t` says of who took part, and of who led a side.
  void attend(std::uint32_t t, std::vector<Attendance>& out) const;
  [[nodiscard]] std::uint32_t leaderBehind(std::uint32_t t) const;
  void lead(std::uint32_t t, std::vector<Attendance>& out) const;
  // "the Japan-Peru political dialogue": the two states in front of the noun at `t`.
  [[nodiscard]] Actors statesBefore(std::uint32_t t) const;
  // What the verb above a meeting noun says of the meeting.
  void takeVerbOf(const Attachment& at, Outlook& outlook) const;
  [[nodiscard]] static MeetingKind kindOf(const Flags<Cue>& cues);

  // How near a time or place at `t`, which belongs to `predicate`, is to what `found` tells; 0 if it is another matter.
  [[nodiscard]] int nearness(const Found& found, std::uint32_t t, std::uint32_t predicate) const;
  // Is the time or place at `t`, which belongs to `owner`, that of something else than `all[index]`?
  [[nodiscard]] bool ofAnother(const std::vector<Found>& all, std::size_t index, std::uint32_t t,
                               std::uint32_t owner) const;
  [[nodiscard]] static bool lastBefore(const std::vector<Found>& all, std::size_t index, std::uint32_t t);
  [[nodiscard]] bool arranges(std::uint32_t predicate) const;
  [[nodiscard]] int rankOf(LocalIndex place, bool after) const;

  std::vector<bool> meeting_noun_;      // The last word of a noun of the lexicon.
  std::vector<std::uint32_t> front_;    // The verb that a time or place in front of its subject belongs to, or kNone.
  std::vector<std::uint32_t> segment_;  // Counts semicolons.
};

}  // namespace parley::internal
