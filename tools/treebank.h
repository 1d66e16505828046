#pragma once
// Sentences as files of tokens: CoNLL-U (universaldependencies.org/format.html) and IOB2, a token and its name tag on a
// line. Read and written by `parley parse`.
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "extract/language_model.h"
#include "extract/parse.h"
#include "extract/segment.h"
#include "graph/document.h"

namespace parley {

struct TreebankWord {
  std::string form;
  std::vector<std::string> misc;  // Entries of the column MISC, but for Name: "SpaceAfter=No", "Range=0:4".
};

// The words [first, end) of the sentence that are written as one: "don't" over "do" and "n't".
struct MultiwordToken {
  std::size_t first = 0;
  std::size_t end = 0;
  std::string form;
  std::vector<std::string> misc;
};

struct TreebankSentence {
  std::vector<std::string> comments;  // Lines with their "#".
  std::vector<TreebankWord> words;    // None: a block that is comments alone.
  std::vector<MultiwordToken> multiwords;
};

// Throw Error(kInvalidArgument) with "NAME:LINE: " and what is wrong there, kLimit if a sentence has more than
// kMaxParsedTokens words. Comments, words, multiword tokens and MISC are kept; the columns that a parser fills, and
// empty nodes (8.1), which have no place in a basic tree, are not.
[[nodiscard]] std::vector<TreebankSentence> readConllu(std::string_view bytes, const std::string& name);
// The word is what stands before the first tab, or the whole line. A line with "#" and no tab is a comment.
[[nodiscard]] std::vector<TreebankSentence> readIob(std::string_view bytes, const std::string& name);

// The sentences of a document, numbered, each with the comments newdoc, newpar, sent_id and text as far as they apply,
// and every token with its bytes in the document's text: "Range=0:4".
[[nodiscard]] std::vector<TreebankSentence> toTreebank(const Document& document,
                                                       const std::vector<Sentence>& sentences);

// A block with the empty line behind it. `analysis` has a token for each word. MISC begins with the name tag:
// "Name=B-PER".
void writeConllu(const TreebankSentence& sentence, const SentenceAnalysis& analysis, const LanguageModel& model,
                 std::ostream& out);
void writeIob(const TreebankSentence& sentence, const SentenceAnalysis& analysis, std::ostream& out);

}  // namespace parley
