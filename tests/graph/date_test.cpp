#include "graph/date.h"

#include <gtest/gtest.h>

namespace parley {
namespace {

Date day(const char* text) { return *parseDate(text); }

std::string anchored(DateForm form, int value, Direction direction, const char* written) {
  DateExpression expression;
  expression.form = form;
  expression.value = value;
  expression.direction = direction;
  const auto interval = anchor(expression, day(written));
  return interval ? formatInterval(*interval) : "none";
}

TEST(Date, ParsesOnlyDaysThatExist) {
  EXPECT_EQ(formatDate(day("2024-02-29")), "2024-02-29");
  for (const char* bad :
       {"2023-02-29", "2022-13-01", "2022-1-01", "2022-01-01T", "0999-01-01", "2022-01-0a", "", "22-01-2021"}) {
    EXPECT_FALSE(parseDate(bad).has_value()) << bad;
  }
}

TEST(Date, WeekdayIsTheNearestInTheDirectionOfTheTense) {
  // 2022-01-19 was a Wednesday.
  EXPECT_EQ(anchored(DateForm::kWeekday, 5, Direction::kFuture, "2022-01-19"), "2022-01-21");
  EXPECT_EQ(anchored(DateForm::kWeekday, 5, Direction::kPast, "2022-01-19"), "2022-01-14");
  EXPECT_EQ(anchored(DateForm::kWeekday, 3, Direction::kFuture, "2022-01-19"), "2022-01-19");
  EXPECT_EQ(anchored(DateForm::kWeekday, 3, Direction::kPast, "2022-01-19"), "2022-01-19");
  EXPECT_EQ(anchored(DateForm::kWeekday, 2, Direction::kUnknown, "2022-01-19"), "2022-01-18");
}

TEST(Date, MonthAndDayWithoutAYearCrossTheYearsEnd) {
  EXPECT_EQ(anchored(DateForm::kMonthDay, 110, Direction::kFuture, "2021-12-20"), "2022-01-10");
  EXPECT_EQ(anchored(DateForm::kMonthDay, 1220, Direction::kPast, "2022-01-10"), "2021-12-20");
  EXPECT_EQ(anchored(DateForm::kMonthDay, 229, Direction::kPast, "2023-05-01"), "2020-02-29");
  EXPECT_EQ(anchored(DateForm::kMonth, 12, Direction::kPast, "2022-01-10"), "2021-12");
  EXPECT_EQ(anchored(DateForm::kMonth, 2, Direction::kUnknown, "2022-01-10"), "2022-02");
}

TEST(Date, OffsetsKeepTheirPrecision) {
  EXPECT_EQ(anchored(DateForm::kDayOffset, -1, Direction::kUnknown, "2022-03-01"), "2022-02-28");
  EXPECT_EQ(anchored(DateForm::kWeekOffset, -1, Direction::kUnknown, "2022-01-19"), "2022-01-10..2022-01-16");
  EXPECT_EQ(anchored(DateForm::kMonthOffset, 1, Direction::kUnknown, "2022-12-31"), "2023-01");
  EXPECT_EQ(anchored(DateForm::kYearOffset, -2, Direction::kUnknown, "2022-01-19"), "2020");
}

TEST(Date, NothingIsAnchoredWithoutADayOfWriting) {
  DateExpression friday;
  friday.form = DateForm::kWeekday;
  friday.value = 5;
  EXPECT_FALSE(anchor(friday, std::nullopt).has_value());
  DateExpression absolute;
  absolute.form = DateForm::kAbsolute;
  absolute.interval = dayInterval(day("2022-01-21"));
  EXPECT_EQ(anchor(absolute, std::nullopt), absolute.interval);
}

TEST(Date, ADayAMonthOrAYearIsReadAsItIsWritten) {
  for (const char* text : {"2022-01-21", "2022-02", "2020", "1000"}) {
    const std::optional<DateInterval> interval = parseInterval(text);
    ASSERT_TRUE(interval.has_value()) << text;
    EXPECT_EQ(formatInterval(*interval), text);
  }
  EXPECT_EQ(parseInterval("2024-02")->last, day("2024-02-29"));
  for (const char* text : {"", "22", "2022-1", "2022-13", "2022-02-30", "2022-01-21..2022-01-22", "Friday", "0999"}) {
    EXPECT_FALSE(parseInterval(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace parley
