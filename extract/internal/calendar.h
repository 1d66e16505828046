#pragma once
// Names of months and weekdays as newspapers write them.
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "extract/internal/characters.h"
#include "graph/date.h"

namespace parley::extract {

// In bytes: no word of a time expression is longer.
inline constexpr std::size_t kLongestTimeWord = 24;

namespace internal {
// 9 for "September", "Sept", "Sept.": names and their short forms of three letters; `longer` are the other short forms.
template <std::size_t n, std::size_t m>
std::optional<int> namedNumber(std::string_view word, const std::array<std::string_view, n>& names,
                               const std::array<std::string_view, m>& longer) {
  if (word.ends_with('.')) word.remove_suffix(1);
  if (word.size() < 3 || word.size() > 9 || !startsUpper(word)) return std::nullopt;
  const std::string lower = lowerCase(word);
  const bool short_form = lower.size() == 3 || contains(longer, lower);
  for (std::size_t i = 0; i < n; ++i) {
    if (names[i] == lower || (short_form && names[i].starts_with(lower))) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}
}  // namespace internal

// 1 to 12 for a capitalised name or short form.
inline std::optional<int> monthNamed(std::string_view word) {
  static constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                               "may",       "june",     "july",     "august",
                                                               "september", "october",  "november", "december"};
  return internal::namedNumber(word, kMonths, std::array<std::string_view, 1>{"sept"});
}

// 1 (Monday) to 7 for a capitalised name or short form.
inline std::optional<int> weekdayNamed(std::string_view word) {
  static constexpr std::array<std::string_view, 7> kWeekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                                "friday", "saturday", "sunday"};
  return internal::namedNumber(word, kWeekdays, std::array<std::string_view, 3>{"tues", "thur", "thurs"});
}

// The number that `word` writes in digits alone, of at most `most` digits.
inline std::optional<int> digits(std::string_view word, std::size_t most) {
  if (word.empty() || word.size() > most) return std::nullopt;
  int value = 0;
  for (const char c : word) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

// 1 to 31 for "21" and "21st".
inline std::optional<int> dayOfMonth(std::string_view word) {
  for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
    if (word.ends_with(ending)) {
      word.remove_suffix(2);
      break;
    }
  }
  const std::optional<int> day = digits(word, 2);
  return day && *day >= 1 && *day <= 31 ? day : std::nullopt;
}

// nullopt if there is no such day.
inline std::optional<Date> dateOf(int year, int month, int day) {
  const std::chrono::year_month_day ymd{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                        std::chrono::day(static_cast<unsigned>(day))};
  return ymd.ok() ? std::optional<Date>(Date(ymd)) : std::nullopt;
}

// A year as news writes it without further words.
inline std::optional<int> yearNumber(std::string_view word) {
  const std::optional<int> year = word.size() == 4 ? digits(word, 4) : std::nullopt;
  return year && *year >= 1400 && *year <= 2100 ? year : std::nullopt;
}

}  // namespace parley::extract
