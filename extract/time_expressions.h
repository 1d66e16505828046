#pragma once
// Time expressions of a sentence: what they say by themselves, and their TIMEX3 values, with the extents, types and
// values of TempEval-3. A stage of extraction.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/segment.h"
#include "extract/words.h"
#include "graph/date.h"

namespace parley {

// The types of TIMEX3.
enum class TimeType : std::uint8_t { kDate, kTime, kDuration, kSet };
[[nodiscard]] std::string_view wordOf(TimeType type);  // "DATE", "TIME", "DURATION", "SET".

// What a TIMEX3 value is made of, where `fixed` is empty: the interval of `date`, as coarse as `grain`, and `suffix`.
struct TimexForm {
  enum class Grain : std::uint8_t { kStated, kYear, kQuarter, kDecade, kCentury };
  std::string fixed;    // Does not depend on the day of writing: "P2D", "PRESENT_REF".
  DateExpression date;  // Where it is not that of the expression: "that week", "last summer" are no dates to anchor at.
  bool told = false;    // Counted from the date last told: "two days later".
  Grain grain = Grain::kStated;
  std::string suffix;  // "TMO", "T15:00", "-SU", "-WE".
};

struct TimeExpression {
  Span span;
  std::uint32_t first_token = 0;  // In its sentence; [first_token, end_token).
  std::uint32_t end_token = 0;
  TimeType type = TimeType::kDate;
  // What anchoring needs. `direction` is set where the words say it ("last Friday", "next May"); elsewhere it is
  // kUnknown, and who uses the expression knows the tense. kNone for durations, sets and vague dates ("now").
  DateExpression date;
  TimexForm timex;
};

// Ascending, without overlap.
[[nodiscard]] std::vector<TimeExpression> findTimeExpressions(const Document& document, const Sentence& sentence);

// TIMEX3 values of a document's expressions, sentence by sentence in the order of the text: "2022-01-21", "2022-W03",
// "PRESENT_REF", "P2D", "2022-01-21TEV"; "XXXX-WXX-5" where the day of writing would be needed and is not known.
class TimexValues {
 public:
  explicit TimexValues(std::optional<Date> written) : written_(written) {}
  // One for each of `times`. `words` of their sentence tell tense and so the direction; none: it stays open.
  std::vector<std::string> next(const std::vector<TimeExpression>& times, const std::vector<Word>& words = {});

 private:
  std::optional<Date> written_;
  std::optional<Date> told_;      // The date last told,
  std::optional<Date> told_day_;  // and the last of one day.
};

// The day of writing as the text itself states it: a date line, a stamp, a dateline, "Published ...", an address with a
// date in it. nullopt if there is none near the top or in the last line, and never a date out of the story.
[[nodiscard]] std::optional<Date> statedDate(const Document& document, const std::vector<Sentence>& sentences);

}  // namespace parley
