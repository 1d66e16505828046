#include "query/name_lookup.h"

#include <gmock/gmock.h>

#include "graph/knowledge_graph.h"
#include "tests/support/builders.h"

namespace parley::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// The names that `typed` can mean.
std::vector<std::string> meant(const KnowledgeGraph& graph, std::string_view typed) {
  std::vector<std::string> names;
  for (const EntityRef& candidate : lookUp(graph, typed).candidates) names.push_back(candidate.name);
  return names;
}

ReadDocument mentioning(const std::string& document, const std::vector<std::string>& people) {
  DocumentBuilder story(document);
  for (const std::string& name : people) story.person(name);
  return story.build();
}

KnowledgeGraph politics() {
  DocumentBuilder story("politics");
  story.person("Antonia Bergmann", {.country = "Norway"});
  story.person("Sergei Zelinsky", {.aliases = {"Sergey Zelinskyy"}});
  story.country("Norway");
  story.country("United Kingdom");
  story.country("Monaco");
  story.place("Monaco");
  story.place("The Hague");
  story.organisation("Bank of Norway");
  story.organisation("Bergmann Foundation");
  story.named(EntityKind::kOffice, "Bergmann office");
  return KnowledgeGraph::build({story.build()});
}

TEST(NameLookup, FindsAPersonBySurnameFullNameOrInitial) {
  const KnowledgeGraph graph = politics();
  for (const char* typed :
       {"bergmann", "BERGMANN", "Antonia Bergmann", "Bergmann, Antonia", "A. Bergmann", "Bérgmann"}) {
    SCOPED_TRACE(typed);
    EXPECT_THAT(meant(graph, typed), ElementsAre("Antonia Bergmann"));
  }
  EXPECT_THAT(meant(graph, "B. Bergmann"), IsEmpty());
}

TEST(NameLookup, SpellingsOfOneNameAreOne) {
  const KnowledgeGraph graph = politics();
  for (const char* typed : {"zelinskiy", "Zelinskyy", "Sergey Zelinsky", "Зелински"}) {
    SCOPED_TRACE(typed);
    EXPECT_THAT(meant(graph, typed), ElementsAre("Sergei Zelinsky"));
  }
}

TEST(NameLookup, AWholeNameGoesBeforeOneThatContainsIt) {
  EXPECT_THAT(meant(politics(), "Norway"), ElementsAre("Norway"));
  EXPECT_THAT(meant(politics(), "bank norway"), ElementsAre("Bank of Norway"));
}

TEST(NameLookup, ACountryGoesBeforeAPlaceOfTheSameName) {
  const NameMatch match = lookUp(politics(), "Monaco");
  ASSERT_EQ(match.candidates.size(), 1U);
  EXPECT_EQ(match.candidates.front().kind, EntityKind::kCountry);
}

TEST(NameLookup, APersonGoesBeforeALesserOrganisationOfTheSameName) {
  const auto firm = [](const std::string& document) {
    DocumentBuilder story(document);
    story.organisation("Zelinsky");
    return story.build();
  };
  DocumentBuilder story("person");
  story.person("Sergei Zelinsky", {.aliases = {"Zelinsky"}});
  EXPECT_THAT(meant(KnowledgeGraph::build({story.build(), firm("a")}), "Zelinsky"), ElementsAre("Sergei Zelinsky"));
  EXPECT_THAT(meant(KnowledgeGraph::build({story.build(), firm("a"), firm("b")}), "Zelinsky"),
              ElementsAre("Zelinsky", "Sergei Zelinsky"));
}

TEST(NameLookup, AnArticleIsNoPartOfAName) {
  EXPECT_THAT(meant(politics(), "the United Kingdom"), ElementsAre("United Kingdom"));
  EXPECT_THAT(meant(politics(), "hague"), ElementsAre("The Hague"));
  EXPECT_THAT(meant(politics(), "The Hague"), ElementsAre("The Hague"));
}

TEST(NameLookup, EveryWordMustOccurInOneForm) {
  EXPECT_THAT(meant(politics(), "Antonia Zelinsky"), IsEmpty());
  EXPECT_THAT(meant(politics(), "Bergmann Bergmann"), IsEmpty());
  EXPECT_THAT(meant(politics(), "Nobody"), IsEmpty());
  EXPECT_THAT(meant(politics(), "  ?!  "), IsEmpty());
}

TEST(NameLookup, PeopleOfOneSurnameAreAllCandidatesMostMentionedFirst) {
  const KnowledgeGraph graph = KnowledgeGraph::build({
      mentioning("one", {"Jane Smith"}),
      mentioning("two", {"John Smith"}),
      mentioning("three", {"John Smith"}),
      mentioning("four", {"Smith"}),
      mentioning("five", {"Smith"}),
      mentioning("six", {"Smith"}),
  });
  EXPECT_THAT(meant(graph, "smith"), ElementsAre("Smith", "John Smith", "Jane Smith"));
  EXPECT_THAT(meant(graph, "jane smith"), ElementsAre("Jane Smith"));
  EXPECT_THAT(meant(graph, "J. Smith"), ElementsAre("John Smith", "Jane Smith"));
}

TEST(NameLookup, RoleAndCountryTellNamesakesApart) {
  DocumentBuilder story("namesakes");
  story.person("Jane Smith", {.role = "foreign minister", .country = "Norway"});
  story.person("John Smith", {.role = "president", .country = "Chile"});
  story.country("Chile");
  const KnowledgeGraph graph = KnowledgeGraph::build({story.build()});
  EXPECT_THAT(meant(graph, "President Smith"), ElementsAre("John Smith"));
  EXPECT_THAT(meant(graph, "smith norway"), ElementsAre("Jane Smith"));
  EXPECT_THAT(meant(graph, "J. Smith, foreign minister"), ElementsAre("Jane Smith"));
  EXPECT_THAT(meant(graph, "Chancellor Smith"), IsEmpty());
  EXPECT_THAT(meant(graph, "Chile"), ElementsAre("Chile"));
  EXPECT_THAT(meant(graph, "foreign minister"), IsEmpty());  // Describes, but names nobody.
}

TEST(NameLookup, AnIdNamesItsEntity) {
  const KnowledgeGraph graph = politics();
  const EntityId id = lookUp(graph, "bergmann").candidates.front().id;
  EXPECT_THAT(meant(graph, toHex(id)), ElementsAre("Antonia Bergmann"));
  EXPECT_THAT(meant(graph, "0000000000000000"), IsEmpty());
}

TEST(NameLookup, SaysWhatWasTyped) { EXPECT_EQ(lookUp(politics(), " Bergmann ").typed, " Bergmann "); }

// Whom `typed` is taken for, as no name has it.
std::vector<std::string> guessed(const KnowledgeGraph& graph, std::string_view typed) {
  EXPECT_EQ(lookUp(graph, typed).guessed, !meant(graph, typed).empty()) << typed;
  return meant(graph, typed);
}

TEST(NameLookup, ASlipIsTakenForTheNearestName) {
  const KnowledgeGraph graph = politics();
  for (const char* typed :
       {"Begmann", "bregmann", "Berglmann", "Bergmanm", "Bargmann", "A. Bergmenn", "Antonai Bergmann"}) {
    SCOPED_TRACE(typed);
    EXPECT_THAT(guessed(graph, typed), ElementsAre("Antonia Bergmann"));
  }
  EXPECT_THAT(guessed(graph, "Unitd Kingdom"), ElementsAre("United Kingdom"));
  EXPECT_THAT(guessed(graph, "Fuondatoin"), ElementsAre("Bergmann Foundation"));  // A long word has two slips.
  EXPECT_FALSE(lookUp(graph, "Bergmann").guessed);
  EXPECT_FALSE(lookUp(graph, "Bergman").guessed);  // A spelling, no slip.
}

TEST(NameLookup, MoreThanASlipIsNobody) {
  const KnowledgeGraph graph = politics();
  // Too many letters wrong; the first one wrong; another word wrong; too short to tell.
  for (const char* typed : {"Bargmenn", "Vergmann", "B. Bergman", "Otto Bergmann", "Hag", "Bergmann Sergei"}) {
    SCOPED_TRACE(typed);
    EXPECT_THAT(meant(graph, typed), IsEmpty());
    EXPECT_FALSE(lookUp(graph, typed).guessed);
  }
}

TEST(NameLookup, ASlipThatCanMeanSeveralNamesThem) {
  const KnowledgeGraph graph = KnowledgeGraph::build(
      {mentioning("a", {"Ada Tamberg", "Kofi Tanberg"}), mentioning("b", {"Kofi Tanberg", "Ole Tamsen"})});
  EXPECT_THAT(guessed(graph, "Taberg"), ElementsAre("Kofi Tanberg", "Ada Tamberg"));
  EXPECT_THAT(guessed(graph, "Ada Taberg"), ElementsAre("Ada Tamberg"));
}

}  // namespace
}  // namespace parley::test
