#include "graph/resolve.h"

#include <algorithm>
#include <set>
#include <sstream>

#include "graph/error.h"
#include "graph/name.h"
#include "parley_graph_data.h"

namespace parley {
namespace {

// Skeletons shorter than this join too many names: "jn" is John, Jan, Jean and June.
constexpr std::size_t kMinSkeleton = 3;

// The words of a person's name without "Jr." or "III" (folded: "i"), which one document writes and another leaves out.
std::vector<std::string> personWords(std::string_view name) {
  std::vector<std::string> words = nameWords(name);
  static const std::set<std::string, std::less<>> kGenerations = {"jr", "sr", "i", "iv"};
  while (words.size() > 1 && kGenerations.contains(words.back())) words.pop_back();
  return words;
}

std::string lastWord(const std::vector<std::string>& words) { return words.empty() ? std::string() : words.back(); }

// Folded nickname to folded name: "joe" -> "joseph".
const std::map<std::string, std::string, std::less<>>& nicknames() {
  static const auto table = [] {
    std::map<std::string, std::string, std::less<>> made;
    std::istringstream lines{std::string(data::nicknames_tsv)};
    for (std::string line; std::getline(lines, line);) {
      const std::size_t tab = line.find('\t');
      if (tab != std::string::npos && !line.starts_with('#'))
        made.emplace(foldName(line.substr(0, tab)), foldName(line.substr(tab + 1)));
    }
    return made;
  }();
  return table;
}

// What the given names have in common over spellings. Empty for a bare surname, one letter for an initial.
std::string givenKey(const LocalEntity& entity) {
  const std::vector<std::string> words = personWords(entity.name);
  const std::vector<std::string> family = personWords(entity.family_name);
  for (const std::string& word : words) {
    if (std::find(family.begin(), family.end(), word) != family.end()) continue;
    const auto nickname = nicknames().find(word);
    const std::string& given = nickname == nicknames().end() ? word : nickname->second;
    const std::string skeleton = consonantSkeleton(given);
    return skeleton.size() >= kMinSkeleton ? skeleton : given;
  }
  return {};
}

struct Votes {
  std::map<std::string, std::uint32_t> count;
  void cast(const std::string& value) {
    if (!value.empty()) ++count[value];
  }
};

// Most votes; the smallest on a tie; empty if none was cast.
std::string winner(const std::map<std::string, std::uint32_t>& votes) {
  const std::string* best = nullptr;
  std::uint32_t most = 0;
  for (const auto& [value, count] : votes) {
    if (count > most) {
      best = &value;
      most = count;
    }
  }
  return best == nullptr ? std::string() : *best;
}

// Mentions of one exact full name: one person, whatever countries are given for it.
struct NameGroup {
  std::string name;
  std::string given;
  Votes countries;
  std::vector<std::size_t> mentions;  // Positions in the block.
};

struct Person {
  std::string given;
  std::string country;  // Empty: no document says.
  std::vector<std::size_t> mentions;
  std::string only_name = {};  // Set where a decision keeps the name apart from others of its given key.
  EntityId id = {};
};

bool contradict(const std::string& a, const std::string& b) { return !a.empty() && !b.empty() && a != b; }

// The only person among `persons` that `fits`; of several, the only one whose country is the stated one.
template <typename Fits>
Person* onlyOne(std::vector<Person>& persons, const std::string& country, const Fits& fits) {
  std::vector<Person*> possible;
  std::vector<Person*> same_country;
  for (Person& person : persons) {
    if (!fits(person) || contradict(person.country, country)) continue;
    possible.push_back(&person);
    if (!country.empty() && person.country == country) same_country.push_back(&person);
  }
  if (possible.size() == 1) return possible.front();
  return same_country.size() == 1 ? same_country.front() : nullptr;
}

// Full names of one given key: a person for each country, and names without a country join the only one there is.
std::vector<Person> personsOf(const std::string& given, const std::vector<const NameGroup*>& groups) {
  std::map<std::string, Person> by_country;
  for (const NameGroup* group : groups) {
    Person& person = by_country[winner(group->countries.count)];
    person.mentions.insert(person.mentions.end(), group->mentions.begin(), group->mentions.end());
  }
  if (by_country.size() == 2 && by_country.begin()->first.empty()) {
    Person& known = std::next(by_country.begin())->second;
    const Person& unknown = by_country.begin()->second;
    known.mentions.insert(known.mentions.end(), unknown.mentions.begin(), unknown.mentions.end());
    by_country.erase(by_country.begin());
  }
  std::vector<Person> persons;
  for (auto& [country, person] : by_country) {
    person.given = given;
    person.country = country;
    persons.push_back(std::move(person));
  }
  return persons;
}

// Persons of one given key, those that decisions keep apart first.
std::vector<Person> personsApart(const std::string& given, std::vector<const NameGroup*> groups,
                                 const Decisions& decisions) {
  std::vector<Person> persons;
  std::vector<const NameGroup*> apart;
  for (const NameGroup* group : groups) {
    const bool is_apart = std::any_of(groups.begin(), groups.end(), [&](const NameGroup* other) {
      return decisions.areDistinct(group->name, other->name);
    });
    if (is_apart) apart.push_back(group);
  }
  for (const NameGroup* group : apart) {
    persons.push_back({given, winner(group->countries.count), group->mentions, group->name});
    std::erase(groups, group);
  }
  std::vector<Person> others = personsOf(given, groups);
  std::move(others.begin(), others.end(), std::back_inserter(persons));
  return persons;
}

// The persons of one name key; `block` has the positions of its mentions.
std::vector<Person> personsOfBlock(const std::string& family, const std::vector<std::size_t>& block,
                                   const std::vector<PersonMention>& mentions, const Decisions& decisions) {
  std::map<std::string, NameGroup> full_names;               // By folded full name.
  std::map<std::string, std::vector<std::size_t>> initials;  // By letter.
  std::vector<std::size_t> bare;
  // Weaker names that are decided about: merged ones mean one person each, distinct ones are nobody else.
  std::map<std::string, Person> merged;
  std::map<std::pair<std::string, std::string>, Person> alone;  // By name and country.
  for (const std::size_t i : block) {
    const LocalEntity& entity = *mentions[i].entity;
    const std::string given = givenKey(entity);
    std::string name = foldName(entity.name);
    if (given.size() > 1) {
      NameGroup& group = full_names[name];
      group.name = std::move(name);
      group.given = given;
      group.countries.cast(entity.country);
      group.mentions.push_back(i);
    } else if (decisions.isMerged(name)) {
      merged[name].mentions.push_back(i);
    } else if (decisions.isDistinct(name)) {
      alone[{name, entity.country}].mentions.push_back(i);
    } else if (given.empty()) {
      bare.push_back(i);
    } else {
      initials[given].push_back(i);
    }
  }

  std::map<std::string, std::vector<const NameGroup*>> by_given;
  for (const auto& [name, group] : full_names) by_given[group.given].push_back(&group);
  std::vector<Person> persons;
  std::map<std::string, std::size_t> persons_of_given;
  for (const auto& [given, groups] : by_given) {
    std::vector<Person> found = personsApart(given, groups, decisions);
    persons_of_given[given] = static_cast<std::size_t>(
        std::count_if(found.begin(), found.end(), [](const Person& person) { return person.only_name.empty(); }));
    std::move(found.begin(), found.end(), std::back_inserter(persons));
  }

  // Weaker names join persons of full name only, never one another's choice, so their order is of no account.
  std::map<std::pair<std::string, std::string>, Person> leftovers;  // By letter (or nothing) and country.
  const auto joinOrStay = [&](std::size_t mention, const std::string& letter) {
    const std::string& country = mentions[mention].entity->country;
    Person* person = onlyOne(persons, country, [&](const Person& candidate) {
      return letter.empty() || foldName(mentions[candidate.mentions.front()].entity->name).substr(0, 1) == letter;
    });
    (person != nullptr ? *person : leftovers[{letter, country}]).mentions.push_back(mention);
  };
  for (const auto& [letter, of_letter] : initials) {
    for (const std::size_t mention : of_letter) joinOrStay(mention, letter);
  }
  for (const std::size_t mention : bare) joinOrStay(mention, {});

  for (Person& person : persons) {
    // The country tells apart those whom the name alone does not.
    person.id =
        !person.only_name.empty()
            ? entityIdOf({"person", person.given, family, "=", person.only_name})
            : entityIdOf({"person", person.given, family,
                          persons_of_given[person.given] == 1 ? std::string_view() : std::string_view(person.country)});
  }
  const auto add = [&](Person& person, EntityId id) {
    person.id = id;
    persons.push_back(std::move(person));
  };
  for (auto& [key, person] : leftovers) add(person, entityIdOf({"person", key.first, family, "?", key.second}));
  for (auto& [name, person] : merged) add(person, entityIdOf({"person", family, "=", name}));
  for (auto& [key, person] : alone) add(person, entityIdOf({"person", family, "=", key.first, key.second}));
  return persons;
}

// Gives persons whose names are merged one id: the smallest of theirs.
void joinMerged(std::vector<Person>& persons, const std::vector<PersonMention>& mentions, const Decisions& decisions) {
  std::sort(persons.begin(), persons.end(), [](const Person& a, const Person& b) { return a.id < b.id; });
  // A group of persons is known by the position of its first one.
  struct Group {
    std::vector<std::size_t> persons;
    std::set<std::string> distinct;  // Its names that are distinct from others.
  };
  std::vector<Group> groups(persons.size());
  std::vector<std::size_t> group_of(persons.size());
  std::map<std::string, std::set<std::size_t>> persons_called;  // By merged name.
  for (std::size_t i = 0; i < persons.size(); ++i) {
    groups[i].persons = {i};
    group_of[i] = i;
    for (const std::size_t mention : persons[i].mentions) {
      const std::string name = foldName(mentions[mention].entity->name);
      if (decisions.isMerged(name)) persons_called[name].insert(i);
      if (decisions.isDistinct(name)) groups[i].distinct.insert(name);
    }
  }
  const auto mayJoin = [&](const Group& a, const Group& b) {
    return std::none_of(a.distinct.begin(), a.distinct.end(), [&](const std::string& name) {
      return std::any_of(b.distinct.begin(), b.distinct.end(),
                         [&](const std::string& other) { return decisions.areDistinct(name, other); });
    });
  };
  for (const auto& [name, other] : decisions.merges()) {
    std::set<std::size_t> called = persons_called[name];
    called.insert(persons_called[other].begin(), persons_called[other].end());
    for (const std::size_t person : called) {
      const std::size_t into = std::min(group_of[*called.begin()], group_of[person]);
      const std::size_t from = std::max(group_of[*called.begin()], group_of[person]);
      if (into == from || !mayJoin(groups[into], groups[from])) continue;
      for (const std::size_t moved : groups[from].persons) group_of[moved] = into;
      groups[into].persons.insert(groups[into].persons.end(), groups[from].persons.begin(), groups[from].persons.end());
      groups[into].distinct.insert(groups[from].distinct.begin(), groups[from].distinct.end());
    }
  }
  std::vector<EntityId> ids;
  for (const std::size_t group : group_of) ids.push_back(persons[group].id);
  for (std::size_t i = 0; i < persons.size(); ++i) persons[i].id = ids[i];
}

}  // namespace

std::string nameKey(const LocalEntity& entity) {
  if (entity.kind != EntityKind::kPerson) return {};
  const std::string key = lastWord(personWords(entity.family_name));
  return key.empty() ? lastWord(personWords(entity.name)) : key;
}

EntityId namedEntityId(EntityKind kind, std::string_view name) {
  const std::string folded = foldName(name);
  return entityIdOf({wordOf(kind), folded.empty() ? name : std::string_view(folded)});
}

std::vector<std::pair<LocalRef, EntityId>> resolvePeople(std::vector<PersonMention> mentions,
                                                         const Decisions& decisions) {
  std::sort(mentions.begin(), mentions.end(),
            [](const PersonMention& a, const PersonMention& b) { return a.ref < b.ref; });
  std::map<std::string, std::vector<std::size_t>> blocks;
  for (std::size_t i = 0; i < mentions.size(); ++i) blocks[nameKey(*mentions[i].entity)].push_back(i);
  std::vector<Person> persons;
  for (const auto& [family, block] : blocks) {
    std::vector<Person> found = personsOfBlock(family, block, mentions, decisions);
    std::move(found.begin(), found.end(), std::back_inserter(persons));
  }
  if (!decisions.merges().empty()) joinMerged(persons, mentions, decisions);
  std::vector<std::pair<LocalRef, EntityId>> result;
  for (const Person& person : persons) {
    for (const std::size_t mention : person.mentions) result.emplace_back(mentions[mention].ref, person.id);
  }
  std::sort(result.begin(), result.end());
  return result;
}

namespace {

void vote(std::map<std::string, std::uint32_t>& votes, const std::string& value, bool add) {
  if (value.empty()) return;
  if (add) {
    ++votes[value];
    return;
  }
  const auto found = votes.find(value);
  PARLEY_CHECK(found != votes.end());
  if (--found->second == 0) votes.erase(found);
}

void voteAll(EntityTally& tally, std::span<const LocalEntity* const> entities, bool add) {
  for (const LocalEntity* entity : entities) {
    vote(tally.names, entity->name, add);
    for (const std::string& alias : entity->aliases) vote(tally.aliases, alias, add);
    vote(tally.roles, entity->role, add);
    vote(tally.countries, entity->country, add);
    for (const std::string& member : entity->members) vote(tally.members, member, add);
  }
}

}  // namespace

void EntityTally::add(std::span<const LocalEntity* const> of_one_document) {
  PARLEY_CHECK(!of_one_document.empty());
  kind = of_one_document.front()->kind;
  ++documents;
  voteAll(*this, of_one_document, true);
}

void EntityTally::remove(std::span<const LocalEntity* const> of_one_document) {
  PARLEY_CHECK(!of_one_document.empty() && documents > 0);
  --documents;
  voteAll(*this, of_one_document, false);
}

Entity foldEntity(EntityId id, const EntityTally& tally) {
  PARLEY_CHECK(!tally.empty());
  Entity entity;
  entity.id = id;
  entity.kind = tally.kind;
  entity.documents = tally.documents;
  // A person is called by the full name, however many documents use the surname alone.
  std::map<std::string, std::uint32_t> full;
  if (tally.kind == EntityKind::kPerson) {
    for (const auto& [name, count] : tally.names) {
      if (name.find(' ') != std::string::npos) full.emplace(name, count);
    }
  }
  entity.name = winner(full.empty() ? tally.names : full);
  std::set<std::string> others;
  for (const auto& [name, count] : tally.names) others.insert(name);
  for (const auto& [alias, count] : tally.aliases) others.insert(alias);
  others.erase(entity.name);
  entity.aliases.assign(others.begin(), others.end());
  entity.role = winner(tally.roles);
  entity.country = winner(tally.countries);
  for (const auto& [member, count] : tally.members) entity.members.push_back(member);
  return entity;
}

std::vector<ResolvedLocal> resolvedAlone(const Extraction& extraction) {
  std::vector<ResolvedLocal> resolved;
  for (const LocalEntity& local : extraction.entities) {
    Entity entity;
    entity.id = local.kind == EntityKind::kPerson ? entityIdOf({"local", std::to_string(resolved.size())})
                                                  : namedEntityId(local.kind, local.name);
    entity.kind = local.kind;
    entity.name = local.name;
    entity.country = local.country;
    entity.members = local.members;
    resolved.push_back({entity.id, entity});
  }
  return resolved;
}

std::vector<StatedTriple> statedTriples(const Extraction& extraction, std::span<const ResolvedLocal> resolved) {
  PARLEY_CHECK(resolved.size() == extraction.entities.size());
  std::vector<StatedTriple> stated;
  for (const Report& report : extraction.reports) {
    const auto* triple = std::get_if<TripleStatement>(&report.statement);
    if (triple == nullptr || report.furniture || triple->relation == Relation::kOpen || !triple->object) continue;
    stated.push_back(
        {{resolved[triple->subject].id, triple->relation, resolved[*triple->object].id}, report.status, report.number});
  }
  return stated;
}

}  // namespace parley
