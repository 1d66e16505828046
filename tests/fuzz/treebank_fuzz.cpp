// Any bytes as CoNLL-U and as IOB: an Error of the input, or sentences that are written and read back as they were.
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>

#include "graph/error.h"
#include "tests/support/tiny_model.h"
#include "tools/treebank.h"

namespace {

using namespace parley;

SentenceAnalysis analysisOf(const TreebankSentence& sentence) {
  SentenceAnalysis analysis;
  analysis.tokens.resize(sentence.words.size());
  for (TokenAnalysis& token : analysis.tokens) token.lemma = "l";
  return analysis;
}

template <typename Read, typename Write>
void roundTrip(const std::string& bytes, Read read, Write write) {
  const auto written = [&](const std::vector<TreebankSentence>& sentences) {
    std::ostringstream out;
    for (const TreebankSentence& sentence : sentences) write(sentence, analysisOf(sentence), out);
    return out.str();
  };
  std::string once;
  try {
    once = written(read(bytes, "input"));
  } catch (const Error& error) {
    PARLEY_CHECK(error.code() == ErrorCode::kInvalidArgument || error.code() == ErrorCode::kLimit);
    return;
  }
  PARLEY_CHECK(written(read(once, "output")) == once);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const LanguageModel kModel = LanguageModel::fromBytes(test::tinyModelFile(), "tiny");
  const std::string bytes(data, data + size);
  roundTrip(bytes, readConllu,
            [](const TreebankSentence& sentence, const SentenceAnalysis& analysis, std::ostream& out) {
              writeConllu(sentence, analysis, kModel, out);
            });
  roundTrip(bytes, readIob, writeIob);
  return 0;
}
