#pragma once
// A store with a bit of everything: files and a log, links and dates, documents that wait to be resolved.
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "store/care.h"
#include "store/internal/codec.h"
#include "tests/store/files.h"
#include "tests/store/store_fixture.h"
#include "tests/support/random_documents.h"

namespace parley::test {

class CareTest : public testing::Test {
 protected:
  static constexpr std::uint64_t kSeed = 11;
  static constexpr std::uint32_t kDocuments = 30;

  void SetUp() override {
    addDocuments(0, 20);
    const auto writer = openToWrite(store_);  // What was in the log is in a file now.
    for (std::uint32_t number = 20; number < kDocuments; ++number) add(*writer, number);
    writer->catchUp();
  }

  static ReadDocument document(std::uint32_t number) { return RandomDocuments(kSeed).document(number); }
  static void add(Store& store, std::uint32_t number) {
    const ReadDocument read = document(number);
    store.add(std::span(&read, 1));
  }
  void addDocuments(std::uint32_t first, std::uint32_t count) {
    const auto writer = openToWrite(store_);
    for (std::uint32_t number = first; number < first + count; ++number) add(*writer, number);
    writer->catchUp();
  }
  static std::vector<Decision> decisions(std::size_t count) {
    Dice dice(kSeed);
    return randomDecisions(dice, RandomDocuments(kSeed), kDocuments, count);
  }
  void decide(const std::vector<Decision>& decisions) {
    const auto writer = openToWrite(store_);
    writer->decide(decisions);
    writer->catchUp();
  }
  static std::vector<ReadDocument> documents(std::uint32_t count) {
    std::vector<ReadDocument> all;
    for (std::uint32_t number = 0; number < count; ++number) all.push_back(document(number));
    return all;
  }

  VerifyReport verify() const {
    return verifyStore(store_, dir_.path(), [](std::size_t, std::size_t) {});
  }
  // All findings of one part, one on a line.
  static std::string findingsOf(const VerifyReport& report, CarePart part) {
    std::string lines;
    for (const Finding& finding : report.findings) {
      if (finding.part == part) lines += finding.what + "\n";
    }
    return lines;
  }
  // Rows as they are to lie there, seals and all; as if a bug had written them.
  void writeRows(const std::vector<store::Write>& writes) {
    store::openRocksEngine(store_, store::RocksAccess::kWrite)->apply(writes);
  }
  // The first row of this tag, in order of the keys. Throws if there is none.
  store::Row firstRow(store::Tag tag) const {
    for (const auto& [key, value] : rowsOf(store_)) {
      if (static_cast<store::Tag>(key[2]) == tag) return {key, value};
    }
    throw std::runtime_error("the store has no row of tag " + std::to_string(static_cast<int>(tag)));
  }

  TempDir dir_;
  std::filesystem::path store_ = dir_.path() / "store";
  std::filesystem::path database_ = store_ / "rocksdb";
};

}  // namespace parley::test
