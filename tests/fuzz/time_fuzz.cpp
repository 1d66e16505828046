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
  for (const Sentence& sentence : sentences) {
    std::uint32_t at = 0;
    for (const TimeExpression& expression : findTimeExpressions(document, sentence)) {
      PARLEY_CHECK(expression.first_token >= at && expression.first_token < expression.end_token);
      PARLEY_CHECK(expression.end_token <= sentence.words.size());
      at = expression.end_token;
      PARLEY_CHECK(!timexValue(expression, kWritten).empty() && !timexValue(expression, std::nullopt).empty());
    }
  }
  (void)statedDate(document, sentences);
  return 0;
}
