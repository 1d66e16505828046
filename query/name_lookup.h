#pragma once
// A name as a person types it to the entities it can mean.
#include <string_view>
#include <vector>

#include "graph/source.h"
#include "query/answers.h"

namespace parley {

// "blinken", "Lavrov", "Zelenskyy", "A. Blinken", "the United States": every word must occur in one name or alias of an
// entity, an initial as the beginning of one of its words. Where nothing matches, words may also come from its role and
// country: "Secretary Blinken", "Kerr Norway". An entity's id of 16 digits is a name too: the last resort between two
// people who share theirs.
//
// What several entities match is still clear if exactly one person, country or organisation has the typed words as a
// whole name or alias, or exactly one person or country that no organisation of the same name outdoes in documents, or
// if exactly one person or country is among places, offices and organisations whose names merely contain them. Else all
// are candidates: whole names first, then the most mentioned.
//
// Where nothing matches at all, a word of four letters or more that no name has is taken for the nearest words that
// some name has: with one letter added, left out, replaced or swapped with its neighbour, from eight letters on two;
// the first letter is right. The match says that it was guessed. Never throws for an unknown name: the match is empty.
[[nodiscard]] NameMatch lookUp(const GraphSource& source, std::string_view typed);

// Places and countries that have every word of `typed` in one name or alias; sorted.
[[nodiscard]] std::vector<EntityId> placesNamed(const GraphSource& source, std::string_view typed);

}  // namespace parley
