#include <algorithm>
#include <array>
#include <chrono>
#include <string>

#include "extract/internal/characters.h"
#include "extract/time_expressions.h"
#include "graph/error.h"

namespace parley {
namespace {

using extract::contains;

std::string padded(int value, std::size_t width) {
  const std::string digits = std::to_string(value);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

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

std::string coarse(const DateInterval& interval, TimexForm::Grain grain) {
  const std::chrono::year_month_day ymd(interval.first);
  const int year = static_cast<int>(ymd.year());
  switch (grain) {
    case TimexForm::Grain::kYear:
      return padded(year, 4);
    case TimexForm::Grain::kQuarter:
      return padded(year, 4) + "-Q" + std::to_string((static_cast<unsigned>(ymd.month()) + 2) / 3);
    case TimexForm::Grain::kDecade:
      return padded(year / 10, 3);
    case TimexForm::Grain::kCentury:
      return padded(year / 100, 2);
    case TimexForm::Grain::kStated:
      break;
  }
  if (interval.precision == Precision::kWeek) return isoWeek(interval.first);
  return interval.precision == Precision::kRange ? formatDate(interval.first) : formatInterval(interval);
}

std::string unanchoredValue(const DateExpression& date, TimexForm::Grain grain) {
  switch (grain) {
    case TimexForm::Grain::kYear:
      return "XXXX";
    case TimexForm::Grain::kQuarter:
      return "XXXX-QX";
    case TimexForm::Grain::kDecade:
      return "XXX";
    case TimexForm::Grain::kCentury:
      return "XX";
    case TimexForm::Grain::kStated:
      break;
  }
  return unanchoredValue(date);
}

// --- Tense ---------------------------------------------------------------------------------------------------------

bool isVerb(const Word& word) { return word.upos == Upos::kVerb || word.upos == Upos::kAux; }

// Where the verb `v` puts what it says: its auxiliaries, its own form. kUnknown: in the present, or by another verb.
Direction directionOfVerb(const std::vector<Word>& words, std::uint32_t v, bool infinitive_ahead) {
  static constexpr auto kAhead = std::to_array<std::string_view>(
      {"will", "shall", "'ll", "\u2019ll", "wo", "would", "may", "might", "can", "could", "should", "must"});
  static constexpr auto kBehind = std::to_array<std::string_view>({"has", "have", "had", "was", "were", "did", "'ve"});
  bool behind = false;
  bool to = false;
  bool progressive = false;
  for (std::uint32_t t = 0; t < v; ++t) {
    if (words[t].head != v) continue;
    const bool auxiliary = words[t].upos == Upos::kAux;
    if (auxiliary && contains(kAhead, words[t].lower)) return Direction::kFuture;
    behind = behind || (auxiliary && contains(kBehind, words[t].lower));
    to = to || (words[t].lower == "to" && words[t].upos == Upos::kPart);
    progressive = progressive || (auxiliary && words[t].lemma == "be");
  }
  if (to) return infinitive_ahead ? Direction::kFuture : Direction::kUnknown;
  if (behind || words[v].past) return Direction::kPast;
  const std::string& form = words[v].lower;
  if (form.ends_with("ing")) return progressive ? Direction::kFuture : Direction::kUnknown;
  return form != words[v].lemma && !form.ends_with('s') ? Direction::kPast : Direction::kUnknown;
}

// Of the first verb above the expression that says one. Months and days of a month are named far from the day of
// writing, so that only the tense of the verb they belong to counts: "a June 3 hearing has been scheduled".
Direction directionAt(const std::vector<Word>& words, const TimeExpression& time, DateForm form) {
  constexpr int kHighest = 8;
  const bool far = form == DateForm::kMonth || form == DateForm::kMonthDay;
  std::uint32_t at = words.empty() ? kRoot : time.end_token - 1;
  for (int step = 0; step < kHighest && at != kRoot; ++step, at = words[at].head) {
    if (at >= time.first_token && at < time.end_token) continue;
    if (isVerb(words[at])) {
      const Direction direction = directionOfVerb(words, at, !far);
      if (direction != Direction::kUnknown || far) return direction;
    } else if (far && words[at].upos != Upos::kAdp) {
      break;
    }
  }
  return Direction::kUnknown;
}

// "The weekend" of something past is the last one, if the writer's has not begun.
bool lastWeekend(const TimeExpression& time, const DateExpression& date, std::optional<Date> written) {
  return time.timex.suffix == "-WE" && date.value == 0 && date.direction == Direction::kPast && written &&
         std::chrono::weekday(*written).iso_encoding() < 6;
}

bool tellsDay(const TimeExpression& time) {
  return time.type == TimeType::kDate && time.timex.fixed.empty() && time.date.form != DateForm::kNone;
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

std::vector<std::string> TimexValues::next(const std::vector<TimeExpression>& times, const std::vector<Word>& words) {
  const auto resolve = [&](const TimeExpression& time) {
    DateExpression date = time.timex.date.form != DateForm::kNone ? time.timex.date : time.date;
    if (date.direction == Direction::kUnknown) date.direction = directionAt(words, time, date.form);
    if (lastWeekend(time, date, written_)) date.value = -1;
    const bool days = date.form == DateForm::kDayOffset || date.form == DateForm::kWeekOffset;
    const std::optional<Date> told = days ? told_day_ : told_;
    return anchor(date, time.timex.told && told ? told : written_);
  };
  // "at 18:00 on Tuesday": a time without a day takes the nearest of its sentence.
  const auto dayNear = [&](const TimeExpression& at) {
    std::optional<Date> nearest = written_;
    std::uint32_t shortest = kRoot;
    for (const TimeExpression& time : times) {
      const std::uint32_t distance =
          time.first_token < at.first_token ? at.first_token - time.end_token : time.first_token - at.first_token;
      const auto interval = tellsDay(time) && distance < shortest ? resolve(time) : std::nullopt;
      if (!interval || interval->precision != Precision::kDay) continue;
      nearest = interval->first;
      shortest = distance;
    }
    return nearest;
  };
  std::vector<std::string> values;
  for (const TimeExpression& time : times) {
    const TimexForm& timex = time.timex;
    std::optional<DateInterval> interval = resolve(time);
    const bool no_day = time.type == TimeType::kTime && time.date.form == DateForm::kNone && timex.fixed.empty() &&
                        timex.date.form == DateForm::kNone;
    if (no_day) {
      const std::optional<Date> day = dayNear(time);
      interval = day ? std::optional(dayInterval(*day)) : std::nullopt;
    }
    if (!timex.fixed.empty()) {
      values.push_back(timex.fixed);
    } else if (interval) {
      values.push_back(coarse(*interval, timex.grain) + timex.suffix);
      if (time.type == TimeType::kDate) {
        told_ = interval->first;
        if (interval->precision == Precision::kDay) told_day_ = told_;
      }
    } else {
      const DateExpression& date = timex.date.form != DateForm::kNone ? timex.date : time.date;
      values.push_back(unanchoredValue(date, timex.grain) + timex.suffix);
    }
  }
  return values;
}

}  // namespace parley
