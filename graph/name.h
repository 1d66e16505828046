#pragma once
// Names as people write them and as they are compared: case, accents, transliterations.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

// Folds a name or a word of one: Latin letters without accents (ICU Any-Latin, Latin-ASCII), lower case, apostrophes
// dropped, hyphens and other signs to spaces, and the spellings between which transliterations choose made one:
// "Sergei", "Sergey" -> "sergei"; "Zelensky", "Zelenskyy", "Zelenskiy" -> "zelenski". Empty for a name without letters.
[[nodiscard]] std::string foldName(std::string_view name);

// The words of foldName(name), in order.
[[nodiscard]] std::vector<std::string> nameWords(std::string_view name);

// Consonants of a folded word, doubles and look-alikes made one ("Mohammed", "Muhammad" -> "mhmd"): equal for most
// spellings of one given name, and for some different names too, so it only ever supports other evidence.
[[nodiscard]] std::string consonantSkeleton(std::string_view folded_word);

// Letters added, left out, replaced, or two neighbours swapped, to make one word of the other.
[[nodiscard]] std::size_t editDistance(std::string_view a, std::string_view b);

// Text as it is searched: without difference of case (Unicode's full folding), every run of white space one blank.
[[nodiscard]] std::string foldText(std::string_view text);

}  // namespace parley
