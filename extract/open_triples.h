#pragma once
// Open triples: everything that a sentence states, as subject, relation and object in its own words ("open information
// extraction"). Read clause by clause from the tree, as ClausIE does (Del Corro and Gemulla 2013); what MinIE
// (Gashteovski et al. 2017) says of a fact beside it (is it denied, only possible, somebody's word) is told beside it.
// A side branch of extraction, after lookUpWords (words.h): no report is made of them.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/words.h"
#include "graph/document.h"

namespace parley {

// Words of a sentence. `text` has them with one space where the sentence has white space or where words were left out
// between them. `spans`: where they were copied from, each a stretch without a gap, in the order of `text`; a word that
// the sentence does not have ("is" of an apposition) has none.
struct Phrase {
  std::string text;
  std::vector<Span> spans;
  friend bool operator==(const Phrase&, const Phrase&) = default;
};

struct OpenTriple {
  Phrase subject, relation, object;  // None is empty.
  bool negated = false;              // The sentence says that it is not so; the relation keeps its "not".
  bool possible = false;  // It may be so, or is wanted, planned or a condition; the relation keeps its "may".
  std::optional<Phrase> attribution;  // Who says so, where the sentence tells.
  std::uint8_t confidence = 0;        // Percent: how likely a reader calls it right and whole.
  friend bool operator==(const OpenTriple&, const OpenTriple&) = default;
};

// Ascending by the word that states them; none twice. `text`: of the document that `words` were looked up in. A pure
// function; the time is linear in the number of words.
[[nodiscard]] std::vector<OpenTriple> findOpenTriples(std::string_view text, const std::vector<Word>& words);

}  // namespace parley
