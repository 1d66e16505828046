#include "store/internal/rocks_engine.h"

#include <rocksdb/cache.h>
#include <rocksdb/convenience.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <utility>

#include "store/internal/rocks_status.h"

namespace parley::store {
namespace {

// Debian's librocksdb 7.8.3-2 is built with assertions, and its own LOG writer fails one when the disk is full: the
// process aborts. A logger that writes nowhere avoids it; failures reach us as statuses anyway.
class NoLog final : public rocksdb::Logger {
 public:
  NoLog() : Logger(rocksdb::InfoLogLevel::FATAL_LEVEL) {}
  using Logger::Logv;
  void Logv(const char*, va_list) override {}
};

rocksdb::CompressionType compression() {
  const std::vector<rocksdb::CompressionType> supported = rocksdb::GetSupportedCompressions();
  for (const rocksdb::CompressionType type : {rocksdb::kZSTD, rocksdb::kLZ4Compression}) {
    if (std::find(supported.begin(), supported.end(), type) != supported.end()) return type;
  }
  return rocksdb::kNoCompression;
}

rocksdb::Options rocksOptions(RocksAccess access) {
  rocksdb::Options options;
  options.create_if_missing = access == RocksAccess::kCreate;
  options.info_log = std::make_shared<NoLog>();
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;

  // The default mode takes any damage of the log for a torn tail and silently drops what follows it; this one reports
  // damage that lies before the last record.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.track_and_verify_wals_in_manifest = true;
  options.paranoid_checks = true;
  options.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();

  // All files stay open: a reader then keeps those that a writer beside it deletes.
  options.max_open_files = -1;
  options.max_background_jobs = 2;
  options.write_buffer_size = 16u << 20;
  options.max_total_wal_size = 64u << 20;
  options.compression = compression();

  rocksdb::BlockBasedTableOptions table;
  table.format_version = 5;
  table.checksum = rocksdb::kXXH3;
  table.block_cache = rocksdb::NewLRUCache(32u << 20);
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

class RocksView final : public KeyValueView {
 public:
  // Without `snapshot` for a database opened for reading: that is one moment already.
  RocksView(std::shared_ptr<rocksdb::DB> db, bool snapshot) : db_(std::move(db)) {
    if (snapshot) options_.snapshot = db_->GetSnapshot();
  }
  RocksView(const RocksView&) = delete;
  ~RocksView() override {
    if (options_.snapshot != nullptr) db_->ReleaseSnapshot(options_.snapshot);
  }

  std::vector<Page> scan(std::span<const Range> ranges) const override {
    std::vector<Page> pages;
    pages.reserve(ranges.size());
    for (const Range& range : ranges) {
      const rocksdb::Slice end(range.end);
      rocksdb::ReadOptions options = options_;
      options.iterate_upper_bound = &end;
      const std::unique_ptr<rocksdb::Iterator> row(db_->NewIterator(options));
      Page page;
      for (row->Seek(range.begin); row->Valid(); row->Next()) {
        if (page.rows.size() == range.limit) {
          page.next = row->key().ToString();
          break;
        }
        page.rows.push_back({row->key().ToString(), row->value().ToString()});
      }
      check(row->status(), "reading a range of the store");
      pages.push_back(std::move(page));
    }
    return pages;
  }

  std::vector<std::optional<std::string>> get(std::span<const std::string> keys) const override {
    std::vector<rocksdb::Slice> slices(keys.begin(), keys.end());
    std::vector<rocksdb::PinnableSlice> found(keys.size());
    std::vector<rocksdb::Status> statuses(keys.size());
    db_->MultiGet(options_, db_->DefaultColumnFamily(), keys.size(), slices.data(), found.data(), statuses.data());
    std::vector<std::optional<std::string>> values(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (statuses[i].IsNotFound()) continue;
      check(statuses[i], "reading from the store");
      values[i] = found[i].ToString();
    }
    return values;
  }

 private:
  std::shared_ptr<rocksdb::DB> db_;
  rocksdb::ReadOptions options_;  // verify_checksums is on by default.
};

class RocksEngine final : public KeyValueEngine {
 public:
  RocksEngine(std::shared_ptr<rocksdb::DB> db, bool writable) : db_(std::move(db)), writable_(writable) {}

  std::unique_ptr<KeyValueView> view() const override { return std::make_unique<RocksView>(db_, writable_); }

  void apply(std::span<const Write> writes) override {
    PARLEY_CHECK(writable_);
    rocksdb::WriteBatch batch;
    for (const Write& write : writes) {
      const std::string doing = "preparing a write to the store";
      check(write.value ? batch.Put(write.key, *write.value) : batch.Delete(write.key), doing);
    }
    // Without sync a power cut does not only lose the end: what survives may have holes.
    rocksdb::WriteOptions options;
    options.sync = true;
    check(db_->Write(options, &batch), "writing " + std::to_string(writes.size()) + " rows to the store");
  }

 private:
  std::shared_ptr<rocksdb::DB> db_;
  bool writable_;
};

}  // namespace

std::shared_ptr<KeyValueEngine> openRocksEngine(const std::filesystem::path& dir, RocksAccess access) {
  const rocksdb::Options options = rocksOptions(access);
  const std::string doing = "opening the database in " + dir.string();
  rocksdb::DB* db = nullptr;
  if (access == RocksAccess::kRead) {
    // A writer beside us may delete a file between our reading its name and opening it: look again.
    rocksdb::Status status;
    for (int attempt = 0; attempt < 10; ++attempt) {
      status = rocksdb::DB::OpenForReadOnly(options, dir.string(), &db);
      if (!status.IsIOError() && !status.IsCorruption()) break;
    }
    check(status, doing);
    return std::make_shared<RocksEngine>(std::shared_ptr<rocksdb::DB>(db), false);
  }
  const rocksdb::Status status = rocksdb::DB::Open(options, dir.string(), &db);
  // RocksDB has no code of its own for a lock that another process, or this one, holds.
  const std::string text = status.ToString();
  if (text.find("While lock file") != std::string::npos ||
      text.find("lock hold by current process") != std::string::npos) {
    throw Error(ErrorCode::kBusy,
                "another process is writing to " + dir.string() + "; wait for it to finish or stop it, then try again");
  }
  check(status, doing);
  return std::make_shared<RocksEngine>(std::shared_ptr<rocksdb::DB>(db), true);
}

}  // namespace parley::store
