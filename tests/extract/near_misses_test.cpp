#include "extract/near_misses.h"

#include <gmock/gmock.h>

#include <string>

#include "extract/extractor.h"
#include "extract/reader.h"
#include "extract/segment.h"
#include "tests/support/model.h"

namespace parley {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class NearMissesTest : public testing::Test {
 protected:
  void read(const std::string& text) {
    Sighting sighting;
    sighting.name = "test";
    sighting.published = std::chrono::year(2031) / 5 / 14;
    read_.document = readDocument(text, sighting);
    read_.extraction = extract(read_.document, test::englishModel());
  }
  [[nodiscard]] std::vector<LocalIndex> named(const std::string& name) const {
    std::vector<LocalIndex> found;
    for (LocalIndex i = 0; i < read_.extraction.entities.size(); ++i) {
      if (read_.extraction.entities[i].name == name) found.push_back(i);
    }
    EXPECT_THAT(found, SizeIs(1)) << name;
    return found;
  }
  [[nodiscard]] NearMisses between(const std::string& one, const std::string& other) const {
    return nearMisses(read_, named(one), named(other), test::englishModel());
  }
  // "reason: the sentence" of each near miss.
  [[nodiscard]] std::vector<std::string> reasons(const std::string& one, const std::string& other) const {
    std::vector<std::string> found;
    for (const NearMiss& miss : between(one, other).sentences) {
      found.push_back(std::string(wordOf(miss.reason)) + ": " + text(miss.sentence));
    }
    return found;
  }
  [[nodiscard]] std::string text(Span span) const { return std::string(textOf(read_.document, span)); }

  ReadDocument read_;
};

TEST_F(NearMissesTest, ASentenceThatTellsOfTheirMeetingIsNone) {
  read("Norwegian Foreign Minister Ada Berg met Ghanaian Foreign Minister Kofi Osei in Lima. Berg thanked Osei.");
  const NearMisses misses = between("Ada Berg", "Kofi Osei");
  EXPECT_EQ(misses.telling, 1u);
  EXPECT_THAT(reasons("Ada Berg", "Kofi Osei"), ElementsAre("no_word: Berg thanked Osei."));
}

TEST_F(NearMissesTest, AMeetingOfOthersNamesItsReport) {
  read("Minister Ada Berg told reporters on Monday that Kofi Osei had met Jan Holt in Lima.");
  const NearMisses misses = between("Ada Berg", "Kofi Osei");
  ASSERT_THAT(misses.sentences, SizeIs(1));
  EXPECT_EQ(misses.sentences[0].reason, NearMissReason::kOtherParties);
  ASSERT_THAT(misses.sentences[0].reports, SizeIs(1));
  const Report& report = read_.extraction.reports.at(misses.sentences[0].reports[0]);
  EXPECT_TRUE(std::holds_alternative<MeetingStatement>(report.statement));
  ASSERT_THAT(misses.sentences[0].words, SizeIs(1));
  EXPECT_EQ(text(misses.sentences[0].words[0]), "met");
}

TEST_F(NearMissesTest, OwnersAndPlacesMeetNobody) {
  read(
      "Foreign Minister Ada Berg hosted a dinner for Kofi Osei's lawyer. President Kofi Osei resigned. Foreign "
      "Minister Ada Berg praised the talks in Peru.");
  EXPECT_THAT(reasons("Ada Berg", "Kofi Osei"),
              ElementsAre("owner: Foreign Minister Ada Berg hosted a dinner for Kofi Osei's lawyer."));
  EXPECT_THAT(reasons("Ada Berg", "Peru"), ElementsAre("place: Foreign Minister Ada Berg praised the talks in Peru."));
}

TEST_F(NearMissesTest, AStateAndWhoActsForItAreOneSide) {
  read("Norwegian Foreign Minister Ada Berg said talks would help Norway.");
  EXPECT_THAT(reasons("Ada Berg", "Norway"),
              ElementsAre("one_side: Norwegian Foreign Minister Ada Berg said talks would help Norway."));
}

TEST_F(NearMissesTest, PronounsNameToo) {
  read("Foreign Minister Ada Berg praised President Kofi Osei. She also thanked Osei. They smiled.");
  const NearMisses misses = between("Ada Berg", "Kofi Osei");
  ASSERT_THAT(misses.sentences, SizeIs(3));
  const auto words = [&](const NearMiss& miss) {
    return text(miss.one.at(0).span) + (miss.one[0].by_name ? " by name, " : ", ") + text(miss.other.at(0).span) +
           (miss.other[0].by_name ? " by name" : "");
  };
  EXPECT_EQ(words(misses.sentences[1]), "She, Osei by name");
  EXPECT_EQ(words(misses.sentences[2]), "They, They");
}

TEST_F(NearMissesTest, PageFurnitureIsOneWhateverItSays) {
  read("Foreign Minister Ada Berg met President Kofi Osei.");
  const Span whole = {0, static_cast<std::uint32_t>(read_.document.text.size())};
  read_.document.furniture = {whole};
  read_.extraction = extract(read_.document, test::englishModel());
  const NearMisses misses = between("Ada Berg", "Kofi Osei");
  EXPECT_EQ(misses.telling, 0u);
  ASSERT_THAT(misses.sentences, SizeIs(1));
  EXPECT_EQ(misses.sentences[0].reason, NearMissReason::kFurniture);
}

TEST_F(NearMissesTest, TheStoredReportsCount) {
  read("Foreign Minister Ada Berg met President Kofi Osei.");
  read_.extraction.reports.clear();  // As if an older version had missed it.
  EXPECT_THAT(reasons("Ada Berg", "Kofi Osei"),
              ElementsAre("word_only: Foreign Minister Ada Berg met President Kofi Osei."));
}

TEST_F(NearMissesTest, OneNameIsNoPair) {
  read("Foreign Minister Ada Berg met President Kofi Osei. Ada Berg smiled.");
  EXPECT_THAT(between("Ada Berg", "Ada Berg").sentences, IsEmpty());
}

}  // namespace
}  // namespace parley
