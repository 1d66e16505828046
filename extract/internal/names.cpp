#include "extract/internal/names.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "extract/lists.h"

namespace parley::internal {
namespace {

// Words [begin, end) of a sentence.
struct Stretch {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

bool goesOn(const std::vector<Word>& words, std::uint32_t at) {
  return at < words.size() && words[at].name && !words[at].name_begins;
}

std::uint32_t nameEnd(const std::vector<Word>& words, std::uint32_t at) {
  do ++at;
  while (goesOn(words, at));
  return at;
}

// "Chairperson of the Review Panel": the panel.
Stretch trimOrganisation(const std::vector<Word>& words, Stretch name) {
  const std::uint32_t of = name.begin + 1;
  if (!Lists::builtIn().isOfficeHead(words[name.begin].lower) || of + 1 >= name.end) return name;
  if (words[of].lower != "of" && words[of].lower != "for") return name;
  return {words[of + 1].lower == "the" && of + 2 < name.end ? of + 2 : of + 1, name.end};
}

// "(ambassador in) Accra Ada Berg": the city. One word behind it belongs to it: "Kabul River".
Stretch trimPlace(const std::vector<Word>& words, Stretch name) {
  std::string place;
  std::uint32_t listed = name.begin;
  for (std::uint32_t t = name.begin; t < name.end; ++t) {
    if (t > name.begin) place += ' ';
    place += words[t].text;
    if (!Lists::builtIn().find(place).empty()) listed = t + 1;
  }
  return {name.begin, listed > name.begin && listed + 1 < name.end ? listed : name.end};
}

// "bin", "van": written small in a name, and never its end.
bool isParticle(const Word& word) {
  static constexpr std::array<std::string_view, 27> kParticles = {
      "abu", "ag", "al",  "ap", "ben", "bin", "bint", "da", "das",  "de",  "del", "della", "den", "der",
      "di",  "do", "dos", "du", "el",  "ibn", "la",   "le", "ould", "ter", "ul",  "van",   "von"};
  return std::find(kParticles.begin(), kParticles.end(), word.lower) != kParticles.end();
}

bool lowerOnly(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

// A word without any capital, so not "el-Masri", that belongs to no name.
bool isSmall(const Word& word) { return word.kind == TokenKind::kWord && lowerOnly(word.text) && !isParticle(word); }

Stretch trimPerson(const std::vector<Word>& words, Stretch name) {
  const Lists& lists = Lists::builtIn();
  std::uint32_t first = name.begin;
  while (first + 1 < name.end && isSmall(words[first])) ++first;  // "flack Ada Berg"
  // "Emir Sheikh Nasser"
  for (std::uint32_t t = first + 1; t + 1 < name.end; ++t) {
    if (lists.isTitle(words[t].text) && !isParticle(words[t - 1])) first = t + 1;
  }
  // "(minister of) Ghana Ada Berg"
  if (first > 0 && first + 2 < name.end && words[first - 1].grammar.has(Grammar::kPreposition)) {
    const auto state = lists.find(words[first].text);
    if (!state.empty() && state.front()->as == ListedAs::kCountry) ++first;
  }
  // "Oslo Mayor Ada Berg", "Oslo carver Ada Berg"
  for (std::uint32_t t = first; t + 1 < name.end; ++t) {
    const bool office = lists.isOfficeHead(words[t].lower) && (t == first || !lists.isRegnalTitle(words[t].text));
    const bool common = t == first && (words[t].upos == Upos::kNoun || words[t].upos == Upos::kAdj);
    const bool carver = isSmall(words[t]) && lists.isPersonNoun(words[t].lower);
    if ((office || common || carver) && words[t + 1].capital) first = t + 1;
  }
  // "Ada Berg of Iowa", "Ada Berg OSLO (Nordwire)", "Ada Berg Visits Ghana"
  std::uint32_t last = first + 1;
  for (; last < name.end; ++last) {
    const Word& word = words[last];
    const bool dateline = word.all_capitals && !words[last - 1].all_capitals && !lists.find(word.text).empty();
    const bool act = last >= first + 2 && (word.verb.cues.any() || word.noun.cues.any());
    if (word.lower == "of" || dateline || act) break;
  }
  while (last > first + 1 && isSmall(words[last - 1])) --last;  // "(shut) Berg down"
  return {first, last};
}

// What of a name of the model is one. Days, months and words in small letters are none by themselves.
Stretch trimmed(const std::vector<Word>& words, Stretch name) {
  const Word& first = words[name.begin];
  const bool day = first.grammar.has(Grammar::kMonth) || first.grammar.has(Grammar::kWeekday);
  const bool small = std::none_of(words.begin() + name.begin, words.begin() + name.end,
                                  [](const Word& word) { return word.capital || word.kind == TokenKind::kNumber; });
  if (small || (day && name.end == name.begin + 1)) return {name.begin, name.begin};
  if (first.name_pair) return name;
  if (first.name == NameType::kOrganisation) return trimOrganisation(words, name);
  if (first.name == NameType::kLocation) return trimPlace(words, name);
  return first.name == NameType::kPerson ? trimPerson(words, name) : name;
}

// "Xu Wen" of which the model has "Wen" only: the word in front is a family name that comes first.
bool lacksFamilyName(const std::vector<Word>& words, Stretch name) {
  return words[name.begin].name == NameType::kPerson && name.end == name.begin + 1 && name.begin > 0 &&
         !words[name.begin - 1].name && Lists::builtIn().isFamilyNameFirst(words[name.begin - 1].text);
}

void trimNames(Parsed& sentence) {
  std::vector<Word>& words = sentence.words;
  for (std::uint32_t begin = 0, end = 0; begin < words.size(); begin = end) {
    end = begin + 1;
    if (!words[begin].name) continue;
    end = nameEnd(words, begin);
    // "Senate Democrats": the list knows that they are nobody's family.
    if (words[begin].name == NameType::kPerson && !Lists::builtIn().stateOfInstitution(words[end - 1].text).empty())
      std::for_each(words.begin() + begin, words.begin() + end,
                    [](Word& word) { word.name = NameType::kOrganisation; });
    const Stretch kept = trimmed(words, {begin, end});
    for (std::uint32_t t = begin; t < end; ++t) {
      words[t].name_begins = t == kept.begin;
      if (t >= kept.begin && t < kept.end) continue;
      words[t].name.reset();
      words[t].name_begins = words[t].name_pair = false;
    }
    if (kept.begin < kept.end && lacksFamilyName(words, kept)) {
      words[kept.begin - 1].name = NameType::kPerson;
      words[kept.begin - 1].name_begins = true;
      words[kept.begin].name_begins = false;
    }
    // "Faisal bin Nasser Al" of which the model does not have "Harbi".
    if (kept.begin + 1 < kept.end && kept.end < words.size() && words[kept.begin].name == NameType::kPerson &&
        isParticle(words[kept.end - 1]) && words[kept.end].capital) {
      words[kept.end].name = NameType::kPerson;
      words[kept.end].name_begins = false;
      end = nameEnd(words, kept.begin);
    }
  }
}

// How often the document gives which type to which words. The last word of a person's full name counts as one of its
// names.
class NameVotes {
 public:
  void add(const Parsed& sentence) {
    static constexpr std::uint32_t kFullName = 4;  // Times what a name alone says.
    const std::vector<Word>& words = sentence.words;
    const std::uint32_t weight = sentence.title_case ? 1 : 2;
    for (const Word& word : words) {
      if (!word.capital && word.kind == TokenKind::kWord) small_.insert(word.lower);
    }
    for (std::uint32_t begin = 0, end = 0; begin < words.size(); begin = end) {
      end = begin + 1;
      if (!words[begin].name || words[begin].name_pair) continue;
      end = nameEnd(words, begin);
      vote(keyOf(words, {begin, end}), *words[begin].name, weight);
      if (words[begin].name == NameType::kPerson && end > begin + 1)
        vote(words[end - 1].lower, NameType::kPerson, kFullName * weight);
    }
  }

  void settle(Parsed& sentence) const {
    std::vector<Word>& words = sentence.words;
    for (std::uint32_t begin = 0; begin < words.size();) begin = settleAt(words, begin);
  }

 private:
  using Votes = std::array<std::uint32_t, 5>;   // By NameType.
  static constexpr std::uint32_t kLongest = 8;  // Words of a name that is looked for again.

  // Settles the longest known name at `begin`; where to go on.
  std::uint32_t settleAt(std::vector<Word>& words, std::uint32_t begin) const {
    const auto length = longest_.find(words[begin].lower);
    if (length == longest_.end() || !words[begin].capital || goesOn(words, begin)) return begin + 1;
    for (std::uint32_t end = std::min(begin + length->second, static_cast<std::uint32_t>(words.size())); end > begin;
         --end) {
      if (goesOn(words, end) || !fits(words, {begin, end})) continue;
      const auto found = votes_.find(keyOf(words, {begin, end}));
      if (found == votes_.end()) continue;
      NameType type = most(found->second);
      // "Ada Maria Berg" is a person if "Maria Berg" is.
      const auto family = votes_.find(words[end - 1].lower);
      if (family != votes_.end() && most(family->second) == NameType::kPerson) type = NameType::kPerson;
      for (std::uint32_t t = begin; t < end; ++t) {
        words[t].name = type;
        words[t].name_begins = t == begin;
      }
      words[begin].name_pair = end == begin + 1 && pair(words[begin].lower);
      return end;
    }
    return begin + 1;
  }

  // One whole name, or proper nouns and parts of names. "Price" is no common noun if nobody writes "price".
  [[nodiscard]] bool fits(const std::vector<Word>& words, Stretch name) const {
    bool proper = words[name.end - 1].capital, one = words[name.begin].name.has_value();
    for (std::uint32_t t = name.begin; t < name.end; ++t) {
      if (words[t].name_pair) return false;
      const bool noun = words[t].name || words[t].upos == Upos::kPropn || small_.count(words[t].lower) == 0;
      proper = proper && (noun || !words[t].capital);
      one = one && words[t].name && (t == name.begin || !words[t].name_begins);
    }
    return one || proper;
  }

  // "Berg-Osei", of whom others speak: two names.
  [[nodiscard]] bool pair(const std::string& word) const {
    const std::size_t dash = word.find('-');
    return dash != std::string::npos && votes_.count(word.substr(0, dash)) > 0 &&
           votes_.count(word.substr(dash + 1)) > 0;
  }

  static std::string keyOf(const std::vector<Word>& words, Stretch name) {
    std::string key = words[name.begin].lower;
    for (std::uint32_t t = name.begin + 1; t < name.end; ++t) key += " " + words[t].lower;
    return key;
  }
  void vote(const std::string& key, NameType type, std::uint32_t weight) {
    const auto words = static_cast<std::uint32_t>(1 + std::count(key.begin(), key.end(), ' '));
    if (words > kLongest) return;
    votes_[key][static_cast<std::size_t>(type)] += weight;
    std::uint32_t& longest = longest_[key.substr(0, key.find(' '))];
    longest = std::max(longest, words);
  }
  static NameType most(const Votes& votes) {
    return static_cast<NameType>(std::max_element(votes.begin(), votes.end()) - votes.begin());
  }

  std::set<std::string, std::less<>> small_;  // Words in lower case.
  std::map<std::string, Votes, std::less<>> votes_;
  std::map<std::string, std::uint32_t, std::less<>> longest_;  // Words of the longest name that begins so.
};

}  // namespace

void settleNames(std::vector<Parsed>& sentences) {
  NameVotes votes;
  for (Parsed& sentence : sentences) {
    trimNames(sentence);
    votes.add(sentence);
  }
  for (Parsed& sentence : sentences) votes.settle(sentence);
}

}  // namespace parley::internal
