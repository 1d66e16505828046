#include "extract/meetings.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace parley {
namespace {

using Actors = std::vector<LocalIndex>;

void add(Actors& to, const Actors& from) {
  for (const LocalIndex index : from) {
    if (std::find(to.begin(), to.end(), index) == to.end()) to.push_back(index);
  }
}

// What the words around a verb or noun say about whether it happens.
struct Outlook {
  bool cancel = false, postpone = false, refuse = false, deny = false, uncertain = false, propose = false, plan = false;
  bool accept = false, fail = false, negated = false, will = false, would = false, may = false, to = false, be = false;
  bool have = false, past = false, now = false, happen = false, conditional = false, travel = false;
  std::vector<std::uint32_t> cues;  // Tokens that decided.

  void take(const LexiconMatch& match, std::uint32_t at) {
    const std::uint32_t before = count();
    const Flags<Cue>& c = match.cues;
    cancel |= c.has(Cue::kCancel);
    postpone |= c.has(Cue::kPostpone);
    refuse |= c.has(Cue::kRefuse);
    deny |= c.has(Cue::kDeny);
    uncertain |= c.has(Cue::kUncertain);
    propose |= c.has(Cue::kPropose) || c.has(Cue::kInvite);
    plan |= c.has(Cue::kPlan) || c.has(Cue::kPlanning);
    accept |= c.has(Cue::kAccept);
    fail |= c.has(Cue::kFail);
    negated |= c.has(Cue::kNot);
    will |= c.has(Cue::kWill);
    would |= c.has(Cue::kWould);
    may |= c.has(Cue::kMay);
    happen |= c.has(Cue::kHappen);
    conditional |= c.has(Cue::kIf);
    if (count() > before) cues.push_back(at);
    to |= c.has(Cue::kTo);
    be |= c.has(Cue::kBe);
    have |= c.has(Cue::kHave);
    travel |= c.has(Cue::kTravel);
    past |= c.has(Cue::kThen) || match.form == VerbForm::kPast || match.form == VerbForm::kPastOrParticiple;
    now |= c.has(Cue::kNow);
  }
  [[nodiscard]] std::uint32_t count() const {
    return static_cast<std::uint32_t>(cancel) + postpone + refuse + deny + uncertain + propose + plan + accept + fail + negated + will +
           would + may + happen + conditional;
  }
  void join(const Outlook& other) {
    cancel |= other.cancel, postpone |= other.postpone, refuse |= other.refuse, deny |= other.deny;
    uncertain |= other.uncertain, propose |= other.propose, plan |= other.plan, accept |= other.accept, fail |= other.fail;
    negated |= other.negated, will |= other.will, would |= other.would, may |= other.may, past |= other.past;
    happen |= other.happen, conditional |= other.conditional, travel |= other.travel, have |= other.have;
    cues.insert(cues.end(), other.cues.begin(), other.cues.end());
  }

  // nullopt: the words do not decide. `none`: what they speak of never was a meeting.
  [[nodiscard]] std::optional<Status> status(bool& none) const {
    none = false;
    if (cancel) return Status::kCancelled;
    if (postpone) return Status::kPostponed;
    if (refuse) return Status::kRefused;
    if (deny) return Status::kDenied;
    if (negated && happen) return will || would ? Status::kCancelled : Status::kCancelled;
    if (negated && (will || would || may || plan)) return Status::kRefused;
    if (negated || fail) {
      none = true;
      return std::nullopt;
    }
    if (accept) return Status::kPlanned;
    if (uncertain && !propose) return Status::kUncertain;
    if (propose) return Status::kProposed;
    if (may) return Status::kUncertain;
    if (would && conditional) return Status::kProposed;
    if (will || would || plan) return Status::kPlanned;
    return std::nullopt;
  }
};

struct Found {
  std::uint32_t begin = 0;  // Tokens that the whole construction covers.
  std::uint32_t end = 0;
  std::uint32_t trigger = 0;
  MeetingKind kind = MeetingKind::kMeeting;
  std::vector<Actors> parties;  // One entry a meeting: "with X, and with Y" are two.
  Actors common;                // Part of each.
  std::optional<Status> status;
  std::vector<std::optional<LocalIndex>> party_places;  // Of `parties`, if there are several on one journey.
  bool plural = false;
  bool borrows = false;  // Its parties are those of the report before it in the sentence.
  bool anaphoric = false;  // "the meeting": one that was spoken of before.
  bool travel = false;     // Told as a journey only.
  bool no_place = false;
  bool place_to = false;   // "to Kyiv" is its place.
  std::optional<LocalIndex> place;
  std::optional<LocalIndex> guest;
  std::vector<std::uint32_t> cues;
  std::uint8_t confidence = 80;
  const char* made_by = "";
};

class SentenceReader {
 public:
  SentenceReader(const Reading& reading, std::uint32_t s)
      : reading_(reading), s_(s), words_(reading.parsed[s].words), mentions_(reading.parsed[s].mentions),
        referents_(reading.coreference.referents[s]), times_(reading.times[s]), mention_at_(words_.size(), kNone),
        time_at_(words_.size(), kNone) {
    for (std::uint32_t m = 0; m < mentions_.size(); ++m) {
      for (std::uint32_t t = mentions_[m].first_token; t < mentions_[m].end_token; ++t) mention_at_[t] = m;
    }
    for (std::uint32_t i = 0; i < times_.size(); ++i) {
      for (std::uint32_t t = times_[i].first_token; t < times_[i].end_token; ++t) time_at_[t] = i;
    }
  }

  std::vector<Found> run() {
    std::vector<Found> found;
    for (std::uint32_t t = 0; t < size(); ++t) {
      if (inMention(t) && !isPair(t)) continue;
      std::optional<Found> one = trigger(t);
      if (!one) continue;
      one->trigger = t;
      t = std::max(t, one->end == 0 ? t : std::min(one->end - 1, t + length(t) - 1));
      found.push_back(std::move(*one));
    }
    return found;
  }

  // --- What a found construction still needs: time and place ---

  std::optional<std::uint32_t> timeFor(const std::vector<Found>& all, std::size_t index) const {
    const auto [from, to] = region(all, index);
    const Found& one = all[index];
    std::optional<std::uint32_t> before;
    for (std::uint32_t i = 0; i < times_.size(); ++i) {
      const TimeExpression& time = times_[i];
      if (time.date.form == DateForm::kNone || time.first_token < from || time.end_token > to) continue;
      if (time.end_token < size() && (is(time.end_token, "'s") || is(time.end_token, "'"))) continue;
      const bool modifier = time.first_token >= one.begin && time.first_token < one.trigger;  // "his Friday meeting"
      if (!modifier && ofSaying(time.first_token)) continue;
      if (time.first_token > one.trigger) return i;
      before = i;
    }
    return before;
  }

  std::optional<LocalIndex> placeFor(const std::vector<Found>& all, std::size_t index) const {
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
      if (about.kind == MentionKind::kOrganisation) {  // "on the sidelines of the Munich Security Conference"
        const bool sidelines = before > 0 && (is(before - 1, "sidelines") || is(before - 1, "margins"));
        if ((sidelines || is(before, "at")) && best_rank < 3) {
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

  Direction directionOf(Status status) const {
    switch (status) {
      case Status::kHeld:
      case Status::kDenied: return Direction::kPast;
      case Status::kProposed:
      case Status::kPlanned:
      case Status::kPostponed:
      case Status::kCancelled:
      case Status::kRefused:
      case Status::kUncertain: break;
    }
    return Direction::kFuture;
  }

  const TimeExpression& time(std::uint32_t i) const { return times_[i]; }
  Span spanOf(std::uint32_t token) const { return words_[token].span; }
  bool says(std::string_view lower) const {
    return std::any_of(words_.begin(), words_.end(), [&](const Word& word) { return word.lower == lower; });
  }

  std::optional<LocalIndex> speaker() const {
    for (std::uint32_t m = 0; m < mentions_.size(); ++m) {
      if (referents_[m].actors.size() != 1 || mentions_[m].kind == MentionKind::kGroup) continue;
      const std::uint32_t end = mentions_[m].end_token;
      const bool before = mentions_[m].first_token > 0 && is(mentions_[m].first_token - 1, "said");
      if (before || (end < size() && words_[end].verb.cues.has(Cue::kReport))) return referents_[m].actors[0];
    }
    return std::nullopt;
  }

 private:
  static constexpr std::uint32_t kNone = ~0u;

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(words_.size()); }
  [[nodiscard]] bool is(std::uint32_t t, std::string_view lower) const { return t < size() && words_[t].lower == lower; }
  [[nodiscard]] bool inMention(std::uint32_t t) const { return mention_at_[t] != kNone && mentions_[mention_at_[t]].kind != MentionKind::kPronoun; }
  [[nodiscard]] bool isPair(std::uint32_t) const { return false; }
  [[nodiscard]] std::uint32_t length(std::uint32_t t) const {
    return std::max({words_[t].verb.length, words_[t].noun.length, words_[t].word.length, std::uint32_t{1}});
  }
  [[nodiscard]] bool verb(std::uint32_t t, Cue cue) const { return t < size() && words_[t].verb.cues.has(cue) && !inMention(t); }
  [[nodiscard]] bool noun(std::uint32_t t, Cue cue) const { return t < size() && words_[t].noun.cues.has(cue); }
  [[nodiscard]] bool cue(std::uint32_t t, Cue cue) const { return t < size() && words_[t].word.cues.has(cue); }
  [[nodiscard]] bool adverb(std::uint32_t t) const {
    return words_[t].grammar.has(Grammar::kAdverb) ||
           (words_[t].lower.size() > 4 && words_[t].lower.compare(words_[t].lower.size() - 2, 2, "ly") == 0 && !words_[t].capital);
  }
  [[nodiscard]] bool preposition(std::uint32_t t) const { return t < size() && words_[t].grammar.has(Grammar::kPreposition); }
  [[nodiscard]] bool possessed(std::uint32_t m) const {
    const std::uint32_t end = mentions_[m].end_token;
    return is(end, "'s") || (is(end, "'") && mentions_[m].kind != MentionKind::kPronoun);
  }

  const Actors& actors(std::uint32_t m) const {
    static const Actors kNobody;
    if (mentions_[m].kind == MentionKind::kCrowd) return kNobody;
    // A capital letter alone makes no party: "Tea", "Advanced Technology".
    if (mentions_[m].kind == MentionKind::kName && referents_[m].actors.size() == 1 && !isPerson(referents_[m].actors[0])) {
      bool common = true;
      for (std::uint32_t t = mentions_[m].first_token; t < mentions_[m].end_token; ++t) common = common && Lists::builtIn().isCommonWord(words_[t].lower);
      if (common) return kNobody;
    }
    return referents_[m].actors;
  }

  [[nodiscard]] bool finite(std::uint32_t t) const {
    if (t >= size()) return false;
    const VerbForm form = words_[t].verb.form;
    return form == VerbForm::kPresent || form == VerbForm::kPast || form == VerbForm::kPastOrParticiple || cue(t, Cue::kWill) ||
           cue(t, Cue::kWould) || cue(t, Cue::kMay) || cue(t, Cue::kNow) || cue(t, Cue::kThen) || is(t, "has") || is(t, "have") || is(t, "had") ||
           cue(t, Cue::kDo);
  }

  // The mention that begins at `t`, an article aside.
  [[nodiscard]] std::uint32_t mentionAt(std::uint32_t t) const {
    if (t >= size()) return kNone;
    const std::uint32_t m = mention_at_[t];
    return m != kNone && mentions_[m].first_token == t ? m : kNone;
  }
  [[nodiscard]] std::uint32_t mentionEndingAt(std::uint32_t end) const {
    if (end == 0 || end > size()) return kNone;
    const std::uint32_t m = mention_at_[end - 1];
    return m != kNone && mentions_[m].end_token == end ? m : kNone;
  }

  // "A, B and C" from token `t`. Sets `list`; returns where it ends, `t` if nothing is there.
  std::uint32_t readList(std::uint32_t t, std::vector<std::uint32_t>& list) const {
    std::uint32_t end = t;
    while (t < size()) {
      if (is(t, "both") || is(t, "either")) ++t;
      if (t + 1 < size() && words_[t].grammar.has(Grammar::kPossessive) && mentionAt(t + 1) != kNone &&
          mentions_[mentionAt(t + 1)].kind == MentionKind::kPerson) {
        ++t;
      }
      const std::uint32_t m = mentionAt(t);
      if (m == kNone || possessed(m)) break;
      if (mentions_[m].kind == MentionKind::kPronoun && words_[t].grammar.has(Grammar::kPossessive) && !words_[t].grammar.has(Grammar::kObject)) break;
      if (!list.empty() && finite(mentions_[m].end_token) && !is(mentions_[m].end_token, "said") &&
          !(words_[mentions_[m].end_token].verb.form == VerbForm::kPastOrParticiple && words_[mentions_[m].end_token].verb.cues.has(Cue::kPlan))) {
        break;  // "met A, and B left": a clause of its own; "with A and B scheduled for May" is none.
      }
      // "met A, while B": a subject pronoun begins a clause.
      if (!list.empty() && mentions_[m].kind == MentionKind::kPronoun) break;
      list.push_back(m);
      end = t = mentions_[m].end_token;
      if (is(t, "(")) {
        while (t < size() && !is(t, ")")) ++t;
        ++t;
        end = std::min(t, size());
      }
      const bool comma = is(t, ",");
      if (comma) ++t;
      if (is(t, "and") || is(t, "or")) {
        ++t;
      } else if (is(t, "as") && is(t + 1, "well") && is(t + 2, "as")) {
        t += 3;
      } else if (!comma) {
        break;
      } else if (const std::uint32_t next = mentionAt(t); next == kNone || !listGoesOn(next)) {
        break;  // A comma alone goes on only if an "and" comes.
      }
    }
    return end;
  }

  [[nodiscard]] bool listGoesOn(std::uint32_t m) const {
    for (int steps = 0; steps < 12; ++steps) {
      std::uint32_t t = mentions_[m].end_token;
      const bool comma = is(t, ",");
      if (comma) ++t;
      if (is(t, "and")) return mentionAt(t + 1) != kNone;
      m = mentionAt(t);
      if (!comma || m == kNone) return false;
    }
    return false;
  }

  Actors actorsOf(const std::vector<std::uint32_t>& list) const {
    Actors out;
    for (const std::uint32_t m : list) add(out, actors(m));
    return out;
  }

  // Between "U.S. officials and their Russian counterparts" states talk.
  Actors sidesOf(const std::vector<std::uint32_t>& list) const {
    Actors out;
    for (const std::uint32_t m : list) add(out, referents_[m].actors);
    return out;
  }

  // The list that ends at token `end`, read backwards; sets `begin`.
  Actors leftList(std::uint32_t end, std::uint32_t& begin) const {
    std::vector<std::uint32_t> list;
    bool conjunction = false;
    std::uint32_t m = mentionEndingAt(end);
    while (m != kNone) {
      list.insert(list.begin(), m);
      begin = mentions_[m].first_token;
      if (begin == 0) break;
      if (is(begin - 1, "and")) {
        conjunction = true;
        const std::uint32_t before = is(begin - 2, ",") && begin >= 2 ? begin - 2 : begin - 1;
        m = mentionEndingAt(before);
      } else if (is(begin - 1, ",") && conjunction) {
        m = mentionEndingAt(begin - 1);
      } else {
        break;
      }
      if (m != kNone && possessed(m)) break;
    }
    return actorsOf(list);
  }

  // Where the clause of token `v` begins.
  [[nodiscard]] std::uint32_t clauseBegin(std::uint32_t v) const {
    for (std::uint32_t t = v; t-- > 0;) {
      if (inMention(t)) continue;
      const std::string_view text = words_[t].text;
      if (text == ";" || text == ":" || text == "\u201c" || text == "\"" || text == "\u2014" || text == "--") return t + 1;
      if (cue(t, Cue::kClause)) return t + 1;
      if (words_[t].verb.cues.has(Cue::kReport) && words_[t].verb.form != VerbForm::kBase && t + 1 < v) {
        // "said X met Y": the rest is a clause of its own, unless an object follows: "told reporters".
        if (mentionAt(t + 1) != kNone && !is(t, "told")) return t + 1;
      }
    }
    return 0;
  }

  // First party of [from, to) that no preposition governs.
  Actors firstFree(std::uint32_t from, std::uint32_t to) const {
    for (std::uint32_t m = 0; m < mentions_.size(); ++m) {
      const Mention& about = mentions_[m];
      if (about.first_token < from || about.end_token > to) continue;
      if (about.kind == MentionKind::kPronoun && words_[about.first_token].grammar.has(Grammar::kPossessive)) continue;
      if (possessed(m) || actors(m).empty()) continue;
      if (about.first_token > from && preposition(about.first_token - 1)) continue;
      std::vector<std::uint32_t> list;
      readList(about.first_token, list);
      return list.empty() ? actors(m) : actorsOf(list);
    }
    return {};
  }

  // The party that does what the verb chain beginning at `v` says.
  Actors subjectOf(std::uint32_t v) const {
    const std::uint32_t from = clauseBegin(v);
    std::uint32_t p = v;
    for (int steps = 0; steps < 24 && p > from; ++steps) {
      if (adverb(p - 1) && mention_at_[p - 1] == kNone) {
        --p;
        continue;
      }
      if (time_at_[p - 1] != kNone) {
        p = times_[time_at_[p - 1]].first_token;
        if (p > from && is(p - 1, "on")) --p;
        continue;
      }
      if (is(p - 1, ")")) {
        std::uint32_t open = p - 1;
        while (open > from && !is(open, "(")) --open;
        if (open == from) break;
        p = open;
        continue;
      }
      if (const std::uint32_t m = mentionEndingAt(p); m != kNone) {
        std::uint32_t begin = mentions_[m].first_token;
        const Actors list = leftList(p, begin);
        if (begin > from && preposition(begin - 1) && !is(begin - 1, "after") && !is(begin - 1, "before")) {
          p = begin - 1;  // "The leaders from Japan": look for what it belongs to.
          if (mentionEndingAt(p) == kNone && p > from && !is(p - 1, ",")) break;
          continue;
        }
        if (!list.empty()) return list;
        return {};
      }
      if (is(p - 1, ",")) {
        // ", who is in Geneva," behind the subject.
        std::uint32_t open = p - 1;
        bool jumped = false;
        while (open-- > from && p - open < 30) {
          if (is(open, ",") && mentionEndingAt(open) != kNone) {
            p = open;
            jumped = true;
            break;
          }
        }
        if (!jumped) break;
        continue;
      }
      break;
    }
    Actors free = firstFree(from, v);
    if (!free.empty() || from == 0) return free;
    return {};
  }

  // Verb group that ends before token `t`: its first token; what it says goes to `outlook`.
  std::uint32_t chainBefore(std::uint32_t t, Outlook& outlook) const {
    std::uint32_t begin = t;
    while (begin > 0) {
      const std::uint32_t p = begin - 1;
      if (inMention(p) && mentions_[mention_at_[p]].kind != MentionKind::kPronoun) break;
      if (mention_at_[p] != kNone) break;
      const Word& word = words_[p];
      const bool aux = cue(p, Cue::kWill) || cue(p, Cue::kWould) || cue(p, Cue::kMay) || cue(p, Cue::kNot) || cue(p, Cue::kBe) ||
                       cue(p, Cue::kHave) || cue(p, Cue::kDo) || cue(p, Cue::kTo) || is(p, "have") || is(p, "had") || is(p, "having");
      const Flags<Cue>& c = word.verb.cues;
      const bool governs = word.verb.length == 1 && (c.has(Cue::kPlan) || c.has(Cue::kPropose) || c.has(Cue::kCancel) || c.has(Cue::kPostpone) ||
                           c.has(Cue::kRefuse) || c.has(Cue::kAccept) || c.has(Cue::kFail) || c.has(Cue::kDeny) || c.has(Cue::kUncertain) ||
                           c.has(Cue::kPlanning) || is(p, "going"));
      const Flags<Cue>& w = word.word.cues;
      const bool says = w.has(Cue::kPlan) || w.has(Cue::kPropose) || w.has(Cue::kUncertain) || w.has(Cue::kRefuse) || w.has(Cue::kProposeWeak);
      // "turned down", "set out", "looks forward": the particle comes first on the way back.
      if (p > 0 && words_[p - 1].verb.length == 2 && !inMention(p - 1)) {
        outlook.take(words_[p - 1].verb, p - 1);
        begin = p - 1;
        continue;
      }
      const bool bridge = (is(p, "of") || is(p, "for") || is(p, "a") || is(p, "an") || is(p, "any") || is(p, "the")) && p > 0 &&
                          (words_[p - 1].word.cues.has(Cue::kPropose) || words_[p - 1].word.cues.has(Cue::kPlan) ||
                           words_[p - 1].word.cues.has(Cue::kUncertain));
      if (!aux && !governs && !says && !bridge && !adverb(p)) break;
      if (aux) {
        outlook.take(word.word, p);
        if (is(p, "had") || is(p, "have") || is(p, "has")) outlook.have = true;
        if (is(p, "did") || is(p, "had") || is(p, "was") || is(p, "were")) outlook.past = true;
      } else if (governs) {
        if (is(p, "going")) {
          outlook.plan = true;
        } else {
          outlook.take(word.verb, p);
        }
      } else if (says) {
        outlook.take(word.word, p);
      } else if (is(p, "never")) {
        outlook.negated = true;
      }
      begin = p;
    }
    while (begin < t && adverb(begin) && !cue(begin, Cue::kNot)) ++begin;
    return begin;
  }

  // What governs "to meet" from further left: "would travel to Kyiv on Wednesday to meet".
  Outlook governing(std::uint32_t begin, bool& found) const {
    Outlook outlook;
    found = false;
    const std::uint32_t from = clauseBegin(begin);
    for (std::uint32_t t = begin; t-- > from;) {
      if (inMention(t)) continue;
      if (words_[t].noun.cues.has(Cue::kInvite) && nounHere(t)) {
        outlook.take(words_[t].noun, t);
        continue;
      }
      const bool hit = words_[t].verb.length > 0 && words_[t].verb.form != VerbForm::kNone && !(words_[t].verb.cues.has(Cue::kReport));
      if (!hit && !finite(t)) continue;
      if (hit) outlook.take(words_[t].verb, t);
      if (!hit) outlook.take(words_[t].word, t);
      const std::uint32_t chain = chainBefore(t, outlook);
      found = true;
      // "cancelled his invitation to visit Paris and meet him": an infinitive hangs on a verb of its own.
      if (outlook.cues.empty() && hit && words_[t].verb.form == VerbForm::kBase && chain > from && is(chain, "to")) {
        t = chain;
        continue;
      }
      break;
    }
    return outlook;
  }

  std::optional<std::uint32_t> timeFrom(std::uint32_t t) const {
    return t < size() && time_at_[t] != kNone ? std::optional(time_at_[t]) : std::nullopt;
  }

  // Skips adverbs, times, "by phone", places: what may stand between a verb and "with".
  std::uint32_t skipAdverbials(std::uint32_t t, bool& phone) const {
    while (t < size()) {
      if (time_at_[t] != kNone) {
        t = times_[time_at_[t]].end_token;
      } else if ((is(t, "on") || is(t, "in") || is(t, "at") || is(t, "late") || is(t, "early")) && t + 1 < size() && time_at_[t + 1] != kNone) {
        ++t;
      } else if (is(t, "by") || is(t, "over") || is(t, "via") || is(t, "on")) {
        std::uint32_t next = t + 1;
        while (is(next, "the") || is(next, "a") || is(next, "secure")) ++next;
        if (is(next, "phone") || is(next, "telephone") || is(next, "video") || is(next, "videoconference") || is(next, "videolink") || is(next, "conference") || is(next, "zoom")) {
          phone = true;
          t = next + 1;
          if (is(t, "call") || is(t, "conference") || is(t, "link")) ++t;
        } else {
          break;
        }
      } else if (is(t, "face") && (is(t + 1, "to") || is(t + 1, "-"))) {
        t += 3;
      } else if (is(t, "face-to-face") || is(t, "one-on-one") || is(t, "in-person")) {
        ++t;
      } else if (is(t, "in") && (is(t + 1, "person") || is(t + 1, "private"))) {
        t += 2;
      } else if ((is(t, "in") || is(t, "at")) && mentionAt(t + 1) != kNone && mentions_[mentionAt(t + 1)].kind == MentionKind::kListed) {
        t = mentions_[mentionAt(t + 1)].end_token;
      } else if (adverb(t) && mention_at_[t] == kNone) {
        ++t;
      } else {
        break;
      }
    }
    return t;
  }

  // Lists behind "with": "with X, and with Y" are two meetings.
  std::uint32_t withLists(std::uint32_t t, std::vector<Actors>& parties, bool distributive) const {
    std::uint32_t end = t;
    while (true) {
      std::vector<std::uint32_t> list;
      const std::uint32_t after = readList(t, list);
      if (after == t) break;
      end = after;
      const bool each = distributive || is(after, "separately") || is(after, "respectively") || (is(after, ",") && is(after + 1, "respectively"));
      if (each) {
        for (const std::uint32_t m : list) {
          for (const LocalIndex actor : actors(m)) parties.push_back({actor});
        }
      } else if (const Actors all = actorsOf(list); !all.empty()) {
        parties.push_back(all);
      }
      std::uint32_t next = end;
      if (is(next, ",")) ++next;
      if (!is(next, "and")) break;
      ++next;
      while (next < size() && adverb(next)) ++next;
      if (!is(next, "with")) break;
      t = next + 1;
    }
    return end;
  }

  std::optional<Found> trigger(std::uint32_t t) const {
    const Word& word = words_[t];
    if (word.noun.length > 0 && (word.verb.length == 0 || nounHere(t))) {
      if (std::optional<Found> found = meetingNoun(t)) return found;
      if (word.verb.length == 0) return std::nullopt;
    }
    if (verb(t, Cue::kMeet)) return meetVerb(t);
    if (verb(t, Cue::kTalk) || verb(t, Cue::kDine)) return talkVerb(t);
    if (verb(t, Cue::kPhone)) return objectVerb(t, MeetingKind::kCall);
    if (verb(t, Cue::kHost)) return objectVerb(t, MeetingKind::kMeeting);
    if (verb(t, Cue::kVisit) || (verb(t, Cue::kTravel) && !nounHere(t))) return visitVerb(t);
    if (verb(t, Cue::kInvite) && word.verb.form != VerbForm::kNone) return inviteVerb(t);
    if (verb(t, Cue::kHandshake) && is(t + 1, "hands") && is(t + 2, "with")) return withVerb(t, t + 3);
    if (is(t, "alongside") || (is(t, "flanked") && is(t + 1, "by"))) return alongside(t);
    return std::nullopt;
  }

  // Is a word that can be noun or verb ("meeting", "visit", "call") a noun here?
  [[nodiscard]] bool nounHere(std::uint32_t t) const {
    if (words_[t].noun.length == 0) return false;
    if (t == 0) return words_[t].verb.form != VerbForm::kBase;
    const std::uint32_t p = t - 1;
    if (words_[p].grammar.has(Grammar::kDeterminer) || words_[p].grammar.has(Grammar::kPossessive) || is(p, "'s") || is(p, "'")) return true;
    if (words_[t].verb.form == VerbForm::kGerund) {
      if (cue(p, Cue::kBe) || cue(p, Cue::kNot)) return false;
      if (preposition(p) || cue(p, Cue::kClause) || is(p, "to")) {
        // "after meeting X" is a verb; "during meeting" hardly is.
        return !(mentionAt(t + 1) != kNone || is(t + 1, "with"));
      }
    }
    if (cue(p, Cue::kTo) || cue(p, Cue::kWill) || cue(p, Cue::kWould) || cue(p, Cue::kMay) || cue(p, Cue::kDo) || cue(p, Cue::kNot)) return false;
    if (is(p, "and") || is(p, ",")) return words_[t].verb.form == VerbForm::kNone || words_[t].verb.form == VerbForm::kGerund;
    if (const std::uint32_t m = mention_at_[p]; m != kNone) {
      if (mentions_[m].kind == MentionKind::kPronoun) return false;
      return words_[t].verb.form == VerbForm::kGerund || mentions_[m].kind == MentionKind::kListed;
    }
    return true;
  }

  Found start(std::uint32_t t, const char* made_by) const {
    Found found;
    found.begin = t;
    found.end = t + length(t);
    found.trigger = t;
    found.cues = {t};
    found.made_by = made_by;
    return found;
  }

  void decide(Found& found, const Outlook& outlook, std::optional<Status> otherwise) const {
    bool none = false;
    found.status = outlook.status(none);
    if (none) {
      found.parties.clear();
      found.anaphoric = false;
      found.status.reset();
      dropped_ = true;
      return;
    }
    found.cues.insert(found.cues.end(), outlook.cues.begin(), outlook.cues.end());
    if (!found.status) found.status = otherwise;
  }

  // Status of a verb group around the verb at `t`: sets begin of the group.
  std::optional<Status> verbStatus(std::uint32_t t, Found& found, bool& none, bool& passive) const {
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
    return Status::kHeld;
  }

  // Present tense without more: planned if its time lies ahead, else held. Decided when the time is known.

  std::optional<Found> meetVerb(std::uint32_t t) const {
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

  // May follow an intransitive verb.
  [[nodiscard]] bool stopsHere(std::uint32_t t) const {
    return words_[t].kind == TokenKind::kPunctuation || preposition(t) || cue(t, Cue::kClause) || cue(t, Cue::kTo) || is(t, "and") ||
           adverb(t) || time_at_[t] != kNone || is(t, "face");
  }

  // Subject of a verb; of a gerund or infinitive that of the clause it hangs on.
  Actors subject(std::uint32_t t, std::uint32_t begin) const {
    const VerbForm form = words_[t].verb.form;
    const bool to = is(begin, "to") || (begin > 0 && is(begin - 1, "to"));
    // "asked Berg to pitch a summit with Osei": the one who asks wants to be there.
    if (form == VerbForm::kBase && to && verb(t, Cue::kPropose)) return firstFree(clauseBegin(begin), begin);
    if (form == VerbForm::kGerund && begin > 0 && is(begin - 1, "for")) {  // "criticised Berg for inviting Osei"
      std::uint32_t first = begin - 1;
      if (Actors blamed = leftList(begin - 1, first); !blamed.empty()) return blamed;
    }
    if (form == VerbForm::kBase && to && begin > 0) {
      // "invited Osei to meet", "for Osei to visit": the party right in front; else the subject of the clause.
      std::uint32_t first = begin;
      const std::uint32_t m = mentionEndingAt(begin);
      if (m != kNone) {
        const Actors list = leftList(begin, first);
        const bool governed = first > 0 && preposition(first - 1) && !is(first - 1, "for");
        const bool travel = first > 0 && preposition(first - 1);
        if (!list.empty() && !governed && !(travel && !is(first - 1, "for")) && mentions_[m].kind != MentionKind::kListed) return list;
      }
      const Actors found = firstFree(clauseBegin(begin), begin);
      if (!found.empty()) return found;
      return firstFree(0, begin);
    }
    if (form == VerbForm::kGerund && begin > 0 && (preposition(begin - 1) || cue(begin - 1, Cue::kClause) || is(begin - 1, "to"))) {
      const Actors before = firstFree(clauseBegin(begin - 1), begin - 1);
      if (!before.empty()) return before;
      return mainSubjectAfter(t);
    }
    if (form == VerbForm::kBase && begin == t) {  // "to visit Paris and meet him"
      for (std::uint32_t p = begin; p-- > clauseBegin(begin);) {
        if (words_[p].verb.form == VerbForm::kBase && is(p - 1, "to") && p > 0) return subject(p, p - 1);
      }
    }
    Actors found = subjectOf(begin);
    if (found.empty() && form == VerbForm::kGerund) found = mainSubjectAfter(t);
    if (found.empty() && form != VerbForm::kGerund && begin > 0) {
      // "arrived in Oslo and met Berg": the subject of the verb before.
      const std::uint32_t from = clauseBegin(begin);
      if (from > 0 && (is(from - 1, "before") || is(from - 1, "after") || is(from - 1, "but"))) found = firstFree(clauseBegin(from - 1), from - 1);
    }
    return found;
  }

  // "After meeting X, Y said": the first free party after the next comma.
  Actors mainSubjectAfter(std::uint32_t t) const {
    for (std::uint32_t p = t + 1; p < size(); ++p) {
      if (!is(p, ",") || inMention(p)) continue;
      const std::uint32_t m = mentionAt(p + 1);
      if (m == kNone) continue;
      std::vector<std::uint32_t> list;
      const std::uint32_t end = readList(p + 1, list);
      if (finite(end) || (end < size() && adverb(end))) return actorsOf(list);
    }
    return {};
  }

  std::optional<Found> usable(const Found& found) const {
    bool any = false;
    for (const Actors& others : found.parties) {
      Actors all = found.common;
      add(all, others);
      any = any || all.size() >= 2;
    }
    if (!any) return std::nullopt;
    return found;
  }

  std::optional<Found> talkVerb(std::uint32_t t) const {
    Found found = start(t, "meeting.talk@1");
    bool none = false;
    bool passive = false;
    found.status = verbStatus(t, found, none, passive);
    if (none || passive) return std::nullopt;
    bool phone = false;
    std::uint32_t next = skipAdverbials(found.end, phone);
    const bool gerund = words_[t].verb.form == VerbForm::kGerund;
    const bool dine = words_[t].verb.cues.has(Cue::kDine);
    const bool speak = !dine && (words_[t].lower[0] == 's' || words_[t].lower[0] == 't') && !is(t, "sat") && !is(t, "sits") && !is(t, "sit");
    if (is(next, "with") || (is(next, "to") && speak) || is(next, "alongside")) {
      found.end = std::max(found.end, withLists(next + 1, found.parties, false));
      bool more_phone = phone;
      skipAdverbials(found.end, more_phone);
      phone = more_phone;
    } else if (!phone) {
      return std::nullopt;
    }
    found.common = subject(t, found.begin);
    if (found.parties.empty()) {
      if (found.common.size() < 2) return std::nullopt;
      found.parties.push_back({});
    }
    // "Speaking at the Castle with Osei, Berg said": they appear together.
    const bool joint = gerund && words_[t].first;
    found.kind = joint || dine || !speak ? MeetingKind::kMeeting : MeetingKind::kCall;
    if (!speak && !dine) found.kind = MeetingKind::kTalks;
    if (is(t, "sat") || is(t, "sit") || is(t, "sits") || is(t, "sitting") || is(t, "huddled")) found.kind = MeetingKind::kMeeting;
    if (phone) found.kind = MeetingKind::kCall;
    if (joint && is(next, "to")) return std::nullopt;
    found.no_place = found.kind == MeetingKind::kCall;
    found.confidence = phone ? 90 : 75;
    if (speak && !phone && !joint && onlySpeech(found)) return std::nullopt;
    return usable(found);
  }

  // "spoke to the Council", "told Reuters": no meeting of two parties.
  [[nodiscard]] bool onlySpeech(const Found& found) const {
    for (const Actors& others : found.parties) {
      for (const LocalIndex index : others) {
        if (reading_.coreference.entities[index].kind == EntityKind::kOrganisation) return true;
      }
    }
    return false;
  }

  std::optional<Found> withVerb(std::uint32_t t, std::uint32_t at) const {
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

  // "told reporters alongside Martin".
  std::optional<Found> alongside(std::uint32_t t) const {
    Found found = start(t, "meeting.joint@1");
    const std::uint32_t from = clauseBegin(t);
    bool speaks = false;
    for (std::uint32_t p = from; p < t; ++p) speaks = speaks || verb(p, Cue::kReport) || verb(p, Cue::kTalk) || verb(p, Cue::kAppear);
    if (!speaks) return std::nullopt;
    found.end = std::max(found.end, withLists(is(t, "alongside") ? t + 1 : t + 2, found.parties, false));
    found.common = firstFree(from, t);
    if (found.common.empty()) found.common = mainSubjectAfter(t);
    found.status = Status::kHeld;
    found.confidence = 60;
    return usable(found);
  }

  [[nodiscard]] bool isPerson(LocalIndex index) const { return reading_.coreference.entities[index].kind == EntityKind::kPerson; }

  // "received Osei", "was received by Berg", "phoned Osei".
  std::optional<Found> objectVerb(std::uint32_t t, MeetingKind kind) const {
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
                        std::any_of(list.begin(), list.end(), [&](std::uint32_t m) { return mentions_[m].kind == MentionKind::kOfficeHolder; });
    found.common = passive ? subjectOf(found.begin) : subject(t, found.begin);
    const bool host = std::any_of(found.common.begin(), found.common.end(), [&](LocalIndex index) { return isPerson(index); });
    if (!people || (found.common.empty()) || (passive && !host)) return std::nullopt;
    if (is(t, "welcomed") || is(t, "welcomes") || is(t, "welcome")) found.confidence = 60;
    found.parties.push_back(others);
    found.no_place = kind == MeetingKind::kCall;
    found.guest = passive ? found.common.front() : others.front();
    return usable(found);
  }

  // The state that is visited: a country itself, or that of a capital or city.
  Actors hosts(std::uint32_t from, std::uint32_t& end, std::optional<LocalIndex>& place) const {
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
        const auto& entities = reading_.coreference.entities;
        for (LocalIndex i = 0; i < entities.size(); ++i) {
          if (entities[i].kind == EntityKind::kCountry && entities[i].name == entry.country) add(out, {i});
        }
        if (!place) place = referents_[m].place;
      }
    }
    return out;
  }

  // A state on a journey, with the place in [from, to) that lies in it.
  void addHost(Found& found, LocalIndex state, std::uint32_t from, std::uint32_t to) const {
    std::optional<LocalIndex> place;
    for (std::uint32_t m = 0; m < mentions_.size(); ++m) {
      if (mentions_[m].first_token < from || mentions_[m].end_token > to || !referents_[m].place || mentions_[m].entry == nullptr) continue;
      if (!place && mentions_[m].entry->country == reading_.coreference.entities[state].name) place = referents_[m].place;
    }
    found.parties.push_back({state});
    found.party_places.push_back(place);
  }

  std::optional<Found> visitVerb(std::uint32_t t) const {
    Found found = start(t, "meeting.visit@1");
    found.kind = MeetingKind::kVisit;
    bool none = false;
    bool passive = false;
    found.status = verbStatus(t, found, none, passive);
    if (none || passive) return std::nullopt;
    bool phone = false;
    std::uint32_t next = found.end;
    const bool travel = words_[t].verb.cues.has(Cue::kTravel);
    if (travel) {
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

  std::optional<Found> inviteVerb(std::uint32_t t) const {
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
    if (others.empty() || std::none_of(others.begin(), others.end(), [&](LocalIndex index) { return isPerson(index); })) return std::nullopt;
    found.parties.push_back(others);
    // What they are invited to says more, where it is a meeting or a journey.
    found.kind = MeetingKind::kMeeting;
    for (std::uint32_t p = found.end; p < size() && p < found.end + 4; ++p) {
      if (verb(p, Cue::kVisit) || verb(p, Cue::kTravel) || noun(p, Cue::kVisit)) found.kind = MeetingKind::kVisit;
      if (is(p, "to") && mentionAt(p + 1) != kNone && mentions_[mentionAt(p + 1)].kind == MentionKind::kListed) found.kind = MeetingKind::kVisit;
    }
    found.place_to = true;
    found.guest = passive ? (found.common.empty() ? others.front() : found.common.front()) : others.front();
    found.confidence = 70;
    return usable(found);
  }

  // --- Nouns: "talks with Osei", "the Berg-Osei summit", "a call between Berg and Osei" ---

  static MeetingKind kindOf(const Flags<Cue>& cues) {
    if (cues.has(Cue::kCall)) return MeetingKind::kCall;
    if (cues.has(Cue::kSummit)) return MeetingKind::kSummit;
    if (cues.has(Cue::kTalks) || cues.has(Cue::kConversation)) return MeetingKind::kTalks;
    if (cues.has(Cue::kVisit)) return MeetingKind::kVisit;
    return MeetingKind::kMeeting;
  }

  std::optional<Found> meetingNoun(std::uint32_t t) const {
    const Flags<Cue>& cues = words_[t].noun.cues;
    Found found = start(t, "meeting.noun@1");
    found.kind = kindOf(cues);
    found.plural = cues.has(Cue::kPlural);
    const bool visit = cues.has(Cue::kVisit);
    const bool invite = cues.has(Cue::kInvite);
    const bool call = cues.has(Cue::kCall);
    bool plural = cues.has(Cue::kPlural) || (t > 0 && is(t - 1, "separate"));

    // Left: modifiers up to the determiner or owner.
    Outlook outlook;
    Actors owner;
    bool determined = false;
    bool definite = false;
    bool indefinite = false;
    bool phone = call;
    std::uint32_t begin = t;
    for (int steps = 0; steps < 8 && begin > 0; ++steps) {
      const std::uint32_t p = begin - 1;
      const std::uint32_t m = mentionEndingAt(begin);
      if (m != kNone && mentions_[m].kind == MentionKind::kPronoun) {
        if (!words_[p].grammar.has(Grammar::kPossessive)) break;
        owner = actors(m);
        definite = determined = true;
        begin = p;
        break;
      }
      if (is(p, "'s") || is(p, "'")) {
        const std::uint32_t who = mentionEndingAt(p);
        if (who == kNone) break;
        std::uint32_t first = p;
        owner = leftList(p, first);
        if (mentions_[who].kind == MentionKind::kListed && owner.empty()) break;
        begin = first;
        definite = determined = true;
        break;
      }
      if (m != kNone) {
        const Mention& about = mentions_[m];
        if (about.kind == MentionKind::kListed && referents_[m].place && about.entry->as != ListedAs::kCountry) {
          found.place = referents_[m].place;  // "White House meeting", "the Geneva talks"
          begin = about.first_token;
          if (is(begin, "the")) definite = determined = true;
          if (determined) break;
          continue;
        }
        if (about.name.find('-') != std::string::npos || about.name.find("\u2013") != std::string::npos) {
          if (actors(m).size() >= 2) owner = actors(m);
          begin = about.first_token;
          continue;
        }
        break;
      }
      const Word& word = words_[p];
      if (word.grammar.has(Grammar::kDeterminer) && !word.grammar.has(Grammar::kNumber)) {
        determined = true;
        definite = is(p, "the") || is(p, "this") || is(p, "that") || is(p, "both");
        indefinite = !definite;
        begin = p;
        break;
      }
      if (time_at_[p] != kNone) {
        begin = times_[time_at_[p]].first_token;
        continue;
      }
      if (word.kind == TokenKind::kPunctuation || word.grammar.has(Grammar::kConjunction) || cue(p, Cue::kTo)) break;
      if (preposition(p) || finite(p)) {
        // "planned visit", "cancelled meeting": a participle in front of its noun.
        const Flags<Cue>& c = word.verb.cues;
        const bool participle = word.verb.form == VerbForm::kPastOrParticiple &&
                                (c.has(Cue::kPlan) || c.has(Cue::kPropose) || c.has(Cue::kCancel) || c.has(Cue::kPostpone)) && p > 0 &&
                                (words_[p - 1].grammar.has(Grammar::kDeterminer) || words_[p - 1].grammar.has(Grammar::kPossessive) ||
                                 words_[p - 1].grammar.has(Grammar::kAdverb) || is(p - 1, "'s") || adverb(p - 1));
        if (!participle) break;
        outlook.take(word.verb, p);
        outlook.past = false;
        begin = p;
        continue;
      }
      if (word.verb.length > 0 && word.verb.form != VerbForm::kGerund && word.noun.length == 0) break;
      if (word.verb.form == VerbForm::kGerund && word.verb.cues.has(Cue::kLight)) break;
      outlook.take(word.word, p);
      phone = phone || is(p, "phone") || is(p, "telephone") || is(p, "video") || is(p, "virtual");
      begin = p;
    }
    if (call && begin == t && !determined && words_[t].noun.length == 1) return std::nullopt;  // "calls for", "call on"
    if (visit && words_[t].verb.length > 0 && begin == t && owner.empty() && !(t > 0 && preposition(t - 1))) return std::nullopt;
    if (t + 1 < size() && call && (is(found.end, "for") || is(found.end, "on") || is(found.end, "to")) && words_[t].noun.length == 1) return std::nullopt;
    found.begin = begin;
    if (words_[t].noun.cues.has(Cue::kConversation) && phone) found.kind = MeetingKind::kCall;
    if (phone) found.kind = MeetingKind::kCall;

    // Right: phrases that name parties, places, times.
    std::uint32_t next = t + words_[t].noun.length;
    bool between = false;
    bool with = false;
    bool of_body = false;
    std::vector<Actors> separate;
    while (next < size()) {
      if (time_at_[next] != kNone) {
        next = times_[time_at_[next]].end_token;
        continue;
      }
      if ((is(next, "on") || is(next, "in") || is(next, "at") || is(next, "for") || is(next, "late") || is(next, "early")) && next + 1 < size() && time_at_[next + 1] != kNone) {
        ++next;
        continue;
      }
      if (is(next, "between") || is(next, "among")) {
        std::vector<std::uint32_t> list;
        const std::uint32_t end = readList(next + 1, list);
        if (end == next + 1) break;
        separate.assign(1, sidesOf(list));
        between = true;
        next = end;
        continue;
      }
      if (is(next, "with") || (invite && (is(next, "for") || is(next, "from")))) {
        const std::uint32_t end = withLists(next + 1, separate, plural);
        if (end == next + 1) break;
        with = true;
        next = end;
        continue;
      }
      if (is(next, "of") || is(next, "by") || (visit && is(next, "from"))) {
        std::vector<std::uint32_t> list;
        const std::uint32_t end = readList(next + 1, list);
        if (end == next + 1) {
          of_body = is(next, "of");
          break;
        }
        const Actors all = actorsOf(list);
        if (visit) {
          add(owner, all);
        } else if (is(next, "of")) {
          if (all.size() < 2) {
            of_body = true;
            break;
          }
          separate.assign(1, all);
          between = true;
        } else {
          break;
        }
        next = end;
        continue;
      }
      if (visit && is(next, "to")) {
        std::uint32_t end = next + 1;
        const Actors host = hosts(next + 1, end, found.place);
        if (host.empty()) break;
        for (const LocalIndex state : host) separate.push_back({state});
        found.place_to = true;
        next = end;
        // "to Kyiv on Wednesday and Berlin on Thursday"
        std::uint32_t more = next;
        if (is(more, "on")) ++more;
        if (more < size() && time_at_[more] != kNone) more = times_[time_at_[more]].end_token;
        if (more > next && is(more, "and") && mentionAt(more + 1) != kNone) {
          std::optional<LocalIndex> ignored;
          for (const LocalIndex state : hosts(more + 1, end, ignored)) separate.push_back({state});
          next = end;
        }
        continue;
      }
      if ((is(next, "in") || is(next, "at")) && mentionAt(next + 1) != kNone && mentions_[mentionAt(next + 1)].kind == MentionKind::kListed) {
        next = mentions_[mentionAt(next + 1)].end_token;
        continue;
      }
      const Flags<Cue>& c = words_[next].verb.cues;
      if (words_[next].verb.form == VerbForm::kPastOrParticiple && (c.has(Cue::kPlan)) && (is(next + 1, "for") || is(next + 1, "on"))) {
        outlook.take(words_[next].verb, next);
        outlook.past = false;
        next += 2;
        continue;
      }
      if (adverb(next) && mention_at_[next] == kNone) {
        ++next;
        continue;
      }
      break;
    }
    found.end = std::max(found.end, next);

    // Behind: "has been cancelled", "will take place", "is up in the air".
    Outlook after = outlookAfter(next);
    // In front: the verb that governs the noun, or a preposition.
    std::uint32_t governor = begin;
    Outlook before;
    Actors subject_of_verb;
    bool governed = false;
    std::optional<Status> by_preposition;
    if (begin > 0) {
      std::uint32_t p = begin - 1;
      std::uint32_t verb_at = kNone;
      while (p > 0 && adverb(p) && mention_at_[p] == kNone) --p;
      if (words_[p].verb.length == 1 && !inMention(p)) verb_at = p;
      if (p > 0 && words_[p - 1].verb.length == 2 && !inMention(p - 1)) verb_at = p - 1;
      if (p > 1 && (is(p, "in") || is(p, "for") || is(p, "with") || is(p, "at")) && words_[p - 1].verb.length == 1 && words_[p - 1].verb.cues.has(Cue::kLight)) verb_at = p - 1;
      if (p > 1 && is(p, "in") && words_[p - 2].verb.length == 2) verb_at = p - 2;
      // "hold a meeting with X, and with Y": seen already. "had three meetings": numbers are passed above.
      if (verb_at != kNone && !words_[verb_at].verb.cues.has(Cue::kReport)) {
        governed = true;
        before.take(words_[verb_at].verb, verb_at);
        const bool light = words_[verb_at].verb.cues.has(Cue::kLight);
        governor = chainBefore(verb_at, before);
        bool above_found = false;
        if (before.to && before.cues.empty() && words_[verb_at].verb.form == VerbForm::kBase) before.join(governing(governor, above_found));
        if (light || words_[verb_at].verb.cues.has(Cue::kInvite) || words_[verb_at].verb.cues.has(Cue::kPropose)) {
          subject_of_verb = subject(verb_at, governor);
        }
        const VerbForm form = words_[verb_at].verb.form;
        bool none = false;
        if (!before.status(none) && !none) {
          if (form == VerbForm::kPast || form == VerbForm::kPastOrParticiple || form == VerbForm::kParticiple) by_preposition = Status::kHeld;
          if (form == VerbForm::kBase && before.to) by_preposition = before.past ? Status::kHeld : Status::kPlanned;
        }
        if (none) return std::nullopt;
        found.begin = governor;
        if (words_[verb_at].verb.cues.has(Cue::kBroker)) subject_of_verb.clear();
      } else if (preposition(p) || is(p, "of") || is(p, "since") || is(p, "following")) {
        if (is(p, "after") || is(p, "during") || is(p, "following") || is(p, "since") || is(p, "at") || is(p, "in") || is(p, "on")) by_preposition = Status::kHeld;
        if (is(p, "before") || (is(p, "of") && p > 0 && is(p - 1, "ahead"))) by_preposition = Status::kPlanned;
        if (is(p, "before") && reading_.parsed[s_].title_case) by_preposition = Status::kHeld;  // Remarks "before their meeting".
        if (is(p, "for")) {
          bool above_found = false;
          const Outlook above = governing(p, above_found);
          bool none = false;
          by_preposition = above.status(none);
          if (!by_preposition && above_found) by_preposition = above.past ? Status::kHeld : Status::kPlanned;
          if (none) by_preposition.reset();
        }
        const bool links = by_preposition || is(p, "for") || is(p, "before") || invite;
        const bool in_progress = is(p, "in") && p > 0 && !cue(p - 1, Cue::kBe) && !call && is(p + 1, words_[t].lower);
        if (in_progress && !invite) {  // "a breakthrough in talks with Osei"
          if (with && !between) return std::nullopt;
        } else if (with || invite) {
          subject_of_verb = firstFree(clauseBegin(p), p);
          if (subject_of_verb.empty()) subject_of_verb = mainSubjectAfter(t);
          if (subject_of_verb.empty()) subject_of_verb = firstFree(0, p);
        } else if (links && !between && !of_body && !definite) {
          // "they said after a meeting in Tokyo", "In a phone call, Berg and Osei discussed"
          Actors all = p > 0 ? firstFree(clauseBegin(p), p) : Actors();
          if (all.empty()) all = mainSubjectAfter(t);
          if (all.size() >= 2) owner = all;
        }
      } else if (cue(p, Cue::kBe)) {  // "this would be the first meeting between"
        before.take(words_[p].word, p);
        chainBefore(p, before);
      }
    }
    if (after.have && after.past && after.plan && !after.cancel && !after.postpone) after.plan = false;  // "had been set for May"
    outlook.join(before);
    outlook.join(after);
    if (invite) {
      outlook.propose = true;
      outlook.cues.push_back(t);
    }
    bool none = false;
    std::optional<Status> status = outlook.status(none);
    if (none) return std::nullopt;
    found.cues.insert(found.cues.end(), outlook.cues.begin(), outlook.cues.end());
    found.status = status ? status : by_preposition;
    if (!found.status && after.past && governedPast(after)) found.status = Status::kHeld;

    // Who.
    found.no_place = found.kind == MeetingKind::kCall;
    found.confidence = between || !owner.empty() ? 80 : 70;
    if (visit) {
      if (owner.empty()) owner = subject_of_verb;
      if (owner.size() == 1 && isPerson(owner[0])) {
        found.guest = owner[0];
        found.common = owner;
        for (const Actors& state : separate) {
          if (reading_.coreference.entities[state[0]].name != reading_.coreference.entities[owner[0]].country) addHost(found, state[0], t, next);
        }
      }
      if (std::optional<Found> whole = usable(found)) return whole;
      found.anaphoric = definite && separate.empty();
      found.parties.clear();
      return found.anaphoric ? std::optional(found) : std::nullopt;
    }
    found.parties = separate;
    if (between) {
      if (!separate.empty() && separate[0].size() < 2) {
        found.common = owner.empty() ? subject_of_verb : owner;
      }
    } else if (!owner.empty() && (with || owner.size() >= 2 || invite)) {
      found.common = owner;
      if (separate.empty()) found.parties.push_back(owner.size() >= 2 ? Actors() : subject_of_verb);
      if (invite && with) add(found.common, subject_of_verb);
    } else if (with) {
      found.common = owner.empty() ? subject_of_verb : owner;
    } else if (governed && separate.empty() && !of_body) {
      // "Berg and Osei held talks"
      if (subject_of_verb.size() >= 2) {
        found.common = subject_of_verb;
        found.parties.push_back({});
      }
    }
    if (!invite) {
      if (std::optional<Found> whole = usable(found)) return whole;
    } else if (std::optional<Found> whole = usable(found)) {
      whole->made_by = "meeting.invite@1";
      return whole;
    }
    if (invite || of_body || with || between) return std::nullopt;
    found.parties.clear();
    found.confidence = 60;
    found.anaphoric = definite && !indefinite;
    // "was arranged during a phone call on Tuesday": between those of whom the sentence spoke.
    found.borrows = !found.anaphoric && by_preposition == Status::kHeld && begin > 0 && preposition(begin - 1);
    if (!found.anaphoric && !found.borrows) return std::nullopt;
    // "The meeting would be ...": a condition, no plan.
    if (found.anaphoric && status == Status::kPlanned && outlook.would && !outlook.will && !outlook.plan) found.status.reset();
    return found;
  }

  static bool governedPast(const Outlook& after) { return after.past && (after.happen || after.be); }

  // The verb group behind a noun phrase.
  Outlook outlookAfter(std::uint32_t t) const {
    Outlook outlook;
    std::uint32_t skipped = 0;
    if (is(t, ",")) {
      // ", which had been set before ..., was": only the near clause.
      if (is(t + 1, "which")) t += 2;
    }
    while (t < size() && skipped < 10) {
      if (mention_at_[t] != kNone) break;
      if (time_at_[t] != kNone) {
        t = times_[time_at_[t]].end_token;
        continue;
      }
      const Word& word = words_[t];
      const bool aux = cue(t, Cue::kWill) || cue(t, Cue::kWould) || cue(t, Cue::kMay) || cue(t, Cue::kNot) || cue(t, Cue::kBe) || cue(t, Cue::kHave) ||
                       cue(t, Cue::kDo) || is(t, "had") || is(t, "have");
      const bool says = word.word.cues.has(Cue::kUncertain) || word.word.cues.has(Cue::kCancel) || word.word.cues.has(Cue::kPropose) || word.word.cues.has(Cue::kPlan);
      const Flags<Cue>& c = word.verb.cues;
      const bool verb_says = word.verb.length > 0 && (c.has(Cue::kCancel) || c.has(Cue::kPostpone) || c.has(Cue::kPlan) || c.has(Cue::kHappen) ||
                                                       c.has(Cue::kRefuse) || c.has(Cue::kLight) || c.has(Cue::kPropose) || c.has(Cue::kUncertain) || is(t, "held"));
      if (says) {
        outlook.take(word.word, t);
        t += word.word.length;
      } else if (aux) {
        outlook.take(word.word, t);
        if (is(t, "was") || is(t, "were") || is(t, "had") || is(t, "did")) outlook.past = true;
        if (is(t, "had") || is(t, "have")) outlook.have = true;
        ++t;
      } else if (verb_says) {
        outlook.take(word.verb, t);
        t += word.verb.length;
      } else if (adverb(t) || cue(t, Cue::kTo) || is(t, "still")) {
        ++t;
      } else {
        break;
      }
      ++skipped;
    }
    return outlook;
  }

  // --- Regions for times and places ---

  std::pair<std::uint32_t, std::uint32_t> region(const std::vector<Found>& all, std::size_t index) const {
    std::uint32_t from = clauseBegin(all[index].begin);
    // A time or place in front of a clause word belongs to the main clause: keep the sentence's head.
    if (from > 0 && !std::any_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(index), [](const Found& one) { return !one.anaphoric; })) {
      from = is(from - 1, "where") || is(from - 1, "when") ? 0 : from;
    }
    if (from > 0 && is(from - 1, "where")) {
      const std::uint32_t m = mentionEndingAt(from - 1);
      if (m != kNone && mentions_[m].first_token > 0) from = mentions_[m].first_token - 1;
    }
    std::uint32_t to = size();
    if (index > 0) from = std::max(from, std::min(all[index - 1].travel || all[index - 1].kind == MeetingKind::kVisit ? all[index - 1].begin : all[index - 1].end, all[index].trigger));
    if (index + 1 < all.size()) to = std::max(all[index].end, all[index + 1].begin);
    // A new clause ends it: "..., then move on to Berlin where he will".
    for (std::uint32_t t = all[index].end; t < to; ++t) {
      if (inMention(t)) continue;
      if (words_[t].text == ";" || cue(t, Cue::kClause) || is(t, "which") || is(t, "who") || is(t, "whose") || (is(t, "then") && is(t - 1, ","))) {
        to = t;
        break;
      }
    }
    return {from, to};
  }

  // "an official said on Thursday", "Berg told reporters Friday".
  [[nodiscard]] bool ofSaying(std::uint32_t t) const {
    if (t > 0 && (is(t - 1, "on") || is(t - 1, "late") || is(t - 1, "early"))) --t;
    for (int steps = 0; steps < 4 && t > 0; ++steps) {
      const std::uint32_t p = t - 1;
      if (words_[p].verb.cues.has(Cue::kReport) && !inMention(p)) return true;
      if (mention_at_[p] != kNone) {
        t = mentions_[mention_at_[p]].first_token;
      } else if (is(p, "reporters") || is(p, "journalists") || is(p, "a") || is(p, "statement") || is(p, "in")) {
        t = p;
      } else {
        return false;
      }
    }
    return false;
  }

  [[nodiscard]] bool travelBefore(std::uint32_t t) const {
    for (std::uint32_t p = t; p-- > 0 && t - p < 8;) {
      if (words_[p].verb.cues.has(Cue::kTravel) || words_[p].verb.cues.has(Cue::kHost) || words_[p].noun.cues.has(Cue::kTrip)) return true;
    }
    return false;
  }

  [[nodiscard]] int rankOf(LocalIndex place, bool after) const {
    const LocalEntity& entity = reading_.coreference.entities[place];
    return (entity.kind == EntityKind::kPlace ? 4 : 2) + (after ? 1 : 0);
  }

  const Reading& reading_;
  std::uint32_t s_;
  const std::vector<Word>& words_;
  const std::vector<Mention>& mentions_;
  const std::vector<Referent>& referents_;
  const std::vector<TimeExpression>& times_;
  std::vector<std::uint32_t> mention_at_, time_at_;
  mutable bool dropped_ = false;
};

// --- One event or several ---

struct Event {
  std::uint32_t number = 0;
  MeetingKind kind = MeetingKind::kMeeting;
  Actors participants;
  When when;
  std::optional<LocalIndex> place;
  Status status = Status::kHeld;
  bool furniture = false;
  bool headline = false;
  bool travel = true;
  std::uint32_t last_sentence = 0;
};

class Grouping {
 public:
  explicit Grouping(const Reading& reading) : reading_(reading) {}

  Event* antecedent(MeetingKind kind, bool furniture) {
    Event* best = nullptr;
    for (Event& event : events_) {
      if (event.furniture != furniture) continue;
      const bool call = kind == MeetingKind::kCall;
      if (call != (event.kind == MeetingKind::kCall) && !(kind == MeetingKind::kTalks)) continue;
      if ((kind == MeetingKind::kVisit) && event.kind != MeetingKind::kVisit) continue;
      if (kind != MeetingKind::kVisit && event.kind == MeetingKind::kVisit) continue;
      if (best == nullptr || event.last_sentence >= best->last_sentence) best = &event;
    }
    return best;
  }

  // The last event of these parties and such a kind, whatever its time.
  const Event* like(const Actors& who, MeetingKind kind, bool furniture) const {
    for (std::size_t i = events_.size(); i-- > 0;) {
      const Event& event = events_[i];
      if (event.furniture != furniture || (event.kind == MeetingKind::kCall) != (kind == MeetingKind::kCall)) continue;
      const bool all = std::all_of(who.begin(), who.end(), [&](LocalIndex one) {
        return std::any_of(event.participants.begin(), event.participants.end(), [&](LocalIndex other) { return sameSide(one, other); });
      });
      if (all) return &event;
    }
    return nullptr;
  }

  Event& put(const Report& report, const MeetingStatement& statement, std::uint32_t sentence, bool headline, bool again, bool travel) {
    Actors who;
    for (const Participation& one : statement.participants) who.push_back(one.entity);
    for (std::size_t i = events_.size(); i-- > 0;) {
      Event& event = events_[i];
      if (!same(event, report, statement, who, headline, again)) continue;
      join(event, report, statement, who, sentence, headline, travel);
      return event;
    }
    Event event;
    event.number = static_cast<std::uint32_t>(events_.size());
    event.kind = statement.kind;
    event.furniture = report.furniture;
    event.when = report.when;
    event.status = report.status;
    events_.push_back(event);
    join(events_.back(), report, statement, who, sentence, headline, travel);
    return events_.back();
  }

  void join(Event& event, const Report& report, const MeetingStatement& statement, const Actors& who, std::uint32_t sentence, bool headline, bool travel) {
    add(event.participants, who);
    if (event.when.expression.form == DateForm::kNone) event.when = report.when;
    if (!event.place) event.place = statement.place;
    if (event.kind == MeetingKind::kVisit) event.kind = statement.kind;
    event.status = report.status;
    event.last_sentence = sentence;
    event.headline = event.headline || headline;
    event.travel = event.travel && travel;
  }

  // A state that a named person represents in the same event gives way to that person.
  void nameSides(MeetingStatement& statement) const {
    const Event& event = events_[statement.local_meeting];
    std::vector<Participation> named;
    for (const Participation& one : statement.participants) {
      std::vector<Participation> people;
      if (reading_.coreference.entities[one.entity].kind == EntityKind::kCountry) {
        for (const LocalIndex other : event.participants) {
          if (other != one.entity && sameSide(one.entity, other)) people.push_back({other, one.role});
        }
      }
      if (people.empty()) people.push_back(one);
      if (people.size() > 1) people.clear();  // Which of them, this report does not say.
      for (const Participation& person : people) {
        if (std::none_of(named.begin(), named.end(), [&](const Participation& seen) { return seen.entity == person.entity; })) named.push_back(person);
      }
    }
    if (named.empty()) return;
    std::sort(named.begin(), named.end());
    statement.participants = std::move(named);
  }

  std::vector<Event>& events() { return events_; }
  [[nodiscard]] bool sameSide(LocalIndex a, LocalIndex b) const {
    if (a == b) return true;
    const LocalEntity& x = reading_.coreference.entities[a];
    const LocalEntity& y = reading_.coreference.entities[b];
    // A state and its representative are one side; two people of one state are two people.
    if (x.kind == EntityKind::kCountry && y.country == x.name && y.kind == EntityKind::kPerson) return true;
    return y.kind == EntityKind::kCountry && x.country == y.name && x.kind == EntityKind::kPerson;
  }

 private:
  [[nodiscard]] bool same(const Event& event, const Report& report, const MeetingStatement& statement, const Actors& who, bool headline, bool again) const {
    if (event.furniture != report.furniture) return false;
    if ((event.kind == MeetingKind::kCall) != (statement.kind == MeetingKind::kCall)) return false;
    const Actors& less = who.size() <= event.participants.size() ? who : event.participants;
    const Actors& more = who.size() <= event.participants.size() ? event.participants : who;
    std::size_t common = 0;
    for (const LocalIndex one : less) {
      common += std::any_of(more.begin(), more.end(), [&](LocalIndex other) { return sameSide(one, other); });
    }
    const std::size_t all = less.size() + more.size() - common;
    if (common < 2 || (common < less.size() && 2 * common < all)) return false;
    // Two visits or meetings of one guest with another host are caught by `common`; now time and place.
    const DateForm a = event.when.expression.form;
    const DateForm b = report.when.expression.form;
    bool same_time = false;
    if (a != DateForm::kNone && b != DateForm::kNone) {
      if (event.when.interval && report.when.interval) {
        if (!overlap(*event.when.interval, *report.when.interval)) return false;
        same_time = true;
      } else if (a == b) {
        if (event.when.expression.value != report.when.expression.value) return false;
        same_time = true;
      }
    }
    if (event.place && statement.place && *event.place != *statement.place) {
      const LocalEntity& x = reading_.coreference.entities[*event.place];
      const LocalEntity& y = reading_.coreference.entities[*statement.place];
      if (x.kind == y.kind || x.country != y.country) return false;
    }
    const auto ahead = [](Status status) { return status != Status::kHeld && status != Status::kDenied && status != Status::kCancelled && status != Status::kRefused; };
    const bool turned = ahead(event.status) != ahead(report.status) && (event.status == Status::kHeld || report.status == Status::kHeld);
    if (turned && !same_time && !event.headline && !headline) return false;
    if (again && !same_time) return false;
    return true;
  }

  const Reading& reading_;
  std::vector<Event> events_;
};

}  // namespace

When whenOf(const Reading& reading, const TimeExpression& time, Direction direction) {
  When when;
  when.span = time.span;
  when.words = std::string(textOf(reading.document, time.span));
  when.expression = time.date;
  if (when.expression.direction == Direction::kUnknown && when.expression.form != DateForm::kAbsolute) when.expression.direction = direction;
  when.interval = anchor(when.expression, reading.written);
  return when;
}

std::vector<Report> findMeetings(const Reading& reading) {
  std::vector<Report> reports;
  std::vector<std::optional<LocalIndex>> guests;
  Grouping grouping(reading);
  for (std::uint32_t s = 0; s < reading.sentences.size(); ++s) {
    const Sentence& sentence = reading.sentences[s];
    SentenceReader reader(reading, s);
    const std::vector<Found> all = reader.run();
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Found& found = all[i];
      const std::optional<std::uint32_t> time = reader.timeFor(all, i);
      const std::optional<LocalIndex> place = reader.placeFor(all, i);
      // Present tense and bare nouns: ahead if their words of time say so, else done.
      std::optional<Status> status = found.status;
      if (!status && time) {
        const When future = whenOf(reading, reader.time(*time), Direction::kFuture);
        const bool ahead = future.expression.direction == Direction::kFuture &&
                           (!future.interval || !reading.written || future.interval->first > *reading.written);
        const bool past = future.expression.direction == Direction::kPast || (future.interval && reading.written && future.interval->last < *reading.written);
        if (ahead && !past && !found.anaphoric) status = sentence.headline || reading.parsed[s].title_case ? std::nullopt : std::optional(Status::kPlanned);
      }
      Report report;
      report.sentence = sentence.span;
      report.furniture = sentence.furniture;
      report.speaker = reader.speaker();
      report.confidence = found.confidence;
      report.made_by = found.made_by;
      std::set<Span> cues;
      for (const std::uint32_t token : found.cues) cues.insert(reader.spanOf(token));
      report.cues.assign(cues.begin(), cues.end());
      const auto fill = [&](Status decided) {
        report.status = decided;
        report.when = time ? whenOf(reading, reader.time(*time), reader.directionOf(decided)) : When();
      };
      if (found.anaphoric) {
        if (found.plural) continue;
        Event* event = grouping.antecedent(found.kind, sentence.furniture);
        if (event == nullptr || (!status && !time && !place)) continue;
        fill(status.value_or(event->status));
        MeetingStatement statement;
        statement.local_meeting = event->number;
        statement.kind = found.kind;
        Actors who = event->participants;
        std::sort(who.begin(), who.end());
        for (const LocalIndex index : who) statement.participants.push_back({index, Role::kParticipant});
        statement.place = place;
        // A day that contradicts the event's own belongs to something else.
        if (report.when.interval && event->when.interval && !overlap(*report.when.interval, *event->when.interval)) continue;
        if (found.status == Status::kHeld && event->status != Status::kHeld && !time) continue;
        grouping.join(*event, report, statement, who, s, sentence.headline, false);
        report.statement = std::move(statement);
        reports.push_back(std::move(report));
        guests.push_back(std::nullopt);
        continue;
      }
      std::vector<Actors> parties = found.parties;
      if (found.borrows) {
        if (reports.empty() || reports.back().sentence != sentence.span) continue;
        Actors same;
        for (const Participation& one : std::get<MeetingStatement>(reports.back().statement).participants) same.push_back(one.entity);
        parties.assign(1, same);
      }
      for (std::size_t n = 0; n < parties.size(); ++n) {
        Actors who = found.common;
        add(who, parties[n]);
        // A state next to its own named representative says nothing more.
        const Actors with_states = who;
        who.erase(std::remove_if(who.begin(), who.end(),
                                 [&](LocalIndex one) {
                                   return reading.coreference.entities[one].kind == EntityKind::kCountry &&
                                          std::any_of(with_states.begin(), with_states.end(),
                                                      [&](LocalIndex other) { return other != one && grouping.sameSide(one, other); });
                                 }),
                  who.end());
        if (who.size() < 2) continue;
        // Nothing says how it stands: as the event that was spoken of before.
        const Event* known = status ? nullptr : grouping.like(who, found.kind, sentence.furniture);
        fill(status.value_or(known != nullptr ? known->status : Status::kHeld));
        std::sort(who.begin(), who.end());
        MeetingStatement statement;
        statement.kind = found.kind;
        for (const LocalIndex index : who) {
          const bool guest = found.guest == index;
          statement.participants.push_back({index, !found.guest ? Role::kParticipant : guest ? Role::kGuest : Role::kHost});
        }
        statement.place = n < found.party_places.size() ? found.party_places[n] : place;
        if (parties.size() > 1 && !found.party_places.empty()) report.when = When();
        const bool again = reader.says("again") || reader.says("last") || reader.says("previous") || reader.says("earlier");
        const bool headline = sentence.headline || reading.parsed[s].title_case;
        statement.local_meeting = grouping.put(report, statement, s, headline, again && report.status == Status::kHeld, found.travel).number;
        Report copy = report;
        copy.statement = std::move(statement);
        reports.push_back(std::move(copy));
        guests.push_back(found.guest);
      }
    }
  }
  // A visit on which a meeting is reported is told by that meeting.
  const std::vector<Event>& events = grouping.events();
  const auto toldByMeeting = [&](const Event& visit) {
    if (visit.kind != MeetingKind::kVisit) return false;
    return std::any_of(events.begin(), events.end(), [&](const Event& other) {
      if (other.kind == MeetingKind::kVisit || other.kind == MeetingKind::kCall || other.furniture != visit.furniture) return false;
      std::size_t common = 0;
      for (const LocalIndex one : visit.participants) {
        const bool takes_part = std::any_of(other.participants.begin(), other.participants.end(), [&](LocalIndex two) { return grouping.sameSide(one, two); });
        const LocalEntity& entity = reading.coreference.entities[one];
        const bool there = other.place && entity.kind == EntityKind::kCountry && reading.coreference.entities[*other.place].country == entity.name;
        common += takes_part || there;
      }
      return common >= 2;
    });
  };
  std::vector<Report> kept;
  std::vector<std::uint32_t> renumbered(events.size(), ~0u);
  std::uint32_t next = 0;
  for (Report& report : reports) {
    auto& statement = std::get<MeetingStatement>(report.statement);
    if (toldByMeeting(events[statement.local_meeting])) continue;
    std::uint32_t& number = renumbered[statement.local_meeting];
    if (number == ~0u) number = next++;
    grouping.nameSides(statement);
    statement.local_meeting = number;
    kept.push_back(std::move(report));
  }
  return kept;
}

}  // namespace parley
