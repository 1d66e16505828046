#include <rocksdb/db.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/options.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "graph/error.h"
#include "store/care.h"
#include "store/internal/catch_up.h"
#include "store/internal/codec.h"
#include "store/internal/copy_documents.h"
#include "store/internal/damage.h"
#include "store/internal/file_system.h"
#include "store/internal/format_file.h"
#include "store/internal/rocks_engine.h"
#include "store/internal/rocks_status.h"
#include "store/internal/rows.h"
#include "store/internal/scratch_folder.h"
#include "store/internal/state_file.h"
#include "store/internal/survey.h"

namespace parley {

namespace fs = std::filesystem;
using store::documentKey;
using store::Tag;

namespace {

// What an index entry is about, for people: a triple in words, else the bytes of its key.
std::string describe(std::string_view key) {
  const auto tag = static_cast<Tag>(key[2]);
  if (tag == Tag::kSpo || tag == Tag::kPos || tag == Tag::kOsp) {
    const store::TripleRow row = store::readTripleKey(key);
    const std::string stated_by = row.contributor.report ? "report " + std::to_string(row.contributor.report->number) +
                                                               " of " + toHex(row.contributor.report->document)
                                                         : "meeting " + toHex(row.contributor.meeting);
    return toHex(row.triple.subject) + " " + std::string(wordOf(row.triple.relation)) + " " + toHex(row.triple.object) +
           " (" + stated_by + ")";
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char c : key.substr(3)) {
    const auto byte = static_cast<unsigned char>(c);
    text.append({kDigits[byte >> 4], kDigits[byte & 15]});
  }
  return text.empty() ? "the only one" : text;
}

class Verification {
 public:
  Verification(const fs::path& dir, const fs::path& scratch, const CareProgress& progress)
      : dir_(dir), scratch_(scratch), progress_(progress) {}

  VerifyReport run() {
    if (!findDatabase()) return std::move(report_);
    checkState();
    std::shared_ptr<store::RocksEngine> engine;
    try {
      engine = openRocksEngine(dir_, store::RocksAccess::kInspect);
    } catch (const Error& error) {
      find(CarePart::kFile, store::causeOf(error));
      return std::move(report_);
    }
    checkFiles(engine->database());
    checkRows(*engine->view());
    return std::move(report_);
  }

 private:
  void find(CarePart part, std::string what) {
    if (++report_.counts[part] <= kMaxFindings) report_.findings.push_back({part, std::move(what)});
  }

  // False if the directory is that of a store and has no database that could be opened.
  bool findDatabase() {
    try {
      if (store::inspectDirectory(dir_, false) == store::DirectoryState::kStore) return true;
      if (fs::exists(store::databaseIn(dir_) / "CURRENT")) {
        find(CarePart::kFile, "FORMAT is gone");
        return true;
      }
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kCorruption) throw;
      find(CarePart::kFile, store::causeOf(error));
      return false;
    }
    throw Error(ErrorCode::kInvalidArgument, "verifying the store in " + dir_.string() + ": there is no store");
  }

  void checkState() {
    try {
      state_ = store::readStateFile(dir_);
      if (!state_) {
        report_.notes.push_back("there is no file STATE, as an earlier release left it: a log or MANIFEST that lost " +
                                std::string("its end could not be told; the next write makes one"));
        return;
      }
      store::StateCheck check = store::checkFiles(dir_, *state_);
      // A writer beside us may have gone on since.
      for (int attempt = 0; attempt < 10 && (check.stale || !check.lost.empty() || !check.harmless.empty());
           ++attempt) {
        std::optional<store::DatabaseState> again = store::readStateFile(dir_);
        if (again == state_) break;
        state_ = std::move(again);
        check = store::checkFiles(dir_, state_.value());
      }
      for (const std::string& lost : check.lost) find(CarePart::kFile, "since the last write " + lost);
      for (const std::string& damage : check.harmless) {
        find(CarePart::kState, "since the last write " + damage + ", which no answer needs");
      }
      if (check.stale) find(CarePart::kState, "STATE is older than the database: something wrote and left it behind");
      // MANIFEST, log, OPTIONS, IDENTITY: as many as were compared.
      if (!check.stale) report_.files += state_->files.size();
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kCorruption) throw;
      state_.reset();
      find(CarePart::kState, store::causeOf(error));
    }
  }

  void checkFiles(rocksdb::DB& database) {
    if (state_ && database.GetLatestSequenceNumber() < state_->sequence) {
      find(CarePart::kFile, "the database ends with write " + std::to_string(database.GetLatestSequenceNumber()) +
                                ", and write " + std::to_string(state_->sequence) + " was acknowledged");
    }
    std::vector<rocksdb::LiveFileMetaData> files;
    database.GetLiveFilesMetaData(&files);
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    for (const rocksdb::LiveFileMetaData& file : files) {
      const std::string name = file.name.substr(file.name.find_first_not_of('/'));
      const fs::path path = store::databaseIn(dir_) / name;
      // It was there a moment ago, when the database was opened: a writer beside us has put another in its place.
      if (std::error_code unknown; !fs::exists(path, unknown)) continue;
      ++report_.files;
      const std::optional<std::string> now = checksumOf(path);
      if (!now) {
        find(CarePart::kFile, name + " cannot be read");
      } else if (*now != file.file_checksum) {
        find(CarePart::kFile, "the bytes of " + name + " are not what was written");
      }
    }
  }

  // As RocksDB made it when it wrote the file.
  static std::optional<std::string> checksumOf(const fs::path& file) {
    std::unique_ptr<rocksdb::SequentialFile> stream;
    if (!store::fileSystem()->NewSequentialFile(file.string(), &stream, rocksdb::EnvOptions()).ok())
      return std::nullopt;
    const auto generator = rocksdb::GetFileChecksumGenCrc32cFactory()->CreateFileChecksumGenerator({file.string(), {}});
    std::string piece(1u << 20, '\0');
    for (;;) {
      rocksdb::Slice read;
      if (!stream->Read(piece.size(), &read, piece.data()).ok()) return std::nullopt;
      if (read.empty()) break;
      generator->Update(read.data(), read.size());
    }
    generator->Finalize();
    return generator->GetChecksum();
  }

  void checkRows(const store::KeyValueView& view) {
    const store::Rows rows(view);
    const store::ScratchFolder folder(scratch_);
    const bool same_version = derivedRowsCanBeCompared(rows);
    std::optional<store::CopiedStore> derived;
    if (same_version) derived.emplace(folder.path() / "store");
    checkDocuments(view, rows, derived);
    checkDecisions(view, derived);
    if (!derived) return;
    if (report_.counts.contains(CarePart::kDocument) || report_.counts.contains(CarePart::kDecision)) {
      report_.notes.push_back("the indexes were not compared, because documents or decisions are damaged");
      return;
    }
    derived->finish();
    derived.reset();
    const auto engine = openRocksEngine(folder.path() / "store", store::RocksAccess::kRead);
    compareIndexes(view, *engine->view());
  }

  bool derivedRowsCanBeCompared(const store::Rows& rows) {
    try {
      if (derivedByThisVersion(rows)) return true;
      report_.notes.push_back(
          "the indexes were derived by another release and could not be compared; the next write derives them anew");
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kCorruption) throw;
      find(CarePart::kIndex, "version of what derived: " + store::causeOf(error));
    }
    return false;
  }

  // Puts the documents that the derived rows cover into `derived`.
  void checkDocuments(const store::KeyValueView& view, const store::Rows& rows,
                      std::optional<store::CopiedStore>& derived) {
    const std::size_t total = countedDocuments(view);
    const auto check = [&](store::Version version, std::span<const Tag> tags) {
      surveyDocuments(
          view, version, tags,
          [&](store::SurveyedDocument document) {
            if (!document.read) return find(CarePart::kDocument, std::move(document.damage));
            countSpans(*document.read);
            const bool marked = isMarked(rows, document.id);
            if (version == store::Version::kNow) progress_(++report_.documents, total);
            if (version == store::Version::kCovered && !marked) {
              find(CarePart::kIndex, "document " + toHex(document.id) + " is kept as covered, and is not marked");
            }
            if (derived && marked == (version == store::Version::kCovered)) derived->add(std::move(*document.read));
          },
          [&](const std::string& what) { find(CarePart::kDocument, what); });
    };
    constexpr std::array kNow = {Tag::kDocument, Tag::kText};
    constexpr std::array kCovered = {Tag::kCoveredDocument, Tag::kCoveredText};
    check(store::Version::kNow, kNow);
    check(store::Version::kCovered, kCovered);
  }

  // Puts those that the derived rows cover into `derived`.
  void checkDecisions(const store::KeyValueView& view, std::optional<store::CopiedStore>& derived) {
    store::surveyDecisions(
        view,
        [&](const Decision& decision, bool covered) {
          ++report_.decisions;
          if (derived && covered) derived->decide(decision);
        },
        [&](const std::string& what) { find(CarePart::kDecision, what); });
  }

  bool isMarked(const store::Rows& rows, const DocumentId& id) {
    try {
      return rows.get(documentKey(Tag::kMark, id)).has_value();
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kCorruption) throw;
      find(CarePart::kDocument, "the mark of document " + toHex(id) + ": " + store::causeOf(error));
      return true;
    }
  }

  void countSpans(const ReadDocument& read) {
    for (const Report& report : read.extraction.reports) report_.spans += 1 + report.cues.size();
  }

  void compareIndexes(const store::KeyValueView& view, const store::KeyValueView& derived) {
    for (const store::NamedTag& named : store::allTags()) {
      if (!store::isDerived(named.tag)) continue;
      for (std::uint16_t partition = 0; partition < store::kPartitions; ++partition) {
        compare(named, store::RowCursor(view, partition, named.tag), store::RowCursor(derived, partition, named.tag));
      }
    }
  }

  void compare(const store::NamedTag& named, store::RowCursor stored, store::RowCursor expected) {
    const std::string index = "index “" + std::string(named.name) + "”: ";
    while (stored.row() != nullptr || expected.row() != nullptr) {
      if (stored.failure()) break;  // Told below; what should come here cannot be compared.
      const int order = stored.row() == nullptr     ? 1
                        : expected.row() == nullptr ? -1
                                                    : stored.row()->key.compare(expected.row()->key);
      ++report_.entries;
      if (order < 0) {
        find(CarePart::kIndex, index + "no document gives the entry " + describe(stored.row()->key));
      } else if (order > 0) {
        find(CarePart::kIndex, index + "the entry " + describe(expected.row()->key) + " is missing");
      } else if (stored.row()->value != expected.row()->value) {
        find(CarePart::kIndex, index + "the entry " + describe(stored.row()->key) + " is not what the documents give");
      }
      if (order <= 0) stored.next();
      if (order >= 0) expected.next();
    }
    if (stored.failure()) find(CarePart::kIndex, index + *stored.failure());
    if (expected.failure()) throw Error(ErrorCode::kIo, "verifying the store: " + *expected.failure());
  }

  const fs::path& dir_;
  const fs::path& scratch_;
  const CareProgress& progress_;
  std::optional<store::DatabaseState> state_;
  VerifyReport report_;
};

}  // namespace

std::string_view wordOf(CarePart part) {
  switch (part) {
    case CarePart::kFile:
      return "file";
    case CarePart::kDocument:
      return "document";
    case CarePart::kDecision:
      return "decision";
    case CarePart::kIndex:
      return "index";
    case CarePart::kState:
      return "state";
  }
  PARLEY_CHECK(false);
}

VerifyReport verifyStore(const fs::path& dir, const fs::path& scratch, const CareProgress& progress) {
  return Verification(dir, scratch, progress).run();
}

}  // namespace parley
