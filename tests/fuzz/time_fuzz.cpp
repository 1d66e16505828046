// Any text: expressions ascend inside their sentence and have a value, with a day of writing and without.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "extract/reader.h"
#include "extract/segment.h"
#include "extract/time_expressions.h"
#include "graph/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley;
  constexpr Date kWritten = std::chrono::year(2021) / 5 / 7;
  Document document;
  try {
    document = readDocument(std::string(data, data + size), Sighting{"fuzz", std::nullopt, "", "", ""});
  } catch (const Error&) {
    return 0;
  }
  const std::vector<Sentence> sentences = segment(document);
  TimexValues dated(kWritten);
  TimexValues undated(std::nullopt);
  for (const Sentence& sentence : sentences) {
    std::uint32_t at = 0;
    const std::vector<TimeExpression> found = findTimeExpressions(document, sentence);
    for (TimexValues* values : {&dated, &undated}) {
      for (const std::string& value : values->next(found)) PARLEY_CHECK(!value.empty());
    }
    for (const TimeExpression& expression : found) {
      PARLEY_CHECK(expression.first_token >= at && expression.first_token < expression.end_token);
      PARLEY_CHECK(expression.end_token <= sentence.words.size());
      at = expression.end_token;
    }
  }
  (void)statedDate(document, sentences);
  return 0;
}
