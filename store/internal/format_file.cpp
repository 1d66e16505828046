#include "store/internal/format_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

#include "graph/error.h"
#include "store/internal/damage.h"
#include "store/internal/state_file.h"

namespace parley::store {
namespace {

namespace fs = std::filesystem;

constexpr char kFormatFile[] = "FORMAT";
constexpr char kDatabase[] = "rocksdb";
constexpr char kUnfinished[] = "FORMAT.new";
constexpr std::string_view kIntro = "parley store, format ";

[[noreturn]] void fail(std::error_code why, const std::string& doing) {
  const bool denied = why == std::errc::permission_denied || why == std::errc::operation_not_permitted;
  const bool full = why == std::errc::no_space_on_device;
  throw Error(denied ? ErrorCode::kDenied : full ? ErrorCode::kLimit : ErrorCode::kIo, doing + ": " + why.message());
}

void check(std::error_code why, const std::string& doing) {
  if (why) fail(why, doing);
}

std::error_code lastError() { return {errno, std::generic_category()}; }

void requireAccess(const fs::path& dir, int mode, const char* what) {
  if (faccessat(AT_FDCWD, dir.c_str(), mode, AT_EACCESS) != 0) {
    fail(lastError(), std::string("opening the store in ") + dir.string() + " for " + what);
  }
}

std::string readAll(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) fail(lastError(), "reading " + file.string());
  return {std::istreambuf_iterator<char>(stream), {}};
}

int requireKnownFormat(const fs::path& dir, std::string_view content) {
  int version = 0;
  const char* const end = content.data() + content.size();
  const char* begin = content.data() + kIntro.size();
  const auto parsed = content.starts_with(kIntro) ? std::from_chars(begin, end, version)
                                                  : std::from_chars_result{begin, std::errc::invalid_argument};
  if (parsed.ec != std::errc() || parsed.ptr == end || *parsed.ptr != '\n' || version < 1) {
    throw damaged("opening the store in " + dir.string() + ": its file " + kFormatFile + " is damaged");
  }
  if (version > kFormatVersion) {
    throw Error(ErrorCode::kNotSupported, "opening the store in " + dir.string() +
                                              ": a newer release of parley wrote it (format " +
                                              std::to_string(version) + ", this one reads up to " +
                                              std::to_string(kFormatVersion) + "); use that release");
  }
  return version;
}

bool holdsOnlyOurs(const fs::path& dir) {
  std::error_code why;
  fs::directory_iterator entry(dir, why);
  for (; !why && entry != fs::directory_iterator(); entry.increment(why)) {
    const fs::path name = entry->path().filename();
    constexpr std::array kOurs = {kDatabase, kUnfinished, kLockFile, kStateFile, kUnfinishedState};
    if (std::find(kOurs.begin(), kOurs.end(), name) == kOurs.end()) return false;
  }
  check(why, "listing " + dir.string());
  return true;
}

// Until fsync of the file and of its directory, a power cut may undo it.
void syncPath(const fs::path& path, int flags) {
  const int fd = ::open(path.c_str(), flags | O_CLOEXEC);
  if (fd < 0 || ::fsync(fd) != 0) {
    const std::error_code why = lastError();
    if (fd >= 0) ::close(fd);
    fail(why, "syncing " + path.string());
  }
  ::close(fd);
}

}  // namespace

DirectoryState inspectDirectory(const fs::path& dir, bool for_writing) {
  std::error_code why;
  const fs::file_status status = fs::status(dir, why);
  if (status.type() == fs::file_type::not_found) return DirectoryState::kAbsent;
  check(why, "opening the store in " + dir.string());
  if (!fs::is_directory(status)) {
    throw Error(ErrorCode::kInvalidArgument,
                "opening the store in " + dir.string() + ": this is a file; a store is a directory");
  }
  requireAccess(dir, R_OK | X_OK, "reading");
  if (!fs::exists(dir / kFormatFile, why)) {
    check(why, "opening the store in " + dir.string());
    if (holdsOnlyOurs(dir)) return DirectoryState::kAbsent;
    throw Error(ErrorCode::kInvalidArgument, "opening the store in " + dir.string() +
                                                 ": this directory holds something else (it has no file " +
                                                 kFormatFile + "); name a store or a new directory");
  }
  static_cast<void>(requireKnownFormat(dir, readAll(dir / kFormatFile)));
  if (!fs::exists(databaseIn(dir) / "CURRENT", why)) {
    check(why, "opening the store in " + dir.string());
    throw Error(ErrorCode::kCorruption, "opening the store in " + dir.string() + ": its database " +
                                            databaseIn(dir).string() + " is missing or incomplete");
  }
  for (const fs::path& part : {dir, databaseIn(dir)}) {
    requireAccess(part, R_OK | X_OK | (for_writing ? W_OK : 0), for_writing ? "writing" : "reading");
  }
  return DirectoryState::kStore;
}

void requireStore(const fs::path& dir, bool for_writing, const std::string& doing) {
  if (inspectDirectory(dir, for_writing) == DirectoryState::kStore) return;
  throw Error(ErrorCode::kInvalidArgument,
              doing + ": there is no store in " + dir.string() + "; add documents to make one, or check the path");
}

std::uint64_t bytesIn(const fs::path& dir) {
  std::uint64_t bytes = 0;
  std::error_code why;
  for (fs::recursive_directory_iterator entry(dir, why); !why && entry != fs::recursive_directory_iterator();
       entry.increment(why)) {
    std::error_code gone;
    if (!entry->is_regular_file(gone)) continue;
    const std::uintmax_t size = entry->file_size(gone);
    if (!gone) bytes += size;
  }
  check(why, "listing " + dir.string());
  return bytes;
}

void makeDirectory(const fs::path& dir) {
  std::error_code why;
  const bool made = fs::create_directories(dir, why);
  if (made) fs::permissions(dir, fs::perms::owner_all, why);
  check(why, "making the directory " + dir.string());
  requireAccess(dir, R_OK | W_OK | X_OK, "writing");
  if (made) syncPath(fs::canonical(dir).parent_path(), O_RDONLY | O_DIRECTORY);
}

void writeFormatFile(const fs::path& dir, int version) {
  const fs::path unfinished = dir / kUnfinished;
  {
    std::ofstream stream(unfinished, std::ios::binary | std::ios::trunc);
    stream << kIntro << version << '\n' << std::flush;
    if (!stream) fail(lastError(), "writing " + unfinished.string());
  }
  syncPath(unfinished, O_RDONLY);
  std::error_code why;
  fs::rename(unfinished, dir / kFormatFile, why);
  check(why, "writing " + (dir / kFormatFile).string());
  syncPath(dir, O_RDONLY | O_DIRECTORY);
}

int formatOf(const fs::path& dir) { return requireKnownFormat(dir, readAll(dir / kFormatFile)); }

void syncDirectory(const fs::path& dir) { syncPath(dir, O_RDONLY | O_DIRECTORY); }

fs::path databaseIn(const fs::path& dir) { return dir / kDatabase; }

}  // namespace parley::store
