#include "extract/time_expressions.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <utility>

#include "extract/internal/calendar.h"
#include "extract/internal/characters.h"
#include "graph/error.h"

namespace parley {
namespace {

using extract::contains;
using extract::dayOfMonth;
using extract::monthNamed;
using extract::weekdayNamed;
using extract::yearNumber;

constexpr std::size_t kLongestWord = 24;  // Bytes: no word of a time expression is longer.

std::string padded(int value, std::size_t width) {
  std::string digits = std::to_string(value);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

// --- Words ---------------------------------------------------------------------------------------------------------

constexpr int kSomeNumber = -1;  // "several", "a few": X in a TIMEX3 value.

std::optional<int> numberNamed(std::string_view lower) {
  static constexpr auto kNames = std::to_array<std::string_view>(
      {"one",     "two",     "three",     "four",     "five",     "six",      "seven",
       "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen", "fourteen",
       "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"});
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == lower) return static_cast<int>(i) + 1;
  }
  static constexpr auto kTens =
      std::to_array<std::string_view>({"thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"});
  for (std::size_t i = 0; i < kTens.size(); ++i) {
    if (kTens[i] == lower) return 10 * static_cast<int>(i) + 30;
  }
  if (lower == "a" || lower == "an") return 1;
  if (lower == "several") return kSomeNumber;
  return extract::digits(lower, 4);
}

struct Unit {
  std::string_view singular;
  std::string_view prefix;  // Of its TIMEX3 duration: prefix number suffix.
  std::string_view suffix;
  DateForm form;  // "two ... ago"; kNone where days are too fine or years too coarse a grid.
};

constexpr std::array<Unit, 12> kUnits = {{{"day", "P", "D", DateForm::kDayOffset},
                                          {"week", "P", "W", DateForm::kWeekOffset},
                                          {"month", "P", "M", DateForm::kMonthOffset},
                                          {"year", "P", "Y", DateForm::kYearOffset},
                                          {"weekend", "P", "WE", DateForm::kNone},
                                          {"fortnight", "P", "FN", DateForm::kNone},
                                          {"quarter", "P", "Q", DateForm::kNone},
                                          {"decade", "P", "DE", DateForm::kNone},
                                          {"century", "P", "CE", DateForm::kNone},
                                          {"hour", "PT", "H", DateForm::kNone},
                                          {"minute", "PT", "M", DateForm::kNone},
                                          {"second", "PT", "S", DateForm::kNone}}};

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

std::string durationOf(int number, const Unit& unit) {
  const std::string count = number == kSomeNumber ? "X" : std::to_string(number);
  if (unit.singular == "fortnight") return number == kSomeNumber ? "PXW" : "P" + std::to_string(2 * number) + "W";
  return std::string(unit.prefix) + count + std::string(unit.suffix);
}

// "TMO" for "morning"; empty for other words.
std::string_view partOfDay(std::string_view lower) {
  if (lower == "morning") return "TMO";
  if (lower == "afternoon") return "TAF";
  if (lower == "evening") return "TEV";
  return lower == "night" ? "TNI" : "";
}

std::string_view seasonNamed(std::string_view lower) {
  if (lower == "spring") return "SP";
  if (lower == "summer") return "SU";
  if (lower == "autumn" || lower == "fall") return "FA";
  return lower == "winter" ? "WI" : "";
}

// "last" -1, "this" 0, "next" 1.
std::optional<int> stepNamed(std::string_view lower) {
  if (lower == "last" || lower == "past") return -1;
  if (lower == "this" || lower == "current") return 0;
  if (lower == "next" || lower == "coming" || lower == "upcoming") return 1;
  return std::nullopt;
}

Direction directionOf(int step) {
  return step < 0 ? Direction::kPast : step > 0 ? Direction::kFuture : Direction::kUnknown;
}

std::optional<Date> dateOf(int year, int month, int day) {
  const std::chrono::year_month_day ymd{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                        std::chrono::day(static_cast<unsigned>(day))};
  return ymd.ok() ? std::optional<Date>(Date(ymd)) : std::nullopt;
}

DateExpression absolute(DateInterval interval) { return {DateForm::kAbsolute, 0, Direction::kUnknown, interval}; }
DateExpression relative(DateForm form, int value, Direction direction = Direction::kUnknown) {
  return {form, value, direction, std::nullopt};
}

DateInterval yearsInterval(int first, int last) {
  return {yearInterval(std::chrono::year(first)).first, yearInterval(std::chrono::year(last)).last, Precision::kRange};
}

// --- Finding -------------------------------------------------------------------------------------------------------

// One pass over the tokens; at each the rules are tried in order and the first that matches wins. Every rule looks at a
// bounded number of tokens.
class Finder {
 public:
  Finder(const Document& document, const Sentence& sentence) : document_(document), sentence_(sentence) {
    lower_.reserve(sentence.words.size());
    for (const WholeWord& token : sentence.words) {
      lower_.push_back(token.span.end - token.span.begin <= kLongestWord
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

  static Match date(std::size_t end, DateExpression value) {
    Match match{end, {}};
    match.expression.date = value;
    return match;
  }
  static Match fixed(std::size_t end, TimeType type, std::string value) {
    Match match{end, {}};
    match.expression.type = type;
    match.expression.fixed_value = std::move(value);
    return match;
  }
  // With "morning" and the like behind it, if they are there.
  Match withPartOfDay(Match match) const {
    const std::string_view part = partOfDay(lower(match.end));
    if (part.empty()) return match;
    ++match.end;
    match.expression.type = TimeType::kTime;
    match.expression.suffix = part;
    return match;
  }

  std::string_view word(std::size_t i) const {
    return i < sentence_.words.size() && !lower_[i].empty() ? textOf(document_, sentence_.words[i].span)
                                                            : std::string_view();
  }
  std::string_view lower(std::size_t i) const {
    return i < lower_.size() ? std::string_view(lower_[i]) : std::string_view();
  }
  std::string_view before(std::size_t i) const { return i > 0 ? lower(i - 1) : std::string_view(); }

  std::optional<Match> matchAt(std::size_t i) const {
    if (lower(i).empty()) return std::nullopt;
    using Rule = std::optional<Match> (Finder::*)(std::size_t) const;
    static constexpr Rule kRules[] = {&Finder::calendarDate, &Finder::dayWord, &Finder::weekday, &Finder::clock,
                                      &Finder::set,          &Finder::period,  &Finder::counted, &Finder::monthOrYear,
                                      &Finder::season,       &Finder::vague};
    for (const Rule rule : kRules) {
      if (std::optional<Match> match = (this->*rule)(i)) return match;
    }
    return std::nullopt;
  }

  // --- Calendar dates ----------------------------------------------------------------------------------------------

  // "Friday, January 21, 2022" in all usual orders.
  std::optional<Match> calendarDate(std::size_t i) const {
    if (weekdayNamed(word(i))) {
      if (const auto match = dateWithoutWeekday(word(i + 1) == "," ? i + 2 : i + 1)) return match;
    }
    return dateWithoutWeekday(i);
  }

  std::optional<Match> dateWithoutWeekday(std::size_t i) const {
    if (const auto match = numericDate(i)) return match;
    if (const std::optional<int> month = monthNamed(word(i))) {
      std::size_t at = lower(i + 1) == "the" ? i + 2 : i + 1;
      if (const auto days = daysAt(at)) return inMonth(*month, *days, at);
    }
    std::size_t at = i;
    if (const auto days = daysAt(at)) {
      if (lower(at) == "of") ++at;
      if (const std::optional<int> month = monthNamed(word(at))) return inMonth(*month, *days, at + 1);
    }
    return std::nullopt;
  }

  // "2022-01-21", also with a time; "1/21/2022" where only one reading exists; "21.01.2022".
  std::optional<Match> numericDate(std::size_t i) const {
    const std::string_view text = word(i);
    if (const std::optional<Date> day = parseDate(text.substr(0, 10)); day && (text.size() == 10 || text[10] == 'T')) {
      Match match = date(i + 1, absolute(dayInterval(*day)));
      if (text.size() >= 16) {
        match.expression.type = TimeType::kTime;
        match.expression.suffix = text.substr(10, 6);
      }
      return match;
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
    return day ? std::optional<Match>(date(i + 1, absolute(dayInterval(*day)))) : std::nullopt;
  }

  // "21", "21st", "21-23", "21 to 23", "21 and 22": first and last day; moves `i` behind them.
  std::optional<std::pair<int, int>> daysAt(std::size_t& i) const {
    const std::string_view text = word(i);
    for (const std::string_view dash : {"-", "\u2013"}) {
      const std::size_t at = text.find(dash);
      if (at == std::string_view::npos) continue;
      const auto first = dayOfMonth(text.substr(0, at));
      const auto last = dayOfMonth(text.substr(at + dash.size()));
      if (!first || !last || *first >= *last) return std::nullopt;
      ++i;
      return std::pair(*first, *last);
    }
    const auto first = dayOfMonth(text);
    if (!first) return std::nullopt;
    ++i;
    const std::string_view link = lower(i);
    const auto last = dayOfMonth(word(i + 1));
    if (!last || *last <= *first ||
        !contains(std::to_array<std::string_view>({"and", "to", "through", "-", "\u2013", "&"}), link))
      return std::pair(*first, *first);
    i += 2;
    return std::pair(*first, *last);
  }

  // Days of a month and the year that may stand at `i`.
  std::optional<Match> inMonth(int month, std::pair<int, int> days, std::size_t i) const {
    const std::size_t year_at = lower(i) == "," || lower(i) == "of" ? i + 1 : i;
    if (const auto year = yearNumber(word(year_at))) {
      const auto first = dateOf(*year, month, days.first);
      const auto last = dateOf(*year, month, days.second);
      if (!first || !last) return std::nullopt;
      return date(year_at + 1, absolute({*first, *last, *first == *last ? Precision::kDay : Precision::kRange}));
    }
    // 2000 has a 29 February. Without a year only the first day of several can be said.
    if (!dateOf(2000, month, days.first)) return std::nullopt;
    return date(i, relative(DateForm::kMonthDay, 100 * month + days.first));
  }

  // --- Days and parts of days --------------------------------------------------------------------------------------

  std::optional<Match> dayWord(std::size_t i) const {
    const std::string_view w = lower(i);
    if (w == "today") return date(i + 1, relative(DateForm::kDayOffset, 0));
    if (w == "yesterday") return withPartOfDay(date(i + 1, relative(DateForm::kDayOffset, -1)));
    if (w == "tomorrow") return withPartOfDay(date(i + 1, relative(DateForm::kDayOffset, 1)));
    if (w == "tonight") return partOf(0, "TNI", i + 1);
    if (w == "the" && lower(i + 1) == "day" && lower(i + 2) == "before" && lower(i + 3) == "yesterday")
      return date(i + 4, relative(DateForm::kDayOffset, -2));
    if (w == "the" && lower(i + 1) == "day" && lower(i + 2) == "after" && lower(i + 3) == "tomorrow")
      return date(i + 4, relative(DateForm::kDayOffset, 2));
    if (w == "this" && !partOfDay(lower(i + 1)).empty()) return partOf(0, partOfDay(lower(i + 1)), i + 2);
    if (w == "last" && (lower(i + 1) == "night" || lower(i + 1) == "evening"))
      return partOf(-1, partOfDay(lower(i + 1)), i + 2);
    return std::nullopt;
  }

  static Match partOf(int day_offset, std::string_view suffix, std::size_t end) {
    Match match = date(end, relative(DateForm::kDayOffset, day_offset));
    match.expression.type = TimeType::kTime;
    match.expression.suffix = suffix;
    return match;
  }

  // A weekday by its full name, or with a full stop ("Fri.").
  std::optional<int> weekdayAt(std::size_t i) const {
    const std::string_view w = word(i);
    if (w.size() < 6 && !w.ends_with('.')) return std::nullopt;
    return weekdayNamed(w);
  }

  std::optional<Match> weekday(std::size_t i) const {
    const auto step = stepNamed(lower(i));
    if (const auto day = weekdayAt(step ? i + 1 : i)) {
      // Names: "Good Friday", "the Sunday Times".
      static constexpr auto kNamesBefore = std::to_array<std::string_view>(
          {"good", "black", "bloody", "ash", "super", "easter", "palm", "cyber", "holy", "maundy"});
      static constexpr auto kNamesAfter =
          std::to_array<std::string_view>({"times", "telegraph", "mirror", "express", "mail", "post"});
      const std::size_t end = step ? i + 2 : i + 1;
      if (contains(kNamesBefore, before(i)) || (contains(kNamesAfter, lower(end)) && extract::startsUpper(word(end))))
        return std::nullopt;
      return withPartOfDay(
          date(end, relative(DateForm::kWeekday, *day, step ? directionOf(*step) : Direction::kUnknown)));
    }
    return std::nullopt;
  }

  // "3 p.m.", "10:30 a.m.", "3pm", "15:00", "noon".
  std::optional<Match> clock(std::size_t i) const {
    std::string_view w = lower(i);
    if (w == "noon" || w == "midnight") return timeOfDay(w == "noon" ? 12 : 0, 0, i + 1);
    const auto half = [](std::string_view text) -> std::optional<int> {
      if (text == "a.m." || text == "am" || text == "a.m") return 0;
      if (text == "p.m." || text == "pm" || text == "p.m") return 12;
      return std::nullopt;
    };
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
    if (afternoon)
      return *hour >= 1 && *hour <= 12 ? std::optional<Match>(timeOfDay(*hour % 12 + *afternoon, *minute, end))
                                       : std::nullopt;
    const bool written_out = colon == 2 && w[2] == ':' && w.size() == 5 && *hour < 24;
    return written_out ? std::optional<Match>(timeOfDay(*hour, *minute, end)) : std::nullopt;
  }

  // The day stands elsewhere in the sentence, so the expression itself has none.
  Match timeOfDay(int hour, int minute, std::size_t end) const {
    Match match{end, {}};
    match.expression.type = TimeType::kTime;
    match.expression.suffix = "T" + padded(hour, 2) + ":" + padded(minute, 2);
    if (lower(end) == "gmt" || lower(end) == "utc") {
      ++match.end;
      match.expression.suffix += 'Z';
    }
    return match;
  }

  // --- Sets and durations ------------------------------------------------------------------------------------------

  std::optional<Match> set(std::size_t i) const {
    const std::string_view w = lower(i);
    if (w == "every" || w == "each") {
      if (const auto day = weekdayNamed(word(i + 1)))
        return fixed(i + 2, TimeType::kSet, "XXXX-WXX-" + std::to_string(*day));
      if (const Unit* unit = unitNamed(lower(i + 1))) return fixed(i + 2, TimeType::kSet, durationOf(1, *unit));
      const auto number = numberNamed(lower(i + 1));
      const Unit* units = unitsNamed(lower(i + 2));
      if (number && units != nullptr) return fixed(i + 3, TimeType::kSet, durationOf(*number, *units));
      return std::nullopt;
    }
    if (word(i).ends_with("days") && word(i).size() > 6) {
      if (const auto day = weekdayNamed(word(i).substr(0, word(i).size() - 1)))
        return fixed(i + 1, TimeType::kSet, "XXXX-WXX-" + std::to_string(*day));
    }
    if (w == "daily") return fixed(i + 1, TimeType::kSet, "P1D");
    if (w == "weekly") return fixed(i + 1, TimeType::kSet, "P1W");
    if (w == "monthly") return fixed(i + 1, TimeType::kSet, "P1M");
    if (w == "yearly" || w == "annual" || w == "annually") return fixed(i + 1, TimeType::kSet, "P1Y");
    if ((w == "a" || w == "per") && (before(i) == "once" || before(i) == "twice" || before(i) == "times")) {
      if (const Unit* unit = unitNamed(lower(i + 1))) return fixed(i + 2, TimeType::kSet, durationOf(1, *unit));
    }
    return std::nullopt;
  }

  // A number at `i`, which moves behind it: "two", "a few", "a couple of".
  std::optional<int> numberAt(std::size_t& i) const {
    std::size_t at = i;
    if (lower(at) == "a" && (lower(at + 1) == "few" || lower(at + 1) == "couple")) ++at;
    if (lower(at) == "few") {
      i = at + 1;
      return kSomeNumber;
    }
    if (lower(at) == "couple" && lower(at + 1) == "of") {
      i = at + 2;
      return 2;
    }
    const auto number = numberNamed(lower(at));
    if (number) i = at + 1;
    return number;
  }

  // "two weeks ago", "in two weeks", "two weeks", "a two-week".
  std::optional<Match> counted(std::size_t i) const {
    if (const std::size_t hyphen = lower(i).find('-'); hyphen != std::string_view::npos) {
      const auto number = numberNamed(lower(i).substr(0, hyphen));
      const Unit* unit = unitNamed(lower(i).substr(hyphen + 1));
      if (number && *number > 0 && unit != nullptr)
        return fixed(i + 1, TimeType::kDuration, durationOf(*number, *unit));
      return std::nullopt;
    }
    std::size_t at = i;
    const auto number = numberAt(at);
    if (!number) return bareUnits(i);
    const Unit* unit = *number == 1 ? unitNamed(lower(at)) : unitsNamed(lower(at));
    if (unit == nullptr || lower(at + 1) == "old") return std::nullopt;
    // "a second visit", "a quarter of them"
    if (*number == 1 && (unit->singular == "second" || unit->singular == "quarter")) return std::nullopt;
    ++at;
    if (lower(at) == "ago") return offset(-1, *number, *unit, at + 1);
    if (lower(at) == "from" && (lower(at + 1) == "now" || lower(at + 1) == "today"))
      return offset(1, *number, *unit, at + 2);
    // "in two weeks", but not "the first time in two weeks".
    if (before(i) == "in" && (i < 2 || lower(i - 2) != "time") && *number != kSomeNumber &&
        unit->form != DateForm::kNone && lower(at) != "of") {
      return offset(1, *number, *unit, at);
    }
    return fixed(at, TimeType::kDuration, durationOf(*number, *unit));
  }

  static Match offset(int sign, int number, const Unit& unit, std::size_t end) {
    if (number == kSomeNumber || unit.form == DateForm::kNone)
      return fixed(end, TimeType::kDate, sign < 0 ? "PAST_REF" : "FUTURE_REF");
    return date(end, relative(unit.form, sign * number, directionOf(sign)));
  }

  // "for weeks", "after years": a plural unit without a number.
  std::optional<Match> bareUnits(std::size_t i) const {
    const Unit* units = unitsNamed(lower(i));
    if (units == nullptr || units->singular == "second") return std::nullopt;
    if (lower(i + 1) == "ago") return fixed(i + 2, TimeType::kDate, "PAST_REF");
    static constexpr auto kBefore = std::to_array<std::string_view>({"for", "after", "over", "of", "within", "in"});
    if (!contains(kBefore, before(i))) return std::nullopt;
    return fixed(i + 1, TimeType::kDuration, durationOf(kSomeNumber, *units));
  }

  // --- Weeks, months, years ----------------------------------------------------------------------------------------

  // "last week", "later this month", "the past two years", "earlier in the week", "over the weekend", "recent days".
  std::optional<Match> period(std::size_t i) const {
    std::size_t at = i;
    Direction side = Direction::kUnknown;
    if (lower(at) == "earlier" || lower(at) == "later") {
      side = lower(at) == "earlier" ? Direction::kPast : Direction::kFuture;
      ++at;
      if (lower(at) == "in" && lower(at + 1) == "the") {
        const Unit* unit = unitNamed(lower(at + 2));
        if (unit == nullptr || unit->form == DateForm::kNone || unit->form == DateForm::kDayOffset) return std::nullopt;
        return date(at + 3, relative(unit->form, 0, side));
      }
    } else if ((lower(at) == "early" || lower(at) == "late") && stepNamed(lower(at + 1))) {
      ++at;
    }
    if (lower(at) == "the" && lower(at + 1) == "weekend") return fixed(at + 2, TimeType::kDate, "XXXX-WXX-WE");
    if (lower(at) == "recent" && unitsNamed(lower(at + 1)) != nullptr)
      return fixed(at + 2, TimeType::kDate, "PAST_REF");
    const auto step = stepNamed(lower(at));
    if (!step) return std::nullopt;
    const bool the = before(at) == "the" || before(at) == "these";
    if (side == Direction::kUnknown) side = directionOf(*step);
    const std::string_view name = lower(at + 1);
    if (const Unit* unit = unitNamed(name)) {
      // "in the past week": a stretch of time up to now.
      const bool stretch = lower(at) == "past" || (the && (lower(at) == "last" || lower(at) == "next"));
      if (stretch) return fixed(at + 2, TimeType::kDuration, durationOf(1, *unit));
      if (unit->singular == "weekend") {
        Match match = date(at + 2, relative(DateForm::kWeekOffset, *step, side));
        match.expression.suffix = "-WE";
        return match;
      }
      if (unit->form == DateForm::kNone || unit->form == DateForm::kDayOffset) return std::nullopt;
      return date(at + 2, relative(unit->form, *step, side));
    }
    if (const auto month = monthNamed(word(at + 1))) return date(at + 2, relative(DateForm::kMonth, *month, side));
    if (unitsNamed(name) != nullptr && *step != 0)
      return fixed(at + 2, TimeType::kDate, *step < 0 ? "PAST_REF" : "FUTURE_REF");
    std::size_t end = at + 1;
    if (const auto number = numberAt(end)) {
      if (const Unit* units = unitsNamed(lower(end)))
        return fixed(end + 1, TimeType::kDuration, durationOf(*number, *units));
    }
    return std::nullopt;
  }

  // Words after which a bare month or year is one: "in May", "since 2014".
  bool datesFollow(std::size_t i) const {
    static constexpr auto kBefore = std::to_array<std::string_view>(
        {"in",    "since",  "until", "till", "by",  "of",      "from",   "to",    "through", "before",
         "after", "during", "early", "late", "mid", "between", "around", "about", "for",     "throughout"});
    return contains(kBefore, before(i));
  }

  // "January 2022", "in January", "in 2019", "the 1990s", "the 21st century", "mid-2022", "third quarter of 2022".
  std::optional<Match> monthOrYear(std::size_t i) const {
    std::string_view w = word(i);
    const bool middle = w.starts_with("mid-") || w.starts_with("Mid-");
    if (middle) w.remove_prefix(4);
    if (const auto month = monthNamed(w)) {
      const std::size_t year_at = lower(i + 1) == "of" || lower(i + 1) == "," ? i + 2 : i + 1;
      if (const auto year = yearNumber(word(year_at))) {
        return date(year_at + 1, absolute(monthInterval(std::chrono::year_month(
                                     std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month))))));
      }
      // "in May" and "their January sales", but not "May I" or "March on".
      static constexpr auto kOtherWords = std::to_array<std::string_view>(
          {"may", "march", "mar", "april", "june", "august", "jun", "jan", "dec", "sep", "nov"});
      if (dayOfMonth(word(i + 1))) return std::nullopt;  // "February 30"
      if (middle || datesFollow(i) || !contains(kOtherWords, lower(i)))
        return date(i + 1, relative(DateForm::kMonth, *month));
      return std::nullopt;
    }
    if (const auto year = yearNumber(w)) {
      const bool range_end = before(i) == "and" && i > 1 && yearNumber(word(i - 2)).has_value();
      const bool noun_follows = before(i) == "the" && !lower(i + 1).empty() && extract::startsLower(word(i + 1));
      if (*year < 1800 || !(middle || datesFollow(i) || before(i) == "(" || noun_follows || range_end) ||
          unitsNamed(lower(i + 1)) != nullptr)
        return std::nullopt;
      return date(i + 1, absolute(yearInterval(std::chrono::year(*year))));
    }
    if (w.size() == 5 && w.ends_with("0s")) {
      if (const auto year = yearNumber(w.substr(0, 4)))
        return stretch(i + 1, yearsInterval(*year, *year + 9), std::string(w.substr(0, 3)));
    }
    if (w.size() == 3 && w.ends_with("0s") && w[0] >= '2' && w[0] <= '9' && before(i) == "the") {
      const int first = 1900 + 10 * (w[0] - '0');
      return stretch(i + 1, yearsInterval(first, first + 9), std::to_string(first / 10));
    }
    if (lower(i + 1) == "century" && w.size() == 4 && w[0] >= '1' && w[0] <= '9') {
      if (const auto number = extract::digits(w.substr(0, 2), 2); number && *number >= 10 && *number <= 21) {
        return stretch(i + 2, yearsInterval(*number * 100 - 99, *number * 100), padded(*number - 1, 2));
      }
    }
    return quarter(i);
  }

  std::optional<Match> quarter(std::size_t i) const {
    static constexpr auto kOrdinals = std::to_array<std::string_view>({"first", "second", "third", "fourth"});
    int number = 0;
    std::size_t end = i + 1;
    for (std::size_t k = 0; k < kOrdinals.size(); ++k) {
      if (lower(i) == kOrdinals[k] && lower(i + 1) == "quarter") {
        number = static_cast<int>(k) + 1;
        end = i + 2;
      }
    }
    if (lower(i).size() == 2 && lower(i)[0] == 'q' && lower(i)[1] >= '1' && lower(i)[1] <= '4')
      number = lower(i)[1] - '0';
    if (number == 0) return std::nullopt;
    const std::size_t year_at = lower(end) == "of" ? end + 1 : end;
    const auto year = yearNumber(word(year_at));
    if (const auto step = stepNamed(lower(year_at)); step && lower(year_at + 1) == "year") {
      Match match = date(year_at + 2, relative(DateForm::kYearOffset, *step, directionOf(*step)));
      match.expression.suffix = "-Q" + std::to_string(number);
      return match;
    }
    if (!year) return fixed(end, TimeType::kDate, "XXXX-Q" + std::to_string(number));
    const auto first = dateOf(*year, 3 * number - 2, 1);
    const DateInterval last = monthInterval(
        std::chrono::year_month(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(3 * number))));
    return stretch(year_at + 1, {*first, last.last, Precision::kRange},
                   std::to_string(*year) + "-Q" + std::to_string(number));
  }

  static Match stretch(std::size_t end, DateInterval interval, std::string value) {
    Match match = date(end, absolute(interval));
    match.expression.fixed_value = std::move(value);
    return match;
  }

  // A season with the words that make it one: "last summer", "the spring of 2021". No interval: in the south it is the
  // other half of the year.
  std::optional<Match> season(std::size_t i) const {
    const bool step = stepNamed(lower(i)).has_value();
    const std::string_view code = seasonNamed(lower(step ? i + 1 : i));
    if (code.empty()) return std::nullopt;
    if (step) return fixed(i + 2, TimeType::kDate, "XXXX-" + std::string(code));
    const std::size_t year_at = lower(i + 1) == "of" ? i + 2 : i + 1;
    const auto year = yearNumber(word(year_at));
    return year ? std::optional<Match>(
                      fixed(year_at + 1, TimeType::kDate, std::to_string(*year) + "-" + std::string(code)))
                : std::nullopt;
  }

  std::optional<Match> vague(std::size_t i) const {
    const std::string_view w = lower(i);
    if (w == "now" || w == "currently" || w == "nowadays") return fixed(i + 1, TimeType::kDate, "PRESENT_REF");
    if (w == "recently") return fixed(i + 1, TimeType::kDate, "PAST_REF");
    if (w == "the" && (before(i) == "in" || before(i) == "of") &&
        (lower(i + 1) == "future" || lower(i + 1) == "past")) {
      std::size_t at = i + 2;  // "in the past two years" is a duration.
      if (unitNamed(lower(at)) != nullptr || unitsNamed(lower(at)) != nullptr || numberAt(at)) return std::nullopt;
      return fixed(i + 2, TimeType::kDate, lower(i + 1) == "past" ? "PAST_REF" : "FUTURE_REF");
    }
    return std::nullopt;
  }

  const Document& document_;
  const Sentence& sentence_;
  std::vector<std::string> lower_;  // Of each token; empty if it is too long to be a word of a time expression.
};

// "2022-W03": the ISO week, which belongs to the year that holds its Thursday.
std::string isoWeek(Date monday) {
  const Date thursday = monday + std::chrono::days(3);
  const std::chrono::year year = std::chrono::year_month_day(thursday).year();
  const int week = static_cast<int>((thursday - Date(year / std::chrono::January / 1)).count()) / 7 + 1;
  return padded(static_cast<int>(year), 4) + "-W" + padded(week, 2);
}

std::string unanchoredValue(const DateExpression& date) {
  switch (date.form) {
    case DateForm::kWeekday:
      return "XXXX-WXX-" + std::to_string(date.value);
    case DateForm::kWeekOffset:
      return "XXXX-WXX";
    case DateForm::kMonthOffset:
      return "XXXX-XX";
    case DateForm::kYearOffset:
      return "XXXX";
    case DateForm::kMonthDay:
      return "XXXX-" + padded(date.value / 100, 2) + "-" + padded(date.value % 100, 2);
    case DateForm::kMonth:
      return "XXXX-" + padded(date.value, 2);
    case DateForm::kNone:
    case DateForm::kAbsolute:
    case DateForm::kDayOffset:
      break;
  }
  return "XXXX-XX-XX";
}

}  // namespace

std::string_view wordOf(TimeType type) {
  switch (type) {
    case TimeType::kDate:
      return "DATE";
    case TimeType::kTime:
      return "TIME";
    case TimeType::kDuration:
      return "DURATION";
    case TimeType::kSet:
      return "SET";
  }
  PARLEY_CHECK(false);
}

std::vector<TimeExpression> findTimeExpressions(const Document& document, const Sentence& sentence) {
  return Finder(document, sentence).find();
}

std::string timexValue(const TimeExpression& expression, std::optional<Date> written) {
  if (!expression.fixed_value.empty()) return expression.fixed_value;
  const std::optional<DateInterval> interval =
      expression.date.form == DateForm::kNone && written ? dayInterval(*written) : anchor(expression.date, written);
  if (!interval) return unanchoredValue(expression.date) + expression.suffix;
  if (interval->precision == Precision::kWeek) return isoWeek(interval->first) + expression.suffix;
  const bool range = interval->precision == Precision::kRange;
  return (range ? formatDate(interval->first) : formatInterval(*interval)) + expression.suffix;
}

// --- The day of writing --------------------------------------------------------------------------------------------

namespace {

constexpr std::size_t kTopSentences = 10;    // A date line stands among the first so many sentences,
constexpr std::size_t kDateLineTokens = 16;  // and has no more tokens.

constexpr auto kStampWords = std::to_array<std::string_view>(
    {"date", "dated", "published", "posted", "updated", "issued", "released", "created", "print"});
constexpr auto kPrepositions = std::to_array<std::string_view>(
    {"on", "of", "in", "since", "from", "after", "before", "until", "by", "for", "to", "the"});

std::string lowerAt(const Document& document, const Sentence& sentence, std::size_t token) {
  return extract::lowerCase(textOf(document, sentence.words[token].span).substr(0, kLongestWord));
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
