#pragma once
// Where sentences end inside a paragraph: rules propose, a trained classifier decides.
//
// The classifier is linear: a sentence ends where the weights of the features sum to enough. What the rules say is one
// feature; without weights the rules alone decide. The weights are integers, so the sum is the same everywhere.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "extract/internal/model_file.h"
#include "extract/internal/tokenizer.h"

namespace parley::internal {

class SentenceSplitter {
 public:
  SentenceSplitter() = default;  // Rules alone.
  // Section split.weights, i8, a power of two of them. `file` outlives the splitter. Throws Error(kCorruption).
  explicit SentenceSplitter(const ModelFile& file);

  // Ends of the sentences of a paragraph as indices into `tokens.words`, ascending; the last is their number. No
  // sentence has more than kMaxSentenceTokens tokens.
  [[nodiscard]] std::vector<std::size_t> ends(std::string_view text, const Tokens& tokens) const;
  // The same if only the length ends a sentence.
  [[nodiscard]] static std::vector<std::size_t> endsByLength(const Tokens& tokens);

 private:
  std::span<const std::int8_t> weights_;
  int shift_ = 0;  // Of a feature's hash, to the index of its weight.
};

// A paragraph as the classifier sees it; the program that prepares training looks through the same eyes.
class SplitContext {
 public:
  static constexpr std::size_t kFeatures = 40;
  using Features = std::array<std::uint64_t, kFeatures>;  // Hashes: their highest bits are the index of the weight.

  SplitContext(std::string_view text, const Tokens& tokens);

  // Ends by the rules alone, without a limit on the length.
  [[nodiscard]] const std::vector<std::size_t>& ruleEnds() const { return rule_ends_; }
  // Words at the beginning that are a date of the page and a sentence of their own; 0 if there are none.
  [[nodiscard]] std::size_t opening() const { return opening_; }
  // False where nothing may be cut, whatever the classifier says: inside names and numbers, and behind a colon, which
  // names a speaker or opens a quotation. end < number of words.
  [[nodiscard]] bool possible(std::size_t end) const;
  // "(NORD.O)": before what follows the full stop of a company's code.
  [[nodiscard]] bool inTicker(std::size_t end) const;
  [[nodiscard]] bool afterDash(std::size_t end) const;
  // Of an end of the sentence that began at `begin`.
  [[nodiscard]] Features features(std::size_t begin, std::size_t end) const;

 private:
  struct Look {  // Hashes of how a word looks.
    std::uint32_t form = 0, shape = 0, ending = 0;
    bool capital = false, letter = false, stop = false, colon = false, dash = false, space_after = false;
  };
  [[nodiscard]] const Look& look(std::size_t word) const { return word < looks_.size() ? looks_[word] : nothing_; }

  std::string_view text_;
  const Tokens& tokens_;
  std::vector<std::size_t> rule_ends_;
  std::size_t opening_ = 0;
  std::vector<Look> looks_;
  Look nothing_;
  std::vector<std::uint8_t> by_rule_;        // 1: the rules end a sentence before this word.
  std::vector<std::uint32_t> to_next_stop_;  // Words from this one to the next that ends with a stop.
  std::vector<std::uint8_t> open_;           // Bits: inside round brackets, inside quotation marks, before this word.
  std::uint32_t style_ = 0;                  // How the paragraph is written: stops, capitals, length.
};

}  // namespace parley::internal
