#pragma once
// What a sentence says of a person beside the name: "Ada Berg, 45, a lawyer for the family", "Oslo lawyer Ada Berg".
// Read from the tree; offices are found with the names (mentions.h).
#include <vector>

#include "extract/mentions.h"

namespace parley::internal {

// Fills Mention::description and Mention::owner of the people of a sentence, and gives the office that is said once for
// several ("Senators Ada Berg of Iowa and Jan Holt of Ohio") to each of them. Linear in words times people.
void describePeople(Parsed& sentence);

}  // namespace parley::internal
