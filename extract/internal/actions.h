#pragma once
// What a sentence says that one actor does to another, by the words of the lexicon (action_words.h) over its tree
// (clauses.h). A passive, a noun ("the EU's sanctions against Peru") and a verb that lends itself to a noun ("imposed
// sanctions on Peru") give the same action as the plain clause. Modality and negation make its status.
#include <cstdint>
#include <optional>
#include <vector>

#include "extract/internal/action_words.h"
#include "extract/internal/clauses.h"
#include "extract/internal/found_triple.h"
#include "extract/internal/local_entities.h"

namespace parley::internal {

class ActionFinder : public Clauses {
 public:
  // States that stand as an adjective are put into `entities`. Borrows both for its life.
  ActionFinder(const Reading& reading, std::uint32_t s, LocalEntities& entities)
      : Clauses(reading, s), entities_(entities) {}

  // In the order of their triggers. Meetings are left to meetings.h.
  [[nodiscard]] std::vector<FoundTriple> run();

  // The event class of what the sentence says between the words at two places, whatever they are; nullopt if it says
  // nothing. Of several the one nearest to the root of the tree counts: "urged Peru to help" is a request.
  [[nodiscard]] std::optional<Relation> classBetween(std::uint32_t a, std::uint32_t b) const;

 private:
  // What stands above an action and says how it stands.
  struct Standing {
    Status status = Status::kHeld;
    std::vector<std::uint32_t> cues;
  };

  void verb(std::uint32_t t, std::vector<FoundTriple>& out);
  void noun(std::uint32_t t, std::vector<FoundTriple>& out);
  void adjective(std::uint32_t t, std::vector<FoundTriple>& out);
  void doer(std::uint32_t t, std::vector<FoundTriple>& out);
  void statement(std::uint32_t t, std::vector<FoundTriple>& out);
  void emit(std::uint32_t t, Relation relation, const Standing& standing, Actors actors, Actors targets,
            std::uint8_t confidence, const char* made_by, std::vector<FoundTriple>& out) const;

  // The entries for the word at `t` whose other words stand beside it; of those the longest.
  [[nodiscard]] std::vector<const ActionWord*> entriesAt(std::uint32_t t) const;
  [[nodiscard]] const ActionWord* actionNounAt(std::uint32_t t) const;
  // The verb that does or undoes the action that the noun at `t` names; kNone if there is none.
  [[nodiscard]] std::uint32_t lightVerbOf(std::uint32_t t) const;
  [[nodiscard]] Standing standingOfVerb(std::uint32_t t) const;
  [[nodiscard]] Standing standingOfNoun(std::uint32_t t, std::uint32_t light) const;
  // What the verb, adjective or noun that governs `t` does to it: a promise plans, a demand proposes, a refusal
  // refuses.
  [[nodiscard]] std::optional<Status> governed(std::uint32_t governor) const;

  [[nodiscard]] bool threatens(std::uint32_t t) const;

  // Who acts or is acted upon in the phrase at `t`.
  [[nodiscard]] Actors partiesAt(std::uint32_t t);
  [[nodiscard]] Actors partiesOf(const List& list) const;
  [[nodiscard]] Actors doers(std::uint32_t verb);
  // The verb whose object does what the verb at `t` says: "accused Peru of helping", "thanked her for coming".
  [[nodiscard]] std::uint32_t chargedBy(std::uint32_t t) const;
  [[nodiscard]] Actors targetsOf(std::uint32_t t, const ActionWord& word);
  // In the phrases of `t` with one of the prepositions; `deed`: else whose the thing in the phrase is.
  [[nodiscard]] Actors phrasesWith(std::uint32_t t, const std::vector<std::string_view>& prepositions,
                                   bool deed = false);
  // Whose the thing at `t` is: "Peru's", "Peruvian", "by Peru".
  [[nodiscard]] Actors ownersOf(std::uint32_t t, bool of);
  [[nodiscard]] Actors placesAt(std::uint32_t t) const;
  [[nodiscard]] bool marksAny(std::uint32_t t, const std::vector<std::string_view>& prepositions) const;
  // Does what stands around the word at `p`, on the way to `next`, fit where the entry wants the other?
  [[nodiscard]] bool fits(std::uint32_t p, std::uint32_t next, const ActionWord& word) const;
  // The class of the word at `p`; `strict`: only by entries that fit.
  [[nodiscard]] std::optional<Relation> classAt(std::uint32_t p, std::uint32_t next, bool strict) const;

  LocalEntities& entities_;
};

}  // namespace parley::internal
