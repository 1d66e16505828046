#include "extract/internal/lemmas.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/throws_error.h"
#include "tests/support/tiny_model.h"

namespace parley {
namespace {

using internal::Lemmas;
using internal::ModelFile;
using test::ThrowsError;

using Entries = std::vector<std::pair<std::string, std::uint32_t>>;  // Kind letter and text of the key; value.

ModelFile fileOf(const Entries& entries, const std::string& actions) {
  constexpr std::size_t kCapacity = 64;
  std::vector<std::uint64_t> keys(kCapacity);
  std::vector<std::uint32_t> values(kCapacity);
  for (const auto& [key, value] : entries) {
    const std::uint64_t hash = internal::hashKey(key[0], key.substr(1));
    std::size_t slot = hash % kCapacity;
    while (keys[slot] != 0) slot = (slot + 1) % kCapacity;
    keys[slot] = hash;
    values[slot] = value;
  }
  return ModelFile::fromBytes(test::modelFileOf({{"lemma.keys", test::matrixSection(4, 1, keys)},
                                                 {"lemma.values", test::matrixSection(3, 1, values)},
                                                 {"lemma.actions", test::textSection(actions)}}),
                              "lemmas");
}

// "ministries" and "buses" end alike, but for one; "went" breaks every rule.
const Entries kEntries = {{"sNNS s", 0},  {"sNNS ies", 1}, {"eNNS movies", 0}, {"eVBD went", 2},
                          {"dNNPC ", 1},  {"dNNPSC ", 1},  {"sNNPS s", 0},     {"cJJC french", 1},
                          {"cPRPl i", 1}, {"dNNSM ", 1},   {"sNNP-VERB ed", 3}};
const std::string kActions = "1\t\n3\ty\n4\tgo\n2\t\n";

class LemmaTest : public testing::Test {
 protected:
  std::string lemma(std::string_view word, std::string_view xpos, Upos upos = Upos::kNoun) {
    return lemmas_.lemma(word, upos, xpos);
  }
  ModelFile file_ = fileOf(kEntries, kActions);
  Lemmas lemmas_{file_};
};

TEST_F(LemmaTest, TheLongestEndingDecides) {
  EXPECT_EQ(lemma("talks", "NNS"), "talk");
  EXPECT_EQ(lemma("ministries", "NNS"), "ministry");
  EXPECT_EQ(lemma("Ministries", "NNS"), "ministry");
}

TEST_F(LemmaTest, TheWholeFormCountsBeforeEndings) {
  EXPECT_EQ(lemma("movies", "NNS"), "movie");
  EXPECT_EQ(lemma("Went", "VBD"), "go");
}

TEST_F(LemmaTest, CapitalsStayWhereTheTagOrTheWordSaysSo) {
  EXPECT_EQ(lemma("Kerr", "NNP"), "Kerr");
  EXPECT_EQ(lemma("Nations", "NNPS"), "Nation");
  EXPECT_EQ(lemma("French", "JJ"), "French");
  EXPECT_EQ(lemma("Short", "JJ"), "short");
  EXPECT_EQ(lemma("MPs", "NNS"), "MP");
  EXPECT_EQ(lemma("i", "PRP"), "I");
}

TEST_F(LemmaTest, AVerbInANameIsBroughtToItsBase) { EXPECT_EQ(lemma("Painted", "NNP", Upos::kVerb), "paint"); }

TEST_F(LemmaTest, NumbersLoseTheirCommas) {
  EXPECT_EQ(lemma("1,250,000", "CD"), "1250000");
  EXPECT_EQ(lemma("3.5", "CD"), "3.5");
}

TEST_F(LemmaTest, WhatIsNotKnownStaysInSmallLettersWithPlainMarks) {
  EXPECT_EQ(lemma("Und", "FW"), "und");
  EXPECT_EQ(lemma("\u201C", "``"), "\"");
  EXPECT_EQ(lemma("\u00C9lan", "FW"), "\u00E9lan");
  EXPECT_EQ(lemma("", "FW"), "");
}

TEST_F(LemmaTest, MoreIsNeverCutOffThanThereIs) { EXPECT_EQ(lemma("s", "NNS"), ""); }

TEST(Lemmas, AnActionThatIsNotThereIsNone) {
  const ModelFile file = fileOf({{"sNN ", 7}}, "1\t\n");
  EXPECT_EQ(Lemmas(file).lemma("talk", Upos::kNoun, "NN"), "talk");
}

TEST(Lemmas, ActionsWithoutANumberAreDamage) {
  for (const char* actions : {"x\ty\n", "12\ty\n", "1y\n", "\t\n"}) {
    SCOPED_TRACE(actions);
    const ModelFile file = fileOf({}, actions);
    EXPECT_THAT([&] { Lemmas{file}; }, ThrowsError(ErrorCode::kCorruption, "lemma.actions"));
  }
}

}  // namespace
}  // namespace parley
