// When and where a meeting takes place.
#include <algorithm>
#include <array>
#include <string_view>

#include "extract/internal/meeting_finder.h"

namespace parley::internal {

// "then on Friday, in Geneva, she will meet": what stands between a comma and the subject is of its verb, whatever the
// tree makes of it.
void MeetingFinder::findFronted() {
  front_.assign(size(), kNone);
  for (std::uint32_t verb = 0; verb < size(); ++verb) {
    if (!verbal(verb) || inMention(verb)) continue;
    const std::uint32_t subject_at = child(verb, "nsubj");
    if (subject_at == kNone || subject_at > verb) continue;
    // "Berg met Osei, a judge, in Lima on Friday, her office said": of what was said.
    if (const std::uint32_t told = child(verb, "ccomp"); told != kNone && told < subject_at) continue;
    const std::uint32_t m = mention_at_[subject_at];
    std::uint32_t from = m == kNone ? subject_at : mentions_[m].first_token;
    while (from > 0 && words_[from - 1].grammar.has(Grammar::kDeterminer)) --from;
    const std::uint32_t end = from;
    const auto belongs = [&](std::uint32_t t) {
      const bool place = mention_at_[t] != kNone && mentions_[mention_at_[t]].kind == MentionKind::kListed;
      return place || time_at_[t] != kNone || words_[t].upos == Upos::kAdp || is(t, {",", "then", "later"});
    };
    while (from > 0 && belongs(from - 1)) --from;
    if (end - from < 2 || !(from == 0 || is(from, ",") || is(from - 1, "and") || is(from - 1, ";"))) continue;
    for (std::uint32_t t = from; t < end; ++t) {
      if (mention_at_[t] != kNone || time_at_[t] != kNone) front_[t] = verb;
    }
  }
}

bool MeetingFinder::arranges(std::uint32_t p) const {
  const Flags<Cue>& c = words_[p].verb.cues;
  return words_[p].verb.length > 0 && words_[p].verb.form != VerbForm::kBase &&
         (c.has(Cue::kCancel) || c.has(Cue::kPostpone) || c.has(Cue::kRefuse) || c.has(Cue::kAccept) ||
          c.has(Cue::kInvite) || lemma(p, {"agree", "arrange", "propose", "offer"}));
}

// "said on Monday during a meeting with Osei": the verb of what was said there; kNone if there is none.
std::uint32_t MeetingFinder::saidThere(std::uint32_t t) const {
  if (!meeting_noun_[t]) return kNone;
  const Attachment at = attachmentOf(t);
  if (!at.within || at.governor == kNone || !marked(at.noun, {"at", "in", "during"})) return kNone;
  const std::uint32_t object = child(at.governor, "obj");
  const bool remarks = lemma(at.governor, {"make", "give", "issue"}) && object != kNone &&
                       is(object, {"remark", "remarks", "comment", "comments", "statement", "announcement", "call"});
  const bool says = words_[at.governor].verb.cues.has(Cue::kReport) || lemma(at.governor, {"speak", "talk"});
  return remarks || says ? at.governor : kNone;
}

int MeetingFinder::nearness(const Found& found, std::uint32_t t, std::uint32_t predicate) const {
  if (segment_[t] != segment_[found.trigger]) return 0;
  if (predicate == kNone) return 1;
  if (predicate == found.trigger) return 5;
  // "On Tuesday, Berg met Osei, the ministry said."
  if (words_[predicate].verb.cues.has(Cue::kReport)) {
    if (t < found.trigger && found.trigger < predicate) return 3;
    return saidThere(found.trigger) == predicate ? 3 : 0;
  }
  if (predicate == found.governor) return 4;
  // Above: "arrived on Monday for talks with", "flew to Lima on Monday to meet".
  std::uint32_t p = parent(found.trigger);
  const auto begins = [&](std::uint32_t clause) {
    return related(clause, "ccomp") || related(clause, "parataxis") || words_[clause].relation == "acl:relcl" ||
           (related(clause, "conj") && child(clause, "nsubj") != kNone);
  };
  if (begins(found.trigger) || (found.travel && related(found.trigger, "conj"))) p = kNone;
  for (int steps = 0; p != kNone && steps < kDeep; ++steps, p = parent(p)) {
    if (p == predicate) return 3;
    if (verbal(p) && words_[p].verb.cues.has(Cue::kReport)) break;
    if (begins(p)) break;
  }
  // "met Osei, who was freed on Friday", "since she took office in May": the time of something else.
  if (words_[predicate].relation == "acl:relcl" && is(child(predicate, "nsubj"), "who")) return 0;
  if (related(predicate, "advcl") && marked(predicate, {"since", "after", "before", "until"})) return 0;
  // Below: "a meeting that was held on Friday".
  p = related(predicate, "conj") ? kNone : parent(predicate);
  for (int steps = 0; p != kNone && steps < kDeep; ++steps, p = parent(p)) {
    if (p == found.trigger) return 3;
    if (verbal(p) || (related(p, "conj") && !inMention(p))) break;
  }
  // Behind: "their meeting held this Wednesday", which the tree may hang higher.
  if (predicate > found.trigger && words_[found.trigger].noun.length > 0 && child(predicate, "nsubj") == kNone &&
      (lemma(predicate, "hold") || verb(predicate, Cue::kPlan)) && words_[predicate].verb.form != VerbForm::kBase &&
      std::none_of(words_.begin() + found.trigger + 1, words_.begin() + predicate,
                   [](const Word& word) { return word.upos == Upos::kVerb || word.upos == Upos::kAux; }))
    return 3;
  // Beside: "a visit to Lima for talks with".
  if (words_[predicate].noun.cues.has(Cue::kVisit) && parent(predicate) != kNone &&
      parent(predicate) == parent(found.trigger))
    return 2;
  return 0;
}

bool MeetingFinder::ofAnother(const std::vector<Found>& all, std::size_t index, std::uint32_t t,
                              std::uint32_t owner) const {
  if (marked(t, {"since", "ahead"})) return true;
  // "ahead of a conference in August", which the tree may hang on "ahead"
  if (const std::uint32_t p = parent(t); p != kNone && (is(p, "ahead") || is(p, "advance"))) return true;
  if (owner == all[index].trigger) return false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool frame = all[i].travel || (all[i].kind == MeetingKind::kVisit && all[index].kind != MeetingKind::kVisit);
    if (i == index || owner != all[i].trigger || frame) continue;
    // "met Osei for breakfast at a hotel": the breakfast is no other.
    const bool same = all[i].borrows && related(owner, "obl") && parent(owner) == all[index].trigger;
    if (!same) return true;
  }
  // "a conference in August": of what is no meeting.
  for (std::uint32_t p = parent(t); p != kNone && p != owner; p = parent(p)) {
    if (nominal(p) && !inMention(p) && time_at_[p] == kNone && !meeting_noun_[p] && !is(p, "place") &&
        !is(p, "sidelines") && !is(p, "margins"))
      return true;
  }
  return false;
}

// Is `all[index]` the last that is told in front of `t`?
bool MeetingFinder::lastBefore(const std::vector<Found>& all, std::size_t index, std::uint32_t t) {
  return index + 1 == all.size() || all[index + 1].trigger > t;
}

std::optional<std::uint32_t> MeetingFinder::timeFor(const std::vector<Found>& all, std::size_t index) const {
  const Found& one = all[index];
  std::optional<std::uint32_t> best;
  int best_score = 0;
  // "since 2029, when they met in Lima"
  const std::uint32_t above = parent(one.trigger);
  if (words_[one.trigger].relation == "acl:relcl" && above < one.trigger && time_at_[above] != kNone &&
      child(one.trigger, "advmod") != kNone && is(child(one.trigger, "advmod"), "when"))
    return time_at_[above];
  for (std::uint32_t i = 0; i < times_.size(); ++i) {
    const TimeExpression& time = times_[i];
    if (time.date.form == DateForm::kNone) continue;
    // "the challenges of the 21st century": no time of a meeting.
    const std::optional<DateInterval> stretch = anchor(time.date, reading_.written);
    if (stretch && stretch->last - stretch->first > std::chrono::days(366)) continue;
    std::uint32_t head = time.first_token;
    while (head + 1 < time.end_token && words_[head].head != kRoot && words_[head].head >= time.first_token &&
           words_[head].head < time.end_token)
      ++head;
    const bool owns = time.end_token < size() && (is(time.end_token, "'s") || is(time.end_token, "'"));
    if (owns && parent(head) != one.trigger) continue;  // "Friday's papers", but "Friday's meeting"
    // "the first such trip in eight years"
    const std::uint32_t noun_of = parent(head);
    if (noun_of != kNone && nominal(noun_of) && marked(head, "in") && child(noun_of, "amod") != kNone &&
        is(child(noun_of, "amod"), "first"))
      continue;
    const std::uint32_t owner = ownerOf(head);
    int score = nearness(one, head, owner) * 2;
    // "agreed ahead of her visit next week": what has happened has no time to come.
    const bool to_come = time.date.direction == Direction::kFuture && owner != kNone && words_[owner].past;
    if (to_come && score == 0 && owner < one.trigger && one.trigger < head && lastBefore(all, index, head)) score = 3;
    if (score == 0 || ofAnother(all, index, head, owner)) continue;
    // "which had been set last month"
    if (owner != kNone && owner != one.trigger && verb(owner, Cue::kPlan) && time.date.direction == Direction::kPast)
      continue;
    // "on Tuesday cancelled a meeting", "was cancelled on Tuesday": the day of cancelling.
    const bool between = owner != kNone && (head < owner) != (one.trigger < owner);
    if (owner != kNone && owner != one.trigger && arranges(owner) &&
        (between || (one.trigger < owner && head > owner && !marked(head, "for"))))
      continue;
    if (time.first_token > one.trigger) ++score;
    if (score > best_score) {
      best = i;
      best_score = score;
    }
  }
  return best;
}

std::optional<std::uint32_t> MeetingFinder::timeOfStop(const Found& found, std::size_t n) const {
  const std::uint32_t from = found.party_ends[n];
  const std::uint32_t to = n + 1 < found.party_ends.size() ? found.party_ends[n + 1] : size();
  for (std::uint32_t i = 0; i < times_.size(); ++i) {
    if (times_[i].first_token < from || times_[i].first_token >= to || times_[i].date.form == DateForm::kNone) continue;
    // "Lima, on Monday", "Lima (Peru) May 3"
    int words = 0, depth = 0;
    for (std::uint32_t t = from; t < times_[i].first_token; ++t) {
      depth += is(t, "(") ? 1 : is(t, ")") ? -1 : 0;
      words += depth == 0 && words_[t].kind == TokenKind::kWord ? 1 : 0;
    }
    return words <= 1 ? std::optional(i) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<int> MeetingFinder::daysLater(const Found& found) const {
  static constexpr std::array<std::string_view, 11> kNumbers = {"",    "one",   "two",   "three", "four", "five",
                                                                "six", "seven", "eight", "nine",  "ten"};
  for (std::uint32_t t = 0; t + 2 < size(); ++t) {
    std::optional<int> days;
    std::uint32_t noun_at = t + 1;
    const bool day = is(t + 1, "day") || is(t + 1, "days");
    if (day && is(t + 2, "later")) {
      if (is(t, "a")) days = 1;
      for (std::size_t n = 1; n < kNumbers.size(); ++n) {
        if (is(t, kNumbers[n])) days = static_cast<int>(n);
      }
    } else if (is(t, "the") && (is(t + 1, "next") || is(t + 1, "following")) &&
               (is(t + 2, "day") || is(t + 2, "morning"))) {
      days = 1;
      noun_at = t + 2;
    }
    if (!days) continue;
    const std::uint32_t owner = ownerOf(noun_at);
    if (owner == found.trigger || nearness(found, noun_at, owner) > 0) return days;
  }
  return std::nullopt;
}

std::optional<LocalIndex> MeetingFinder::placeFor(const std::vector<Found>& all, std::size_t index) const {
  const Found& one = all[index];
  if (one.no_place) return std::nullopt;
  std::optional<LocalIndex> best = one.place;
  // "Lima, where she will meet Osei"
  const std::uint32_t head = parent(one.trigger);
  if (!best && head < one.trigger && words_[one.trigger].relation == "acl:relcl" && mention_at_[head] != kNone) {
    const bool where = std::any_of(words_.begin() + head, words_.begin() + one.trigger,
                                   [](const Word& word) { return word.lower == "where"; });
    if (where) best = referents_[mention_at_[head]].place;
  }
  int best_rank = best ? 20 + rankOf(*best, true) : 0;
  for (std::uint32_t m = 0; m < mentions_.size(); ++m) {
    const Mention& about = mentions_[m];
    if (!referents_[m].place || about.first_token == 0) continue;
    std::uint32_t t = top(about.first_token);
    // "at the Munich conference"
    std::uint32_t above = parent(t);
    const bool city = about.kind == MentionKind::kListed &&
                      (about.entry->as == ListedAs::kCapital || about.entry->as == ListedAs::kCity);
    if (city && words_[t].relation == "compound" && above != kNone && nominal(above)) t = above, above = parent(t);
    // "in the port city of Lima", "in the capital, Lima"
    const bool named = words_[t].relation == "appos" || marked(t, "of");
    if (named && is(above, {"city", "town", "port", "capital", "village", "island"})) t = above, above = parent(t);
    const bool inside = marked(t, {"in", "at", "on"});
    const bool sidelines = marked(t, "of") && above != kNone && (is(above, "sidelines") || is(above, "margins"));
    const bool event = about.kind == MentionKind::kOrganisation || about.kind == MentionKind::kEvent;
    const bool towards = marked(t, "to") && !event;
    if (!inside && !sidelines && !towards) continue;
    // A city that no list has: "in Iqaluit". "at the Villa Berg" is no place that others could know it by.
    const bool unlisted = about.kind == MentionKind::kPlace && marked(t, "in") && !is(about.first_token, "the") &&
                          !is(about.first_token - 1, "the");
    if (!event && about.kind != MentionKind::kListed && !unlisted) continue;
    const std::uint32_t owner = ownerOf(t);
    if (towards && !(owner != kNone && (one.place_to || words_[owner].verb.cues.has(Cue::kTravel) ||
                                        words_[owner].noun.cues.has(Cue::kVisit))))
      continue;
    const int near = nearness(one, t, owner);
    if (near == 0 || ofAnother(all, index, t, owner)) continue;
    int rank = near * 4 + rankOf(*referents_[m].place, about.first_token > one.trigger);
    if (about.kind == MentionKind::kListed && about.entry->as == ListedAs::kCountry) --rank;
    if (about.kind == MentionKind::kPlace) rank -= 3;  // "the Presidential Palace", or a city that no list has.
    if (rank > best_rank) {
      best = referents_[m].place;
      best_rank = rank;
    }
  }
  return best;
}

bool MeetingFinder::saysThere(const Found& found) const {
  const auto all = children(found.trigger);
  return std::any_of(all.begin(), all.end(),
                     [&](std::uint32_t c) { return is(c, "there") && words_[c].relation == "advmod"; });
}

int MeetingFinder::rankOf(LocalIndex place, bool after) const {
  const LocalEntity& entity = reading_.coreference.entities[place];
  return (entity.kind == EntityKind::kPlace ? 4 : 2) + (after ? 1 : 0);
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
    const std::uint32_t owner = ownerOf(about.first_token);
    const bool journey = is(before, "to") && is(0, "during") && owner != kNone &&
                         (words_[owner].verb.cues.has(Cue::kTravel) || words_[owner].noun.cues.has(Cue::kTrip));
    if (!opens && !journey) continue;
    Scene scene;
    scene.place = *referents_[m].place;
    std::uint32_t next = about.end_token;
    while (is(next, ",") && next + 1 < size() && mention_at_[next + 1] != kNone &&
           mentions_[mention_at_[next + 1]].kind == MentionKind::kListed)
      next = mentions_[mention_at_[next + 1]].end_token;
    if (is(next, "on")) ++next;
    if (next < size() && time_at_[next] != kNone && times_[time_at_[next]].date.form != DateForm::kNone)
      scene.time = times_[time_at_[next]];
    return scene;
  }
  return std::nullopt;
}

Direction MeetingFinder::directionOf(const Found& found, Status status) {
  const bool past = found.behind || status == Status::kHeld || status == Status::kDenied;
  return past ? Direction::kPast : Direction::kFuture;
}

}  // namespace parley::internal
