#include "extract/internal/names.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "extract/internal/tsv.h"

namespace parley::internal {
namespace {

using testing::ElementsAre;

// "Ada/PER Berg/PER+ met/VERB": each word with its tag, or with the type of its name, in which "+" goes on; else a
// noun. The words are borrowed.
Parsed sentence(std::string_view text) {
  Parsed parsed;
  for (const std::string_view piece : splitList(text, ' ')) {
    const std::size_t slash = std::min(piece.find('/'), piece.size());
    std::string tag(slash < piece.size() ? piece.substr(slash + 1) : "NOUN");
    const bool goes_on = tag.back() == '+';
    if (goes_on) tag.pop_back();
    Word word;
    word.text = piece.substr(0, slash);
    word.lower = word.text;
    word.capital = word.lower[0] >= 'A' && word.lower[0] <= 'Z';
    for (char& c : word.lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (word.lower == "may") word.grammar.set(Grammar::kMonth);
    if (word.lower == "of") word.grammar.set(Grammar::kPreposition);
    word.upos = tag == "VERB" ? Upos::kVerb : tag == "NOUN" ? Upos::kNoun : Upos::kPropn;
    for (const NameType type : {NameType::kPerson, NameType::kLocation, NameType::kOrganisation}) {
      if (tag != wordOf(type)) continue;
      word.name = type;
      word.name_begins = !goes_on;
    }
    parsed.words.push_back(word);
  }
  return parsed;
}

// "PER: ada berg"
std::vector<std::string> namesOf(const Parsed& parsed) {
  std::vector<std::string> names;
  for (const Word& word : parsed.words) {
    if (!word.name) continue;
    if (word.name_begins) names.push_back(std::string(wordOf(*word.name)) + (word.name_pair ? " pair:" : ":"));
    names.back() += " " + word.lower;
  }
  return names;
}

std::vector<std::string> namesOfLast(std::vector<Parsed> sentences) {
  settleNames(sentences);
  return namesOf(sentences.back());
}

TEST(SettleNames, TheSameWordsAreOneTypeOfNameInTheWholeDocument) {
  const Parsed often = sentence("Nordbank/ORG grows/VERB");
  EXPECT_THAT(namesOfLast({often, often, sentence("Nordbank/LOC shrinks/VERB")}), ElementsAre("ORG: nordbank"));
  EXPECT_THAT(namesOfLast({often, sentence("Nordbank/PROPN shrinks/VERB")}), ElementsAre("ORG: nordbank"));
}

TEST(SettleNames, AFullNameTellsWhatTheSurnameIs) {
  const Parsed full = sentence("Ada/PER Berg/PER+ left/VERB");
  EXPECT_THAT(namesOfLast({full, sentence("Berg/ORG smiled/VERB")}), ElementsAre("PER: berg"));
  EXPECT_THAT(namesOfLast({full, sentence("Ida/ORG Ada/ORG+ Berg/ORG+ left/VERB")}), ElementsAre("PER: ida ada berg"));
}

TEST(SettleNames, ACommonNounInACapitalIsANameOnlyIfNobodyWritesItSmall) {
  const Parsed full = sentence("Ada/PER Price/PER+ left/VERB");
  EXPECT_THAT(namesOfLast({full, sentence("Price left/VERB")}), ElementsAre("PER: price"));
  EXPECT_THAT(namesOfLast({full, sentence("a price"), sentence("Price rises/VERB")}), ElementsAre());
}

TEST(SettleNames, WhatStandsAroundAPersonsNameIsNoPartOfIt) {
  EXPECT_THAT(namesOfLast({sentence("Oslo/PER Mayor/PER+ Ada/PER+ Berg/PER+")}), ElementsAre("PER: ada berg"));
  EXPECT_THAT(namesOfLast({sentence("Ada/PER Berg/PER+ of/PER+ Texas/PER+")}), ElementsAre("PER: ada berg"));
  EXPECT_THAT(namesOfLast({sentence("of/VERB Ghana/PER Kofi/PER+ Osei/PER+")}), ElementsAre("PER: kofi osei"));
}

TEST(SettleNames, AFamilyNameInFrontIsPartOfTheName) {
  EXPECT_THAT(namesOfLast({sentence("Xu/PROPN Wen/PER left/VERB")}), ElementsAre("PER: xu wen"));
}

TEST(SettleNames, AMonthIsANameOnlyAsTheSurnameOfSomebody) {
  EXPECT_THAT(namesOfLast({sentence("May/PER ends/VERB")}), ElementsAre());
  EXPECT_THAT(namesOfLast({sentence("Ada/PER May/PER+ left/VERB"), sentence("May/PER smiled/VERB")}),
              ElementsAre("PER: may"));
}

TEST(SettleNames, TwoKnownNamesInOneWordAreAPair) {
  EXPECT_THAT(namesOfLast({sentence("Ada/PER Berg/PER+ and/VERB Kofi/PER Osei/PER+"), sentence("Berg-Osei/PER talks")}),
              ElementsAre("PER pair: berg-osei"));
}

}  // namespace
}  // namespace parley::internal
