#include "graph/resolve.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>

namespace parley {
namespace {

DocumentId doc(const std::string& name) { return documentIdOf(name); }

LocalEntity person(const std::string& name, const std::string& family, const std::string& country = "") {
  LocalEntity entity;
  entity.name = name;
  entity.family_name = family;
  entity.country = country;
  entity.mentions = {{0, 1}};
  return entity;
}

// Goal: who is one person. Each test names the persons and expects how many there are, in every order.
class People : public testing::Test {
 protected:
  std::size_t count(const std::vector<LocalEntity>& persons) {
    std::vector<PersonMention> block;
    for (std::size_t i = 0; i < persons.size(); ++i) block.push_back({{doc(std::to_string(i)), 0}, &persons[i]});
    std::optional<std::vector<std::pair<LocalRef, EntityId>>> first;
    for (int seed = 0; seed < 10; ++seed) {
      std::shuffle(block.begin(), block.end(), std::mt19937(static_cast<unsigned>(seed)));
      const auto resolved = resolvePeople(block, decisions_);
      if (!first) first = resolved;
      EXPECT_EQ(resolved, *first) << "the order decided";
    }
    std::set<EntityId> ids;
    for (const auto& [ref, id] : *first) ids.insert(id);
    return ids.size();
  }
  // A second later than the one before.
  void decide(DecisionKind kind, const std::string& name, const std::string& other) {
    made_.push_back(checkedDecision(
        {Instant(std::chrono::seconds(made_.size())), kind, "Ada Kerr", name, other, std::nullopt}, "test"));
    decisions_ = Decisions(made_);
  }
  Decisions decisions_;

 private:
  std::vector<Decision> made_;
};

TEST_F(People, MergedNamesAreOnePerson) {
  const std::vector<LocalEntity> all = {person("Ada Berg", "Berg"), person("Ada Holt", "Holt"), person("Berg", "Berg"),
                                        person("Holt", "Holt")};
  EXPECT_EQ(count(all), 2u);
  decide(DecisionKind::kMerge, "Ada Holt", "Ada Berg");
  EXPECT_EQ(count(all), 1u);
  decide(DecisionKind::kUndo, "ada berg", "Ada Holt");
  EXPECT_EQ(count(all), 2u);
}

// The key of a name is one of its words, whichever the document takes for the family's.
TEST_F(People, MergedNamesAreFoundUnderEachOfTheirWords) {
  decide(DecisionKind::kMerge, "Tan Wei", "Ada Berg");
  EXPECT_EQ(count({person("Tan Wei", "Tan"), person("Ada Berg", "Berg")}), 1u);
  EXPECT_EQ(count({person("Tan Wei", "Wei"), person("Ada Berg", "Berg")}), 1u);
}

TEST_F(People, AMergedSurnameMeansThatPersonOnly) {
  const std::vector<LocalEntity> all = {person("Berg", "Berg", "Norland"), person("Berg", "Berg"),
                                        person("Ada Berg", "Berg"), person("Kofi Berg", "Berg", "Norland")};
  EXPECT_EQ(count(all), 3u);  // A Berg of Norland is Kofi; the other could be either.
  decide(DecisionKind::kMerge, "Berg", "Ada Berg");
  EXPECT_EQ(count(all), 2u);
}

TEST_F(People, DistinctNamesAreTwoPersons) {
  const std::vector<LocalEntity> both = {person("Mohamed Tamm", "Tamm"), person("Muhammad Tamm", "Tamm")};
  EXPECT_EQ(count(both), 1u);
  decide(DecisionKind::kDistinct, "Mohamed Tamm", "Muhammad Tamm");
  EXPECT_EQ(count(both), 2u);
  // A third spelling could be either; whoever is alone keeps it.
  EXPECT_EQ(count({both[0], both[1], person("Mahomed Tamm", "Tamm")}), 3u);
  EXPECT_EQ(count({both[0], person("Mahomed Tamm", "Tamm")}), 1u);
}

TEST_F(People, ADistinctSurnameJoinsNobody) {
  const std::vector<LocalEntity> all = {person("Tamm", "Tamm"), person("Mati Tamm", "Tamm"),
                                        person("Tamm", "Tamm", "Norland")};
  EXPECT_EQ(count(all), 1u);
  decide(DecisionKind::kDistinct, "Tamm", "Mati Tamm");
  EXPECT_EQ(count(all), 3u);
  EXPECT_EQ(count({person("M. Tamm", "Tamm"), person("Mati Tamm", "Tamm")}), 1u);
}

// Goal: names that are distinct never become one, whatever chain of merges and spellings leads from one to the other.
TEST_F(People, AChainOfMergesStopsAtDistinctNames) {
  const std::vector<LocalEntity> all = {person("Ada Berg", "Berg"), person("Ada Holt", "Holt"),
                                        person("Ada Lind", "Lind"), person("Adda Lind", "Lind")};
  decide(DecisionKind::kMerge, "Ada Berg", "Ada Holt");
  decide(DecisionKind::kMerge, "Ada Holt", "Ada Lind");
  const std::size_t joined = count(all);
  decide(DecisionKind::kDistinct, "Ada Berg", "Ada Lind");
  EXPECT_EQ(count(all), joined + 1);  // The older merge stands.
  decide(DecisionKind::kMerge, "Ada Berg", "Ada Lind");
  EXPECT_EQ(count(all), joined);
}

TEST_F(People, SpellingsOfOneNameAreOnePerson) {
  EXPECT_EQ(count({person("Sergei Lavrov", "Lavrov"), person("Sergey Lavrov", "Lavrov", "Russia"),
                   person("Lavrov", "Lavrov")}),
            1u);
  EXPECT_EQ(count({person("Antony J. Blinken", "Blinken"), person("Antony Blinken", "Blinken"),
                   person("A. Blinken", "Blinken")}),
            1u);
}

TEST_F(People, NicknamesAndGenerationsAreTheSamePerson) {
  EXPECT_EQ(count({person("Joe Kerr", "Kerr"), person("Joseph R. Kerr Jr.", "Kerr Jr.")}), 1u);
}

TEST_F(People, DifferentGivenNamesAreDifferentPeople) {
  EXPECT_EQ(count({person("Ada Kerr", "Kerr"), person("Bruno Kerr", "Kerr")}), 2u);
}

TEST_F(People, ABareSurnameThatCanMeanTwoStaysAlone) {
  EXPECT_EQ(count({person("Ada Kerr", "Kerr"), person("Bruno Kerr", "Kerr"), person("Kerr", "Kerr")}), 3u);
}

TEST_F(People, TheCountryDecidesWhomABareSurnameMeans) {
  EXPECT_EQ(count({person("Ada Kerr", "Kerr", "Ireland"), person("Bruno Kerr", "Kerr", "Malta"),
                   person("Kerr", "Kerr", "Malta")}),
            2u);
  EXPECT_EQ(count({person("Ada Kerr", "Kerr", "Ireland"), person("Kerr", "Kerr", "Malta")}), 2u);
}

TEST_F(People, SkeletonsDoNotJoinAcrossCountries) {
  EXPECT_EQ(count({person("Mohammed Osei", "Osei", "Ghana"), person("Muhammad Osei", "Osei", "Kenya")}), 2u);
  EXPECT_EQ(count({person("Mohammed Osei", "Osei", "Ghana"), person("Muhammad Osei", "Osei")}), 1u);
}

TEST(EntityTally, RemovingTakesBackExactlyWhatWasAdded) {
  const LocalEntity full = person("Ada Kerr", "Kerr", "Ireland");
  const LocalEntity bare = person("Kerr", "Kerr");
  EntityTally tally;
  const std::vector<const LocalEntity*> first = {&full};
  const std::vector<const LocalEntity*> second = {&bare, &full};
  tally.add(first);
  const EntityTally before = tally;
  tally.add(second);
  EXPECT_EQ(tally.documents, 2u);
  tally.remove(second);
  EXPECT_EQ(tally, before);
  EXPECT_THROW(tally.remove(std::vector<const LocalEntity*>{&bare}), std::logic_error);
}

TEST(EntityTally, APersonIsCalledByTheFullName) {
  const LocalEntity full = person("Ada Kerr", "Kerr");
  const LocalEntity bare = person("Kerr", "Kerr");
  EntityTally tally;
  for (int i = 0; i < 3; ++i) tally.add(std::vector<const LocalEntity*>{&bare});
  tally.add(std::vector<const LocalEntity*>{&full});
  const Entity entity = foldEntity(EntityId{1}, tally);
  EXPECT_EQ(entity.name, "Ada Kerr");
  EXPECT_THAT(entity.aliases, testing::ElementsAre("Kerr"));
}

// --- Accounts ---

constexpr EntityId kKerr{1}, kOsei{2}, kLind{3}, kIreland{10}, kGhana{11}, kSweden{12}, kAccra{20}, kDublin{21};

Party party(EntityId entity, EntityId side) {
  Party made;
  made.entity = entity;
  made.side = side;
  made.person = entity != side;
  return made;
}

Account account(const std::string& document, std::vector<Party> parties, Status status = Status::kPlanned) {
  Account made;
  made.id = {doc(document), 0};
  made.parties = std::move(parties);
  made.status = status;
  made.reports = {{0, status}};
  return made;
}
Account kerrAndOsei(const std::string& document, Status status = Status::kPlanned) {
  return account(document, {party(kKerr, kIreland), party(kOsei, kGhana)}, status);
}
Account onDay(Account made, const char* day, const char* written = "2022-01-19") {
  made.when.interval = dayInterval(*parseDate(day));
  made.when.expression = {DateForm::kAbsolute, 0, Direction::kUnknown, made.when.interval};
  made.written = DateWindow{*parseDate(written), *parseDate(written)};
  return made;
}
// "on Friday" in a document without a date.
Account onWeekday(Account made, int weekday, Direction direction) {
  made.when.expression = {DateForm::kWeekday, weekday, direction, std::nullopt};
  return made;
}
Account at(Account made, EntityId place, EntityId country) {
  made.place = place;
  made.place_country = country;
  return made;
}

std::size_t meetings(std::vector<Account> accounts) {
  std::vector<AccountId> ids;
  for (const Account& one : accounts) ids.push_back(one.id);
  const auto links = linkAccounts(accounts);
  std::reverse(accounts.begin(), accounts.end());
  EXPECT_EQ(linkAccounts(accounts), links) << "the order decided";
  return components(ids, links).size();
}

TEST(LinkAccounts, SameDaySamePeopleIsOneMeeting) {
  EXPECT_EQ(meetings({onDay(kerrAndOsei("a"), "2022-01-21"), onDay(kerrAndOsei("b", Status::kHeld), "2022-01-21")}),
            1u);
}

TEST(LinkAccounts, AnotherDayIsAnotherMeeting) {
  EXPECT_EQ(meetings({onDay(kerrAndOsei("a"), "2022-01-21"), onDay(kerrAndOsei("b"), "2022-02-24")}), 2u);
}

TEST(LinkAccounts, ACallIsNotAMeeting) {
  Account call = onDay(kerrAndOsei("b"), "2022-01-21");
  call.kind = MeetingKind::kCall;
  EXPECT_EQ(meetings({onDay(kerrAndOsei("a"), "2022-01-21"), call}), 2u);
}

TEST(LinkAccounts, AVisitToACountryIsNotTheMeetingOnIt) {
  Account visit = onDay(account("a", {party(kKerr, kIreland), party(kGhana, kGhana)}), "2022-01-21");
  visit.kind = MeetingKind::kVisit;
  EXPECT_EQ(meetings({visit, onDay(kerrAndOsei("b"), "2022-01-21")}), 2u);
}

TEST(LinkAccounts, AnotherPlaceIsAnotherMeeting) {
  EXPECT_EQ(meetings({at(onDay(kerrAndOsei("a"), "2022-01-21"), kAccra, kGhana),
                      at(onDay(kerrAndOsei("b"), "2022-01-21"), kDublin, kIreland)}),
            2u);
  EXPECT_EQ(meetings({at(onDay(kerrAndOsei("a"), "2022-01-21"), kAccra, kGhana),
                      at(onDay(kerrAndOsei("b"), "2022-01-21"), kGhana, kGhana)}),
            1u);
}

TEST(LinkAccounts, ACountryStandsForItsRepresentative) {
  Account unnamed = onDay(account("b", {party(kKerr, kIreland), party(kGhana, kGhana)}), "2022-01-21");
  EXPECT_EQ(meetings({onDay(kerrAndOsei("a"), "2022-01-21"), unnamed}), 1u);
}

TEST(LinkAccounts, TwoOfOneDocumentStayApart) {
  Account other = onDay(kerrAndOsei("a"), "2022-01-21");
  other.id.local_meeting = 1;
  EXPECT_EQ(meetings({onDay(kerrAndOsei("a"), "2022-01-21"), other}), 2u);
}

TEST(LinkAccounts, AWeekdayWithoutADateJoinsTheOnlyDayThatFits) {
  const Account friday = at(onWeekday(kerrAndOsei("undated"), 5, Direction::kFuture), kAccra, kGhana);
  const Account dated = at(onDay(kerrAndOsei("a"), "2022-01-21"), kAccra, kGhana);  // A Friday.
  EXPECT_EQ(meetings({dated, friday}), 1u);
  const Account thursday = at(onDay(kerrAndOsei("b"), "2022-02-24"), kAccra, kGhana);
  EXPECT_EQ(meetings({dated, thursday, friday}), 2u);
  const Account other_friday = at(onDay(kerrAndOsei("c"), "2022-03-04"), kAccra, kGhana);
  EXPECT_EQ(meetings({dated, other_friday, friday}), 3u) << "two Fridays fit: no guess";
}

TEST(LinkAccounts, ThousandsOfCopiesAreLinkedAsOne) {
  std::vector<Account> accounts;
  for (int i = 0; i < 3000; ++i) {
    accounts.push_back(onWeekday(kerrAndOsei("copy " + std::to_string(i)), 5, Direction::kFuture));
    accounts.push_back(onWeekday(kerrAndOsei("copy " + std::to_string(i)), 2, Direction::kPast));
    accounts.back().id.local_meeting = 1;
  }
  EXPECT_EQ(meetings(accounts), 2u);
}

TEST(InferDate, WhatIsSharedDatesTheDocumentAndTheRestOfIt) {
  const Account friday = onWeekday(kerrAndOsei("undated"), 5, Direction::kFuture);
  const Account tuesday = onWeekday(kerrAndOsei("undated"), 2, Direction::kPast);
  std::vector<DateEvidence> evidence =
      dateEvidence(friday, datingAccounts(std::vector<Account>{onDay(kerrAndOsei("a"), "2022-01-21")}));
  const auto call = dateEvidence(tuesday, datingAccounts(std::vector<Account>{onDay(kerrAndOsei("b"), "2022-01-18")}));
  evidence.insert(evidence.end(), call.begin(), call.end());
  const auto inferred = inferDate(evidence);
  ASSERT_TRUE(inferred.has_value());
  EXPECT_EQ(formatDate(inferred->window.first), "2022-01-18");
  EXPECT_EQ(formatDate(inferred->window.last), "2022-01-21");
  // "On Wednesday" could be the 19th or the 26th; the 19th lies among the known days.
  const Account wednesday = withInferredDate(onWeekday(kerrAndOsei("undated"), 3, Direction::kFuture), *inferred);
  ASSERT_TRUE(wednesday.when.interval.has_value());
  EXPECT_EQ(formatInterval(*wednesday.when.interval), "2022-01-19");
  EXPECT_TRUE(wednesday.when_inferred);
}

TEST(InferDate, ContradictionInfersNothing) {
  const auto day = [](const char* text) { return dayInterval(*parseDate(text)); };
  const DateExpression yesterday{DateForm::kDayOffset, -1, Direction::kPast, std::nullopt};
  EXPECT_FALSE(inferDate({{yesterday, day("2022-01-21")}, {yesterday, day("2022-01-25")}}).has_value());
  EXPECT_FALSE(inferDate({}).has_value());
}

TEST(FoldStatus, TheLatestWordCountsButWhatTookPlaceStays) {
  using enum Status;
  const auto folded = [](std::vector<Status> history) { return foldStatus(history); };
  EXPECT_EQ(folded({kProposed, kPlanned, kHeld}), kHeld);
  EXPECT_EQ(folded({kPlanned, kCancelled}), kCancelled);
  EXPECT_EQ(folded({kPlanned, kUncertain, kCancelled}), kCancelled);
  EXPECT_EQ(folded({kCancelled, kUncertain}), kCancelled);
  EXPECT_EQ(folded({kPostponed, kPlanned, kHeld}), kHeld);
  EXPECT_EQ(folded({kHeld, kPlanned}), kHeld);
  EXPECT_EQ(folded({kHeld, kDenied}), kUncertain);
  EXPECT_EQ(folded({kHeld, kCancelled}), kUncertain);
  EXPECT_EQ(folded({kDenied}), kUncertain);
}

TEST(FoldMeeting, NamesRepresentativesNotTheirCountryAndKeepsEveryStep) {
  const Account first = onDay(account("a", {party(kKerr, kIreland), party(kGhana, kGhana)}, Status::kPlanned),
                              "2022-01-21", "2022-01-18");
  const Account second = onDay(kerrAndOsei("b", Status::kHeld), "2022-01-21", "2022-01-22");
  const Meeting meeting = foldMeeting({second, first});
  EXPECT_THAT(meeting.participants,
              testing::ElementsAre(Participant{kKerr, Role::kParticipant}, Participant{kOsei, Role::kParticipant}));
  EXPECT_EQ(meeting.status, Status::kHeld);
  ASSERT_EQ(meeting.steps.size(), 2u);
  EXPECT_EQ(meeting.steps[0].status, Status::kPlanned);
  EXPECT_EQ(meeting.documents, 2u);
  EXPECT_EQ(meeting, foldMeeting({first, second}));
}

TEST(PairKeys, GroupsAreFoundThroughTheirMembers) {
  Party quad = party(EntityId{30}, EntityId{30});
  quad.members = {kGhana, kSweden};
  const auto of_group = pairKeys(account("a", {party(kKerr, kIreland), quad}));
  const auto of_states = pairKeys(account("b", {party(kKerr, kIreland), party(kSweden, kSweden)}));
  ASSERT_EQ(of_states.size(), 1u);
  EXPECT_THAT(of_group, testing::Contains(of_states.front()));
}

TEST(PairKeys, ALongListTouchesFewBlocks) {
  std::vector<Party> parties;
  for (std::uint64_t i = 100; i < 200; ++i) parties.push_back(party(EntityId{i}, EntityId{i}));
  EXPECT_EQ(pairKeys(account("a", parties)).size(), kMaxPairedParties * (kMaxPairedParties - 1) / 2);
}

}  // namespace
}  // namespace parley
