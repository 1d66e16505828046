#include "extract/triples.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "extract/words.h"

namespace parley {
namespace {

class TripleFinder {
 public:
  TripleFinder(const Reading& reading, std::vector<LocalEntity>& entities) : reading_(reading), entities_(entities) {}

  std::vector<Report> run() {
    for (std::uint32_t s = 0; s < reading_.sentences.size(); ++s) {
      offices(s);
      verbs(s);
    }
    return std::move(reports_);
  }

 private:
  void addReport(std::uint32_t s, Span cue, Status status, LocalIndex subject, Relation relation, LocalIndex object,
                 std::uint8_t confidence, const char* made_by) {
    if (subject == object || !told_.insert({subject, relation, object, status}).second) return;
    Report report;
    report.sentence = reading_.sentences[s].span;
    report.cues = {cue};
    report.status = status;
    report.confidence = confidence;
    report.furniture = reading_.sentences[s].furniture;
    report.made_by = made_by;
    TripleStatement statement;
    statement.relation = relation;
    statement.subject = subject;
    statement.object = object;
    report.statement = std::move(statement);
    reports_.push_back(std::move(report));
  }

  LocalIndex office(const std::string& name, const std::string& country, Span span, bool furniture) {
    const auto [found, made] = offices_.try_emplace({name, country}, static_cast<LocalIndex>(entities_.size()));
    if (made) {
      LocalEntity entity;
      entity.kind = EntityKind::kOffice;
      entity.name = name;
      entity.country = country;
      entity.furniture = true;
      entities_.push_back(std::move(entity));
    }
    LocalEntity& entity = entities_[found->second];
    if (entity.mentions.empty() || entity.mentions.back() < span) entity.mentions.push_back(span);
    entity.furniture = entity.furniture && furniture;
    return found->second;
  }

  std::optional<LocalIndex> named(EntityKind kind, const std::string& name) const {
    for (LocalIndex i = 0; i < reading_.coreference.entities.size(); ++i) {
      if (entities_[i].kind == kind && entities_[i].name == name) return i;
    }
    return std::nullopt;
  }

  void offices(std::uint32_t s) {
    const std::vector<Mention>& mentions = reading_.parsed[s].mentions;
    for (std::uint32_t m = 0; m < mentions.size(); ++m) {
      const Mention& about = mentions[m];
      const std::vector<LocalIndex>& actors = reading_.coreference.referents[s][m].actors;
      if (about.kind != MentionKind::kPerson || actors.size() != 1 || entities_[actors[0]].kind != EntityKind::kPerson)
        continue;
      if (!about.office.empty()) {
        // The state as the phrase has it: the office of another state is another office.
        const std::string country = about.countries.size() == 1 ? about.countries[0] : entities_[actors[0]].country;
        const LocalIndex object = office(about.office, country, about.span, reading_.sentences[s].furniture);
        addReport(s, about.span, Status::kHeld, actors[0], Relation::kHoldsOffice, object, 85, "triple.office@1");
      }
      if (about.office.empty() && !about.counterpart) continue;
      if (about.countries.size() == 1) {
        const auto& states = reading_.coreference.countries;
        if (const auto state = states.find(about.countries[0]); state != states.end()) {
          addReport(s, about.span, Status::kHeld, actors[0], Relation::kRepresents, state->second, 80,
                    "triple.office@1");
        }
      } else if (!about.organisation.empty()) {
        if (const auto body = named(EntityKind::kOrganisation, about.organisation)) {
          addReport(s, about.span, Status::kHeld, actors[0], Relation::kRepresents, *body, 80, "triple.office@1");
        }
      }
    }
  }

  void verbs(std::uint32_t s) {
    const std::vector<Word>& words = reading_.parsed[s].words;
    const std::vector<Mention>& mentions = reading_.parsed[s].mentions;
    const std::vector<Referent>& referents = reading_.coreference.referents[s];
    for (std::uint32_t m = 0; m < mentions.size(); ++m) {
      // The verb stands right in front of its object; its subject is the nearest party before it that no preposition
      // governs.
      const Mention& object = mentions[m];
      if (object.first_token == 0 || object.kind == MentionKind::kPronoun) continue;
      const std::uint32_t end = object.first_token;
      const RelationVerb* found = nullptr;
      std::uint32_t begin = end;
      for (std::uint32_t length = 1; length <= 2 && length <= end; ++length) {
        std::string phrase = words[end - length].lower;
        if (length == 2) phrase += " " + words[end - 1].lower;
        if (const RelationVerb* verb = relationVerb(phrase)) {
          found = verb;
          begin = end - length;
        }
      }
      if (found == nullptr) continue;
      bool ahead = false;
      bool not_said = found->form == VerbForm::kGerund;
      std::uint32_t p = begin;
      while (p > 0 && (words[p - 1].word.length > 0 || words[p - 1].grammar.has(Grammar::kAdverb))) {
        const Flags<Cue>& cues = words[p - 1].word.cues;
        if (cues.has(Cue::kClause)) break;
        ahead = ahead || cues.has(Cue::kWill) || cues.has(Cue::kWould) ||
                (cues.has(Cue::kTo) && found->form == VerbForm::kBase);
        not_said = not_said || cues.has(Cue::kNot) || cues.has(Cue::kMay);
        // "was praised": object and subject change places; only "by" would say who.
        not_said = not_said || (cues.has(Cue::kBe) && found->form == VerbForm::kPastOrParticiple);
        --p;
      }
      if (not_said || (found->form == VerbForm::kBase && !ahead && p == begin)) continue;
      std::optional<LocalIndex> subject;
      for (std::uint32_t k = m; k-- > 0 && !subject;) {
        const Mention& about = mentions[k];
        if (about.end_token > p) continue;
        if (about.first_token > 0 && words[about.first_token - 1].grammar.has(Grammar::kPreposition)) continue;
        if (about.end_token < words.size() && words[about.end_token].lower == "'s") continue;
        if (about.kind == MentionKind::kCrowd || about.kind == MentionKind::kGroup) break;
        if (referents[k].actors.size() == 1) subject = referents[k].actors[0];
        if (about.end_token < p && about.kind == MentionKind::kName) subject.reset();
      }
      if (!subject || entities_[*subject].kind == EntityKind::kPlace) continue;
      const bool journey = found->relation == Relation::kTraveledTo;
      if (journey && entities_[*subject].kind != EntityKind::kPerson) continue;
      std::vector<LocalIndex> objects;
      if (journey) {
        if (referents[m].place) objects = {*referents[m].place};
      } else if (object.kind != MentionKind::kCrowd) {
        objects = referents[m].actors;
      }
      for (const LocalIndex one : objects) {
        addReport(s, words[begin].span, ahead ? Status::kPlanned : Status::kHeld, *subject, found->relation, one, 65,
                  "triple.verb@1");
      }
    }
  }

  const Reading& reading_;
  std::vector<LocalEntity>& entities_;
  std::vector<Report> reports_;
  std::map<std::pair<std::string, std::string>, LocalIndex> offices_;
  std::set<std::tuple<LocalIndex, Relation, LocalIndex, Status>> told_;
};

}  // namespace

std::vector<Report> findTriples(const Reading& reading, std::vector<LocalEntity>& entities) {
  return TripleFinder(reading, entities).run();
}

}  // namespace parley
