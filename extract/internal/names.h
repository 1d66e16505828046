#pragma once
// The names of a document, as the model found them sentence by sentence, made to agree with each other and with what
// the lists are sure of.
#include <string_view>
#include <vector>

#include "extract/mentions.h"

namespace parley::internal {

// "bin", "van", "de la": written small in a name, and never its end.
[[nodiscard]] bool isNameParticle(std::string_view lower);

// Changes Word::name, name_begins and name_pair. A name loses what is no part of it ("Mayor Ada Berg", "Berg of Iowa");
// the same words get one type everywhere, that which most of the document gives them, in sentences too in which the
// model saw no name. Linear in the number of words.
void settleNames(std::vector<Parsed>& sentences);

}  // namespace parley::internal
