#include "query/name_lookup.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "graph/name.h"
#include "query/internal/lines.h"

namespace parley {
namespace {

using Words = std::vector<std::string>;

// "the United States" is the United States, "The Hague" is in the index under "hague" too.
Words wordsOf(std::string_view name) {
  Words words = nameWords(name);
  if (words.size() > 1 && words.front() == "the") words.erase(words.begin());
  return words;
}

bool isInitial(const std::string& word) { return word.size() == 1; }

// Takes from `form` a word for each typed word that has one there; returns the typed words that have none. Whole words
// choose first, so that an initial takes none of theirs.
Words wordsLeft(const Words& typed, Words form) {
  Words left;
  for (const bool initials : {false, true}) {
    for (const std::string& word : typed) {
      if (isInitial(word) != initials) continue;
      const auto taken = std::find_if(form.begin(), form.end(), [&](const std::string& other) {
        return initials ? other.front() == word.front() : other == word;
      });
      if (taken == form.end()) {
        left.push_back(word);
      } else {
        form.erase(taken);
      }
    }
  }
  return left;
}

// Entities that have every whole word among the words of their names; sorted.
std::vector<EntityId> havingAll(const GraphSource& source, const Words& typed) {
  const bool only_initials = std::all_of(typed.begin(), typed.end(), isInitial);
  std::optional<std::vector<EntityId>> all;
  for (const std::string& word : typed) {
    if (isInitial(word) && !only_initials) continue;
    std::vector<EntityId> having = source.entitiesNamed(word);
    std::vector<EntityId> both;
    if (all) std::set_intersection(all->begin(), all->end(), having.begin(), having.end(), std::back_inserter(both));
    all = all ? std::move(both) : std::move(having);
  }
  return all.value_or(std::vector<EntityId>());
}

// Entities that have any whole word among the words of their names; sorted.
std::vector<EntityId> havingAny(const GraphSource& source, const Words& typed) {
  std::set<EntityId> any;
  for (const std::string& word : typed) {
    if (isInitial(word)) continue;
    const std::vector<EntityId> having = source.entitiesNamed(word);
    any.insert(having.begin(), having.end());
  }
  return {any.begin(), any.end()};
}

struct Candidate {
  EntityRef ref;
  bool whole = false;  // The typed words are a whole name or alias of it.
};

bool isPersonOrCountry(const Candidate& candidate) {
  return candidate.ref.kind == EntityKind::kPerson || candidate.ref.kind == EntityKind::kCountry;
}

// The one of `candidates` for which `wanted` holds; nullptr if none or several.
template <typename Wanted>
const Candidate* onlyOne(const std::vector<Candidate>& candidates, Wanted wanted) {
  if (std::count_if(candidates.begin(), candidates.end(), wanted) != 1) return nullptr;
  return &*std::find_if(candidates.begin(), candidates.end(), wanted);
}

const Candidate* clearWinner(const std::vector<Candidate>& candidates) {
  const auto whole = [](const Candidate& c) { return c.whole; };
  if (const Candidate* one = onlyOne(candidates, whole)) return one;
  if (std::any_of(candidates.begin(), candidates.end(), whole)) {
    // A country and a place of one name: a question is about whoever can meet.
    if (const Candidate* one = onlyOne(candidates, [](const Candidate& c) {
          return c.whole && (isPersonOrCountry(c) || c.ref.kind == EntityKind::kOrganisation);
        })) {
      return one;
    }
    // A surname alone is now and then read as an organisation. A firm that is really meant is written about more.
    const Candidate* one = onlyOne(candidates, [](const Candidate& c) { return c.whole && isPersonOrCountry(c); });
    const bool outdone = one != nullptr && std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& c) {
                           return c.whole && c.ref.documents > one->ref.documents;
                         });
    return outdone ? nullptr : one;
  }
  return onlyOne(candidates, isPersonOrCountry);
}

// Matches `typed` against the names of `ids`, and what is left of it against what else is known of them if `described`.
std::vector<Candidate> candidatesAmong(const GraphSource& source, const std::vector<EntityId>& ids, const Words& typed,
                                       bool described) {
  std::vector<Candidate> candidates;
  for (const EntityId id : ids) {
    const std::optional<Entity> entity = source.entity(id);
    if (!entity) continue;
    const Words description = described ? nameWords(entity->role + " " + entity->country) : Words();
    Candidate candidate;
    candidate.ref = query::refOf(*entity);
    bool matches = false;
    const auto compare = [&](const std::string& form) {
      const Words form_words = wordsOf(form);
      candidate.whole = candidate.whole || form_words == typed;
      const Words left = wordsLeft(typed, form_words);
      matches = matches || (left.size() < typed.size() && wordsLeft(left, description).empty());
    };
    compare(entity->name);
    for (const std::string& alias : entity->aliases) compare(alias);
    if (matches) candidates.push_back(std::move(candidate));
  }
  return candidates;
}

// As many letters may be wrong.
std::size_t allowedEdits(const std::string& word) { return word.size() < 4 ? 0 : word.size() < 8 ? 1 : 2; }

// The words of names that are nearest to `word`, sorted; none if none is near.
Words nearWords(const std::set<std::string>& known, const std::string& word) {
  Words nearest;
  std::size_t allowed = allowedEdits(word);
  for (const std::string& other : known) {
    if (allowed == 0 || other.front() != word.front()) continue;
    // Each letter more or less is an edit.
    if (std::max(other.size(), word.size()) - std::min(other.size(), word.size()) > allowed) continue;
    const std::size_t edits = editDistance(word, other);
    if (edits > allowed) continue;
    if (edits < allowed) nearest.clear();
    allowed = edits;
    nearest.push_back(other);
  }
  return nearest;
}

// Entities whose names have `typed` but for slips in words that no name has.
std::vector<Candidate> nearlyNamed(const GraphSource& source, const Words& typed) {
  constexpr std::size_t kMaxReadings = 16;  // Of a name of several words, each with several near it.
  std::set<std::string> known;
  source.forEachEntity([&](const Entity& entity) {
    for (std::string& word : nameWords(entity.name)) known.insert(std::move(word));
    for (const std::string& alias : entity.aliases) {
      for (std::string& word : nameWords(alias)) known.insert(std::move(word));
    }
    return true;
  });
  std::vector<Words> readings = {{}};
  for (const std::string& word : typed) {
    const Words meant = isInitial(word) || known.contains(word) ? Words{word} : nearWords(known, word);
    std::vector<Words> longer;
    for (const Words& reading : readings) {
      for (const std::string& each : meant) {
        longer.push_back(reading);
        longer.back().push_back(each);
      }
    }
    if (longer.empty() || longer.size() > kMaxReadings) return {};
    readings = std::move(longer);
  }
  std::map<EntityId, Candidate> found;
  for (const Words& reading : readings) {
    for (Candidate& candidate : candidatesAmong(source, havingAll(source, reading), reading, false)) {
      const EntityId id = candidate.ref.id;
      found.emplace(id, std::move(candidate));
    }
  }
  std::vector<Candidate> candidates;
  for (auto& [id, candidate] : found) candidates.push_back(std::move(candidate));
  return candidates;
}

}  // namespace

NameMatch lookUp(const GraphSource& source, std::string_view typed) {
  NameMatch match;
  match.typed = typed;
  if (const std::optional<EntityId> id = entityIdFromHex(typed)) {
    if (const std::optional<Entity> entity = source.entity(*id)) {
      match.candidates.push_back(query::refOf(*entity));
      return match;
    }
  }
  const Words words = wordsOf(typed);
  std::vector<Candidate> candidates = candidatesAmong(source, havingAll(source, words), words, false);
  if (candidates.empty()) candidates = candidatesAmong(source, havingAny(source, words), words, true);
  if (candidates.empty()) {
    candidates = nearlyNamed(source, words);
    match.guessed = !candidates.empty();
  }
  if (const Candidate* winner = clearWinner(candidates)) {
    match.candidates.push_back(winner->ref);
    return match;
  }
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tie(b.whole, b.ref.documents, a.ref.kind, a.ref.id) <
           std::tie(a.whole, a.ref.documents, b.ref.kind, b.ref.id);
  });
  for (Candidate& candidate : candidates) match.candidates.push_back(std::move(candidate.ref));
  return match;
}

std::vector<EntityId> placesNamed(const GraphSource& source, std::string_view typed) {
  const Words words = wordsOf(typed);
  std::vector<EntityId> places;
  for (const Candidate& candidate : candidatesAmong(source, havingAll(source, words), words, false)) {
    const EntityKind kind = candidate.ref.kind;
    if (kind == EntityKind::kPlace || kind == EntityKind::kCountry) places.push_back(candidate.ref.id);
  }
  return places;
}

}  // namespace parley
