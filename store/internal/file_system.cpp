#include "store/internal/file_system.h"

namespace parley::store {
namespace {

rocksdb::Env* replacement = nullptr;

}  // namespace

rocksdb::Env* fileSystem() { return replacement != nullptr ? replacement : rocksdb::Env::Default(); }
void replaceFileSystem(rocksdb::Env* env) { replacement = env; }

}  // namespace parley::store
