#pragma once
// What segment.h promises of every text, as PARLEY_CHECKs: for tests and fuzz targets.
#include <cstdint>
#include <vector>

#include "extract/internal/characters.h"
#include "extract/segment.h"
#include "graph/error.h"

namespace parley::test {

// Every byte that is no white space lies in exactly one token, every token in exactly one word; sentences ascend, none
// is too long.
inline void checkSegmentation(const Document& document, const std::vector<Sentence>& sentences) {
  std::uint32_t at = 0;
  const auto skipSpace = [&](std::uint32_t end) {
    while (at < end) {
      const extract::Character c = extract::characterAt(document.text, at);
      PARLEY_CHECK(extract::isSpace(c.code));
      at = c.end;
    }
  };
  for (const Sentence& sentence : sentences) {
    PARLEY_CHECK(!sentence.tokens.empty() && sentence.tokens.size() <= kMaxSentenceTokens);
    for (const Token& token : sentence.tokens) {
      PARLEY_CHECK(token.span.begin >= at && token.span.begin < token.span.end);
      skipSpace(token.span.begin);
      at = token.span.end;
    }
    std::uint32_t token = 0;
    for (const WholeWord& word : sentence.words) {
      PARLEY_CHECK(word.first_token == token && word.end_token > token);
      token = word.end_token;
    }
    PARLEY_CHECK(token == sentence.tokens.size());
  }
  skipSpace(static_cast<std::uint32_t>(document.text.size()));
}

}  // namespace parley::test
