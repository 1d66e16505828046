#include "graph/name.h"

#include <gmock/gmock.h>

namespace parley {
namespace {

TEST(Name, SpellingsBetweenWhichTransliterationsChooseAreOne) {
  EXPECT_EQ(foldName("Sergei"), foldName("Sergey"));
  EXPECT_EQ(foldName("Zelensky"), foldName("Zelenskyy"));
  EXPECT_EQ(foldName("Zelensky"), foldName("Zelenskiy"));
  EXPECT_EQ(foldName("Yanukovych"), foldName("Yanukovich"));
  EXPECT_NE(foldName("Kerry"), foldName("Kerr"));
}

TEST(Name, AccentsCaseAndSignsDoNotCount) {
  EXPECT_EQ(foldName("Jean-Yves LE DRIAN"), foldName("jean yves le drian"));
  EXPECT_EQ(foldName("Recep Tayyip Erdoğan"), foldName("recep tayyip erdogan"));
  EXPECT_EQ(foldName("O’Neill"), foldName("O'Neill"));
  EXPECT_EQ(foldName("Путин"), foldName("Putin"));
  EXPECT_EQ(foldName("—"), "");
}

TEST(Name, WordsKeepTheirOrder) {
  EXPECT_THAT(nameWords("Ursula von der Leyen"), testing::ElementsAre("ursula", "von", "der", "leien"));
}

TEST(Name, SkeletonJoinsSpellingsOfOneGivenName) {
  const auto skeleton = [](const char* name) { return consonantSkeleton(foldName(name)); };
  EXPECT_EQ(skeleton("Mohammed"), skeleton("Muhammad"));
  EXPECT_EQ(skeleton("Volodymyr"), skeleton("Vladimir"));
  EXPECT_EQ(skeleton("Anthony"), skeleton("Antony"));
  EXPECT_NE(skeleton("Sergei"), skeleton("Viktor"));
}

TEST(Name, DistanceCountsSlipsOfThePen) {
  EXPECT_EQ(editDistance("osei", "osei"), 0u);
  EXPECT_EQ(editDistance("osei", "oseii"), 1u);
  EXPECT_EQ(editDistance("osei", "ose"), 1u);
  EXPECT_EQ(editDistance("osei", "osai"), 1u);
  EXPECT_EQ(editDistance("osei", "oesi"), 1u);  // Neighbours swapped.
  EXPECT_EQ(editDistance("", "osei"), 4u);
  EXPECT_EQ(editDistance("berg", "osei"), 4u);
}

TEST(Name, TextIsSearchedWithoutCaseAndLineBreaks) {
  EXPECT_EQ(foldText("The Grain\r\n\tDeal"), "the grain deal");
  EXPECT_EQ(foldText("STRASSE"), foldText("Straße"));
  EXPECT_EQ(foldText("ÉTÉ"), foldText("été"));
  EXPECT_NE(foldText("été"), foldText("ete"));
  EXPECT_EQ(foldText(" \n"), "");
  EXPECT_EQ(foldText(""), "");
}

}  // namespace
}  // namespace parley
