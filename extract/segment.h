#pragma once
// Text to sentences and tokens with byte offsets. Second stage of extraction.
//
// Tokens are those of Universal Dependencies as the English treebanks cut them. Contractions and possessives are two
// ("Blinken" "'s", "do" "n't", "can" "not"); so are the parts of a hyphenated word and its hyphens ("short" "-"
// "term"), but for prefixes ("anti-war", "e-mail"), dates and telephone numbers. An abbreviation keeps its full stop
// ("U.S.", "Gen.", "J."), a number its separators ("100,000", "10:30", "1/21/2022"). Addresses, @names and #tags are
// one token. For stages that think in words, whole words join what hyphens part: "Jean-Yves", "U.S.-led",
// "Blinken-Lavrov".
//
// Own rules over ICU's character classes: ICU's break rules know neither abbreviations nor contractions nor lines that
// were wrapped by hand, and putting their results right takes more code than these. Where a sentence ends inside a
// paragraph is decided by a trained model, to which what the rules say is one sign among many.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/document.h"

namespace parley {

class LanguageModel;
namespace internal {
class SentenceSplitter;
}

enum class TokenKind : std::uint8_t { kWord, kNumber, kPunctuation, kSymbol };

// What ties a token to the one before it.
enum class Joint : std::uint8_t {
  kNone,
  kWord,         // Both belong to one whole word: "-" and "term" in "short-term", "pm" in "3pm".
  kContraction,  // Both are one multiword token of the treebanks: "n't" in "don't".
};

struct Token {
  Span span;
  TokenKind kind = TokenKind::kWord;
  Joint joint = Joint::kNone;
  bool space_after = false;
};

// Tokens [first_token, end_token) of the sentence that hyphens join; most are one token. The parts of a contraction are
// words of their own.
struct WholeWord {
  Span span;
  TokenKind kind = TokenKind::kWord;
  std::uint32_t first_token = 0;
  std::uint32_t end_token = 0;
};

// No sentence is longer; a longer one is cut, so that every later stage is linear in practice.
inline constexpr std::size_t kMaxSentenceTokens = 512;

struct Sentence {
  Span span;                     // Of its tokens: no white space at either end.
  std::vector<Token> tokens;     // At least one.
  std::vector<WholeWord> words;  // Each token lies in exactly one.
  std::uint32_t paragraph = 0;   // Counted over the document. A blank line ends one, and so does a line break in text
                                 // that was not wrapped by hand.
  bool headline = false;         // A line of its own without final punctuation, before the body.
  bool cut = false;              // Not at its end: it has as many tokens as fit.
  bool furniture = false;        // More than half of it lies in Document::furniture.
};

// Ascending, without overlap. Every byte of the text that is no white space lies in exactly one token. A function of
// text, furniture and model alone; linear in the size of the text.
[[nodiscard]] std::vector<Sentence> segment(const Document& document, const LanguageModel& model);
// By the rules alone.
[[nodiscard]] std::vector<Sentence> segment(const Document& document);
// Each line that is not empty is a sentence, or more if it is too long for one. Nothing is a headline or furniture.
[[nodiscard]] std::vector<Sentence> segmentLines(const Document& document);
// What segment() is made of.
[[nodiscard]] std::vector<Sentence> segment(const Document& document, const internal::SentenceSplitter& splitter);

[[nodiscard]] inline std::string_view textOf(const Document& document, Span span) {
  return std::string_view(document.text).substr(span.begin, span.end - span.begin);
}

}  // namespace parley
