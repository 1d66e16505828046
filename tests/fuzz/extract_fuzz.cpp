// Any text: extraction throws nothing, keeps its invariants (checkExtraction runs at its end) and says the same twice.
// The model has random weights: any words may be names, and any tree may stand over them.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "extract/extractor.h"
#include "extract/reader.h"
#include "graph/error.h"
#include "tests/support/tiny_model.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley;
  static const LanguageModel kModel = LanguageModel::fromBytes(test::tinyModelFile(), "tiny");
  Sighting sighting;
  sighting.name = "fuzz";
  if (size % 2 == 1) sighting.published = Date(std::chrono::year(2031) / 5 / 14);
  Document document;
  try {
    document = readDocument(std::string(data, data + size), sighting);
  } catch (const Error&) {
    return 0;  // No text: the reader's business.
  }
  PARLEY_CHECK(extractFully(document, kModel) == extractFully(document, kModel));
  return 0;
}
