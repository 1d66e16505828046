#pragma once
// Documents, reports and what is derived from them, in one directory. docs/STORE_FORMAT.md draws the bytes.
// Start reading at Store::add() and snapshot().
//
// Threads and processes: any number of processes read while one writes. Within a process, const members may run
// concurrently and beside one writing call; two writing calls may not.
// Invariant: a document is in whole, with all its reports, or not at all; what is derived (entities, meetings, triples,
// names, time) covers exactly the documents and decisions that were in when catchUp() last returned, and is a function
// of these sets.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "graph/decision.h"
#include "graph/report.h"
#include "graph/source.h"

namespace parley {

enum class StoreAccess { kRead, kWrite };

struct StoreOptions {
  StoreAccess access = StoreAccess::kRead;
  bool create = false;  // Off, so that a mistyped path is an error and not a new empty store. Needs kWrite.
  // A write is refused when less than this is free on the disk: RocksDB needs room to finish what it began.
  std::uint64_t min_free_bytes = 512u << 20;
  // catchUp() takes so many documents at a time, each time one batch: it bounds the memory that a bulk load needs.
  std::size_t documents_per_batch = 1000;
};

enum class AddOutcome {
  kAdded,
  kAlreadyThere,  // The same bytes and nothing new about them.
  kSeenAgain,     // The same bytes with a new name, date, outlet or address, or read by another extractor.
};

class Store {
 public:
  // Throws Error: kInvalidArgument (no store there, or a directory that holds something else), kNotSupported (written
  // by a newer release), kBusy (another process writes), kCorruption, kDenied, kLimit (disk full), kIo.
  [[nodiscard]] static std::unique_ptr<Store> open(const std::filesystem::path& dir, const StoreOptions& options);
  Store(const Store&) = delete;
  ~Store();

  // --- Writing: needs kWrite. All throw Error(kLimit) if the disk is nearly full; then nothing is changed ---

  // What the store holds of this document, its sightings included; nullopt if it is not in.
  [[nodiscard]] std::optional<Document> find(const DocumentId& id) const;
  // Adds all of `documents` or none, in one synced batch: when add() returns they survive kill -9 and power loss.
  // A document that is in already must come with all sightings merged (mergeSightings over find()) and its extraction
  // made anew from them; it is replaced. Outcomes in the order given.
  std::vector<AddOutcome> add(std::span<const ReadDocument> documents);
  // Takes a document out with everything that only it stated. False if it is not in.
  bool retract(const DocumentId& id);
  // Adds decisions, all or none, in one synced batch as add() does. None is ever taken out: a later one undoes it.
  // Gives how many are new. Throws Error(kInvalidArgument) for what checkedDecision() refuses.
  std::size_t decide(std::span<const Decision> decisions);
  // Brings what is derived up to date with documents and decisions: recomputes the blocks that were touched since, in
  // batches that are atomic together with the mark of what they cover, so that a crash anywhere is caught up at the
  // next call. add(), retract() and decide() leave this to the caller, who may call it once for many documents.
  void catchUp();

  // --- Reading ---

  // A view of one moment: all documents as catchUp() last left them, and what is derived from just these. Documents
  // that add() acknowledged since appear, and retracted ones go, with the next catchUp(), whoever calls it; so a reader
  // is never refused and never sees the two disagree. Of a store opened for reading, the newest moment at this call.
  // May outlive the Store.
  [[nodiscard]] std::unique_ptr<GraphSource> snapshot() const;
  // All decisions, also those that no catchUp() has covered yet.
  [[nodiscard]] Decisions decisions() const;
  // How many documents were added, changed or retracted, and decisions made, that no catchUp() has covered yet.
  [[nodiscard]] std::size_t waiting() const;

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace parley
