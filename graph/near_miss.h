#pragma once
// A sentence that names two and tells of no meeting of theirs, and why none was found in it. extract/ finds them
// (near_misses.h), query/ asks for them.
#include <compare>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "graph/report.h"

namespace parley {

// The first that holds, but for kOneSide and kFurniture, which hold whatever the words say. Nearest to a meeting first:
// the order of an answer.
enum class NearMissReason : std::uint8_t {
  kOtherParties,  // A report of a meeting was made from it, of other parties.
  kWordOnly,      // It has a word that can mean a meeting, and no report was made from it.
  kOwner,         // The same, and one of the two only owns or marks something: "Berg's lawyer", "the Berg plan".
  kPlace,         // The same, and one of the two is only where something happens: "in Russia".
  kFurniture,     // It stands in page furniture.
  kOneSide,       // The two are a state and somebody who acts for it.
  kNoWord,        // It has no word of a meeting.
};
[[nodiscard]] std::string_view wordOf(NearMissReason reason);         // "other_parties"
[[nodiscard]] std::string_view explanationOf(NearMissReason reason);  // One English sentence about "the sentence".

// An entity of the document in one sentence, where it is first named; where it is only pointed to ("he", "the two
// ministers"), where that is done first.
struct Naming {
  LocalIndex entity = 0;
  Span span;
  bool by_name = false;
  auto operator<=>(const Naming&) const = default;
};

struct NearMiss {
  Span sentence;
  NearMissReason reason = NearMissReason::kNoWord;
  std::vector<Naming> one, other;      // Ascending by entity, at least one each.
  std::vector<Span> words;             // That can mean a meeting; in the order of the text.
  std::vector<std::uint32_t> reports;  // Made from it, of meetings: of others, or in page furniture of the two.
  auto operator<=>(const NearMiss&) const = default;
};

// Of one document.
struct NearMisses {
  std::vector<NearMiss> sentences;  // In the order of the text.
  std::uint32_t telling = 0;        // Sentences that name both and from which a report of their meeting was made.
  auto operator<=>(const NearMisses&) const = default;
};

// Reads the sentences of a document for two sides, each given by its entities there. A pure function; the reports are
// those of the extraction that it is given.
using NearMissReader = std::function<NearMisses(const ReadDocument& read, const std::vector<LocalIndex>& one,
                                                const std::vector<LocalIndex>& other)>;

}  // namespace parley
