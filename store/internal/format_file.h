#pragma once
// The file FORMAT of a store's directory: "parley store, format 1\n", or 2 once a decision was made in it. It is read
// before RocksDB touches anything, so that a newer store, or a directory of somebody else's, is refused unharmed; and
// it is written last, so that a directory that has it has a whole database.
#include <cstdint>
#include <filesystem>
#include <string>

namespace parley::store {

inline constexpr int kPlainFormat = 1;       // Documents only: what the first release writes and reads.
inline constexpr int kFormatVersion = 2;     // With decisions.
inline constexpr char kLockFile[] = "LOCK";  // Held by whoever writes.

enum class DirectoryState {
  kStore,   // A store of a format that we read.
  kAbsent,  // Nothing there, an empty directory, or a creation that was cut short.
};

// Throws Error: kInvalidArgument (no directory, or one that holds something else), kNotSupported (a newer format),
// kCorruption, kDenied, kIo.
[[nodiscard]] DirectoryState inspectDirectory(const std::filesystem::path& dir, bool for_writing);
// Throws as inspectDirectory(), and kInvalidArgument if there is no store; `doing` is for the message.
void requireStore(const std::filesystem::path& dir, bool for_writing, const std::string& doing);
// Of all files below `dir`; one that goes away meanwhile counts for nothing.
[[nodiscard]] std::uint64_t bytesIn(const std::filesystem::path& dir);
// Makes the directory, for its owner only.
void makeDirectory(const std::filesystem::path& dir);
void writeFormatFile(const std::filesystem::path& dir, int version);
// Of a store. Throws Error(kNotSupported, kCorruption, kIo).
[[nodiscard]] int formatOf(const std::filesystem::path& dir);
// Until then a power cut may undo what was made, renamed or removed in it.
void syncDirectory(const std::filesystem::path& dir);

[[nodiscard]] std::filesystem::path databaseIn(const std::filesystem::path& dir);

}  // namespace parley::store
