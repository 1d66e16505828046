#include <rocksdb/db.h>
#include <rocksdb/options.h>

#include <map>
#include <utility>

#include "graph/error.h"
#include "graph/report.h"
#include "store/care.h"
#include "store/internal/damage.h"
#include "store/internal/format_file.h"
#include "store/internal/rocks_engine.h"
#include "store/internal/rocks_status.h"
#include "store/internal/survey.h"
#include "store/store.h"

namespace parley {

namespace fs = std::filesystem;
using store::Tag;

CompactReport compactStore(const fs::path& dir) {
  const std::string doing = "compacting the store in " + dir.string();
  store::requireStore(dir, true, doing);
  CompactReport report;
  report.bytes_before = store::bytesIn(store::databaseIn(dir));
  {
    // Until then the rows of a retracted document are kept for readers.
    StoreOptions options;
    options.access = StoreAccess::kWrite;
    Store::open(dir, options)->catchUp();
  }
  {
    const auto engine = openRocksEngine(dir, store::RocksAccess::kWrite);
    store::check(engine->database().Flush(rocksdb::FlushOptions()), doing);
    rocksdb::CompactRangeOptions all;
    all.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
    store::check(engine->database().CompactRange(all, nullptr, nullptr), doing);
  }
  // The old MANIFEST still names first and last keys of files that are gone: opening begins a new one.
  static_cast<void>(openRocksEngine(dir, store::RocksAccess::kWrite));
  report.bytes_after = store::bytesIn(store::databaseIn(dir));
  return report;
}

StoreSizes sizesOf(const fs::path& dir) {
  const std::string doing = "measuring the store in " + dir.string();
  store::requireStore(dir, false, doing);
  const auto view = openRocksEngine(dir, store::RocksAccess::kRead)->view();
  StoreSizes sizes;
  sizes.disk_bytes = store::bytesIn(store::databaseIn(dir));
  std::map<Relation, RowCount> relations;
  const auto count = [](RowCount& total, const store::Row& row) {
    ++total.entries;
    total.bytes += row.key.size() + row.value.size();
  };
  for (const store::NamedTag& named : store::allTags()) {
    RowCount total;
    for (std::uint16_t partition = 0; partition < store::kPartitions; ++partition) {
      store::RowCursor cursor(*view, partition, named.tag);
      for (; cursor.row() != nullptr; cursor.next()) {
        count(total, *cursor.row());
        if (named.tag == Tag::kSpo)
          count(relations[store::readTripleKey(cursor.row()->key).triple.relation], *cursor.row());
      }
      if (cursor.failure()) throw store::damaged(doing + ": " + *cursor.failure());
    }
    sizes.rows.emplace_back(named.name, total);
  }
  for (const auto& [relation, total] : relations) sizes.relations.emplace_back(wordOf(relation), total);
  return sizes;
}

}  // namespace parley
