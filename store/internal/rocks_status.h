#pragma once
// The one place where a RocksDB status becomes an Error. `doing` tells the reader what we were about: "writing 5 rows".
#include <rocksdb/status.h>

#include <string>
#include <string_view>

#include "graph/error.h"

namespace parley::store {

inline ErrorCode errorCodeOf(const rocksdb::Status& status) {
  if (status.IsCorruption()) return ErrorCode::kCorruption;
  if (status.IsNotSupported()) return ErrorCode::kNotSupported;
  if (status.IsBusy() || status.IsTryAgain()) return ErrorCode::kBusy;
  if (status.IsNoSpace() || status.IsMemoryLimit()) return ErrorCode::kLimit;
  return ErrorCode::kIo;
}

// rocksdb::Status 7.8 is not [[nodiscard]]: pass every one to this.
inline void check(const rocksdb::Status& status, std::string_view doing) {
  if (status.ok()) return;
  throw Error(errorCodeOf(status), std::string(doing) + ": " + status.ToString());
}

}  // namespace parley::store
