// What the sentence splitter would see of known text, for tools/train/splitter.py.
// Standard input, a paragraph a line: the text, a TAB, the byte offsets where its sentences end, a blank between them.
// Standard output, for each place that the classifier decides on: one byte, 1 if a sentence ends there, and
// SplitContext::kFeatures hashes of eight bytes, as the processor has them.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "extract/internal/sentence_splitter.h"
#include "extract/internal/tokenizer.h"

namespace {

void writeExamples(const std::string& text, const std::vector<std::uint32_t>& offsets) {
  using namespace parley::internal;
  const Tokens tokens = tokenize(text, {0, static_cast<std::uint32_t>(text.size())});
  if (tokens.words.empty()) return;
  const SplitContext context(text, tokens);
  std::size_t begin = context.stamp();
  for (std::size_t end = begin + 1; end < tokens.words.size(); ++end) {
    const std::uint32_t from = tokens.words[end - 1].span.end;
    const std::uint32_t to = tokens.words[end].span.begin;
    const auto next = std::lower_bound(offsets.begin(), offsets.end(), from);
    const bool is_end = next != offsets.end() && *next <= to;
    if (context.possible(end)) {
      const SplitContext::Features features = context.features(begin, end);
      std::cout.put(is_end ? '\1' : '\0');
      std::cout.write(reinterpret_cast<const char*>(features.data()), sizeof features);
    }
    if (is_end) begin = end;
  }
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) {
    const std::size_t tab = line.find('\t');
    std::istringstream numbers(tab == std::string::npos ? "" : line.substr(tab + 1));
    std::vector<std::uint32_t> offsets;
    for (std::uint32_t offset = 0; numbers >> offset;) offsets.push_back(offset);
    writeExamples(line.substr(0, tab), offsets);
  }
}
