#include "extract/mentions.h"

#include <algorithm>
#include <array>
#include <optional>

#include "extract/internal/characters.h"
#include "extract/internal/descriptions.h"
#include "extract/internal/names.h"
#include "graph/error.h"

namespace parley {

using extract::lowerCase;

namespace {

bool endsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// "BERG" -> "Berg": names in capitals are written as names.
std::string writtenName(const Word& word) {
  std::string out(word.text);
  if (!word.all_capitals || out.size() <= 3) return out;
  bool start = true;
  for (char& c : out) {
    if (!start && c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    start = c == '-' || c == '\'';
  }
  return out;
}

class Finder {
 public:
  Finder(std::uint32_t sentence, const std::vector<Word>& words, bool title_case)
      : sentence_(sentence), words_(words), title_case_(title_case), lists_(Lists::builtIn()) {}

  std::vector<Mention> run() {
    std::vector<Mention> mentions;
    std::uint32_t at = 0;
    while (at < size()) {
      std::optional<Mention> mention = phrase(at);
      if (mention) {
        at = mention->end_token;
        mentions.push_back(std::move(*mention));
        continue;
      }
      if (std::optional<Mention> alone = pronoun(at)) mentions.push_back(std::move(*alone));
      ++at;
    }
    return mentions;
  }

 private:
  struct Listed {
    const ListEntry* entry = nullptr;
    std::uint32_t end = 0;
  };
  struct Office {
    std::uint32_t end = 0;
    bool plural = false;
    bool counterpart = false;
  };
  struct NamePhrase {
    std::uint32_t end = 0;  // 0: none.
    std::string text;
    std::optional<NameType> type;  // None: a proper noun of which the model says no more.
    bool pair = false;             // "Berg-Osei"
    [[nodiscard]] bool is(NameType wanted) const { return end > 0 && type == wanted && !pair; }
  };

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(words_.size()); }
  [[nodiscard]] bool is(std::uint32_t at, Grammar grammar) const {
    return at < size() && words_[at].grammar.has(grammar);
  }
  [[nodiscard]] bool is(std::uint32_t at, std::string_view lower) const {
    return at < size() && words_[at].lower == lower;
  }
  [[nodiscard]] bool possessiveMark(std::uint32_t at) const {
    return is(at, "'s") || (is(at, "'") && at > 0 && endsWith(words_[at - 1].lower, "s"));
  }

  [[nodiscard]] std::string joined(std::uint32_t from, std::uint32_t to, bool lower) const {
    std::string out;
    for (std::uint32_t i = from; i < to; ++i) {
      if (i > from && words_[i].text != ",") out += ' ';
      out += lower ? words_[i].lower : std::string(words_[i].text);
    }
    return out;
  }

  [[nodiscard]] Listed listed(std::uint32_t at) const {
    Listed best;
    if (at >= size() || !(words_[at].capital || words_[at].kind == TokenKind::kNumber)) return best;
    std::string phrase;
    for (std::uint32_t end = at; end < size() && end < at + lists_.longestName(); ++end) {
      const bool mark = words_[end].lower == "'s";  // "People's Republic"
      if (end > at && words_[end].text != "," && !mark) phrase += ' ';
      phrase += mark ? "'s" : words_[end].text;
      const auto found = lists_.find(phrase);
      if (!found.empty()) best = {found.front(), end + 1};
    }
    if (best.entry == nullptr) return best;
    const bool single = best.end == at + 1;
    if (single && words_[at].lower == "us" && words_[at].upos == Upos::kPron) return {};
    // "Jordan Peele", "Paris Hilton" are people; so is "Austin" where he is no city, and "Toyota" may be a company.
    const bool small = best.entry->as == ListedAs::kCity || best.entry->as == ListedAs::kRegion;
    const bool longer = words_[at].name && (nameBegin(at) < at || nameEnd(at) > best.end);
    if (named(at, NameType::kPerson) && (longer || small)) return {};
    if (named(at, NameType::kOrganisation) && small && !longer) return {};
    return best;
  }

  [[nodiscard]] std::uint32_t title(std::uint32_t at, bool& regnal) const {
    if (at >= size() || !words_[at].capital) return 0;
    std::string phrase;
    std::uint32_t best = 0;
    for (std::uint32_t end = at; end < size() && end < at + 6; ++end) {
      if (end > at) phrase += ' ';
      phrase += words_[end].text;
      if (lists_.isTitle(phrase)) best = end + 1, regnal = false;
      if (lists_.isRegnalTitle(phrase)) best = end + 1, regnal = true;
    }
    return best;
  }

  static std::string singular(std::string_view word) {
    if (word.size() > 4 && endsWith(word, "ies")) return std::string(word.substr(0, word.size() - 3)) + "y";
    if (word.size() > 3 && endsWith(word, "men")) return std::string(word.substr(0, word.size() - 3)) + "man";
    if (word.size() > 3 && endsWith(word, "s") && !endsWith(word, "ss"))
      return std::string(word.substr(0, word.size() - 1));
    return {};
  }

  // "foreign ministers" -> "foreign minister"
  [[nodiscard]] std::string ofOne(const std::string& offices) const {
    std::string out;
    for (std::size_t begin = 0; begin < offices.size();) {
      const std::size_t end = std::min(offices.find(' ', begin), offices.size());
      const std::string word = offices.substr(begin, end - begin);
      const std::string one = singular(word);
      const bool head = !one.empty() && !lists_.isOfficeHead(lowerCase(word)) && lists_.isOfficeHead(lowerCase(one));
      if (!out.empty()) out += ' ';
      out += head ? one : word;
      begin = end + 1;
    }
    return out;
  }

  // An office that begins here: modifiers, heads, tails.
  [[nodiscard]] Office office(std::uint32_t at) const {
    Office best;
    std::uint32_t position = at;
    while (position < size() && words_[position].kind == TokenKind::kWord) {
      bool moved = false;
      for (std::uint32_t length = 3; length >= 1 && !moved; --length) {
        if (position + length > size()) continue;
        const std::string words = joined(position, position + length, true);
        const std::string& last = words_[position + length - 1].lower;
        const std::string one = singular(last);
        const std::string singular_words = one.empty() ? words : words.substr(0, words.size() - last.size()) + one;
        const bool colleague = (words == "colleague" || words == "colleagues") && position > 0 &&
                               words_[position - 1].capital;  // "his German colleague"
        const bool counterpart = length == 1 && (words == "counterpart" || words == "counterparts" || colleague);
        const bool plural = !lists_.isOfficeHead(words) && lists_.isOfficeHead(singular_words);
        if (!counterpart && !plural && !lists_.isOfficeHead(words)) continue;
        position += length;
        best = {position, plural || words == "counterparts" || words == "colleagues", counterpart};
        best.end = position = tail(position);
        moved = true;
      }
      for (std::uint32_t length = 2; length >= 1 && !moved; --length) {
        if (position + length > size() || !lists_.isOfficeModifier(joined(position, position + length, true))) continue;
        position += length;
        moved = true;
      }
      if (!moved) break;
    }
    return best;
  }

  [[nodiscard]] std::uint32_t tail(std::uint32_t at) const {
    std::uint32_t best = at;
    std::string phrase;
    for (std::uint32_t end = at; end < size() && end < at + 9; ++end) {
      if (end > at) phrase += ' ';
      phrase += words_[end].lower;
      if (lists_.isOfficeTail(phrase)) best = end + 1;
    }
    // "of Energy and Natural Resources"
    if (best > at && is(best, "and") && !title_case_ && portfolio(best + 1)) {
      ++best;
      while (portfolio(best)) ++best;
    }
    return best;
  }

  [[nodiscard]] bool named(std::uint32_t at, NameType type) const {
    return at < size() && words_[at].name == type && !words_[at].name_pair;
  }
  [[nodiscard]] std::uint32_t nameBegin(std::uint32_t at) const {
    while (at > 0 && words_[at].name && !words_[at].name_begins) --at;
    return at;
  }
  [[nodiscard]] std::uint32_t nameEnd(std::uint32_t at) const {
    do ++at;
    while (at < size() && words_[at].name && !words_[at].name_begins);
    return at;
  }
  // A proper noun that the model has in no name.
  [[nodiscard]] bool properNoun(std::uint32_t at) const {
    if (at >= size()) return false;
    const Word& word = words_[at];
    return !word.name && word.capital && word.kind == TokenKind::kWord && word.upos == Upos::kPropn &&
           !word.grammar.has(Grammar::kMonth) && !word.grammar.has(Grammar::kWeekday) &&
           word.text.find_first_of("0123456789@") == std::string_view::npos;
  }
  [[nodiscard]] bool nameWord(std::uint32_t at) const {
    return at < size() && (words_[at].name ? words_[at].kind == TokenKind::kWord : properNoun(at));
  }
  // "Minister of Energy and Natural Resources"
  [[nodiscard]] bool portfolio(std::uint32_t at) const {
    return at < size() && words_[at].capital && words_[at].kind == TokenKind::kWord &&
           (!words_[at].name || words_[at].name == NameType::kOrganisation) && listed(at).entry == nullptr &&
           office(at).end == 0;
  }

  // "Berg-Osei", "German-Russian"
  [[nodiscard]] bool pairOfNames(std::uint32_t at) const {
    if (words_[at].name_pair) return true;
    const std::string_view text = words_[at].text;
    const std::size_t dash = text.find('-');
    return dash != std::string_view::npos && !lists_.find(text.substr(0, dash)).empty() &&
           !lists_.find(text.substr(dash + 1)).empty();
  }

  // The name that begins at `at` or lies around it. `called`: an office or title stands before it, so that a capital
  // letter is enough.
  [[nodiscard]] NamePhrase name(std::uint32_t at, bool called = false) const {
    NamePhrase out;
    const bool word = at < size() && words_[at].capital && words_[at].kind == TokenKind::kWord && !title_case_ &&
                      !words_[at].grammar.any() && words_[at].noun.length == 0 &&
                      !lists_.isOfficeModifier(words_[at].lower);
    if (!nameWord(at) && !(called && word)) return out;
    out.type = words_[at].name;
    out.pair = pairOfNames(at);
    out.end = at + 1;
    if (out.type) {
      out.end = nameEnd(at);
    } else {
      bool regnal = false;
      while (properNoun(out.end) && listed(out.end).entry == nullptr && title(out.end, regnal) == 0 &&
             office(out.end).end == 0)
        ++out.end;
      // "Minister Ada Nordbank": behind an office and a first name a lone organisation is a surname.
      const bool surname = called && out.end == at + 1 && out.end < size() && words_[out.end].name_begins &&
                           words_[out.end].name == NameType::kOrganisation && nameEnd(out.end) == out.end + 1 &&
                           listed(out.end).entry == nullptr;
      if (surname) ++out.end;
    }
    for (std::uint32_t i = at; i < out.end; ++i) {
      if (i > at && words_[i].span.begin > words_[i - 1].span.end) out.text += ' ';
      out.text += out.type == NameType::kOrganisation ? std::string(words_[i].text) : writtenName(words_[i]);
    }
    return out;
  }

  static void addCountry(Mention& mention, const ListEntry& entry) {
    if (entry.as == ListedAs::kOrganisation) {
      mention.organisation = entry.name;
    } else if (!entry.country.empty() && std::find(mention.countries.begin(), mention.countries.end(), entry.country) ==
                                             mention.countries.end()) {
      mention.countries.push_back(entry.country);
    }
  }

  // "Germany, Britain, and France" from `at`; the end of the list, 0 if there is none.
  std::uint32_t listOfStates(std::uint32_t at, Mention& mention) const {
    std::uint32_t end = 0;
    while (at < size()) {
      if (is(at, "the")) ++at;
      const Listed state = listed(at);
      if (state.entry == nullptr || state.entry->as == ListedAs::kDemonym) {
        // "of the Royal Saudi Air Force": what the words inside say.
        break;
      }
      if (possessiveMark(state.end)) break;
      addCountry(mention, *state.entry);
      end = at = state.end;
      if (is(at, ",")) ++at;
      if (is(at, "and")) ++at;
      // Some texts have lost their commas: "Peru Ghana and Japan".
      const Listed next = listed(at);
      if (at == end && (next.entry == nullptr || next.entry->as != ListedAs::kCountry)) break;
    }
    return end;
  }

  // "of the Royal Saudi Air Force", "of the Democratic Party": an organisation that an office belongs to.
  std::uint32_t ofOrganisation(std::uint32_t at, Mention& mention) const {
    std::uint32_t end = is(at, "the") ? at + 1 : at;
    const std::uint32_t begin = end;
    while (end < size() && words_[end].capital && words_[end].kind == TokenKind::kWord &&
           !named(end, NameType::kPerson) && !words_[end].grammar.has(Grammar::kWeekday) &&
           !words_[end].grammar.has(Grammar::kMonth)) {
      const Listed inside = listed(end);
      const bool body = named(end, NameType::kOrganisation);
      if (body) statesIn(end, nameEnd(end), mention);
      if (inside.entry != nullptr) addCountry(mention, *inside.entry);
      end = body ? std::max(nameEnd(end), inside.end) : inside.entry != nullptr ? inside.end : end + 1;
      if (is(end, "of") && end + 1 < size() && (words_[end + 1].capital || is(end + 1, "the")))
        end += is(end + 1, "the") ? 2 : 1;
      if (is(end, "for") && end + 1 < size() && words_[end + 1].capital) ++end;
      // "Minister of Energy, Trade and Natural Resources"
      if ((is(end, "and") || is(end, ",")) && portfolio(end + 1)) ++end;
    }
    return end > begin ? end : 0;
  }

  // After an office: "of Japan and Ireland", "from Germany", "for Indus Waters", "of the Royal Air Force of Oman".
  std::uint32_t ofPhrase(std::uint32_t at, Mention& mention) const {
    const std::uint32_t end = ofState(at, mention);
    return end > at && is(end, "to") ? ofState(end, mention) : end;  // "ambassador of Ghana to Peru"
  }

  std::uint32_t ofState(std::uint32_t at, Mention& mention) const {
    static constexpr std::array kSent = {"mbassador",    "nvoy",  "epresentative", "pokesperson",
                                         "nipotentiary", "onsul", "egate",         "ommissioner"};
    const bool sent = std::any_of(kSent.begin(), kSent.end(),
                                  [&](std::string_view office) { return endsWith(mention.office, office); });
    if (!is(at, "of") && !is(at, "from") && !is(at, "for") && !((is(at, "to") || is(at, "in")) && sent)) return at;
    if (is(at, "to") || is(at, "in")) {  // The host country of an ambassador is not his own.
      Mention ignored;
      const std::uint32_t end = listOfStates(at + 1, ignored);
      return end > 0 ? end : at;
    }
    const std::uint32_t first = is(at + 1, "the") ? at + 2 : at + 1;
    if (const Listed state = listed(first); state.entry == nullptr || longerName(first, state) == 0) {
      if (const std::uint32_t end = listOfStates(at + 1, mention); end > 0) return end;
    }
    if (is(at, "from")) return at;
    const std::uint32_t end = ofOrganisation(at + 1, mention);
    return end > 0 ? end : at;
  }

  void addOffice(Mention& mention, std::uint32_t from, std::uint32_t to) const {
    std::string words = joined(from, to, false);
    if (!mention.office.empty()) mention.office += " and ";
    mention.office += words;
  }

  // ", Ukraine's foreign minister," behind a name. Returns where it ends, or `at`.
  std::uint32_t apposition(std::uint32_t at, Mention& mention) const {
    if (!is(at, ",") && !is(at, "(")) return at;
    Mention found;
    std::uint32_t c = at + 1;
    if (is(c, Grammar::kDeterminer) || is(c, Grammar::kPossessive)) ++c;
    while (c < size()) {
      const Listed state = listed(c);
      if (state.entry != nullptr) {
        addCountry(found, *state.entry);
        c = state.end;
        if (possessiveMark(c)) ++c;
      } else if (is(c, Grammar::kAdjective)) {
        ++c;
      } else {
        break;
      }
    }
    const Office role = office(c);
    if (role.end == 0 || role.plural || role.counterpart) return at;
    addOffice(found, c, role.end);
    std::uint32_t end = ofPhrase(role.end, found);
    while (is(end, "and") || (is(end, ",") && words_.size() > end + 1)) {
      const Office more = office(end + 1);
      if (more.end == 0 || more.plural || !is(end, "and")) break;
      addOffice(found, end + 1, more.end);
      end = ofPhrase(more.end, found);
    }
    if (end < size() && words_[end].kind != TokenKind::kPunctuation && !is(end, "and") && !is(end, "who") &&
        !is(end, "in") && !is(end, "from") && !is(end, "since") && words_[end].verb.length == 0) {
      return at;
    }
    if (nameWord(end)) return at;
    if (mention.office.empty()) mention.office = found.office;
    for (const std::string& country : found.countries) {
      if (mention.countries.empty()) mention.countries.push_back(country);
    }
    if (mention.organisation.empty()) mention.organisation = found.organisation;
    mention.likely_person = true;
    if (is(at, "(") && is(end, ")")) ++end;
    return end;
  }

  Mention make(std::uint32_t from, std::uint32_t to, MentionKind kind) const {
    Mention mention;
    mention.sentence = sentence_;
    mention.first_token = from;
    mention.end_token = to;
    mention.span = {words_[from].span.begin, words_[to - 1].span.end};
    mention.name_span = mention.span;
    mention.kind = kind;
    return mention;
  }

  std::optional<Mention> pronoun(std::uint32_t at) const {
    const Word& word = words_[at];
    if (word.all_capitals && word.upos != Upos::kPron && word.upos != Upos::kDet) return std::nullopt;  // "US", "IT"
    if (!word.grammar.has(Grammar::kSubject) && !word.grammar.has(Grammar::kObject) &&
        !word.grammar.has(Grammar::kPossessive)) {
      return std::nullopt;
    }
    Mention mention = make(at, at + 1, MentionKind::kPronoun);
    mention.name = word.lower;
    mention.plural =
        is(at, "they") || is(at, "them") || is(at, "their") || is(at, "we") || is(at, "us") || is(at, "our");
    return mention;
  }

  // "the Bergen Conference", "the Bergen Agreement": where a name ends that begins with a city; 0 if there is none.
  [[nodiscard]] std::uint32_t namedAfterPlace(const Listed& place) const {
    if (place.entry->as != ListedAs::kCity && place.entry->as != ListedAs::kCapital) return 0;
    std::uint32_t end = place.end;
    bool regnal = false;
    const auto goesOn = [&](std::uint32_t at) { return at < size() && words_[at].name && !words_[at].name_begins; };
    while (goesOn(end) || (!title_case_ && properNoun(end) && listed(end).entry == nullptr && office(end).end == 0 &&
                           title(end, regnal) == 0))
      ++end;
    return end > place.end ? end : 0;
  }

  // "Bank of Ghana", "Ghana Airways": where the longer name ends that a state or place begins; 0 if there is none.
  [[nodiscard]] std::uint32_t longerName(std::uint32_t at, const Listed& place) const {
    const bool organ = place.entry->as == ListedAs::kOrganisation || place.entry->as == ListedAs::kMetonym;
    const bool city = place.entry->as == ListedAs::kCity || place.entry->as == ListedAs::kCapital;
    if (organ || !words_[at].name || words_[at].name_pair || named(at, NameType::kPerson)) return 0;
    if (city && named(at, NameType::kLocation)) return 0;  // namedAfterPlace()
    const std::uint32_t end = nameEnd(at);
    return end > place.end && !possessiveMark(place.end) && office(place.end).end == 0 ? end : 0;
  }

  // An office in lower case.
  [[nodiscard]] bool officeBehind(std::uint32_t at) const {
    return at < size() && !words_[at].capital && office(at).end > 0;
  }

  // The states and demonyms of a name: "Royal Air Force of Oman".
  void statesIn(std::uint32_t from, std::uint32_t to, Mention& mention) const {
    for (std::uint32_t t = from; t < to; ++t) {
      const Listed inside = listed(t);
      if (inside.entry == nullptr || inside.end > to) continue;
      if (inside.entry->as <= ListedAs::kDemonym) addCountry(mention, *inside.entry);
      t = inside.end - 1;
    }
  }

  // "General Motors" is no general.
  [[nodiscard]] bool opensOrganisation(std::uint32_t at, std::uint32_t end) const {
    return named(at, NameType::kOrganisation) && nameEnd(at) > end;
  }

  // "Japan-Peru Political Dialogue": an event of the states in its name.
  void talksOf(Mention& mention) const {
    static constexpr std::array kTalks = {"dialogue", "dialog",        "summit",       "talks",
                                          "meeting",  "consultations", "negotiations", "consultation"};
    const std::string& last = words_[mention.end_token - 1].lower;
    if (std::find(kTalks.begin(), kTalks.end(), last) == kTalks.end()) return;
    Mention states;
    for (std::uint32_t t = mention.first_token; t < mention.end_token; ++t) {
      std::string_view word = words_[t].text;
      while (!word.empty()) {
        static constexpr std::string_view kDash = "\u2013";
        std::size_t end = word.find('-'), next = end + 1;
        if (const std::size_t dash = word.find(kDash); dash < end) end = dash, next = dash + kDash.size();
        const auto found = lists_.find(word.substr(0, end));
        if (!found.empty() && (found.front()->as <= ListedAs::kDemonym || found.front()->as == ListedAs::kOrganisation))
          addCountry(states, *found.front());
        word = end == std::string_view::npos ? std::string_view() : word.substr(next);
      }
    }
    if (states.countries.size() + (states.organisation.empty() ? 0 : 1) < 2) return;
    mention.kind = MentionKind::kEvent;
    mention.countries = states.countries;
    mention.organisation = states.organisation;
  }

  // A name that is no person's, with what its words say of its state.
  [[nodiscard]] Mention impersonal(std::uint32_t from, const NamePhrase& found) const {
    const MentionKind kind = found.pair || !found.type               ? MentionKind::kName
                             : found.type == NameType::kOrganisation ? MentionKind::kOrganisation
                             : found.type == NameType::kNorp         ? MentionKind::kOrganisation
                             : found.type == NameType::kLocation     ? MentionKind::kPlace
                                                                     : MentionKind::kEvent;
    Mention mention = make(from, found.end, kind);
    mention.name = found.text;
    if (mention.kind == MentionKind::kOrganisation || mention.kind == MentionKind::kEvent) talksOf(mention);
    return mention;
  }

  // "officials of India and Pakistan", "negotiators from the two countries"
  std::optional<Mention> crowdOf(std::uint32_t at) const {
    const Office people = office(at);
    const bool holders = people.end > 0 && people.plural;
    const std::uint32_t of = holders ? people.end : at + 1;
    if (!(holders || is(at, Grammar::kCrowd)) || !(is(of, "of") || is(of, "from"))) return std::nullopt;
    Mention states;
    if (const std::uint32_t end = listOfStates(of + 1, states); !holders && end > 0 && !states.countries.empty()) {
      Mention crowd = make(at, end, MentionKind::kCrowd);
      crowd.countries = states.countries;
      return crowd;
    }
    std::uint32_t end = of + 1;
    if (is(end, "the") && is(end + 1, "two"))
      end += 2;
    else if (is(end, "both"))
      end += 1;
    if (end == of + 1 || !is(end, Grammar::kCountries)) return std::nullopt;
    Mention group = make(at, end + 1, MentionKind::kGroup);
    group.plural = group.definite = true;
    group.count = 2;
    return group;
  }

  // Of a closed class other than the adjectives.
  [[nodiscard]] bool closedClass(std::uint32_t at) const {
    Flags<Grammar> adjective;
    adjective.set(Grammar::kAdjective);
    return words_[at].grammar.any() && !(words_[at].grammar == adjective);
  }

  // "talks with the opposition": a side that has no other name.
  std::optional<Mention> opposition(std::uint32_t at) const {
    if (!is(at, "opposition") || at == 0 || !is(at - 1, "the")) return std::nullopt;
    const bool ends = at + 1 == size() || words_[at + 1].kind != TokenKind::kWord ||
                      words_[at + 1].upos == Upos::kVerb || words_[at + 1].upos == Upos::kAux ||
                      (is(at + 1, Grammar::kPreposition) && !is(at + 1, "of") && !is(at + 1, "to")) ||
                      is(at + 1, Grammar::kConjunction);
    if (!ends) return std::nullopt;
    Mention side = make(at, at + 1, MentionKind::kOrganisation);
    side.name = words_[at].lower;
    return side;
  }

  // "Gulf foreign ministers", "Democratic senators", "Pacific Island leaders": a side that has no other name.
  std::optional<Mention> collective(std::uint32_t at) const {
    static constexpr std::uint32_t kLongest = 3;  // Words in front.
    std::uint32_t end = at;
    while (end < size() && end < at + kLongest && words_[end].capital && words_[end].kind == TokenKind::kWord &&
           !closedClass(end) && (end == at || office(end).end == 0)) {
      const auto known = lists_.find(words_[end].text);
      if (!known.empty() && !known.front()->country.empty()) return std::nullopt;
      const bool region = !known.empty() && known.front()->as != ListedAs::kOrganisation;
      const bool of_many = words_[end].name == NameType::kNorp || words_[end].name == NameType::kLocation;
      if (!region && !of_many && !(words_[end].upos == Upos::kAdj && !words_[end].first && !words_[end].name))
        return std::nullopt;
      ++end;
    }
    if (end == at) return std::nullopt;
    const Office people = office(end);
    const std::uint32_t last = people.end > 0 && people.plural ? people.end : is(end, "leaders") ? end + 1 : 0;
    if (last == 0 || nameWord(last) || is(last, "of") || title_case_) return std::nullopt;
    Mention side = make(at, last, MentionKind::kOrganisation);
    side.name = joined(at, last, false);
    return side;
  }

  // "King said", where the text has an Ada King: a name that looks like an office.
  [[nodiscard]] bool surnamedByOffice(std::uint32_t at) const {
    return named(at, NameType::kPerson) && words_[at].name_begins && nameEnd(at) == at + 1 && !nameWord(at + 1) &&
           (office(at).end == at + 1 || lists_.isRegnalTitle(words_[at].text)) && !is(at + 1, "of") &&
           !(at > 0 && (is(at - 1, Grammar::kDeterminer) || words_[at - 1].capital));
  }

  std::optional<Mention> phrase(std::uint32_t at) const {
    if (std::optional<Mention> side = collective(at)) return side;
    if (std::optional<Mention> side = opposition(at)) return side;
    if (std::optional<Mention> crowd = crowdOf(at)) return crowd;
    if (surnamedByOffice(at)) {
      Mention person = make(at, at + 1, MentionKind::kPerson);
      person.name = writtenName(words_[at]);
      person.likely_person = true;
      person.end_token = apposition(at + 1, person);
      person.span.end = words_[person.end_token - 1].span.end;
      return person;
    }
    Mention draft;
    std::uint32_t c = at;
    bool determined = false;
    bool title_first = false;
    if (title(c, title_first) > 0) {
      // "His Highness": the title's own "his".
    } else if (is(c, "the") || is(c, "both") || is(c, "a") || is(c, "an") || is(c, "these") || is(c, "those") ||
               is(c, "this")) {
      draft.definite = !is(c, "a") && !is(c, "an");
      draft.count = is(c, "both") ? 2 : 0;
      determined = true;
      ++c;
    } else if (is(c, Grammar::kPossessive)) {
      draft.possessive = words_[c].lower;
      draft.definite = determined = true;
      ++c;
    }
    if (is(c, Grammar::kNumber)) {
      static constexpr std::string_view kNumbers[] = {"one", "two",   "three", "four", "five",
                                                      "six", "seven", "eight", "nine", "ten"};
      for (std::uint32_t n = 0; n < 10; ++n) {
        if (is(c, kNumbers[n])) draft.count = n + 1;
      }
      ++c;
    }
    if (draft.count > 0 && determined && (is(c, Grammar::kEveryone) || office(c).plural || is(c, "of"))) {
      Office people = office(c);
      const std::uint32_t end = people.plural ? people.end : is(c, Grammar::kEveryone) ? c + 1 : c;
      Mention countries;
      const std::uint32_t of_end = ofPhrase(end, countries);
      if (countries.countries.empty() || is(c, "of")) {
        // "The two foreign ministers, Berg and Osei": the names say more.
        Mention group = make(at, std::max(end, at + 1), MentionKind::kGroup);
        group.count = draft.count;
        group.plural = group.definite = true;
        return group;
      }
      Mention holders = make(at, of_end, MentionKind::kOfficeHolder);
      holders.office = people.plural ? joined(c, people.end, false) : "leaders";
      holders.countries = countries.countries;
      holders.organisation = countries.organisation;
      holders.plural = true;
      return holders;
    }
    if (draft.count > 0 && determined && draft.count == 2 && c == at + 2 && c < size() &&
        (words_[c].verb.length > 0 || words_[c].word.length > 0 || words_[c].grammar.has(Grammar::kAdverb) ||
         words_[c].upos == Upos::kAdv || is(c, "first") || endsWith(words_[c].lower, "ed"))) {
      Mention group = make(at, c, MentionKind::kGroup);  // "the two discussed"
      group.count = 2;
      group.plural = group.definite = true;
      return group;
    }

    // Modifiers, titles, offices; then a name.
    const ListEntry* last_listed = nullptr;
    std::uint32_t last_listed_begin = 0;
    std::uint32_t last_listed_end = 0;
    std::uint32_t listed_count = 0;
    bool has_office = false;
    bool has_title = false;
    bool regnal = false;
    bool possessed = false;
    Office role;
    std::uint32_t regnal_begin = 0;
    std::string title_office;    // "Senator" of "Sen."
    std::uint32_t body_end = 0;  // "Royal Air Force of Oman" in front of "Commander".
    while (c < size()) {
      bool is_regnal = false;
      if (const std::uint32_t end = body_end == c && office(c).end > 0 ? 0 : title(c, is_regnal);
          end > 0 && end < size() && !opensOrganisation(c, end) && (nameWord(end) || office(end).end > 0) &&
          listed(end).entry == nullptr) {
        has_title = true;
        regnal = is_regnal;
        regnal_begin = c;
        if (!is_regnal) draft.title = joined(c, end, false);
        if (const std::string_view office_of = lists_.officeOfTitle(joined(c, end, false)); !office_of.empty())
          title_office = office_of;
        c = end;
        continue;
      }
      const Listed organ =
          has_office ? Listed() : listed(c);  // "State Department spokesman": no office of a state department.
      const bool organ_first = organ.entry != nullptr && organ.end > c + 1 && organ.entry->as >= ListedAs::kMetonym;
      if (const Office found = organ_first ? Office() : office(c);
          found.end > 0 && !(regnal && has_title) && !opensOrganisation(c, found.end)) {
        if (has_office && !is(c - 1, "and")) break;
        role = found;
        has_office = true;
        const bool of_organ = last_listed != nullptr && last_listed->as == ListedAs::kMetonym && last_listed_end == c;
        addOffice(draft, of_organ ? last_listed_begin : c, found.end);
        draft.counterpart = found.counterpart;
        c = ofPhrase(found.end, draft);
        if (is(c, "and") && !found.plural && office(c + 1).end > 0 && words_[c].kind == TokenKind::kWord) {
          const Office next = office(c + 1);
          if (!next.plural && c + 1 < size() && words_[c + 1].capital == words_[at].capital) {
            ++c;
            continue;
          }
        }
        continue;
      }
      const Listed state = listed(c);
      if (state.entry != nullptr && !has_office) {
        if (const std::uint32_t end = longerName(c, state); end > 0) {
          if (office(end).end > 0) {
            statesIn(c, end, draft);
            c = body_end = end;
            continue;
          }
          Mention larger = impersonal(c, name(c));
          if (state.entry->as <= ListedAs::kDemonym) addCountry(larger, *state.entry);
          return larger;
        }
        if (const std::uint32_t end = namedAfterPlace(state); end > 0) {
          Mention event = make(c, end, MentionKind::kEvent);
          event.name = joined(c, end, false);
          return event;
        }
        last_listed = state.entry;
        last_listed_begin = c;
        last_listed_end = state.end;
        ++listed_count;
        // "Israeli and Palestinian leaders", "Turkish, Russian and Iranian presidents".
        std::uint32_t next = state.end;
        if (is(next, ",") && listed(next + 1).entry != nullptr && listed(next + 1).entry->as == ListedAs::kDemonym)
          ++next;
        if (is(next, "and") && listed(next + 1).entry != nullptr &&
            (state.entry->as == ListedAs::kDemonym || listed(next + 1).entry->as == ListedAs::kDemonym))
          ++next;
        if (next > state.end) {
          std::uint32_t look = next;
          Mention others;
          addCountry(others, *state.entry);
          while (look < size()) {
            const Listed more = listed(look);
            if (more.entry == nullptr) break;
            addCountry(others, *more.entry);
            look = more.end;
            if (is(look, ",")) ++look;
            if (is(look, "and")) ++look;
          }
          while (is(look, Grammar::kAdjective)) ++look;
          const Office of_all = office(look);
          const bool people = is(look, Grammar::kCrowd) || is(look, Grammar::kState);
          if (people || (of_all.end > 0 && of_all.plural)) {
            for (const std::string& country : others.countries) draft.countries.push_back(country);
            c = look;
            continue;
          }
          addCountry(draft, *state.entry);
          c = state.end;
          break;
        }
        addCountry(draft, *state.entry);
        c = state.end;
        if (possessiveMark(c)) {
          possessed = true;
          ++c;
        }
        continue;
      }
      if (is(c, Grammar::kAdjective) && c + 1 < size()) {
        ++c;
        continue;
      }
      // "Nordbank chief", "her Kronbank counterpart": a name in front of an office in lower case.
      if (!has_office && nameWord(c) && !named(c, NameType::kPerson)) {
        const NamePhrase body = name(c);
        if (officeBehind(body.end) ||
            (body.is(NameType::kOrganisation) && body.end > c + 1 && office(body.end).end > 0)) {
          statesIn(c, body.end, draft);
          c = body_end = body.end;
          continue;
        }
      }
      break;
    }
    // "counterpart Osei", "foreign minister, Kofi Osei,".
    std::uint32_t name_at = c;
    if (has_office && is(c, ",") && (determined || possessed || listed_count > 0) && !role.plural) {
      name_at = c + 1;
      if (const std::uint32_t end = title(name_at, regnal); end > 0 && !regnal) name_at = end;  // ", Mr. Osei,"
      regnal = regnal && has_title;
    }
    NamePhrase found;
    const bool called = has_office || has_title;
    if (!(listed_count > 0 && !has_office && !has_title && !possessed && c == last_listed_end)) {
      found = name(name_at, called);
      if (found.end > 0 && name_at > c) {  // Only "the foreign minister, Ada Berg," with something behind.
        const bool closed = found.end >= size() || words_[found.end].kind == TokenKind::kPunctuation;
        if (!closed || found.end < name_at + 2) found = {};
      }
    }
    const bool of_person = found.is(NameType::kPerson);
    if (found.is(NameType::kNorp) && words_[found.end - 1].upos == Upos::kAdj) found = {};
    // The model sees what is no person, unless one office or a title says that it is: "Foreign Minister Park".
    const bool office_says =
        has_office && !role.plural && c == role.end && found.is(NameType::kOrganisation) && found.end == name_at + 1;
    if (found.end > 0 && !of_person && found.type && !has_title && has_office && !office_says) found = {};
    if (found.end > 0 && !of_person && found.type && !has_title && !office_says) {
      Mention other = impersonal(name_at, found);
      other.countries = draft.countries;
      return other;
    }
    if (found.end > 0) {
      // Adjectives that were passed on the way to a name belong to nothing here: "Late Monday".
      const bool bare = determined && !called && !possessed;
      Mention person = make(bare ? name_at : at, found.end,
                            called || of_person || (possessed && !bare) ? MentionKind::kPerson : MentionKind::kName);
      person.name = found.text;
      person.name_span = {words_[name_at].span.begin, words_[found.end - 1].span.end};
      if (regnal) {
        person.name = joined(regnal_begin, name_at, false) + " " + person.name;
        person.name_span.begin = words_[regnal_begin].span.begin;
        if (draft.office.empty()) draft.office = joined(regnal_begin, name_at, false);
      }
      person.title = draft.title;
      if (draft.office.empty()) draft.office = title_office;
      person.office = draft.counterpart ? "" : draft.office;
      person.countries = draft.countries;
      person.organisation = draft.organisation;
      person.possessive = draft.possessive;
      person.counterpart = draft.counterpart;
      person.likely_person = called || of_person;
      if (role.plural) {  // "ministers Berg and Osei": the office of both, said once.
        person.office = ofOne(person.office);
        person.office_of_several = true;
        if (person.countries.size() > 1) person.countries.clear();
      }
      std::uint32_t end = found.end;
      if (is(end, "of") && person.countries.empty() && has_office) end = ofPhrase(end, person);
      end = apposition(end, person);
      person.end_token = end;
      person.span.end = words_[end - 1].span.end;
      return person;
    }
    if (has_office) {
      const bool points =
          determined || possessed || listed_count > 0 || !draft.countries.empty() || !draft.organisation.empty();
      if (!points) return std::nullopt;
      if (role.plural && draft.countries.empty() && draft.organisation.empty()) {
        if (!determined || !draft.possessive.empty()) {
          if (draft.possessive.empty()) return make(at, c, MentionKind::kCrowd);
        } else {
          Mention group = make(at, c, MentionKind::kGroup);
          group.plural = group.definite = true;
          group.count = draft.count;
          return group;
        }
      }
      Mention holder = make(at, c, MentionKind::kOfficeHolder);
      holder.office = draft.office;
      holder.countries = draft.countries;
      holder.organisation = draft.organisation;
      holder.possessive = draft.possessive;
      holder.counterpart = draft.counterpart;
      holder.definite = determined || possessed;
      holder.plural = role.plural;
      return holder;
    }
    if (last_listed != nullptr) {
      const std::uint32_t end = c;
      // "the Russian delegation", "the US side", "the Trump administration".
      if (is(end, Grammar::kState) || is(end, Grammar::kCrowd)) {
        const bool state = is(end, Grammar::kState);
        Mention side = make(at, end + 1, state ? MentionKind::kListed : MentionKind::kCrowd);
        side.entry = last_listed;
        side.countries = draft.countries;
        side.organisation = draft.organisation;
        return side;
      }
      const bool plural_people =
          last_listed->as == ListedAs::kDemonym && endsWith(words_[last_listed_end - 1].lower, "s") && determined;
      if (last_listed->as == ListedAs::kDemonym && !plural_people) return std::nullopt;
      // "Lima last week": the adjective belongs to what follows; "US new" is no place.
      if (end > last_listed_end + (possessed ? 1u : 0u) && (last_listed->as == ListedAs::kDemonym || listed_count > 1))
        return std::nullopt;
      Mention place =
          make(listed_count > 1 || !determined ? last_listed_begin : at, last_listed_end, MentionKind::kListed);
      place.entry = last_listed;
      place.name = joined(last_listed_begin, last_listed_end, false);
      if (last_listed->as == ListedAs::kOrganisation) {
        place.organisation = last_listed->name;
      } else if (!last_listed->country.empty()) {
        place.countries = {last_listed->country};
      }
      return place;
    }
    if (draft.definite &&
        (is(c, "leaders") || is(c, "sides") || is(c, "pair") || is(c, "duo") || is(c, "delegations") ||
         is(c, "countries") || is(c, "counterparts")) &&
        draft.possessive.empty() && c == at + 1) {
      Mention group = make(at, c + 1, MentionKind::kGroup);
      group.plural = group.definite = true;
      return group;
    }
    return std::nullopt;
  }

  std::uint32_t sentence_;
  const std::vector<Word>& words_;
  bool title_case_;
  const Lists& lists_;
};

}  // namespace

std::vector<Parsed> findMentions(const Document& document, const std::vector<Sentence>& sentences,
                                 const std::vector<SentenceAnalysis>& analyses, const LanguageModel& model) {
  PARLEY_CHECK(sentences.size() == analyses.size());
  std::vector<Parsed> parsed(sentences.size());
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    parsed[s].words = lookUpWords(document, sentences[s], analyses[s], model);
    parsed[s].title_case = isTitleCase(parsed[s].words);
  }
  internal::settleNames(parsed);
  for (std::uint32_t s = 0; s < parsed.size(); ++s) {
    parsed[s].mentions = Finder(s, parsed[s].words, parsed[s].title_case).run();
    internal::describePeople(parsed[s]);
  }
  return parsed;
}

}  // namespace parley
