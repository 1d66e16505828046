#include "extract/coreference.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "extract/internal/characters.h"
#include "extract/internal/names.h"
#include "graph/error.h"
#include "graph/name.h"

namespace parley {

using extract::lowerCase;

namespace {

using Words = std::vector<std::string>;

// Says nothing about who somebody is: a particle, a rank or a suffix.
bool isParticle(const std::string& word) {
  static constexpr std::array<std::string_view, 11> kOthers = {"king",   "queen", "pope", "prince", "princess", "emir",
                                                               "sultan", "ir",    "sr",   "ii",     "iii"};
  return internal::isNameParticle(word) || extract::contains(kOthers, word);
}

Words coreWords(const std::string& name) {
  Words words = nameWords(name);
  Words core;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool surname = i > 0 && i + 1 == words.size() && words[i].size() > 3;  // "Ada King"
    if (surname || !isParticle(words[i])) core.push_back(words[i]);
  }
  return core.empty() ? words : core;
}

// Two spellings of one word of a name: equal, an initial, or the same consonants.
bool sameWord(const std::string& a, const std::string& b) {
  if (a == b) return true;
  if (a.size() == 1 || b.size() == 1) return a[0] == b[0];
  return a.size() >= 4 && b.size() >= 4 && a[0] == b[0] && consonantSkeleton(a) == consonantSkeleton(b);
}

bool holds(const Words& words, const std::string& word) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& other) { return sameWord(word, other); });
}

// Both of at least two words. The shorter says nothing that the longer does not.
bool samePerson(const Words& a, const Words& b) {
  const Words& less = a.size() <= b.size() ? a : b;
  const Words& more = a.size() <= b.size() ? b : a;
  return std::all_of(less.begin(), less.end(), [&](const std::string& word) { return holds(more, word); }) &&
         std::any_of(less.begin(), less.end(),
                     [&](const std::string& word) { return word.size() > 1 && holds(more, word); });
}

// "Jong-un", "Ing-wen": a given name of two syllables, which stands behind the family name.
bool hasSyllables(const std::string& word) {
  const std::size_t dash = word.find('-');
  return dash != std::string::npos && dash > 0 && dash + 1 < word.size() && word[dash + 1] >= 'a' &&
         word[dash + 1] <= 'z';
}

// The part of a name that later mentions use: "Berg", "Van Dam", "Xu".
std::string familyName(const std::string& name) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < name.size();) {
    const std::size_t end = std::min(name.find(' ', begin), name.size());
    if (end > begin) parts.push_back(name.substr(begin, end - begin));
    begin = end + 1;
  }
  const auto suffix = [](const std::string& part) {
    const std::string folded = foldName(part);
    return folded == "ir" || folded == "sr" || folded == "ii" || folded == "iii";
  };
  while (parts.size() > 1 && suffix(parts.back())) parts.pop_back();
  if (parts.empty()) return name;
  if (parts.size() > 1 && (Lists::builtIn().isFamilyNameFirst(parts.front()) || hasSyllables(parts.back())))
    return parts.front();
  std::string family = parts.back();
  for (std::size_t i = parts.size() - 1; i-- > 1;) {
    const std::string folded = foldName(parts[i]);
    if (!isParticle(folded) || folded == "king" || folded == "pope") break;
    family = parts[i] + " " + family;
  }
  return family;
}

std::string lastWord(const std::string& text) {
  const std::size_t space = text.rfind(' ');
  return space == std::string::npos ? text : text.substr(space + 1);
}

// Could two phrases mean one office? "foreign minister" and "minister"; a nation's "top diplomat" is its foreign
// minister.
bool sameOffice(const std::string& a, const std::string& b) {
  std::string x = lowerCase(a);
  std::string y = lowerCase(b);
  if (x.empty() || y.empty()) return false;
  if (x == "secretary" || y == "secretary") return (x == "secretary" ? y : x).find("secretary") != std::string::npos;
  const auto normal = [](std::string& office) {
    if (office.find("diplomat") != std::string::npos || office.find("foreign affairs") != std::string::npos ||
        office == "foreign secretary" || office.find("secretary of state") != std::string::npos) {
      office = "foreign minister";
    }
    if (office == "premier" || office == "pm") office = "prime minister";
    if (office == "defense secretary" || office == "defence secretary" || office == "defence minister" ||
        office.find("minister of defen") != std::string::npos) {
      office = "defense minister";
    }
    if (office.size() > 1 && office.back() == 's') office.pop_back();
  };
  normal(x);
  normal(y);
  if (x == y) return true;
  if (x == "leader" || y == "leader") {
    const std::string& other = x == "leader" ? y : x;
    return other.find("president") != std::string::npos || other.find("prime minister") != std::string::npos ||
           other.find("chancellor") != std::string::npos || other.find("leader") != std::string::npos ||
           other.find("king") != std::string::npos || other.find("emir") != std::string::npos;
  }
  // "the Secretary" after "Secretary of State", "the minister" after "foreign minister", never "vice president" for
  // "president".
  const auto shorter = [](const std::string& less, const std::string& more) {
    if (more.find("vice") != std::string::npos || more.find("deputy") != std::string::npos) return false;
    if (less == "president" || less == "prime minister")
      return more.rfind(less, 0) == 0 && more.find("of ") == std::string::npos;
    return lastWord(more) == less || more.rfind(less + " ", 0) == 0;
  };
  return shorter(x, y) || shorter(y, x);
}

class Resolver {
 public:
  Resolver(const std::vector<Sentence>& sentences, const std::vector<Parsed>& parsed)
      : sentences_(sentences), parsed_(parsed) {}

  Coreference run() {
    out_.referents.resize(parsed_.size());
    for (std::size_t s = 0; s < parsed_.size(); ++s) out_.referents[s].resize(parsed_[s].mentions.size());
    collectPeople();
    // Names and states first, in the whole document; then what points back to them.
    for (std::uint32_t s = 0; s < parsed_.size(); ++s) {
      for (std::uint32_t m = 0; m < parsed_[s].mentions.size(); ++m) resolveName(s, m);
    }
    inferStates();
    for (std::uint32_t s = 0; s < parsed_.size(); ++s) resolvePointers(s);
    finish();
    return std::move(out_);
  }

 private:
  using Votes = std::vector<std::pair<std::string, std::uint32_t>>;  // In the order of the text.
  static void vote(Votes& votes, const std::string& value) {
    const auto found = std::find_if(votes.begin(), votes.end(), [&](const auto& one) { return one.first == value; });
    if (found == votes.end()) {
      votes.emplace_back(value, 1);
    } else {
      ++found->second;
    }
  }

  struct Person {
    LocalIndex entity = 0;
    Words words;
    std::string family;  // Folded, last word of it.
    Votes forms;
    std::map<std::string, std::uint32_t> countries;
    std::vector<std::string> offices;  // In the order of the text.
    std::string description;           // The first of the text.
    Votes furniture_forms;
    std::vector<std::uint32_t> seen;  // Sentences of its mentions by name, ascending.
    std::string organisation;
    bool likely = false;
    bool former = false;  // Of an office that others may hold now.
  };

  const Mention& mention(std::uint32_t s, std::uint32_t m) const { return parsed_[s].mentions[m]; }
  Referent& referent(std::uint32_t s, std::uint32_t m) { return out_.referents[s][m]; }

  LocalIndex addEntity(EntityKind kind, const std::string& name, bool weak) {
    LocalEntity entity;
    entity.kind = kind;
    entity.name = name;
    out_.entities.push_back(std::move(entity));
    out_.weak.push_back(weak);
    furniture_.push_back(true);
    return static_cast<LocalIndex>(out_.entities.size() - 1);
  }

  void seen(LocalIndex index, std::uint32_t s, Span span, std::string_view form) {
    LocalEntity& entity = out_.entities[index];
    entity.mentions.push_back(span);
    if (!form.empty() && form != entity.name) entity.aliases.emplace_back(form);
    furniture_[index] = furniture_[index] && sentences_[s].furniture;
  }

  LocalIndex named(EntityKind kind, const std::string& name, const std::string& country, bool weak) {
    const auto [found, made] = named_.try_emplace({kind, name}, 0);
    if (made) {
      found->second = addEntity(kind, name, weak);
      out_.entities[found->second].country = country;
    }
    if (!weak) out_.weak[found->second] = false;
    return found->second;
  }

  // --- People by name ---

  Person* findPerson(const Mention& about, std::uint32_t sentence) {
    const Words words = coreWords(about.name);
    if (words.empty()) return nullptr;
    if (words.size() > 1) {
      // The first of the document that fits.
      std::uint32_t first = ~0u;
      for (const std::string& word : words) {
        for (const std::uint32_t i : namesakes(word)) {
          if (i < first && people_[i].words.size() > 1 && samePerson(words, people_[i].words)) first = i;
        }
      }
      return first == ~0u ? nullptr : &people_[first];
    }
    // One word: the family name of somebody; else any part of a name. The person named last before, or first after.
    Person* best = nullptr;
    int best_rank = 0;
    std::uint32_t best_at = 0;
    for (const std::uint32_t i : namesakes(words[0])) {
      Person& person = people_[i];
      int rank = 0;
      if (person.family == words[0]) {
        rank = 3;
      } else if (person.words.size() > 1 &&
                 std::find(person.words.begin() + 1, person.words.end(), words[0]) != person.words.end()) {
        rank = 2;
      } else if (!person.words.empty() && person.words[0] == words[0]) {
        rank = person.words.size() == 1 ? 3 : 1;
      }
      if (rank == 0) continue;
      if (!about.office.empty() && !about.countries.empty() && !person.countries.empty() &&
          person.countries.count(about.countries[0]) == 0) {
        continue;
      }
      const auto after = std::upper_bound(person.seen.begin(), person.seen.end(), sentence);
      const std::uint32_t at = after == person.seen.begin() ? 0 : *(after - 1) + 1;
      if (rank > best_rank || (rank == best_rank && at > best_at)) {
        best = &person;
        best_rank = rank;
        best_at = at;
      }
    }
    return best;
  }

  void addPerson(const Mention& about) {
    Person person;
    person.words = coreWords(about.name);
    const Words family = coreWords(familyName(about.name));
    person.family = family.empty() ? std::string() : family.back();
    people_.push_back(std::move(person));
    index(static_cast<std::uint32_t>(people_.size() - 1));
  }

  // People by what all spellings of a word of their names share. A page with thousands of one name is no article: the
  // first ones are looked at, so that reading stays linear.
  static constexpr std::size_t kMostNamesakes = 256;
  static std::string nameKeyOf(const std::string& word) {
    return word.size() < 4 ? word : word[0] + consonantSkeleton(word);
  }
  void index(std::uint32_t i) {
    for (const std::string& word : people_[i].words) {
      std::vector<std::uint32_t>& same = by_word_[nameKeyOf(word)];
      if (same.size() < kMostNamesakes && (same.empty() || same.back() != i)) same.push_back(i);
    }
  }
  [[nodiscard]] const std::vector<std::uint32_t>& namesakes(const std::string& word) const {
    static const std::vector<std::uint32_t> kNone;
    const auto found = by_word_.find(nameKeyOf(word));
    return found == by_word_.end() ? kNone : found->second;
  }
  void addState(std::uint32_t i, const std::string& country) {
    ++people_[i].countries[country];
    std::vector<std::uint32_t>& same = by_state_[country];
    if (same.size() < kMostNamesakes && std::find(same.begin(), same.end(), i) == same.end()) same.push_back(i);
  }
  [[nodiscard]] const std::vector<std::uint32_t>& peopleOfState(const std::string& country) const {
    static const std::vector<std::uint32_t> kNobody;
    const auto found = by_state_.find(country);
    return found == by_state_.end() ? kNobody : found->second;
  }

  [[nodiscard]] bool namesPerson(std::uint32_t s, const Mention& about) const {
    if (about.kind == MentionKind::kPerson) return about.likely_person;
    if (about.kind != MentionKind::kName || coreWords(about.name).size() < 2) return false;
    const std::vector<Word>& words = parsed_[s].words;
    return about.end_token < words.size() && words[about.end_token].verb.cues.has(Cue::kReport);
  }

  void collectPeople() {
    // Full names before surnames, so that the order in the text does not matter.
    for (int pass = 0; pass < 2; ++pass) {
      for (std::uint32_t s = 0; s < parsed_.size(); ++s) {
        for (const Mention& about : parsed_[s].mentions) {
          if (!namesPerson(s, about)) continue;
          const Words words = coreWords(about.name);
          if (words.empty() || (words.size() > 1) != (pass == 0)) continue;
          Person* person = findPerson(about, s);
          if (person == nullptr) {
            addPerson(about);
            person = &people_.back();
          } else if (words.size() > person->words.size()) {
            person->words = words;
            index(indexOf(*person));
            const Words family = coreWords(familyName(about.name));
            person->family = family.empty() ? person->family : family.back();
          }
          person->likely = true;
          note(*person, about, s);
          person->seen.push_back(s);
        }
      }
    }
    for (Person& person : people_) {
      std::sort(person.seen.begin(), person.seen.end());
      person.entity = addEntity(EntityKind::kPerson, "", false);
      person_of_[person.entity] = indexOf(person);
    }
  }

  [[nodiscard]] std::uint32_t indexOf(const Person& person) const {
    return static_cast<std::uint32_t>(&person - people_.data());
  }

  void note(Person& person, const Mention& about, std::uint32_t s) {
    vote(sentences_[s].furniture ? person.furniture_forms : person.forms, about.name);
    if (!about.office.empty() &&
        std::find(person.offices.begin(), person.offices.end(), about.office) == person.offices.end()) {
      person.offices.push_back(about.office);
    }
    if (person.description.empty()) person.description = about.description;
    if (about.countries.size() == 1) addState(indexOf(person), about.countries[0]);
    if (person.organisation.empty()) person.organisation = about.organisation;
    person.former = person.former || (!about.office.empty() && isFormer(s, about));
  }

  // "former President Ada Berg", "the late President", "then-President"
  [[nodiscard]] bool isFormer(std::uint32_t s, const Mention& about) const {
    const std::vector<Word>& words = parsed_[s].words;
    for (std::uint32_t t = about.first_token > 0 ? about.first_token - 1 : 0; t < about.end_token; ++t) {
      const std::string& word = words[t].lower;
      if (word == "former" || word == "late" || word == "ex" || word.rfind("ex-", 0) == 0 ||
          word.rfind("then-", 0) == 0 || word == "then")
        return true;
    }
    return false;
  }

  void resolveName(std::uint32_t s, std::uint32_t m) {
    const Mention& about = mention(s, m);
    Referent& to = referent(s, m);
    switch (about.kind) {
      case MentionKind::kPerson:
      case MentionKind::kName: {
        if (Person* person = findPerson(about, s)) {
          if (!namesPerson(s, about)) note(*person, about, s);
          to.actors = {person->entity};
          seen(person->entity, s, about.name_span, "");
          break;
        }
        if (const auto pair = hyphenated(about, s); !pair.empty()) {
          to.actors = pair;
          for (const LocalIndex index : pair) seen(index, s, about.name_span, "");
          break;
        }
        if (about.kind == MentionKind::kPerson) {
          addPerson(about);
          people_.back().entity = addEntity(EntityKind::kPerson, "", true);
          person_of_[people_.back().entity] = indexOf(people_.back());
          note(people_.back(), about, s);
          people_.back().seen.push_back(s);
          to.actors = {people_.back().entity};
          seen(people_.back().entity, s, about.name_span, "");
          break;
        }
        const LocalIndex index = named(EntityKind::kOrganisation, about.name, "", true);
        to.actors = {index};
        seen(index, s, about.name_span, about.name);
        break;
      }
      case MentionKind::kPlace:
        to.place = named(EntityKind::kPlace, about.name, "", true);
        seen(*to.place, s, about.name_span, about.name);
        break;
      case MentionKind::kOrganisation:
      case MentionKind::kEvent: {
        if (about.kind == MentionKind::kOrganisation) {
          const LocalIndex index =
              named(EntityKind::kOrganisation, about.name, about.countries.size() == 1 ? about.countries[0] : "", true);
          to.actors = {index};
          seen(index, s, about.name_span, about.name);
          members(s, about, index);
        }
        // "the Japan-Peru Dialogue" is between those two.
        if (about.kind == MentionKind::kEvent) {
          for (const std::string& country : about.countries)
            to.actors.push_back(named(EntityKind::kCountry, country, country, false));
          if (!about.organisation.empty())
            to.actors.push_back(named(EntityKind::kOrganisation, about.organisation, "", false));
          for (const LocalIndex state : to.actors) seen(state, s, about.name_span, "");
          if (to.actors.size() < 2) to.actors.clear();
        }
        // "the Bergen Conference" is in Bergen.
        const auto city = Lists::builtIn().find(about.name.substr(0, about.name.find(' ')));
        if (!city.empty() && !city.front()->city.empty()) {
          to.place = named(EntityKind::kPlace, city.front()->city, city.front()->country, true);
          seen(*to.place, s, about.name_span, "");
        }
        break;
      }
      case MentionKind::kListed:
        if (const Person* person = surnamed(about, s)) {
          to.actors = {person->entity};
          seen(person->entity, s, about.span, "");
          break;
        }
        resolveListed(s, about, to);
        if (about.entry->as == ListedAs::kOrganisation) members(s, about, to.actors[0]);
        break;
      case MentionKind::kOfficeHolder:
      case MentionKind::kPronoun:
      case MentionKind::kGroup:
        break;
      case MentionKind::kCrowd:
        for (const std::string& country : about.countries) {
          to.actors.push_back(named(EntityKind::kCountry, country, country, false));
          seen(to.actors.back(), s, about.span, "");
        }
        break;
    }
    // The state whose office somebody holds is mentioned too.
    if (about.kind == MentionKind::kPerson || about.kind == MentionKind::kOfficeHolder) {
      for (const std::string& country : about.countries)
        seen(named(EntityKind::kCountry, country, country, false), s, about.span, "");
      if (!about.organisation.empty())
        seen(named(EntityKind::kOrganisation, about.organisation, "", false), s, about.span, "");
    }
  }

  // "Austin said", where the document knows a Tom Austin: no city, but for "in Austin".
  const Person* surnamed(const Mention& about, std::uint32_t s) {
    if (about.entry->as != ListedAs::kCity || about.name.find(' ') != std::string::npos || about.name.empty())
      return nullptr;
    const std::vector<Word>& words = parsed_[s].words;
    if (about.first_token > 0) {
      const std::string& before = words[about.first_token - 1].lower;
      if (before == "in" || before == "at" || before == "to" || before == "from") return nullptr;
    }
    const Person* person = findPerson(about, s);
    const Words name = coreWords(about.name);
    return person != nullptr && person->likely && person->words.size() > 1 && name.size() == 1 &&
                   person->family == name[0]
               ? person
               : nullptr;
  }

  // ", which includes the UK and France": states that belong to a group.
  void members(std::uint32_t s, const Mention& about, LocalIndex index) {
    const std::vector<Word>& words = parsed_[s].words;
    std::uint32_t t = about.end_token;
    const auto is = [&](std::uint32_t at, std::string_view word) {
      return at < words.size() && words[at].lower == word;
    };
    if (is(t, ",")) ++t;
    if (is(t, "which")) ++t;
    if (is(t, "also")) ++t;
    if (!is(t, "includes") && !is(t, "comprises") && !is(t, "groups") && !is(t, "comprising") && !is(t, "grouping"))
      return;
    ++t;
    std::set<std::string> states(out_.entities[index].members.begin(), out_.entities[index].members.end());
    for (const Mention& other : parsed_[s].mentions) {
      if (other.first_token != t) continue;
      if (other.kind != MentionKind::kListed || other.entry->as != ListedAs::kCountry) break;
      states.insert(other.entry->name);
      t = other.end_token;
      if (is(t, ",")) ++t;
      if (is(t, "and")) ++t;
    }
    out_.entities[index].members.assign(states.begin(), states.end());
  }

  void resolveListed(std::uint32_t s, const Mention& about, Referent& to) {
    const ListEntry& entry = *about.entry;
    if (entry.as == ListedAs::kOrganisation) {
      to.actors = {named(EntityKind::kOrganisation, entry.name, "", false)};
      seen(to.actors[0], s, about.span, about.name);
      return;
    }
    const bool acts = entry.as == ListedAs::kCountry || entry.as == ListedAs::kDemonym ||
                      entry.as == ListedAs::kCapital || entry.as == ListedAs::kMetonym;
    if (acts) {
      const bool is_name = entry.as == ListedAs::kCountry;
      const LocalIndex state = named(EntityKind::kCountry, entry.country, entry.country, false);
      to.actors = {state};
      seen(state, s, about.span, is_name ? about.name : "");
      if (is_name) to.place = state;
    }
    if (entry.as == ListedAs::kCapital || entry.as == ListedAs::kCity || entry.as == ListedAs::kLandmark ||
        entry.as == ListedAs::kMetonym || (entry.as == ListedAs::kRegion && !entry.country.empty())) {
      const bool itself = entry.city.empty() || entry.city == entry.name;
      const std::string& name = entry.city.empty() ? entry.name : entry.city;
      const bool behind = entry.as == ListedAs::kMetonym || entry.as == ListedAs::kLandmark;
      to.place = named(EntityKind::kPlace, name, entry.country, behind);
      seen(*to.place, s, about.span, itself ? about.name : "");
    }
  }

  // "Berg-Osei", "EU-Japan": two known names in one token.
  std::vector<LocalIndex> hyphenated(const Mention& about, std::uint32_t s) {
    std::size_t dash = about.name.find('-');
    std::size_t length = 1;
    if (dash == std::string::npos) {
      dash = about.name.find("\u2013");
      length = 3;
    }
    if (dash == std::string::npos || about.name.find(' ') != std::string::npos) return {};
    std::vector<LocalIndex> pair;
    for (const std::string& half : {about.name.substr(0, dash), about.name.substr(dash + length)}) {
      Mention one;
      one.name = half;
      const auto found = Lists::builtIn().find(half);
      if (Person* person = findPerson(one, s)) {
        pair.push_back(person->entity);
      } else if (!found.empty() && found.front()->as == ListedAs::kOrganisation) {
        pair.push_back(named(EntityKind::kOrganisation, found.front()->name, "", false));
      } else if (!found.empty() && found.front()->as <= ListedAs::kMetonym) {
        pair.push_back(named(EntityKind::kCountry, found.front()->country, found.front()->country, false));
      }
    }
    return pair.size() == 2 && pair[0] != pair[1] ? pair : std::vector<LocalIndex>();
  }

  // --- Offices, pronouns, groups ---

  [[nodiscard]] static std::string most(const std::map<std::string, std::uint32_t>& votes) {
    std::string best;
    std::uint32_t count = 0;
    for (const auto& [value, number] : votes) {
      if (number > count) best = value, count = number;
    }
    return best;
  }

  // The office stated first, in its fullest wording: "Secretary of State" for "Secretary".
  [[nodiscard]] static std::string coreOffice(const Person& person) {
    std::string best;
    for (const std::string& office : person.offices) {
      if (best.empty() || (office.size() > best.size() && lowerCase(office).find(lowerCase(best)) != std::string::npos))
        best = office;
    }
    const bool capitals = std::none_of(best.begin(), best.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return capitals ? lowerCase(best) : best;
  }

  [[nodiscard]] static bool holds(const Person& person, const std::string& office) {
    return std::any_of(person.offices.begin(), person.offices.end(),
                       [&](const std::string& held) { return sameOffice(held, office); });
  }

  // The last person named before token `before` of sentence `s` that `fits`.
  template <typename Fits>
  [[nodiscard]] std::optional<std::uint32_t> lastPerson(std::uint32_t s, std::uint32_t before, const Fits& fits) const {
    static constexpr std::uint32_t kFar = 100;  // Sentences: nobody reads on so long to find out who "the minister" is.
    for (std::uint32_t back = 0; back <= kFar && back <= s; ++back) {
      const std::vector<Mention>& mentions = parsed_[s - back].mentions;
      for (std::size_t m = mentions.size(); m-- > 0;) {
        if (mentions[m].kind != MentionKind::kPerson && mentions[m].kind != MentionKind::kName) continue;
        if (back == 0 && mentions[m].first_token >= before) continue;
        const std::vector<LocalIndex>& actors = out_.referents[s - back][m].actors;
        const auto found = actors.size() == 1 ? person_of_.find(actors[0]) : person_of_.end();
        if (found != person_of_.end() && people_[found->second].likely && fits(people_[found->second]))
          return found->second;
      }
    }
    return std::nullopt;
  }

  // The person of that state with such an office (any, if empty), named last before sentence `s`, else first after.
  const Person* officeHolder(std::uint32_t s, const std::string& country, const std::string& office) const {
    const Person* best = nullptr;
    std::uint32_t best_at = 0;
    for (const std::uint32_t i : peopleOfState(country)) {
      const Person& person = people_[i];
      if (!person.likely || person.seen.empty()) continue;
      if (!office.empty() && !holds(person, office)) continue;
      const auto after = std::upper_bound(person.seen.begin(), person.seen.end(), s);
      const std::uint32_t at = after == person.seen.begin() ? 1 : *(after - 1) + 2;
      if (best == nullptr || at > best_at) {
        best = &person;
        best_at = at;
      }
    }
    return best;
  }

  const Person* personOf(LocalIndex entity) const {
    const auto found = person_of_.find(entity);
    return found == person_of_.end() ? nullptr : &people_[found->second];
  }

  // People of a sentence before token `before`, in order; one-person office-holders count.
  std::vector<LocalIndex> peopleOf(std::uint32_t s, std::uint32_t before) const {
    std::vector<LocalIndex> found;
    for (std::uint32_t m = 0; m < parsed_[s].mentions.size(); ++m) {
      const Mention& about = parsed_[s].mentions[m];
      if (about.first_token >= before) break;
      const Referent& to = out_.referents[s][m];
      if (to.actors.size() != 1) continue;
      const bool person = out_.entities[to.actors[0]].kind == EntityKind::kPerson;
      const bool holder = about.kind == MentionKind::kOfficeHolder && !about.plural;
      if (!person && !holder) continue;
      // "his" is no new name; "between A and his counterpart" is.
      if (std::find(found.begin(), found.end(), to.actors[0]) == found.end()) found.push_back(to.actors[0]);
    }
    return found;
  }

  // "governor" of "the governors"; empty if the words say no office.
  [[nodiscard]] std::string officeOf(std::uint32_t s, const Mention& about) const {
    const std::string& last = parsed_[s].words[about.end_token - 1].lower;
    const std::string one = last.size() > 1 && last.back() == 's' ? last.substr(0, last.size() - 1) : std::string();
    return one != "leader" && Lists::builtIn().isOfficeHead(one) ? one : std::string();
  }

  // "the two countries", "officials of both nations"
  [[nodiscard]] bool saysStates(std::uint32_t s, const Mention& about) const {
    return parsed_[s].words[about.end_token - 1].grammar.has(Grammar::kCountries);
  }

  // States of a sentence before token `before`, in order, also behind "Indian officials".
  std::vector<LocalIndex> statesOf(std::uint32_t s, std::uint32_t before) const {
    std::vector<LocalIndex> found;
    for (std::uint32_t m = 0; m < parsed_[s].mentions.size(); ++m) {
      if (parsed_[s].mentions[m].first_token >= before) break;
      for (const LocalIndex one : out_.referents[s][m].actors) {
        const bool state = out_.entities[one].kind == EntityKind::kCountry;
        if (state && std::find(found.begin(), found.end(), one) == found.end()) found.push_back(one);
      }
    }
    return found;
  }

  // Whose act the sentence is: its first person that is not inside a phrase with a preposition.
  std::optional<LocalIndex> subjectOf(std::uint32_t s, std::uint32_t before) const {
    const std::vector<Word>& words = parsed_[s].words;
    std::optional<LocalIndex> first;
    for (std::uint32_t m = 0; m < parsed_[s].mentions.size(); ++m) {
      const Mention& about = parsed_[s].mentions[m];
      if (about.first_token >= before) break;
      const Referent& to = out_.referents[s][m];
      if (to.actors.size() != 1) continue;
      const bool person = out_.entities[to.actors[0]].kind == EntityKind::kPerson;
      if (!person && !(about.kind == MentionKind::kOfficeHolder && !about.plural)) continue;
      if (!first) first = to.actors[0];
      if (about.first_token == 0 || !words[about.first_token - 1].grammar.has(Grammar::kPreposition))
        return to.actors[0];
    }
    return first;
  }

  void resolvePointers(std::uint32_t s) {
    for (std::uint32_t m = 0; m < parsed_[s].mentions.size(); ++m) {
      const Mention& about = mention(s, m);
      Referent& to = referent(s, m);
      if (about.kind == MentionKind::kOfficeHolder) resolveHolder(s, about, to);
      if (about.kind == MentionKind::kPronoun) resolvePronoun(s, m, about, to);
      if (about.kind == MentionKind::kGroup) {
        to.actors = apposed(s, m);
        if (to.actors.empty())
          to.actors = group(s, about.first_token, about.count, saysStates(s, about), officeOf(s, about));
      }
      if (about.kind == MentionKind::kPerson && about.counterpart && to.actors.size() == 1)
        counterpartRole(s, about, to.actors[0]);
    }
    if (const std::optional<LocalIndex> speaker = speakerOf(s)) speaker_ = speaker;
  }

  // "her Ghanaian counterpart Kofi Osei": the office is hers.
  void counterpartRole(std::uint32_t s, const Mention& about, LocalIndex entity) {
    const std::optional<LocalIndex> owner = subjectOf(s, about.first_token);
    const Person* other = owner ? personOf(*owner) : nullptr;
    if (other == nullptr) return;
    const auto found = person_of_.find(entity);
    if (found == person_of_.end() || other->offices.empty() || !people_[found->second].offices.empty()) return;
    const std::string office = coreOffice(*other);
    people_[found->second].offices.push_back(office);
  }

  void resolveHolder(std::uint32_t s, const Mention& about, Referent& to) {
    std::string office = about.office;
    if (about.counterpart) {
      office.clear();
      const std::optional<LocalIndex> owner = subjectOf(s, about.first_token);
      if (const Person* person = owner ? personOf(*owner) : nullptr) office = coreOffice(*person);
    }
    const auto add = [&](LocalIndex index) {
      if (std::find(to.actors.begin(), to.actors.end(), index) == to.actors.end()) to.actors.push_back(index);
    };
    for (const std::string& country : about.countries) {
      const Person* person = officeHolder(s, country, office);
      const bool now = about.countries.size() == 1 && !about.plural && !about.counterpart && !ofAnother(s, about);
      if (person == nullptr && now) person = learnState(s, about, country, office);
      if (person == nullptr && now && about.definite) person = learnOffice(s, country, office);
      if (person == nullptr && (about.counterpart || about.plural)) person = onlyOther(s, country, about);
      if (person == nullptr && !about.definite && !about.plural && !about.counterpart) continue;
      const LocalIndex index =
          person != nullptr ? person->entity : named(EntityKind::kCountry, country, country, false);
      add(index);
      seen(index, s, about.span, "");
    }
    if (!about.organisation.empty() && about.countries.empty()) {
      const auto person = about.plural ? std::nullopt : lastPerson(s, about.first_token, [&](const Person& one) {
        return one.organisation == about.organisation && holds(one, office);
      });
      const LocalIndex index =
          person ? people_[*person].entity : named(EntityKind::kOrganisation, about.organisation, "", false);
      add(index);
      seen(index, s, about.span, "");
    }
    if (to.actors.empty() && about.definite && !about.plural && !about.counterpart && about.countries.empty() &&
        about.possessive.empty()) {
      auto person = lastPerson(s, about.first_token, [&](const Person& one) {
        return std::any_of(one.offices.begin(), one.offices.end(),
                           [&](const std::string& held) { return lowerCase(held) == lowerCase(office); });
      });
      if (!person) person = lastPerson(s, about.first_token, [&](const Person& one) { return holds(one, office); });
      if (person) {
        add(people_[*person].entity);
        seen(people_[*person].entity, s, about.span, "");
      }
    }
  }

  // "Ada Berg hesitated. The Norwegian president": of whom nothing was said but the name.
  const Person* learnOffice(std::uint32_t s, const std::string& country, const std::string& office) {
    const std::vector<LocalIndex> before = s > 0 ? peopleOf(s - 1, ~0u) : std::vector<LocalIndex>();
    const auto found = before.size() == 1 ? person_of_.find(before[0]) : person_of_.end();
    if (found == person_of_.end()) return nullptr;
    Person& person = people_[found->second];
    if (!person.likely || !person.offices.empty() || !person.countries.empty() || !person.organisation.empty())
      return nullptr;
    person.offices.push_back(office);
    addState(found->second, country);
    return &person;
  }

  // "the next Peruvian president": nobody who was named as holding that office.
  [[nodiscard]] bool ofAnother(std::uint32_t s, const Mention& about) const {
    const std::vector<Word>& words = parsed_[s].words;
    const auto first = words.begin() + about.first_token, end = words.begin() + about.end_token;
    return std::any_of(first, end, [](const Word& word) {
      return word.lower == "next" || word.lower == "future" || word.lower == "incoming" || word.lower == "former";
    });
  }

  // "The Japanese foreign minister" tells the state of the foreign minister who was named without one.
  const Person* learnState(std::uint32_t s, const Mention& about, const std::string& country,
                           const std::string& office) {
    const auto person = lastPerson(s, about.first_token,
                                   [&](const Person& one) { return one.countries.empty() && holds(one, office); });
    if (!person) return nullptr;
    addState(*person, country);
    return &people_[*person];
  }

  // States of people whose phrases name none: the only one that calls an office so, else one stated beside the name.
  void inferStates() {
    for (Person& person : people_) {
      if (!person.countries.empty() || !person.likely) continue;
      for (const std::string& office : person.offices) {
        const std::string words = lowerCase(office);
        std::string_view state = Lists::builtIn().stateOfOffice(words);
        // "Deputy Secretary of State"; "Secretary of State for Wales" is another office.
        for (std::size_t space = words.find(' '); state.empty() && space != std::string::npos;
             space = words.find(' ', space + 1))
          state = Lists::builtIn().stateOfOffice(std::string_view(words).substr(space + 1));
        if (!state.empty()) addState(indexOf(person), std::string(state));
      }
    }
    for (std::uint32_t s = 0; s < parsed_.size(); ++s) {
      for (std::uint32_t m = 0; m < parsed_[s].mentions.size(); ++m) {
        const std::vector<LocalIndex>& actors = out_.referents[s][m].actors;
        const auto found = actors.size() == 1 ? person_of_.find(actors[0]) : person_of_.end();
        if (found == person_of_.end() || !people_[found->second].countries.empty()) continue;
        std::string state = statedBeside(s, m);
        if (state.empty()) state = hostState(s, m);
        if (!state.empty()) addState(found->second, state);
      }
    }
  }

  // The state that a demonym or state at token `t` names; empty if there is none.
  [[nodiscard]] std::string stateAt(std::uint32_t s, std::uint32_t t, bool demonym_only) const {
    const std::vector<Word>& words = parsed_[s].words;
    if (t >= words.size() || !words[t].capital) return {};
    std::string phrase(words[t].text);
    for (int length = 0; length < 2; ++length) {
      const auto found = Lists::builtIn().find(phrase);
      if (!found.empty() && (found.front()->as == ListedAs::kDemonym ||
                             (found.front()->as == ListedAs::kCountry &&
                              (!demonym_only || words[t].all_capitals || words[t].text.back() == '.'))))
        return found.front()->country;
      if (t == 0) break;
      phrase = std::string(words[--t].text) + " " + phrase;  // "South Korean"
    }
    return {};
  }

  // "the Cuban swimmer Ada Berg", "Cuba's swimming champion Ada Berg", "Ada Berg, a Cuban swimmer", and "German
  // Chancellor Berg and Foreign Minister Osei", said once for both.
  [[nodiscard]] std::string statedBeside(std::uint32_t s, std::uint32_t m) const {
    static constexpr std::uint32_t kFar = 6;  // Words of a noun phrase.
    const std::vector<Mention>& mentions = parsed_[s].mentions;
    const std::vector<Word>& words = parsed_[s].words;
    const Mention& about = mentions[m];
    if (m > 0 && mentions[m - 1].kind == MentionKind::kPerson && mentions[m - 1].countries.size() == 1 &&
        !about.office.empty() && about.first_token == mentions[m - 1].end_token + 1 &&
        words[mentions[m - 1].end_token].lower == "and")
      return mentions[m - 1].countries[0];
    const auto plain = [&](std::uint32_t t) {  // May stand between a demonym and the name it belongs to.
      const Word& word = words[t];
      const bool function = word.grammar.has(Grammar::kPreposition) || word.grammar.has(Grammar::kConjunction) ||
                            word.grammar.has(Grammar::kDeterminer) || word.grammar.has(Grammar::kPossessive) ||
                            word.grammar.has(Grammar::kSubject) || word.grammar.has(Grammar::kAdverb);
      return word.kind == TokenKind::kWord && !word.capital && !function && !word.word.cues.any() &&
             !word.verb.cues.any();
    };
    for (std::uint32_t t = about.first_token; t > 0 && about.first_token - t < kFar;) {
      --t;
      if (words[t].lower == "'s") {
        if (t == 0) break;
        return stateAt(s, t - 1, false);
      }
      if (words[t].capital) return t + 1 < about.first_token ? stateAt(s, t, true) : std::string();
      if (!plain(t)) break;
    }
    std::uint32_t t = about.end_token;
    if (t >= words.size() || words[t].text != ",") return {};
    ++t;
    if (t < words.size() && words[t].grammar.has(Grammar::kDeterminer)) ++t;
    for (std::uint32_t end = t + 3; t < end && t < words.size(); ++t) {
      if (words[t].capital) {
        const std::string state = stateAt(s, t, true);
        if (!state.empty() || !stateAt(s, t + 1, true).empty()) return state.empty() ? stateAt(s, t + 1, true) : state;
        return {};
      }
      if (!plain(t)) break;
    }
    return {};
  }

  // "Berg's lawyer", "her husband": of the state of Berg.
  void shareStates() {
    for (std::uint32_t s = 0; s < parsed_.size(); ++s) {
      for (std::uint32_t m = 0; m < parsed_[s].mentions.size(); ++m) {
        if (!mention(s, m).owner) continue;
        const std::vector<LocalIndex>& owners = out_.referents[s][*mention(s, m).owner].actors;
        const std::vector<LocalIndex>& actors = out_.referents[s][m].actors;
        const Person* owner = owners.size() == 1 ? personOf(owners[0]) : nullptr;
        const Person* person = actors.size() == 1 ? personOf(actors[0]) : nullptr;
        if (owner != nullptr && person != nullptr && person->countries.empty() && !owner->countries.empty())
          addState(indexOf(*person), most(owner->countries));
      }
      shareInRow(s);
      leadDelegation(s);
    }
  }

  // "Osei led the Ghanaian delegation", "the Ghanaian side, headed by Osei"
  void leadDelegation(std::uint32_t s) {
    static constexpr std::uint32_t kFar = 4;  // Words between the state and "delegation", and around the verb.
    const std::vector<Word>& words = parsed_[s].words;
    const auto is = [&](std::uint32_t t, std::string_view word) { return t < words.size() && words[t].lower == word; };
    for (std::uint32_t t = 0; t < words.size(); ++t) {
      if (!is(t, "delegation") && !is(t, "side") && !is(t, "team")) continue;
      std::string country;
      for (std::uint32_t m = 0; m < parsed_[s].mentions.size(); ++m) {
        const Mention& about = mention(s, m);
        const bool before = about.first_token <= t && about.end_token + kFar > t;
        if (before && about.kind != MentionKind::kPerson && about.countries.size() == 1) country = about.countries[0];
        if (before && about.kind == MentionKind::kListed && about.entry->as <= ListedAs::kDemonym)
          country = about.entry->country;
      }
      if (country.empty()) {
        for (std::uint32_t k = t > kFar ? t - kFar : 0; k < t; ++k) {
          const auto found = Lists::builtIn().find(words[k].text);
          if (!found.empty() && found.front()->as <= ListedAs::kDemonym) country = found.front()->country;
        }
      }
      if (country.empty()) continue;
      for (std::uint32_t m = 0; m < parsed_[s].mentions.size(); ++m) {
        const Mention& about = mention(s, m);
        if (about.kind != MentionKind::kPerson) continue;
        const auto leads = [&](std::uint32_t at) {
          return at < words.size() && (words[at].lemma == "lead" || words[at].lemma == "head");
        };
        const bool active = leads(about.end_token) && about.end_token < t && t < about.end_token + 2 * kFar;
        const bool passive = about.first_token > t + 1 && is(about.first_token - 1, "by") &&
                             leads(about.first_token - 2) && about.first_token < t + 2 * kFar;
        const bool inverted = is(0, "leading") && is(t + 1, "was") && about.first_token == t + 2;
        if (!active && !passive && !inverted) continue;
        const std::vector<LocalIndex>& actors = out_.referents[s][m].actors;
        const Person* person = actors.size() == 1 ? personOf(actors[0]) : nullptr;
        if (person != nullptr && person->countries.empty()) addState(indexOf(*person), country);
      }
    }
  }

  // "Ghanaian President Ada Berg, Vice President Kofi Osei": an office without a state is of the state before it.
  void shareInRow(std::uint32_t s) {
    const std::vector<Word>& words = parsed_[s].words;
    for (std::uint32_t m = 0; m + 1 < parsed_[s].mentions.size(); ++m) {
      const Mention& before = mention(s, m);
      const Mention& next = mention(s, m + 1);
      const bool offices = !before.office.empty() && !next.office.empty() && before.kind == MentionKind::kPerson &&
                           next.kind == MentionKind::kPerson;
      if (!offices || !next.countries.empty() || !next.organisation.empty()) continue;
      std::uint32_t t = before.end_token;
      if (t < words.size() && words[t].text == ",") ++t;
      if (t < words.size() && words[t].lower == "and") ++t;
      if (t == before.end_token || t != next.first_token) continue;
      const std::vector<LocalIndex>& first = out_.referents[s][m].actors;
      const std::vector<LocalIndex>& second = out_.referents[s][m + 1].actors;
      const Person* known = first.size() == 1 ? personOf(first[0]) : nullptr;
      const Person* person = second.size() == 1 ? personOf(second[0]) : nullptr;
      if (known != nullptr && person != nullptr && person->countries.empty() && !known->countries.empty())
        addState(indexOf(*person), most(known->countries));
    }
  }

  // Countries by how much of the document belongs to them: its states, cities, institutions and people.
  [[nodiscard]] std::map<std::string, std::uint32_t> countryWeights() const {
    static constexpr std::uint32_t kDateline = 4, kInstitution = 2;  // Where it was written and at home says more.
    const Lists& lists = Lists::builtIn();
    std::map<std::string, std::uint32_t> weights;
    for (std::uint32_t s = 0; s < parsed_.size(); ++s) {
      if (sentences_[s].furniture) continue;
      const std::vector<Word>& words = parsed_[s].words;
      std::vector<bool> taken(words.size(), false);
      for (std::uint32_t m = 0; m < parsed_[s].mentions.size(); ++m) {
        const Mention& about = parsed_[s].mentions[m];
        const std::vector<LocalIndex>& actors = out_.referents[s][m].actors;
        const Person* person = actors.size() == 1 ? personOf(actors[0]) : nullptr;
        if (person != nullptr && !person->countries.empty()) {
          ++weights[most(person->countries)];
        } else if (about.kind == MentionKind::kOfficeHolder || about.kind == MentionKind::kCrowd) {
          for (const std::string& country : about.countries) ++weights[country];
        } else if (about.kind == MentionKind::kListed && !about.entry->country.empty()) {
          const bool dateline = s < 4 && about.first_token == 0 && about.end_token < words.size() &&
                                words[0].all_capitals && about.entry->as != ListedAs::kCountry;
          weights[about.entry->country] += dateline ? kDateline : 1;
        } else if (about.kind != MentionKind::kPerson) {
          continue;
        }
        for (std::uint32_t t = about.first_token; t < about.end_token; ++t) taken[t] = true;
      }
      for (std::uint32_t t = 0; t < words.size(); ++t) {
        if (taken[t] || !words[t].capital) continue;
        std::string phrase;
        for (std::uint32_t end = t; end < words.size() && end < t + 6; ++end) {
          if (end > t) phrase += ' ';
          phrase += words[end].text;
          if (const std::string_view state = lists.stateOfInstitution(phrase); !state.empty())
            weights[std::string(state)] += kInstitution;
          const auto found = lists.find(phrase);
          if (!found.empty() && found.front()->as <= ListedAs::kRegion && !found.front()->country.empty())
            ++weights[found.front()->country];
        }
      }
    }
    return weights;
  }

  // An office that one person of a state holds at a time.
  [[nodiscard]] static std::string soleOffice(const std::string& office) {
    const std::string words = lowerCase(office);
    for (const char* one : {"president", "prime minister", "foreign minister", "chancellor", "premier", "king"}) {
      if (words == one) return words;
    }
    return {};
  }

  // People whose state nothing says belong to the country that stands out in the document, as its reader would take it.
  // No second president to one country: the country that stands out among the others, if they say much of it. A
  // spokesperson speaks for the state of the first person named.
  void settleHome() {
    const std::map<std::string, std::uint32_t> weights = countryWeights();
    std::map<std::string, std::set<std::string>> holders;  // States by office.
    std::string first;
    std::uint32_t first_at = ~0u;
    for (const Person& person : people_) {
      if (person.countries.empty()) continue;
      const std::string country = most(person.countries);
      if (!person.former) holders[soleOffice(coreOffice(person))].insert(country);
      if (!person.seen.empty() && person.seen.front() < first_at) first_at = person.seen.front(), first = country;
    }
    holders.erase("");  // Offices that many may hold at once.
    const std::map<LocalIndex, std::set<std::string>> visited = statesVisited();
    for (Person& person : people_) {
      if (!person.countries.empty() || !person.organisation.empty() || !person.likely) continue;
      const std::string office = coreOffice(person);
      const bool speaks = lowerCase(office).rfind("spokes", 0) == 0;
      const std::string sole = person.former ? std::string() : soleOffice(office);
      std::set<std::string> taken = holders[sole];
      // The one large state whose departments have secretaries.
      if (lowerCase(office).find("minister") != std::string::npos) taken.insert("United States");
      const std::string country = speaks ? first : standingOut(weights, taken);
      if (country.empty()) continue;
      if (const auto abroad = visited.find(person.entity); abroad != visited.end() && abroad->second.count(country) > 0)
        continue;
      ++person.countries[country];
      if (!sole.empty()) holders[sole].insert(country);
    }
  }

  // "Berg visited Peru", "Berg's trip to Peru": of which state somebody is not.
  [[nodiscard]] std::map<LocalIndex, std::set<std::string>> statesVisited() const {
    static constexpr std::uint32_t kFar = 6;  // Words from the verb or noun to the state.
    std::map<LocalIndex, std::set<std::string>> out;
    for (std::uint32_t s = 0; s < parsed_.size(); ++s) {
      const std::vector<Word>& words = parsed_[s].words;
      for (std::uint32_t t = 0; t < words.size(); ++t) {
        const bool journey = words[t].verb.cues.has(Cue::kVisit) || words[t].verb.cues.has(Cue::kTravel) ||
                             words[t].noun.cues.has(Cue::kVisit);
        const bool leaves =
            words[t].lemma == "leave" && std::any_of(words.begin() + t, words.end(), [](const Word& word) {
              return word.noun.cues.has(Cue::kVisit);
            });  // "left Peru after a visit"
        if ((!journey && !leaves) || words[t].lemma == "return") continue;
        std::string state;
        for (std::uint32_t m = 0; m < parsed_[s].mentions.size(); ++m) {
          const Mention& about = mention(s, m);
          if (about.first_token <= t || about.first_token > t + kFar || about.kind != MentionKind::kListed) continue;
          state = about.entry->country;
          break;
        }
        if (state.empty()) continue;
        std::optional<LocalIndex> guest;  // The last person in front.
        for (std::uint32_t m = 0; m < parsed_[s].mentions.size() && mention(s, m).end_token <= t; ++m) {
          const std::vector<LocalIndex>& actors = out_.referents[s][m].actors;
          if (actors.size() == 1 && personOf(actors[0]) != nullptr) guest = actors[0];
        }
        if (guest) out[*guest].insert(state);
      }
    }
    return out;
  }

  // The country with the most weight outside of `taken`; empty if another comes near, or if it is taken up by others.
  [[nodiscard]] static std::string standingOut(const std::map<std::string, std::uint32_t>& weights,
                                               const std::set<std::string>& taken) {
    static constexpr double kStandsOut = 1.3;  // Times the weight of the next country.
    static constexpr std::uint32_t kLeast = 3;
    std::string best;
    std::uint32_t most_weight = 0, second = 0, of_taken = 0;
    for (const auto& [country, weight] : weights) {
      if (taken.count(country) > 0) {
        of_taken = std::max(of_taken, weight);
      } else if (weight > most_weight) {
        second = most_weight, most_weight = weight, best = country;
      } else {
        second = std::max(second, weight);
      }
    }
    const bool clear = most_weight >= kLeast && most_weight >= kStandsOut * second && 2 * most_weight >= of_taken;
    return clear ? best : std::string();
  }

  static bool actsForState(const std::string& office) {
    const std::string words = lowerCase(office);
    return !soleOffice(words).empty() || words.find("minister") != std::string::npos || words == "queen" ||
           words == "crown prince";
  }

  // "In Panama, she will meet with President Osei": the host is of the place.
  [[nodiscard]] std::string hostState(std::uint32_t s, std::uint32_t m) const {
    const std::vector<Mention>& mentions = parsed_[s].mentions;
    const std::vector<Word>& words = parsed_[s].words;
    if (!actsForState(mentions[m].office)) return {};
    std::string state;
    std::uint32_t at = 0;
    for (std::size_t k = 0; k < m; ++k) {
      const Mention& about = mentions[k];
      if (about.kind != MentionKind::kListed || about.first_token == 0 || about.entry->country.empty()) continue;
      const std::string& before = words[about.first_token - 1].lower;
      if (before == "in" || before == "to") state = about.entry->country, at = about.end_token;
    }
    for (std::uint32_t t = at; t < mentions[m].first_token; ++t) {
      if (words[t].verb.cues.has(Cue::kMeet) && words[t].verb.form == VerbForm::kBase) return state;
    }
    return {};
  }

  // "his Russian counterpart" when no office is known: the only other person of that state.
  const Person* onlyOther(std::uint32_t s, const std::string& country, const Mention& about) const {
    const Person* only = nullptr;
    for (const std::uint32_t i : peopleOfState(country)) {
      const Person& person = people_[i];
      if (!person.likely) continue;
      const bool before =
          std::any_of(person.seen.begin(), person.seen.end(), [&](std::uint32_t at) { return at == s; });
      if (before && about.first_token > 0 && person.entity == subjectOf(s, about.first_token)) continue;
      // Heads of state have other offices than those who meet as ministers.
      if (only != nullptr) return nullptr;
      only = &person;
    }
    if (only != nullptr && !only->offices.empty()) {
      const std::optional<LocalIndex> owner = subjectOf(s, about.first_token);
      const Person* person = owner ? personOf(*owner) : nullptr;
      if (person != nullptr && !person->offices.empty() && !sameOffice(coreOffice(*person), coreOffice(*only)))
        return nullptr;
    }
    return only;
  }

  void resolvePronoun(std::uint32_t s, std::uint32_t m, const Mention& about, Referent& to) {
    const std::string& word = about.name;
    std::optional<LocalIndex> found;
    if (word == "who" || word == "whom") {
      if (m > 0) to.actors = referent(s, m - 1).actors;
      return;
    }
    if (about.plural) {
      if (word == "we" || word == "us" || word == "our") return;
      // "Peruvian officials say they": one mention of people in front, and only that.
      const bool crowd =
          m > 0 && mention(s, m - 1).kind == MentionKind::kCrowd && mention(s, m - 1).countries.size() == 1;
      to.actors =
          crowd && peopleOf(s, about.first_token).empty() ? referent(s, m - 1).actors : group(s, about.first_token, 0);
      return;
    }
    if (word == "i" || word == "me" || word == "my") {
      found = speakerOf(s);
      if (!found) found = speaker_;
    } else if (word == "it" || word == "its" || word == "itself" || word == "you" || word == "your") {
      return;
    } else if (word == "him" || word == "her") {
      // Not the subject of the clause, where there is another.
      const std::vector<LocalIndex> here = peopleOf(s, about.first_token);
      if (!here.empty()) found = here[0];
    }
    if (!found) found = subjectOf(s, about.first_token);
    if (!found && (word == "his" || word == "her")) found = subjectBehind(s, m);
    for (std::uint32_t back = 1; !found && back <= 4 && back <= s; ++back) found = subjectOf(s - back, ~0u);
    if (found) {
      to.actors = {*found};
      seen(*found, s, about.span, "");
    }
  }

  // "A day before her talks with Osei, Ada Berg met": the subject comes behind the next comma.
  std::optional<LocalIndex> subjectBehind(std::uint32_t s, std::uint32_t m) const {
    const Parsed& here = parsed_[s];
    for (std::size_t k = m + 1; k < here.mentions.size(); ++k) {
      const Mention& about = here.mentions[k];
      const std::vector<LocalIndex>& actors = out_.referents[s][k].actors;
      if (about.first_token == 0 || here.words[about.first_token - 1].text != ",") continue;
      const bool verb = about.end_token < here.words.size() && here.words[about.end_token].verb.length > 0;
      if (verb && actors.size() == 1 && out_.entities[actors[0]].kind == EntityKind::kPerson) return actors[0];
      return std::nullopt;
    }
    return std::nullopt;
  }

  // "The two ministers, Berg and Osei,": the names behind say who.
  std::vector<LocalIndex> apposed(std::uint32_t s, std::uint32_t m) const {
    const Parsed& here = parsed_[s];
    if (m + 2 >= here.mentions.size()) return {};
    std::uint32_t t = here.mentions[m].end_token;
    if (t < here.words.size() && here.words[t].text == ",") ++t;
    const Mention& one = here.mentions[m + 1];
    const Mention& two = here.mentions[m + 2];
    if (one.first_token != t || two.first_token != one.end_token + 1 || here.words[one.end_token].lower != "and")
      return {};
    std::vector<LocalIndex> both = out_.referents[s][m + 1].actors;
    for (const LocalIndex index : out_.referents[s][m + 2].actors) both.push_back(index);
    return both.size() == 2 && both[0] != both[1] ? both : std::vector<LocalIndex>();
  }

  // The last people spoken of together.
  std::vector<LocalIndex> group(std::uint32_t s, std::uint32_t first_token, std::uint32_t count, bool states = false,
                                const std::string& office = "") {
    const std::uint32_t wanted = count == 0 ? 2 : count;
    for (std::uint32_t back = 0; back <= 6 && back <= s; ++back) {
      const std::uint32_t before = back == 0 ? first_token : ~0u;
      std::vector<LocalIndex> people = states ? statesOf(s - back, before) : peopleOf(s - back, before);
      if (!office.empty()) {  // "the two ministers"
        people.erase(std::remove_if(people.begin(), people.end(),
                                    [&](LocalIndex one) {
                                      const Person* person = personOf(one);
                                      return person != nullptr && !person->offices.empty() && !holds(*person, office);
                                    }),
                     people.end());
      }
      if (states && people.size() > wanted) return {};  // Which of them, nobody can tell.
      if (people.size() >= wanted) {
        people.resize(wanted);
        return people;
      }
    }
    return {};
  }

  // Who says the sentence: the subject of its verb of saying, or the name before a colon.
  std::optional<LocalIndex> speakerOf(std::uint32_t s) const {
    const Parsed& here = parsed_[s];
    for (std::uint32_t m = 0; m < here.mentions.size(); ++m) {
      const Mention& about = here.mentions[m];
      const Referent& to = out_.referents[s][m];
      if (to.actors.size() != 1) continue;
      const auto says = [&](std::uint32_t at) {
        return at < here.words.size() && here.words[at].verb.cues.has(Cue::kReport) &&
               here.words[at].verb.form != VerbForm::kBase;
      };
      if (says(about.end_token) ||
          (about.first_token > 0 && says(about.first_token - 1) && here.words[about.first_token - 1].lower == "said") ||
          (about.first_token == 0 && about.end_token < here.words.size() && here.words[about.end_token].text == ":") ||
          (about.first_token > 0 && here.words[about.first_token - 1].text == "\u2014" &&
           about.kind == MentionKind::kPerson)) {
        return to.actors[0];
      }
    }
    return std::nullopt;
  }

  void finish() {
    for (const auto& [key, index] : named_) {
      if (key.first == EntityKind::kCountry) out_.countries[key.second] = index;
    }
    shareStates();
    settleHome();
    for (const Person& person : people_) {
      LocalEntity& entity = out_.entities[person.entity];
      // The fullest form is the name; among equally full ones that used most.
      std::size_t best_words = 0;
      std::uint32_t best_count = 0;
      const auto& forms = person.forms.empty() ? person.furniture_forms : person.forms;
      for (const auto& [form, count] : forms) {
        const std::size_t words = nameWords(form).size();
        if (words > best_words || (words == best_words && count > best_count)) {
          entity.name = form;
          best_words = words;
          best_count = count;
        }
      }
      for (const auto& [form, count] : person.forms) {
        if (form != entity.name) entity.aliases.push_back(form);
      }
      for (const auto& [form, count] : person.furniture_forms) {
        if (form != entity.name) entity.aliases.push_back(form);
      }
      entity.family_name = familyName(entity.name);
      entity.role = person.offices.empty() ? person.description : coreOffice(person);
      entity.country = most(person.countries);
    }
    for (std::size_t i = 0; i < out_.entities.size(); ++i) {
      LocalEntity& entity = out_.entities[i];
      std::sort(entity.aliases.begin(), entity.aliases.end());
      entity.aliases.erase(std::unique(entity.aliases.begin(), entity.aliases.end()), entity.aliases.end());
      std::sort(entity.mentions.begin(), entity.mentions.end());
      entity.mentions.erase(std::unique(entity.mentions.begin(), entity.mentions.end()), entity.mentions.end());
      entity.furniture = furniture_[i];
    }
  }

  const std::vector<Sentence>& sentences_;
  const std::vector<Parsed>& parsed_;
  Coreference out_;
  std::vector<Person> people_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_word_, by_state_;  // Indices of people_, ascending.
  std::unordered_map<LocalIndex, std::uint32_t> person_of_;
  std::vector<bool> furniture_;
  std::map<std::pair<EntityKind, std::string>, LocalIndex> named_;
  std::optional<LocalIndex> speaker_;
};

}  // namespace

Coreference resolveMentions(const std::vector<Sentence>& sentences, const std::vector<Parsed>& parsed) {
  PARLEY_CHECK(sentences.size() == parsed.size());
  return Resolver(sentences, parsed).run();
}

}  // namespace parley
