#include "extract/lists.h"

#include <gmock/gmock.h>

namespace parley {
namespace {

ListEntry only(std::string_view words) {
  const auto found = Lists::builtIn().find(words);
  return found.empty() ? ListEntry{ListedAs::kRegion, "nothing", "", "", 0} : *found.front();
}

TEST(Lists, CountriesHaveTheirEverydayNames) {
  for (const auto& [words, name] :
       std::initializer_list<std::pair<const char*, const char*>>{{"Russian Federation", "Russia"},
                                                                  {"U.S.", "United States"},
                                                                  {"Britain", "United Kingdom"},
                                                                  {"Burma", "Myanmar"},
                                                                  {"Republic of Korea", "South Korea"},
                                                                  {"Czech Republic", "Czechia"},
                                                                  {"Türkiye", "Turkey"}}) {
    EXPECT_EQ(only(words).as, ListedAs::kCountry) << words;
    EXPECT_EQ(only(words).name, name) << words;
  }
  EXPECT_EQ(only("Vatican").name, "Holy See");
}

TEST(Lists, DemonymsCapitalsMetonymsPointToTheirState) {
  EXPECT_EQ(only("Irish").as, ListedAs::kDemonym);
  EXPECT_EQ(only("Irish").country, "Ireland");
  EXPECT_EQ(only("Kiev").as, ListedAs::kCapital);
  EXPECT_EQ(only("Kiev").name, "Kyiv");
  EXPECT_EQ(only("Kremlin").country, "Russia");
  EXPECT_EQ(only("Downing Street").city, "London");
}

TEST(Lists, CaseMattersButForCapitals) {
  EXPECT_THAT(Lists::builtIn().find("us"), testing::IsEmpty());
  EXPECT_THAT(Lists::builtIn().find("turkey"), testing::IsEmpty());
  EXPECT_EQ(only("NORTH KOREA").name, "North Korea");
}

TEST(Lists, OfficesHaveParts) {
  const Lists& lists = Lists::builtIn();
  EXPECT_TRUE(lists.isOfficeHead("prime minister"));
  EXPECT_TRUE(lists.isOfficeModifier("foreign"));
  EXPECT_TRUE(lists.isOfficeTail("of state"));
  EXPECT_FALSE(lists.isOfficeHead("foreign"));
  EXPECT_EQ(lists.stateOfOffice("taoiseach"), "Ireland");
  EXPECT_EQ(lists.stateOfOffice("foreign minister"), "");
}

TEST(Lists, TitlesAreNoPartOfANameButForAFew) {
  const Lists& lists = Lists::builtIn();
  EXPECT_TRUE(lists.isTitle("Lt. Gen."));
  EXPECT_FALSE(lists.isTitle("Pope"));
  EXPECT_TRUE(lists.isRegnalTitle("Pope"));
}

TEST(Lists, InstitutionsThatOneStateCallsSoPointToIt) {
  const Lists& lists = Lists::builtIn();
  EXPECT_EQ(lists.stateOfInstitution("Bundestag"), "Germany");
  EXPECT_EQ(lists.stateOfInstitution("Republicans"), "United States");
  EXPECT_EQ(lists.stateOfInstitution("Green Party"), "");
}

}  // namespace
}  // namespace parley
