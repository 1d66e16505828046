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
#include <chrono>
#include <limits>
#include <map>
#include <thread>
#include <utility>

#include "store/internal/damage.h"
#include "store/internal/file_system.h"
#include "store/internal/format_file.h"
#include "store/internal/rocks_status.h"
#include "store/internal/state_file.h"
#include "store/internal/writer_lock.h"

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

class RocksEngineImpl final : public RocksEngine {
 public:
  RocksEngineImpl(std::filesystem::path dir, RocksAccess access) : dir_(std::move(dir)), access_(access) {}

  void open() {
    if (!writable()) return openToRead();
    lock_ = std::make_shared<WriterLock>(dir_);
    const std::optional<DatabaseState> state = readStateFile(dir_);
    if (state) {
      requireNothingLost(checkFiles(dir_, *state).lost);
      writeStateFile(dir_, {state->sequence, true, {}});
    }
    openToWrite();
    if (state) requireSequence(*state);
    recordState();
  }

  std::unique_ptr<KeyValueView> view() const override { return std::make_unique<RocksView>(db_, writable()); }

  void apply(std::span<const Write> writes) override {
    PARLEY_CHECK(writable());
    rocksdb::WriteBatch batch;
    for (const Write& write : writes) {
      const std::string doing = "preparing a write to the store";
      check(write.value ? batch.Put(write.key, *write.value) : batch.Delete(write.key), doing);
    }
    // Without sync a power cut does not only lose the end: what survives may have holes.
    rocksdb::WriteOptions options;
    options.sync = true;
    check(db_->Write(options, &batch), "writing " + std::to_string(writes.size()) + " rows to the store");
    recordState();
  }

  rocksdb::DB& database() override { return *db_; }
  void recordState() override;

 private:
  [[nodiscard]] bool writable() const { return access_ == RocksAccess::kWrite || access_ == RocksAccess::kCreate; }

  // A writer beside us may put its rows into another file, and delete the one that we were about to read: then we look
  // again. What was opened while no file came or went is one moment.
  void openToRead() {
    constexpr int kAttempts = 10;
    for (int attempt = 1;; ++attempt) {
      try {
        const std::vector<std::string> before = fileNames();
        std::optional<DatabaseState> state;
        if (access_ == RocksAccess::kRead) state = readStateFile(dir_);
        if (state) requireNothingLost(checkFiles(dir_, *state).lost);
        rocksdb::DB* db = nullptr;
        check(rocksdb::DB::OpenForReadOnly(rocksOptions(access_), databaseIn(dir_).string(), &db), doing());
        db_.reset(db);
        if (state) requireSequence(*state);
        if (attempt == kAttempts || fileNames() == before) return;
      } catch (const Error& error) {
        const bool may_pass = error.code() == ErrorCode::kCorruption || error.code() == ErrorCode::kIo;
        if (!may_pass || attempt == kAttempts) throw;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(attempt));
    }
  }

  [[nodiscard]] std::vector<std::string> fileNames() const {
    std::vector<std::string> names;
    check(fileSystem()->GetChildren(databaseIn(dir_).string(), &names), doing());
    std::sort(names.begin(), names.end());
    return names;
  }

  void openToWrite() {
    rocksdb::DB* db = nullptr;
    const rocksdb::Status status = rocksdb::DB::Open(rocksOptions(access_), databaseIn(dir_).string(), &db);
    throwIfHeld(status, dir_);
    check(status, doing());
    // A view may outlive us, and the lock is released after the last of them.
    db_ = std::shared_ptr<rocksdb::DB>(db, [lock = lock_](rocksdb::DB* last) { delete last; });
  }

  [[nodiscard]] std::string doing() const { return "opening the database in " + databaseIn(dir_).string(); }

  void requireNothingLost(const std::vector<std::string>& lost) const {
    if (lost.empty()) return;
    throw damaged(doing() + ": since the last write " + lost.front());
  }

  void requireSequence(const DatabaseState& state) const {
    const std::uint64_t now = db_->GetLatestSequenceNumber();
    if (now >= state.sequence) return;
    throw damaged(doing() + ": it ends with write " + std::to_string(now) + ", and write " +
                  std::to_string(state.sequence) + " was acknowledged");
  }

  std::filesystem::path dir_;
  RocksAccess access_;
  std::shared_ptr<WriterLock> lock_;
  std::shared_ptr<rocksdb::DB> db_;
  std::map<std::string, FileState> files_;  // Read so far, so that only what is new is read again.
};

void RocksEngineImpl::recordState() {
  const std::filesystem::path database = databaseIn(dir_);
  std::vector<std::string> live, names = fileNames();
  std::uint64_t manifest_size = 0;  // What is synced: RocksDB may be adding to it.
  check(db_->GetLiveFiles(live, &manifest_size, /*flush_memtable=*/false), "listing the files of " + database.string());
  // The MANIFEST vouches for CURRENT and the .sst files.
  std::erase_if(names, [](const std::string& name) {
    return !name.ends_with(".log") && !name.starts_with("OPTIONS-") && name != "IDENTITY";
  });
  std::map<std::string, FileState> files;
  const auto record = [&](const std::string& name, std::uint64_t size) {
    const auto known = files_.find(name);
    FileState file = known != files_.end() ? known->second : FileState{name, 0, 0};
    // A log that RocksDB deletes just now is left out.
    if (extendTo(database / name, size, file)) files.emplace(name, std::move(file));
  };
  for (const std::string& name : live) {
    if (name.starts_with("/MANIFEST-")) record(name.substr(1), manifest_size);
  }
  for (const std::string& name : names) {
    std::uint64_t size = 0;
    if (fileSystem()->GetFileSize((database / name).string(), &size).ok()) record(name, size);
  }
  files_ = std::move(files);
  DatabaseState state;
  state.sequence = db_->GetLatestSequenceNumber();
  for (const auto& [name, file] : files_) state.files.push_back(file);
  writeStateFile(dir_, state);
}

}  // namespace

rocksdb::Options rocksOptions(RocksAccess access) {
  rocksdb::Options options;
  options.env = fileSystem();
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
  // A writer keeps the MANIFEST that it began: STATE tells one that it did not begin from damage.
  options.max_manifest_file_size = std::numeric_limits<std::uint64_t>::max();
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

std::shared_ptr<RocksEngine> openRocksEngine(const std::filesystem::path& dir, RocksAccess access) {
  auto engine = std::make_shared<RocksEngineImpl>(dir, access);
  engine->open();
  return engine;
}

}  // namespace parley::store
