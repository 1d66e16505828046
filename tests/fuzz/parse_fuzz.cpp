// Any words: a tree and names in order for each sentence, and the same when it is parsed alone. The input is sentences,
// one a line, of words with a space between.
#include <cstddef>
#include <cstdint>

#include "extract/language_model.h"
#include "extract/parse.h"
#include "graph/error.h"
#include "tests/support/check_analysis.h"
#include "tests/support/tiny_model.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley;
  static const LanguageModel kModel = LanguageModel::fromBytes(test::tinyModelFile(), "tiny");
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::vector<std::vector<std::string_view>> sentences(1);
  for (std::size_t begin = 0; begin < size;) {
    const std::size_t end = std::min(text.find_first_of(" \n", begin), size);
    sentences.back().push_back(text.substr(begin, end - begin));
    if (end < size && text[end] == '\n') sentences.emplace_back();
    begin = end + 1;
  }
  try {
    const std::vector<SentenceAnalysis> analyses = parse(sentences, kModel);
    test::checkAnalyses(sentences, analyses);
    const std::vector<SentenceAnalysis> alone = parse({sentences.back()}, kModel);
    for (std::size_t i = 0; i < sentences.back().size(); ++i) {
      PARLEY_CHECK(alone[0].tokens[i].head == analyses.back().tokens[i].head);
      PARLEY_CHECK(alone[0].tokens[i].relation == analyses.back().tokens[i].relation);
    }
    PARLEY_CHECK(alone[0].names.size() == analyses.back().names.size());
  } catch (const Error& error) {
    PARLEY_CHECK(error.code() == ErrorCode::kLimit);
  }
  return 0;
}
