#pragma once
// The file system below every database, its STATE file included: the system's own, unless a drill (tests/drills) put
// one in its place that fails or forgets what was not synced.
#include <rocksdb/env.h>

namespace parley::store {

[[nodiscard]] rocksdb::Env* fileSystem();
// Before the first store is opened. `env` is borrowed for the rest of the process.
void replaceFileSystem(rocksdb::Env* env);

}  // namespace parley::store
