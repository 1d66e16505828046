#include "extract/internal/descriptions.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "extract/lists.h"

namespace parley::internal {
namespace {

constexpr std::uint32_t kLongest = 14;  // Words of a description.

class Describer {
 public:
  explicit Describer(Parsed& sentence) : words_(sentence.words), mentions_(sentence.mentions) {}

  void run() {
    for (std::uint32_t m = 0; m < mentions_.size(); ++m) {
      Mention& about = mentions_[m];
      if (about.kind != MentionKind::kPerson) continue;
      const Name name = nameOf(about);
      if (const std::optional<std::uint32_t> noun = nounFor(name)) describe(about, name, *noun);
      if (about.office.empty()) shareOffice(about, name);
      if (about.countries.empty() && partyBehind(about.end_token)) about.countries.emplace_back("United States");
    }
  }

 private:
  // Words [begin, end) of a person's name; `head` is the one that the others hang on.
  struct Name {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t head = 0;
  };

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(words_.size()); }
  [[nodiscard]] bool is(std::uint32_t t, std::string_view lower) const {
    return t < size() && words_[t].lower == lower;
  }
  static bool inside(const Name& name, std::uint32_t t) { return t >= name.begin && t < name.end; }

  [[nodiscard]] Name nameOf(const Mention& about) const {
    Name name{about.first_token, about.end_token, about.first_token};
    while (name.begin + 1 < name.end && words_[name.begin].span.begin < about.name_span.begin) ++name.begin;
    while (name.end > name.begin + 1 && words_[name.end - 1].span.end > about.name_span.end) --name.end;
    for (name.head = name.begin; name.head + 1 < name.end && inside(name, words_[name.head].head);) ++name.head;
    return name;
  }

  // "(D-Vt.)": nobody but the press of the United States writes so.
  [[nodiscard]] bool partyBehind(std::uint32_t t) const {
    if (!is(t, "(") || t + 1 >= size()) return false;
    const std::string_view party = words_[t + 1].text;
    return party.size() > 2 && (party[0] == 'D' || party[0] == 'R' || party[0] == 'I') && party[1] == '-' &&
           party[2] >= 'A' && party[2] <= 'Z';
  }

  [[nodiscard]] bool personNoun(std::uint32_t t) const {
    const Word& word = words_[t];
    return word.kind == TokenKind::kWord && (word.upos == Upos::kNoun || word.upos == Upos::kPropn) &&
           (!word.name || word.name == NameType::kNorp) && Lists::builtIn().isPersonNoun(word.lower);
  }
  [[nodiscard]] bool hasChild(std::uint32_t t, std::string_view relation) const {
    return std::any_of(words_.begin(), words_.end(),
                       [&](const Word& word) { return word.head == t && word.relation == relation; });
  }
  // Does `t` hang on `root`, directly or not?
  [[nodiscard]] bool under(std::uint32_t t, std::uint32_t root) const {
    for (std::uint32_t steps = 0; steps < kLongest && t < size(); ++steps) {
      if (t == root) return true;
      t = words_[t].head;
    }
    return false;
  }

  // The noun that says who somebody is.
  [[nodiscard]] std::optional<std::uint32_t> nounFor(const Name& name) const {
    const Word& head = words_[name.head];
    // "lawyer Ada Berg", "his lawyer, Ada Berg", "the lawyer of the bank, Ada Berg"
    const bool hangs = head.head < name.begin && personNoun(head.head);
    if (hangs && (head.relation == "appos" || head.relation == "flat" || head.relation == "compound")) return head.head;
    if (name.begin > 0 && personNoun(name.begin - 1)) {
      const Word& before = words_[name.begin - 1];
      const bool twins = before.head == head.head && before.relation == head.relation;
      if (inside(name, before.head) || twins) return name.begin - 1;
    }
    // "Ada Berg, a lawyer", "Ada Berg (the lawyer of the bank)"
    for (std::uint32_t t = name.end; t < size(); ++t) {
      if (inside(name, words_[t].head) && words_[t].relation == "appos" && personNoun(t)) return t;
    }
    // "Ada Berg is a lawyer", "Ada Berg, who was a lawyer,"
    if (head.relation == "nsubj" && head.head < size() && personNoun(head.head) && hasChild(head.head, "cop"))
      return head.head;
    for (std::uint32_t t = name.end; t < size(); ++t) {
      if (inside(name, words_[t].head) && words_[t].relation == "acl:relcl" && personNoun(t) && hasChild(t, "cop"))
        return t;
    }
    return std::nullopt;
  }

  // The words of the description around its noun: what stands before it but for an article, then "of the bank".
  void describe(Mention& about, const Name& name, std::uint32_t noun) const {
    std::uint32_t begin = noun;
    for (; begin > 0 && noun - begin < kLongest; --begin) {
      const Word& word = words_[begin - 1];
      const bool mark = word.lower == "'s";
      if (word.grammar.has(Grammar::kDeterminer) || word.grammar.has(Grammar::kPossessive) || word.upos == Upos::kDet ||
          (word.kind == TokenKind::kPunctuation && !mark) || inside(name, begin - 1) || !under(begin - 1, noun))
        break;
    }
    std::uint32_t end = noun + 1;
    if (is(end, "and") && end + 1 < size() && words_[end + 1].head == noun && personNoun(end + 1)) end += 2;
    if (is(end, "of") || is(end, "for") || is(end, "at") || is(end, "to")) {
      const std::uint32_t object = words_[end].head;
      if (object > end && object < size() && words_[object].head == noun) end = phraseEnd(end + 1, object, name);
    }
    about.description = joined(begin, end);
    if (about.countries.empty()) {
      if (const std::string_view state = stateIn(begin, noun + 1, end); !state.empty())
        about.countries.emplace_back(state);
    }
    if (!outsider(noun)) about.owner = ownerOf(noun);
  }

  // The state of "Cuban swimmer", "Senate Republican", "head of the Cuban team", but not of "envoy to Cuba".
  [[nodiscard]] std::string_view stateIn(std::uint32_t begin, std::uint32_t after_noun, std::uint32_t end) const {
    const Lists& lists = Lists::builtIn();
    if (!is(after_noun, "of")) end = after_noun;
    for (std::uint32_t t = begin; t < end; ++t) {
      if (!words_[t].capital) continue;
      for (std::uint32_t next = std::min(end, t + 3); next > t; --next) {
        const std::string phrase = joined(t, next);
        if (const std::string_view state = lists.stateOfInstitution(phrase); !state.empty()) return state;
        const auto found = lists.find(phrase);
        if (!found.empty() && (found.front()->as <= ListedAs::kDemonym || found.front()->as == ListedAs::kRegion) &&
            !found.front()->country.empty())
          return found.front()->country;
      }
    }
    return {};
  }

  // Whoever is somebody's rival or friend need not be of the same state.
  [[nodiscard]] bool outsider(std::uint32_t noun) const {
    static constexpr std::string_view kOutsiders[] = {"adversary", "ally", "colleague", "counterpart", "critic",
                                                      "enemy",     "foe",  "friend",    "guest",       "host",
                                                      "partner",   "peer", "opponent",  "rival",       "successor"};
    return std::find(std::begin(kOutsiders), std::end(kOutsiders), words_[noun].lower) != std::end(kOutsiders);
  }

  // Where the noun phrase ends that begins at `t` and has its head at `object`.
  [[nodiscard]] std::uint32_t phraseEnd(std::uint32_t t, std::uint32_t object, const Name& name) const {
    const std::uint32_t limit = std::min(size(), t + kLongest);
    while (t < limit && !inside(name, t) && (t <= object || goesOn(t, object))) ++t;
    return t;
  }
  [[nodiscard]] bool goesOn(std::uint32_t t, std::uint32_t object) const {
    const Word& word = words_[t];
    return word.kind != TokenKind::kPunctuation && word.upos != Upos::kVerb && word.upos != Upos::kAux &&
           word.upos != Upos::kSconj && word.upos != Upos::kPron && under(t, object);
  }

  // "Berg's lawyer", "his wife": the mention that names whose.
  [[nodiscard]] std::optional<std::uint32_t> ownerOf(std::uint32_t noun) const {
    for (std::uint32_t m = 0; m < mentions_.size(); ++m) {
      const Mention& owner = mentions_[m];
      if (owner.first_token >= noun) break;
      if (owner.kind != MentionKind::kPerson && owner.kind != MentionKind::kPronoun) continue;
      for (std::uint32_t t = owner.first_token; t < owner.end_token; ++t) {
        if (words_[t].relation == "nmod:poss" && words_[t].head == noun) return m;
      }
    }
    return std::nullopt;
  }

  // The office of the person whom this one is joined to, if it was said for several.
  void shareOffice(Mention& about, const Name& name) const {
    if (words_[name.head].relation != "conj") return;
    const std::uint32_t first = words_[name.head].head;
    for (const Mention& other : mentions_) {
      if (other.first_token > first) break;
      if (other.end_token <= first || other.kind != MentionKind::kPerson || !other.office_of_several) continue;
      about.office = other.office;
      if (about.countries.empty()) about.countries = other.countries;
      if (about.organisation.empty()) about.organisation = other.organisation;
      about.office_of_several = true;
    }
  }

  [[nodiscard]] std::string joined(std::uint32_t begin, std::uint32_t end) const {
    std::string out;
    for (std::uint32_t t = begin; t < end; ++t) {
      if (t > begin && words_[t].span.begin > words_[t - 1].span.end) out += ' ';
      out += words_[t].text;
    }
    return out;
  }

  const std::vector<Word>& words_;
  std::vector<Mention>& mentions_;
};

}  // namespace

void describePeople(Parsed& sentence) { Describer(sentence).run(); }

}  // namespace parley::internal
