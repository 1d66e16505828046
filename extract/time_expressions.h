#pragma once
// Time expressions of a sentence: what they say by themselves, and their TIMEX3 values. Third stage of extraction.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/segment.h"
#include "graph/date.h"

namespace parley {

// The types of TIMEX3.
enum class TimeType : std::uint8_t { kDate, kTime, kDuration, kSet };
[[nodiscard]] std::string_view wordOf(TimeType type);  // "DATE", "TIME", "DURATION", "SET".

struct TimeExpression {
  Span span;
  std::uint32_t first_token = 0;  // In its sentence; [first_token, end_token).
  std::uint32_t end_token = 0;
  TimeType type = TimeType::kDate;
  // What anchoring needs. `direction` is set where the words say it ("last Friday", "next May"); elsewhere it is
  // kUnknown, and who uses the expression knows the tense. kNone for durations, sets and vague dates ("now").
  DateExpression date;
  // TIMEX3: the value where it does not depend on the day of writing ("P2D", "PRESENT_REF"), else empty.
  std::string fixed_value;
  std::string suffix;  // TIMEX3: what follows the day in the value, for a part of it: "TMO", "T15:00".
};

// Ascending, without overlap.
[[nodiscard]] std::vector<TimeExpression> findTimeExpressions(const Document& document, const Sentence& sentence);

// TIMEX3 value (TempEval-3) in a text written on `written`: "2022-01-21", "2022-W03", "PRESENT_REF", "P2D",
// "2022-01-21TEV"; "XXXX-WXX-5" where the day of writing would be needed and is not known.
[[nodiscard]] std::string timexValue(const TimeExpression& expression, std::optional<Date> written);

// The day of writing as the text itself states it: a date line, a stamp, a dateline, "Published ...", an address with a
// date in it. nullopt if there is none near the top or in the last line, and never a date out of the story.
[[nodiscard]] std::optional<Date> statedDate(const Document& document, const std::vector<Sentence>& sentences);

}  // namespace parley
