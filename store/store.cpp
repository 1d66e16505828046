#include "store/store.h"

#include <sys/statvfs.h>

#include <algorithm>
#include <cerrno>
#include <mutex>
#include <set>
#include <string>
#include <system_error>
#include <utility>

#include "graph/error.h"
#include "store/internal/catch_up.h"
#include "store/internal/codec.h"
#include "store/internal/format_file.h"
#include "store/internal/keys.h"
#include "store/internal/rocks_engine.h"
#include "store/internal/rows.h"
#include "store/internal/snapshot.h"

namespace parley {

namespace fs = std::filesystem;
using store::Changes;
using store::documentKey;
using store::Rows;
using store::Tag;

namespace {

// Keeps what the derived rows cover of a document that is about to change. Once is enough: they have not moved since.
void mark(Changes& changes, const DocumentId& id) {
  if (changes.get(documentKey(Tag::kMark, id))) return;
  changes.put(documentKey(Tag::kMark, id), {});
  const auto record = changes.get(documentKey(Tag::kDocument, id));
  if (!record) return;
  changes.put(documentKey(Tag::kCoveredDocument, id), *record);
  changes.put(documentKey(Tag::kCoveredText, id), changes.get(documentKey(Tag::kText, id)).value());
}

std::vector<DocumentId> markedDocuments(const Rows& rows, std::size_t limit) {
  std::vector<DocumentId> ids;
  if (limit == 0) return ids;
  rows.forEachOfTag(Tag::kMark, {}, [&](std::string_view key, std::string_view) {
    ids.push_back(store::KeyReader(key).takeDocument());
    return ids.size() < limit;
  });
  return ids;
}

// Names and sizes: RocksDB's files only grow, and new ones get new names.
std::set<std::pair<std::string, std::uintmax_t>> filesOf(const fs::path& database) {
  std::set<std::pair<std::string, std::uintmax_t>> files;
  std::error_code why;
  for (fs::directory_iterator entry(database, why); !why && entry != fs::directory_iterator(); entry.increment(why)) {
    std::error_code gone;  // A file that goes away meanwhile has changed, too.
    files.emplace(entry->path().filename().string(), entry->file_size(gone));
  }
  if (why) throw Error(ErrorCode::kIo, "listing " + database.string() + ": " + why.message());
  return files;
}

}  // namespace

struct Store::Impl {
  fs::path dir;
  StoreOptions options;
  std::shared_ptr<store::KeyValueEngine> engine;  // Of a reader: as of `files`, guarded by the mutex.
  std::set<std::pair<std::string, std::uintmax_t>> files;
  std::mutex mutex;

  // The rows of this moment. A reader's database is as old as its opening: it is opened again when a file has changed.
  std::unique_ptr<store::KeyValueView> view() {
    if (options.access == StoreAccess::kWrite) return engine->view();
    const std::lock_guard lock(mutex);
    auto now = filesOf(store::databaseIn(dir));
    if (engine == nullptr || now != files) {
      engine = openRocksEngine(dir, store::RocksAccess::kRead);
      files = std::move(now);
    }
    return engine->view();
  }

  // One synced batch of what `change` puts into the changes that it is given.
  template <typename Change>
  void write(const Change& change) {
    PARLEY_CHECK(options.access == StoreAccess::kWrite);
    const auto before = view();
    const Rows rows(*before);
    Changes changes(rows);
    change(changes);
    const std::vector<store::Write> writes = changes.writes();
    if (writes.empty()) return;
    requireSpace();
    engine->apply(writes);
  }

  void requireSpace() const {
    struct statvfs disk {};
    if (statvfs(dir.c_str(), &disk) != 0) {
      throw Error(ErrorCode::kIo, "asking how much is free on the disk of " + dir.string() + ": " +
                                      std::generic_category().message(errno));
    }
    const std::uint64_t free_bytes = static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
    if (free_bytes >= options.min_free_bytes) return;
    throw Error(
        ErrorCode::kLimit,
        "writing to the store: only " + std::to_string(free_bytes >> 20) + " MiB are free on the disk that holds " +
            dir.string() + ", and " + std::to_string(options.min_free_bytes >> 20) +
            " MiB are kept free so that a write can be finished; nothing was changed: free some space and try again");
  }
};

std::unique_ptr<Store> Store::open(const fs::path& dir, const StoreOptions& options) {
  const bool writes = options.access == StoreAccess::kWrite;
  PARLEY_CHECK(writes || !options.create);
  auto impl = std::make_unique<Impl>();
  impl->dir = dir;
  impl->options = options;
  if (store::inspectDirectory(dir, writes) == store::DirectoryState::kStore) {
    if (writes) impl->engine = openRocksEngine(dir, store::RocksAccess::kWrite);
    static_cast<void>(impl->view());  // What is wrong with the database is said now.
  } else if (options.create) {
    store::makeDirectory(dir);
    impl->engine = openRocksEngine(dir, store::RocksAccess::kCreate);
    impl->write([](Changes& changes) { store::putDerivedVersion(changes); });
    store::writeFormatFile(dir, store::kPlainFormat);
  } else {
    throw Error(ErrorCode::kInvalidArgument, "opening the store in " + dir.string() +
                                                 ": there is no store; add documents to make one, or check the path");
  }
  return std::unique_ptr<Store>(new Store(std::move(impl)));
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;

std::optional<Document> Store::find(const DocumentId& id) const {
  const auto view = impl_->view();
  const Rows rows(*view);
  const auto record = rows.get(documentKey(Tag::kDocument, id));
  if (!record) return std::nullopt;
  Document document = store::decodeDocument(id, *record).document;
  document.text = store::decodeText(rows.need(documentKey(Tag::kText, id), "the text of document " + toHex(id)));
  return document;
}

std::vector<AddOutcome> Store::add(std::span<const ReadDocument> documents) {
  std::vector<AddOutcome> outcomes;
  impl_->write([&](Changes& changes) {
    for (const ReadDocument& read : documents) {
      const DocumentId& id = read.document.id;
      const std::vector<Sighting>& sightings = read.document.sightings;
      PARLEY_CHECK(!sightings.empty() && std::is_sorted(sightings.begin(), sightings.end()));
      checkExtraction(read.document, read.extraction);
      if (read.document.text.size() > store::kMaxTextBytes) {
        throw Error(ErrorCode::kLimit, "adding document " + read.document.name() + ": its text has " +
                                           std::to_string(read.document.text.size() >> 20) +
                                           " MiB, the most that a store takes is " +
                                           std::to_string(store::kMaxTextBytes >> 20) + " MiB; nothing was stored");
      }
      std::string record = store::encodeDocument(read);
      const auto stored = changes.get(documentKey(Tag::kDocument, id));
      if (stored) {
        const std::string text = store::decodeText(changes.get(documentKey(Tag::kText, id)).value());
        if (*stored == record && text == read.document.text) {
          outcomes.push_back(AddOutcome::kAlreadyThere);
          continue;
        }
        Document merged = read.document;
        PARLEY_CHECK(!mergeSightings(merged, store::decodeDocument(id, *stored).document));
      }
      outcomes.push_back(stored ? AddOutcome::kSeenAgain : AddOutcome::kAdded);
      mark(changes, id);
      changes.put(documentKey(Tag::kDocument, id), std::move(record));
      changes.put(documentKey(Tag::kText, id), store::encodeText(read.document.text));
    }
  });
  return outcomes;
}

bool Store::retract(const DocumentId& id) {
  bool was_in = false;
  impl_->write([&](Changes& changes) {
    was_in = changes.get(documentKey(Tag::kDocument, id)).has_value();
    if (!was_in) return;
    mark(changes, id);
    changes.erase(documentKey(Tag::kDocument, id));
    changes.erase(documentKey(Tag::kText, id));
  });
  return was_in;
}

std::size_t Store::decide(std::span<const Decision> decisions) {
  std::size_t added = 0;
  impl_->write([&](Changes& changes) {
    for (const Decision& decision : decisions) {
      std::string record = store::encodeDecision(checkedDecision(decision, "adding a decision"));
      const DocumentId id = documentIdOf(record);
      if (changes.get(store::decisionKey(Tag::kDecision, id))) continue;
      ++added;
      changes.put(store::decisionKey(Tag::kDecision, id), std::move(record));
      changes.put(store::decisionKey(Tag::kDecisionMark, id), {});
    }
    if (added == 0 || store::formatOf(impl_->dir) == store::kFormatVersion) return;
    // Before the batch: a release that knows no decisions must not derive without them.
    impl_->requireSpace();
    store::writeFormatFile(impl_->dir, store::kFormatVersion);
  });
  return added;
}

void Store::catchUp() {
  PARLEY_CHECK(impl_->options.documents_per_batch > 0);
  impl_->write([&](Changes& changes) {
    if (!store::derivedByThisVersion(changes.before())) store::forgetDerived(changes);
  });
  bool done = false;
  while (!done) {
    impl_->write([&](Changes& changes) {
      const std::vector<DocumentId> marked = markedDocuments(changes.before(), impl_->options.documents_per_batch);
      done = marked.empty();
      if (!done) coverDocuments(changes, marked, Decisions(decisionsIn(changes.before(), store::Which::kCovered)));
    });
  }
  impl_->write([](Changes& changes) { store::coverDecisions(changes); });
}

std::unique_ptr<GraphSource> Store::snapshot() const { return store::makeSnapshot(impl_->view()); }

std::size_t Store::waiting() const {
  const auto view = impl_->view();
  const Rows rows(*view);
  return markedDocuments(rows, SIZE_MAX).size() + rows.keys(store::decisionPrefix(Tag::kDecisionMark)).size();
}

Decisions Store::decisions() const {
  const auto view = impl_->view();
  return Decisions(decisionsIn(Rows(*view), store::Which::kAll));
}

}  // namespace parley
