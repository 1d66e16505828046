#pragma once
// RocksDB behind the key-value seam, in a store's directory: its database, the lock of whoever writes, and STATE.
#include <filesystem>
#include <memory>

#include "store/internal/key_value.h"

namespace rocksdb {
class DB;
struct Options;
}  // namespace rocksdb

namespace parley::store {

enum class RocksAccess {
  kRead,     // Beside a live writer; sees what was written before it was opened.
  kInspect,  // As kRead, whatever STATE says: for whoever looks at what is left of a damaged store.
  kWrite,    // Holds the directory's lock.
  kCreate,   // As kWrite; makes the database if there is none.
};

class RocksEngine : public KeyValueEngine {
 public:
  // For what only RocksDB can do: compaction, backups, checksums of files.
  [[nodiscard]] virtual rocksdb::DB& database() = 0;
  // Writes STATE anew. apply() does it.
  virtual void recordState() = 0;
};

// Throws Error: kBusy (another process, or this one, writes), kCorruption (also: less is there than was acknowledged),
// kIo.
[[nodiscard]] std::shared_ptr<RocksEngine> openRocksEngine(const std::filesystem::path& dir, RocksAccess access);

[[nodiscard]] rocksdb::Options rocksOptions(RocksAccess access);

}  // namespace parley::store
