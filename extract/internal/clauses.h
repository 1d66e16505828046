#pragma once
// The tree of one sentence with its mentions: who does what, and what governs it, by the relations of Universal
// Dependencies v2 (universaldependencies.org/u/dep). A mention is one unit of the tree, named by its top token: the
// first that depends on a word outside. kNone is no token and no mention.
#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "extract/internal/outlook.h"
#include "extract/meetings.h"

namespace parley::internal {

// Entities that act together; each once, in the order of the text.
using Actors = std::vector<LocalIndex>;
void add(Actors& to, const Actors& from);

// Mentions that are coordinated: "A, B and C".
using List = std::vector<std::uint32_t>;

[[nodiscard]] bool isCollective(const LocalEntity& entity);

class Clauses {
 public:
  // Borrows `reading` for its life.
  Clauses(const Reading& reading, std::uint32_t s);

  // Who says the sentence, if it says so.
  [[nodiscard]] std::optional<LocalIndex> speaker() const;

 protected:
  static constexpr std::uint32_t kNone = ~0u;
  // A tree that a wrong parse made deep is climbed no further.
  static constexpr int kDeep = 24;

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(words_.size()); }
  [[nodiscard]] bool is(std::uint32_t t, std::string_view lower) const {
    return t < size() && words_[t].lower == lower;
  }
  [[nodiscard]] bool is(std::uint32_t t, std::initializer_list<std::string_view> any) const {
    return t < size() && std::find(any.begin(), any.end(), words_[t].lower) != any.end();
  }
  [[nodiscard]] bool lemma(std::uint32_t t, std::string_view base) const {
    return t < size() && words_[t].lemma == base;
  }
  [[nodiscard]] bool lemma(std::uint32_t t, std::initializer_list<std::string_view> any) const {
    return t < size() && std::find(any.begin(), any.end(), words_[t].lemma) != any.end();
  }
  [[nodiscard]] bool cue(std::uint32_t t, Cue cue) const { return t < size() && words_[t].word.cues.has(cue); }
  [[nodiscard]] bool verbal(std::uint32_t t) const { return words_[t].upos == Upos::kVerb; }
  [[nodiscard]] bool nominal(std::uint32_t t) const {
    return words_[t].upos == Upos::kNoun || words_[t].upos == Upos::kPropn;
  }
  [[nodiscard]] bool inMention(std::uint32_t t) const {
    return mention_at_[t] != kNone && mentions_[mention_at_[t]].kind != MentionKind::kPronoun;
  }

  // The unit of token `t`, and the unit or word that it depends on; kNone for the root.
  [[nodiscard]] std::uint32_t top(std::uint32_t t) const { return mention_at_[t] == kNone ? t : tops_[mention_at_[t]]; }
  [[nodiscard]] std::uint32_t parent(std::uint32_t t) const;
  // "nsubj" is also "nsubj:pass".
  [[nodiscard]] bool related(std::uint32_t t, std::string_view relation) const;
  // What depends on the unit of `t`, in the order of the text.
  [[nodiscard]] std::vector<std::uint32_t> children(std::uint32_t t) const;
  [[nodiscard]] std::uint32_t child(std::uint32_t t, std::string_view relation) const;
  // A preposition or other marker of the phrase of `t`: "with", "ahead" of "ahead of".
  [[nodiscard]] bool marked(std::uint32_t t, std::string_view word) const;
  [[nodiscard]] bool marked(std::uint32_t t, std::initializer_list<std::string_view> any) const {
    return std::any_of(any.begin(), any.end(), [&](std::string_view word) { return marked(t, word); });
  }
  [[nodiscard]] bool hasPreposition(std::uint32_t t) const;
  // The nearest verb or copular predicate above; kNone if there is none.
  [[nodiscard]] std::uint32_t predicateAbove(std::uint32_t t) const;

  // Who mention `m` is as a party: a state for its officials, nobody for another crowd.
  [[nodiscard]] const Actors& actors(std::uint32_t m) const;
  [[nodiscard]] Actors actorsOf(const List& list) const;
  // States behind crowds as well: "U.S. and Mexican officials".
  [[nodiscard]] Actors sidesOf(const List& list) const;
  // The phrase at `t` and what is coordinated with it: one list for each preposition, "with A and with B" are two.
  [[nodiscard]] std::vector<List> lists(std::uint32_t t) const;
  [[nodiscard]] List list(std::uint32_t t) const;
  // Who does what the verb or predicate at `t` says, also where another clause says who: "arrived to meet him".
  [[nodiscard]] List subject(std::uint32_t t) const { return subject(t, t, 0); }
  // Whom the noun at `t` describes: whom it stands beside, or who is said to be it.
  [[nodiscard]] Actors described(std::uint32_t t) const;
  [[nodiscard]] bool passive(std::uint32_t t) const;
  // Phrases that are the object of the verb at `t`, the head of its relative clause included.
  [[nodiscard]] std::vector<std::uint32_t> objects(std::uint32_t t) const;

  // What auxiliaries, adverbs and governing words say of the verb at `t`; its own meaning is not taken.
  [[nodiscard]] Outlook outlookOf(std::uint32_t verb) const;
  // "planned", "no", "scheduled for May" at a noun.
  void takeModifiers(std::uint32_t noun, Outlook& outlook) const;
  // A verb or predicate that governs what is looked at, its auxiliaries, and what governs that.
  void takeGoverning(std::uint32_t governor, int depth, Outlook& outlook) const;

  [[nodiscard]] bool isPerson(LocalIndex index) const {
    return reading_.coreference.entities[index].kind == EntityKind::kPerson;
  }
  [[nodiscard]] bool isCountry(LocalIndex index) const {
    return reading_.coreference.entities[index].kind == EntityKind::kCountry;
  }

  // Is the person of that state?
  [[nodiscard]] bool sameState(LocalIndex state, LocalIndex person) const {
    return reading_.coreference.entities[state].name == reading_.coreference.entities[person].country;
  }
  // "Democratic senators", "the opposition": a side known by no other name.
  [[nodiscard]] bool isCollective(LocalIndex index) const {
    return internal::isCollective(reading_.coreference.entities[index]);
  }

  const Reading& reading_;
  std::uint32_t s_;
  const std::vector<Word>& words_;
  const std::vector<Mention>& mentions_;
  const std::vector<Referent>& referents_;
  const std::vector<TimeExpression>& times_;
  std::vector<std::uint32_t> mention_at_, time_at_;

 private:
  void findParents();
  // Adds the phrase at `t` to the last list of `out`; each unit once.
  void gather(std::uint32_t t, std::vector<bool>& seen, std::vector<List>& out) const;
  [[nodiscard]] bool gatherDescribed(std::uint32_t t, std::vector<bool>& seen, std::vector<List>& out) const;
  [[nodiscard]] bool gatherNamed(std::uint32_t t, std::vector<bool>& seen, std::vector<List>& out) const;
  void widen(List& list) const;
  // The mention that goes on with the row of `m`: "A, B and C".
  [[nodiscard]] bool says(std::uint32_t m) const;
  [[nodiscard]] std::uint32_t ofListedFirm(std::uint32_t m) const;
  [[nodiscard]] bool headOf(std::uint32_t m) const;
  [[nodiscard]] std::uint32_t describedName(std::uint32_t t) const;
  [[nodiscard]] std::uint32_t nextInRow(std::uint32_t m) const;
  // `before`: the verb whose subject is looked for.
  [[nodiscard]] List subject(std::uint32_t t, std::uint32_t before, int depth) const;
  [[nodiscard]] List lostSubject(std::uint32_t t) const;
  void takeAuxiliaries(std::uint32_t t, Outlook& outlook) const;
  // What governs the verb at `t`.
  void climb(std::uint32_t t, int depth, Outlook& outlook) const;
  void climbNoun(std::uint32_t t, int depth, Outlook& outlook) const;

  std::vector<std::uint32_t> tops_;                 // Of each mention.
  std::vector<std::uint32_t> parent_;               // Of each unit, by its top; never in a circle.
  std::vector<std::uint32_t> first_child_, child_;  // Of each word.
};

}  // namespace parley::internal
