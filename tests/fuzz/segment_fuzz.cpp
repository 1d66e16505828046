// Any valid UTF-8: every byte that is no white space lies in exactly one token, sentences ascend, none is too long.
#include <cstddef>
#include <cstdint>
#include <string>

#include "extract/internal/characters.h"
#include "extract/reader.h"
#include "extract/segment.h"
#include "graph/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley;
  Document document;
  try {
    document = readDocument(std::string(data, data + size), Sighting{"fuzz", std::nullopt, "", "", ""});
  } catch (const Error&) {
    return 0;
  }
  std::uint32_t at = 0;
  const auto skipSpace = [&](std::uint32_t end) {
    while (at < end) {
      const extract::Character c = extract::characterAt(document.text, at);
      PARLEY_CHECK(extract::isSpace(c.code));
      at = c.end;
    }
  };
  for (const Sentence& sentence : segment(document)) {
    PARLEY_CHECK(!sentence.tokens.empty() && sentence.tokens.size() <= kMaxSentenceTokens);
    for (const Token& token : sentence.tokens) {
      PARLEY_CHECK(token.span.begin >= at && token.span.begin < token.span.end);
      skipSpace(token.span.begin);
      at = token.span.end;
    }
  }
  skipSpace(static_cast<std::uint32_t>(document.text.size()));
  return 0;
}
