#include "extract/mentions.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace parley {
namespace {

// What the whole document shows about its words.
struct Evidence {
  std::unordered_set<std::string> capital_inside;  // Seen with a capital where small ones were free to stand.
  std::unordered_set<std::string> small;           // Seen in lower case.
};

bool endsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// "el-Masri", "al-Harbi", "ash-Shami": an Arabic name with its article in small letters.
bool articleName(std::string_view text) {
  const std::size_t dash = text.find('-');
  return (dash == 2 || dash == 3) && (text[0] == 'a' || text[0] == 'e') && dash + 1 < text.size() &&
         text[dash + 1] >= 'A' && text[dash + 1] <= 'Z';
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
  Finder(std::uint32_t sentence, const std::vector<Word>& words, bool title_case, const Evidence& evidence)
      : sentence_(sentence), words_(words), title_case_(title_case), evidence_(evidence), lists_(Lists::builtIn()) {}

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
  struct Name {
    std::uint32_t end = 0;
    std::string text;
    bool organisation = false;
    bool given = false;  // A given name, initial or particle says that it is a person.
    std::uint32_t words = 0;
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
      if (end > at && words_[end].text != ",") phrase += ' ';
      phrase += words_[end].text;
      const auto found = lists_.find(phrase);
      if (!found.empty()) best = {found.front(), end + 1};
    }
    if (best.entry == nullptr) return best;
    const bool single = best.end == at + 1;
    // "us" in capitals is the pronoun; "Turkey" is no bird here; "Jordan Peele", "Paris Hilton" are people.
    if (single && words_[at].lower == "us" && title_case_ && words_[at].text != "US") return {};
    if (single && lists_.isGivenName(words_[at].text) && at + 1 < size() && nameWord(at + 1) &&
        best.entry->as != ListedAs::kDemonym && !lists_.isCommonWord(words_[at + 1].lower) &&
        lists_.find(words_[at + 1].text).empty() && office(at + 1).end == 0) {
      return {};
    }
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
    if (best > at && is(best, "and") && best + 1 < size() && words_[best + 1].capital && !title_case_ &&
        lists_.isCommonWord(words_[best + 1].lower) && !personBegins(best + 1) && office(best + 1).end == 0) {
      ++best;
      while (best < size() && words_[best].capital && lists_.isCommonWord(words_[best].lower) && !personBegins(best))
        ++best;
    }
    return best;
  }

  // Could this word be part of a name? `inside`: a name has begun before it.
  [[nodiscard]] bool nameWord(std::uint32_t at, bool inside = false) const {
    if (at >= size()) return false;
    const Word& word = words_[at];
    if (word.kind != TokenKind::kWord || !word.capital) return false;
    if (word.text.back() == '.' && (word.grammar.has(Grammar::kMonth) || lists_.isCommonWord(word.lower))) return false;
    for (const char letter : word.text) {
      if (letter >= '0' && letter <= '9') return false;
    }
    if (word.grammar.has(Grammar::kMonth) || word.grammar.has(Grammar::kWeekday)) {
      // "Theresa May", "Jan Holt"
      if (!word.grammar.has(Grammar::kMonth) || word.text.back() == '.') return false;
      if (inside) return lists_.isGivenName(words_[at - 1].text);
      return lists_.isGivenName(word.text) && at + 1 < size() && words_[at + 1].capital &&
             !words_[at + 1].grammar.any();
    }
    if (word.text.size() >= 4 && (word.text.substr(0, 4) == "http" || word.text[0] == '@')) return false;
    const Flags<Grammar>& g = word.grammar;
    const bool function = g.has(Grammar::kDeterminer) || g.has(Grammar::kPossessive) || g.has(Grammar::kSubject) ||
                          g.has(Grammar::kObject) || g.has(Grammar::kNumber) || g.has(Grammar::kPreposition) ||
                          g.has(Grammar::kConjunction) || g.has(Grammar::kAdverb) || g.has(Grammar::kAdjective);
    if (function && !g.has(Grammar::kParticle) && !g.has(Grammar::kSuffix)) return false;
    if (word.first || title_case_ || word.all_capitals) {
      const bool known = evidence_.capital_inside.count(word.lower) > 0;
      if (word.grammar.has(Grammar::kTitleCase)) return false;
      if (!known && evidence_.small.count(word.lower) > 0) return false;
      if (!known && lists_.isCommonWord(word.lower) && !(lists_.isGivenName(word.text) && !inside)) return false;
      if (!known && (word.verb.length > 0 || word.noun.length > 0)) return false;
    }
    return true;
  }

  [[nodiscard]] bool initial(std::uint32_t at) const {
    return at < size() && words_[at].capital && words_[at].text.size() == 2 && words_[at].text[1] == '.';
  }

  [[nodiscard]] Name name(std::uint32_t at, bool after_office) const {
    Name out;
    std::uint32_t end = at;
    while (end < size()) {
      const bool inside = end > at;
      if (words_[end].grammar.has(Grammar::kParticle) && (inside || words_[end].capital) && words_[end].text != "Y" &&
          (nameWord(end + 1, true) || (is(end + 1, Grammar::kParticle) && nameWord(end + 2, true)))) {
        if (!inside && listed(end + 1).entry != nullptr) break;
        ++end;
        out.given = true;
        continue;
      }
      if (inside && (words_[end].grammar.has(Grammar::kSuffix))) {
        ++end;
        continue;
      }
      if (inside && articleName(words_[end].text)) {  // "Omar el-Masri"
        out.given = true;
        ++out.words;
        ++end;
        continue;
      }
      if (!nameWord(end, inside) && !initial(end)) break;
      bool regnal = false;
      if (inside &&
          (title(end, regnal) > 0 || (office(end).end > 0 && !words_[end].grammar.has(Grammar::kOrganisation))))
        break;
      const Listed place = listed(end);
      if (inside && place.entry != nullptr && place.entry->as == ListedAs::kOrganisation) {  // "Northern Quad"
        out.organisation = true;
        out.words += 1;
        end = place.end;
        break;
      }
      if (place.entry != nullptr) {
        const bool city = place.entry->as == ListedAs::kCity;
        const bool surname = inside && lists_.isGivenName(words_[end - 1].text) && place.end == end + 1 &&
                             place.entry->as != ListedAs::kDemonym && place.entry->as != ListedAs::kOrganisation;
        if (!surname && !(city && after_office && place.end == end + 1 && !inside)) break;
      }
      const Word& word = words_[end];
      out.given = out.given || initial(end) || lists_.isGivenName(word.text) || lists_.isGivenName(writtenName(word));
      // "Bank of Japan", "Finance Ministry"; a first word such as Park or Bush may be a family name.
      out.organisation = out.organisation || (word.grammar.has(Grammar::kOrganisation) &&
                                              (inside || is(end + 1, "of") || !lists_.isFamilyNameFirst(word.text)));
      if (!inside && lists_.isFamilyNameFirst(word.text) && nameWord(end + 1, true)) out.given = true;
      ++out.words;
      ++end;
    }
    // "Jean-Yves" is one token; "Joseph R. Biden Jr.".
    out.end = end;
    for (std::uint32_t i = at; i < end; ++i) {
      if (!out.text.empty()) out.text += ' ';
      out.text += writtenName(words_[i]);
    }
    if (out.words == 0) out.end = 0;
    // A run of more words than any name has is a headline or a list.
    if (out.words > 7) out.organisation = true;
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
      if (at == end) break;
    }
    return end;
  }

  // "Minister of Culture Ada Berg": a given name that is no common word, with another name behind it.
  [[nodiscard]] bool personBegins(std::uint32_t at) const {
    return lists_.isGivenName(words_[at].text) && !lists_.isCommonWord(words_[at].lower) && at + 1 < size() &&
           (nameWord(at + 1, true) || initial(at + 1) || words_[at + 1].grammar.has(Grammar::kParticle) ||
            articleName(words_[at + 1].text));
  }

  // "of the Royal Saudi Air Force", "of the Democratic Party": an organisation that an office belongs to.
  std::uint32_t ofOrganisation(std::uint32_t at, Mention& mention) const {
    std::uint32_t end = is(at, "the") ? at + 1 : at;
    const std::uint32_t begin = end;
    while (end < size() && words_[end].capital && words_[end].kind == TokenKind::kWord && !personBegins(end) &&
           !words_[end].grammar.has(Grammar::kWeekday) && !words_[end].grammar.has(Grammar::kMonth)) {
      const Listed inside = listed(end);
      if (inside.entry != nullptr) addCountry(mention, *inside.entry);
      end = inside.entry != nullptr ? inside.end : end + 1;
      if (is(end, "of") && end + 1 < size() && (words_[end + 1].capital || is(end + 1, "the")))
        end += is(end + 1, "the") ? 2 : 1;
      if (is(end, "for") && end + 1 < size() && words_[end + 1].capital) ++end;
      // "Minister of Energy, Trade and Natural Resources"
      if ((is(end, "and") || is(end, ",")) && end + 1 < size() && words_[end + 1].capital &&
          lists_.isCommonWord(words_[end + 1].lower) && !personBegins(end + 1) && office(end + 1).end == 0) {
        ++end;
      }
    }
    return end > begin ? end : 0;
  }

  // After an office: "of Japan and Ireland", "from Germany", "for Indus Waters", "of the Royal Air Force of Oman".
  std::uint32_t ofPhrase(std::uint32_t at, Mention& mention) const {
    if (!is(at, "of") && !is(at, "from") && !is(at, "for") &&
        !(is(at, "to") && mention.office.find("ambassador") != std::string::npos))
      return at;
    if (is(at, "to")) {  // The host country of an ambassador is not his own.
      Mention ignored;
      const std::uint32_t end = listOfStates(at + 1, ignored);
      return end > 0 ? end : at;
    }
    if (const std::uint32_t end = listOfStates(at + 1, mention); end > 0) return end;
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
    if (word.text == "US" || word.text == "IT") return std::nullopt;
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

  // "the Bergen Conference": where an organisation ends that a city gives its name; 0 if there is none.
  [[nodiscard]] std::uint32_t namedAfterPlace(const Listed& place) const {
    if (place.entry->as != ListedAs::kCity && place.entry->as != ListedAs::kCapital) return 0;
    std::uint32_t end = 0;
    for (std::uint32_t t = place.end;
         t < size() && t < place.end + 4 && words_[t].capital && words_[t].kind == TokenKind::kWord; ++t) {
      if (words_[t].grammar.has(Grammar::kOrganisation)) end = t + 1;
    }
    return end;
  }

  std::optional<Mention> phrase(std::uint32_t at) const {
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
         endsWith(words_[c].lower, "ed"))) {
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
    while (c < size()) {
      bool is_regnal = false;
      if (const std::uint32_t end = title(c, is_regnal);
          end > 0 && end < size() && (nameWord(end) || is(end, Grammar::kParticle) || office(end).end > 0) &&
          listed(end).entry == nullptr) {
        has_title = true;
        regnal = is_regnal;
        regnal_begin = c;
        if (!is_regnal) draft.title = joined(c, end, false);
        c = end;
        continue;
      }
      const Listed organ =
          has_office ? Listed() : listed(c);  // "State Department spokesman": no office of a state department.
      const bool organ_first = organ.entry != nullptr && organ.end > c + 1 && organ.entry->as >= ListedAs::kMetonym;
      if (const Office found = organ_first ? Office() : office(c); found.end > 0 && !(regnal && has_title)) {
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
        if (const std::uint32_t end = namedAfterPlace(state); end > 0) {
          Mention organisation = make(c, end, MentionKind::kOrganisation);
          organisation.name = joined(c, end, false);
          return organisation;
        }
        last_listed = state.entry;
        last_listed_begin = c;
        last_listed_end = state.end;
        ++listed_count;
        // "Israeli and Palestinian leaders", "Turkish, Russian and Iranian presidents".
        std::uint32_t next = state.end;
        if (is(next, ",") && listed(next + 1).entry != nullptr && listed(next + 1).entry->as == ListedAs::kDemonym)
          ++next;
        if (is(next, "and") && listed(next + 1).entry != nullptr && state.entry->as == ListedAs::kDemonym) ++next;
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
          const Office of_all = office(look);
          if (of_all.end > 0 && of_all.plural) {
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
      if (!has_office && c + 1 < size() && !words_[c + 1].capital && nameWord(c) && office(c + 1).end > 0 &&
          lists_.find(words_[c].text).empty()) {
        ++c;
        continue;
      }
      break;
    }
    // "counterpart Osei", "foreign minister, Kofi Osei,".
    std::uint32_t name_at = c;
    if (has_office && is(c, ",") && (determined || possessed || listed_count > 0) && !role.plural) name_at = c + 1;
    Name found;
    if (name_at < size() && !(listed_count > 0 && !has_office && !has_title && !possessed && c == last_listed_end)) {
      found = name(name_at, has_office || has_title);
      if (found.end > 0 &&
          name_at > c) {  // After a comma: only "the foreign minister, Ada Berg," with something behind.
        const bool closed = found.end >= size() || words_[found.end].kind == TokenKind::kPunctuation;
        if (!closed || found.words < 2) found = {};
      }
    }
    if (found.end > 0 && found.organisation && !has_title && !(has_office && found.given)) {
      if (has_office && !role.plural) {
        // "Foreign Minister Park" is a person, "Minister Council" is not seen; believe the office.
        found.organisation = false;
      } else {
        Mention organisation = make(name_at, found.end, MentionKind::kOrganisation);
        organisation.name = found.text;
        organisation.countries = draft.countries;
        std::uint32_t end = found.end;
        while (is(end, "of") && end + 1 < size() && (words_[end + 1].capital || is(end + 1, "the"))) {
          Mention inside;
          const std::uint32_t more = ofOrganisation(end + 1, inside);
          if (more == 0) break;
          organisation.name += " " + joined(end, more, false);
          organisation.end_token = end = more;
        }
        organisation.span.end = words_[organisation.end_token - 1].span.end;
        organisation.name_span = organisation.span;
        return organisation;
      }
    }
    if (found.end > 0) {
      const bool decided = has_office || has_title || found.given || possessed;
      // Adjectives that were passed on the way to a name belong to nothing here: "Late Monday".
      Mention person = make(determined && !has_office && !has_title && !possessed ? name_at : at, found.end,
                            decided && !(determined && !has_office && !has_title && !found.given) ? MentionKind::kPerson
                                                                                                  : MentionKind::kName);
      person.name = found.text;
      person.name_span = {words_[name_at].span.begin, words_[found.end - 1].span.end};
      if (regnal) {
        person.name = joined(regnal_begin, name_at, false) + " " + person.name;
        person.name_span.begin = words_[regnal_begin].span.begin;
        if (draft.office.empty()) draft.office = joined(regnal_begin, name_at, false);
      }
      person.title = draft.title;
      if (draft.office.empty() &&
          (draft.title == "Sen." || draft.title == "Rep." || draft.title == "Gov." || draft.title == "Amb.")) {
        draft.office = draft.title;
      }
      person.office = draft.counterpart ? "" : draft.office;
      person.countries = draft.countries;
      person.organisation = draft.organisation;
      person.possessive = draft.possessive;
      person.counterpart = draft.counterpart;
      person.likely_person = has_office || has_title || (found.given && found.words >= 2);
      if (role.plural) {  // "ministers Berg and Osei": the office of both, said once.
        person.office.clear();
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
  const Evidence& evidence_;
  const Lists& lists_;
};

}  // namespace

std::vector<Parsed> findMentions(const Document& document, const std::vector<Sentence>& sentences) {
  std::vector<Parsed> parsed;
  parsed.reserve(sentences.size());
  Evidence evidence;
  for (const Sentence& sentence : sentences) {
    Parsed one;
    one.words = lookUpWords(document, sentence);
    one.title_case = isTitleCase(one.words);
    for (const Word& word : one.words) {
      if (word.kind != TokenKind::kWord) continue;
      if (!word.capital) {
        evidence.small.insert(word.lower);
      } else if (!word.first && !one.title_case && !word.all_capitals) {
        evidence.capital_inside.insert(word.lower);
      }
    }
    parsed.push_back(std::move(one));
  }
  for (std::uint32_t i = 0; i < parsed.size(); ++i) {
    parsed[i].mentions = Finder(i, parsed[i].words, parsed[i].title_case, evidence).run();
  }
  return parsed;
}

}  // namespace parley
