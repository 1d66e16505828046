#pragma once
// What resolving and folding yields: entities, meetings and triples. Derived, rebuildable at any time.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "graph/date.h"
#include "graph/id.h"
#include "graph/report.h"

namespace parley {

struct Entity {
  EntityId id{};
  EntityKind kind = EntityKind::kPerson;
  std::string name;                  // The form most documents use; the smallest on a tie.
  std::vector<std::string> aliases;  // All other forms; sorted.
  std::string role;                  // Persons: the office that most documents state; the smallest on a tie.
  std::string country;               // As for LocalEntity, by the same vote.
  std::vector<std::string> members;
  std::uint32_t documents = 0;  // That mention it.
  auto operator<=>(const Entity&) const = default;
};

struct Participant {
  EntityId entity{};
  Role role = Role::kParticipant;
  auto operator<=>(const Participant&) const = default;
};

// One report of a meeting: a step of its history.
struct Step {
  std::optional<Date> known_on;  // Date of the document, given or inferred.
  ReportId report;
  Status status = Status::kHeld;
  auto operator<=>(const Step&) const = default;
};

struct Meeting {
  EntityId id{};
  MeetingKind kind = MeetingKind::kMeeting;
  Status status = Status::kHeld;
  std::vector<Participant> participants;  // Ascending by entity, each once, at least two.
  std::optional<DateInterval> when;
  bool when_inferred =
      false;  // No document that states it carries a date: it comes from a meeting shared with one that does.
  std::string when_words;  // The words that `when` came from, or that could not be resolved: "Friday".
  std::optional<EntityId> place;
  bool furniture = false;  // Every report of it stands in page furniture.
  std::uint32_t documents = 0;
  std::uint8_t confidence = 0;  // Percent: that of its best report.
  std::vector<Step> steps;      // All reports, sorted: oldest document first, undated last.
  auto operator<=>(const Meeting&) const = default;
};

struct Triple {
  EntityId subject{};
  Relation relation = Relation::kOpen;
  EntityId object{};
  auto operator<=>(const Triple&) const = default;
};

// A triple with the reports that state it, sorted; at least one.
struct TripleFact {
  Triple triple;
  Status status = Status::kHeld;
  std::vector<ReportId> reports;
  auto operator<=>(const TripleFact&) const = default;
};

// Absent terms match everything.
struct Pattern {
  std::optional<EntityId> subject;
  std::optional<Relation> relation;
  std::optional<EntityId> object;
};

}  // namespace parley
