#pragma once
// Which reports of a document are about one event.
#include <cstdint>
#include <optional>
#include <vector>

#include "extract/internal/meeting_finder.h"

namespace parley::internal {

// One event as told so far.
struct Event {
  std::uint32_t number = 0;
  MeetingKind kind = MeetingKind::kMeeting;
  Actors participants;
  When when;
  std::optional<LocalIndex> place;
  Status status = Status::kHeld;
  bool furniture = false;
  bool inherits = false;  // Has its time or place from the visit on which it happens, or its place from the dateline.
  bool headline = false;  // Told by headlines only, whose tense says little.
  bool one_stop = false;  // A visit that is no part of a tour.
  std::uint32_t first_sentence = 0, last_sentence = 0;
};

// More take part in no bounded meeting: a list of guests, and what a document may cost.
inline constexpr std::size_t kMostParticipants = 64;

// Called off, put off or turned down.
[[nodiscard]] inline bool isOff(Status status) {
  return status == Status::kRefused || status == Status::kCancelled || status == Status::kPostponed;
}

class Events {
 public:
  // Borrows `reading` for its life.
  explicit Events(const Reading& reading) : reading_(reading) {}

  // Pointers and references hold until the next put().
  Event* event(std::uint32_t number) { return &events_[number]; }
  // The event that "the meeting" or "their call" speaks of: the last one of such a kind.
  [[nodiscard]] Event* antecedent(MeetingKind kind, bool furniture);
  // The event that was told last, if not long before `sentence`; nullptr if there is none.
  [[nodiscard]] Event* lastTold(std::uint32_t sentence, bool furniture);
  // The event that those of `more` took part in: the last one, if it was told not long ago.
  [[nodiscard]] Event* attended(const Attendance& more, std::uint32_t sentence, bool furniture);
  // The last event of these parties and such a kind, whatever its time.
  [[nodiscard]] const Event* like(const Actors& who, MeetingKind kind, bool furniture) const;
  // Joins the report to the last event that it can be about, else to a new one. `again`: its sentence says that there
  // were others before.
  [[nodiscard]] Event& put(const Report& report, const MeetingStatement& statement, std::uint32_t sentence,
                           bool headline, bool again);
  void join(Event& event, const Report& report, const MeetingStatement& statement, const Actors& who,
            std::uint32_t sentence, bool headline);
  // A state that a named person represents in the same event gives way to that person.
  void nameSides(MeetingStatement& statement) const;
  // A visit on which a meeting is told needs no report of its own: the meeting takes over its time and place, and its
  // guest if the meeting names only the guest's state. For each event: is it such a visit?
  [[nodiscard]] std::vector<bool> tellVisitsByMeetings();
  // In order of their numbers.
  std::vector<Event>& all() { return events_; }
  // One entity, or a state and a person who acts for it.
  [[nodiscard]] bool sameSide(LocalIndex a, LocalIndex b) const;

 private:
  // A document comes back to one of its last events; looking no further keeps reading linear.
  static constexpr std::size_t kRemembered = 200;
  [[nodiscard]] std::size_t oldest() const { return events_.size() > kRemembered ? events_.size() - kRemembered : 0; }
  // How far back a sentence that names no event may point; in sentences.
  static constexpr std::uint32_t kFar = 6;
  // The event told last, if it was told at most `far` sentences before `sentence` and `fits`.
  template <typename Fits>
  [[nodiscard]] Event* last(std::uint32_t sentence, std::uint32_t far, bool furniture, const Fits& fits);
  [[nodiscard]] bool same(const Event& event, const Report& report, const MeetingStatement& statement,
                          const Actors& who, bool headline, bool again) const;

  // Does `meeting` happen on `visit`?
  [[nodiscard]] bool onVisit(const Event& meeting, const Event& visit) const;

  const Reading& reading_;
  std::vector<Event> events_;
};

}  // namespace parley::internal
