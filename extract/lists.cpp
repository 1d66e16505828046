#include "extract/lists.h"

#include <algorithm>
#include <charconv>
#include <deque>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "extract/internal/tsv.h"
#include "graph/error.h"
#include "parley_extract_data.h"

namespace parley {

using internal::forEachLine;
using internal::splitList;

namespace {

std::size_t wordCount(std::string_view words) {
  return 1 + static_cast<std::size_t>(std::count(words.begin(), words.end(), ' '));
}

// "NORTH KOREA" -> "North Korea"; empty if `words` is not ASCII text in capitals of more than three letters.
std::string fromCapitals(std::string_view words) {
  if (words.size() <= 3) return {};
  std::string out;
  for (const char c : words) {
    if (c != ' ' && (c < 'A' || c > 'Z')) return {};
    out += out.empty() || out.back() == ' ' || c == ' ' ? c : static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace

struct Lists::Impl {
  std::deque<ListEntry> entries;
  std::unordered_map<std::string, std::vector<const ListEntry*>> names;
  std::unordered_map<std::string_view, const ListEntry*> countries;
  std::unordered_set<std::string_view> family_first, persons, things, heads, modifiers, tails, titles, regnal;
  std::unordered_map<std::string_view, std::string_view> only, institutions, title_offices;
  std::size_t longest = 1;

  const ListEntry& add(ListEntry entry) { return entries.emplace_back(std::move(entry)); }
  void name(std::string_view words, const ListEntry& entry) {
    longest = std::max(longest, wordCount(words));
    names[std::string(words)].push_back(&entry);
  }
  void names_of(const ListEntry& entry, std::string_view aliases) {
    name(entry.name, entry);
    for (const std::string_view alias : splitList(aliases, ';')) name(alias, entry);
  }
};

Lists::Lists() : impl_(std::make_unique<Impl>()) {
  Impl& impl = *impl_;
  forEachLine("countries.tsv", lists::countries_tsv, 4, [&](const auto& line) {
    const std::string country(line[0]);
    const ListEntry& entry = impl.add({ListedAs::kCountry, country, country, {}, 0});
    impl.countries.emplace(line[0], &entry);
    impl.names_of(entry, line[1]);
    const ListEntry& demonym = impl.add({ListedAs::kDemonym, country, country, {}, 0});
    for (const std::string_view word : splitList(line[2], ';')) impl.name(word, demonym);
    for (const std::string_view seat : splitList(line[3], ';')) {
      const std::vector<std::string_view> spellings = splitList(seat, '=');
      const std::string city(spellings.front());
      const ListEntry& capital = impl.add({ListedAs::kCapital, city, country, city, 0});
      for (const std::string_view spelling : spellings) impl.name(spelling, capital);
    }
    return true;
  });
  forEachLine("organisations.tsv", lists::organisations_tsv, 1, [&](const auto& line) {
    impl.names_of(impl.add({ListedAs::kOrganisation, std::string(line[0]), {}, {}, 0}),
                  line.size() > 1 ? line[1] : std::string_view());
    return true;
  });
  forEachLine("places.tsv", lists::places_tsv, 4, [&](const auto& line) {
    const bool metonym = line[1] == "metonym";
    if (!metonym && line[1] != "landmark") return false;
    impl.names_of(impl.add({metonym ? ListedAs::kMetonym : ListedAs::kLandmark, std::string(line[0]),
                            std::string(line[2]), std::string(line[3]), 0}),
                  {});
    return true;
  });
  forEachLine("regions.tsv", lists::regions_tsv, 2, [&](const auto& line) {
    if (impl.names.count(std::string(line[0])) > 0) return true;
    impl.names_of(impl.add({ListedAs::kRegion, std::string(line[0]), std::string(line[1]), {}, 0}), {});
    return true;
  });
  forEachLine("cities.tsv", lists::cities_tsv, 4, [&](const auto& line) {
    std::uint32_t population = 0;
    const auto [end, error] = std::from_chars(line[2].data(), line[2].data() + line[2].size(), population);
    if (error != std::errc() || end != line[2].data() + line[2].size()) return false;
    if (impl.names.count(std::string(line[0])) > 0) return true;  // A capital, or a country of that name.
    const std::string city(line[0]);
    impl.names_of(impl.add({ListedAs::kCity, city, std::string(line[1]), city, population}), line[3]);
    return true;
  });
  forEachLine("family_names_first.txt", lists::family_names_first_txt, 1,
              [&](const auto& line) { return impl.family_first.insert(line[0]), true; });
  forEachLine("person_words.tsv", lists::person_words_tsv, 2, [&](const auto& line) {
    return (line[1] == "thing" ? impl.things : impl.persons).insert(line[0]), true;
  });
  forEachLine("titles.txt", lists::titles_txt, 1, [&](const auto& line) {
    if (line.size() > 1 && line[1] != "+") impl.title_offices.emplace(line[0], line[1]);
    return (line.size() > 1 && line[1] == "+" ? impl.regnal : impl.titles).insert(line[0]), true;
  });
  forEachLine("offices.tsv", lists::offices_tsv, 2, [&](const auto& line) {
    if (line[1] == "head") return impl.heads.insert(line[0]), true;
    if (line[1] == "modifier") return impl.modifiers.insert(line[0]), true;
    if (line[1] == "only") return line.size() > 2 && impl.only.emplace(line[0], line[2]).second;
    return line[1] == "tail" && (impl.tails.insert(line[0]), true);
  });
  forEachLine("institutions.tsv", lists::institutions_tsv, 2, [&](const auto& line) {
    return impl.countries.count(line[1]) > 0 && impl.institutions.emplace(line[0], line[1]).second;
  });
  for (auto& [name, entries] : impl.names) {  // In any order: each list is sorted by itself.
    std::stable_sort(entries.begin(), entries.end(),
                     [](const ListEntry* a, const ListEntry* b) { return a->as < b->as; });
  }
}

Lists::~Lists() = default;

const Lists& Lists::builtIn() {
  static const Lists lists;
  return lists;
}

std::span<const ListEntry* const> Lists::find(std::string_view words) const {
  auto found = impl_->names.find(std::string(words));
  if (found == impl_->names.end()) {
    const std::string lowered = fromCapitals(words);
    if (lowered.empty()) return {};
    found = impl_->names.find(lowered);
    if (found == impl_->names.end()) return {};
  }
  return found->second;
}

const ListEntry* Lists::country(std::string_view name) const {
  const auto found = impl_->countries.find(name);
  return found == impl_->countries.end() ? nullptr : found->second;
}

std::size_t Lists::longestName() const { return impl_->longest; }
bool Lists::isFamilyNameFirst(std::string_view word) const { return impl_->family_first.count(word) > 0; }
bool Lists::isOfficeHead(std::string_view words) const { return impl_->heads.count(words) > 0; }
bool Lists::isOfficeModifier(std::string_view words) const { return impl_->modifiers.count(words) > 0; }
bool Lists::isOfficeTail(std::string_view words) const { return impl_->tails.count(words) > 0; }
bool Lists::isPersonNoun(std::string_view word) const {
  static constexpr std::string_view kEndings[] = {"er", "or", "ist", "ian", "man", "woman", "eer"};
  static constexpr std::size_t kStem = 3;
  const auto listed = [&](std::string_view one) { return impl_->persons.count(one) > 0 || isOfficeHead(one); };
  if (listed(word)) return true;
  std::string singular(word);
  if (word.ends_with("men")) {
    singular[word.size() - 2] = 'a';
  } else if (word.ends_with("ies")) {
    singular.resize(word.size() - 3);
    singular += 'y';
  } else if (word.ends_with("s") && !word.ends_with("ss")) {
    singular.pop_back();
  }
  if (impl_->things.count(singular) > 0) return false;
  return listed(singular) || std::any_of(std::begin(kEndings), std::end(kEndings), [&](std::string_view ending) {
           return singular.size() >= ending.size() + kStem && std::string_view(singular).ends_with(ending);
         });
}
std::string_view Lists::stateOfOffice(std::string_view words) const {
  const auto found = impl_->only.find(words);
  return found == impl_->only.end() ? std::string_view() : found->second;
}
std::string_view Lists::stateOfInstitution(std::string_view words) const {
  const auto found = impl_->institutions.find(words);
  return found == impl_->institutions.end() ? std::string_view() : found->second;
}
bool Lists::isTitle(std::string_view words) const { return impl_->titles.count(words) > 0; }
std::string_view Lists::officeOfTitle(std::string_view words) const {
  const auto found = impl_->title_offices.find(words);
  return found == impl_->title_offices.end() ? std::string_view() : found->second;
}
bool Lists::isRegnalTitle(std::string_view words) const { return impl_->regnal.count(words) > 0; }

}  // namespace parley
