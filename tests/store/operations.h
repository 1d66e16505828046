#pragma once
// What the child process of the crash tests does, and what its parent therefore expects: documents added and taken out.
#include <cstdint>
#include <map>
#include <vector>

#include "tests/support/random_documents.h"

namespace parley::test {

struct Operation {
  bool retract = false;
  std::uint32_t number = 0;
};

// Adds document after document and takes every fifth out again two steps later.
inline std::vector<Operation> operationsOf(std::uint32_t count) {
  std::vector<Operation> operations;
  for (std::uint32_t number = 0; number < count; ++number) {
    operations.push_back({false, number});
    if (number % 5 == 4) operations.push_back({true, number - 2});
  }
  return operations;
}

inline std::vector<ReadDocument> documentsAfter(const std::vector<Operation>& operations, std::size_t done,
                                                std::uint64_t seed) {
  std::map<std::uint32_t, ReadDocument> in;
  for (std::size_t i = 0; i < done && i < operations.size(); ++i) {
    if (operations[i].retract) {
      in.erase(operations[i].number);
    } else {
      in.emplace(operations[i].number, RandomDocuments(seed).document(operations[i].number));
    }
  }
  std::vector<ReadDocument> documents;
  for (const auto& [number, read] : in) documents.push_back(read);
  return documents;
}

}  // namespace parley::test
