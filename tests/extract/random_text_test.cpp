// A million texts that nobody would write, from bytes to trees; and single ones of the worst shape. The fuzz targets go
// on where this stops.
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

#include "extract/language_model.h"
#include "extract/parse.h"
#include "extract/reader.h"
#include "extract/segment.h"
#include "tests/support/check_analysis.h"
#include "tests/support/check_segmentation.h"
#include "tests/support/tiny_model.h"

namespace parley {
namespace {

using Random = std::mt19937_64;

const LanguageModel& tinyModel() {
  static const LanguageModel model = LanguageModel::fromBytes(test::tinyModelFile(), "tiny");
  return model;
}

// From bytes to trees, all promises checked. Returns the number of tokens.
std::size_t read(std::string bytes) {
  Document document;
  try {
    document = readDocument(std::move(bytes), Sighting{"random", std::nullopt, "", "", ""});
  } catch (const Error&) {
    return 0;  // Not a text: the reader said so.
  }
  const std::vector<Sentence> sentences = segment(document, tinyModel());
  test::checkSegmentation(document, sentences);
  std::vector<std::vector<std::string_view>> words;
  std::size_t tokens = 0;
  for (const Sentence& sentence : sentences) {
    words.emplace_back();
    for (const Token& token : sentence.tokens) words.back().push_back(textOf(document, token.span));
    tokens += sentence.tokens.size();
  }
  test::checkAnalyses(words, parse(words, tinyModel()));
  return tokens;
}

std::string randomText(Random& random) {
  static constexpr std::array<std::string_view, 48> kPieces = {"Berg",
                                                               "met",
                                                               "U.S.",
                                                               "Jan.",
                                                               "don't",
                                                               "can",
                                                               "not",
                                                               "-",
                                                               "--",
                                                               "'",
                                                               "\"",
                                                               "...",
                                                               ".",
                                                               "?!",
                                                               ",",
                                                               "(",
                                                               ")",
                                                               "\n",
                                                               "\n\n",
                                                               "\t",
                                                               "\r\n",
                                                               " ",
                                                               "  ",
                                                               "3pm",
                                                               "1,000.5",
                                                               "2022-01-21",
                                                               "a@b.org",
                                                               "http://x.y",
                                                               "#tag",
                                                               "e-mail",
                                                               "Al-Fa'",
                                                               "J.",
                                                               "Mr.",
                                                               "\xC3\xA9",
                                                               "\xE2\x80\x99",
                                                               "\xE2\x80\x9C",
                                                               "\xEF\xBB\xBF",
                                                               "\xE2\x80\x8B",
                                                               "\xD8\xB9",
                                                               "\xE4\xBD\xA0",
                                                               "\xF0\x9F\x98\x80",
                                                               "e\xCC\x81",
                                                               "\xC2\xA0",
                                                               "\xFF",
                                                               "\xC3",
                                                               std::string_view("\0", 1),
                                                               "<p>",
                                                               "&amp;"};
  std::string text;
  const std::size_t pieces = random() % 8;
  for (std::size_t i = 0; i < pieces; ++i) {
    if (random() % 4 == 0) {
      text += static_cast<char>(random() % 256);
    } else {
      text += kPieces[random() % kPieces.size()];
      if (random() % 2 == 0) text += ' ';
    }
  }
  return text;
}

TEST(RandomText, AMillionShortOnesKeepEveryPromise) {
  Random random(20221125);
  std::size_t tokens = 0;
  for (int i = 0; i < 1'000'000; ++i) tokens += read(randomText(random));
  EXPECT_GT(tokens, 1'000'000U);  // The reader did not refuse them all.
}

TEST(RandomText, TenMegabytesWithoutASpace) { EXPECT_GT(read(std::string(10'000'000, 'a')), 0U); }

TEST(RandomText, TenMegabytesOfStops) { EXPECT_GT(read(std::string(10'000'000, '.')), 0U); }

TEST(RandomText, ASentenceOfThousandsOfWordsIsCut) {
  std::string text;
  for (int i = 0; i < 5'000; ++i) text += "word and ";
  EXPECT_EQ(read(text), 10'000U);
}

TEST(RandomText, BytesOfEveryKind) {
  Random random(7);
  for (int i = 0; i < 200; ++i) {
    std::string bytes(1 + random() % 20'000, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random() % 256);
    read(std::move(bytes));
  }
}

}  // namespace
}  // namespace parley
