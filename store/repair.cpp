#include <rocksdb/db.h>
#include <rocksdb/options.h>

#include <array>
#include <optional>
#include <system_error>
#include <utility>

#include "graph/error.h"
#include "store/care.h"
#include "store/internal/codec.h"
#include "store/internal/copy_documents.h"
#include "store/internal/damage.h"
#include "store/internal/format_file.h"
#include "store/internal/rocks_engine.h"
#include "store/internal/rocks_status.h"
#include "store/internal/rows.h"
#include "store/internal/state_file.h"
#include "store/internal/survey.h"
#include "store/internal/writer_lock.h"

namespace parley {

namespace fs = std::filesystem;

namespace {

constexpr char kWorkFolder[] = "repairing";
constexpr char kSetAside[] = "rocksdb.damaged";

// Between the renames of putInPlace() a crash leaves no database: the old one comes back.
void undoUnfinished(const fs::path& dir) {
  fs::remove_all(dir / kWorkFolder);
  if (!fs::exists(store::databaseIn(dir)) && fs::exists(dir / kSetAside)) {
    fs::rename(dir / kSetAside, store::databaseIn(dir));
  }
}

class Repair {
 public:
  Repair(const fs::path& dir, bool accept_loss, const CareProgress& progress)
      : dir_(dir), accept_loss_(accept_loss), progress_(progress), lock_(dir) {
    undoUnfinished(dir_);
    if (fs::exists(dir_ / kSetAside)) {
      throw Error(ErrorCode::kInvalidArgument, "repairing the store in " + dir_.string() + ": " +
                                                   (dir_ / kSetAside).string() +
                                                   " is still there from an earlier repair; move it away first");
    }
  }
  ~Repair() {
    std::error_code ignored;
    fs::remove_all(dir_ / kWorkFolder, ignored);
  }
  Repair(const Repair&) = delete;

  RepairReport run() {
    std::shared_ptr<store::RocksEngine> old = openOld();
    std::unique_ptr<store::KeyValueView> view = old->view();
    fs::create_directories(dir_ / kWorkFolder);
    std::optional<store::CopiedStore> repaired(std::in_place, dir_ / kWorkFolder / "store");
    copyDocuments(*view, *repaired);
    copyDecisions(*view, *repaired);
    if (!report_.lost.empty() && !accept_loss_) return std::move(report_);
    repaired->finish();
    repaired.reset();
    view.reset();
    old.reset();
    putInPlace();
    report_.repaired = true;
    return std::move(report_);
  }

 private:
  // What is left of the database, with all that STATE and RocksDB say is lost.
  std::shared_ptr<store::RocksEngine> openOld() {
    std::optional<store::DatabaseState> state;
    try {
      state = store::readStateFile(dir_);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kCorruption) throw;  // Its loss is no loss of documents.
    }
    bool whole_manifest = true;
    if (state) {
      for (const std::string& lost : store::checkFiles(dir_, *state).lost) {
        report_.lost.push_back("since the last write " + lost + ": documents may be missing that no name is left of");
        if (lost.find(".log ") == std::string::npos) whole_manifest = false;
      }
    }
    std::shared_ptr<store::RocksEngine> engine;
    try {
      if (whole_manifest) engine = openRocksEngine(dir_, store::RocksAccess::kInspect);
    } catch (const Error& error) {
      report_.lost.push_back(store::causeOf(error) + ": its files were read one by one; documents may be missing, or " +
                             "be there as they were before they were changed or retracted");
    }
    if (engine == nullptr) engine = openFileByFile();
    const std::uint64_t now = engine->database().GetLatestSequenceNumber();
    if (state && report_.lost.empty() && now < state->sequence) {
      report_.lost.push_back("the database ends with write " + std::to_string(now) + ", and write " +
                             std::to_string(state->sequence) +
                             " was acknowledged: documents may be missing that no name is left of");
    }
    return engine;
  }

  // Without a MANIFEST that can be believed. RocksDB's repair writes into what it repairs: it is given a copy.
  std::shared_ptr<store::RocksEngine> openFileByFile() {
    const fs::path copy = dir_ / kWorkFolder / "old";
    fs::create_directories(store::databaseIn(copy));
    for (const auto& entry : fs::directory_iterator(store::databaseIn(dir_))) {
      const fs::path to = store::databaseIn(copy) / entry.path().filename();
      // Of .sst files it changes only the names.
      if (entry.path().extension() == ".sst") {
        std::error_code cannot;
        fs::create_hard_link(entry.path(), to, cannot);
        if (!cannot) continue;
      }
      fs::copy_file(entry.path(), to);
    }
    store::check(rocksdb::RepairDB(store::databaseIn(copy).string(), store::rocksOptions(store::RocksAccess::kWrite)),
                 "reading the files of " + store::databaseIn(dir_).string() + " one by one");
    return openRocksEngine(copy, store::RocksAccess::kInspect);
  }

  void copyDocuments(const store::KeyValueView& view, store::CopiedStore& repaired) {
    using store::Tag;
    // What is derived names documents of which neither record nor text can be found any more.
    constexpr std::array kTags = {Tag::kDocument, Tag::kText, Tag::kResolved};
    const std::size_t total = countedDocuments(view);
    surveyDocuments(
        view, store::Version::kNow, kTags,
        [&](store::SurveyedDocument document) {
          if (!document.read) {
            report_.lost.push_back(std::move(document.damage));
            return;
          }
          repaired.add(std::move(*document.read));
          progress_(++report_.documents, total);
        },
        [&](const std::string& what) {
          report_.lost.push_back(what + ": documents may be missing that no name is left of");
        });
  }

  void copyDecisions(const store::KeyValueView& view, store::CopiedStore& repaired) {
    store::surveyDecisions(
        view,
        [&](const Decision& decision, bool) {
          repaired.decide(decision);
          ++report_.decisions;
        },
        [&](const std::string& what) { report_.lost.push_back(what); });
  }

  void putInPlace() {
    const fs::path made = dir_ / kWorkFolder / "store";
    fs::remove(dir_ / store::kStateFile);  // It is about the old database.
    fs::rename(store::databaseIn(dir_), dir_ / kSetAside);
    fs::rename(store::databaseIn(made), store::databaseIn(dir_));
    fs::rename(made / store::kStateFile, dir_ / store::kStateFile);
    store::writeFormatFile(dir_, store::formatOf(made));  // Syncs the directory.
    if (report_.lost.empty()) fs::remove_all(dir_ / kSetAside);
  }

  const fs::path& dir_;
  bool accept_loss_;
  const CareProgress& progress_;
  store::WriterLock lock_;
  RepairReport report_;
};

}  // namespace

RepairReport repairStore(const fs::path& dir, bool accept_loss, const CareProgress& progress) {
  const std::string doing = "repairing the store in " + dir.string();
  try {
    bool is_store = true;
    try {
      is_store = store::inspectDirectory(dir, true) == store::DirectoryState::kStore;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kCorruption) throw;
    }
    if (!is_store && !fs::exists(store::databaseIn(dir))) {
      throw Error(ErrorCode::kInvalidArgument, doing + ": there is no store");
    }
    return Repair(dir, accept_loss, progress).run();
  } catch (const fs::filesystem_error& error) {
    const bool full = error.code() == std::errc::no_space_on_device;
    throw Error(full ? ErrorCode::kLimit : ErrorCode::kIo, doing + ": " + error.what());
  }
}

}  // namespace parley
