#pragma once
// The one format of the lists: lines of fields between tabs; "#" starts a comment line.
#include <functional>
#include <string_view>
#include <vector>

namespace parley::internal {

// Calls `use` with the fields of each line. Throws Error(kCorruption) naming `list` and the line if `use` returns false
// or a line has fewer than `fields` fields.
void forEachLine(std::string_view list, std::string_view text, std::size_t fields,
                 const std::function<bool(const std::vector<std::string_view>&)>& use);

// Parts between `separator`, without empty ones.
std::vector<std::string_view> splitList(std::string_view text, char separator);

}  // namespace parley::internal
