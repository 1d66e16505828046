#include "store/internal/writer_lock.h"

#include <rocksdb/env.h>

#include <string>

#include "store/internal/file_system.h"
#include "store/internal/format_file.h"
#include "store/internal/rocks_status.h"

namespace parley::store {

WriterLock::WriterLock(const std::filesystem::path& dir) {
  const rocksdb::Status status = fileSystem()->LockFile((dir / kLockFile).string(), &lock_);
  throwIfHeld(status, dir);
  check(status, "locking " + dir.string());
}

WriterLock::~WriterLock() { fileSystem()->UnlockFile(lock_).PermitUncheckedError(); }

void throwIfHeld(const rocksdb::Status& status, const std::filesystem::path& dir) {
  const std::string text = status.ToString();
  if (text.find("While lock file") == std::string::npos &&
      text.find("lock hold by current process") == std::string::npos) {
    return;
  }
  throw Error(ErrorCode::kBusy,
              "another process is writing to " + dir.string() + "; wait for it to finish or stop it, then try again");
}

}  // namespace parley::store
