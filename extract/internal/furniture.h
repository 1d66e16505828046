#pragma once
// Page furniture by the words of its lines, as it comes along when a page is copied as plain text: menus, calls to
// action, captions with a credit, teasers for other stories after the end of this one.
//
// It is better to keep a teaser than to lose a paragraph of the story: every rule wants a line that no reporter writes.
#include <string_view>
#include <vector>

#include "graph/document.h"

namespace parley::extract {

// Whole lines; ascending, without overlap.
[[nodiscard]] std::vector<Span> findFurniture(std::string_view text);

}  // namespace parley::extract
