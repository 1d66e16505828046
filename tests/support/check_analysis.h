#pragma once
// What parse.h promises of every analysis, as PARLEY_CHECKs: for tests and fuzz targets.
#include <string_view>
#include <vector>

#include "extract/parse.h"
#include "graph/error.h"

namespace parley::test {

inline void checkAnalyses(const std::vector<std::vector<std::string_view>>& sentences,
                          const std::vector<SentenceAnalysis>& analyses) {
  PARLEY_CHECK(analyses.size() == sentences.size());
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const std::vector<TokenAnalysis>& tokens = analyses[s].tokens;
    PARLEY_CHECK(tokens.size() == sentences[s].size());
    std::size_t roots = 0;
    for (const TokenAnalysis& token : tokens) {
      roots += token.head == kRoot ? 1 : 0;
      std::size_t steps = 0;
      for (std::uint32_t up = token.head; up != kRoot; up = tokens[up].head) {
        PARLEY_CHECK(up < tokens.size() && ++steps <= tokens.size());
      }
    }
    PARLEY_CHECK(roots == (tokens.empty() ? 0 : 1));
    std::uint32_t end = 0;
    for (const Name& name : analyses[s].names) {
      PARLEY_CHECK(end <= name.first && name.first < name.end && name.end <= tokens.size());
      end = name.end;
    }
  }
}

}  // namespace parley::test
