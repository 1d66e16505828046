#include "extract/open_triples.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "extract/internal/phrases.h"
#include "extract/lists.h"

namespace parley {
namespace {

using internal::Part;
using internal::Parts;
using internal::partsOf;
using internal::WordList;

// What states a triple.
enum class Form : std::uint8_t {
  kObject,       // A verb and its object.
  kVerb,         // A verb and a phrase with a preposition.
  kIs,           // "is a lawyer"
  kClause,       // "said that ..."
  kThere,        // "there are lakes in Tovia"
  kApposition,   // "Ada Berg, a lawyer"
  kPlace,        // "Oslo, Norway"
  kTitle,        // "Minister Ada Berg"
  kPossession,   // "Berg's brother"
  kFurther,      // What stands behind an object: "met Osei in | Oslo".
  kCondition,    // A clause behind an object: "met Osei | before she left".
  kCircumstance  // A clause behind a verb alone.
};

// How likely a reader calls a short triple of a short sentence right, in percent: set by reading news, and the order
// checked on the development half of CaRB (docs/designs/triples.md). What the parser attaches seldom wrongly comes
// first: a predicate to its subject, then objects; a preposition behind an object may belong to either.
constexpr std::array kConfidence = {80, 78, 88, 80, 60, 66, 64, 75, 30, 55, 45, 63};

// A phrase that a verb takes besides its subject and object.
struct Argument {
  Parts preposition;
  Parts words;
  std::uint32_t head = kRoot;
  bool clause = false;
};

// What holds for all that a clause states.
struct Manner {
  bool negated = false, possible = false;
  bool thought = false;  // Somebody thinks, hopes or sees it: no report.
  std::optional<Parts> attribution;
};

class Finder : private internal::Phrases {
 public:
  Finder(std::string_view text, const std::vector<Word>& words) : Phrases(words), text_(text) {
    question_ = is(size() - 1, {"?"}) && (words_[0].upos == Upos::kAux ||
                                          is(0, {"who", "what", "which", "whose", "when", "where", "why", "how"}));
    for (std::uint32_t t = 1; t < size(); ++t) {
      cut_ = cut_ || (is(t, {",", "."}) && words_[t].span.begin > words_[t - 1].span.end);
    }
  }

  std::vector<OpenTriple> run() {
    for (std::uint32_t t = 0; t < size(); ++t) {
      if (!question_ && copular(t)) {
        predicate(t);
      } else if (!question_ && clausal(t, 0)) {
        clause(t);
      }
      if (nominal(t)) noun(t);
    }
    return std::move(triples_);
  }

 private:
  // No sentence states more; a wrong tree could.
  static constexpr std::size_t kMostTriples = 200;
  // What is right less often is not told.
  static constexpr std::uint8_t kLeastConfidence = 20;
  // Words. A reader cannot take in more; few are right.
  static constexpr std::size_t kLongestRelation = 12;
  static constexpr std::size_t kLongestCircumstance = 12;
  // An object with more words stays beside its verb, and what stands behind it stays with it.
  static constexpr std::size_t kLongestInRelation = 6;

  // A verb with a clause of its own. One that another verb takes ("wants to buy") is read with that.
  [[nodiscard]] bool clausal(std::uint32_t t, int depth) const {
    if (!verbal(t) || (marked(t, {"to"}) && !related(t, "conj")) || depth > kDeep) return false;
    if (words_[t].relation == "root" || relatedAny(t, {"ccomp", "advcl", "acl", "parataxis", "csubj"})) return true;
    const std::uint32_t head = words_[t].head;
    return related(t, "conj") && head != kRoot && (has(t, "nsubj") || clausal(head, depth + 1) || copular(head));
  }

  // Who does what the verb or predicate at `t` says.
  [[nodiscard]] std::vector<Parts> subjects(std::uint32_t t, int depth = 0) const {
    if (depth > kDeep) return {};
    if (const std::uint32_t own = child(t, "nsubj"); own != kRoot) {
      // "neither Berg nor Osei": of each, the triple would say the contrary. "it was said"
      const auto inside = children(own);
      const bool neither =
          std::any_of(inside.begin(), inside.end(), [&](std::uint32_t c) { return is(c, {"neither"}); });
      if (neither || (is(own, {"it"}) && words_[own].relation == "nsubj:pass" && reports(t))) return {};
      return phrasesFrom(t, own);
    }
    const std::uint32_t head = words_[t].head;
    if (has(t, "expl") || has(t, "csubj") || head == kRoot) return {};
    const std::uint32_t mark = child(t, "mark");
    if (words_[t].relation == "acl:relcl") return {partsOf(nounPhrase(described(head), t))};
    if (related(t, "acl")) {
      // "the bridge built in 1950"; not "the idea of building a bridge", nor participles that became prepositions
      if (mark != kRoot || prepositional(t)) return {};
      return {partsOf(nounPhrase(head, t))};
    }
    if (relatedAny(t, {"conj", "xcomp"})) return subjects(head, depth + 1);
    if (related(t, "advcl") && !prepositional(t) &&
        (mark == kRoot || is(mark, {"after", "before", "while", "when", "since", "by", "although", "though"})))
      return subjects(head, depth + 1);
    return {};
  }

  // The phrases at `own`, a subject or object of `t`. The tree may hang a noun and the name behind it both on the verb:
  // "the singer Ada Berg".
  [[nodiscard]] std::vector<Parts> phrasesFrom(std::uint32_t t, std::uint32_t own) const {
    std::vector<Parts> out = phrases(own);
    const auto others = children(t);
    const auto name = std::find_if(others.begin(), others.end(), [&](std::uint32_t c) {
      return c > own && words_[c].relation == words_[own].relation && words_[c].upos == Upos::kPropn;
    });
    if (name == others.end() || out.size() != 1 || words_[own].upos != Upos::kNoun) return out;
    std::vector<Parts> names = phrases(*name);
    if (out.front().empty() || names.front().empty() || out.front().back().word + 1 != names.front().front().word)
      return out;
    names.front() = out.front() + names.front();
    return names;
  }

  // A participle that became a preposition: "including", "depending on".
  [[nodiscard]] bool prepositional(std::uint32_t t) const {
    return is(t, {"including", "excluding", "regarding", "concerning", "following", "owing", "pending", "depending",
                  "according", "starting", "beginning", "ranging"});
  }

  [[nodiscard]] bool reports(std::uint32_t t) const { return words_[t].verb.cues.has(Cue::kReport); }
  [[nodiscard]] bool isTo(std::uint32_t t) const { return related(t, "mark") && is(t, {"to"}); }

  // The verb at `t` with auxiliaries, particles and the adverbs among them, in the order of the text. Of a predicate
  // what stands before it: "has been".
  [[nodiscard]] Parts verbGroup(std::uint32_t t) const {
    WordList out;
    const bool predicative = copular(t);
    std::uint32_t first = predicative ? child(t, "cop") : t;
    if (!predicative) out.push_back(t);
    for (const std::uint32_t c : children(t)) {
      if (!relatedAny(c, {"aux", "cop"}) && words_[c].relation != "compound:prt" && !isTo(c)) continue;
      out.push_back(c);
      first = std::min(first, c);
    }
    const std::uint32_t head = words_[t].head;
    if (first == t && related(t, "conj") && head != kRoot && verbal(head) && !words_[t].past && !has(t, "nsubj")) {
      // "was arrested and charged"
      for (const std::uint32_t c : children(head)) {
        if ((related(c, "aux") || isTo(c)) && goesWith(t, c)) out.push_back(c);
        if (isNot(c) && is(child(t, "cc"), {"or", "nor"})) out.push_back(c);
      }
    }
    for (const std::uint32_t c : children(t)) {
      if (!related(c, "advmod")) continue;
      if (c == t + 1 && is(c, {"away", "back", "up", "down", "out", "off", "over", "forward", "together", "apart",
                               "ahead", "along", "around", "aside", "through"}))
        out.push_back(c);  // "walked away from"
      if (c > t) continue;
      const bool inside = (c > first || c + 1 == first) && (!predicative || c < child(t, "cop"));
      const bool alone = !has(c, "advmod") && !has(c, "obl");
      if (isNot(c) || (inside && alone && !sentenceAdverb(c))) out.push_back(c);
    }
    std::sort(out.begin(), out.end());
    return partsOf(out);
  }

  // By its form, the verb at `t` can stand behind the auxiliary: "has" with "gone", "will" with "go".
  [[nodiscard]] bool goesWith(std::uint32_t t, std::uint32_t auxiliary) const {
    const Word& verb = words_[t];
    if (words_[auxiliary].lemma != "have" && words_[auxiliary].lemma != "be") return verb.lower == verb.lemma;
    return verb.lower != verb.lemma && !verb.lower.ends_with("s");
  }

  // "did not sign or ratify it" denies both.
  [[nodiscard]] bool negated(std::uint32_t t) const {
    for (int steps = 0; steps < kDeep && t != kRoot; ++steps, t = words_[t].head) {
      const auto own = children(t);
      if (std::any_of(own.begin(), own.end(), [&](std::uint32_t c) { return related(c, "advmod") && isNot(c); }))
        return true;
      if (!related(t, "conj") || !is(child(t, "cc"), {"or", "nor"})) return false;
    }
    return false;
  }

  [[nodiscard]] Manner mannerOf(std::uint32_t t) const {
    Manner manner;
    manner.negated = negated(t);
    for (const std::uint32_t c : children(t)) {
      const Flags<Cue>& cues = words_[c].word.cues;
      const bool adverb = related(c, "advmod");
      manner.possible = manner.possible || (adverb && cues.has(Cue::kUncertain)) ||
                        (related(c, "aux") && (cues.has(Cue::kMay) || cues.has(Cue::kWould))) ||
                        (related(c, "mark") && is(c, {"if", "unless", "whether"})) ||
                        (related(c, "advcl") && marked(c, {"if", "unless"}));
    }
    std::uint32_t at = t;
    for (int steps = 0; steps < kDeep; ++steps) {
      for (const std::uint32_t c : children(at)) {
        if (related(c, "obl") && accordingTo(c)) manner.attribution = partsOf(nounPhrase(c));
        if (!related(c, "parataxis") || !reports(c)) continue;  // "X, Berg said."
        if (std::vector<Parts> who = subjects(c); !who.empty()) manner.attribution = who.front();
      }
      const std::uint32_t head = words_[at].head;
      if (head == kRoot || (!related(at, "conj") && !related(at, "ccomp"))) break;
      if (related(at, "ccomp")) {
        if (std::vector<Parts> who = subjects(head); !who.empty()) manner.attribution = who.front();
        manner.thought = !reports(head);
        manner.negated = manner.negated != words_[head].verb.cues.has(Cue::kDeny);
        break;
      }
      at = head;
    }
    return manner;
  }

  // "Did Osei sign the treaty?", wherever it begins.
  [[nodiscard]] bool asks(std::uint32_t t) const {
    const std::uint32_t auxiliary = copular(t) ? child(t, "cop") : child(t, "aux");
    const std::uint32_t who = child(t, "nsubj");
    return is(size() - 1, {"?"}) && auxiliary != kRoot && who != kRoot && auxiliary < who;
  }

  void clause(std::uint32_t t) {
    if (asks(t) || existential(t)) return;
    const std::vector<Parts> who = subjects(t);
    if (!who.empty()) takes(t, who, verbGroup(t), mannerOf(t), 0);
  }

  // "There are lakes in Tovia."
  bool existential(std::uint32_t t) {
    const std::uint32_t what = child(t, "nsubj");
    if (!is(child(t, "expl"), {"there"}) || what == kRoot) return false;
    const auto where = [&](std::uint32_t c) {
      const Parts preposition = prepositionOf(c);
      if (preposition.empty() ||
          !is(preposition.front().word, {"in", "at", "on", "near", "between", "among", "under", "within", "inside"}))
        return;
      add(t, Form::kThere, partsOf(nounPhrase(what, c)), verbGroup(t) + preposition, partsOf(nounPhrase(c)),
          mannerOf(t));
    };
    for (const std::uint32_t c : children(t)) {
      if (related(c, "obl")) where(c);
    }
    for (const std::uint32_t c : children(what)) {
      if (related(c, "nmod")) where(c);
    }
    return true;
  }

  // "according to the ministry"
  [[nodiscard]] bool accordingTo(std::uint32_t c) const {
    const Parts preposition = prepositionOf(c);
    return preposition.size() > 1 && is(preposition.front().word, {"according"});
  }

  // Says nothing of its own: "for example"; what it says of its clause is no fact: "despite the rain".
  [[nodiscard]] bool idle(std::uint32_t c, const Parts& preposition) const {
    if (!nominal(c) || accordingTo(c)) return true;
    if (!preposition.empty() && is(preposition.front().word, {"including", "like", "despite", "but", "than"}))
      return true;
    const auto own = children(c);
    const auto marks = std::count_if(own.begin(), own.end(), [&](std::uint32_t d) { return related(d, "punct"); });
    return own.size() == preposition.size() + static_cast<std::size_t>(marks) &&
           is(c, {"example", "instance", "fact", "course", "addition", "contrast", "particular", "general", "turn",
                  "short", "comparison"});
  }

  // A clause that goes on with what its verb says: "went to meet Osei", "succeeded in raising the ship".
  [[nodiscard]] bool goesOn(std::uint32_t c) const {
    if (!related(c, "advcl") || !verbal(c) || has(c, "nsubj") || copular(c)) return false;
    return marked(c, {"to"}) ||
           (words_[c].lower.ends_with("ing") && marked(c, {"of", "in", "for", "from", "with", "on", "about", "at"}));
  }

  [[nodiscard]] std::vector<Argument> further(std::uint32_t t) const {
    std::vector<Argument> out;
    for (const std::uint32_t c : children(t)) {
      if (out.size() >= kLongestRow) break;
      if (related(c, "obl")) {
        const Parts preposition = prepositionOf(c);
        if (idle(c, preposition)) continue;
        for (Parts& words : phrases(c)) {
          // What the tree hangs on it from before the preposition is not of it.
          if (!preposition.empty() && !relativePronoun(c))
            std::erase_if(words, [&](const Part& part) { return part.word < preposition.front().word; });
          out.push_back({preposition, std::move(words), c, false});
        }
      } else if (related(c, "advcl") && c > t && has(c, "mark") &&
                 !marked(c, {"while", "whereas", "although", "though"})) {
        const WordList words = wholeClause(c);
        if (words.size() <= kLongestCircumstance) out.push_back({{}, partsOf(words), c, true});
      }
    }
    return out;
  }

  [[nodiscard]] std::vector<Parts> objects(std::uint32_t t) const {
    if (const std::uint32_t own = child(t, "obj"); own != kRoot) return phrasesFrom(t, own);
    // "bought and sold shares"
    if (const std::uint32_t other = child(t, "conj"); other == t + 2 && verbal(other) && !has(other, "nsubj")) {
      if (const std::uint32_t object = child(other, "obj"); object != kRoot && object > other) return phrases(object);
    }
    if (words_[t].relation != "acl:relcl" || words_[t].head == kRoot) return {};
    // "the house that Berg built"
    const std::uint32_t who = child(t, "nsubj");
    if (who == kRoot || words_[who].relation != "nsubj" || relativePronoun(who) || has(t, "xcomp") || has(t, "ccomp"))
      return {};
    if (const std::uint32_t owner = child(who, "nmod:poss"); is(owner, {"whose"})) return {};
    for (const std::uint32_t c : children(t)) {
      if (is(c, {"where", "when", "why"})) return {};
      // "in which she lives", "she lives in"
      if (related(c, "obl") && (is(c, {"which", "whom"}) || words_[c].upos == Upos::kAdp)) return {};
    }
    return {partsOf(nounPhrase(described(words_[t].head), t))};
  }

  // What the verb at `t` takes. `relation` is all that was said up to and with it: "wants to buy".
  void takes(std::uint32_t t, const std::vector<Parts>& who, const Parts& relation, Manner manner, int depth) {
    if (depth > kDeep) return;
    manner.negated = manner.negated || (depth > 0 && negated(t));
    std::vector<Parts> what = objects(t);
    const std::uint32_t receiver = child(t, "iobj");
    const std::uint32_t taken = child(t, "xcomp");
    const bool joined = taken != kRoot && taken > t && !has(taken, "nsubj");
    if (joined && what.empty() && receiver != kRoot) what = phrases(receiver);
    if (joined && what.empty()) return takesVerb(t, taken, who, relation, manner, depth);
    if (joined) {  // "asked Osei to leave the room"
      const Parts rest = partsOf(wholeClause(taken));
      for (const Parts& object : what) {
        const std::size_t before = triples_.size();
        if (verbal(taken) && !copular(taken) && object.size() <= kLongestInRelation)
          takes(taken, who, relation + object + verbGroup(taken), manner, depth + 1);
        if (triples_.size() == before) tell(t, Form::kClause, who, relation, {object + rest}, {}, manner);
      }
      return;
    }
    Parts verb = relation;
    if (receiver != kRoot) {
      if (what.empty() && !has(t, "ccomp"))
        what = phrases(receiver);
      else
        verb = relation + partsOf(nounPhrase(receiver));
    }
    std::uint32_t said = child(t, "ccomp");
    if (said == kRoot) said = taken;
    if (said != kRoot) {
      if (who.front().size() == 1 && is(who.front().front().word, {"it"})) return;  // "It was said that ..."
      // "told reporters that ..."
      tell(t, Form::kClause, who, what.empty() ? verb : verb + what.front(), {partsOf(wholeClause(said, t))}, {},
           manner);
      return;
    }
    if (related(t, "parataxis") && words_[t].head != kRoot && what.empty() && reports(t)) {  // "X, Berg said."
      tell(t, Form::kClause, who, relation, {partsOf(wholeClause(words_[t].head, t))}, {}, manner);
      return;
    }
    std::vector<Argument> where = further(t);
    if (what.empty()) {
      for (const std::uint32_t c : children(t)) {
        if (c < t || !goesOn(c)) continue;
        std::erase_if(where, [&](const Argument& one) { return one.head == c; });
        const std::uint32_t mark = child(c, "mark");
        takes(c, who, relation + (isTo(mark) ? verbGroup(c) : partsOf({mark}) + verbGroup(c)), manner, depth + 1);
      }
    }
    if (const std::uint32_t object = child(t, "obj"); object == t + 1 && light(t, object)) {
      if (where.empty() || where.front().head < object || where.front().preposition.empty()) return;  // "took place"
      return tell(t, Form::kVerb, who, verb + partsOf({object}), {}, where, manner);  // "took part in the talks"
    }
    tell(t, what.empty() ? Form::kVerb : Form::kObject, who, verb, what, where, manner);
  }

  // "wants to buy the port and to sell the ships", "became president"
  void takesVerb(std::uint32_t t, std::uint32_t taken, const std::vector<Parts>& who, const Parts& relation,
                 Manner manner, int depth) {
    const Flags<Cue>& cues = words_[t].verb.cues;
    manner.possible = manner.possible || cues.has(Cue::kPlan) || cues.has(Cue::kPropose) || words_[t].lemma == "want";
    if (!verbal(taken) || copular(taken))
      return predicates(taken, who, copular(taken) ? relation + verbGroup(taken) : relation, manner, depth + 1);
    std::vector<Argument> where = further(t);  // "went to Lima to meet Osei"
    std::erase_if(where,
                  [&](const Argument& one) { return one.head < t || one.head > taken || one.preposition.empty(); });
    tell(t, Form::kVerb, who, relation, {}, where, manner);
    const std::size_t before = triples_.size();
    takes(taken, who, relation + verbGroup(taken), manner, depth + 1);
    if (triples_.size() == before && marked(taken, {"to"}))  // "refused to comment"
      tell(t, Form::kObject, who, relation, {partsOf(wholeClause(taken))}, {}, manner);
    for (const std::uint32_t c : children(taken)) {
      if (related(c, "conj") && verbal(c) && !has(c, "nsubj"))
        takes(c, who, relation + verbGroup(c), manner, depth + 1);
    }
  }

  // A verb that says little, and a common noun alone that says it: together they are the verb.
  [[nodiscard]] bool light(std::uint32_t t, std::uint32_t object) const {
    static constexpr std::array<std::string_view, 14> kLight = {
        "take", "make", "give", "have", "play", "pay", "lose", "lay", "set", "hold", "gain", "catch", "bear", "keep"};
    const Word& noun = words_[object];
    return std::find(kLight.begin(), kLight.end(), words_[t].lemma) != kLight.end() && noun.upos == Upos::kNoun &&
           noun.kind == TokenKind::kWord && noun.lemma == noun.lower && children(object).empty();
  }

  void predicate(std::uint32_t t) {
    if (related(t, "xcomp") || asks(t)) return;  // The first is read with its verb.
    const std::vector<Parts> who = subjects(t);
    if (!who.empty()) predicates(t, who, verbGroup(t), mannerOf(t), 0);
  }

  // `relation` is a form of "be", or of another verb that the predicate at `t` goes with.
  void predicates(std::uint32_t t, const std::vector<Parts>& who, const Parts& relation, const Manner& manner,
                  int depth) {
    if (depth > kDeep) return;
    for (const std::uint32_t p : row(t)) {
      const Parts preposition = prepositionOf(p);
      std::vector<Argument> where = further(p);
      if (nominal(p) || !preposition.empty()) {
        tell(p, Form::kIs, who, relation + preposition, {phraseOf(p)}, where, manner);
        continue;
      }
      if (verbal(p)) {  // "the point is that she left"
        WordList words = wholeClause(p);
        const std::uint32_t cop = child(p, "cop");
        Parts is = relation;
        std::erase_if(words, [&](std::uint32_t w) { return cop != kRoot && w <= cop; });
        std::erase_if(is, [&](const Part& part) { return cop != kRoot && part.word > cop; });
        tell(p, Form::kClause, who, is, {partsOf(words)}, {}, manner);
        continue;
      }
      const WordList words = nounPhrase(p);
      const Parts quality = partsOf(WordList(words.begin(), std::upper_bound(words.begin(), words.end(), p)));
      std::uint32_t next = child(p, "xcomp");
      if (next == kRoot) next = child(p, "advcl");
      if (next != kRoot && next > p && verbal(next) && marked(next, {"to"})) {  // "is ready to help Osei"
        takes(next, who, relation + quality + verbGroup(next), manner, depth + 1);
        continue;
      }
      if (const std::uint32_t that = child(p, "ccomp"); that != kRoot && that > p) {
        tell(p, Form::kClause, who, relation + quality, {partsOf(wholeClause(that))}, {}, manner);
        continue;
      }
      std::erase_if(where, [&](const Argument& one) { return one.head < p || one.clause || one.preposition.empty(); });
      if (where.empty())
        tell(p, Form::kIs, who, relation, {partsOf(words)}, {}, manner);
      else
        tell(p, Form::kIs, who, relation + quality, {}, where, manner);  // "is aware of the plan"
    }
  }

  void noun(std::uint32_t t) {
    title(t);
    for (const std::uint32_t c : children(t)) {
      if (related(c, "appos") && c > t) apposition(t, c);
      if (words_[c].relation == "nmod:poss" && words_[c].upos == Upos::kPropn) possession(t, c);
    }
  }

  [[nodiscard]] bool personNoun(std::uint32_t t) const {
    const Lists& lists = Lists::builtIn();
    return lists.isOfficeHead(words_[t].lower) || lists.isPersonNoun(words_[t].lower);
  }

  // "Ada Berg, a lawyer," and "the minister, Ada Berg,"
  void apposition(std::uint32_t t, std::uint32_t c) {
    const auto named = [&](std::uint32_t at) { return words_[at].upos == Upos::kPropn; };
    const auto isNoun = [&](std::uint32_t at) { return named(at) || words_[at].upos == Upos::kNoun; };
    if (!isNoun(t) || !isNoun(c) || (!named(t) && !named(c))) return;
    if (child(t, "appos") != c) return;  // A list.
    const WordList behind = nounPhrase(c);
    // In brackets stand short names, and who reports.
    if (behind.front() > 0 && is(behind.front() - 1, {"(", "-lrb-"})) return;
    if (words_[t].name == NameType::kLocation && words_[c].name == NameType::kLocation)
      return add(t, Form::kPlace, partsOf(nounPhrase(t)), {{kRoot, "is in"}}, partsOf(behind), {});
    // Two names stand beside each other in lists, too; one that is an office tells of the other.
    if (named(t) && named(c) && personNoun(t) == personNoun(c)) return;
    const bool turned = !named(t) || (named(c) && personNoun(t));
    const std::uint32_t who = turned ? c : t;
    const std::uint32_t what = turned ? t : c;
    // "one of the banks, Nordbank"; "Berg, Osei and Tamm, a lawyer"
    if (plural(what) || (has(t, "conj") && child(t, "conj") < c)) return;
    if (is(what, {"year", "month", "day", "week", "age", "part"})) return;
    tell(t, Form::kApposition, phrases(who), {{kRoot, "is"}}, {partsOf(nounPhrase(what, who))}, {}, {});
  }

  // "Foreign Minister Ada Berg"
  void title(std::uint32_t t) {
    if (words_[t].name != NameType::kPerson) return;
    std::uint32_t last = kRoot;
    for (const std::uint32_t c : children(t)) {
      if (words_[c].relation == "nmod:desc" && c < t) last = c;
    }
    if (last == kRoot || !personNoun(last)) return;
    WordList name, office;
    for (const std::uint32_t w : nounPhrase(t)) {
      const bool wrong = words_[w].upos == Upos::kVerb || words_[w].upos == Upos::kPron;
      if (wrong || (w <= last && words_[w].name == NameType::kPerson)) return;
      (w > last ? name : office).push_back(w);
    }
    add(t, Form::kTitle, partsOf(name), {{kRoot, "is"}}, partsOf(office), {});
  }

  // "Berg's brother". Of most nouns the owner does not have one: "Berg's arrival", "Monday's talks".
  void possession(std::uint32_t t, std::uint32_t c) {
    if (!personNoun(t)) return;
    const WordList owner = nounPhrase(c);
    WordList owned;
    for (const std::uint32_t w : nounPhrase(t)) {
      if (w > owner.back() && !possessiveMark(w)) owned.push_back(w);
    }
    add(t, Form::kPossession, partsOf(owner), {{kRoot, "has"}}, partsOf(owned), {});
  }

  // One triple for each of `who` and each of `what` or, without, of `where`; and one for what stands behind an object.
  void tell(std::uint32_t t, Form form, const std::vector<Parts>& who, const Parts& relation,
            const std::vector<Parts>& what, const std::vector<Argument>& where, const Manner& manner) {
    for (const Parts& subject : who) {
      for (const Parts& object : what) {
        add(t, form, subject, relation, object, manner);
        for (const Argument& one : where) {
          const Form beside = one.clause ? Form::kCondition : Form::kFurther;
          if (object.size() <= kLongestInRelation)
            add(t, beside, subject, relation + object + one.preposition, one.words, manner);
          else if (one.head > t)
            add(t, beside, subject, relation, object + one.preposition + one.words, manner);
        }
      }
      if (!what.empty()) continue;
      for (const Argument& one : where)
        add(t, one.clause ? Form::kCircumstance : form, subject, relation + one.preposition, one.words, manner);
    }
  }

  // Says nothing, or too much.
  [[nodiscard]] bool empty(const Parts& parts) const {
    if (parts.size() > kLongestPhrase) return true;
    return std::none_of(parts.begin(), parts.end(), [&](const Part& part) {
      if (part.word == kRoot || is(part.word, {"who", "which", "what", "whom", "whose", "there", "how", "why"}))
        return false;
      const Upos upos = words_[part.word].upos;
      return upos != Upos::kPunct && upos != Upos::kDet && upos != Upos::kAdp && upos != Upos::kSym &&
             upos != Upos::kCconj && upos != Upos::kPart;
    });
  }

  // What leans on more words leans on more arcs of the tree, of which one in eight is wrong; and so does a subject that
  // stands in another clause.
  [[nodiscard]] std::uint8_t confidence(std::uint32_t t, Form form, const Parts& subject, const Parts& relation,
                                        const Manner& manner) const {
    static constexpr int kLeast = 0, kMost = 95;
    const auto over = [](std::size_t length, std::size_t free) {
      return length > free ? static_cast<int>(length - free) : 0;
    };
    int value = kConfidence.at(static_cast<std::size_t>(form));
    value -= 2 * over(subject.size(), 4) + 2 * over(relation.size(), 3) + 3 * over(size(), 15) / 10;
    if (words_[t].relation == "acl:relcl") {
      value -= 6;
    } else if (relatedAny(t, {"acl", "advcl"})) {
      value -= 10;
    } else if (related(t, "conj") && !has(t, "nsubj")) {
      value -= 6;
    }
    if (manner.thought) value -= 10;
    if (manner.attribution) value -= 5;
    return static_cast<std::uint8_t>(std::clamp(value, kLeast, kMost));
  }

  void add(std::uint32_t t, Form form, const Parts& subject, const Parts& relation, const Parts& object,
           const Manner& manner) {
    if (empty(subject) || empty(object) || relation.size() > kLongestRelation || triples_.size() >= kMostTriples)
      return;
    const std::uint8_t sure = confidence(t, form, subject, relation, manner);
    if (sure < kLeastConfidence) return;
    OpenTriple triple;
    triple.subject = phrase(subject);
    triple.relation = phrase(relation);
    triple.object = phrase(object);
    const std::string who = smallLetters(triple.subject.text);
    const std::string what = smallLetters(triple.object.text);
    if (who == what || !told_.insert({who, smallLetters(triple.relation.text), what}).second) return;
    const auto nobody = [&](const Parts& parts) { return is(parts.front().word, {"no", "nobody", "nothing", "none"}); };
    triple.negated = manner.negated || nobody(subject) || nobody(object);
    triple.possible = manner.possible;
    if (manner.attribution) triple.attribution = phrase(*manner.attribution);
    triple.confidence = sure;
    triples_.push_back(std::move(triple));
  }

  // ASCII: "The" at the beginning of a sentence is "the".
  static std::string smallLetters(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
  }

  [[nodiscard]] Phrase phrase(const Parts& parts) const {
    Phrase out;
    std::uint32_t before = kRoot;
    for (const auto& [word, added] : parts) {
      const bool next = word != kRoot && before != kRoot && word == before + 1;
      const bool joined = next ? words_[before].span.end == words_[word].span.begin : added == "'s" && !cut_;
      if (!out.text.empty() && !joined) out.text += ' ';
      before = word;
      if (word == kRoot) {
        out.text += added;
        continue;
      }
      const Span span = words_[word].span;
      out.text += text_.substr(span.begin, span.end - span.begin);
      if (next)
        out.spans.back().end = span.end;
      else
        out.spans.push_back(span);
    }
    return out;
  }

  std::string_view text_;
  bool question_ = false;  // "Who met Osei?" states nothing but about its nouns.
  bool cut_ = false;       // The text has spaces between its tokens: "Berg 's firm ."
  std::vector<OpenTriple> triples_;
  std::set<std::tuple<std::string, std::string, std::string>> told_;
};

}  // namespace

std::vector<OpenTriple> findOpenTriples(std::string_view text, const std::vector<Word>& words) {
  if (words.empty()) return {};
  return Finder(text, words).run();
}

}  // namespace parley
