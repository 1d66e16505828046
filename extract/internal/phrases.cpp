#include "extract/internal/phrases.h"

#include <algorithm>

namespace parley::internal {

namespace {

// Heads of whole words may run in a circle, where parts of one hang on different words.
void sortOnce(WordList& words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

}  // namespace

Parts partsOf(const WordList& words) {
  Parts parts;
  parts.reserve(words.size());
  for (const std::uint32_t t : words) parts.push_back({t, {}});
  return parts;
}

Parts operator+(Parts left, const Parts& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

Phrases::Phrases(const std::vector<Word>& words) : words_(words), first_(words.size() + 1, 0), child_(words.size()) {
  for (const Word& word : words_) {
    if (word.head != kRoot) ++first_[word.head + 1];
  }
  for (std::uint32_t t = 0; t < size(); ++t) first_[t + 1] += first_[t];
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::uint32_t t = 0; t < size(); ++t) {
    if (words_[t].head != kRoot) child_[next[words_[t].head]++] = t;
  }
}

bool Phrases::is(std::uint32_t t, std::initializer_list<std::string_view> any) const {
  return t < size() && std::find(any.begin(), any.end(), words_[t].lower) != any.end();
}

bool Phrases::related(std::uint32_t t, std::string_view relation) const {
  const std::string_view own = words_[t].relation;
  return own.starts_with(relation) && (own.size() == relation.size() || own[relation.size()] == ':');
}

bool Phrases::relatedAny(std::uint32_t t, std::initializer_list<std::string_view> any) const {
  return std::any_of(any.begin(), any.end(), [&](std::string_view relation) { return related(t, relation); });
}

std::uint32_t Phrases::child(std::uint32_t t, std::string_view relation) const {
  for (const std::uint32_t c : children(t)) {
    if (related(c, relation)) return c;
  }
  return kRoot;
}

bool Phrases::marked(std::uint32_t t, std::initializer_list<std::string_view> any) const {
  const auto marks = children(t);
  return std::any_of(marks.begin(), marks.end(), [&](std::uint32_t c) { return related(c, "mark") && is(c, any); });
}

bool Phrases::verbal(std::uint32_t t) const { return words_[t].upos == Upos::kVerb || words_[t].upos == Upos::kAux; }

bool Phrases::nominal(std::uint32_t t) const {
  const Upos upos = words_[t].upos;
  return upos == Upos::kNoun || upos == Upos::kPropn || upos == Upos::kPron || upos == Upos::kNum || upos == Upos::kSym;
}

bool Phrases::plural(std::uint32_t t) const {
  return words_[t].upos == Upos::kNoun && words_[t].lower.ends_with("s") && words_[t].lemma != words_[t].lower;
}

bool Phrases::relativePronoun(std::uint32_t t) const {
  return words_[t].upos == Upos::kPron && is(t, {"who", "which", "that", "whom"});
}

bool Phrases::isNot(std::uint32_t t) const { return is(t, {"not", "n't", "never"}); }

bool Phrases::sentenceAdverb(std::uint32_t t) const {
  return is(t, {"however", "therefore", "moreover", "furthermore", "meanwhile", "hence", "consequently", "additionally",
                "when", "where", "why", "how"});
}

WordList Phrases::nounPhrase(std::uint32_t head, std::uint32_t without) const {
  WordList out;
  collect(head, head, without, out);
  sortOnce(out);
  const auto joins = [&](std::uint32_t t) { return words_[t].upos == Upos::kCconj || words_[t].upos == Upos::kPunct; };
  while (out.size() > 1 && joins(out.back())) out.pop_back();
  while (out.size() > 1 && joins(out.front())) out.erase(out.begin());
  return withPunctuation(out);
}

void Phrases::collect(std::uint32_t t, std::uint32_t head, std::uint32_t without, WordList& out) const {
  if (out.size() > kLongestPhrase) return;
  out.push_back(t);
  for (const std::uint32_t c : children(t)) {
    if (c == without || relatedAny(c, {"punct", "parataxis", "discourse", "vocative", "list", "reparandum", "orphan"}))
      continue;
    if (relatedAny(c, {"acl", "appos"}) && describes(c)) continue;
    if (related(c, "nmod") && gives(c)) continue;
    if ((t == head || (related(t, "appos") && words_[t].head == head)) && besideHead(c, t)) continue;
    collect(c, head, without, out);
  }
}

// Examples of what the noun says: "such as gold", "including gold".
bool Phrases::gives(std::uint32_t c) const {
  const auto own = children(c);
  return std::any_of(own.begin(), own.end(), [&](std::uint32_t d) {
    return related(d, "case") && (is(d, {"including"}) || (is(d, {"such"}) && is(d + 1, {"as"})));
  });
}

// Of the clause that the noun or predicate at `head` is in, or of the row that it begins.
bool Phrases::besideHead(std::uint32_t c, std::uint32_t head) const {
  if (relatedAny(c, {"case", "mark", "cc", "conj", "cop", "nsubj", "csubj", "aux", "expl", "advcl", "ccomp"}))
    return true;
  if (related(c, "advmod")) {
    // "not only Berg but also Osei"
    if (is(c, {"also"}) || (is(c, {"not"}) && is(c + 1, {"only"})) || (is(c, {"only"}) && c > 0 && is(c - 1, {"not"})))
      return true;
    return copular(head) && (c < child(head, "cop") || isNot(c) || sentenceAdverb(c));
  }
  // "Berg, 45, is"
  if (words_[head].name == NameType::kPerson && words_[c].upos == Upos::kNum && c > head && parts(c - 1)) return true;
  if (!related(c, "obl") || !copular(head)) return false;
  const bool measure = c > child(head, "cop") && c < head && prepositionOf(c).empty();  // "is two metres long"
  return !measure;
}

bool Phrases::parts(std::uint32_t t) const {
  return is(t, {",", "-", "--", "\u2014", "\u2013", "(", "-lrb-", ":", ";"});
}

// The noun is clear without the clause or name behind it: what is parted from it, and relative clauses.
bool Phrases::describes(std::uint32_t clause) const {
  if (words_[clause].relation == "acl:relcl") return true;
  std::uint32_t first = clause;
  for (const std::uint32_t c : children(clause)) {
    if (c > words_[clause].head) first = std::min(first, c);
  }
  while (first > 0 && words_[first - 1].upos == Upos::kPunct && !parts(first)) --first;
  return parts(first);
}

// Punctuation between words that nothing else is missing between, and the other half of a pair of marks.
WordList Phrases::withPunctuation(const WordList& words) const {
  WordList out;
  for (const std::uint32_t t : words) {
    if (!out.empty()) {
      const std::uint32_t from = out.back() + 1;
      bool only = true;
      for (std::uint32_t i = from; i < t && only; ++i) only = words_[i].upos == Upos::kPunct;
      for (std::uint32_t i = from; i < t && only; ++i) out.push_back(i);
    }
    out.push_back(t);
  }
  const auto paired = [&](std::uint32_t t) {
    return is(t, {"\"", "''", "``", "\u201c", "\u201d", "(", ")", "-lrb-", "-rrb-"});
  };
  if (std::count_if(out.begin(), out.end(), paired) % 2 == 0) return out;
  if (paired(out.back() + 1)) {
    out.push_back(out.back() + 1);
  } else if (out.front() > 0 && paired(out.front() - 1)) {
    out.insert(out.begin(), out.front() - 1);
  }
  return out;
}

Parts Phrases::phraseOf(std::uint32_t head) const {
  const Parts phrase = partsOf(nounPhrase(head));
  const auto whose =
      std::find_if(phrase.begin(), phrase.end(), [&](const Part& part) { return is(part.word, {"whose"}); });
  if (whose == phrase.end()) return phrase;
  const auto [noun, clause] = antecedent(whose->word);
  if (noun == kRoot) return phrase;
  return Parts(phrase.begin(), whose) + partsOf(nounPhrase(noun, clause)) + Parts{{kRoot, "'s"}} +
         Parts(whose + 1, phrase.end());
}

std::vector<Parts> Phrases::phrases(std::uint32_t head) const {
  if (relativePronoun(head)) {
    const auto [noun, clause] = antecedent(head);
    if (noun != kRoot) return {partsOf(nounPhrase(noun, clause))};
  }
  std::vector<Parts> out;
  for (const std::uint32_t one : row(head)) out.push_back(phraseOf(one));
  return out;
}

WordList Phrases::row(std::uint32_t head) const {
  WordList out{head};
  for (std::size_t i = 0; i < out.size() && out.size() <= kLongestRow; ++i) {
    const auto gather = [&](std::uint32_t t) {
      for (const std::uint32_t c : children(t)) {
        if (related(c, "conj") && words_[c].upos != Upos::kVerb && !has(c, "nsubj") && !copular(c)) out.push_back(c);
      }
    };
    const std::uint32_t one = out[i];
    gather(one);
    // "the lawyer Ada Berg and Kofi Osei"
    if (const std::uint32_t name = child(one, "appos"); name != kRoot && !describes(name)) gather(name);
  }
  if (out.size() > kLongestRow) out.resize(1);
  sortOnce(out);
  return out;
}

Parts Phrases::prepositionOf(std::uint32_t head) const {
  WordList out;
  for (const std::uint32_t c : children(head)) {
    if (related(c, "case") && !possessiveMark(c)) collect(c, c, kRoot, out);
  }
  sortOnce(out);
  return partsOf(out);
}

WordList Phrases::wholeClause(std::uint32_t t, std::uint32_t without) const {
  WordList all{t};
  for (std::size_t i = 0; i < all.size() && all.size() <= 2 * kLongestPhrase; ++i) {
    for (const std::uint32_t c : children(all[i])) {
      if (c != without) all.push_back(c);
    }
  }
  sortOnce(all);
  const auto outer = [&](std::uint32_t at) { return words_[at].upos == Upos::kPunct; };
  while (!all.empty() && outer(all.back())) all.pop_back();
  all.erase(all.begin(), std::find_if_not(all.begin(), all.end(), outer));
  return all;
}

std::pair<std::uint32_t, std::uint32_t> Phrases::antecedent(std::uint32_t t) const {
  for (int steps = 0; steps < kDeep && t != kRoot; ++steps, t = words_[t].head) {
    if (words_[t].relation == "acl:relcl" && words_[t].head != kRoot) return {described(words_[t].head), t};
  }
  return {kRoot, kRoot};
}

std::uint32_t Phrases::described(std::uint32_t noun) const {
  if (copular(noun)) {
    const std::uint32_t subject = child(noun, "nsubj");
    if (subject != kRoot && !relativePronoun(subject) && !has(subject, "conj") &&
        !is(subject, {"it", "this", "that", "what"}))
      return subject;
  }
  if (related(noun, "appos") && words_[noun].head != kRoot && words_[words_[noun].head].name) return words_[noun].head;
  return noun;
}

}  // namespace parley::internal
