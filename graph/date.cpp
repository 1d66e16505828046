#include "graph/date.h"

#include <array>
#include <cstdio>

#include "graph/error.h"

namespace parley {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::weekday;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::year_month_day;

namespace {

std::string padded(int value, int width) {
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%0*d", width, value);
  return buffer.data();
}

std::string formatMonth(const year_month_day& ymd) {
  return padded(static_cast<int>(ymd.year()), 4) + "-" +
         padded(static_cast<int>(static_cast<unsigned>(ymd.month())), 2);
}

Date monday(Date date) { return date - (weekday(date) - std::chrono::Monday); }

// Of two candidates before and after the day of writing, both including it.
Date choose(Date past, Date future, Date written, Direction direction) {
  switch (direction) {
    case Direction::kPast:
      return past;
    case Direction::kFuture:
      return future;
    case Direction::kUnknown:
      break;
  }
  return future - written < written - past ? future : past;
}

// The last day, on or before `written` and the first on or after it, that `at(year)` names; a year may have none (29
// February), so the search looks a few years around.
template <typename DayOfYear>
std::optional<std::pair<Date, Date>> around(Date written, const DayOfYear& at) {
  const year this_year = year_month_day(written).year();
  std::optional<Date> past;
  std::optional<Date> future;
  for (int distance = -8; distance <= 8; ++distance) {
    const std::optional<Date> candidate = at(this_year + std::chrono::years(distance));
    if (!candidate) continue;
    if (*candidate <= written) past = *candidate;
    if (*candidate >= written && !future) future = *candidate;
  }
  if (!past || !future) return std::nullopt;
  return std::pair(*past, *future);
}

}  // namespace

std::string formatDate(Date date) {
  const year_month_day ymd(date);
  return formatMonth(ymd) + "-" + padded(static_cast<int>(static_cast<unsigned>(ymd.day())), 2);
}

std::optional<Date> parseDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  std::array<int, 3> numbers{};
  std::size_t field = 0;
  for (const char c : text) {
    if (c == '-') {
      ++field;
      continue;
    }
    if (c < '0' || c > '9' || field > 2) return std::nullopt;
    numbers[field] = numbers[field] * 10 + (c - '0');
  }
  const year_month_day ymd{year(numbers[0]), month(static_cast<unsigned>(numbers[1])),
                           day(static_cast<unsigned>(numbers[2]))};
  if (numbers[0] < 1000 || !ymd.ok()) return std::nullopt;
  return Date(ymd);
}

DateInterval dayInterval(Date date) { return {date, date, Precision::kDay}; }

DateInterval monthInterval(year_month ym) {
  return {Date(ym / day(1)), Date(ym / std::chrono::last), Precision::kMonth};
}

DateInterval yearInterval(year y) {
  return {Date(y / std::chrono::January / 1), Date(y / std::chrono::December / 31), Precision::kYear};
}

bool overlap(const DateInterval& a, const DateInterval& b) { return a.first <= b.last && b.first <= a.last; }

std::string formatInterval(const DateInterval& interval) {
  switch (interval.precision) {
    case Precision::kDay:
      return formatDate(interval.first);
    case Precision::kMonth:
      return formatMonth(year_month_day(interval.first));
    case Precision::kYear:
      return padded(static_cast<int>(year_month_day(interval.first).year()), 4);
    case Precision::kWeek:
    case Precision::kRange:
      break;
  }
  return formatDate(interval.first) + ".." + formatDate(interval.last);
}

std::optional<DateInterval> parseInterval(std::string_view text) {
  constexpr std::string_view kFirstDay = "0000-01-01";
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  const std::optional<Date> first = parseDate(std::string(text) + std::string(kFirstDay.substr(text.size())));
  if (!first) return std::nullopt;
  const year_month_day ymd(*first);
  if (text.size() == 4) return yearInterval(ymd.year());
  if (text.size() == 7) return monthInterval(ymd.year() / ymd.month());
  return dayInterval(*first);
}

std::optional<DateInterval> anchor(const DateExpression& expression, std::optional<Date> written) {
  if (expression.form == DateForm::kNone) return std::nullopt;
  if (expression.form == DateForm::kAbsolute) return expression.interval;
  if (!written) return std::nullopt;
  const int value = expression.value;
  switch (expression.form) {
    case DateForm::kWeekday: {
      if (value < 1 || value > 7) return std::nullopt;
      const weekday wanted(static_cast<unsigned>(value));
      const Date future = *written + (wanted - weekday(*written));
      const Date past = *written - (weekday(*written) - wanted);
      return dayInterval(choose(past, future, *written, expression.direction));
    }
    case DateForm::kDayOffset:
      return dayInterval(*written + days(value));
    case DateForm::kWeekOffset: {
      const Date first = monday(*written) + days(7 * value);
      return DateInterval{first, first + days(6), Precision::kWeek};
    }
    case DateForm::kMonthOffset: {
      const year_month_day ymd(*written);
      return monthInterval(year_month(ymd.year(), ymd.month()) + std::chrono::months(value));
    }
    case DateForm::kYearOffset:
      return yearInterval(year_month_day(*written).year() + std::chrono::years(value));
    case DateForm::kMonthDay: {
      const auto sides = around(*written, [&](year y) -> std::optional<Date> {
        const year_month_day ymd(y, month(static_cast<unsigned>(value / 100)), day(static_cast<unsigned>(value % 100)));
        return ymd.ok() ? std::optional(Date(ymd)) : std::nullopt;
      });
      if (!sides) return std::nullopt;
      return dayInterval(choose(sides->first, sides->second, *written, expression.direction));
    }
    case DateForm::kMonth: {
      if (value < 1 || value > 12) return std::nullopt;
      const year_month_day ymd(*written);
      const int distance = value - static_cast<int>(static_cast<unsigned>(ymd.month()));  // In months, this year.
      const int future = distance >= 0 ? distance : distance + 12;
      const int past = distance <= 0 ? distance : distance - 12;
      const bool forward =
          expression.direction == Direction::kFuture || (expression.direction == Direction::kUnknown && future < -past);
      return monthInterval(year_month(ymd.year(), ymd.month()) + std::chrono::months(forward ? future : past));
    }
    case DateForm::kNone:
    case DateForm::kAbsolute:
      break;
  }
  PARLEY_CHECK(false);
}

}  // namespace parley
