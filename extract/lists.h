#pragma once
// The lists that recognise, normalise and link what a document says: countries with demonyms and capitals, cities,
// family names that come first, titles, offices, organisations, metonyms and landmarks. Data files with their origin
// (extract/lists/README.md), built into the program. A list never supplies a participant, an office holder or a date.
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace parley {

enum class ListedAs : std::uint8_t {
  kCountry,   // "Russia", "the United States", "U.S.", "Britain"
  kDemonym,   // "Russian", "British", "Americans"
  kCapital,   // "Moscow": a city, and its state where a state acts.
  kMetonym,   // "the Kremlin", "White House", "Downing Street": a government.
  kLandmark,  // "the Pentagon", "Mar-a-Lago": stands for a city.
  kCity,
  kRegion,        // "Crimea", "Texas", "Europe"
  kOrganisation,  // "NATO", "European Union", "United Nations"
};

struct ListEntry {
  ListedAs as = ListedAs::kCountry;
  std::string name;              // Canonical: "United Kingdom", "Moscow", "NATO".
  std::string country;           // The country it belongs to or acts for; empty for international organisations.
  std::string city;              // kLandmark, kMetonym: the city it stands in; empty if none.
  std::uint32_t population = 0;  // Of a city: the larger one is meant where nothing else decides.
};

class Lists {
 public:
  // The built-in lists, parsed once on first use. Throws Error(kCorruption) naming the line if a list is malformed.
  [[nodiscard]] static const Lists& builtIn();

  // All entries whose name or alias is `words` (single spaces), case-sensitive but for text in capitals ("RUSSIA");
  // states and organisations before cities. Pointers into the lists.
  [[nodiscard]] std::span<const ListEntry* const> find(std::string_view words) const;
  // The country of that canonical name; nullptr if there is none.
  [[nodiscard]] const ListEntry* country(std::string_view name) const;
  // The most words that any listed name has: how far a longest match needs to look.
  [[nodiscard]] std::size_t longestName() const;

  // Family names that stand first in full names ("Xi Jinping") and are no given names elsewhere.
  [[nodiscard]] bool isFamilyNameFirst(std::string_view word) const;

  // Parts of offices, in lower case: "president", "prime minister" are heads; "foreign", "deputy" stand before a head,
  // "of state" after one.
  [[nodiscard]] bool isOfficeHead(std::string_view words) const;
  [[nodiscard]] bool isOfficeModifier(std::string_view words) const;
  [[nodiscard]] bool isOfficeTail(std::string_view words) const;
  // The only state that calls an office so: "secretary of state", "taoiseach". Empty for all others.
  [[nodiscard]] std::string_view stateOfOffice(std::string_view lower_case_words) const;

  // "lawyer", "sister", "sprinters": what a person can be. In lower case.
  [[nodiscard]] bool isPersonNoun(std::string_view word) const;

  // The state of a party or organ that hardly any other state calls so: "Bundestag", "Republicans". Evidence of where a
  // text is at home, no more. Empty for all others.
  [[nodiscard]] std::string_view stateOfInstitution(std::string_view words) const;

  // "Mr", "Dr", "Lt. Gen.", "Sheikh", "His Excellency": before a name and no part of it.
  [[nodiscard]] bool isTitle(std::string_view words) const;
  // The office that a title says: "Senator" for "Sen.", "Emperor" for itself. Empty for most.
  [[nodiscard]] std::string_view officeOfTitle(std::string_view words) const;
  // "King", "Pope": titles that are part of the name.
  [[nodiscard]] bool isRegnalTitle(std::string_view words) const;

  Lists(const Lists&) = delete;
  Lists& operator=(const Lists&) = delete;
  ~Lists();

 private:
  Lists();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace parley
