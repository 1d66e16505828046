#pragma once
// A shallow parse of one sentence, on demand: lists of parties, clauses, verb groups and their subjects. Tokens are
// counted in the sentence; kNone is no token and no mention.
#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/internal/outlook.h"
#include "extract/meetings.h"

namespace parley::internal {

// Entities that act together; each once, in the order of the text.
using Actors = std::vector<LocalIndex>;
void add(Actors& to, const Actors& from);

class Syntax {
 public:
  // Borrows `reading` for its life.
  Syntax(const Reading& reading, std::uint32_t s);

 protected:
  static constexpr std::uint32_t kNone = ~0u;

  Span spanOf(std::uint32_t token) const { return words_[token].span; }
  [[nodiscard]] bool says(std::string_view lower) const;
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(words_.size()); }
  [[nodiscard]] bool is(std::uint32_t t, std::string_view lower) const {
    return t < size() && words_[t].lower == lower;
  }
  [[nodiscard]] bool inMention(std::uint32_t t) const {
    return mention_at_[t] != kNone && mentions_[mention_at_[t]].kind != MentionKind::kPronoun;
  }
  // In words, of the lexicon's longest phrase there.
  [[nodiscard]] std::uint32_t length(std::uint32_t t) const;
  [[nodiscard]] bool verb(std::uint32_t t, Cue cue) const {
    return t < size() && words_[t].verb.cues.has(cue) && !inMention(t);
  }
  [[nodiscard]] bool noun(std::uint32_t t, Cue cue) const { return t < size() && words_[t].noun.cues.has(cue); }
  [[nodiscard]] bool cue(std::uint32_t t, Cue cue) const { return t < size() && words_[t].word.cues.has(cue); }
  [[nodiscard]] bool adverb(std::uint32_t t) const;
  [[nodiscard]] bool preposition(std::uint32_t t) const {
    return t < size() && words_[t].grammar.has(Grammar::kPreposition);
  }
  // Mention `m` owns what follows: "Berg's".
  [[nodiscard]] bool possessed(std::uint32_t m) const;
  // Who mention `m` is as a party; nobody for a crowd.
  [[nodiscard]] const Actors& actors(std::uint32_t m) const;
  // A verb form that can head a clause.
  [[nodiscard]] bool finite(std::uint32_t t) const;
  // The mention that begins at `t`, an article aside.
  [[nodiscard]] std::uint32_t mentionAt(std::uint32_t t) const;
  [[nodiscard]] std::uint32_t mentionEndingAt(std::uint32_t end) const;
  // "A, B and C" from token `t`. Sets `list`; returns where it ends, `t` if nothing is there.
  // `needed`: that many belong to it even if a verb follows: "between A and B has".
  std::uint32_t readList(std::uint32_t t, std::vector<std::uint32_t>& list, std::size_t needed = 1) const;
  [[nodiscard]] bool listGoesOn(std::uint32_t m) const;
  [[nodiscard]] Actors actorsOf(const std::vector<std::uint32_t>& list) const;
  // Between "U.S. officials and their Russian counterparts" states talk.
  [[nodiscard]] Actors sidesOf(const std::vector<std::uint32_t>& list) const;
  // The list that ends at token `end`, read backwards; sets `begin`.
  [[nodiscard]] Actors leftList(std::uint32_t end, std::uint32_t& begin) const;
  // Where the clause of token `v` begins.
  [[nodiscard]] std::uint32_t clauseBegin(std::uint32_t v) const;
  // First party of [from, to) that no preposition governs.
  [[nodiscard]] Actors firstFree(std::uint32_t from, std::uint32_t to) const;
  // The party that does what the verb chain beginning at `v` says.
  [[nodiscard]] Actors subjectOf(std::uint32_t v) const;
  // Verb group that ends before token `t`: its first token; what it says goes to `outlook`.
  std::uint32_t chainBefore(std::uint32_t t, Outlook& outlook) const;
  // What governs "to meet" from further left: "would fly to Lima on Monday to meet".
  [[nodiscard]] Outlook governing(std::uint32_t begin, bool& found) const;
  // Skips adverbs, times, "by phone", places: what may stand between a verb and "with".
  std::uint32_t skipAdverbials(std::uint32_t t, bool& phone) const;
  // Where the names begin in "senior officials, including Ada Berg" at token `t`; kNone if none are told.
  [[nodiscard]] std::uint32_t includedAt(std::uint32_t t) const;
  // Lists behind "with": "with X, and with Y" are two meetings.
  std::uint32_t withLists(std::uint32_t t, std::vector<Actors>& parties, bool distributive) const;
  // Is a word that can be noun or verb ("meeting", "visit", "call") a noun here?
  [[nodiscard]] bool nounHere(std::uint32_t t) const;
  // May follow an intransitive verb.
  [[nodiscard]] bool stopsHere(std::uint32_t t) const;
  // Subject of a verb; of a gerund or infinitive that of the clause it hangs on.
  [[nodiscard]] Actors subject(std::uint32_t t, std::uint32_t begin) const;
  // "After meeting X, Y said": the first free party after the next comma.
  [[nodiscard]] Actors mainSubjectAfter(std::uint32_t t) const;
  [[nodiscard]] bool isPerson(LocalIndex index) const {
    return reading_.coreference.entities[index].kind == EntityKind::kPerson;
  }
  // The verb group behind a noun phrase.
  [[nodiscard]] Outlook outlookAfter(std::uint32_t t) const;
  // "an official said on Thursday", "Berg told reporters Friday".
  [[nodiscard]] bool ofSaying(std::uint32_t t) const;
  [[nodiscard]] bool travelBefore(std::uint32_t t) const;

  const Reading& reading_;
  std::uint32_t s_;
  const std::vector<Word>& words_;
  const std::vector<Mention>& mentions_;
  const std::vector<Referent>& referents_;
  const std::vector<TimeExpression>& times_;
  std::vector<std::uint32_t> mention_at_, time_at_;
  std::uint32_t head_ = 0;  // First token behind a dateline: "OSLO (Nordwire) -".
};

}  // namespace parley::internal
