#pragma once
// Text to sentences and tokens with byte offsets. Second stage of extraction.
//
// Tokens are those of Universal Dependencies, with one difference: words joined by hyphens are one token ("Jean-Yves",
// "Blinken-Lavrov", "2022-01-21"); who needs the parts cuts the token. Contractions and possessives are cut
// ("Blinken" "'s", "do" "n't", "can" "not"); an abbreviation keeps its full stop ("U.S.", "Gen.", "J."); so do numbers
// their separators ("100,000", "10:30", "1/21/2022"). Addresses, @names and #tags are one token.
//
// Own rules over ICU's character classes: ICU's break rules know neither abbreviations nor contractions nor lines that
// were wrapped by hand, and putting their results right takes more code than these.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/document.h"

namespace parley {

enum class TokenKind : std::uint8_t { kWord, kNumber, kPunctuation, kSymbol };

struct Token {
  Span span;
  TokenKind kind = TokenKind::kWord;
  bool space_after = false;
};

// No sentence is longer; a longer one is cut, so that every later stage is linear in practice.
inline constexpr std::size_t kMaxSentenceTokens = 512;

struct Sentence {
  Span span;                    // Of its tokens: no white space at either end.
  std::vector<Token> tokens;    // At least one.
  std::uint32_t paragraph = 0;  // Counted over the document. A blank line ends one, and so does a line break in text
                                // that was not wrapped by hand.
  bool headline = false;        // A line of its own without final punctuation, before the body.
  bool furniture = false;       // More than half of it lies in Document::furniture.
};

// Ascending, without overlap. Every byte of the text that is no white space lies in exactly one token. A function of
// text and furniture alone; linear in the size of the text.
[[nodiscard]] std::vector<Sentence> segment(const Document& document);

[[nodiscard]] inline std::string_view textOf(const Document& document, Span span) {
  return std::string_view(document.text).substr(span.begin, span.end - span.begin);
}

}  // namespace parley
