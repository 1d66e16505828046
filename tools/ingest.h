#pragma once
// Documents into a store: read and extracted on several threads, stored in batches, in the order of the inputs.
#include <atomic>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/extractor.h"
#include "extract/language_model.h"
#include "store/store.h"
#include "tools/input.h"

namespace parley {

enum class InputOutcome { kAdded, kSeenAgain, kAlreadyThere, kRefused };

// What became of one input. When a reporter is given it, it is so: the document is on the disk.
struct InputResult {
  Input input;
  InputOutcome outcome = InputOutcome::kRefused;
  std::string reason;          // kRefused only.
  DocumentId document;         // Else.
  std::uint32_t meetings = 0;  // That this document reports.
};

struct IngestOptions {
  GivenSighting given;
  unsigned threads = 1;
  std::size_t batch_documents = 64;    // One sync for as many...
  std::size_t batch_bytes = 8u << 20;  // ...or for as many bytes of text, whichever comes first.
};

// Adds `inputs` to `store` and brings it up to date. `report` is called for each input, in order; `working` after each
// input that was read, with how many have been. Once `stop` is set, what has been read is stored and the rest is left:
// then false. Throws what the store throws; what was reported before stays stored.
bool ingest(Store& store, std::span<const Input> inputs, const LanguageModel& model, const IngestOptions& options,
            const std::function<void(const InputResult&)>& report, const std::function<void(std::size_t)>& working,
            const std::atomic<bool>& stop);

// A document, or the reason why there is none.
struct ReadResult {
  std::optional<ReadDocument> document;
  std::string reason;
  std::vector<SentenceTriples> open_triples = {};  // Only if they were asked for.
};
enum class OpenTriples { kNo, kYes };
[[nodiscard]] ReadResult readAndExtract(const Input& input, const GivenSighting& given, const LanguageModel& model,
                                        OpenTriples open = OpenTriples::kNo);
// The same for bytes that are at hand.
[[nodiscard]] ReadResult readAndExtract(std::string_view bytes, const std::string& name, const GivenSighting& given,
                                        const LanguageModel& model, OpenTriples open = OpenTriples::kNo);

}  // namespace parley
