#pragma once
// Which mentions of a document are one entity: names by their words, offices by state and office, pronouns and groups
// by what was said last. Fifth stage of extraction. Only what the document says: an office-holder whom it never names
// is his state or organisation.
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "extract/mentions.h"
#include "graph/report.h"

namespace parley {

struct Referent {
  // Who acts: one, or several for "the two ministers"; the states of a crowd, "officials of Peru"; empty if unknown.
  std::vector<LocalIndex> actors;
  std::optional<LocalIndex> place;  // Where it is, if it can be a place: Moscow, the White House (Washington), Crimea.
};

struct Coreference {
  std::vector<LocalEntity> entities;
  // entities[i] was made for a phrase of uncertain type or for a place behind a metonym: to be dropped if no report
  // needs it.
  std::vector<bool> weak;
  std::map<std::string, LocalIndex, std::less<>> countries;  // The entity of each state, by name.
  std::vector<std::vector<Referent>> referents;              // [sentence][mention], as in Parsed::mentions.
};

[[nodiscard]] Coreference resolveMentions(const std::vector<Sentence>& sentences, const std::vector<Parsed>& parsed);

}  // namespace parley
