#include "extract/words.h"

#include <gmock/gmock.h>

#include <string>

#include "extract/reader.h"
#include "tests/support/tiny_model.h"

namespace parley {
namespace {

// The words of a text of one sentence, in which the model is made to find `names`.
struct Reading {
  Reading(const std::string& text, std::vector<Name> names)
      : document(readDocument(text, {})), sentence(segment(document).at(0)) {
    analysis.tokens.resize(sentence.tokens.size());
    for (std::uint32_t t = 1; t < analysis.tokens.size(); ++t) analysis.tokens[t].head = t - 1;
    analysis.names = std::move(names);
  }
  [[nodiscard]] std::vector<Word> words() const { return lookUpWords(document, sentence, analysis, model); }

  LanguageModel model = LanguageModel::fromBytes(test::tinyModelFile(), "tiny");
  Document document;
  Sentence sentence;
  SentenceAnalysis analysis;
};

TEST(Words, AHyphenatedWordIsOneWithTheTagOfItsHead) {
  Reading reading("short-term talks", {});  // Tokens: short - term talks
  reading.analysis.tokens[0] = {Upos::kAdj, 0, 0, 0, 2, "short"};
  reading.analysis.tokens[1] = {Upos::kPunct, 0, 0, 0, 2, "-"};
  reading.analysis.tokens[2] = {Upos::kNoun, 0, 0, 0, 3, "term"};
  reading.analysis.tokens[3] = {Upos::kVerb, 0, 0, 0, kRoot, "talk"};
  const std::vector<Word> words = reading.words();
  ASSERT_EQ(words.size(), 2u);
  EXPECT_EQ(words[0].text, "short-term");
  EXPECT_EQ(words[0].upos, Upos::kNoun);
  EXPECT_EQ(words[0].lemma, "term");
  EXPECT_EQ(words[0].head, 1u);
  EXPECT_EQ(words[1].head, kRoot);
}

TEST(Words, TwoNamesInAWordAreAPair) {
  const Reading reading("the Berg-Osei talks", {{1, 2, NameType::kPerson}, {3, 4, NameType::kPerson}});
  const std::vector<Word> words = reading.words();
  EXPECT_EQ(words[1].name, NameType::kPerson);
  EXPECT_TRUE(words[1].name_pair);
  EXPECT_FALSE(words[2].name);
}

TEST(Words, AWordWithMoreThanANameIsNoName) {
  const Reading reading("the Berg-led talks", {{1, 2, NameType::kPerson}});
  const std::vector<Word> words = reading.words();
  EXPECT_EQ(words[1].text, "Berg-led");
  EXPECT_FALSE(words[1].name);
}

TEST(Words, APersonsNameGoesOnInAHyphenatedWord) {
  const Reading reading("Kang In-sun left", {{0, 2, NameType::kPerson}});
  const std::vector<Word> words = reading.words();
  EXPECT_EQ(words[1].text, "In-sun");
  EXPECT_EQ(words[1].name, NameType::kPerson);
  EXPECT_FALSE(words[1].name_begins);
  EXPECT_FALSE(words[1].name_pair);
  EXPECT_FALSE(words[2].name);
}

}  // namespace
}  // namespace parley
