#include "extract/segment.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include "extract/internal/calendar.h"
#include "extract/internal/characters.h"
#include "graph/date.h"

namespace parley {
namespace {

using extract::Character;
using extract::characterAt;
using extract::contains;
using extract::isSpace;
using extract::lowerCase;
using extract::startsLower;
using extract::startsUpper;

// Abbreviations that stand before a name: their full stop never ends a sentence.
constexpr auto kBeforeName = std::to_array<std::string_view>(
    {"Mr",   "Mrs",  "Ms",   "Dr",   "Prof", "Gen",  "Lt",   "Col",    "Maj",  "Capt", "Cmdr",  "Adm",      "Sgt",
     "Cpl",  "Pvt",  "Brig", "Sen",  "Sens", "Rep",  "Reps", "Gov",    "Pres", "Amb",  "Sec",   "Min",      "Atty",
     "Rev",  "Hon",  "Msgr", "Fr",   "Supt", "Insp", "Det",  "St",     "Ste",  "Mt",   "Ft",    "Pt",       "vs",
     "Mme",  "Mlle", "Sr",   "Sra",  "Gens", "Drs",  "Govs", "Messrs", "Dep",  "Asst", "Assoc", "Vice-Adm", "Rt",
     "Cllr", "Intl", "Natl", "Dist", "Ald",  "Cdr",  "Eng",  "H.E",    "e.g"});

// Full stop kept before a number or a month only: "No. 10", and "Fri. Jan. 21".
constexpr auto kBeforeNumber = std::to_array<std::string_view>(
    {"No", "Nos", "no", "nos", "Art", "Fig", "p", "pp", "Vol", "vol", "Ch", "Mon", "Tue", "Wed", "Fri", "Sat", "Sun"});

// Full stop kept, but the sentence may end here: the next word decides.
constexpr auto kMayEnd = std::to_array<std::string_view>(
    {"Jan",  "Feb",    "Mar",   "Apr",  "Jun",  "Jul",   "Aug",  "Sep",  "Sept", "Oct",  "Nov", "Dec",  "Tues",
     "Thu",  "Thur",   "Thurs", "Inc",  "Corp", "Co",    "Cos",  "Ltd",  "Bros", "Jr",   "Esq", "Ph.D", "etc",
     "al",   "approx", "Ala",   "Ariz", "Ark",  "Calif", "Colo", "Conn", "Del",  "Fla",  "Ga",  "Ill",  "Ind",
     "Kan",  "Ky",     "La",    "Mass", "Md",   "Mich",  "Minn", "Miss", "Mo",   "Mont", "Neb", "Nev",  "Okla",
     "Ore",  "Pa",     "Penn",  "Tenn", "Tex",  "Va",    "Vt",   "Wash", "Wis",  "Wyo",  "Ave", "Blvd", "Rd",
     "Bldg", "Dept",   "Univ",  "Assn", "Govt", "est",   "Est",  "Pty",  "Plc",  "Conf"});

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

// --- Lines to paragraphs -------------------------------------------------------------------------------------------

struct Line {
  Span span;                     // No white space at either end, not empty.
  std::uint32_t width = 0;       // In characters.
  std::uint32_t first_word = 0;  // In characters.
  bool after_blank = false;
};

std::vector<Line> linesOf(std::string_view text) {
  std::vector<Line> lines;
  Line line;
  std::uint32_t width = 0;  // To the current character, from the first of the line.
  bool open = false;        // The line has a visible character.
  bool in_first_word = false;
  bool blank = true;
  const auto finish = [&] {
    if (open) {
      line.after_blank = blank;
      lines.push_back(line);
    }
    blank = !open;
    open = false;
  };
  for (std::uint32_t i = 0; i < text.size();) {
    const Character c = characterAt(text, i);
    if (extract::isLineBreak(c.code)) {
      // "\r\n" is one break.
      const bool pair = c.code == '\r' && c.end < text.size() && text[c.end] == '\n';
      i = pair ? c.end + 1 : c.end;
      finish();
      continue;
    }
    if (!isSpace(c.code)) {
      if (!open) {
        open = in_first_word = true;
        width = 0;
        line = {{i, i}, 0, 0, false};
      }
      line.span.end = c.end;
      line.width = width + 1;
      if (in_first_word) line.first_word = line.width;
    } else {
      in_first_word = false;
    }
    ++width;
    i = c.end;
  }
  finish();
  return lines;
}

// Text wrapped by hand has lines of at most this many characters; a shorter widest line is a list or a menu.
constexpr std::uint32_t kWidestWrap = 100;
constexpr std::uint32_t kNarrowestWrap = 40;

// A block of lines without a blank one between them was wrapped if some line goes on in lower case and the widest one
// is as wide as people wrap. A break in it is a wrap if the next line's first word would not have fitted any more:
// that is how wrapping works, so a shorter line is one that somebody ended.
std::vector<Span> paragraphsOf(std::string_view text) {
  const std::vector<Line> lines = linesOf(text);
  std::vector<Span> paragraphs;
  for (std::size_t first = 0; first < lines.size();) {
    std::size_t last = first + 1;
    std::uint32_t widest = lines[first].width;
    bool goes_on = false;
    for (; last < lines.size() && !lines[last].after_blank; ++last) {
      widest = std::max(widest, lines[last].width);
      goes_on = goes_on || startsLower(text.substr(lines[last].span.begin, 4));
    }
    const bool wrapped = goes_on && widest >= kNarrowestWrap && widest <= kWidestWrap;
    paragraphs.push_back(lines[first].span);
    for (std::size_t i = first + 1; i < last; ++i) {
      if (wrapped && lines[i - 1].width + 1 + lines[i].first_word > widest) {
        paragraphs.back().end = lines[i].span.end;
      } else {
        paragraphs.push_back(lines[i].span);
      }
    }
    first = last;
  }
  return paragraphs;
}

// --- Tokens --------------------------------------------------------------------------------------------------------

bool isWordCharacter(UChar32 code) {
  // Letters, marks, numbers; the low line; and the soft hyphen and joiners, which are invisible inside words.
  constexpr std::uint32_t kWordMask = U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK;
  return (U_GET_GC_MASK(code) & kWordMask) != 0 || code == '_' || code == 0xAD || code == 0x200C || code == 0x200D;
}

bool isApostrophe(UChar32 code) { return code == '\'' || code == 0x2019; }
bool isHyphen(UChar32 code) { return code == '-' || code == 0x2010 || code == 0x2011; }
bool isDigit(UChar32 code) { return code >= '0' && code <= '9'; }

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : text_(text) {}

  std::vector<Token> tokensOf(Span paragraph) {
    tokens_.clear();
    for (std::uint32_t i = paragraph.begin; i < paragraph.end;) {
      std::uint32_t end = i;
      for (Character c = characterAt(text_, end); end < paragraph.end && !isSpace(c.code);
           c = characterAt(text_, end)) {
        end = c.end;
      }
      cutChunk(i, end);
      i = end;
      if (!tokens_.empty()) tokens_.back().space_after = true;
      for (Character c = characterAt(text_, i); i < paragraph.end && isSpace(c.code); c = characterAt(text_, i))
        i = c.end;
    }
    if (!tokens_.empty()) tokens_.back().space_after = paragraph.end < text_.size();
    return std::move(tokens_);
  }

 private:
  std::string_view slice(std::uint32_t begin, std::uint32_t end) const { return text_.substr(begin, end - begin); }

  void add(std::uint32_t begin, std::uint32_t end, TokenKind kind) { tokens_.push_back({{begin, end}, kind, false}); }

  // [begin, end) has no white space.
  void cutChunk(std::uint32_t begin, std::uint32_t end) {
    std::uint32_t i = begin;
    while (i < end) {
      if (const std::uint32_t address = addressEnd(i, end); address > i) {
        add(i, address, TokenKind::kSymbol);
        i = address;
        continue;
      }
      const Character c = characterAt(text_, i);
      if (isWordCharacter(c.code)) {
        const std::uint32_t word = wordEnd(i, end);
        i = addWord(i, word, end);
        continue;
      }
      i = addMarks(i, c, end);
    }
  }

  // End of a web address, mail address, @name or #tag that begins here; `begin` if none does. Looked for only where one
  // can begin, so that each chunk is read a bounded number of times.
  std::uint32_t addressEnd(std::uint32_t begin, std::uint32_t end) const {
    const std::string_view rest = slice(begin, end);
    const char first = rest.front();
    std::uint32_t stop = begin;
    if (rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.")) {
      stop = end;
    } else if ((first == '@' || first == '#') && rest.size() > 1 && isWordCharacter(characterAt(rest, 1).code)) {
      stop = begin + 1;
      for (Character c = characterAt(text_, stop); stop < end && isWordCharacter(c.code);
           c = characterAt(text_, stop)) {
        stop = c.end;
      }
      return stop;
    } else {
      return begin;
    }
    while (stop > begin + 1 && std::string_view(".,;:!?\"')]}>").find(text_[stop - 1]) != std::string_view::npos)
      --stop;
    return stop;
  }

  std::uint32_t wordEnd(std::uint32_t begin, std::uint32_t end) const {
    std::uint32_t i = begin;
    UChar32 previous = 0;
    std::uint32_t part = 0;  // Characters since the last full stop or hyphen.
    bool address = false;    // "name.org", "someone@name.org": a path may follow.
    while (i < end) {
      const Character c = characterAt(text_, i);
      if (isWordCharacter(c.code)) {
        previous = c.code;
        ++part;
        i = c.end;
        continue;
      }
      Character mark = c;
      Character next = c.end < end ? characterAt(text_, c.end) : Character{};
      if (c.code == '.' && part == 1 && isHyphen(next.code)) {  // "U.S.-led"
        mark = next;
        next = mark.end < end ? characterAt(text_, mark.end) : Character{};
      }
      if (!isWordCharacter(next.code)) break;
      if (!(mark.code == '/' && address) && !joins(previous, mark.code, next.code, part, mark.end, end)) break;
      address = address || mark.code == '@' || (mark.code == '.' && part > 1 && u_islower(previous));
      if (mark.code == '.' || isHyphen(mark.code)) part = 0;
      previous = mark.code;
      i = mark.end;
    }
    return i;
  }

  // Does `mark` between two word characters belong to the word? `after` is where the second one stands.
  bool joins(UChar32 before, UChar32 mark, UChar32 next, std::uint32_t part, std::uint32_t after,
             std::uint32_t end) const {
    if (isHyphen(mark) || mark == '@') return true;
    if (isApostrophe(mark)) return u_isalpha(next);
    switch (mark) {
      case '.':
        // "3.5"; "U.S", "p.m"; "name.org", but not "with him.In the case", where a space was lost.
        if (isDigit(before)) return isDigit(next);
        return u_isalpha(next) && (part == 1 || (u_islower(before) && u_islower(next)));
      case ',': {
        if (!isDigit(before) || !isDigit(next)) return false;  // "100,000", but not "21,2022".
        std::uint32_t i = after;
        while (i < end && isDigit(static_cast<unsigned char>(text_[i])) && i - after < 4) ++i;
        return i - after == 3;
      }
      case ':':
      case '/':
        return isDigit(before) && isDigit(next);
      case '&':
        return extract::isUpper(before) && extract::isUpper(next);
      default:
        return false;
    }
  }

  // Adds the word and returns where reading goes on: after its full stop if that belongs to it.
  std::uint32_t addWord(std::uint32_t begin, std::uint32_t word_end, std::uint32_t end) {
    if (word_end < end && text_[word_end] == '.' && !(word_end + 1 < end && text_[word_end + 1] == '.') &&
        keepsStop(begin, word_end)) {
      add(begin, word_end + 1, TokenKind::kWord);
      return word_end + 1;
    }
    const std::string_view word = slice(begin, word_end);
    if (const std::size_t cut = contraction(word); cut > 0) {
      add(begin, begin + static_cast<std::uint32_t>(cut), TokenKind::kWord);
      add(begin + static_cast<std::uint32_t>(cut), word_end, TokenKind::kWord);
    } else {
      const bool number =
          isDigit(static_cast<unsigned char>(word.front())) && std::all_of(word.begin(), word.end(), [](char c) {
            return isDigit(static_cast<unsigned char>(c)) ||
                   std::string_view(".,:/-").find(c) != std::string_view::npos;
          });
      add(begin, word_end, number ? TokenKind::kNumber : TokenKind::kWord);
    }
    return word_end;
  }

  bool keepsStop(std::uint32_t begin, std::uint32_t word_end) const {
    if (word_end - begin > 12) return false;
    std::string_view word = slice(begin, word_end);
    if (const std::size_t hyphen = word.rfind('-'); hyphen != std::string_view::npos)
      word.remove_prefix(hyphen + 1);  // "D-Vt."
    if (word.empty()) return false;
    if (contains(kBeforeName, word) || contains(kMayEnd, word)) return true;
    const std::uint32_t next_begin = skipSpace(word_end + 1);
    const UChar32 next = characterAt(text_, next_begin).code;
    if (contains(kBeforeNumber, word)) {
      std::uint32_t next_end = next_begin;
      while (next_end < text_.size() && next_end - next_begin < 10 &&
             ((text_[next_end] | 0x20) >= 'a' && (text_[next_end] | 0x20) <= 'z'))
        ++next_end;
      return isDigit(next) || extract::monthNamed(slice(next_begin, next_end)).has_value();  // "Fri. Jan. 21"
    }
    if (isAcronym(word)) return true;
    // An initial: "Antony J. Blinken". "I" is one only inside a name.
    const Character only = characterAt(word, 0);
    if (only.end != word.size() || !extract::isUpper(only.code) || !extract::isUpper(next) ||
        next_begin == word_end + 1) {
      return false;
    }
    return only.code != 'I' ||
           (!tokens_.empty() && startsUpper(slice(tokens_.back().span.begin, tokens_.back().span.end)));
  }

  // Letters with full stops between them: "U.S", "a.m".
  static bool isAcronym(std::string_view word) {
    if (word.find('.') == std::string_view::npos) return false;
    bool letter = false;
    for (std::uint32_t i = 0; i < word.size();) {
      const Character c = characterAt(word, i);
      if (letter ? c.code != '.' : !u_isalpha(c.code)) return false;
      letter = !letter;
      i = c.end;
    }
    return letter;
  }

  std::uint32_t skipSpace(std::uint32_t i) const {
    // A few are enough: what follows a long gap does not belong here.
    for (int step = 0; step < 4 && i < text_.size(); ++step) {
      const Character c = characterAt(text_, i);
      if (!isSpace(c.code)) break;
      i = c.end;
    }
    return i;
  }

  // Where the second part of a contraction begins, or 0.
  static std::size_t contraction(std::string_view word) {
    if (word.size() > 64) return 0;
    const std::string lower = lowerCase(word);
    if (lower == "cannot") return 3;
    for (const std::string_view mark : {"'", "\u2019"}) {
      const std::size_t at = lower.rfind(mark);
      if (at == std::string::npos || at == 0) continue;
      const std::string_view ending = std::string_view(lower).substr(at + mark.size());
      if (ending == "t" && at > 1 && lower[at - 1] == 'n') return at - 1;
      for (const std::string_view known : {"s", "re", "ve", "ll", "d", "m"}) {
        if (ending == known) return at;
      }
    }
    return 0;
  }

  // Punctuation and symbols: dots and dashes that repeat are one token, so are "?!" and the like.
  std::uint32_t addMarks(std::uint32_t begin, Character first, std::uint32_t end) {
    std::uint32_t i = first.end;
    const auto continues = [&](UChar32 code) {
      if (first.code == '?' || first.code == '!') return code == '?' || code == '!';
      return code == first.code &&
             std::u32string_view(U".-*=~_\u2026\u2014").find(static_cast<char32_t>(code)) != std::u32string_view::npos;
    };
    for (Character c = characterAt(text_, i); i < end && continues(c.code); c = characterAt(text_, i)) i = c.end;
    add(begin, i, u_ispunct(first.code) ? TokenKind::kPunctuation : TokenKind::kSymbol);
    return i;
  }

  std::string_view text_;
  std::vector<Token> tokens_;
};

// --- Sentences -----------------------------------------------------------------------------------------------------

class SentenceCutter {
 public:
  SentenceCutter(std::string_view text, const std::vector<Token>& tokens) : text_(text), tokens_(tokens) {}

  // Ends of the sentences, as token indices, ascending; the last is the number of tokens.
  std::vector<std::size_t> ends() const {
    std::vector<std::size_t> ends;
    std::size_t begin = 0;
    const auto finish = [&](std::size_t end) {
      ends.push_back(end);
      begin = end;
    };
    if (const std::size_t stamp = stampEnd(); stamp > 0) finish(stamp);
    for (std::size_t i = begin; i < tokens_.size(); ++i) {
      if (i + 1 - begin == kMaxSentenceTokens) {
        finish(i + 1);
      } else if (mayEnd(i)) {
        std::size_t end = i + 1;
        while (end < tokens_.size() && end - begin < kMaxSentenceTokens && closes(end)) ++end;
        if (end < tokens_.size() && endsHere(begin, i, end)) {
          finish(end);
          i = end - 1;
        }
      }
    }
    if (begin < tokens_.size()) ends.push_back(tokens_.size());
    return ends;
  }

 private:
  std::string_view word(std::size_t i) const {
    return text_.substr(tokens_[i].span.begin, tokens_[i].span.end - tokens_[i].span.begin);
  }

  static bool isStop(std::string_view word) {
    return word.front() == '.' || word.front() == '?' || word.front() == '!' || word == "\u2026";
  }

  bool mayEnd(std::size_t i) const {
    const std::string_view w = word(i);
    return tokens_[i].kind == TokenKind::kPunctuation ? isStop(w)
                                                      : tokens_[i].kind == TokenKind::kWord && w.ends_with('.');
  }

  // A closing quotation mark or bracket that leans on the token before it.
  bool closes(std::size_t i) const {
    if (tokens_[i - 1].space_after || tokens_[i].kind != TokenKind::kPunctuation) return false;
    const std::string_view w = word(i);
    if (w == "\"" || w == "'")
      return tokens_[i].space_after || i + 1 == tokens_.size() || tokens_[i + 1].kind == TokenKind::kPunctuation;
    return w == ")" || w == "]" || w == "}" || w == "\u201D" || w == "\u2019" || w == "\u00BB";
  }

  bool opens(std::size_t i) const {
    if (tokens_[i].kind != TokenKind::kPunctuation || tokens_[i].space_after) return false;
    const std::string_view w = word(i);
    return w == "\"" || w == "'" || w == "(" || w == "[" || w == "\u201C" || w == "\u2018" || w == "\u00AB";
  }

  // Does the sentence that began at `begin` end after the stop at `stop` and the closing marks before `next`?
  bool endsHere(std::size_t begin, std::size_t stop, std::size_t next) const {
    std::size_t first_word = next;
    while (first_word + 1 < tokens_.size() && opens(first_word)) ++first_word;
    if (startsLower(word(first_word))) return false;
    if (tokens_[stop].kind == TokenKind::kWord) return endsAfterAbbreviation(stop, next, first_word);
    // Marks that go on with the sentence: "Yahoo!, ...", "(...), ...", "... at home. — Agency".
    if (tokens_[first_word].kind == TokenKind::kPunctuation && first_word == next) {
      const std::string_view w = word(next);
      if (w == "," || w == ";" || w == ":" || w == "\u2014" || w == "\u2013" || w.front() == '-' || w == ")" ||
          w == "]")
        return false;
    }
    // "1. First item"
    if (stop == begin + 1 && tokens_[begin].kind == TokenKind::kNumber &&
        tokens_[begin].span.end - tokens_[begin].span.begin <= 2)
      return false;
    // "Never!" the minister said.
    const char mark = word(stop).front();
    if ((mark == '?' || mark == '!') && next > stop + 1) {
      for (std::size_t i = next; i < std::min(next + 6, tokens_.size()); ++i) {
        if (tokens_[i].kind == TokenKind::kPunctuation) break;
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
    // "in Andrews, Md. Blinken": a state that goes on has a comma behind it.
    if (stop > 0 && word(stop - 1) == "," && next == stop + 1 && startsUpper(word(next)) && abbreviation != "Jr")
      return true;
    const std::string_view w = word(first_word);
    return w.size() <= 12 && startsUpper(w) && contains(kOpeners, lowerCase(w));
  }

  // A date that was put in front of the first sentence: "date 2022-01-21 The ...", "21 January 2022 The ...".
  // Number of its tokens; 0 if there is none or nothing follows.
  std::size_t stampEnd() const {
    std::size_t i = 0;
    bool named = false;
    if (i < tokens_.size() && tokens_[i].span.end - tokens_[i].span.begin <= 9 &&
        contains(kStampWords, lowerCase(word(i)))) {
      named = true;
      ++i;
      if (i < tokens_.size() && (word(i) == ":" || word(i) == "on")) ++i;
    }
    const std::size_t date_end = fullDateEnd(i);
    if (date_end == 0 || date_end >= tokens_.size()) return 0;
    std::size_t next = date_end;
    while (next + 1 < tokens_.size() && opens(next)) ++next;
    return startsUpper(word(next)) || (named && tokens_[next].kind != TokenKind::kPunctuation) ? date_end : 0;
  }

  std::size_t fullDateEnd(std::size_t i) const {
    const auto at = [&](std::size_t k) { return k < tokens_.size() ? word(k) : std::string_view(); };
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
  const std::vector<Token>& tokens_;
};

bool endsWithStop(std::string_view text, const Sentence& sentence) {
  for (std::size_t i = sentence.tokens.size(); i-- > 0;) {
    const Token& token = sentence.tokens[i];
    const std::string_view word = text.substr(token.span.begin, token.span.end - token.span.begin);
    if (token.kind != TokenKind::kPunctuation) return false;
    if (std::string_view(".?!:").find(word.front()) != std::string_view::npos || word == "\u2026") return true;
    if (word != "\"" && word != "'" && word != "\u201D" && word != "\u2019" && word != ")") return false;
  }
  return false;
}

constexpr std::size_t kShortestBodySentence = 8;  // Tokens: a caption or a slogan is shorter.

// The body begins with the first sentence that is long enough and ends as sentences do; lines before it that do not end
// so and stand alone in their paragraph are headlines.
void markHeadlines(std::string_view text, std::vector<Sentence>& sentences) {
  std::size_t body = 0;
  while (body < sentences.size() &&
         (sentences[body].furniture || sentences[body].tokens.size() < kShortestBodySentence ||
          !endsWithStop(text, sentences[body]))) {
    ++body;
  }
  if (body == sentences.size()) return;
  for (std::size_t i = 0; i < body; ++i) {
    Sentence& sentence = sentences[i];
    const bool alone = sentences[i + 1].paragraph != sentence.paragraph &&
                       (i == 0 || sentences[i - 1].paragraph != sentence.paragraph);
    const auto words = std::count_if(sentence.tokens.begin(), sentence.tokens.end(),
                                     [](const Token& token) { return token.kind == TokenKind::kWord; });
    sentence.headline = alone && words >= 3 && !sentence.furniture && !endsWithStop(text, sentence);
  }
}

}  // namespace

std::vector<Sentence> segment(const Document& document) {
  const std::string_view text = document.text;
  std::vector<Sentence> sentences;
  Tokenizer tokenizer(text);
  std::uint32_t paragraph = 0;
  for (const Span& span : paragraphsOf(text)) {
    const std::vector<Token> tokens = tokenizer.tokensOf(span);
    std::size_t begin = 0;
    for (const std::size_t end : SentenceCutter(text, tokens).ends()) {
      Sentence sentence;
      sentence.tokens.assign(tokens.begin() + static_cast<std::ptrdiff_t>(begin),
                             tokens.begin() + static_cast<std::ptrdiff_t>(end));
      sentence.span = {sentence.tokens.front().span.begin, sentence.tokens.back().span.end};
      sentence.paragraph = paragraph;
      sentences.push_back(std::move(sentence));
      begin = end;
    }
    ++paragraph;
  }
  std::size_t next = 0;  // First furniture span that does not end before the sentence.
  for (Sentence& sentence : sentences) {
    while (next < document.furniture.size() && document.furniture[next].end <= sentence.span.begin) ++next;
    std::size_t covered = 0;
    for (std::size_t i = next; i < document.furniture.size() && document.furniture[i].begin < sentence.span.end; ++i) {
      covered += std::min(document.furniture[i].end, sentence.span.end) -
                 std::max(document.furniture[i].begin, sentence.span.begin);
    }
    sentence.furniture = 2 * covered > sentence.span.end - sentence.span.begin;
  }
  markHeadlines(text, sentences);
  return sentences;
}

}  // namespace parley
