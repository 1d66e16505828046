#include "extract/parse.h"

#include <algorithm>
#include <array>
#include <utility>

#include "extract/internal/lemmas.h"
#include "extract/internal/network.h"
#include "graph/error.h"

namespace parley {
namespace {

// Sentences that go through the network together: enough for the matrix products to be fast, few enough for the second
// cache. It changes no result.
constexpr std::size_t kBatchTokens = 256;

constexpr std::array<std::string_view, 17> kUposWords = {"ADJ",   "ADP",   "ADV", "AUX",  "CCONJ", "DET",
                                                         "INTJ",  "NOUN",  "NUM", "PART", "PRON",  "PROPN",
                                                         "PUNCT", "SCONJ", "SYM", "VERB", "X"};
constexpr std::array<std::string_view, 5> kNameWords = {"PER", "LOC", "ORG", "NORP", "EVENT"};

// The model knows brackets and quotation marks as people write them, and not as the Penn Treebank does.
std::string_view asPeopleWrite(std::string_view token) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kMarks = {{{"-LRB-", "("},
                                                                                           {"-RRB-", ")"},
                                                                                           {"-LSB-", "["},
                                                                                           {"-RSB-", "]"},
                                                                                           {"-LCB-", "{"},
                                                                                           {"-RCB-", "}"},
                                                                                           {"``", "\""},
                                                                                           {"''", "\""}}};
  for (const auto& [name, mark] : kMarks) {
    if (token == name) return mark;
  }
  return token;
}

}  // namespace

std::string_view wordOf(Upos tag) { return kUposWords.at(static_cast<std::size_t>(tag)); }
std::string_view wordOf(NameType type) { return kNameWords.at(static_cast<std::size_t>(type)); }

std::vector<SentenceAnalysis> parse(const std::vector<std::vector<std::string_view>>& sentences,
                                    const LanguageModel& model) {
  for (const auto& sentence : sentences) {
    if (sentence.size() > kMaxParsedTokens) {
      throw Error(ErrorCode::kLimit, "parsing a sentence of " + std::to_string(sentence.size()) +
                                         " tokens: the limit is " + std::to_string(kMaxParsedTokens) +
                                         "; cut it into sentences");
    }
  }
  std::vector<std::vector<std::string_view>> written = sentences;
  for (auto& sentence : written) std::transform(sentence.begin(), sentence.end(), sentence.begin(), asPeopleWrite);
  std::vector<SentenceAnalysis> analyses(sentences.size());
  internal::Workspace workspace;
  for (std::size_t begin = 0; begin < sentences.size();) {
    std::size_t end = begin;
    for (std::size_t tokens = 0;
         end < sentences.size() && (end == begin || tokens + sentences[end].size() <= kBatchTokens); ++end) {
      tokens += sentences[end].size();
    }
    const auto batch = std::span(written).subspan(begin, end - begin);
    model.network().analyse(batch, std::span(analyses).subspan(begin, end - begin), workspace);
    begin = end;
  }
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    for (std::size_t t = 0; t < sentences[i].size(); ++t) {
      TokenAnalysis& token = analyses[i].tokens[t];
      token.lemma = model.lemmas().lemma(sentences[i][t], token.upos, model.xposTags()[token.xpos]);
    }
  }
  return analyses;
}

std::vector<SentenceAnalysis> parse(const Document& document, const std::vector<Sentence>& sentences,
                                    const LanguageModel& model) {
  std::vector<std::vector<std::string_view>> words(sentences.size());
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    for (const Token& token : sentences[s].tokens) words[s].push_back(textOf(document, token.span));
  }
  return parse(words, model);
}

}  // namespace parley
