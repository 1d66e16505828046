#pragma once
// A store in a temporary folder, opened as tests like it, and all of its rows as they lie in the database.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "graph/knowledge_graph.h"
#include "store/internal/format_file.h"
#include "store/internal/keys.h"
#include "store/internal/rocks_engine.h"
#include "store/store.h"
#include "tests/support/dump_graph.h"
#include "tests/support/temp_dir.h"

namespace parley::test {

inline StoreOptions writing() {
  StoreOptions options;
  options.access = StoreAccess::kWrite;
  options.create = true;
  options.min_free_bytes = 0;
  return options;
}

inline std::unique_ptr<Store> openToWrite(const std::filesystem::path& dir) { return Store::open(dir, writing()); }

// Every row, marks included.
inline std::map<std::string, std::string> rowsOf(const std::filesystem::path& dir) {
  const auto view = store::openRocksEngine(dir, store::RocksAccess::kRead)->view();
  std::map<std::string, std::string> rows;
  for (std::uint16_t partition = 0; partition < store::kPartitions; ++partition) {
    const auto key = [](int number) { return std::string{static_cast<char>(number >> 8), static_cast<char>(number)}; };
    const store::Range all = {key(partition), key(partition + 1), SIZE_MAX};
    const std::vector<store::Page> pages = view->scan(std::span(&all, 1));
    for (const store::Row& row : pages.front().rows) rows[row.key] = row.value;
  }
  return rows;
}

// The store's answers against those of the graph that is built of the same documents and decisions all at once.
inline void expectSameAsBuilt(const Store& store, const std::vector<ReadDocument>& documents,
                              const std::vector<Decision>& decisions = {}) {
  const std::vector<std::string> stored = GraphDump::of(*store.snapshot());
  const std::vector<std::string> built = GraphDump::of(KnowledgeGraph::build(documents, Decisions(decisions)));
  ASSERT_EQ(stored.size(), built.size());
  for (std::size_t i = 0; i < stored.size(); ++i) ASSERT_EQ(stored[i], built[i]);
}

}  // namespace parley::test
