#pragma once
// The inside of the reader: an HTML page to its text, and what in a text is no story.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/document.h"

namespace parley::extract {

// What an HTML page says: its text, where that stands in the input, and what it states about itself (empty: nothing).
struct HtmlPage {
  std::string text;
  std::vector<TextPiece> pieces;
  std::vector<Span> furniture;  // By its elements: ascending, without overlap.
  std::string title;
  std::string url;
  std::string outlet;
  std::optional<Date> published;
};

// By content: a file name says little about what is in it.
[[nodiscard]] bool looksLikeHtml(std::string_view bytes);

// `bytes` is valid UTF-8. Blocks end with a blank line, white space is collapsed, scripts and the like are left out.
// Throws Error(kLimit) for more tags or attributes than an article has.
[[nodiscard]] HtmlPage readHtml(std::string_view bytes);

}  // namespace parley::extract
