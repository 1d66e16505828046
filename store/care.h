#pragma once
// Care of a store's directory: is it sound, mend it, copy it, give space back. Each works on a directory by itself.
// What is primary (documents with their reports, decisions) can only be copied; what is derived (indexes) can be made
// anew from it.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "graph/id.h"

namespace parley {

// How many documents are done, of how many.
using CareProgress = std::function<void(std::size_t done, std::size_t total)>;

// --- Verify ---

// What a finding is about; it decides what to do.
enum class CarePart {
  kFile,      // A file of the database: lost, cut or changed. A backup brings it back; repair keeps what is left.
  kDocument,  // A document, or its text or reports. The same.
  kDecision,  // A decision. The same.
  kIndex,     // Something derived. Repair makes it anew, and nothing is lost.
  kState,     // STATE, or a file that no answer needs. Nothing is lost; repair makes it anew.
};
[[nodiscard]] std::string_view wordOf(CarePart part);  // "file", "document", "decision", "index", "state"

struct Finding {
  CarePart part = CarePart::kFile;
  std::string what;  // A sentence for people; may quote names of documents.
};

struct VerifyReport {
  std::uint64_t files = 0;                   // Whose bytes were compared with their checksums.
  std::uint64_t documents = 0;               // Read, with their texts and reports.
  std::uint64_t decisions = 0;               // Read.
  std::uint64_t spans = 0;                   // Of sentences and deciding words, found in their texts.
  std::uint64_t entries = 0;                 // Of indexes, compared with what the documents give.
  std::map<CarePart, std::uint64_t> counts;  // Of all findings.
  std::vector<Finding> findings;             // The first kMaxFindings of each part.
  std::vector<std::string> notes;            // What could not be compared, and why; no damage.
  [[nodiscard]] bool sound() const { return counts.empty(); }
};
inline constexpr std::size_t kMaxFindings = 100;

// Reads everything: each file against its checksum and STATE; each document, that every span of every report lies in
// its text and the sentence holds its deciding words; and each index, entry by entry, against a second one that is
// derived from the documents alone in a folder below `scratch`, which needs as much room as the indexes. Memory is
// bounded by a batch of documents. Changes nothing in `dir` and may run beside a writer; it then checks one moment.
// Throws Error: kInvalidArgument (no store there), kNotSupported (a newer one), kDenied, kIo, kLimit.
[[nodiscard]] VerifyReport verifyStore(const std::filesystem::path& dir, const std::filesystem::path& scratch,
                                       const CareProgress& progress);

// --- Repair ---

struct RepairReport {
  bool repaired = false;          // False: nothing was changed, because `lost` is not empty.
  std::uint64_t documents = 0;    // Kept, with texts and reports as they were.
  std::uint64_t decisions = 0;    // Kept.
  std::vector<std::string> lost;  // What cannot be read any more, each for people: documents by their names or ids.
};

// Makes the store anew from the documents that can be read: their records and texts are copied into a new database,
// everything else is derived from them, and the new database takes the place of the old. Needs room for both. If
// something primary is damaged it is named, and the store is left as it was unless `accept_loss`; then the old database
// is kept beside the new one, as "rocksdb.damaged". A crash in between is mended by the next call.
// Throws Error: kInvalidArgument, kNotSupported, kBusy, kDenied, kIo, kLimit; kCorruption if nothing can be read.
RepairReport repairStore(const std::filesystem::path& dir, bool accept_loss, const CareProgress& progress);

// --- Backup ---

struct Backup {
  std::uint32_t number = 0;     // Counted from 1 in its directory.
  std::uint64_t bytes = 0;      // Of all its files.
  std::uint64_t new_bytes = 0;  // Of those that no earlier backup had: what it cost.
  std::uint64_t documents = 0;
};

// Adds a backup of the store `dir` to the directory `to`, which it makes; files that an earlier backup has are shared.
// All its bytes are read back and compared before it returns. Keeps writers out meanwhile, readers not.
// Throws Error as Store::open for writing, and kInvalidArgument if `to` holds something else.
Backup backUpStore(const std::filesystem::path& dir, const std::filesystem::path& to);
// The backups of a directory, oldest first; those of which a file is missing or of another length are left out.
[[nodiscard]] std::vector<Backup> backupsIn(const std::filesystem::path& from);
// Makes the store `dir` from the backup `number` of `from`, the newest if 0; its bytes are compared with their
// checksums first. Throws Error: kInvalidArgument (no such backup; `dir` holds something), kCorruption (the backup is
// damaged), kNotSupported, kDenied, kIo, kLimit. Then there is no store in `dir`.
Backup restoreStore(const std::filesystem::path& from, std::uint32_t number, const std::filesystem::path& dir);

// --- Space ---

struct CompactReport {
  std::uint64_t bytes_before = 0;  // Of the database's files.
  std::uint64_t bytes_after = 0;
};
// Catches up and rewrites all files: afterwards none of the database holds anything that is not in the store any more.
// What a repair set aside, and backups, are left alone.
// Throws Error as Store::open for writing.
CompactReport compactStore(const std::filesystem::path& dir);

struct RowCount {
  std::uint64_t entries = 0;
  std::uint64_t bytes = 0;  // Of keys and values; on the disk they are compressed.
};
struct StoreSizes {
  std::uint64_t disk_bytes = 0;  // Of the database's files.
  // By what docs/STORE_FORMAT.md calls them; each in the order of the tags.
  std::vector<std::pair<std::string, RowCount>> rows;
  // By the relation's word, from the index spo: an entry for each report or meeting that states a triple.
  std::vector<std::pair<std::string, RowCount>> relations;
};
// Reads all rows of the store. Throws Error as Store::open for reading.
[[nodiscard]] StoreSizes sizesOf(const std::filesystem::path& dir);

}  // namespace parley
