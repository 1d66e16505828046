#pragma once
// Invented news in which few people of few countries meet on few days, so that what is hard happens often: one surname
// for several people, spellings of one name, meetings told by several documents, documents without a date, triples
// stated twice. The same seed and number give the same document on every machine.
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "graph/decision.h"
#include "tests/support/builders.h"

namespace parley::test {

// From the environment, else 1. A test prints it.
inline std::uint64_t seedFromEnvironment() {
  const char* text = std::getenv("PARLEY_SEED");
  return text == nullptr ? 1 : std::strtoull(text, nullptr, 10);
}

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  // 0 to count - 1. Not a std distribution: those differ between libraries.
  std::size_t roll(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
  bool oneIn(std::size_t count) { return roll(count) == 0; }
  template <typename Value>
  Value pick(std::initializer_list<Value> values) {
    return *(values.begin() + roll(values.size()));
  }

 private:
  std::mt19937_64 engine_;
};

class RandomDocuments {
 public:
  explicit RandomDocuments(std::uint64_t seed) : seed_(seed) {}

  [[nodiscard]] ReadDocument document(std::uint32_t number) const { return make(number, false); }
  // The same bytes, seen a second time with a date: the sightings of both, and read anew.
  [[nodiscard]] ReadDocument seenAgain(std::uint32_t number) const { return make(number, true); }

 private:
  [[nodiscard]] ReadDocument make(std::uint32_t number, bool again) const {
    Dice dice(seed_ * 1'000'003 + number);
    const Date monday = day("2023-05-01");
    Sighting first;
    first.name = "doc_" + std::to_string(number);
    if (dice.roll(3) > 0) first.published = monday + std::chrono::days(dice.roll(5));
    Sighting second = first;
    second.name = dice.oneIn(2) ? first.name : "copy_" + std::to_string(number);
    second.outlet = dice.pick({"The Herald", "The Courier"});
    second.published = monday + std::chrono::days(dice.roll(5));

    std::optional<Date> published = first.published;
    if (again && (!published || *second.published < *published)) published = second.published;
    DocumentBuilder builder(first.name, published ? formatDate(*published) : "");
    write(builder, dice);
    ReadDocument read = builder.build();
    read.document.sightings = {first};
    if (again) read.document.sightings.push_back(second);
    std::sort(read.document.sightings.begin(), read.document.sightings.end());
    return read;
  }

  static void write(DocumentBuilder& builder, Dice& dice) {
    tellTheStory(builder, dice);
    if (dice.oneIn(2)) tellAnything(builder, dice);
  }

  static LocalIndex someone(DocumentBuilder& builder, Dice& dice, const std::string& given, const std::string& family,
                            const std::string& country) {
    const std::string role = dice.pick<std::string>({"", "president", "envoy"});
    return builder.person(given + family, {role, dice.oneIn(2) ? country : "", {}});
  }

  static LocalIndex townOrNot(DocumentBuilder& builder, Dice& dice, const std::string& name) {
    return builder.place(name, dice.oneIn(2) ? "Norland" : "");
  }

  // One of three meetings that most documents write about, each in its own words for the people and the day.
  static void tellTheStory(DocumentBuilder& builder, Dice& dice) {
    const std::size_t story = dice.roll(3);
    const Date date = day("2023-05-04") + std::chrono::days(story);
    const LocalIndex host =
        someone(builder, dice, dice.pick<std::string>({"Sergei ", "Sergey ", ""}), "Alder", "Norland");
    const LocalIndex guest = story == 0
                                 ? someone(builder, dice, dice.pick<std::string>({"Marta ", "M. "}), "Birk", "Sudland")
                                 : someone(builder, dice, "Pavel ", "Cermak", "Sudland");
    MeetingOptions options;
    options.kind = story == 1 ? MeetingKind::kCall : MeetingKind::kTalks;
    options.status = dice.pick({Status::kPlanned, Status::kPlanned, Status::kHeld, Status::kCancelled});
    if (dice.roll(4) > 0)
      options.place = townOrNot(builder, dice, dice.pick<std::string>({"Port Vale", "Port Vale", "Highmoor"}));
    switch (dice.roll(4)) {
      case 0:
        options.date = formatDate(date);
        break;
      case 1:
        break;
      default:
        options.when = {DateForm::kWeekday,
                        static_cast<std::int32_t>(std::chrono::weekday(date).iso_encoding()),
                        dice.pick({Direction::kUnknown, Direction::kFuture}),
                        {}};
    }
    const std::uint32_t meeting = builder.meeting("They meet.", {host, guest}, options);
    if (dice.oneIn(4)) {
      options.same_as = meeting;
      options.status = Status::kHeld;
      builder.meeting("It took place.", {host, guest}, options);
    }
  }

  static void tellAnything(DocumentBuilder& builder, Dice& dice) {
    std::vector<LocalIndex> actors;
    for (int i = 0; i < 2; ++i) {
      actors.push_back(someone(builder, dice, dice.pick<std::string>({"Sergei ", "Marta ", "M. ", ""}),
                               dice.pick<std::string>({"Alder", "Birk", "Cermak"}),
                               dice.pick<std::string>({"Norland", "Sudland"})));
    }
    actors.push_back(builder.country(dice.pick<std::string>({"Norland", "Sudland"})));
    actors.push_back(builder.organisation(dice.pick<std::string>({"Union of Shores", "Grain Board"})));
    MeetingOptions options;
    options.status = dice.pick({Status::kProposed, Status::kHeld, Status::kDenied});
    options.furniture = dice.oneIn(4);
    if (dice.oneIn(2))
      options.when = {DateForm::kDayOffset, static_cast<std::int32_t>(dice.roll(3)) - 1, Direction::kUnknown, {}};
    builder.meeting("They meet, too.", {actors[dice.roll(2)], actors[2 + dice.roll(2)]}, options);
    const std::size_t triples = dice.roll(3);
    for (std::size_t i = 0; i < triples; ++i) {
      builder.triple("So it is.", actors[dice.roll(2)], dice.pick({Relation::kRepresents, Relation::kSupports}),
                     actors[2 + dice.roll(2)]);
    }
  }

  std::uint64_t seed_;
};

// Decisions about the people and the reports of these documents, some of them undone, many made in the same second.
inline std::vector<Decision> randomDecisions(Dice& dice, const RandomDocuments& news, std::uint32_t documents,
                                             std::size_t count) {
  std::vector<Decision> decisions;
  const auto anyName = [&] {
    return dice.pick<std::string>({"Sergei Alder", "Alder", "Marta Birk", "M. Birk", "Birk", "Pavel Cermak",
                                   "Marta Alder", "Sergei Cermak", "Marta Cermak", "Cermak", "Nobody Atall"});
  };
  while (decisions.size() < count) {
    Decision decision;
    decision.made = Instant(std::chrono::seconds(dice.roll(20)));
    decision.by = dice.pick<std::string>({"Ada Kerr", "Kofi Osei"});
    if (!decisions.empty() && dice.oneIn(5)) {
      decision = decisions[dice.roll(decisions.size())];
      decision.kind = DecisionKind::kUndo;
      decision.made += std::chrono::seconds(dice.roll(3));
    } else if (dice.oneIn(3)) {
      const ReadDocument read = news.document(static_cast<std::uint32_t>(dice.roll(documents)));
      const auto number = static_cast<std::uint32_t>(dice.roll(read.extraction.reports.size()));
      decision.kind = dice.pick({DecisionKind::kReject, DecisionKind::kReject, DecisionKind::kConfirm});
      decision.report = mentionOf(read.document.id, read.extraction, number);
    } else {
      decision.kind = dice.pick({DecisionKind::kMerge, DecisionKind::kMerge, DecisionKind::kDistinct});
      decision.name = anyName();
      do decision.other = anyName();
      while (decision.other == decision.name);
    }
    decisions.push_back(checkedDecision(std::move(decision), "inventing a decision"));
  }
  return decisions;
}

}  // namespace parley::test
