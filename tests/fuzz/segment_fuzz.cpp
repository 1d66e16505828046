// Any bytes: what segment.h promises holds for every text that the reader takes.
#include <cstddef>
#include <cstdint>
#include <string>

#include "extract/internal/sentence_splitter.h"
#include "extract/reader.h"
#include "tests/support/check_segmentation.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley;
  Document document;
  try {
    document = readDocument(std::string(data, data + size), Sighting{"fuzz", std::nullopt, "", "", ""});
  } catch (const Error&) {
    return 0;
  }
  test::checkSegmentation(document, segment(document, internal::SentenceSplitter()));
  return 0;
}
