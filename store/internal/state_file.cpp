#include "store/internal/state_file.h"

#include <rocksdb/env.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <memory>
#include <string_view>

#include "store/internal/crc32c.h"
#include "store/internal/damage.h"
#include "store/internal/file_system.h"
#include "store/internal/format_file.h"
#include "store/internal/rocks_status.h"

namespace parley::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kIntro = "parley state 1\n";
constexpr std::string_view kSequence = "sequence ";
constexpr std::string_view kOpening = "opening";
constexpr std::string_view kFile = "file ";
constexpr std::string_view kEnd = "end ";
constexpr std::string_view kManifest = "MANIFEST-";

std::string hexOf(std::uint32_t number) {
  char text[9];
  std::snprintf(text, sizeof(text), "%08x", number);
  return text;
}

std::uint32_t checksumOf(std::string_view bytes) { return Crc32c().add(bytes).value(); }

// Takes what is known from left to right; once something else comes, it has failed.
class Line {
 public:
  explicit Line(std::string_view text) : rest_(text) {}

  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  template <typename Number>
  bool number(Number& value, int base = 10) {
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value, base);
    if (error != std::errc()) return false;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return true;
  }
  bool word(std::string& value) {
    value = rest_.substr(0, rest_.find(' '));
    rest_.remove_prefix(value.size());
    return !value.empty();
  }
  [[nodiscard]] bool atEnd() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

bool readLine(std::string_view text, DatabaseState& state) {
  Line line(text);
  if (line.take(kSequence)) return line.number(state.sequence) && line.atEnd();
  if (line.take(kOpening)) return (state.opening = line.atEnd());
  FileState file;
  if (!line.take(kFile) || !line.word(file.name) || !line.take(" ") || !line.number(file.size) || !line.take(" ") ||
      !line.number(file.checksum, 16) || !line.atEnd()) {
    return false;
  }
  state.files.push_back(std::move(file));
  return true;
}

// False for what writeStateFile() never wrote.
bool parse(std::string_view text, DatabaseState& state) {
  const std::size_t end = text.rfind(kEnd);
  if (!text.starts_with(kIntro) || end == std::string_view::npos || end < kIntro.size()) return false;
  if (text.substr(end) != std::string(kEnd) + hexOf(checksumOf(text.substr(0, end))) + "\n") return false;
  std::string_view lines = text.substr(kIntro.size(), end - kIntro.size());
  while (!lines.empty()) {
    const std::size_t length = lines.find('\n');
    if (length == std::string_view::npos || !readLine(lines.substr(0, length), state)) return false;
    lines.remove_prefix(length + 1);
  }
  return true;
}

std::string format(const DatabaseState& state) {
  std::string text(kIntro);
  text.append(kSequence).append(std::to_string(state.sequence)).append("\n");
  if (state.opening) text.append(kOpening).append("\n");
  for (const FileState& file : state.files) {
    text.append(kFile).append(file.name).append(" ").append(std::to_string(file.size)).append(" ");
    text.append(hexOf(file.checksum)).append("\n");
  }
  const std::string checksum = hexOf(checksumOf(text));
  return text.append(kEnd).append(checksum).append("\n");
}

// The name that CURRENT holds; empty if it holds none: RocksDB says so when it opens the database.
std::string currentManifest(const fs::path& database) {
  std::string text;
  if (!rocksdb::ReadFileToString(fileSystem(), (database / "CURRENT").string(), &text).ok()) return {};
  return text.starts_with(kManifest) && text.ends_with('\n') ? text.substr(0, text.size() - 1) : std::string();
}

// What is wrong with the bytes that `file` describes; empty: nothing.
std::string differenceOf(const fs::path& database, const FileState& file) {
  std::uint64_t size = 0;
  if (!fileSystem()->GetFileSize((database / file.name).string(), &size).ok()) return file.name + " is gone";
  if (size < file.size) {
    return file.name + " has " + std::to_string(size) + " bytes, and had " + std::to_string(file.size);
  }
  FileState now{file.name, 0, 0};
  if (!extendTo(database / file.name, file.size, now)) return file.name + " cannot be read";
  if (now == file) return {};
  return "the first " + std::to_string(file.size) + " bytes of " + file.name + " are not what was written";
}

}  // namespace

std::optional<DatabaseState> readStateFile(const fs::path& dir) {
  const std::string path = (dir / kStateFile).string();
  const rocksdb::Status there = fileSystem()->FileExists(path);
  if (there.IsNotFound()) return std::nullopt;
  std::string text;
  check(rocksdb::ReadFileToString(fileSystem(), path, &text), "reading " + path);
  DatabaseState state;
  if (parse(text, state)) return state;
  throw damaged("opening the store in " + dir.string() + ": its file " + kStateFile + " is damaged");
}

void writeStateFile(const fs::path& dir, const DatabaseState& state) {
  const std::string path = (dir / kStateFile).string(), unfinished = (dir / kUnfinishedState).string();
  check(rocksdb::WriteStringToFile(fileSystem(), format(state), unfinished, /*should_sync=*/true), "writing " + path);
  check(fileSystem()->RenameFile(unfinished, path), "writing " + path);
  if (!state.opening) return;
  std::unique_ptr<rocksdb::Directory> directory;
  check(fileSystem()->NewDirectory(dir.string(), &directory), "syncing " + dir.string());
  check(directory->Fsync(), "syncing " + dir.string());
}

StateCheck checkFiles(const fs::path& dir, const DatabaseState& state) {
  StateCheck result;
  if (state.opening) return result;
  const fs::path database = databaseIn(dir);
  const std::string current = currentManifest(database);
  if (current.empty()) return result;
  for (const FileState& file : state.files) {
    if (!file.name.starts_with(kManifest) || file.name == current) continue;
    // Numbers of one length, and longer ones are greater.
    result.stale = std::pair(file.name.size(), file.name) < std::pair(current.size(), current);
    if (!result.stale) result.lost.push_back("CURRENT names " + current + ", and named " + file.name);
    return result;
  }
  for (const FileState& file : state.files) {
    const bool is_log = file.name.ends_with(".log");
    std::error_code unknown;
    if (is_log && !fs::exists(database / file.name, unknown)) continue;
    std::string difference = differenceOf(database, file);
    if (difference.empty()) continue;
    const bool needed = is_log || file.name.starts_with(kManifest);
    (needed ? result.lost : result.harmless).push_back(std::move(difference));
  }
  return result;
}

bool extendTo(const fs::path& file, std::uint64_t size, FileState& state) {
  std::unique_ptr<rocksdb::SequentialFile> stream;
  if (!fileSystem()->NewSequentialFile(file.string(), &stream, rocksdb::EnvOptions()).ok()) return false;
  if (!stream->Skip(state.size).ok()) return false;
  constexpr std::size_t kPieceBytes = 1u << 20;
  std::string piece(static_cast<std::size_t>(std::min<std::uint64_t>(size - state.size, kPieceBytes)), '\0');
  Crc32c crc(state.checksum);
  while (state.size < size) {
    rocksdb::Slice read;
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size - state.size, piece.size()));
    if (!stream->Read(wanted, &read, piece.data()).ok() || read.empty()) return false;
    crc.add(read.ToStringView());
    state.size += read.size();
  }
  state.checksum = crc.value();
  return true;
}

}  // namespace parley::store
