// tests/cases/event_classes.tsv: a sentence, two actors, and the event class of what the one does to the other.
#include "extract/event_class.h"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "extract/internal/action_words.h"
#include "extract/reader.h"
#include "tests/support/model.h"

namespace parley {
namespace {

std::string classOf(const std::string& sentence, const std::string& actor, const std::string& other) {
  Sighting sighting;
  sighting.name = "test";
  const Document document = readDocument(sentence, sighting);
  const std::optional<Relation> found = eventClass(document, test::englishModel(), actor, other);
  return found ? std::string(wordOf(*found)) : "-";
}

TEST(EventClass, IsThatOfTheCases) {
  std::ifstream in(PARLEY_SOURCE_DIR "/tests/cases/event_classes.tsv");
  std::size_t right = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('#')) continue;
    std::vector<std::string> columns;
    std::istringstream stream(line);
    for (std::string column; std::getline(stream, column, '\t');) columns.push_back(column);
    ASSERT_GE(columns.size(), 4u) << line;
    const std::string found = classOf(columns[0], columns[1], columns[2]);
    if (columns.size() > 4) {
      EXPECT_NE(found, columns[3]) << "is found now: take \"open\" away: " << line;
    } else {
      EXPECT_EQ(found, columns[3]) << line;
      ++right;
    }
  }
  EXPECT_GE(right, 250u);
}

TEST(EventClass, FindsAStateByItsPeopleAndItsAdjective) {
  EXPECT_EQ(classOf("The Peruvian president met Chilean envoys.", "Peru", "Chile"), "consult");
}

TEST(EventClass, IsNothingWhereNothingIsSaid) {
  EXPECT_EQ(classOf("Peru lies north of Chile.", "Peru", "Chile"), "-");
  EXPECT_EQ(classOf("Peru attacked Chile.", "Norway", "Ghana"), "-");
}

TEST(EventClass, DependsOnHowTheActionStands) {
  using internal::eventClassOf;
  EXPECT_EQ(eventClassOf(Relation::kAid, Status::kHeld), Relation::kAid);
  EXPECT_EQ(eventClassOf(Relation::kAid, Status::kPlanned), Relation::kAgree);
  EXPECT_EQ(eventClassOf(Relation::kAid, Status::kCancelled), Relation::kSanction);
  EXPECT_EQ(eventClassOf(Relation::kAid, Status::kRefused), Relation::kReject);
  EXPECT_EQ(eventClassOf(Relation::kAssault, Status::kPlanned), Relation::kThreaten);
  EXPECT_EQ(eventClassOf(Relation::kAssault, Status::kCancelled), Relation::kRetreat);
  EXPECT_EQ(eventClassOf(Relation::kSanction, Status::kCancelled), Relation::kConcede);
  EXPECT_EQ(eventClassOf(Relation::kPraised, Status::kHeld), Relation::kSupport);
  EXPECT_EQ(eventClassOf(Relation::kHoldsOffice, Status::kHeld), std::nullopt);
}

}  // namespace
}  // namespace parley
