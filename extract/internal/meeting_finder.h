#pragma once
// The words of one sentence that tell of meetings: verbs (meeting_finder.cpp) and nouns (meeting_noun.cpp).
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "extract/internal/syntax.h"

namespace parley::internal {

// A construction that tells of a meeting, or of several that differ in one party.
struct Found {
  std::uint32_t begin = 0;  // Tokens that the whole construction covers.
  std::uint32_t end = 0;
  std::uint32_t trigger = 0;
  MeetingKind kind = MeetingKind::kMeeting;
  std::vector<Actors> parties;                          // One entry a meeting: "with X, and with Y" are two.
  Actors common;                                        // Part of each.
  std::optional<Status> status;                         // nullopt: only its time, or what was said before, can tell.
  std::vector<std::optional<LocalIndex>> party_places;  // Of `parties`, if there are several on one journey.
  bool behind = false;                                  // Told in the past tense, whatever its status.
  bool plural = false;                                  // "meetings": never points back to one event.
  bool continues = false;  // "met him in a meeting": the same event as the report before it.
  bool borrows = false;    // Its parties are those of the report before it in the sentence.
  bool anaphoric = false;  // "the meeting": one that was spoken of before.
  bool travel = false;     // Told as a journey only.
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

class MeetingFinder : public Syntax {
 public:
  using Syntax::says;
  using Syntax::spanOf;
  using Syntax::Syntax;

  // In the order of the text.
  [[nodiscard]] std::vector<Found> run();
  // The time expression (an index for time()) and the place that belong to `all[index]`.
  [[nodiscard]] std::optional<std::uint32_t> timeFor(const std::vector<Found>& all, std::size_t index) const;
  [[nodiscard]] std::optional<LocalIndex> placeFor(const std::vector<Found>& all, std::size_t index) const;
  // What the sentence opens with, unless it only says what somebody said there.
  [[nodiscard]] std::optional<Scene> scene() const;
  // On which side of the day of writing such a meeting lies.
  [[nodiscard]] static Direction directionOf(const Found& found, Status status);
  const TimeExpression& time(std::uint32_t i) const { return times_[i]; }
  // Who says the sentence, if it says so.
  [[nodiscard]] std::optional<LocalIndex> speaker() const;

 private:
  // What stands in front of a meeting noun, in its own phrase: "the long-planned Oslo", "Berg's".
  struct NounFront {
    std::uint32_t begin = 0;
    Actors owner;
    bool determined = false, definite = false, indefinite = false, phone = false;
    std::optional<LocalIndex> place;
    Outlook outlook;
  };
  // What stands behind it: "with Osei in Oslo on Friday".
  struct NounBack {
    std::uint32_t end = 0;
    std::vector<Actors> parties;
    bool between = false, with = false, of_body = false, place_to = false;
    Actors owner;
    std::optional<LocalIndex> place;
    Outlook outlook;
  };
  // What governs it: "will hold", "after".
  struct NounGovernor {
    std::uint32_t begin = 0;
    Outlook outlook;
    Actors subject, together;
    bool verb = false;
    std::optional<Status> status;
  };

  [[nodiscard]] std::optional<Found> trigger(std::uint32_t t) const;
  [[nodiscard]] Found start(std::uint32_t t, const char* made_by) const;
  void decide(Found& found, const Outlook& outlook, std::optional<Status> otherwise) const;
  // Status of a verb group around the verb at `t`: sets begin of the group.
  [[nodiscard]] std::optional<Status> hearsay(std::uint32_t begin) const;
  [[nodiscard]] std::optional<Status> verbStatus(std::uint32_t t, Found& found, bool& none, bool& passive) const;
  [[nodiscard]] std::optional<Found> meetVerb(std::uint32_t t) const;
  // `found`, if it names two parties at least.
  [[nodiscard]] std::optional<Found> usable(const Found& found) const;
  [[nodiscard]] std::optional<Found> talkVerb(std::uint32_t t) const;
  // "spoke to the Council", "told Reuters": no meeting of two parties.
  [[nodiscard]] bool onlySpeech(const Found& found) const;
  [[nodiscard]] std::optional<Found> withVerb(std::uint32_t t, std::uint32_t at) const;
  // "will see his Ghanaian counterpart".
  [[nodiscard]] bool willSee(std::uint32_t t) const;
  // "called Foreign Minister Osei", not "called Osei a friend".
  [[nodiscard]] bool calledSomebody(std::uint32_t t) const;
  // "a tour that took Berg to Peru and Chile".
  [[nodiscard]] bool tourTook(std::uint32_t t) const;
  [[nodiscard]] std::optional<Found> tour(std::uint32_t t) const;
  // "settled it by phone on Monday".
  [[nodiscard]] std::optional<Found> phoneAdverb(std::uint32_t t) const;
  // "told reporters alongside Martin".
  [[nodiscard]] std::optional<Found> alongside(std::uint32_t t) const;
  // "received Osei", "was received by Berg", "phoned Osei".
  [[nodiscard]] std::optional<Found> objectVerb(std::uint32_t t, MeetingKind kind) const;
  // The state that is visited: a country itself, or that of a capital or city.
  [[nodiscard]] Actors hosts(std::uint32_t from, std::uint32_t& end, std::optional<LocalIndex>& place) const;
  // A state on a journey, with the place in [from, to) that lies in it.
  void addHost(Found& found, LocalIndex state, std::uint32_t from, std::uint32_t to) const;
  // The token "delegation" of "lead a delegation"; kNone if that is not what token `t` begins.
  [[nodiscard]] std::uint32_t delegationAt(std::uint32_t t) const;
  [[nodiscard]] std::optional<Found> visitVerb(std::uint32_t t) const;
  [[nodiscard]] std::optional<Found> inviteVerb(std::uint32_t t) const;
  // "that had been planned for" at token `t`: a clause that says when and where.
  [[nodiscard]] bool saysWhen(std::uint32_t t) const;
  // "met Berg ahead of the summit in June".
  [[nodiscard]] bool ofAnotherEvent(const Found& one, const TimeExpression& time) const;
  // The time of cancelling or arranging, not of what is cancelled.
  [[nodiscard]] bool ofArranging(const Found& one, const TimeExpression& time) const;
  // Tokens in which times and places of `all[index]` stand.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> region(const std::vector<Found>& all, std::size_t index) const;
  [[nodiscard]] int rankOf(LocalIndex place, bool after) const;

  [[nodiscard]] static MeetingKind kindOf(const Flags<Cue>& cues);
  // Modifiers of the noun at `t`, back to its determiner or owner.
  [[nodiscard]] NounFront frontOf(std::uint32_t t) const;
  // Phrases behind the noun at `t` that name parties, places and times.
  [[nodiscard]] NounBack backOf(std::uint32_t t) const;
  // The verb or preposition that governs a noun phrase. nullopt: it tells of no meeting.
  [[nodiscard]] std::optional<NounGovernor> governorOf(std::uint32_t t, const NounFront& front,
                                                       const NounBack& back) const;
  [[nodiscard]] std::optional<Found> meetingNoun(std::uint32_t t) const;
  [[nodiscard]] std::optional<Found> visitNoun(Found found, const Actors& guest, const NounFront& front,
                                               const NounBack& back) const;
};

}  // namespace parley::internal
