#include "graph/document.h"

#include <algorithm>

#include "graph/error.h"

namespace parley {
namespace {

std::string firstOf(const std::vector<Sighting>& sightings, std::string Sighting::*field) {
  for (const Sighting& sighting : sightings) {
    if (!(sighting.*field).empty()) return sighting.*field;
  }
  return {};
}

}  // namespace

std::string Document::name() const { return firstOf(sightings, &Sighting::name); }
std::string Document::title() const { return firstOf(sightings, &Sighting::title); }
std::string Document::outlet() const { return firstOf(sightings, &Sighting::outlet); }
std::string Document::url() const { return firstOf(sightings, &Sighting::url); }

std::optional<Date> Document::published() const {
  std::optional<Date> earliest;
  for (const Sighting& sighting : sightings) {
    if (sighting.published && (!earliest || *sighting.published < *earliest)) earliest = sighting.published;
  }
  return earliest;
}

bool mergeSightings(Document& document, const Document& other) {
  PARLEY_CHECK(document.id == other.id);
  bool changed = false;
  for (const Sighting& sighting : other.sightings) {
    const auto place = std::lower_bound(document.sightings.begin(), document.sightings.end(), sighting);
    if (place != document.sightings.end() && *place == sighting) continue;
    document.sightings.insert(place, sighting);
    changed = true;
  }
  return changed;
}

}  // namespace parley
