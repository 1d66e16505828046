#pragma once
// The file STATE of a store's directory: how far the database's files had been written when the last write was
// acknowledged. RocksDB takes a log or a MANIFEST that lost its end for one that a crash cut short, and opens with what
// is left; this is how we know better. It is written after the database has synced, so it never says more than was
// there, and after a crash it may say less.
//
//   parley state 1
//   sequence 1234                             of the last acknowledged write
//   opening                                   only while a writer opens: the files of the line before it do not count
//   file MANIFEST-000005 1200 89abcdef        name, bytes and CRC-32C of its first so many bytes
//   end 01234567                              CRC-32C of all lines before
//
// A store of an earlier release has none.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace parley::store {

inline constexpr char kStateFile[] = "STATE";
inline constexpr char kUnfinishedState[] = "STATE.new";

struct FileState {
  std::string name;
  std::uint64_t size = 0;
  std::uint32_t checksum = 0;  // Of the first `size` bytes: MANIFEST and log grow while they are in use.
  auto operator<=>(const FileState&) const = default;
};

struct DatabaseState {
  std::uint64_t sequence = 0;
  bool opening = false;
  std::vector<FileState> files;  // MANIFEST, logs, and the files that nobody needs: OPTIONS and IDENTITY.
  auto operator<=>(const DatabaseState&) const = default;
};

// nullopt if there is none. Throws Error: kCorruption (nobody wrote this), kIo.
[[nodiscard]] std::optional<DatabaseState> readStateFile(const std::filesystem::path& dir);
// Replaces it. A power cut leaves the new one or the one before; of one with `opening`, only the new one: else the one
// before would be about a MANIFEST that is not there any more.
void writeStateFile(const std::filesystem::path& dir, const DatabaseState& state);

struct StateCheck {
  std::vector<std::string> lost;      // What was written and is not there any more, each for people.
  std::vector<std::string> harmless;  // Damage to files that nobody needs.
  bool stale = false;                 // A writer has opened the database since and left this file as it was.
};
// The files of `dir`'s database against `state`. A log that is gone is no loss by itself: RocksDB deletes it once its
// rows are in other files; whether they are, the sequence number of the opened database tells.
[[nodiscard]] StateCheck checkFiles(const std::filesystem::path& dir, const DatabaseState& state);

// Adds the bytes of `file` from `size` of `state` up to `size` to it; false if the file is gone or shorter.
[[nodiscard]] bool extendTo(const std::filesystem::path& file, std::uint64_t size, FileState& state);

}  // namespace parley::store
