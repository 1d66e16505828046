#pragma once
// RocksDB behind the key-value seam.
#include <filesystem>
#include <memory>

#include "store/internal/key_value.h"

namespace parley::store {

enum class RocksAccess {
  kRead,    // Beside a live writer; sees what was written before it was opened.
  kWrite,   // Holds the directory's lock.
  kCreate,  // As kWrite; makes the database if there is none.
};

// Throws Error: kBusy (another process, or this one, writes), kCorruption, kIo.
[[nodiscard]] std::shared_ptr<KeyValueEngine> openRocksEngine(const std::filesystem::path& dir, RocksAccess access);

}  // namespace parley::store
