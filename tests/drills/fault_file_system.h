#pragma once
// A file system that does what disks do at their worst: refuses one operation or all from one on, is full, or loses its
// power and with it what was not synced.
#include <rocksdb/file_system.h>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/random_documents.h"

namespace parley::test {

struct FaultPlan {
  // Operations (open, read, write, sync, rename, delete ...) are counted from 1; 0: never.
  std::uint64_t fail_at = 0;
  bool for_ever = false;             // All operations from `fail_at` on fail, else that one only.
  std::uint64_t cut_power_at = 0;    // The process ends, with kPowerCut, and this operation is not done.
  std::uint64_t space = UINT64_MAX;  // Bytes that can be written; deleting gives none back.
  std::uint64_t seed = 1;            // Decides what of the unsynced survives a power cut.
};
inline constexpr int kPowerCut = 77;

// Bytes survive once their file is synced; a file's creation and its new name once their directory is. Of other bytes
// any first part may survive; of other creations and new names in a directory the first ones, as a journal keeps them.
// Deleting survives always.
class FaultFileSystem final : public rocksdb::FileSystemWrapper {
 public:
  FaultFileSystem(const std::shared_ptr<rocksdb::FileSystem>& target, const FaultPlan& plan)
      : FileSystemWrapper(target), plan_(plan), dice_(plan.seed) {}
  const char* Name() const override { return "FaultFileSystem"; }
  [[nodiscard]] std::uint64_t operations();

  rocksdb::IOStatus NewSequentialFile(const std::string& name, const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSSequentialFile>* result,
                                      rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewRandomAccessFile(const std::string& name, const rocksdb::FileOptions& options,
                                        std::unique_ptr<rocksdb::FSRandomAccessFile>* result,
                                        rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* result,
                                    rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewDirectory(const std::string& name, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* result,
                                 rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus DeleteFile(const std::string& name, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;

  // Of the wrapped files. Each does one operation, which no other operation and no power cut interrupts.
  template <typename Operation>
  rocksdb::IOStatus step(std::uint64_t bytes, const Operation& operation) {
    const std::lock_guard lock(mutex_);
    const rocksdb::IOStatus refused = refusal(bytes);
    return refused.ok() ? operation() : refused;
  }
  void synced(const std::string& file, std::uint64_t size) { synced_[file] = size; }
  void syncedDirectory(const std::string& directory);

 private:
  // Of a directory, in the order in which they were made.
  struct Entry {
    std::string from;  // Empty: `to` was created.
    std::string to;
    std::optional<std::string> replaced;  // What `to` held before.
  };

  rocksdb::IOStatus refusal(std::uint64_t bytes);
  void undo(const Entry& entry);
  [[noreturn]] void cutPower();

  FaultPlan plan_;
  std::mutex mutex_;
  Dice dice_;
  std::uint64_t count_ = 0;
  std::map<std::string, std::uint64_t> synced_;        // Bytes of each file that was written to.
  std::map<std::string, std::vector<Entry>> entries_;  // By directory, since it was synced.
};

}  // namespace parley::test
