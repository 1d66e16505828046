#include "extract/triples.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "extract/internal/actions.h"
#include "extract/internal/affiliations.h"
#include "extract/internal/local_entities.h"

namespace parley {

using internal::ActionFinder;
using internal::AffiliationFinder;
using internal::FoundTriple;
using internal::LocalEntities;

namespace {

class TripleFinder {
 public:
  TripleFinder(const Reading& reading, std::vector<LocalEntity>& entities)
      : reading_(reading), entities_(reading.coreference, entities) {}

  std::vector<Report> run(const std::vector<Report>& meetings) {
    std::size_t m = 0;
    for (std::uint32_t s = 0; s < reading_.sentences.size(); ++s) {
      for (const FoundTriple& found : AffiliationFinder(reading_, s, entities_).run()) keep(s, found, std::nullopt);
      ActionFinder actions(reading_, s, entities_);
      const std::optional<LocalIndex> speaker = actions.speaker();
      for (const FoundTriple& found : actions.run()) keep(s, found, speaker);
      for (; m < meetings.size() && meetings[m].sentence.begin <= reading_.sentences[s].span.begin; ++m)
        journeys(meetings[m]);
    }
    return std::move(reports_);
  }

 private:
  // May the two stand in that relation?
  [[nodiscard]] bool fits(LocalIndex subject, Relation relation, LocalIndex object) const {
    const EntityKind from = entities_[subject].kind;
    const EntityKind to = entities_[object].kind;
    switch (relation) {
      case Relation::kTraveledTo:
        return from == EntityKind::kPerson;
      case Relation::kSucceeded:
        return from == EntityKind::kPerson && to == EntityKind::kPerson;
      case Relation::kMemberOf:
        return to == EntityKind::kOrganisation && from != EntityKind::kPlace;
      case Relation::kRepresents:
        return from == EntityKind::kPerson && (to != EntityKind::kPlace);
      case Relation::kAssault:  // People attack each other with words.
        return from != EntityKind::kPlace && (from != EntityKind::kPerson || to != EntityKind::kPerson);
      case Relation::kCapitalOf:
      case Relation::kLocatedIn:
      case Relation::kHoldsOffice:
      case Relation::kResignedFrom:
        return true;
      default:
        return from != EntityKind::kPlace && to != EntityKind::kPlace;
    }
  }

  void put(Report report, LocalIndex subject, Relation relation, LocalIndex object) {
    if (subject == object || !fits(subject, relation, object)) return;
    if (!told_.insert({subject, relation, object, report.status}).second) return;
    TripleStatement statement;
    statement.relation = relation;
    statement.subject = subject;
    statement.object = object;
    report.statement = std::move(statement);
    reports_.push_back(std::move(report));
  }

  void keep(std::uint32_t s, const FoundTriple& found, std::optional<LocalIndex> speaker) {
    const Sentence& sentence = reading_.sentences[s];
    Report report;
    report.sentence = sentence.span;
    for (const std::uint32_t cue : found.cues) report.cues.push_back(reading_.parsed[s].words[cue].span);
    std::sort(report.cues.begin(), report.cues.end());
    report.cues.erase(std::unique(report.cues.begin(), report.cues.end()), report.cues.end());
    report.status = found.status;
    if (found.time) {
      const bool ahead = found.status == Status::kPlanned || found.status == Status::kProposed;
      report.when = whenOf(reading_, reading_.times[s][*found.time], ahead ? Direction::kFuture : Direction::kPast);
    }
    report.confidence = found.confidence;
    report.furniture = sentence.furniture;
    report.made_by = found.made_by;
    for (const LocalIndex subject : found.subjects) {
      report.speaker = speaker != subject ? speaker : std::nullopt;
      for (const LocalIndex object : found.objects) put(report, subject, found.relation, object);
    }
  }

  // Who takes part in a meeting outside his own state goes there.
  void journeys(const Report& meeting) {
    const auto& statement = std::get<MeetingStatement>(meeting.statement);
    if (!statement.place || statement.kind == MeetingKind::kCall) return;
    if (meeting.status != Status::kHeld && meeting.status != Status::kPlanned) return;
    const LocalEntity& place = entities_[*statement.place];
    const std::string& state = place.kind == EntityKind::kCountry ? place.name : place.country;
    for (const Participation& one : statement.participants) {
      const LocalEntity& who = entities_[one.entity];
      if (who.kind != EntityKind::kPerson || who.country.empty() || state.empty() || who.country == state) continue;
      Report report = meeting;
      report.made_by = "triple.journey@1";
      static constexpr std::uint8_t kLess = 10;  // Than that it was there.
      report.confidence = static_cast<std::uint8_t>(report.confidence - std::min(report.confidence, kLess));
      put(std::move(report), one.entity, Relation::kTraveledTo, *statement.place);
    }
  }

  const Reading& reading_;
  LocalEntities entities_;
  std::vector<Report> reports_;
  std::set<std::tuple<LocalIndex, Relation, LocalIndex, Status>> told_;
};

}  // namespace

std::vector<Report> findTriples(const Reading& reading, const std::vector<Report>& meetings,
                                std::vector<LocalEntity>& entities) {
  return TripleFinder(reading, entities).run(meetings);
}

}  // namespace parley
