#pragma once
// Days, intervals of days with a precision, and what a time expression says before anybody knows the day of writing.
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley {

using Date = std::chrono::sys_days;

// "2022-01-21". parseDate takes exactly this form and only days that exist, from year 1000 to 9999.
[[nodiscard]] std::string formatDate(Date date);
[[nodiscard]] std::optional<Date> parseDate(std::string_view text);

// Do not renumber: stored.
enum class Precision : std::uint8_t { kDay = 1, kWeek = 2, kMonth = 3, kYear = 4, kRange = 5 };

// Both ends inclusive, first <= last. kRange: any other stretch of days ("later this week", "from Monday to Thursday").
struct DateInterval {
  Date first;
  Date last;
  Precision precision = Precision::kDay;
  auto operator<=>(const DateInterval&) const = default;
};

[[nodiscard]] DateInterval dayInterval(Date day);
[[nodiscard]] DateInterval monthInterval(std::chrono::year_month month);
[[nodiscard]] DateInterval yearInterval(std::chrono::year year);
[[nodiscard]] bool overlap(const DateInterval& a, const DateInterval& b);

// As precise as the interval allows and no more: "2022-01-21", "2022-01", "2022", "2022-01-17..2022-01-23".
[[nodiscard]] std::string formatInterval(const DateInterval& interval);
// A day, a month or a year as formatInterval writes it; nullopt for anything else.
[[nodiscard]] std::optional<DateInterval> parseInterval(std::string_view text);

// Which side of the day of writing an event lies on, from tense and context. Do not renumber: stored.
enum class Direction : std::uint8_t { kUnknown = 0, kPast = 1, kFuture = 2 };

// What words such as "on Friday" say by themselves. Do not renumber: stored.
enum class DateForm : std::uint8_t {
  kNone = 0,         // No date words, or words that we cannot read.
  kAbsolute = 1,     // A calendar date: `interval` is set and needs no anchor.
  kWeekday = 2,      // value = ISO weekday, 1 (Monday) to 7 (Sunday): the nearest one in `direction`.
  kDayOffset = 3,    // value = days from the day of writing: -1 yesterday, 0 today.
  kWeekOffset = 4,   // value = ISO weeks from the week of writing: -1 last week.
  kMonthOffset = 5,  // value = months from the month of writing.
  kYearOffset = 6,   // value = years from the year of writing.
  kMonthDay = 7,     // value = 100 * month + day, no year: the nearest one in `direction`.
  kMonth = 8,        // value = month, no year: the nearest one in `direction`.
};

struct DateExpression {
  DateForm form = DateForm::kNone;
  std::int32_t value = 0;
  Direction direction = Direction::kUnknown;
  std::optional<DateInterval> interval;  // kAbsolute only.
  auto operator<=>(const DateExpression&) const = default;
};

// The interval that `expression` means in a text written on `written`. nullopt if it needs a day of writing and there
// is none, or if it says nothing. "Nearest": in the stated direction, the day of writing itself included; with no
// direction, the nearest on either side, the past one on a tie.
[[nodiscard]] std::optional<DateInterval> anchor(const DateExpression& expression, std::optional<Date> written);

}  // namespace parley
