#include "extract/internal/sentence_splitter.h"

#include <algorithm>
#include <bit>
#include <string>

#include "extract/internal/abbreviations.h"
#include "extract/internal/calendar.h"
#include "extract/internal/characters.h"
#include "extract/lists.h"
#include "graph/date.h"

namespace parley::internal {
namespace {

using extract::Character;
using extract::characterAt;
using extract::contains;
using extract::isUpper;
using extract::lowerCase;
using extract::startsLower;
using extract::startsUpper;

// States and unions behind a comma that go on with a title: "last week, U.S. President".
constexpr auto kGovernments = std::to_array<std::string_view>({"U.S", "U.K", "U.N", "E.U"});

// Capitalised words that open a sentence far more often than they continue one after an abbreviation.
constexpr auto kOpeners = std::to_array<std::string_view>(
    {"the",   "a",     "an",      "he",       "she",       "it",      "they",  "we",    "i",
     "you",   "his",   "her",     "its",      "their",     "our",     "my",    "this",  "that",
     "these", "those", "there",   "here",     "in",        "on",      "at",    "by",    "for",
     "from",  "with",  "after",   "before",   "since",     "while",   "when",  "where", "if",
     "as",    "but",   "and",     "or",       "so",        "yet",     "also",  "both",  "some",
     "many",  "most",  "several", "however",  "meanwhile", "earlier", "later", "last",  "no",
     "not",   "under", "despite", "although", "according", "what",    "who",   "why"});

constexpr auto kSpeechVerbs = std::to_array<std::string_view>(
    {"said",    "says",  "asked",   "asks",  "wrote",   "writes",   "added",    "told",      "tweeted", "replied",
     "shouted", "joked", "quipped", "cried", "chanted", "wondered", "declared", "exclaimed", "yelled",  "urged"});

constexpr auto kStampWords = std::to_array<std::string_view>(
    {"date", "dated", "published", "posted", "updated", "created", "modified", "released"});

// What the rules say.
class Rules {
 public:
  Rules(std::string_view text, const Tokens& tokens) : text_(text), words_(tokens.words), tokens_(tokens.tokens) {}

  std::vector<std::size_t> ends(std::size_t opening) const {
    std::vector<std::size_t> ends;
    std::size_t begin = 0;
    const auto finish = [&](std::size_t end) {
      ends.push_back(end);
      begin = end;
    };
    if (opening > 0) finish(opening);
    for (std::size_t i = begin; i < words_.size(); ++i) {
      if (mayEnd(i)) {
        std::size_t stop = i;
        std::size_t end = i + 1;
        for (; end < words_.size() && closes(end); ++end) {
          if (isStop(word(end))) stop = end;
        }
        if (end < words_.size() && endsHere(begin, stop, end)) finish(end);
        i = end - 1;  // What leans on the stop is read once, however long it is.
      }
    }
    if (begin < words_.size()) ends.push_back(words_.size());
    return ends;
  }

  // What stands in front of the first sentence: a dateline, or a date: "date 2022-01-21 The ...", "21 January 2022
  // The". Number of its tokens; 0 if there is none or nothing follows.
  std::size_t openingEnd() const {
    std::size_t i = 0;
    bool named = false;
    if (i < words_.size() && words_[i].span.end - words_[i].span.begin <= 9 &&
        contains(kStampWords, lowerCase(word(i)))) {
      named = true;
      ++i;
      if (i < words_.size() && (word(i) == ":" || word(i) == "on")) ++i;
    }
    const std::size_t date_end = fullDateEnd(i);
    if (date_end == 0 || date_end >= words_.size()) return named ? 0 : datelineEnd();
    std::size_t next = date_end;
    while (next + 1 < words_.size() && opens(next)) ++next;
    return startsUpper(word(next)) || (named && words_[next].kind != TokenKind::kPunctuation) ? date_end : 0;
  }

  // "GENEVA, Jan 21 (Agency) - The ...", "NEW YORK — The ...": where the story was written is no part of its first
  // sentence. Number of its tokens with the dash; 0 if there is none.
  std::size_t datelineEnd() const {
    static constexpr std::size_t kLongest = 16;  // Tokens in front of the dash.
    const auto capitals = [&](std::size_t k) {
      return words_[k].kind == TokenKind::kWord && word(k).size() > 1 &&
             std::all_of(word(k).begin(), word(k).end(),
                         [](char c) { return (c >= 'A' && c <= 'Z') || c == '.' || c == '\''; });
    };
    const std::size_t furthest = std::min(kLongest, words_.size());
    if (furthest < 3 || !capitals(0)) return 0;
    std::size_t place = 1;
    while (place < furthest && capitals(place)) ++place;
    if (place >= furthest) return 0;
    // "NATO - The ..." is a name, not a place.
    const std::string_view name = text_.substr(words_[0].span.begin, words_[place - 1].span.end - words_[0].span.begin);
    const auto listed = Lists::builtIn().find(name);
    if (!listed.empty() && listed.front()->as == ListedAs::kOrganisation) return 0;
    bool bracket = false;
    for (std::size_t i = place; i < furthest; ++i) {
      const std::string_view w = word(i);
      if (!bracket && isDash(w)) {
        // "OSLO, Norway — May 7, 2021 — The ..."
        if (const std::size_t end = fullDateEnd(i + 1); end > 0 && end < words_.size() && isDash(word(end))) i = end;
        const bool opens_story = i + 2 < words_.size() && (startsUpper(word(i + 1)) || opens(i + 1));
        return opens_story ? i + 1 : 0;
      }
      if (w == "(") bracket = true;
      if (w == ")") bracket = false;
      const bool part =
          bracket || w == ")" || w == "," || words_[i].kind == TokenKind::kNumber || startsUpper(w) || w == "/";
      if (!part) return 0;
    }
    return 0;
  }

  bool mayEnd(std::size_t i) const {
    const std::string_view w = word(i);
    return words_[i].kind == TokenKind::kPunctuation ? isStop(w)
                                                     : words_[i].kind == TokenKind::kWord && w.ends_with('.');
  }

 private:
  std::string_view word(std::size_t i) const {
    return text_.substr(words_[i].span.begin, words_[i].span.end - words_[i].span.begin);
  }

  bool spaceAfter(std::size_t i) const { return tokens_[words_[i].end_token - 1].space_after; }

  static bool isDash(std::string_view word) {
    return word == "-" || word == "--" || word == "\u2013" || word == "\u2014";
  }

  static bool isStop(std::string_view word) {
    return word.front() == '.' || word.front() == '?' || word.front() == '!' || word == "\u2026";
  }

  // A closing quotation mark or bracket, or another stop, that leans on the token before it.
  bool closes(std::size_t i) const {
    if (spaceAfter(i - 1) || words_[i].kind != TokenKind::kPunctuation) return false;
    const std::string_view w = word(i);
    if (isStop(w)) return true;
    if (w == "\"" || w == "'")
      return spaceAfter(i) || i + 1 == words_.size() || words_[i + 1].kind == TokenKind::kPunctuation;
    return w == ")" || w == "]" || w == "}" || w == "\u201D" || w == "\u2019" || w == "\u00BB";
  }

  bool opens(std::size_t i) const {
    if (words_[i].kind != TokenKind::kPunctuation || spaceAfter(i)) return false;
    const std::string_view w = word(i);
    return w == "\"" || w == "'" || w == "(" || w == "[" || w == "\u201C" || w == "\u2018" || w == "\u00AB";
  }

  // "(NORD.O)": a company's code at its exchange.
  bool inTicker(std::size_t stop) const {
    return !spaceAfter(stop) && stop + 2 < words_.size() && startsUpper(word(stop + 1)) && word(stop + 1).size() <= 2 &&
           word(stop + 2) == ")";
  }

  // Does the sentence that began at `begin` end after the stop at `stop` and the closing marks before `next`?
  bool endsHere(std::size_t begin, std::size_t stop, std::size_t next) const {
    std::size_t first_word = next;
    while (first_word + 1 < words_.size() && opens(first_word)) ++first_word;
    if (startsLower(word(first_word)) || inTicker(stop)) return false;
    if (words_[stop].kind == TokenKind::kWord) return endsAfterAbbreviation(stop, next, first_word);
    // Marks that go on with the sentence: "Yahoo!, ...", "(...), ...", "... at home. — Agency".
    if (words_[first_word].kind == TokenKind::kPunctuation && first_word == next) {
      const std::string_view w = word(next);
      if (w == "," || w == ";" || w == ":" || w == "\u2014" || w == "\u2013" || w.front() == '-' || w == ")" ||
          w == "]")
        return false;
    }
    // "1. First item"
    if (stop == begin + 1 && words_[begin].kind == TokenKind::kNumber &&
        words_[begin].span.end - words_[begin].span.begin <= 2)
      return false;
    // "Never!" the minister said.
    const char mark = word(stop).front();
    if ((mark == '?' || mark == '!') && next > stop + 1) {
      for (std::size_t i = next; i < std::min(next + 6, words_.size()); ++i) {
        if (words_[i].kind == TokenKind::kPunctuation) break;
        if (contains(kSpeechVerbs, word(i))) return false;
      }
    }
    return true;
  }

  bool endsAfterAbbreviation(std::size_t stop, std::size_t next, std::size_t first_word) const {
    std::string_view abbreviation = word(stop);
    abbreviation.remove_suffix(1);
    if (contains(kBeforeName, abbreviation) || contains(kBeforeNumber, abbreviation)) return false;
    if (first_word > next && startsUpper(word(first_word)) && word(next) != "(" && word(next) != "[") return true;
    // "in Andrews, Md. Blinken": a state that goes on has a comma behind it. "last week, U.S. President Berg"
    const bool state = !contains(kGovernments, abbreviation) && abbreviation != "Jr";
    if (state && stop > 0 && word(stop - 1) == "," && next == stop + 1 && startsUpper(word(next))) return true;
    const std::string_view w = word(first_word);
    return w.size() <= 12 && startsUpper(w) && contains(kOpeners, lowerCase(w));
  }

  std::size_t fullDateEnd(std::size_t i) const {
    const auto at = [&](std::size_t k) { return k < words_.size() ? word(k) : std::string_view(); };
    if (extract::weekdayNamed(at(i))) i += at(i + 1) == "," ? 2 : 1;
    if (parseDate(at(i).substr(0, 10)) && (at(i).size() == 10 || at(i)[10] == 'T')) return i + 1;
    if (extract::monthNamed(at(i)) && extract::dayOfMonth(at(i + 1))) {
      const std::size_t year = at(i + 2) == "," ? i + 3 : i + 2;
      return extract::yearNumber(at(year)) ? year + 1 : 0;
    }
    if (extract::dayOfMonth(at(i)) && extract::monthNamed(at(i + 1)) && extract::yearNumber(at(i + 2))) return i + 3;
    return 0;
  }

  std::string_view text_;
  const std::vector<WholeWord>& words_;
  const std::vector<Token>& tokens_;
};

// The treebanks hold letters and forum posts; newspapers are tidier. So more has to speak for it before a sentence of
// the rules is not ended, or one is ended at a dash. In units of the weights, 42 to a factor of e in the odds: of those
// tried, the best for EWT and GUM that leave the development articles as tidy as they are.
constexpr int kTrustInRules = 80;
constexpr int kTrustInDash = 40;

// --- What the classifier sees --------------------------------------------------------------------------------------

// Longer words differ in their first letters.
constexpr std::size_t kFormBytes = 24;

class Hash {
 public:
  void add(std::uint32_t byte) { value_ = (value_ ^ byte) * 16777619U; }
  [[nodiscard]] std::uint32_t value() const { return value_; }

 private:
  std::uint32_t value_ = 2166136261U;
};

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  std::uint64_t h = (a ^ std::rotl(b, 32)) * 0x9E3779B97F4A7C15ULL;
  h ^= h >> 29;
  return h * 0xBF58476D1CE4E5B9ULL;
}

// 0, 1, 2, 3, 4, 5-6, 7-9, 10-14, ...: small counts matter most.
std::uint32_t bucket(std::size_t count) {
  constexpr auto kFrom = std::to_array<std::size_t>({1, 2, 3, 4, 5, 7, 10, 15, 21, 31, 51});
  std::uint32_t n = 0;
  while (n < kFrom.size() && count >= kFrom[n]) ++n;
  return n;
}

// No room for the word at `end` in the sentence that began at `begin`.
bool isFull(const Tokens& tokens, std::size_t begin, std::size_t end) {
  return tokens.words[end].end_token - tokens.words[begin].first_token > kMaxSentenceTokens;
}

// `end`, or the word before it: the parts of a contraction, which are neighbours, stay together.
std::size_t wholeEnd(const Tokens& tokens, std::size_t end) {
  return tokens.tokens[tokens.words[end].first_token].joint == Joint::kContraction ? end - 1 : end;
}

}  // namespace

SplitContext::SplitContext(std::string_view text, const Tokens& tokens) : text_(text), tokens_(tokens) {
  const Rules rules(text, tokens);
  opening_ = rules.openingEnd();
  rule_ends_ = rules.ends(opening_);
  const std::size_t size = tokens.words.size();
  by_rule_.assign(size + 1, 0);
  for (const std::size_t end : rule_ends_) by_rule_[end] = 1;
  looks_.reserve(size);
  open_.reserve(size + 1);
  open_.push_back(0);
  std::uint32_t capitals = 0, letters = 0, stops = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const WholeWord& word = tokens.words[i];
    const std::string_view w = text.substr(word.span.begin, word.span.end - word.span.begin);
    Look look;
    Hash form, shape, ending;
    UChar32 last_class = 0;
    int repeated = 0;
    const Character first = characterAt(w, 0);
    look.capital = isUpper(first.code);
    look.letter = u_isalpha(first.code) != 0;
    look.stop = rules.mayEnd(i);
    look.colon = w == ":";
    look.dash = w == "\u2014" || w == "\u2013" || w.front() == '-';
    look.space_after = tokens.tokens[word.end_token - 1].space_after;
    std::uint32_t tail = 0;
    for (std::uint32_t at = 0; at < w.size() && at < kFormBytes;) {
      const Character c = characterAt(w, at);
      const UChar32 lower = c.code >= '0' && c.code <= '9' ? '0' : u_tolower(c.code);
      form.add(static_cast<std::uint32_t>(lower));
      tail = tail << 8 ^ static_cast<std::uint32_t>(lower);
      const UChar32 kind = isUpper(c.code) ? 'X' : u_isalpha(c.code) ? 'x' : u_isdigit(c.code) ? '0' : c.code;
      repeated = kind == last_class ? repeated + 1 : 0;
      if (repeated < 2) shape.add(static_cast<std::uint32_t>(kind));
      last_class = kind;
      at = c.end;
    }
    ending.add(tail & 0xFFFFFF);
    look.form = form.value();
    look.shape = shape.value();
    look.ending = look.letter ? ending.value() : shape.value();
    capitals += look.capital;
    letters += look.letter;
    stops += look.stop;
    std::uint8_t open = open_.back();
    if (w == "(" || w == "[") open |= 1;
    if (w == ")" || w == "]") open &= 2;
    if (w == "\"" || w == "\u201C" || w == "\u201D") open ^= 2;
    open_.push_back(open);
    looks_.push_back(look);
  }
  to_next_stop_.assign(size + 1, 0);
  for (std::size_t i = size; i-- > 0;) to_next_stop_[i] = looks_[i].stop ? 0 : to_next_stop_[i + 1] + 1;
  style_ = std::min<std::uint32_t>(stops, 3) | (letters == 0 ? 0 : 4 * capitals / letters) << 2 |
           (look(size - 1).stop ? 1U : 0U) << 5;
  nothing_.form = nothing_.shape = nothing_.ending = 1;
}

bool SplitContext::possible(std::size_t end) const {
  const WholeWord& before = tokens_.words[end - 1];
  const WholeWord& after = tokens_.words[end];
  const auto is = [](const WholeWord& word) {
    return word.kind == TokenKind::kWord || word.kind == TokenKind::kNumber;
  };
  if (!look(end - 1).space_after && is(before) && is(after)) return false;
  if (inTicker(end)) return false;
  if (look(end - 1).colon) return false;
  std::string_view w = text_.substr(before.span.begin, before.span.end - before.span.begin);
  if (before.kind != TokenKind::kWord || !w.ends_with('.')) return true;
  w.remove_suffix(1);
  if (contains(kBeforeName, w) && (look(end).letter || after.kind == TokenKind::kPunctuation)) return false;
  return !(contains(kBeforeNumber, w) && after.kind == TokenKind::kNumber);
}

bool SplitContext::inTicker(std::size_t end) const {
  const auto text = [&](std::size_t i) {
    const Span& span = tokens_.words[i].span;
    return text_.substr(span.begin, span.end - span.begin);
  };
  return !look(end - 1).space_after && end + 1 < tokens_.words.size() && startsUpper(text(end)) &&
         text(end).size() <= 2 && text(end + 1) == ")";
}

bool SplitContext::afterDash(std::size_t end) const { return look(end - 1).dash; }

SplitContext::Features SplitContext::features(std::size_t begin, std::size_t end) const {
  const Look& a3 = look(end - 3);  // Wraps to a word that is not there: nothing_.
  const Look& a2 = look(end - 2);
  const Look& a = look(end - 1);
  const Look& b = look(end);
  const Look& b2 = look(end + 1);
  const Look& b3 = look(end + 2);
  const Look& first = look(begin);
  const std::uint32_t rule = by_rule_[end] + (a.stop ? 2U : 0U);
  const std::uint32_t space = a.space_after ? 1 : 0;
  const std::uint32_t length = bucket(tokens_.words[end - 1].end_token - tokens_.words[begin].first_token);
  const std::uint32_t rest = bucket(tokens_.words.size() - end);
  const std::uint32_t stop = bucket(to_next_stop_[end]);
  const std::uint32_t open = open_[end];
  Features out{};
  std::size_t n = 0;
  const auto add = [&](std::uint64_t x, std::uint64_t y = 0, std::uint64_t z = 0, std::uint64_t w = 0) {
    const std::uint64_t number = n;
    out[n++] = mix(mix(number << 32 | x, y), z << 32 | w);
  };
  add(rule);
  add(rule, space, open);
  add(a.form);
  add(b.form);
  add(a2.form);
  add(b2.form);
  add(a3.form);
  add(b3.form);
  add(a.form, b.form);
  add(a2.form, a.form);
  add(b.form, b2.form);
  add(a.shape, b.shape);
  add(a2.shape, a.shape, b.shape);
  add(a.shape, b.shape, b2.shape);
  add(a2.shape, a.shape, b.shape, b2.shape);
  add(a.form, b.shape, space);
  add(a.shape, b.form);
  add(rule, a.form, b.capital);
  add(rule, b.form, b.capital);
  add(rule, b.shape, length);
  add(rule, length, stop);
  add(rule, style_);
  add(rule, rest, b.capital);
  add(a.shape, b.shape, length, stop);
  add(style_, a.shape, b.shape);
  add(a.ending, b.ending);
  add(a.ending, b.capital, rule);
  add(b.ending, b.capital, rule);
  add(b.ending, b2.ending, b.capital);
  add(a2.ending, a.ending, b.capital);
  add(first.form, length, rule);
  add(first.shape, a.shape, b.shape);
  add(open, a.shape, b.shape);
  add(b.form, stop);
  add(b2.form, b.shape);
  add(a2.form, a.shape, b.shape);
  add(b.shape, b2.shape, b3.shape, stop);
  add(a3.shape, a2.shape, a.shape, length);
  add(style_, stop, length, b.capital);
  add(a.form, length, b.capital);
  static_assert(kFeatures == 40);
  return out;
}

SentenceSplitter::SentenceSplitter(const ModelFile& file) {
  weights_ = file.bytes("split.weights", ModelFile::kAny, 1).values;
  if (!std::has_single_bit(weights_.size()) || weights_.size() < 2)
    file.damaged("split.weights must hold a power of two of weights");
  shift_ = 64 - std::countr_zero(weights_.size());
}

std::vector<std::size_t> SentenceSplitter::ends(std::string_view text, const Tokens& tokens) const {
  std::vector<std::size_t> ends;
  const std::vector<WholeWord>& words = tokens.words;
  if (words.empty()) return ends;
  const SplitContext context(text, tokens);
  std::size_t begin = 0;
  const auto finish = [&](std::size_t end) { ends.push_back(begin = end); };
  std::size_t rule = 0;  // First of the rules' ends that is not behind us.
  if (context.opening() > 0) finish(context.opening());
  for (std::size_t end = begin + 1; end < words.size(); ++end) {
    while (context.ruleEnds()[rule] < end) ++rule;
    bool ends_here = context.ruleEnds()[rule] == end;
    if (!weights_.empty()) {
      int sum = 0;
      for (const std::uint64_t hash : context.features(begin, end)) sum += weights_[hash >> shift_];
      ends_here = context.possible(end) && sum > (ends_here                ? -kTrustInRules
                                                  : context.afterDash(end) ? kTrustInDash
                                                                           : 0);
    }
    if (ends_here)
      finish(end);
    else if (isFull(tokens, begin, end))
      finish(wholeEnd(tokens, end));
  }
  ends.push_back(words.size());
  return ends;
}

std::vector<std::size_t> SentenceSplitter::endsByLength(const Tokens& tokens) {
  std::vector<std::size_t> ends;
  std::size_t begin = 0;
  for (std::size_t end = 1; end < tokens.words.size(); ++end) {
    if (isFull(tokens, begin, end)) ends.push_back(begin = wholeEnd(tokens, end));
  }
  if (!tokens.words.empty()) ends.push_back(tokens.words.size());
  return ends;
}

}  // namespace parley::internal
