#pragma once
// The tree of one sentence, and the phrases that stand in it: what is said of a noun without what is only said beside
// it. By the relations of Universal Dependencies v2 (universaldependencies.org/u/dep). Other than clauses.h it knows
// words and not who is meant.
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/words.h"

namespace parley::internal {

// Words of the sentence, ascending.
using WordList = std::vector<std::uint32_t>;

// A word of the sentence, or one that it does not have: then `word` is kRoot.
struct Part {
  std::uint32_t word = kRoot;
  std::string_view added;
};
using Parts = std::vector<Part>;
[[nodiscard]] Parts partsOf(const WordList& words);
[[nodiscard]] Parts operator+(Parts left, const Parts& right);

class Phrases {
 public:
  // Borrows `words` for its life.
  explicit Phrases(const std::vector<Word>& words);

  // No phrase has more words, so that a wrong tree costs no more than a right one; a clause may have twice as many.
  static constexpr std::size_t kLongestPhrase = 40;
  // Coordinated phrases that are told one by one. A longer row is told by its first.
  static constexpr std::size_t kLongestRow = 12;
  // A tree that a wrong parse made deep is climbed no further.
  static constexpr int kDeep = 24;

 protected:
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(words_.size()); }
  [[nodiscard]] bool is(std::uint32_t t, std::initializer_list<std::string_view> any) const;
  // "nsubj" is also "nsubj:pass".
  [[nodiscard]] bool related(std::uint32_t t, std::string_view relation) const;
  [[nodiscard]] bool relatedAny(std::uint32_t t, std::initializer_list<std::string_view> any) const;
  // What depends on word `t`, in the order of the text.
  [[nodiscard]] std::span<const std::uint32_t> children(std::uint32_t t) const {
    return std::span(child_).subspan(first_[t], first_[t + 1] - first_[t]);
  }
  // The first of them in that relation; kRoot if there is none.
  [[nodiscard]] std::uint32_t child(std::uint32_t t, std::string_view relation) const;
  [[nodiscard]] bool has(std::uint32_t t, std::string_view relation) const { return child(t, relation) != kRoot; }
  [[nodiscard]] bool marked(std::uint32_t t, std::initializer_list<std::string_view> any) const;
  [[nodiscard]] bool verbal(std::uint32_t t) const;
  [[nodiscard]] bool nominal(std::uint32_t t) const;
  // "a lawyer" of "is a lawyer".
  [[nodiscard]] bool copular(std::uint32_t t) const { return has(t, "cop"); }
  [[nodiscard]] bool plural(std::uint32_t t) const;  // A common noun.
  [[nodiscard]] bool relativePronoun(std::uint32_t t) const;
  [[nodiscard]] bool possessiveMark(std::uint32_t t) const { return is(t, {"'s", "'"}); }
  [[nodiscard]] bool isNot(std::uint32_t t) const;
  // Ties its clause to others and says nothing of it: "however".
  [[nodiscard]] bool sentenceAdverb(std::uint32_t t) const;

  // The words of the phrase at `head` with its modifiers, but without what joins it to others ("in", "and"), what is
  // coordinated with it, and what is said beside it: relative clauses, appositions, participles behind a comma. Nothing
  // that depends on `without` either.
  [[nodiscard]] WordList nounPhrase(std::uint32_t head, std::uint32_t without = kRoot) const;
  // The same with the owner for "whose": "Berg's firm" for "whose firm".
  [[nodiscard]] Parts phraseOf(std::uint32_t head) const;
  // One for each phrase that is coordinated at `head`; for a relative pronoun what it stands for.
  [[nodiscard]] std::vector<Parts> phrases(std::uint32_t head) const;
  // The heads of what is coordinated at `head`: "A, B and C".
  [[nodiscard]] WordList row(std::uint32_t head) const;
  // "ahead of" of "ahead of the talks".
  [[nodiscard]] Parts prepositionOf(std::uint32_t head) const;
  // All words of a clause but those of `without`, without the punctuation at its ends.
  [[nodiscard]] WordList wholeClause(std::uint32_t t, std::uint32_t without = kRoot) const;

  // The noun that the relative clause around `t` is about, and the head of that clause; both kRoot if there is none.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> antecedent(std::uint32_t t) const;
  // Who it is that `noun` describes: "Berg" of "Berg is a lawyer who ..." and "Berg, a lawyer who ...". Else `noun`.
  [[nodiscard]] std::uint32_t described(std::uint32_t noun) const;

  const std::vector<Word>& words_;

 private:
  void collect(std::uint32_t t, std::uint32_t head, std::uint32_t without, WordList& out) const;
  [[nodiscard]] bool besideHead(std::uint32_t c, std::uint32_t head) const;
  [[nodiscard]] bool describes(std::uint32_t clause) const;
  [[nodiscard]] bool gives(std::uint32_t c) const;
  [[nodiscard]] bool parts(std::uint32_t t) const;
  [[nodiscard]] WordList withPunctuation(const WordList& words) const;

  std::vector<std::uint32_t> first_, child_;  // What depends on word t: child_[first_[t]] up to child_[first_[t + 1]].
};

}  // namespace parley::internal
