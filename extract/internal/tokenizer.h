#pragma once
// Cuts a stretch of text without regard to sentences: the tokens and whole words of segment.h.
#include <string_view>
#include <vector>

#include "extract/segment.h"

namespace parley::internal {

struct Tokens {
  std::vector<Token> tokens;
  std::vector<WholeWord> words;  // Each token lies in exactly one.
};

// Linear in the length of the stretch.
[[nodiscard]] Tokens tokenize(std::string_view text, Span stretch);

}  // namespace parley::internal
