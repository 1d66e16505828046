// Any model file, with a right checksum too: it is refused with an Error, or what it computes is a tree and names in
// order. The input is the file; or, as most of those have no right checksum, changes to a small valid one: position
// (3 bytes) and new value (1 byte) each.
#include <cstddef>
#include <cstdint>
#include <string>

#include "extract/language_model.h"
#include "extract/parse.h"
#include "graph/error.h"
#include "tests/support/check_analysis.h"
#include "tests/support/tiny_model.h"

namespace {

void open(const std::string& file) {
  using namespace parley;
  static const std::vector<std::vector<std::string_view>> kSentences = {
      {"Kerr", "met", "Osei", "in", "Geneva", "on", "3", "March", "."}, {"ministers"}, {}};
  try {
    test::checkAnalyses(kSentences, parse(kSentences, LanguageModel::fromBytes(file, "fuzz")));
  } catch (const Error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string kTiny = parley::test::tinyModelFile();
  open(std::string(data, data + size));
  std::string changed = kTiny;
  for (std::size_t i = 0; i + 4 <= size; i += 4) {
    const auto position = static_cast<std::size_t>(data[i] | data[i + 1] << 8 | data[i + 2] << 16);
    changed[position % changed.size()] = static_cast<char>(data[i + 3]);
  }
  parley::test::sealModel(changed);
  open(changed);
  return 0;
}
