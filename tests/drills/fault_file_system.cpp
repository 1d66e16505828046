#include "tests/drills/fault_file_system.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "tests/store/files.h"

namespace parley::test {
namespace {

namespace fs = std::filesystem;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

std::string directoryOf(const std::string& file) { return fs::path(file).parent_path().lexically_normal(); }

class Sequential final : public rocksdb::FSSequentialFileOwnerWrapper {
 public:
  Sequential(std::unique_ptr<rocksdb::FSSequentialFile> file, FaultFileSystem& system)
      : FSSequentialFileOwnerWrapper(std::move(file)), system_(system) {}
  IOStatus Read(size_t n, const IOOptions& options, Slice* result, char* scratch, IODebugContext* debug) override {
    return system_.step(0, [&] { return FSSequentialFileOwnerWrapper::Read(n, options, result, scratch, debug); });
  }

 private:
  FaultFileSystem& system_;
};

class RandomAccess final : public rocksdb::FSRandomAccessFileOwnerWrapper {
 public:
  RandomAccess(std::unique_ptr<rocksdb::FSRandomAccessFile> file, FaultFileSystem& system)
      : FSRandomAccessFileOwnerWrapper(std::move(file)), system_(system) {}
  IOStatus Read(uint64_t offset, size_t n, const IOOptions& options, Slice* result, char* scratch,
                IODebugContext* debug) const override {
    return system_.step(
        0, [&] { return FSRandomAccessFileOwnerWrapper::Read(offset, n, options, result, scratch, debug); });
  }
  IOStatus MultiRead(rocksdb::FSReadRequest* requests, size_t count, const IOOptions& options,
                     IODebugContext* debug) override {
    return system_.step(0, [&] { return FSRandomAccessFileOwnerWrapper::MultiRead(requests, count, options, debug); });
  }

 private:
  FaultFileSystem& system_;
};

class Writable final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  Writable(std::string name, std::unique_ptr<rocksdb::FSWritableFile> file, FaultFileSystem& system)
      : FSWritableFileOwnerWrapper(std::move(file)), name_(std::move(name)), system_(system) {}
  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override {
    return system_.step(data.size(), [&] { return FSWritableFileOwnerWrapper::Append(data, options, debug); });
  }
  IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo&,
                  IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  IOStatus Truncate(uint64_t size, const IOOptions& options, IODebugContext* debug) override {
    return system_.step(0, [&] { return FSWritableFileOwnerWrapper::Truncate(size, options, debug); });
  }
  IOStatus Close(const IOOptions& options, IODebugContext* debug) override {
    return system_.step(0, [&] { return FSWritableFileOwnerWrapper::Close(options, debug); });
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    return system_.step(0, [&] {
      const IOStatus status = FSWritableFileOwnerWrapper::Sync(options, debug);
      if (status.ok()) system_.synced(name_, FSWritableFileOwnerWrapper::GetFileSize(options, debug));
      return status;
    });
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override { return Sync(options, debug); }

 private:
  std::string name_;
  FaultFileSystem& system_;
};

class Directory final : public rocksdb::FSDirectoryWrapper {
 public:
  Directory(std::string name, std::unique_ptr<rocksdb::FSDirectory> directory, FaultFileSystem& system)
      : FSDirectoryWrapper(std::move(directory)), name_(std::move(name)), system_(system) {}
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return system_.step(0, [&] {
      const IOStatus status = FSDirectoryWrapper::Fsync(options, debug);
      if (status.ok()) system_.syncedDirectory(name_);
      return status;
    });
  }
  IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* debug,
                               const rocksdb::DirFsyncOptions&) override {
    return Fsync(options, debug);
  }

 private:
  std::string name_;
  FaultFileSystem& system_;
};

// A file of the target, wrapped.
template <typename Wrapper, typename File, typename... Arguments>
IOStatus wrapped(IOStatus status, std::unique_ptr<File>* result, Arguments&&... arguments) {
  if (status.ok()) *result = std::make_unique<Wrapper>(std::forward<Arguments>(arguments)...);
  return status;
}

}  // namespace

std::uint64_t FaultFileSystem::operations() {
  const std::lock_guard lock(mutex_);
  return count_;
}

IOStatus FaultFileSystem::NewSequentialFile(const std::string& name, const rocksdb::FileOptions& options,
                                            std::unique_ptr<rocksdb::FSSequentialFile>* result, IODebugContext* debug) {
  std::unique_ptr<rocksdb::FSSequentialFile> file;
  const IOStatus status = step(0, [&] { return target()->NewSequentialFile(name, options, &file, debug); });
  return wrapped<Sequential>(status, result, std::move(file), *this);
}

IOStatus FaultFileSystem::NewRandomAccessFile(const std::string& name, const rocksdb::FileOptions& options,
                                              std::unique_ptr<rocksdb::FSRandomAccessFile>* result,
                                              IODebugContext* debug) {
  std::unique_ptr<rocksdb::FSRandomAccessFile> file;
  const IOStatus status = step(0, [&] { return target()->NewRandomAccessFile(name, options, &file, debug); });
  return wrapped<RandomAccess>(status, result, std::move(file), *this);
}

IOStatus FaultFileSystem::NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                          std::unique_ptr<rocksdb::FSWritableFile>* result, IODebugContext* debug) {
  std::unique_ptr<rocksdb::FSWritableFile> file;
  const IOStatus status = step(0, [&] {
    if (!fs::exists(name)) entries_[directoryOf(name)].push_back({{}, name, std::nullopt});
    synced_[name] = 0;
    return target()->NewWritableFile(name, options, &file, debug);
  });
  return wrapped<Writable>(status, result, name, std::move(file), *this);
}

IOStatus FaultFileSystem::NewDirectory(const std::string& name, const IOOptions& options,
                                       std::unique_ptr<rocksdb::FSDirectory>* result, IODebugContext* debug) {
  std::unique_ptr<rocksdb::FSDirectory> directory;
  const IOStatus status = step(0, [&] { return target()->NewDirectory(name, options, &directory, debug); });
  return wrapped<Directory>(status, result, name, std::move(directory), *this);
}

IOStatus FaultFileSystem::DeleteFile(const std::string& name, const IOOptions& options, IODebugContext* debug) {
  return step(0, [&] {
    const IOStatus status = target()->DeleteFile(name, options, debug);
    if (!status.ok()) return status;
    synced_.erase(name);
    std::erase_if(entries_[directoryOf(name)], [&](const Entry& entry) { return entry.to == name; });
    return status;
  });
}

IOStatus FaultFileSystem::RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                                     IODebugContext* debug) {
  return step(0, [&] {
    Entry entry{from, to, fs::exists(to) ? std::optional(contentsOf(to)) : std::nullopt};
    const IOStatus status = target()->RenameFile(from, to, options, debug);
    if (!status.ok()) return status;
    entries_[directoryOf(to)].push_back(std::move(entry));
    if (auto written = synced_.extract(from)) {
      written.key() = to;
      synced_.erase(to);
      synced_.insert(std::move(written));
    }
    return status;
  });
}

void FaultFileSystem::syncedDirectory(const std::string& directory) {
  entries_.erase(directoryOf(directory + "/file"));
}

IOStatus FaultFileSystem::refusal(std::uint64_t bytes) {
  ++count_;
  if (count_ == plan_.cut_power_at) cutPower();
  if (plan_.fail_at != 0 && (count_ == plan_.fail_at || (plan_.for_ever && count_ > plan_.fail_at))) {
    return IOStatus::IOError("a drill refused operation " + std::to_string(count_));
  }
  if (bytes > plan_.space) return IOStatus::NoSpace("a drill has no more space");
  if (plan_.space != UINT64_MAX) plan_.space -= bytes;
  return IOStatus::OK();
}

void FaultFileSystem::undo(const Entry& entry) {
  if (!fs::exists(entry.to)) return;
  if (entry.from.empty()) {
    fs::remove(entry.to);
    return;
  }
  fs::rename(entry.to, entry.from);
  if (auto written = synced_.extract(entry.to)) {
    written.key() = entry.from;
    synced_.insert(std::move(written));
  }
  if (entry.replaced) writeFile(entry.to, *entry.replaced);
}

void FaultFileSystem::cutPower() {
  for (auto& [directory, entries] : entries_) {
    const std::size_t kept = dice_.roll(entries.size() + 1);
    for (; entries.size() > kept; entries.pop_back()) undo(entries.back());
  }
  for (const auto& [name, size] : synced_) {
    if (!fs::exists(name)) continue;
    const std::uint64_t unsynced = fs::file_size(name) - std::min<std::uint64_t>(size, fs::file_size(name));
    if (unsynced == 0) continue;
    fs::resize_file(name, size + (dice_.oneIn(2) ? 0 : dice_.roll(unsynced + 1)));
  }
  _exit(kPowerCut);
}

}  // namespace parley::test
