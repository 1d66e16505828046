// Bodies of records that nobody wrote, as if somebody had made their checksums match: refused as corruption or decoded,
// nothing else. The first byte says what kind of record the rest is taken for.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "graph/error.h"
#include "tests/store/sample_records.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<parley::test::SampleRecord> kinds = parley::test::sampleRecords();
  if (size == 0) return 0;
  const std::string body(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    kinds[data[0] % kinds.size()].decode(body);
  } catch (const parley::Error& error) {
    PARLEY_CHECK(error.code() == parley::ErrorCode::kCorruption);
  }
  return 0;
}

// Mutates inside a valid record of the kind, which random bytes would hardly ever reach.
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  static const std::vector<parley::test::SampleRecord> kinds = parley::test::sampleRecords();
  const std::string& sample = kinds[seed % kinds.size()].body;
  if (size < 2 && sample.size() < max_size) {
    data[0] = static_cast<std::uint8_t>(seed % kinds.size());
    std::copy(sample.begin(), sample.end(), data + 1);
    size = sample.size() + 1;
  }
  return LLVMFuzzerMutate(data, size, max_size);
}
