#include "extract/internal/sentence_splitter.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "extract/internal/tokenizer.h"
#include "tests/support/throws_error.h"
#include "tests/support/tiny_model.h"

namespace parley {
namespace {

using internal::ModelFile;
using internal::SentenceSplitter;
using internal::SplitContext;
using internal::Tokens;
using test::ThrowsError;
using Strings = std::vector<std::string>;

ModelFile weightsFile(const std::vector<std::int8_t>& weights) {
  return ModelFile::fromBytes(test::modelFileOf({{"split.weights", test::matrixSection(1, 1, weights)}}), "weights");
}

Strings sentencesOf(const std::string& text, const SentenceSplitter& splitter) {
  const Tokens tokens = internal::tokenize(text, {0, static_cast<std::uint32_t>(text.size())});
  Strings sentences;
  std::size_t begin = 0;
  for (const std::size_t end : splitter.ends(text, tokens)) {
    const std::uint32_t from = tokens.words[begin].span.begin;
    sentences.push_back(text.substr(from, tokens.words[end - 1].span.end - from));
    begin = end;
  }
  return sentences;
}

const char* const kText = "Gen. Aas didn't go. Roe-Dahl said \"No. 10 it is\": he left";

TEST(SentenceSplitter, RulesAloneDecideWithoutWeights) {
  const Strings expected = {"Gen. Aas didn't go.", "Roe-Dahl said \"No. 10 it is\": he left"};
  EXPECT_EQ(sentencesOf(kText, SentenceSplitter()), expected);
  const ModelFile zeros = weightsFile({0, 0});
  EXPECT_EQ(sentencesOf(kText, SentenceSplitter(zeros)), expected);
}

TEST(SentenceSplitter, WeightsOverruleTheRules) {
  const ModelFile never = weightsFile({-127, -127});
  EXPECT_EQ(sentencesOf(kText, SentenceSplitter(never)), Strings{kText});
}

// Goal: names, numbers, words and contractions hold together, and what a colon announces stays, whatever the weights
// say.
TEST(SentenceSplitter, SomePlacesAreNeverCut) {
  const ModelFile always = weightsFile({127, 127});
  EXPECT_EQ(sentencesOf(kText, SentenceSplitter(always)), (Strings{"Gen. Aas", "didn't", "go", ".", "Roe-Dahl", "said",
                                                                   "\"", "No. 10", "it", "is", "\"", ": he", "left"}));
}

TEST(SentenceSplitter, ADateOfThePageIsASentence) {
  const ModelFile never = weightsFile({-127, -127});
  EXPECT_EQ(sentencesOf("date 2021-05-03 Roe met Dahl. They spoke.", SentenceSplitter(never)),
            (Strings{"date 2021-05-03", "Roe met Dahl. They spoke."}));
}

TEST(SentenceSplitter, NoSentenceIsTooLong) {
  const ModelFile never = weightsFile({-127, -127});
  std::string text;
  for (std::size_t i = 0; i < kMaxSentenceTokens; ++i) text += "they've a short-term plan ";
  const Tokens tokens = internal::tokenize(text, {0, static_cast<std::uint32_t>(text.size())});
  std::size_t begin = 0;
  for (const std::size_t end : SentenceSplitter(never).ends(text, tokens)) {
    EXPECT_LE(tokens.words[end - 1].end_token - tokens.words[begin].first_token, kMaxSentenceTokens);
    EXPECT_NE(tokens.tokens[tokens.words[begin].first_token].joint, Joint::kContraction);
    begin = end;
  }
  EXPECT_EQ(begin, tokens.words.size());
}

TEST(SentenceSplitter, WeightsThatAreNoPowerOfTwoAreDamage) {
  for (const std::size_t count : {0U, 1U, 3U, 100U}) {
    SCOPED_TRACE(count);
    const ModelFile file = weightsFile(std::vector<std::int8_t>(count));
    EXPECT_THAT([&] { SentenceSplitter{file}; }, ThrowsError(ErrorCode::kCorruption));
  }
}

}  // namespace
}  // namespace parley
