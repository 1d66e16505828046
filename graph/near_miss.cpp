#include "graph/near_miss.h"

#include <algorithm>
#include <array>

#include "graph/error.h"

namespace parley {
namespace {

struct Explained {
  NearMissReason reason;
  std::string_view word;
  std::string_view explanation;
};
constexpr std::array<Explained, 7> kReasons = {
    {{NearMissReason::kOtherParties, "other_parties", "The sentence tells of a meeting, but its parties are others."},
     {NearMissReason::kWordOnly, "word_only",
      "A word of the sentence can mean a meeting, but no meeting was read from it."},
     {NearMissReason::kOwner, "owner",
      "A word of the sentence can mean a meeting, but one of the two only says whose something is."},
     {NearMissReason::kPlace, "place",
      "A word of the sentence can mean a meeting, but one of the two only says where something is."},
     {NearMissReason::kFurniture, "furniture",
      "The sentence stands in page furniture, such as a menu or a teaser for another story."},
     {NearMissReason::kOneSide, "one_side", "The two are one side: a state and somebody who acts for it."},
     {NearMissReason::kNoWord, "no_word", "No word of the sentence can mean a meeting."}}};

const Explained& entryOf(NearMissReason reason) {
  const auto* entry =
      std::find_if(kReasons.begin(), kReasons.end(), [&](const Explained& e) { return e.reason == reason; });
  PARLEY_CHECK(entry != kReasons.end());
  return *entry;
}

}  // namespace

std::string_view wordOf(NearMissReason reason) { return entryOf(reason).word; }
std::string_view explanationOf(NearMissReason reason) { return entryOf(reason).explanation; }

}  // namespace parley
