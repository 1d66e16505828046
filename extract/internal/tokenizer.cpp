#include "extract/internal/tokenizer.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "extract/internal/abbreviations.h"
#include "extract/internal/calendar.h"
#include "extract/internal/characters.h"

namespace parley::internal {
namespace {

using extract::Character;
using extract::characterAt;
using extract::contains;
using extract::isSpace;
using extract::lowerCase;
using extract::startsUpper;

bool isWordCharacter(UChar32 code) {
  // Letters, marks, numbers; the low line; and the soft hyphen and joiners, which are invisible inside words.
  constexpr std::uint32_t kWordMask = U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK;
  return (U_GET_GC_MASK(code) & kWordMask) != 0 || code == '_' || code == 0xAD || code == 0x200C || code == 0x200D;
}

bool isApostrophe(UChar32 code) { return code == '\'' || code == 0x2019 || code == '`'; }
bool isHyphen(UChar32 code) { return code == '-' || code == 0x2010 || code == 0x2011; }
bool isDigit(UChar32 code) { return code >= '0' && code <= '9'; }
bool isAsciiLower(char c) { return c >= 'a' && c <= 'z'; }
bool isMailCharacter(char c) {
  return isAsciiLower(c) || (c >= 'A' && c <= 'Z') || isDigit(c) ||
         std::string_view("._%+-").find(c) != std::string_view::npos;
}

// Prefixes that the treebanks leave joined to their word by a hyphen.
constexpr std::size_t kLongestPrefix = 7;
constexpr auto kPrefixes = std::to_array<std::string_view>(
    {"non",   "e",     "mid",   "re",      "anti",  "co",   "pre",   "pro",   "cross", "post",  "over",
     "multi", "ex",    "sub",   "counter", "semi",  "mini", "inter", "intra", "un",    "socio", "psycho",
     "arch",  "ultra", "micro", "under",   "extra", "bi",   "tri",   "de",    "trans", "neo"});

// What follows the last full stop of a file or of a site without a path, in lower case.
constexpr std::size_t kLongestEnding = 4;
constexpr auto kFileEndings = std::to_array<std::string_view>(
    {"com", "net", "org", "gov", "edu", "doc", "docx", "xls", "pdf", "ppt", "txt", "jpg", "gif", "html", "htm", "zip"});

// Letters behind a number that do not part from it: "21st", "1990s".
constexpr auto kOrdinals = std::to_array<std::string_view>({"st", "nd", "rd", "th", "s", "d"});
constexpr auto kUnits =
    std::to_array<std::string_view>({"AM", "PM", "K", "M", "MM", "GB", "MB", "MHz", "GHz", "Hz", "MW"});

constexpr auto kFaces = std::to_array<std::string_view>(
    {":)", ":(", ":-)", ":-(", ";)", ";-)", ":D", ":-D", ":P", ":-P", "=)", "=(", "(:", "^_^", ":))"});

// A hyphenated word with more tokens is none: its tokens are words.
constexpr std::uint32_t kMaxParts = 15;

// Contractions without an apostrophe, in lower case, and where their second part begins.
struct Contraction {
  std::string_view word;
  std::size_t cut;
};
constexpr auto kContractions = std::to_array<Contraction>(
    {{"cannot", 3},  {"dont", 2},    {"gonna", 3},  {"wanna", 3}, {"gotta", 3},  {"didnt", 3}, {"doesnt", 4},
     {"couldnt", 5}, {"wouldnt", 5}, {"isnt", 2},   {"wasnt", 3}, {"cant", 2},   {"wont", 2},  {"im", 1},
     {"ive", 1},     {"youre", 3},   {"theyre", 4}, {"thats", 4}, {"theres", 5}, {"whats", 4}, {"lets", 3}});

// Tokens of text that was cut before, between white space: the parts of contractions ("Berg 's"), and the names and
// marks that the Penn Treebank writes for brackets and quotation marks.
constexpr auto kCutContractions = std::to_array<std::string_view>(
    {"'s", "'re", "'ve", "'ll", "'d", "'m", "\u2019s", "\u2019re", "\u2019ve", "\u2019ll", "\u2019d", "\u2019m"});
constexpr auto kCutMarks =
    std::to_array<std::string_view>({"-lrb-", "-rrb-", "-lsb-", "-rsb-", "-lcb-", "-rcb-", "``"});

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : text_(text) {}

  Tokens tokensOf(Span stretch) {
    for (std::uint32_t i = stretch.begin; i < stretch.end;) {
      std::uint32_t end = i;
      for (Character c = characterAt(text_, end); end < stretch.end && !isSpace(c.code); c = characterAt(text_, end)) {
        end = c.end;
      }
      cutChunk(i, end);
      i = end;
      for (Character c = characterAt(text_, i); i < stretch.end && isSpace(c.code); c = characterAt(text_, i)) {
        i = c.end;
      }
      if (!found_.tokens.empty()) {
        found_.tokens.back().space_after = i < stretch.end || stretch.end < text_.size();
      }
    }
    return std::move(found_);
  }

 private:
  std::string_view slice(std::uint32_t begin, std::uint32_t end) const { return text_.substr(begin, end - begin); }

  // A word that is one token.
  void add(std::uint32_t begin, std::uint32_t end, TokenKind kind, Joint joint = Joint::kNone) {
    const auto index = static_cast<std::uint32_t>(found_.tokens.size());
    found_.tokens.push_back({{begin, end}, kind, joint, false});
    found_.words.push_back({{begin, end}, kind, index, index + 1});
  }

  // A word whose parts, and the hyphens between them, are tokens, as are a number and its unit; most are one token.
  void addParts(std::uint32_t begin, std::uint32_t end, TokenKind kind) {
    const auto index = static_cast<std::uint32_t>(found_.tokens.size());
    const bool joined = staysWhole(slice(begin, end));
    std::uint32_t part = begin;
    const auto finish = [&](std::uint32_t to, TokenKind kind_of_part) {
      if (to > part) {
        found_.tokens.push_back({{part, to}, kind_of_part, part == begin ? Joint::kNone : Joint::kWord, false});
      }
      part = to;
    };
    const auto finishNumber = [&](std::uint32_t to) {
      const std::uint32_t unit = part + static_cast<std::uint32_t>(unitOf(slice(part, to)));
      if (unit > part && unit < to) finish(unit, TokenKind::kNumber);
    };
    for (std::uint32_t i = begin; i < end && !joined;) {
      const Character c = characterAt(text_, i);
      if (isHyphen(c.code)) {
        finishNumber(i);
        finish(i, kindOf(slice(part, i)));
        finish(c.end, TokenKind::kPunctuation);
      }
      i = c.end;
    }
    finishNumber(end);
    finish(end, part == begin ? kind : kindOf(slice(part, end)));
    const auto after = static_cast<std::uint32_t>(found_.tokens.size());
    if (after - index <= kMaxParts) {
      found_.words.push_back({{begin, end}, kind, index, after});
      return;
    }
    for (std::uint32_t i = index; i < after; ++i) {
      found_.tokens[i].joint = Joint::kNone;
      found_.words.push_back({found_.tokens[i].span, found_.tokens[i].kind, i, i + 1});
    }
  }

  // Where the unit begins in "7:30pm", "10km", "5M"; 0 if there is none.
  static std::size_t unitOf(std::string_view word) {
    const std::size_t unit = std::min(word.find_first_not_of("0123456789.,:"), word.size());
    const std::string_view letters = word.substr(unit);
    if (unit == 0 || letters.empty() || contains(kOrdinals, letters)) return 0;
    return contains(kUnits, letters) || std::all_of(letters.begin(), letters.end(), isAsciiLower) ? unit : 0;
  }

  static TokenKind kindOf(std::string_view word) {
    const bool number =
        !word.empty() && isDigit(static_cast<unsigned char>(word.front())) &&
        std::all_of(word.begin(), word.end(), [](char c) {
          return isDigit(static_cast<unsigned char>(c)) || std::string_view(".,:/-").find(c) != std::string_view::npos;
        });
    return number ? TokenKind::kNumber : TokenKind::kWord;
  }

  // Words that the treebanks leave whole: with a prefix that is no word ("anti-war", "e-mail"), numbers of telephones
  // and documents, dates.
  static bool staysWhole(std::string_view word) {
    const std::size_t hyphen = word.find('-');
    if (hyphen == std::string_view::npos || hyphen == 0) return false;
    const std::size_t second = word.find('-', hyphen + 1);
    if (second == std::string_view::npos && hyphen <= kLongestPrefix &&
        contains(kPrefixes, lowerCase(word.substr(0, hyphen)))) {
      return true;
    }
    if (kindOf(word) != TokenKind::kNumber) return false;
    // "555-0100", "212-555-0100", "21-01-2022", "2022-01-21", but not "1-2" and "1969-1970".
    const std::size_t first_length = hyphen;
    const std::size_t last_length = word.size() - word.rfind('-') - 1;
    if (second == std::string_view::npos) return last_length == 4 && first_length != 4 && first_length != 2;
    return word.find('-', second + 1) != std::string_view::npos || last_length == 4 || first_length == 4;
  }

  // [begin, end) has no white space.
  void cutChunk(std::uint32_t begin, std::uint32_t end) {
    if (end - begin <= 5) {
      const std::string lower = lowerCase(slice(begin, end));
      if (contains(kCutContractions, lower)) return add(begin, end, TokenKind::kWord);
      if (contains(kCutMarks, lower)) return add(begin, end, TokenKind::kPunctuation);
    }
    const Span mail = mailAddress(begin, end);
    cutPlain(begin, mail.begin);
    if (mail.begin < mail.end) add(mail.begin, mail.end, TokenKind::kWord);
    cutPlain(mail.end, end);
  }

  // The first mail address in the chunk, empty at the end if there is none.
  Span mailAddress(std::uint32_t chunk_begin, std::uint32_t chunk_end) const {
    const std::size_t at = text_.substr(0, chunk_end).find('@', chunk_begin);
    const Span none{chunk_end, chunk_end};
    if (at == std::string_view::npos) return none;
    auto begin = static_cast<std::uint32_t>(at);
    auto end = static_cast<std::uint32_t>(at) + 1;
    while (begin > chunk_begin && isMailCharacter(text_[begin - 1])) --begin;
    while (end < chunk_end && isMailCharacter(text_[end])) ++end;
    while (end > at + 1 && (text_[end - 1] == '.' || text_[end - 1] == '-')) --end;
    while (begin < at && std::string_view(".+-").find(text_[begin]) != std::string_view::npos) ++begin;
    constexpr std::string_view kScheme = "mailto:";
    constexpr auto kSchemeBytes = static_cast<std::uint32_t>(kScheme.size());
    if (begin >= chunk_begin + kSchemeBytes && slice(begin - kSchemeBytes, begin) == kScheme) begin -= kSchemeBytes;
    return begin == at || end == at + 1 ? none : Span{begin, end};
  }

  void cutPlain(std::uint32_t begin, std::uint32_t end) {
    std::uint32_t i = begin;
    while (i < end) {
      if (const std::uint32_t address = addressEnd(i, end); address > i) {
        add(i, address, TokenKind::kSymbol);
        i = address;
        continue;
      }
      const Character c = characterAt(text_, i);
      const bool after_word =
          i > begin && !found_.tokens.empty() && found_.tokens.back().kind != TokenKind::kPunctuation;
      if (isWordCharacter(c.code) || (!after_word && beginsNumber(c, end))) {
        bool address = false;
        const std::uint32_t word = wordEnd(isWordCharacter(c.code) ? i : c.end, end, address);
        i = addWord(i, word, end, address);
      } else if (!after_word && end - i <= 3 && contains(kFaces, slice(i, end))) {
        add(i, end, TokenKind::kSymbol);
        i = end;
      } else if (after_word && isApostrophe(c.code) && isPossessive(i, c, end)) {
        add(i, c.end, TokenKind::kPunctuation, Joint::kContraction);
        i = c.end;
      } else {
        if (isApostrophe(c.code) || c.code == 0x2018) quoted_ = !after_word;
        i = addMarks(i, c, end);
      }
    }
  }

  // "+44", ".04", "'72".
  bool beginsNumber(Character mark, std::uint32_t end) const {
    const auto digit = [&](std::uint32_t i) { return i < end && isDigit(static_cast<unsigned char>(text_[i])); };
    if (mark.code == '+' || mark.code == '.') return digit(mark.end);
    return isApostrophe(mark.code) && digit(mark.end) && digit(mark.end + 1) &&
           !(mark.end + 2 < end && isWordCharacter(characterAt(text_, mark.end + 2).code) &&
             text_[mark.end + 2] != 's');
  }

  // "the ministers' talks", but not the end of a quotation.
  bool isPossessive(std::uint32_t i, Character mark, std::uint32_t end) const {
    return (text_[i - 1] == 's' || text_[i - 1] == 'S') && mark.end == end && !quoted_ &&
           found_.tokens.back().kind == TokenKind::kWord;
  }

  // End of a web address, @name or #tag that begins here; `begin` if none does. Looked for only where one can begin, so
  // that each chunk is read a bounded number of times.
  std::uint32_t addressEnd(std::uint32_t begin, std::uint32_t end) const {
    const std::string_view rest = slice(begin, end);
    const char first = rest.front();
    std::uint32_t stop = begin;
    if (rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.")) {
      stop = end;
    } else if ((first == '@' || first == '#') && rest.size() > 1) {
      const UChar32 second = characterAt(rest, 1).code;
      if (!isWordCharacter(second) || u_isdigit(second)) return begin;  // "#1" is a number.
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

  std::uint32_t wordEnd(std::uint32_t begin, std::uint32_t end, bool& address) const {
    std::uint32_t i = begin;
    UChar32 previous = 0;
    std::uint32_t part = 0;  // Characters since the last full stop or hyphen.
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
      address = address || mark.code == '@' ||
                (mark.code == '.' && ((part > 1 && u_islower(previous)) || isFileEnding(mark.end, end)));
      if (mark.code == '.' || isHyphen(mark.code)) part = 0;
      previous = mark.code;
      i = mark.end;
    }
    return i;
  }

  bool isFileEnding(std::uint32_t begin, std::uint32_t end) const {
    std::uint32_t stop = begin;
    while (stop < end && stop - begin <= kLongestEnding && isAsciiLower(static_cast<char>(text_[stop] | 0x20))) ++stop;
    return contains(kFileEndings, lowerCase(slice(begin, stop)));
  }

  // Does `mark` between two word characters belong to the word? `after` is where the second one stands.
  bool joins(UChar32 before, UChar32 mark, UChar32 next, std::uint32_t part, std::uint32_t after,
             std::uint32_t end) const {
    if (isHyphen(mark) || mark == '@') return true;
    if (isApostrophe(mark)) return u_isalpha(next);
    switch (mark) {
      case '.':
        // "3.5"; "U.S", "p.m"; "name.org", but not "with him.In the case", where a space was lost.
        if (isFileEnding(after, end)) return true;
        if (isDigit(before)) return isDigit(next);
        // "Ph.D."
        if (part == 2 && extract::isUpper(next) && after + 1 < end && text_[after + 1] == '.') return true;
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
  std::uint32_t addWord(std::uint32_t begin, std::uint32_t word_end, std::uint32_t end, bool address) {
    const bool two_stops = word_end + 1 < end && text_[word_end + 1] == '.';
    const bool three_stops = two_stops && word_end + 2 < end && text_[word_end + 2] == '.';
    if (word_end < end && text_[word_end] == '.' && !three_stops && keepsStop(begin, word_end)) {
      addParts(begin, word_end + 1, TokenKind::kWord);
      return word_end + 1;
    }
    const std::string_view word = slice(begin, word_end);
    if (address) {
      add(begin, word_end, TokenKind::kWord);
    } else if (const auto cut = static_cast<std::uint32_t>(contraction(word)); cut > 0) {
      addParts(begin, begin + cut, TokenKind::kWord);
      add(begin + cut, word_end, TokenKind::kWord, Joint::kContraction);
    } else {
      addParts(begin, word_end, kindOf(word));
    }
    return word_end;
  }

  bool keepsStop(std::uint32_t begin, std::uint32_t word_end) const {
    if (word_end - begin > 12) return false;
    std::string_view word = slice(begin, word_end);
    if (const std::size_t hyphen = word.rfind('-'); hyphen != std::string_view::npos)
      word.remove_prefix(hyphen + 1);  // "D-Vt."
    if (word.empty()) return false;
    const std::uint32_t next_begin = skipSpace(word_end + 1);
    const UChar32 next = characterAt(text_, next_begin).code;
    if (word == "etc")
      return u_islower(next) || next == ',' || next == ')';  // At the end of a sentence the stop parts.
    if (contains(kBeforeName, word) || contains(kMayEnd, word)) return true;
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
    return only.code != 'I' || (!found_.tokens.empty() &&
                                startsUpper(slice(found_.tokens.back().span.begin, found_.tokens.back().span.end)));
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
    for (const Contraction& known : kContractions) {
      if (lower == known.word) return known.cut;
    }
    if (isDigit(static_cast<unsigned char>(word.front())) && (word.size() == 4 || word.size() == 6) &&
        lower.ends_with("'s"))
      return 0;  // "80's", "1980's"
    for (const std::string_view mark : {"'", "\u2019", "`"}) {
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

  // Punctuation and symbols: dots and dashes that repeat are one token, and so are "?!" and the like.
  std::uint32_t addMarks(std::uint32_t begin, Character first, std::uint32_t end) {
    std::uint32_t i = first.end;
    const bool dots = first.code == '.' && i < end && text_[i] == '.';
    const auto isStop = [](UChar32 code) { return code == '?' || code == '!' || code == '.'; };
    const auto continues = [&](UChar32 code) {
      if (isStop(first.code) && !dots) return isStop(code);
      return code == first.code &&
             std::u32string_view(U".-*=~_<>+'\u2019\u2026\u2014").find(static_cast<char32_t>(code)) !=
                 std::u32string_view::npos;
    };
    for (Character c = characterAt(text_, i); i < end && continues(c.code); c = characterAt(text_, i)) i = c.end;
    add(begin, i, u_ispunct(first.code) ? TokenKind::kPunctuation : TokenKind::kSymbol);
    return i;
  }

  std::string_view text_;
  Tokens found_;
  bool quoted_ = false;  // A single quotation mark is open.
};

}  // namespace

Tokens tokenize(std::string_view text, Span stretch) { return Tokenizer(text).tokensOf(stretch); }

}  // namespace parley::internal
