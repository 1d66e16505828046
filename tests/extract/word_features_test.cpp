#include "extract/internal/word_features.h"

#include <gmock/gmock.h>

#include "tests/support/throws_error.h"
#include "tests/support/tiny_model.h"

namespace parley::internal {
namespace {

using testing::ElementsAre;

std::vector<std::uint64_t> rowKeys(std::string_view word) {
  const WordKeys keys = keysOf(word);
  return {keys.rows.begin(), keys.rows.begin() + static_cast<std::ptrdiff_t>(keys.row_count)};
}

TEST(WordFeatures, KeyIsTheHashOfKindAndText) {
  EXPECT_EQ(hashKey('a', ""), 0xAF63DC4C8601EC8CU);  // FNV-1a of "a", from its authors' list of test vectors.
  EXPECT_EQ(hashKey('f', "oobar"), 0x85944171F73967E8U);
}

TEST(WordFeatures, WordHasFormPrefixSuffixesShape) {
  EXPECT_THAT(rowKeys("Geneva"), ElementsAre(hashKey('w', "geneva"), hashKey('p', "gen"), hashKey('2', "va"),
                                             hashKey('3', "eva"), hashKey('4', "neva"), hashKey('x', "Xxx")));
  EXPECT_EQ(keysOf("Geneva").vector, hashKey('v', "geneva"));
  EXPECT_EQ(keysOf("Geneva").lists, hashKey('l', "geneva"));
}

// "if it has more": a part that would be the whole is left out.
TEST(WordFeatures, ShortWordHasFewerParts) {
  EXPECT_THAT(rowKeys("a"), ElementsAre(hashKey('w', "a"), hashKey('x', "x")));
  EXPECT_THAT(rowKeys("met"), ElementsAre(hashKey('w', "met"), hashKey('2', "et"), hashKey('x', "xx")));
}

TEST(WordFeatures, DigitsAreZeroInFormButNotForTheVector) {
  EXPECT_THAT(rowKeys("3D"), ElementsAre(hashKey('w', "0d"), hashKey('x', "dX")));
  EXPECT_EQ(keysOf("3D").vector, hashKey('v', "3d"));
}

TEST(WordFeatures, QuotesAndDashesArePlain) {
  EXPECT_THAT(rowKeys("O’Neil–Çelik"),
              ElementsAre(hashKey('w', "o'neil-celik"), hashKey('p', "o'n"), hashKey('2', "ik"), hashKey('3', "lik"),
                          hashKey('4', "elik"), hashKey('x', "X'Xxx-Xxx")));
}

// Names are spelt with and without their marks; the lists and vectors mostly have them without.
TEST(WordFeatures, LatinLettersLoseTheirMarks) {
  EXPECT_EQ(keysOf("Erdoğan").vector, hashKey('v', "erdogan"));
  EXPECT_EQ(keysOf("e\u0301te\u0301").vector, hashKey('v', "ete"));
  EXPECT_EQ(keysOf("Łukasz").lists, hashKey('l', "lukasz"));
  EXPECT_EQ(keysOf("Йошкар").vector, hashKey('v', "йошкар"));
  EXPECT_EQ(keysOf("안녕").vector, hashKey('v', "안녕"));
}

TEST(WordFeatures, LongWordsAreCut) {
  const std::string word(100, 'a');
  EXPECT_EQ(rowKeys(word)[0], hashKey('w', word.substr(0, 24)));
  EXPECT_EQ(rowKeys("-.-.-.-.-.-.-.-.").back(), hashKey('x', "-.-.-.-.-.-."));
  EXPECT_EQ(rowKeys("----Ab").back(), hashKey('x', "--Xx"));
  EXPECT_EQ(keysOf(word).vector, hashKey('v', word));
}

TEST(Index, FindsWhatIsInIt) {
  const ModelFile file = ModelFile::fromBytes(test::tinyModelFile(), "tiny");
  const Index index(file);
  EXPECT_TRUE(index.find(hashKey('w', "kerr")));
  EXPECT_NE(index.find(hashKey('w', "kerr")), index.find(hashKey('w', "geneva")));
  EXPECT_FALSE(index.find(hashKey('w', "okoye")));
}

TEST(Index, WithoutAnEmptySlotIsDamage) {
  auto sections = test::tinySections();
  sections["index.keys"] = test::matrixSection<std::uint64_t>(4, 1, {5, 6});
  sections["index.values"] = test::matrixSection<std::uint32_t>(3, 1, {0, 0});
  const ModelFile full = ModelFile::fromBytes(test::modelFileOf(sections), "full");
  EXPECT_THAT([&] { Index index(full); }, test::ThrowsError(ErrorCode::kCorruption, "full"));
  sections["index.keys"] = test::matrixSection<std::uint64_t>(4, 1, {5, 0, 0});
  sections["index.values"] = test::matrixSection<std::uint32_t>(3, 1, {0, 0, 0});
  const ModelFile odd = ModelFile::fromBytes(test::modelFileOf(sections), "odd");
  EXPECT_THAT([&] { Index index(odd); }, test::ThrowsError(ErrorCode::kCorruption, "odd"));
}

}  // namespace
}  // namespace parley::internal
