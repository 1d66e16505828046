#include "extract/time_expressions.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <utility>

#include "extract/internal/calendar.h"
#include "extract/internal/characters.h"

namespace parley {
namespace {

using extract::contains;
using extract::dateOf;
using extract::dayOfMonth;
using extract::monthNamed;
using extract::weekdayNamed;
using extract::yearNumber;
using Grain = TimexForm::Grain;

template <std::size_t n>
constexpr std::array<std::string_view, n> words(const std::string_view (&list)[n]) {
  return std::to_array(list);
}

std::string twoDigits(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

// --- Numbers and units ---------------------------------------------------------------------------------------------

// How many: in thousandths, so that "two and a half" and "13 billion" are both exact.
struct Count {
  static constexpr std::int64_t kSome = -1;  // "several", "a few": X in a TIMEX3 value.
  std::int64_t thousandths = kSome;

  static Count of(std::int64_t whole) { return {1000 * whole}; }
  [[nodiscard]] bool some() const { return thousandths == kSome; }
  [[nodiscard]] bool one() const { return thousandths == 1000; }
  // Where it is whole and small enough to count days or years with.
  [[nodiscard]] std::optional<int> whole() const {
    if (thousandths < 0 || thousandths % 1000 != 0 || thousandths > 9'999'000) return std::nullopt;
    return static_cast<int>(thousandths / 1000);
  }
  [[nodiscard]] std::string text() const {
    if (some()) return "X";
    std::string digits = std::to_string(thousandths / 1000);
    std::string fraction = std::to_string(1000 + thousandths % 1000).substr(1);
    while (fraction.ends_with('0')) fraction.pop_back();
    return fraction.empty() ? digits : digits + "." + fraction;
  }
};

// "7", "1,000", "2.5", "2½".
std::optional<Count> figures(std::string_view text) {
  static constexpr std::string_view kHalf = "\u00bd";
  std::int64_t half = 0;
  if (text.ends_with(kHalf)) {
    text.remove_suffix(kHalf.size());
    half = 500;
  }
  std::string whole;
  const std::size_t point = text.find('.');
  for (const char c : text.substr(0, point)) {
    if (c != ',') whole += c;
  }
  const auto number = extract::digits(whole, 7);
  if (!number) return std::nullopt;
  std::int64_t thousandths = 1000 * std::int64_t{*number} + half;
  if (point != std::string_view::npos) {
    std::string fraction(text.substr(point + 1, 3));
    const auto parsed = extract::digits(fraction, 3);
    if (!parsed || text.size() > point + 4) return std::nullopt;
    for (std::size_t i = fraction.size(); i < 3; ++i) fraction += '0';
    thousandths += *extract::digits(fraction, 3);
  }
  return Count{thousandths};
}

// In words or figures, one word: "seven", "twenty-five", "1,000", "two-and-a-half".
std::optional<Count> numberNamed(std::string_view lower) {
  static constexpr auto kNames =
      words({"one",     "two",     "three",     "four",     "five",     "six",      "seven",
             "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen", "fourteen",
             "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"});
  static constexpr auto kTens = words({"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"});
  static constexpr std::string_view kAndAHalf = "-and-a-half";
  if (lower.ends_with(kAndAHalf)) {
    const auto number = numberNamed(lower.substr(0, lower.size() - kAndAHalf.size()));
    return number && !number->some() ? std::optional(Count{number->thousandths + 500}) : std::nullopt;
  }
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == lower) return Count::of(static_cast<int>(i) + 1);
  }
  for (std::size_t i = 0; i < kTens.size(); ++i) {
    const int tens = 10 * static_cast<int>(i) + 20;
    if (kTens[i] == lower) return Count::of(tens);
    if (!lower.starts_with(kTens[i]) || lower.size() <= kTens[i].size() || lower[kTens[i].size()] != '-') continue;
    for (std::size_t k = 0; k < 9; ++k) {
      if (kNames[k] == lower.substr(kTens[i].size() + 1)) return Count::of(tens + static_cast<int>(k) + 1);
    }
  }
  return figures(lower);
}

std::optional<std::int64_t> multiplier(std::string_view lower) {
  if (lower == "dozen") return 12;
  if (lower == "hundred") return 100;
  if (lower == "thousand") return 1000;
  if (lower == "million") return 1'000'000;
  return lower == "billion" ? std::optional<std::int64_t>(1'000'000'000) : std::nullopt;
}

struct Unit {
  std::string_view singular;
  std::string_view prefix;  // Of its TIMEX3 duration: prefix number suffix.
  std::string_view suffix;
  DateForm form;          // "two ... ago"; kNone where days are too fine or years too coarse a grid.
  int times;              // "two decades ago": how many of `form` one is.
  std::string_view half;  // Its half; empty where "P0.5" says it.
};

constexpr std::array<Unit, 13> kUnits = {{{"day", "P", "D", DateForm::kDayOffset, 1, "PT12H"},
                                          {"week", "P", "W", DateForm::kWeekOffset, 1, ""},
                                          {"month", "P", "M", DateForm::kMonthOffset, 1, ""},
                                          {"year", "P", "Y", DateForm::kYearOffset, 1, "P6M"},
                                          {"weekend", "P", "WE", DateForm::kNone, 0, ""},
                                          {"fortnight", "P", "FN", DateForm::kWeekOffset, 2, "P1W"},
                                          {"quarter", "P", "Q", DateForm::kNone, 0, ""},
                                          {"decade", "P", "DE", DateForm::kYearOffset, 10, "P5Y"},
                                          {"century", "P", "CE", DateForm::kYearOffset, 100, "P50Y"},
                                          {"hour", "PT", "H", DateForm::kNone, 0, "PT30M"},
                                          {"minute", "PT", "M", DateForm::kNone, 0, "PT30S"},
                                          {"second", "PT", "S", DateForm::kNone, 0, ""},
                                          {"night", "P", "N", DateForm::kNone, 0, ""}}};

const Unit* unitNamed(std::string_view lower) {
  for (const Unit& unit : kUnits) {
    if (lower == unit.singular) return &unit;
  }
  return nullptr;
}

const Unit* unitsNamed(std::string_view lower) {
  if (lower == "centuries") return unitNamed("century");
  return lower.ends_with('s') ? unitNamed(lower.substr(0, lower.size() - 1)) : nullptr;
}

// Days, weeks, months, years: what "this", "that" and "the" make a date of.
const Unit* calendarUnit(std::string_view lower) {
  const Unit* unit = unitNamed(lower);
  return unit != nullptr && unit->times == 1 ? unit : nullptr;
}

std::string durationOf(Count count, const Unit& unit) {
  if (count.thousandths == 500 && !unit.half.empty()) return std::string(unit.half);
  if (unit.singular == "fortnight") return count.some() ? "PXW" : "P" + Count{2 * count.thousandths}.text() + "W";
  return std::string(unit.prefix) + count.text() + std::string(unit.suffix);
}

// "TMO" for "morning"; empty for other words.
std::string_view partOfDay(std::string_view lower) {
  if (lower == "morning") return "TMO";
  if (lower == "afternoon") return "TAF";
  if (lower == "evening") return "TEV";
  return lower == "night" ? "TNI" : "";
}

struct Season {
  std::string_view suffix;
  int month;  // In its middle, north of the equator.
};
std::optional<Season> seasonNamed(std::string_view lower) {
  if (lower == "spring") return Season{"-SP", 4};
  if (lower == "summer") return Season{"-SU", 7};
  if (lower == "autumn" || lower == "fall") return Season{"-FA", 10};
  return lower == "winter" ? std::optional(Season{"-WI", 1}) : std::nullopt;
}

// "last" -1, "this" 0, "next" 1.
std::optional<int> stepNamed(std::string_view lower) {
  if (lower == "last" || lower == "past") return -1;
  if (lower == "this" || lower == "current") return 0;
  if (lower == "next" || lower == "coming" || lower == "upcoming") return 1;
  return std::nullopt;
}

// The same, from the date last told: "the previous day".
std::optional<int> toldStepNamed(std::string_view lower) {
  if (lower == "previous" || lower == "preceding" || lower == "prior") return -1;
  if (lower == "same") return 0;
  return lower == "following" ? std::optional<int>(1) : std::nullopt;
}

std::optional<int> ordinal(std::string_view lower) {
  static constexpr auto kNames =
      words({"first",     "second",    "third",       "fourth",     "fifth",      "sixth",      "seventh",
             "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",    "thirteenth", "fourteenth",
             "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",  "twenty-first"});
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == lower) return static_cast<int>(i) + 1;
  }
  return lower.size() > 2 && !extract::digits(lower, 2) ? dayOfMonth(lower) : std::nullopt;
}

Direction directionOf(int step) {
  return step < 0 ? Direction::kPast : step > 0 ? Direction::kFuture : Direction::kUnknown;
}

DateExpression absolute(DateInterval interval) { return {DateForm::kAbsolute, 0, Direction::kUnknown, interval}; }
DateExpression relative(DateForm form, int value, Direction direction = Direction::kUnknown) {
  return {form, value, direction, std::nullopt};
}

DateInterval yearsInterval(int first, int last) {
  return {yearInterval(std::chrono::year(first)).first, yearInterval(std::chrono::year(last)).last, Precision::kRange};
}

std::chrono::year_month monthOf(int year, int month) {
  return {std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month))};
}

// --- Finding -------------------------------------------------------------------------------------------------------

// One pass over the tokens; at each the rules are tried in order and the first that matches wins. Every rule looks at a
// bounded number of tokens. An extent is the phrase without its preposition: articles and words such as "early" and
// "about" belong to it.
class Finder {
 public:
  Finder(const Document& document, const Sentence& sentence) : document_(document), sentence_(sentence) {
    lower_.reserve(sentence.words.size());
    for (const WholeWord& token : sentence.words) {
      lower_.push_back(token.span.end - token.span.begin <= extract::kLongestTimeWord
                           ? extract::lowerCase(textOf(document, token.span))
                           : std::string());
    }
  }

  std::vector<TimeExpression> find() {
    std::vector<TimeExpression> found;
    for (std::size_t i = 0; i < sentence_.words.size();) {
      std::optional<Match> match = matchAt(i);
      if (!match) {
        ++i;
        continue;
      }
      TimeExpression& expression = match->expression;
      expression.first_token = static_cast<std::uint32_t>(i);
      expression.end_token = static_cast<std::uint32_t>(match->end);
      expression.span = {sentence_.words[i].span.begin, sentence_.words[match->end - 1].span.end};
      i = match->end;
      found.push_back(std::move(expression));
    }
    return found;
  }

 private:
  struct Match {
    std::size_t end;  // Token behind it.
    TimeExpression expression;
  };
  using Found = std::optional<Match>;

  static Match date(std::size_t end, DateExpression value, std::string_view suffix = "") {
    Match match{end, {}};
    match.expression.date = value;
    match.expression.timex.suffix = suffix;
    return match;
  }
  static Match fixed(std::size_t end, TimeType type, std::string value) {
    Match match{end, {}};
    match.expression.type = type;
    match.expression.timex.fixed = std::move(value);
    return match;
  }
  // A date whose value can be counted, but which is no date to anchor a meeting at.
  static Match vagueDate(std::size_t end, DateExpression value, Grain grain, std::string_view suffix = "") {
    Match match{end, {}};
    match.expression.timex.date = value;
    match.expression.timex.grain = grain;
    match.expression.timex.suffix = suffix;
    return match;
  }
  // Counted from the date last told.
  static Match told(std::size_t end, const Unit& unit, int count) {
    return toldOffset(count < 0 ? -1 : 1, Count::of(count < 0 ? -count : count), unit, end);
  }
  static Match toldPartOfDay(std::size_t end, int day, std::string_view part) {
    Match match = told(end, *unitNamed("day"), day);
    match.expression.type = TimeType::kTime;
    match.expression.timex.suffix = part;
    return match;
  }
  static Match timeAt(Match match, std::string_view suffix) {
    match.expression.type = TimeType::kTime;
    match.expression.timex.suffix = suffix;
    return match;
  }
  // With "morning" and the like behind it, if they are there.
  Match withPartOfDay(Match match) const {
    const std::string_view part = partOfDay(lower(match.end));
    if (part.empty()) return match;
    ++match.end;
    return timeAt(std::move(match), part);
  }

  std::string_view word(std::size_t i) const {
    return i < sentence_.words.size() && !lower_[i].empty() ? textOf(document_, sentence_.words[i].span)
                                                            : std::string_view();
  }
  std::string_view lower(std::size_t i) const {
    return i < lower_.size() ? std::string_view(lower_[i]) : std::string_view();
  }
  std::string_view before(std::size_t i) const { return i > 0 ? lower(i - 1) : std::string_view(); }
  bool atPunctuation(std::size_t i) const {
    return i >= sentence_.words.size() || sentence_.words[i].kind == TokenKind::kPunctuation;
  }
  bool lowerWord(std::size_t i) const { return !lower(i).empty() && extract::startsLower(word(i)); }

  Found matchAt(std::size_t i) const {
    if (lower(i).empty()) return std::nullopt;
    if (Found match = partOfPeriod(i)) return match;
    if (Found match = modified(i)) return match;
    if (Found match = approximate(i)) return match;
    if (lower(i) != "the") return plain(i);
    if (Found match = partOfPeriod(i + 1)) return match;
    if (Found match = modified(i + 1)) return match;
    return behindArticle(i);
  }

  Found plain(std::size_t i) const {
    using Rule = Found (Finder::*)(std::size_t) const;
    static constexpr Rule kRules[] = {&Finder::calendarDate, &Finder::dayWord,       &Finder::weekday, &Finder::clock,
                                      &Finder::set,          &Finder::demonstrative, &Finder::period,  &Finder::counted,
                                      &Finder::age,          &Finder::monthOrYear,   &Finder::decade,  &Finder::century,
                                      &Finder::quarter,      &Finder::season,        &Finder::holiday, &Finder::vague};
    return first(kRules, i);
  }

  // What belongs to a phrase with "the", whose token is `i`.
  Found behindArticle(std::size_t i) const {
    using Rule = Found (Finder::*)(std::size_t) const;
    static constexpr Rule kRules[] = {&Finder::dayFirst, &Finder::theDay,       &Finder::period,    &Finder::theCounted,
                                      &Finder::decade,   &Finder::century,      &Finder::quarter,   &Finder::season,
                                      &Finder::theYear,  &Finder::thePartOfDay, &Finder::thePeriod, &Finder::theVague};
    return first(kRules, i + 1);
  }

  template <typename Rule, std::size_t n>
  Found first(const Rule (&rules)[n], std::size_t i) const {
    if (lower(i).empty()) return std::nullopt;
    for (const Rule rule : rules) {
      if (Found match = (this->*rule)(i)) return match;
    }
    return std::nullopt;
  }

  // --- What stands in front ----------------------------------------------------------------------------------------

  // "end of last year", "very beginning of March", "first half of 2019", after "the" or without.
  Found partOfPeriod(std::size_t i) const {
    static constexpr auto kParts =
        words({"beginning", "start", "end", "middle", "close", "rest", "remainder", "dawn", "course", "eve"});
    static constexpr auto kShares = words({"first", "second", "latter", "last", "early", "latter", "better"});
    std::size_t at = lower(i) == "very" ? i + 1 : i;
    std::string_view half;
    if (contains(kShares, lower(at)) && (lower(at + 1) == "half" || lower(at + 1) == "part")) {
      half = lower(at + 1) == "part" ? "" : lower(at) == "first" ? "-H1" : "-H2";
      ++at;
    } else if (!contains(kParts, lower(at))) {
      return std::nullopt;
    }
    if (lower(at + 1) != "of") return std::nullopt;
    Found match = wholePeriod(at + 2);
    const bool years =
        match && (match->expression.date.form == DateForm::kYearOffset ||
                  (match->expression.date.interval && match->expression.date.interval->precision == Precision::kYear));
    if (years) match->expression.timex.suffix = half;
    return match;
  }

  // A date that has a beginning and an end.
  Found wholePeriod(std::size_t i) const {
    Found match = lower(i) == "the" ? behindArticle(i) : plain(i);
    if (!match || match->expression.type != TimeType::kDate || match->expression.timex.fixed.ends_with("_REF"))
      return std::nullopt;
    return match;
  }

  // "early June", "late last month", "earlier this week", "later Friday", "late in the year", "mid-March".
  Found modified(std::size_t i) const {
    const std::string_view w = lower(i);
    const bool side = w == "earlier" || w == "later";
    if (!side && w != "early" && w != "late" && w != "mid") return std::nullopt;
    if (lower(i + 1) == "in" && (lower(i + 2) == "the" || lower(i + 2) == "this")) {
      const Unit* unit = calendarUnit(lower(i + 3));
      if (unit == nullptr) return std::nullopt;
      if (unit->singular == "day") return told(i + 4, *unit, 0);
      return date(i + 4, relative(unit->form, 0, !side ? Direction::kUnknown : directionOf(w == "later" ? 1 : -1)));
    }
    Found match = plain(i + 1);
    if (!match) return std::nullopt;
    TimeExpression& expression = match->expression;
    const bool point = expression.type == TimeType::kDate || expression.type == TimeType::kTime;
    if (!point || expression.timex.fixed.ends_with("_REF") || (side && expression.date.interval)) return std::nullopt;
    if (side && expression.date.form != DateForm::kNone && expression.date.direction == Direction::kUnknown)
      expression.date.direction = directionOf(w == "later" ? 1 : -1);
    return match;
  }

  // "about two weeks", "more than a year", "nearly one year ago", "around noon".
  Found approximate(std::size_t i) const {
    static constexpr auto kOne =
        words({"about", "around", "nearly", "almost", "approximately", "roughly", "some", "barely"});
    static constexpr auto kTwo = std::to_array<std::pair<std::string_view, std::string_view>>({{"more", "than"},
                                                                                               {"less", "than"},
                                                                                               {"fewer", "than"},
                                                                                               {"at", "least"},
                                                                                               {"at", "most"},
                                                                                               {"up", "to"},
                                                                                               {"just", "over"},
                                                                                               {"just", "under"},
                                                                                               {"well", "over"},
                                                                                               {"close", "to"}});
    std::size_t at = i;
    if (lower(at) == "no" && (lower(at + 1) == "more" || lower(at + 1) == "less")) ++at;
    const bool two = std::find(kTwo.begin(), kTwo.end(), std::pair(lower(at), lower(at + 1))) != kTwo.end();
    const bool over = before(i) == "for" && (lower(i) == "over" || lower(i) == "under");
    if (two) {
      at += 2;
    } else if (contains(kOne, lower(at)) || over) {
      ++at;
    } else {
      return std::nullopt;
    }
    std::size_t number = at;
    if (countAt(number)) {
      if (Found match = counted(at)) return match;
    }
    return !two && lower(i) != "some" ? clock(at) : std::nullopt;
  }

  // --- Calendar dates ----------------------------------------------------------------------------------------------

  // "Friday, January 21, 2022" in all usual orders.
  Found calendarDate(std::size_t i) const {
    if (weekdayNamed(word(i))) {
      if (const auto match = dateWithoutWeekday(word(i + 1) == "," ? i + 2 : i + 1)) return match;
    }
    return dateWithoutWeekday(i);
  }

  Found dateWithoutWeekday(std::size_t i) const {
    if (const auto match = numericDate(i)) return match;
    if (const std::optional<int> month = monthNamed(word(i))) {
      std::size_t at = lower(i + 1) == "the" ? i + 2 : i + 1;
      if (const auto days = daysAt(at)) return inMonth(*month, *days, at);
    }
    return dayFirst(lower(i) == "the" ? i + 1 : i);
  }

  // "3rd of March", "21 January 2022".
  Found dayFirst(std::size_t i) const {
    std::size_t at = i;
    const auto days = daysAt(at);
    if (!days) return std::nullopt;
    if (lower(at) == "of") ++at;
    const std::optional<int> month = monthNamed(word(at));
    return month ? inMonth(*month, *days, at + 1) : std::nullopt;
  }

  // "2022-01-21", also with a time; "1/21/2022" where only one reading exists; "21.01.2022".
  Found numericDate(std::size_t i) const {
    const std::string_view text = word(i);
    if (const std::optional<Date> day = parseDate(text.substr(0, 10)); day && (text.size() == 10 || text[10] == 'T')) {
      Match match = date(i + 1, absolute(dayInterval(*day)));
      return text.size() >= 16 ? timeAt(std::move(match), text.substr(10, 6)) : match;
    }
    const std::size_t first = text.find_first_of("/-.");
    const char mark = first == std::string_view::npos ? '/' : text[first];
    const std::size_t second = first == std::string_view::npos ? first : text.find(mark, first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    const auto a = extract::digits(text.substr(0, first), 2);
    const auto b = extract::digits(text.substr(first + 1, second - first - 1), 2);
    const auto year = yearNumber(text.substr(second + 1));
    if (!a || !b || !year) return std::nullopt;
    // Americans write the month first, with slashes or hyphens.
    const bool day_first = mark == '.' || *a > 12;
    if (!day_first && *b <= 12 && *a != *b) return std::nullopt;
    const auto day = day_first ? dateOf(*year, *b, *a) : dateOf(*year, *a, *b);
    return day ? Found(date(i + 1, absolute(dayInterval(*day)))) : std::nullopt;
  }

  // "21", "21st", "21-23", "21 to 23", "21 and 22": first and last day; moves `i` behind them.
  std::optional<std::pair<int, int>> daysAt(std::size_t& i) const {
    const std::string_view text = word(i);
    for (const std::string_view dash : {"-", "\u2013"}) {
      const std::size_t at = text.find(dash);
      if (at == std::string_view::npos) continue;
      const auto first = dayOfMonth(text.substr(0, at));
      const auto last = dayOfMonth(text.substr(at + dash.size()));
      if (first && monthNamed(text.substr(at + dash.size())) && dayOfMonth(word(i + 1))) {  // "June 27-July 2"
        i += 2;
        return std::pair(*first, *first);
      }
      if (!first || !last || *first >= *last) return std::nullopt;
      ++i;
      return std::pair(*first, *last);
    }
    const auto first = dayOfMonth(text);
    if (!first) return std::nullopt;
    ++i;
    const std::string_view link = lower(i);
    const auto last = dayOfMonth(word(i + 1));
    if (!last || *last <= *first || !contains(words({"and", "to", "through", "-", "\u2013", "&"}), link))
      return std::pair(*first, *first);
    i += 2;
    return std::pair(*first, *last);
  }

  // Days of a month and the year that may stand at `i`.
  Found inMonth(int month, std::pair<int, int> days, std::size_t i) const {
    const std::size_t year_at = lower(i) == "," || lower(i) == "of" ? i + 1 : i;
    if (const auto year = yearNumber(word(year_at))) {
      const auto first = dateOf(*year, month, days.first);
      const auto last = dateOf(*year, month, days.second);
      if (!first || !last) return std::nullopt;
      return date(year_at + 1, absolute({*first, *last, *first == *last ? Precision::kDay : Precision::kRange}));
    }
    // 2000 has a 29 February. Without a year only the first day of several can be said.
    if (!dateOf(2000, month, days.first)) return std::nullopt;
    return withPartOfDay(date(i, relative(DateForm::kMonthDay, 100 * month + days.first)));
  }

  // --- Days and parts of days --------------------------------------------------------------------------------------

  Found dayWord(std::size_t i) const {
    const std::string_view w = lower(i);
    if (w == "today") return date(i + 1, relative(DateForm::kDayOffset, 0));
    if (w == "yesterday") return withPartOfDay(date(i + 1, relative(DateForm::kDayOffset, -1)));
    if (w == "tomorrow") return withPartOfDay(date(i + 1, relative(DateForm::kDayOffset, 1)));
    if (w == "tonight") return timeAt(date(i + 1, relative(DateForm::kDayOffset, 0)), "TNI");
    if (w == "this" && !partOfDay(lower(i + 1)).empty())
      return timeAt(date(i + 2, relative(DateForm::kDayOffset, 0)), partOfDay(lower(i + 1)));
    if (w == "last" && (lower(i + 1) == "night" || lower(i + 1) == "evening"))
      return timeAt(date(i + 2, relative(DateForm::kDayOffset, -1)), partOfDay(lower(i + 1)));
    return std::nullopt;
  }

  // "day before yesterday", "day after", "next day", "same evening", after "the".
  Found theDay(std::size_t i) const {
    const std::string_view w = lower(i);
    const std::string_view part = partOfDay(w);
    const Unit* named = calendarUnit(w);
    if (lower(i + 1) == "before" || lower(i + 1) == "after" || lower(i + 1) == "previous") {
      const int side = lower(i + 1) == "after" ? 1 : -1;
      if (w == "day" && lower(i + 2) == (side < 0 ? "yesterday" : "tomorrow"))
        return date(i + 3, relative(DateForm::kDayOffset, 2 * side));
      if (named != nullptr && atPunctuation(i + 2)) return told(i + 2, *named, side);
      if (!part.empty() && atPunctuation(i + 2)) return toldPartOfDay(i + 2, side, part);
      return std::nullopt;
    }
    const auto step = w == "next" ? std::optional<int>(1) : toldStepNamed(w);
    if (!step) return std::nullopt;
    if (const auto name = partOfDay(lower(i + 1)); !name.empty()) return toldPartOfDay(i + 2, *step, name);
    const Unit* unit = calendarUnit(lower(i + 1));
    if (unit == nullptr || (w == "next" && unit->singular != "day")) return std::nullopt;
    return told(i + 2, *unit, *step);
  }

  // A weekday by its full name, or with a full stop ("Fri.").
  std::optional<int> weekdayAt(std::size_t i) const {
    const std::string_view w = word(i);
    if (w.size() < 6 && !w.ends_with('.')) return std::nullopt;
    return weekdayNamed(w);
  }

  Found weekday(std::size_t i) const {
    const auto step = stepNamed(lower(i));
    const auto day = weekdayAt(step ? i + 1 : i);
    if (!day) return std::nullopt;
    // Names: "Good Friday", "the Sunday Times".
    static constexpr auto kNamesBefore =
        words({"good", "black", "bloody", "ash", "super", "easter", "palm", "cyber", "holy", "maundy"});
    static constexpr auto kNamesAfter = words({"times", "telegraph", "mirror", "express", "mail", "post"});
    const std::size_t end = step ? i + 2 : i + 1;
    if (contains(kNamesBefore, before(i)) || (contains(kNamesAfter, lower(end)) && extract::startsUpper(word(end))))
      return std::nullopt;
    return withPartOfDay(
        date(end, relative(DateForm::kWeekday, *day, step ? directionOf(*step) : Direction::kUnknown)));
  }

  // "3 p.m.", "10:30 a.m.", "3pm", "15:00", "1400 GMT", "eight o'clock", "noon"; with the day behind it: "3 p.m.
  // Friday".
  Found clock(std::size_t i) const {
    std::string_view w = lower(i);
    if (w == "noon" || w == "midday") return timeOfDay(12, 0, i + 1);
    if (w == "midnight") return timeOfDay(0, 0, i + 1);
    const auto half = [](std::string_view text) -> std::optional<int> {
      if (text == "a.m." || text == "am" || text == "a.m") return 0;
      if (text == "p.m." || text == "pm" || text == "p.m") return 12;
      return std::nullopt;
    };
    if (lower(i + 1) == "o'clock" || lower(i + 1) == "o\u2019clock") {
      const auto hour = numberNamed(w);
      if (!hour || !hour->whole() || *hour->whole() > 12) return std::nullopt;
      return timeOfDay(*hour->whole(), 0, i + 2);
    }
    if (w.size() == 4 && (lower(i + 1) == "gmt" || lower(i + 1) == "utc")) {
      const auto hour = extract::digits(w.substr(0, 2), 2);
      const auto minute = extract::digits(w.substr(2), 2);
      if (hour && minute && *hour < 24 && *minute < 60) return timeOfDay(*hour, *minute, i + 1);
    }
    std::size_t end = i + 1;
    std::optional<int> afternoon = half(lower(end));
    if (afternoon) {
      ++end;
    } else if (w.size() > 2) {
      afternoon = half(w.substr(w.size() - 2));
      if (afternoon) w.remove_suffix(2);
    }
    const std::size_t colon = w.find_first_of(":.");
    const auto hour = extract::digits(w.substr(0, colon), 2);
    const auto minute =
        colon == std::string_view::npos ? std::optional<int>(0) : extract::digits(w.substr(colon + 1), 2);
    if (!hour || !minute || *minute > 59) return std::nullopt;
    if (afternoon) return *hour >= 1 && *hour <= 12 ? timeOfDay(*hour % 12 + *afternoon, *minute, end) : std::nullopt;
    const bool written_out = colon == 2 && w[2] == ':' && w.size() == 5 && *hour < 24;
    return written_out ? timeOfDay(*hour, *minute, end) : std::nullopt;
  }

  // Where no day follows, it stands elsewhere in the sentence, and the expression itself has none.
  Found timeOfDay(int hour, int minute, std::size_t end) const {
    static constexpr auto kZones =
        words({"est", "edt", "et", "cst", "cdt", "ct", "mst", "mdt", "pst", "pdt", "pt", "bst", "cet", "cest", "ist"});
    std::string suffix = "T" + twoDigits(hour) + ":" + twoDigits(minute);
    if (lower(end) == "gmt" || lower(end) == "utc") {
      ++end;
      suffix += 'Z';
    } else if (contains(kZones, lower(end)) && extract::startsUpper(word(end))) {
      ++end;
    } else if (lower(end) == "local" && lower(end + 1) == "time") {
      end += 2;
    }
    Found day = dayWord(end);
    if (!day) day = calendarDate(end);
    if (!day) day = weekday(end);
    return timeAt(day ? *day : Match{end, {}}, suffix);
  }

  // "morning", "evening of March 3", after "the".
  Found thePartOfDay(std::size_t i) const {
    const std::string_view part = partOfDay(lower(i));
    if (part.empty()) return std::nullopt;
    if (lower(i + 1) == "of") {
      Found day = calendarDate(i + 2);
      if (!day) day = weekday(i + 2);
      if (day) return timeAt(*day, part);
      return std::nullopt;
    }
    // "the evening sun" is something else.
    static constexpr auto kBehind = words({"and", "before", "after", "when", "as", "at", "in", "on", "with", "to"});
    if (!atPunctuation(i + 1) && !contains(kBehind, lower(i + 1))) return std::nullopt;
    return toldPartOfDay(i + 1, 0, part);
  }

  // --- Sets --------------------------------------------------------------------------------------------------------

  Found set(std::size_t i) const {
    if (Found match = frequency(i)) return match;
    if (Found match = everyPeriod(i)) return match;
    if (Found match = rate(i)) return match;
    static constexpr auto kAdverbs =
        std::to_array<std::pair<std::string_view, std::string_view>>({{"hourly", "PT1H"},
                                                                      {"daily", "P1D"},
                                                                      {"nightly", "XXXX-XX-XXTNI"},
                                                                      {"weekly", "P1W"},
                                                                      {"biweekly", "P2W"},
                                                                      {"fortnightly", "P2W"},
                                                                      {"monthly", "P1M"},
                                                                      {"quarterly", "P1Q"},
                                                                      {"yearly", "P1Y"},
                                                                      {"annual", "P1Y"},
                                                                      {"annually", "P1Y"},
                                                                      {"biennial", "P2Y"},
                                                                      {"weekends", "XXXX-WXX-WE"}});
    for (const auto& [name, value] : kAdverbs) {
      // Not in a name: "the Daily Post".
      if (lower(i) == name && (i == 0 || !extract::startsUpper(word(i))))
        return fixed(i + 1, TimeType::kSet, std::string(value));
    }
    if (word(i).ends_with("days") && word(i).size() > 6) {
      if (const auto day = weekdayNamed(word(i).substr(0, word(i).size() - 1)))
        return fixed(i + 1, TimeType::kSet, "XXXX-WXX-" + std::to_string(*day));
    }
    return std::nullopt;
  }

  // "every Friday", "each year", "every two weeks", "every other day", "every morning".
  Found everyPeriod(std::size_t i) const {
    if (lower(i) != "every" && lower(i) != "each") return std::nullopt;
    std::size_t at = lower(i + 1) == "single" ? i + 2 : i + 1;
    if (const auto day = weekdayNamed(word(at)))
      return fixed(partOfDay(lower(at + 1)).empty() ? at + 1 : at + 2, TimeType::kSet,
                   "XXXX-WXX-" + std::to_string(*day) + std::string(partOfDay(lower(at + 1))));
    if (const auto month = monthNamed(word(at))) return fixed(at + 1, TimeType::kSet, "XXXX-" + twoDigits(*month));
    if (const auto season = seasonNamed(lower(at)))
      return fixed(at + 1, TimeType::kSet, "XXXX" + std::string(season->suffix));
    if (const auto part = partOfDay(lower(at)); !part.empty())
      return fixed(at + 1, TimeType::kSet, "XXXX-XX-XX" + std::string(part));
    if (lower(at) == "weekend") return fixed(at + 1, TimeType::kSet, "XXXX-WXX-WE");
    const bool other = lower(at) == "other";
    if (const Unit* unit = unitNamed(lower(other ? at + 1 : at)))
      return fixed(other ? at + 2 : at + 1, TimeType::kSet, durationOf(Count::of(other ? 2 : 1), *unit));
    const auto number = countAt(at);
    const Unit* units = number ? unitsNamed(lower(at)) : nullptr;
    return units != nullptr ? Found(fixed(at + 1, TimeType::kSet, durationOf(*number, *units))) : std::nullopt;
  }

  // "once a week", "three times per year", "twice every two years".
  Found frequency(std::size_t i) const {
    std::size_t at = i;
    if (lower(i) == "once" || lower(i) == "twice") {
      ++at;
    } else if (countAt(at) && lower(at) == "times") {
      ++at;
    } else {
      return std::nullopt;
    }
    if (Found match = everyPeriod(at)) return match;
    const Unit* unit = unitNamed(lower(at + 1));
    if ((lower(at) != "a" && lower(at) != "an" && lower(at) != "per") || unit == nullptr) return std::nullopt;
    return fixed(at + 2, TimeType::kSet, durationOf(Count::of(1), *unit));
  }

  // "15 a year", "$5 million a day", "40,000 barrels a day", "per hour".
  Found rate(std::size_t i) const {
    const Unit* unit = unitNamed(lower(i + 1));
    static constexpr auto kDated = words({"ago", "earlier", "later", "before", "after"});
    if (unit == nullptr || contains(kDated, lower(i + 2))) return std::nullopt;
    const bool per = lower(i) == "per";
    if (!per && lower(i) != "a" && lower(i) != "an") return std::nullopt;
    const auto measure = [&](std::size_t at) {
      return figures(lower(at)).has_value() || multiplier(lower(at)) || lower(at) == "%" || lower(at) == "percent";
    };
    const bool counted_noun = i >= 2 && before(i).ends_with('s') && unitsNamed(before(i)) == nullptr &&
                              (measure(i - 2) || (i >= 3 && (measure(i - 3) || lower(i - 2) == "of")));
    if (!per && (i == 0 || !(measure(i - 1) || counted_noun))) return std::nullopt;
    return fixed(i + 2, TimeType::kSet, durationOf(Count::of(1), *unit));
  }

  // --- Durations ---------------------------------------------------------------------------------------------------

  // A number at `i`, which moves behind it: "two", "a few", "two and a half", "2 1/2", "13 billion", "three to five".
  std::optional<Count> countAt(std::size_t& i) const {
    static constexpr auto kSome = words({"several", "few", "many", "some", "numerous", "countless", "multiple"});
    static constexpr auto kCrowds = words({"dozens", "hundreds", "thousands", "tens", "millions", "number", "handful"});
    std::size_t at = i;
    const bool article = lower(at) == "a" || lower(at) == "an";
    if (article) ++at;
    const auto some = [&](std::size_t end) {
      i = end;
      return Count{};
    };
    if (contains(kSome, lower(at)) && !(article && lower(at) != "few")) return some(at + 1);
    if (contains(kCrowds, lower(at)) && lower(at + 1) == "of") return some(at + 2);
    if (lower(at) == "couple") {
      i = lower(at + 1) == "of" ? at + 2 : at + 1;
      return Count::of(2);
    }
    if (lower(at) == "half") {
      i = lower(at + 1) == "a" || lower(at + 1) == "an" ? at + 2 : at + 1;
      return Count{500};
    }
    if (lower(at) == "another") {
      const auto more = numberNamed(lower(at + 1));
      i = more ? at + 2 : at + 1;
      return more ? more : Count::of(1);
    }
    std::optional<Count> number = article ? Count::of(1) : numberNamed(lower(at));
    if (!number) return std::nullopt;
    if (!article) ++at;
    if (const auto times = multiplier(lower(at)); times && number->thousandths < 10'000'000) {
      number->thousandths *= *times;
      ++at;
    }
    if (lower(at) == "and" && lower(at + 1) == "a" && lower(at + 2) == "half") {
      number->thousandths += 500;
      at += 3;
    } else if (lower(at) == "1/2") {
      number->thousandths += 500;
      ++at;
    } else if (contains(words({"or", "to", "-", "\u2013"}), lower(at))) {
      if (const auto last = numberNamed(lower(at + 1))) {
        number = last;
        at += 2;
      }
    }
    i = at;
    return number;
  }

  // The unit that a count counts, with the adjectives between: "three full days"; moves `i` behind it.
  const Unit* countedUnit(Count count, std::size_t& i) const {
    static constexpr auto kBetween =
        words({"full", "more", "consecutive", "straight", "successive", "additional", "long", "short", "fiscal",
               "calendar", "business", "working", "solid", "extra", "whole", "entire"});
    const std::size_t at = contains(kBetween, lower(i)) ? i + 1 : i;
    const bool single = count.one() || (!count.some() && count.thousandths < 1000);
    const Unit* unit = single ? unitNamed(lower(at)) : unitsNamed(lower(at));
    // "a 10 year contract"
    if (unit == nullptr && !count.some() && count.thousandths > 1000 && count.thousandths < 1'000'000 &&
        lowerWord(at + 1) && lower(at) != "second")
      unit = unitNamed(lower(at));
    // "a second visit", "a quarter of them", "a night owl"
    if (unit == nullptr || (single && contains(words({"second", "quarter", "night"}), unit->singular))) return nullptr;
    if (unit->singular == "quarter" && lower(at + 1) == "of") return nullptr;
    i = at + 1;
    return unit;
  }

  // "two weeks ago", "two weeks", "a two-week", "half a century", "a year earlier", "weeks of".
  Found counted(std::size_t i) const {
    if (const auto match = hyphened(i)) return match;
    std::size_t at = i;
    const auto count = countAt(at);
    if (!count) return bareUnits(i);
    const Unit* unit = countedUnit(*count, at);
    if (unit == nullptr) return std::nullopt;
    return afterUnit(*count, *unit, at, before(i) == "in" && (i < 2 || lower(i - 2) != "time"));
  }

  // "two weeks", "first nine months", "24 hours", after "the".
  Found theCounted(std::size_t i) const {
    std::size_t at = ordinal(lower(i)) == 1 || lower(i) == "final" ? i + 1 : i;
    const auto count = countAt(at);
    const Unit* unit = count && !count->one() ? countedUnit(*count, at) : nullptr;
    if (unit == nullptr || unitsNamed(lower(at - 1)) == nullptr) return std::nullopt;
    if (lower(at) == "of" && lower(i) == "first") {
      if (const Found whole = monthOrStep(at + 1))
        return fixed(whole->end, TimeType::kDuration, durationOf(*count, *unit));
    }
    return afterUnit(*count, *unit, at, false);
  }

  // What follows "two weeks" makes a date of it: "ago", "from now", "later".
  Found afterUnit(Count count, const Unit& unit, std::size_t at, bool ahead) const {
    if (lower(at) == "and" && lower(at + 1) == "a" && lower(at + 2) == "half" && !count.some())
      return afterUnit(Count{count.thousandths + 500}, unit, at + 3, ahead);  // "an hour and a half"
    if (lower(at) == "ago") return offset(-1, count, unit, at + 1);
    if ((lower(at) == "from" && (lower(at + 1) == "now" || lower(at + 1) == "today")) || lower(at) == "hence")
      return offset(1, count, unit, lower(at) == "hence" ? at + 1 : at + 2);
    static constexpr auto kEarlier = words({"earlier", "previously", "prior"});
    static constexpr auto kLater = words({"later", "afterward", "afterwards"});
    const bool back = contains(kEarlier, lower(at)) || (lower(at) == "before" && atPunctuation(at + 1));
    const bool forth = contains(kLater, lower(at)) || (lower(at) == "after" && atPunctuation(at + 1));
    if ((back && lower(at + 1) != "to") || forth) return toldOffset(back ? -1 : 1, count, unit, at + 1);
    if (lower(at) == "old") return fixed(at + 1, TimeType::kDuration, durationOf(count, unit));
    if (const auto more = andMore(count, unit, at)) return more;
    Match match = fixed(at, TimeType::kDuration, durationOf(count, unit));
    // "in two weeks" may be the date of something; "in three years of talks" is not.
    const auto steps = stepsOf(count, unit);
    if (ahead && steps && unit.times == 1 && lower(at) != "of")
      match.expression.date = relative(unit.form, *steps, Direction::kFuture);
    return match;
  }

  // "eight minutes and 46 seconds": one duration.
  Found andMore(Count count, const Unit& unit, std::size_t at) const {
    if (lower(at) != "and") return std::nullopt;
    ++at;
    const auto more = countAt(at);
    if (!more || more->some()) return std::nullopt;
    const Unit* finer = countedUnit(*more, at);
    // kUnits has the parts of a day from coarse to fine.
    if (finer == nullptr || finer <= &unit || unit.prefix != "PT" || finer->prefix != "PT") return std::nullopt;
    return fixed(at, TimeType::kDuration, durationOf(count, unit) + more->text() + std::string(finer->suffix));
  }

  // How many of its form a count of units is; nullopt if it is no whole number, or leads out of the calendar.
  static std::optional<int> stepsOf(Count count, const Unit& unit) {
    constexpr int kMostYears = 1500;
    const auto whole = count.whole();
    if (!whole || unit.times == 0) return std::nullopt;
    const int steps = unit.times * *whole;
    return unit.form == DateForm::kYearOffset && steps > kMostYears ? std::nullopt : std::optional<int>(steps);
  }

  static Match offset(int sign, Count count, const Unit& unit, std::size_t end) {
    if (unit.times == 0 && !count.some()) return timeAt(date(end, relative(DateForm::kDayOffset, 0)), "TXX:XX");
    const auto steps = stepsOf(count, unit);
    return steps ? date(end, relative(unit.form, sign * *steps, directionOf(sign)))
                 : fixed(end, TimeType::kDate, sign < 0 ? "PAST_REF" : "FUTURE_REF");
  }

  static Match toldOffset(int sign, Count count, const Unit& unit, std::size_t end) {
    if (const auto steps = stepsOf(count, unit)) {
      Match match = vagueDate(end, relative(unit.form, sign * *steps), Grain::kStated);
      match.expression.timex.told = true;
      return match;
    }
    return fixed(end, unit.times > 0 ? TimeType::kDate : TimeType::kTime, sign < 0 ? "PAST_REF" : "FUTURE_REF");
  }

  // "two-week", "31-year-old", "decades-long", "half-hour".
  Found hyphened(std::size_t i) const {
    std::string_view w = lower(i);
    for (const std::string_view ending : {"-old", "-olds", "-long", "-plus"}) {
      if (!w.ends_with(ending)) continue;
      w.remove_suffix(ending.size());
      if (const Unit* units = unitsNamed(w)) return fixed(i + 1, TimeType::kDuration, durationOf(Count{}, *units));
      if (const Unit* unit = unitNamed(w)) return fixed(i + 1, TimeType::kDuration, durationOf(Count::of(1), *unit));
    }
    for (const std::string_view name : {"daylong", "weeklong", "monthlong", "yearlong"}) {
      if (w == name)
        return fixed(i + 1, TimeType::kDuration, durationOf(Count::of(1), *unitNamed(w.substr(0, w.size() - 4))));
    }
    const std::size_t hyphen = w.rfind('-');
    if (hyphen == std::string_view::npos) return std::nullopt;
    const Unit* unit = unitNamed(w.substr(hyphen + 1));
    if (unit == nullptr) return std::nullopt;
    const std::string_view number = w.substr(0, hyphen);
    const auto count = number == "half" ? Count{500} : number == "several" ? Count{} : numberNamed(number);
    if (!count) return std::nullopt;
    return fixed(i + 1, TimeType::kDuration, durationOf(*count, *unit));
  }

  // "52 years of age" and "years old" are durations already; "aged 52" has no unit and is none.
  Found age(std::size_t i) const {
    if (lower(i) != "years" && lower(i) != "months") return std::nullopt;
    return lower(i + 1) == "old" ? Found(fixed(i + 2, TimeType::kDuration, durationOf(Count{}, *unitsNamed(lower(i)))))
                                 : std::nullopt;
  }

  // "for weeks", "after years", "decades": a plural unit without a number.
  Found bareUnits(std::size_t i) const {
    const Unit* units = unitsNamed(lower(i));
    if (units == nullptr || units->singular == "second") return std::nullopt;
    if (lower(i + 1) == "ago") return fixed(i + 2, TimeType::kDate, "PAST_REF");
    if (lower(i + 1) == "later" || lower(i + 1) == "earlier")
      return toldOffset(lower(i + 1) == "later" ? 1 : -1, Count{}, *units, i + 2);
    static constexpr auto kBefore = words({"for", "after", "over", "of", "within", "in", "into", "took", "take",
                                           "takes", "spent", "spend", "last", "lasted", "or", "and", "by", "through"});
    const bool long_unit = units->singular == "decade" || units->singular == "century";
    const bool lead = (before(i) == "just" || before(i) == "only" || i == 0) &&
                      contains(words({"before", "after", "ahead"}), lower(i + 1));
    if (!lead && !(long_unit && !lowerWord(i - 1)) && !contains(kBefore, before(i))) return std::nullopt;
    return fixed(i + 1, TimeType::kDuration, durationOf(Count{}, *units));
  }

  // --- Weeks, months, years ----------------------------------------------------------------------------------------

  // "last week", "this month", "past two years", "recent days", "the weekend".
  Found period(std::size_t i) const {
    const bool the = before(i) == "the" || before(i) == "these";
    if (lower(i) == "weekend" && the)
      return vagueDate(i + 1, relative(DateForm::kWeekOffset, 0), Grain::kStated, "-WE");
    if (lower(i) == "recent" && unitsNamed(lower(i + 1)) != nullptr) return fixed(i + 2, TimeType::kDate, "PAST_REF");
    if (lower(i) == "this" && (lower(i + 1) == "past" || lower(i + 1) == "coming"))
      return steppedUnit(i, i + 2, *stepNamed(lower(i + 1)), false);
    const auto step = stepNamed(lower(i));
    const auto from_told = toldStepNamed(lower(i));
    if (!step && !from_told) return std::nullopt;
    std::size_t at = lower(i + 1) == "fiscal" || lower(i + 1) == "calendar" ? i + 2 : i + 1;
    const std::string_view name = lower(at);
    if (step) {
      const Direction side = directionOf(*step);
      const auto month = monthNamed(word(at));
      if (month && !yearNumber(word(at + 1))) return date(at + 1, relative(DateForm::kMonth, *month, side));
      if (const auto match = steppedUnit(i, at, *step, the)) return match;
      if (unitsNamed(name) != nullptr && *step != 0)
        return fixed(at + 1, TimeType::kDate, *step < 0 ? "PAST_REF" : "FUTURE_REF");
    }
    if (from_told && (!the || *from_told == 0)) return std::nullopt;
    if (const auto count = countAt(at)) {
      if (const Unit* units = countedUnit(*count, at); units != nullptr && !count->one())
        return fixed(at, TimeType::kDuration, durationOf(*count, *units));
    }
    return std::nullopt;
  }

  // One unit behind "last", "this" or "next" at `i`; the unit's token is `at`.
  Found steppedUnit(std::size_t i, std::size_t at, int step, bool the) const {
    const Unit* unit = unitNamed(lower(at));
    if (unit == nullptr) return std::nullopt;
    const Direction side = directionOf(step);
    const std::string_view name = unit->singular;
    if (name == "weekend") return date(at + 1, relative(DateForm::kWeekOffset, step, side), "-WE");
    if (name == "quarter") return vagueDate(at + 1, relative(DateForm::kMonthOffset, 3 * step), Grain::kQuarter);
    // "the last week of March"
    if (the && step != 0 && lower(at + 1) == "of" && unit->times == 1) {
      if (Found whole = monthOrStep(at + 2)) return vagueDate(whole->end, whole->expression.date, Grain::kStated);
    }
    if (name == "minute" || name == "second") return std::nullopt;  // "at the last minute"
    // "in the past week": a stretch of time up to now.
    if (lower(i) == "past" || (the && (lower(i) == "last" || lower(i) == "next")))
      return name == "night" ? std::nullopt
                             : Found(fixed(at + 1, TimeType::kDuration, durationOf(Count::of(1), *unit)));
    if (name == "decade") return vagueDate(at + 1, relative(DateForm::kYearOffset, 10 * step), Grain::kDecade);
    if (name == "century") return vagueDate(at + 1, relative(DateForm::kYearOffset, 100 * step), Grain::kCentury);
    if (unit->times != 1) return std::nullopt;
    if (name == "day")
      return step == 0 ? Found(vagueDate(at + 1, relative(DateForm::kDayOffset, 0), Grain::kStated)) : std::nullopt;
    return date(at + 1, relative(unit->form, step, side));
  }

  // "that day", "those years", "this day", "these days".
  Found demonstrative(std::size_t i) const {
    const std::string_view w = lower(i);
    if (w == "these" && lower(i + 1) == "days") return fixed(i + 2, TimeType::kDate, "PRESENT_REF");
    if (w != "that" && w != "those" && w != "these") return std::nullopt;
    if (w == "that") {
      if (const Unit* unit = calendarUnit(lower(i + 1))) return told(i + 2, *unit, 0);
      const std::string_view part = partOfDay(lower(i + 1));
      return part.empty() ? std::nullopt : Found(toldPartOfDay(i + 2, 0, part));
    }
    std::size_t at = i + 1;
    const auto count = countAt(at);
    const Unit* units = unitsNamed(lower(at));
    return count && units != nullptr ? Found(fixed(at + 1, TimeType::kDuration, durationOf(*count, *units)))
                                     : std::nullopt;
  }

  // "week", "year", "day", "years", after "the" and with nothing behind that says which.
  Found thePeriod(std::size_t i) const {
    static constexpr auto kBefore = words({"in", "of", "for", "during", "on", "over", "throughout", "by", "since"});
    static constexpr auto kWhich = words({"of", "that", "when", "before", "after", "which", "in", "since", "until"});
    if (i < 2 || !contains(kBefore, before(i - 1))) return std::nullopt;
    if (lower(i) == "years" && before(i - 1) == "over")
      return fixed(i + 1, TimeType::kDuration, durationOf(Count{}, *unitsNamed("years")));
    const bool end_of = lower(i + 1) == "'s" || lower(i + 1) == "\u2019s";
    if (const Unit* unit = end_of && lower(i + 2) == "end" ? calendarUnit(lower(i)) : nullptr)
      return vagueDate(i + 3, relative(unit->form, 0), Grain::kStated);
    if (contains(kWhich, lower(i + 1))) return std::nullopt;
    const std::size_t at = lower(i) == "entire" || lower(i) == "whole" || lower(i) == "full" ? i + 1 : i;
    if (!(atPunctuation(at + 1) || lowerWord(at + 1))) return std::nullopt;
    if (lower(at) == "quarter") return vagueDate(at + 1, relative(DateForm::kMonthOffset, 0), Grain::kQuarter);
    const Unit* unit = calendarUnit(lower(at));
    if (unit == nullptr || (unitNamed(lower(at + 1)) != nullptr)) return std::nullopt;
    if (unit->singular == "day") return told(at + 1, *unit, 0);
    return vagueDate(at + 1, relative(unit->form, 0), Grain::kStated);
  }

  // --- Months, years, seasons --------------------------------------------------------------------------------------

  // Words after which a bare month or year is one: "in May", "since 2014".
  bool datesFollow(std::size_t i) const {
    static constexpr auto kBefore =
        words({"in",    "since",  "until", "till", "by",  "of",      "from",   "to",    "through", "before",
               "after", "during", "early", "late", "mid", "between", "around", "about", "for",     "throughout"});
    return contains(kBefore, before(i));
  }

  // "March", "2019", "last year": what weeks and months are parts of.
  Found monthOrStep(std::size_t i) const {
    const auto step = stepNamed(lower(i));
    const Unit* unit = step ? calendarUnit(lower(i + 1)) : nullptr;
    return unit != nullptr ? Found(date(i + 2, relative(unit->form, *step, directionOf(*step)))) : monthOrYear(i);
  }

  // "January 2022", "in January", "in 2019", "mid-2022", "a 2003 interview", "fiscal 2019".
  Found monthOrYear(std::size_t i) const {
    if (lower(i) == "fiscal") {
      const std::size_t at = lower(i + 1) == "year" ? i + 2 : i + 1;
      const auto year = yearNumber(word(at));
      return year ? Found(fixed(at + 1, TimeType::kDate, "FY" + std::to_string(*year))) : std::nullopt;
    }
    if (lower(i) == "year-end") return vagueDate(i + 1, relative(DateForm::kYearOffset, 0), Grain::kYear);
    if (lower(i) == "year" && lower(i + 1) == "end")
      return vagueDate(i + 2, relative(DateForm::kYearOffset, 0), Grain::kYear);
    std::string_view w = word(i);
    const bool middle = w.starts_with("mid-") || w.starts_with("Mid-");
    if (middle) w.remove_prefix(4);
    if (const auto month = monthNamed(w)) return monthAt(*month, i, middle);
    const auto year = yearNumber(w);
    if (!year || *year < 1700 || !(middle || isYear(i, *year))) return std::nullopt;
    return date(i + 1, absolute(yearInterval(std::chrono::year(*year))));
  }

  Found monthAt(int month, std::size_t i, bool middle) const {
    const std::size_t year_at = lower(i + 1) == "of" || lower(i + 1) == "," ? i + 2 : i + 1;
    if (const auto year = yearNumber(word(year_at)))
      return date(year_at + 1, absolute(monthInterval(monthOf(*year, month))));
    if (dayOfMonth(word(i + 1))) return std::nullopt;  // "February 30"
    if (const auto step = stepNamed(lower(year_at)); step && lower(year_at + 1) == "year") {
      Match match =
          vagueDate(year_at + 2, relative(DateForm::kYearOffset, *step), Grain::kYear, "-" + twoDigits(month));
      match.expression.date = relative(DateForm::kMonth, month, directionOf(*step));
      return match;
    }
    // "in May" and "their January sales", but not "May I" or "March on".
    static constexpr auto kOtherWords =
        words({"may", "march", "mar", "april", "june", "august", "jun", "jan", "dec", "sep", "nov"});
    if (!middle && !datesFollow(i) && contains(kOtherWords, lower(i))) return std::nullopt;
    return date(i + 1, relative(DateForm::kMonth, month));
  }

  // Is this number a year? "in 2019", "the 2003 treaty", "(2019)"; not "2019 cars", "$ 2019", "Resolution 2019".
  bool isYear(std::size_t i, int year) const {
    static constexpr auto kNumbered =
        words({"resolution", "flight", "route",  "no",     "no.",    "number", "room", "highway",
               "model",      "line",   "page",   "$",      "\u20ac", "\u00a3", "#",    "than",
               "least",      "most",   "nearly", "almost", "over",   "only",   "some", "approximately"});
    if (unitsNamed(lower(i + 1)) != nullptr || contains(kNumbered, before(i)) || lower(i + 1) == "%") return false;
    const bool range_end = before(i) == "and" && i > 1 && yearNumber(word(i - 2)).has_value();
    if (datesFollow(i) || before(i) == "(" || range_end) return year >= 1900 || !lowerWord(i + 1);
    if (year < 1900 || year > 2100) return false;
    static constexpr auto kDeterminers =
        words({"the", "a", "an", "its", "his", "her", "their", "'s", "\u2019s", "this"});
    if (contains(kDeterminers, before(i)) && !atPunctuation(i + 1)) return true;
    // "the Games of 2012 , 2014"; a number that counts has its noun behind it.
    return i > 0 && !lowerWord(i + 1) && lowerWord(i - 1);
  }

  // "year 2030", after "the".
  Found theYear(std::size_t i) const {
    if (lower(i) == "fiscal") return monthOrYear(i);
    const auto year = yearNumber(word(i + 1));
    return lower(i) == "year" && year ? Found(date(i + 2, absolute(yearInterval(std::chrono::year(*year)))))
                                      : std::nullopt;
  }

  static Match stretch(std::size_t end, DateInterval interval, std::string value) {
    Match match = date(end, absolute(interval));
    match.expression.timex.fixed = std::move(value);
    return match;
  }

  // "1990s", "mid-1990s", "1930's", "'90s", "90s", "nineties".
  Found decade(std::size_t i) const {
    static constexpr auto kNames =
        words({"twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"});
    static constexpr auto kBefore = words({"the", "early", "late", "mid", "and"});
    std::string_view w = lower(i);
    if (w.starts_with("mid-") || w.starts_with("late-")) w.remove_prefix(w.find('-') + 1);
    if (w.size() == 5 && w.ends_with("0s")) {
      if (const auto year = yearNumber(w.substr(0, 4))) return tenYears(i + 1, *year);
    }
    if (before(i) == "the" && (lower(i + 1) == "'s" || lower(i + 1) == "\u2019s") && w.ends_with('0')) {
      if (const auto year = yearNumber(w)) return tenYears(i + 2, *year);
    }
    std::size_t end = i + 1;
    if (w == "'" || w == "\u2019" || w == "\u2018") {
      w = lower(end);
      ++end;
    } else if (w.starts_with('\'')) {
      w.remove_prefix(1);
    } else if (!contains(kBefore, before(i))) {
      return std::nullopt;
    }
    if (w.size() == 3 && w.ends_with("0s") && w[0] >= '2' && w[0] <= '9')
      return tenYears(end, 1900 + 10 * (w[0] - '0'));
    for (std::size_t k = 0; k < kNames.size(); ++k) {
      if (w == kNames[k] && before(i) != "and") return tenYears(end, 1920 + 10 * static_cast<int>(k));
    }
    return std::nullopt;
  }

  static Match tenYears(std::size_t end, int first) {
    return stretch(end, yearsInterval(first, first + 9), std::to_string(first / 10));
  }

  // "19th century", "19th-century", "nineteenth century".
  Found century(std::size_t i) const {
    std::string_view w = lower(i);
    std::size_t end = i + 2;
    if (w.starts_with("mid-")) w.remove_prefix(4);
    if (w.ends_with("-century")) {
      w.remove_suffix(8);
      end = i + 1;
    } else if (lower(i + 1) != "century" && lower(i + 1) != "centuries") {
      return std::nullopt;
    }
    const auto number = ordinal(w);
    if (!number || *number < 11 || *number > 21) return std::nullopt;
    return stretch(end, yearsInterval(*number * 100 - 99, *number * 100), twoDigits(*number - 1));
  }

  // "third quarter of 2022", "fourth-quarter", "Q3", "final quarter".
  Found quarter(std::size_t i) const {
    std::string_view w = lower(i);
    std::size_t end = i + 1;
    int number = 0;
    if (w.size() == 2 && w[0] == 'q' && w[1] >= '1' && w[1] <= '4') {
      number = w[1] - '0';
    } else {
      const bool joined = w.ends_with("-quarter");
      if (!joined && lower(end) != "quarter") return std::nullopt;
      if (joined) w.remove_suffix(8);
      end = joined ? i + 1 : i + 2;
      number = w == "final" ? 4 : ordinal(w).value_or(0);
    }
    if (number < 1 || number > 4) return std::nullopt;
    const std::string suffix = "-Q" + std::to_string(number);
    const std::size_t year_at = lower(end) == "of" ? end + 1 : end;
    if (const auto step = stepNamed(lower(year_at)); step && lower(year_at + 1) == "year")
      return date(year_at + 2, relative(DateForm::kYearOffset, *step, directionOf(*step)), suffix);
    const auto year = yearNumber(word(year_at));
    if (!year) return vagueDate(end, relative(DateForm::kMonth, 3 * number - 1), Grain::kYear, suffix);
    const DateInterval last = monthInterval(monthOf(*year, 3 * number));
    return stretch(year_at + 1, {*dateOf(*year, 3 * number - 2, 1), last.last, Precision::kRange},
                   std::to_string(*year) + suffix);
  }

  // A season. No interval: in the south it is the other half of the year.
  Found season(std::size_t i) const {
    const auto step = stepNamed(lower(i));
    const std::size_t at = step ? i + 1 : i;
    const auto season = seasonNamed(lower(at));
    if (!season || !(lowerWord(at) || i == 0)) return std::nullopt;
    const std::size_t year_at = lower(at + 1) == "of" ? at + 2 : at + 1;
    if (const auto year = yearNumber(word(year_at)))
      return fixed(year_at + 1, TimeType::kDate, std::to_string(*year) + std::string(season->suffix));
    if (const auto year_step = stepNamed(lower(year_at)); year_step && lower(year_at + 1) == "year" && !step)
      return vagueDate(year_at + 2, relative(DateForm::kYearOffset, *year_step), Grain::kYear, season->suffix);
    // "fall" and "spring" are other words too, and "winter wheat" is no time.
    static constexpr auto kBefore = words({"in", "by", "since", "until", "early", "late", "mid", "during"});
    const bool the = before(i) == "the" && i > 1 && contains(kBefore, before(i - 1)) && lower(at + 1) != "of";
    if (!step && !the && !contains(kBefore, before(i))) return std::nullopt;
    const Direction side = step ? directionOf(*step) : Direction::kUnknown;
    const DateExpression year =
        step == 0 ? relative(DateForm::kYearOffset, 0) : relative(DateForm::kMonth, season->month, side);
    return vagueDate(at + 1, year, Grain::kYear, season->suffix);
  }

  // Those that have one day in every year.
  Found holiday(std::size_t i) const {
    if (!extract::startsUpper(word(i))) return std::nullopt;
    const auto day = [&](int month_day, std::size_t end) {
      return date(end, relative(DateForm::kMonthDay, month_day));
    };
    const bool owned = lower(i + 1) == "'s" || lower(i + 1) == "\u2019s";
    if (lower(i) == "christmas") {
      if (lower(i + 1) == "eve") return day(1224, i + 2);
      return day(1225, lower(i + 1) == "day" ? i + 2 : i + 1);
    }
    if (lower(i) == "new" && lower(i + 1) == "year" && (lower(i + 2) == "'s" || lower(i + 2) == "\u2019s")) {
      if (lower(i + 3) == "eve") return day(1231, i + 4);
      if (lower(i + 3) == "day") return day(101, i + 4);
    }
    if (lower(i) == "valentine" && owned && lower(i + 2) == "day") return day(214, i + 3);
    if (lower(i) == "halloween") return day(1031, i + 1);
    return std::nullopt;
  }

  // --- Vague dates -------------------------------------------------------------------------------------------------

  Found vague(std::size_t i) const {
    const std::string_view w = lower(i);
    if (w == "now" && lower(i + 1) != "that") return fixed(i + 1, TimeType::kDate, "PRESENT_REF");
    if (w == "currently" || w == "nowadays" || w == "presently") return fixed(i + 1, TimeType::kDate, "PRESENT_REF");
    if (w == "recently" || w == "lately") return fixed(i + 1, TimeType::kDate, "PAST_REF");
    if ((w == "more" || w == "most" || w == "very") && lower(i + 1) == "recently")
      return fixed(i + 2, TimeType::kDate, "PAST_REF");
    if (w == "a" && lower(i + 1) == "while" && lower(i + 2) == "ago") return fixed(i + 3, TimeType::kDate, "PAST_REF");
    if (w == "long" && lower(i + 1) == "ago") return fixed(i + 2, TimeType::kDate, "PAST_REF");
    const std::size_t soon = w == "very" ? i + 1 : i;
    if (lower(soon) == "soon" && !contains(words({"as", "too", "so", "how"}), before(i)) && lower(soon + 1) != "after")
      return fixed(soon + 1, TimeType::kDate, "FUTURE_REF");
    return std::nullopt;
  }

  // "past", "near future", "long term", "moment", after "the".
  Found theVague(std::size_t i) const {
    const std::string_view w = lower(i);
    const std::string_view preposition = i > 1 ? before(i - 1) : std::string_view();
    if (w == "moment" && preposition == "at") return fixed(i + 1, TimeType::kDate, "PRESENT_REF");
    if (!contains(words({"in", "of", "for", "into", "from"}), preposition)) return std::nullopt;
    if ((w == "long" || w == "short") && lower(i + 1) == "term") return fixed(i + 2, TimeType::kDate, "FUTURE_REF");
    if (contains(words({"near", "foreseeable", "distant", "recent"}), w) &&
        (lower(i + 1) == "future" || lower(i + 1) == "past"))
      return fixed(i + 2, TimeType::kDate, lower(i + 1) == "past" ? "PAST_REF" : "FUTURE_REF");
    if ((w != "future" && w != "past") || lowerWord(i + 1)) {
      // "the future of the river" is no time.
      return std::nullopt;
    }
    return fixed(i + 1, TimeType::kDate, w == "past" ? "PAST_REF" : "FUTURE_REF");
  }

  const Document& document_;
  const Sentence& sentence_;
  std::vector<std::string> lower_;  // Of each token; empty if it is too long to be a word of a time expression.
};

}  // namespace

std::vector<TimeExpression> findTimeExpressions(const Document& document, const Sentence& sentence) {
  return Finder(document, sentence).find();
}

}  // namespace parley
