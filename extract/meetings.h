#pragma once
// Who met whom: reports of meetings in the sentences, and which of them are about one event. Sixth stage of extraction.
// Rules over the dependency tree, mentions and time expressions, never over bare strings; ARCHITECTURE.md says how.
#include <vector>

#include "extract/coreference.h"
#include "extract/mentions.h"
#include "extract/time_expressions.h"
#include "graph/report.h"

namespace parley {

// What the earlier stages found; all vectors have one entry for each sentence. Borrowed for the call.
struct Reading {
  const Document& document;
  const std::vector<Sentence>& sentences;
  const std::vector<Parsed>& parsed;
  const std::vector<std::vector<TimeExpression>>& times;
  const Coreference& coreference;
  std::optional<Date> written;
};

// In the order of the text; `number` is not yet set. Reports of one event have one local_meeting.
[[nodiscard]] std::vector<Report> findMeetings(const Reading& reading);

// The words of a time expression, anchored on the day of writing; `direction` counts where the words have none.
[[nodiscard]] When whenOf(const Reading& reading, const TimeExpression& time, Direction direction);

}  // namespace parley
