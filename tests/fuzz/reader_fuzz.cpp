// Any bytes: read or refused with Error, never anything else; what is read keeps the promises of document.h.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "extract/reader.h"
#include "graph/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Document document;
  try {
    document = readDocument(bytes, Sighting{"fuzz", std::nullopt, "", "", ""});
  } catch (const Error&) {
    return 0;
  }
  std::uint32_t text_at = 0;
  std::uint32_t input_at = 0;
  for (const TextPiece& piece : document.pieces) {
    PARLEY_CHECK(piece.text_begin >= text_at && piece.input_begin >= input_at);
    text_at = piece.text_begin + piece.length;
    input_at = piece.input_end;
    PARLEY_CHECK(text_at <= document.text.size() && input_at <= bytes.size() && piece.input_begin <= piece.input_end);
    const bool same = piece.length == piece.input_end - piece.input_begin;
    PARLEY_CHECK(!same || bytes.substr(piece.input_begin, piece.length) ==
                              std::string_view(document.text).substr(piece.text_begin, piece.length));
  }
  std::uint32_t at = 0;
  for (const Span& span : document.furniture) {
    PARLEY_CHECK(span.begin >= at && span.begin < span.end && span.end <= document.text.size());
    at = span.end;
  }
  return 0;
}
