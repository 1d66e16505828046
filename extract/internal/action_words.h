#pragma once
// Words that say what one actor does to another; lists/action_words.tsv.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "graph/report.h"

namespace parley::internal {

struct ActionWord {
  enum class Means : std::uint8_t {
    kAction,  // Does `relation` to another.
    kBegins,  // Does the action that is its object: "impose" (sanctions).
    kEnds,    // Undoes or reduces it: "lift".
  };
  Means means = Means::kAction;
  Relation relation = Relation::kOpen;  // kAction.
  // Where the other stands; each may be.
  bool object = false;
  bool deed = false;                           // The object is what the other did: "condemned Peru's attack".
  bool told = false;                           // An object that an infinitive follows: "asked Peru to pay".
  bool clause = false;                         // The subject of the clause behind it: "demanded that Peru pay".
  std::vector<std::string_view> prepositions;  // Of its phrase.
  // Of a verb, behind it: "out" of "lash out". Of a noun, in front of it: "travel" of "travel ban".
  std::vector<std::string_view> others;

  [[nodiscard]] bool takes(std::string_view preposition) const {
    return std::find(prepositions.begin(), prepositions.end(), preposition) != prepositions.end();
  }
};

// kDoer: a noun for whoever does it, "supporter". kPredicate: what somebody says that another is, "wrong".
enum class ActionPart : std::uint8_t { kVerb, kNoun, kAdjective, kDoer, kPredicate };

// All entries for a lemma, those with most `others` first; empty for most. Lives as long as the program.
[[nodiscard]] const std::vector<ActionWord>& actionWords(ActionPart part, std::string_view lemma);

// The event class of PLOVER (codebook of 2021) for `relation` that stands so: help that is promised is `agree`, an
// attack that is announced `threaten`, help that ends `sanction`. nullopt for relations that are no event.
[[nodiscard]] std::optional<Relation> eventClassOf(Relation relation, Status status);

}  // namespace parley::internal
