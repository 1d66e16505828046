#pragma once
// Bytes to a Document: what kind of file it is, its text, where each part of the text stands in the bytes, and which
// parts are page furniture. First stage of extraction.
#include <cstddef>
#include <string>
#include <string_view>

#include "graph/document.h"

namespace parley {

// Larger than any article by far; refused before it costs memory (a log file given by mistake).
inline constexpr std::size_t kMaxDocumentBytes = 16u << 20;
// An HTML page of more tags than this is no article. HTML parsers look through all open elements at most tags, so that
// 50,000 nested ones cost seconds.
inline constexpr std::size_t kMaxHtmlTags = 50'000;

// `sighting` is what is known besides the bytes; what the page itself states (title, date of publication, canonical
// address, site name) fills in its gaps. The result has id, text, pieces, furniture, incidents and one sighting.
// Throws Error: kInvalidArgument (empty, binary, not UTF-8: says at which byte), kLimit (too large, too many tags or
// attributes).
[[nodiscard]] Document readDocument(std::string_view bytes, Sighting sighting);

}  // namespace parley
