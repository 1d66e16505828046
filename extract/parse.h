#pragma once
// Tags, lemmas, dependency tree and names of sentences, by a trained model. Third stage of extraction.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/language_model.h"
#include "extract/segment.h"

namespace parley {

// Universal part-of-speech tags, in the order of universaldependencies.org/u/pos.
enum class Upos : std::uint8_t {
  kAdj,
  kAdp,
  kAdv,
  kAux,
  kCconj,
  kDet,
  kIntj,
  kNoun,
  kNum,
  kPart,
  kPron,
  kPropn,
  kPunct,
  kSconj,
  kSym,
  kVerb,
  kX
};
[[nodiscard]] std::string_view wordOf(Upos tag);  // "ADJ"

enum class NameType : std::uint8_t { kPerson, kLocation, kOrganisation, kNorp, kEvent };
[[nodiscard]] std::string_view wordOf(NameType type);  // "PER", "LOC", "ORG", "NORP", "EVENT"

inline constexpr std::uint32_t kRoot = 0xFFFFFFFF;

struct TokenAnalysis {
  Upos upos = Upos::kX;
  std::uint16_t xpos = 0;      // Of LanguageModel::xposTags().
  std::uint16_t features = 0;  // Of LanguageModel::featureSets(): "Number=Sing|Person=3", "" for none.
  std::uint16_t relation = 0;  // Of LanguageModel::relations(): "nsubj:pass".
  std::uint32_t head = kRoot;  // Token of the sentence that it depends on; exactly one has kRoot. The arcs are a tree.
  std::string lemma;
};

struct Name {
  std::uint32_t first = 0;  // Tokens [first, end) of the sentence.
  std::uint32_t end = 0;
  NameType type = NameType::kPerson;
};

struct SentenceAnalysis {
  std::vector<TokenAnalysis> tokens;  // One for each token of the sentence.
  std::vector<Name> names;            // Ascending, without overlap.
};

// Time and memory grow with the square of the longest sentence. Sentences of segment() are far shorter.
inline constexpr std::size_t kMaxParsedTokens = 2048;

// One for each sentence, in order. `sentences`: the words as written; the names that the Penn Treebank gives to
// brackets and quotation marks ("-LRB-") are read as those marks. A function of the words and the model alone: neither
// the other sentences, nor threads, nor the processor change a bit of it. Throws Error(kLimit) if a sentence has more
// than kMaxParsedTokens.
[[nodiscard]] std::vector<SentenceAnalysis> parse(const std::vector<std::vector<std::string_view>>& sentences,
                                                  const LanguageModel& model);
// The same for the sentences of a document.
[[nodiscard]] std::vector<SentenceAnalysis> parse(const Document& document, const std::vector<Sentence>& sentences,
                                                  const LanguageModel& model);

}  // namespace parley
