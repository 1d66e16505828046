#pragma once
// Documents of a store, extracted again from their stored texts with the rules and the model of this program.
#include <atomic>
#include <cstddef>
#include <functional>
#include <string>

#include "extract/language_model.h"
#include "store/store.h"

namespace parley {

struct RereadOptions {
  bool all = false;  // Also documents that this extractor has read already.
  unsigned threads = 1;
  std::size_t batch_documents = 64;    // One sync for as many...
  std::size_t batch_bytes = 8u << 20;  // ...or for as many bytes of text, whichever comes first.
};

struct RereadResult {
  std::size_t reread = 0;   // Replaced.
  std::size_t same = 0;     // Gave what they gave before.
  std::size_t skipped = 0;  // Read by this extractor before: what makes the command resumable.
  std::size_t failed = 0;   // Kept as they were; `failure` was told why.
  bool complete = false;    // False: `stop` was set. What was read is stored.
};

// In ascending order of the documents' ids, and brings `store` up to date at the end: until then readers see the
// answers of the old versions, afterwards those of the new ones only. `working` is called after each document with how
// many are done, of how many. Throws what the store throws; what was stored before stays.
RereadResult reread(Store& store, const LanguageModel& model, const RereadOptions& options,
                    const std::function<void(const std::string& name, const std::string& why)>& failure,
                    const std::function<void(std::size_t done, std::size_t total)>& working,
                    const std::atomic<bool>& stop);

}  // namespace parley
