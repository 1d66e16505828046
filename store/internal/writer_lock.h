#pragma once
// Keeps every other writer out of a store's directory, in this process or another, while it lives.
#include <filesystem>

namespace rocksdb {
class FileLock;
class Status;
}  // namespace rocksdb

namespace parley::store {

class WriterLock {
 public:
  // Throws Error: kBusy if another holds it, kDenied, kIo.
  explicit WriterLock(const std::filesystem::path& dir);
  WriterLock(const WriterLock&) = delete;
  ~WriterLock();

 private:
  rocksdb::FileLock* lock_ = nullptr;
};

// Throws Error(kBusy) if `status` says that another writer holds a lock: RocksDB has no code of its own for it.
void throwIfHeld(const rocksdb::Status& status, const std::filesystem::path& dir);

}  // namespace parley::store
