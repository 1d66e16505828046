#pragma once
// Base forms of words, by their ending and their tag: "ministries" NNS is "ministry"; what breaks the rules is listed.
// docs/MODEL_FORMAT.md, Lemmas; learned by tools/train/lemmas.py.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/internal/model_file.h"
#include "extract/internal/word_features.h"
#include "extract/parse.h"

namespace parley::internal {

class Lemmas {
 public:
  // The sections lemma.*; `file` outlives this. Throws Error(kCorruption).
  explicit Lemmas(const ModelFile& file);

  // The word as written, in small letters or not as the treebanks do it, if nothing is known of it.
  [[nodiscard]] std::string lemma(std::string_view word, Upos upos, std::string_view xpos) const;

 private:
  struct Action {
    std::size_t cut = 0;   // Characters at the end,
    std::string_view add;  // and what takes their place.
  };

  Index index_;
  std::vector<Action> actions_;
};

}  // namespace parley::internal
