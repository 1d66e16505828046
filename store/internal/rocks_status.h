#pragma once
// The one place where a RocksDB status becomes an Error. `doing` tells the reader what we were about: "writing 5 rows".
#include <rocksdb/status.h>

#include <string>
#include <string_view>

#include "graph/error.h"
#include "store/internal/damage.h"

namespace parley::store {

inline ErrorCode errorCodeOf(const rocksdb::Status& status) {
  // We name no files but the directory: a path that is not found is a file that the database has lost.
  if (status.IsCorruption() || status.IsPathNotFound()) return ErrorCode::kCorruption;
  if (status.IsNotSupported()) return ErrorCode::kNotSupported;
  if (status.IsBusy() || status.IsTryAgain()) return ErrorCode::kBusy;
  if (status.IsNoSpace() || status.IsMemoryLimit()) return ErrorCode::kLimit;
  return ErrorCode::kIo;
}

// rocksdb::Status 7.8 is not [[nodiscard]]: pass every one to this.
inline void check(const rocksdb::Status& status, std::string_view doing) {
  if (status.ok()) return;
  const ErrorCode code = errorCodeOf(status);
  const std::string_view hint = code == ErrorCode::kCorruption ? kDamageHint
                                : code == ErrorCode::kLimit    ? "; free some space and try again"
                                                               : "";
  throw Error(code, std::string(doing) + ": " + status.ToString() + std::string(hint));
}

}  // namespace parley::store
