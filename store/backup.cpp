#include <rocksdb/db.h>
#include <rocksdb/utilities/backup_engine.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <system_error>
#include <utility>

#include "graph/error.h"
#include "store/care.h"
#include "store/internal/file_system.h"
#include "store/internal/format_file.h"
#include "store/internal/rocks_engine.h"
#include "store/internal/rocks_status.h"
#include "store/internal/state_file.h"
#include "store/internal/survey.h"
#include "store/internal/writer_lock.h"

namespace parley {

namespace fs = std::filesystem;

namespace {

// What we note beside each backup: "parley store, format 1, documents 15".
constexpr std::string_view kNoteFormat = "parley store, format ";
constexpr std::string_view kNoteDocuments = ", documents ";

std::string noteFor(int format, std::uint64_t documents) {
  return std::string(kNoteFormat) + std::to_string(format) + std::string(kNoteDocuments) + std::to_string(documents);
}

struct Note {
  int format = 0;  // 0: not ours.
  std::uint64_t documents = 0;
};

Note readNote(std::string_view text) {
  Note note;
  if (!text.starts_with(kNoteFormat)) return {};
  const char* const end = text.data() + text.size();
  const auto format = std::from_chars(text.data() + kNoteFormat.size(), end, note.format);
  const std::string_view rest(format.ptr, static_cast<std::size_t>(end - format.ptr));
  if (format.ec != std::errc() || !rest.starts_with(kNoteDocuments)) return {};
  const auto documents = std::from_chars(format.ptr + kNoteDocuments.size(), end, note.documents);
  return documents.ec == std::errc() ? note : Note();
}

rocksdb::BackupEngineOptions engineOptions(const fs::path& dir) {
  rocksdb::BackupEngineOptions options(dir.string());
  options.backup_env = store::fileSystem();
  options.sync = true;
  return options;
}

// Absent, empty or with backups only.
void requireBackupFolder(const fs::path& dir, const std::string& doing) {
  std::error_code why;
  if (!fs::exists(dir, why)) return;
  fs::directory_iterator entry(dir, why);
  for (; !why && entry != fs::directory_iterator(); entry.increment(why)) {
    constexpr std::array<std::string_view, 4> kOfBackups = {"meta", "private", "shared", "shared_checksum"};
    const std::string name = entry->path().filename();
    if (std::find(kOfBackups.begin(), kOfBackups.end(), name) != kOfBackups.end()) continue;
    throw Error(ErrorCode::kInvalidArgument, doing + ": this directory holds something else (" + name +
                                                 "); name a new directory, or one that holds backups");
  }
  if (why) throw Error(ErrorCode::kInvalidArgument, doing + ": " + why.message());
}

std::unique_ptr<rocksdb::BackupEngineReadOnly> openBackups(const fs::path& from, const std::string& doing) {
  std::error_code why;
  if (!fs::is_directory(from / "meta", why)) {
    throw Error(ErrorCode::kInvalidArgument, doing + ": there are no backups in " + from.string());
  }
  rocksdb::BackupEngineReadOnly* opened = nullptr;
  store::check(rocksdb::BackupEngineReadOnly::Open(engineOptions(from), store::fileSystem(), &opened), doing);
  return std::unique_ptr<rocksdb::BackupEngineReadOnly>(opened);
}

std::vector<rocksdb::BackupInfo> infosOf(const rocksdb::BackupEngineReadOnly& engine) {
  std::vector<rocksdb::BackupInfo> infos;
  engine.GetBackupInfo(&infos);
  return infos;
}

Backup backupOf(const rocksdb::BackupInfo& info) {
  return {info.backup_id, info.size, 0, readNote(info.app_metadata).documents};
}

}  // namespace

Backup backUpStore(const fs::path& dir, const fs::path& to) {
  const std::string doing = "backing up the store in " + dir.string() + " to " + to.string();
  store::requireStore(dir, true, doing);
  requireBackupFolder(to, doing);
  const auto store = openRocksEngine(dir, store::RocksAccess::kWrite);
  const std::uint64_t documents = store::countedDocuments(*store->view());
  store::makeDirectory(to);
  const std::uint64_t bytes_before = store::bytesIn(to);

  rocksdb::BackupEngine* opened = nullptr;
  store::check(rocksdb::BackupEngine::Open(engineOptions(to), store::fileSystem(), &opened), doing);
  const std::unique_ptr<rocksdb::BackupEngine> engine(opened);
  rocksdb::BackupID number = 0;
  store::check(engine->CreateNewBackupWithMetadata(rocksdb::CreateBackupOptions(), &store->database(),
                                                   noteFor(store::formatOf(dir), documents), &number),
               doing);
  store::check(engine->VerifyBackup(number, /*verify_with_checksum=*/true), doing + ", reading it back");
  rocksdb::BackupInfo info;
  store::check(engine->GetBackupInfo(number, &info), doing);
  Backup backup = backupOf(info);
  backup.new_bytes = store::bytesIn(to) - bytes_before;
  return backup;
}

std::vector<Backup> backupsIn(const fs::path& from) {
  std::vector<Backup> backups;
  const auto engine = openBackups(from, "listing the backups in " + from.string());
  for (const rocksdb::BackupInfo& info : infosOf(*engine)) backups.push_back(backupOf(info));
  return backups;
}

Backup restoreStore(const fs::path& from, std::uint32_t number, const fs::path& dir) {
  const std::string doing = "restoring the store " + dir.string() + " from " + from.string();
  const auto engine = openBackups(from, doing);
  const std::vector<rocksdb::BackupInfo> infos = infosOf(*engine);
  const auto found = std::find_if(infos.rbegin(), infos.rend(), [&](const rocksdb::BackupInfo& info) {
    return number == 0 || info.backup_id == number;
  });
  if (found == infos.rend()) {
    throw Error(ErrorCode::kInvalidArgument,
                doing + ": there is no whole backup" + (number == 0 ? "" : " " + std::to_string(number)) + " there");
  }
  const Note note = readNote(found->app_metadata);
  if (note.format == 0) throw Error(ErrorCode::kInvalidArgument, doing + ": these are no backups of a parley store");
  if (note.format > store::kFormatVersion) {
    throw Error(ErrorCode::kNotSupported, doing + ": a newer release of parley wrote this backup; use that release");
  }
  std::error_code unknown;
  const bool absent = !fs::exists(dir, unknown) || fs::is_empty(dir, unknown) ||
                      (!fs::exists(store::databaseIn(dir), unknown) &&
                       store::inspectDirectory(dir, true) == store::DirectoryState::kAbsent);
  if (!absent) {
    throw Error(ErrorCode::kInvalidArgument,
                doing + ": there is something in " + dir.string() + " already; move it away, or name a new directory");
  }
  store::check(engine->VerifyBackup(found->backup_id, /*verify_with_checksum=*/true), doing + ", reading the backup");

  store::makeDirectory(dir);
  const fs::path database = store::databaseIn(dir);
  try {
    {
      const store::WriterLock lock(dir);
      fs::remove(dir / store::kStateFile);
      store::check(engine->RestoreDBFromBackup(found->backup_id, database.string(), database.string()), doing);
    }
    // That it opens is proved now, and STATE is about it from the start.
    static_cast<void>(openRocksEngine(dir, store::RocksAccess::kWrite));
    store::writeFormatFile(dir, note.format);
  } catch (...) {
    fs::remove_all(database, unknown);
    throw;
  }
  return backupOf(*found);
}

}  // namespace parley
