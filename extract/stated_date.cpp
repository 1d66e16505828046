#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string>

#include "extract/internal/calendar.h"
#include "extract/internal/characters.h"
#include "extract/time_expressions.h"

namespace parley {

using extract::contains;
using extract::dateOf;
using extract::yearNumber;

namespace {

constexpr std::size_t kTopSentences = 10;    // A date line stands among the first so many sentences,
constexpr std::size_t kDateLineTokens = 16;  // and has no more tokens.

constexpr auto kStampWords = std::to_array<std::string_view>(
    {"date", "dated", "published", "posted", "updated", "issued", "released", "created", "print"});
constexpr auto kPrepositions = std::to_array<std::string_view>(
    {"on", "of", "in", "since", "from", "after", "before", "until", "by", "for", "to", "the"});

std::string lowerAt(const Document& document, const Sentence& sentence, std::size_t token) {
  return extract::lowerCase(textOf(document, sentence.words[token].span).substr(0, extract::kLongestTimeWord));
}

std::optional<Date> dayIn(const TimeExpression& expression) {
  const auto& interval = expression.date.interval;
  return interval && interval->precision == Precision::kDay ? std::optional<Date>(interval->first) : std::nullopt;
}

// A line of its own that gives a full date and little else: "By A. Writer, January 21, 2022", "Published on ...". More
// words are a headline, and its date that of an event.
std::optional<Date> dateLine(const Document& document, const Sentence& sentence, bool need_stamp_word) {
  constexpr std::size_t kOtherWords = 4;
  if (sentence.words.size() > kDateLineTokens) return std::nullopt;
  bool stamp_word = false;
  std::size_t words = 0;
  for (std::size_t i = 0; i < sentence.words.size(); ++i) {
    stamp_word = stamp_word || contains(kStampWords, lowerAt(document, sentence, i));
    words += sentence.words[i].kind == TokenKind::kPunctuation ? 0 : 1;
  }
  if (!stamp_word && (need_stamp_word || textOf(document, sentence.words.back().span) == ".")) return std::nullopt;
  const bool byline = lowerAt(document, sentence, 0) == "by";
  for (const TimeExpression& expression : findTimeExpressions(document, sentence)) {
    const auto day = dayIn(expression);
    if (!day) continue;
    if (stamp_word || byline) return day;
    const std::size_t first = expression.first_token;
    const bool part_of_phrase = first > 0 && contains(kPrepositions, lowerAt(document, sentence, first - 1));
    if (!part_of_phrase && words <= expression.end_token - first + kOtherWords) return day;
  }
  return std::nullopt;
}

// The date of a dateline: "GENEVA, Jan 21 (Agency) - ...": names, the date, and a mark that opens the story.
std::optional<DateExpression> dateline(const Document& document, const Sentence& sentence) {
  constexpr std::size_t kFurthest = 24;  // Tokens: a headline may run into the dateline.
  for (const TimeExpression& expression : findTimeExpressions(document, sentence)) {
    if (expression.first_token > kFurthest) break;
    if (!dayIn(expression) && expression.date.form != DateForm::kMonthDay) continue;
    if (expression.end_token >= sentence.words.size() || expression.first_token == 0) continue;
    const std::string_view next = textOf(document, sentence.words[expression.end_token].span);
    if (!contains(std::to_array<std::string_view>({"-", "--", "\u2013", "\u2014", ":", "("}), next)) continue;
    // Back to the start of the sentence, or to the mark that ends a headline, there are only names.
    std::size_t names = 0;
    bool only_names = true;
    for (std::size_t i = expression.first_token; i-- > 0 && only_names;) {
      const std::string_view word = textOf(document, sentence.words[i].span);
      if (names > 0 && (word == "-" || word == "\u2013" || word == "\u2014")) break;
      const bool mark = sentence.words[i].kind == TokenKind::kPunctuation;
      only_names = mark || extract::startsUpper(word);
      names += mark ? 0 : 1;
    }
    if (only_names && names >= 1 && names <= 6) return expression.date;
  }
  return std::nullopt;
}

struct AddressDate {
  int year = 0;
  std::optional<Date> day;
};

// "/2022/01/21/", "/2022-01-21-", "/20220121"; or at least a year: "/2022/".
std::optional<AddressDate> dateInAddress(std::string_view address) {
  if (!address.starts_with("http")) return std::nullopt;
  const std::size_t path = address.find('/', address.find("//") + 2);
  std::optional<AddressDate> found;
  for (std::size_t at = path; at < address.size(); at = address.find('/', at + 1)) {
    const std::string_view part = address.substr(at + 1);
    const auto year = yearNumber(part.substr(0, 4));
    if (!year || *year < 1990) continue;
    std::string day(part.substr(0, 10));
    if (day.size() == 10 && day[4] == '/' && day[7] == '/') day[4] = day[7] = '-';
    if (const auto parsed = parseDate(day)) return AddressDate{*year, parsed};
    if (part.size() >= 8 && extract::digits(part.substr(4, 4), 4) &&
        (part.size() == 8 || part[8] < '0' || part[8] > '9')) {
      const std::string compact =
          std::string(part.substr(0, 4)) + "-" + std::string(part.substr(4, 2)) + "-" + std::string(part.substr(6, 2));
      if (const auto parsed = parseDate(compact)) return AddressDate{*year, parsed};
    }
    if (!found && part.size() > 4 && part[4] == '/') found = AddressDate{*year, std::nullopt};
  }
  return found;
}

std::optional<AddressDate> addressDate(const Document& document, const std::vector<Sentence>& sentences) {
  for (std::size_t i = 0; i < std::min(sentences.size(), kTopSentences); ++i) {
    if (sentences[i].tokens.size() != 1) continue;
    if (const auto found = dateInAddress(textOf(document, sentences[i].span))) return found;
  }
  const std::string url = document.url();
  return dateInAddress(url);
}

}  // namespace

std::optional<Date> statedDate(const Document& document, const std::vector<Sentence>& sentences) {
  const std::size_t top = std::min(sentences.size(), kTopSentences);
  for (const bool furniture : {false, true}) {
    for (std::size_t i = 0; i < top; ++i) {
      if (sentences[i].furniture != furniture) continue;
      if (const auto day = dateLine(document, sentences[i], furniture)) return day;
    }
  }
  std::optional<DateExpression> line;
  for (std::size_t i = 0; i < top && !line; ++i) line = dateline(document, sentences[i]);
  if (line && line->interval) return line->interval->first;
  const auto address = addressDate(document, sentences);
  if (address && address->day) return address->day;
  if (address && line) return dateOf(address->year, line->value / 100, line->value % 100);
  for (std::size_t i = sentences.size(); i-- > 0 && i + 3 > sentences.size();) {
    if (const auto day = dateLine(document, sentences[i], true)) return day;
  }
  return std::nullopt;
}

}  // namespace parley
