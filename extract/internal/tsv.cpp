#include "extract/internal/tsv.h"

#include <algorithm>
#include <string>

#include "graph/error.h"

namespace parley::internal {

std::vector<std::string_view> splitList(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

void forEachLine(std::string_view list, std::string_view text, std::size_t fields,
                 const std::function<bool(const std::vector<std::string_view>&)>& use) {
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.empty() || line.front() == '#') continue;
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= line.size();) {
      const std::size_t tab = std::min(line.find('\t', begin), line.size());
      parts.push_back(line.substr(begin, tab - begin));
      begin = tab + 1;
    }
    if (parts.size() < fields || !use(parts)) {
      throw Error(ErrorCode::kCorruption, "Cannot read the built-in list " + std::string(list) + ", line " +
                                              std::to_string(number) + ": " + std::string(line));
    }
  }
}

}  // namespace parley::internal
