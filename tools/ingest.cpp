#include "tools/ingest.h"

#include <map>
#include <set>
#include <stdexcept>
#include <utility>
#include <variant>

#include "extract/extractor.h"
#include "extract/reader.h"
#include "graph/error.h"
#include "tools/ordered_work.h"

namespace parley {
namespace {

std::uint32_t meetingsOf(const Extraction& extraction) {
  std::set<std::uint32_t> meetings;
  for (const Report& report : extraction.reports) {
    if (const auto* statement = std::get_if<MeetingStatement>(&report.statement)) {
      meetings.insert(statement->local_meeting);
    }
  }
  return static_cast<std::uint32_t>(meetings.size());
}

// Documents that wait for their common sync. Each document occurs once in it, with the sightings of all its inputs.
class Batch {
 public:
  Batch(Store& store, const LanguageModel& model, const std::function<void(const InputResult&)>& report)
      : store_(store), model_(model), report_(report) {}

  void refuse(Input input, std::string reason) {
    results_.push_back({std::move(input), InputOutcome::kRefused, std::move(reason), {}, 0});
  }

  void add(Input input, ReadDocument read) {
    const DocumentId id = read.document.id;
    InputResult result{std::move(input), InputOutcome::kAdded, {}, id, meetingsOf(read.extraction)};
    if (const auto waiting = places_.find(id); waiting != places_.end()) {
      ReadDocument& known = documents_[waiting->second];
      result.outcome = InputOutcome::kAlreadyThere;
      if (mergeSightings(known.document, read.document)) {
        known.extraction = extract(known.document, model_);
        result.outcome = InputOutcome::kSeenAgain;
      }
    } else if (std::optional<Document> stored = store_.find(id)) {
      result.outcome = InputOutcome::kAlreadyThere;
      if (mergeSightings(*stored, read.document)) {
        Extraction extraction = extract(*stored, model_);
        enter({std::move(*stored), std::move(extraction)});
        result.outcome = InputOutcome::kSeenAgain;
      }
    } else {
      enter(std::move(read));
    }
    results_.push_back(std::move(result));
  }

  [[nodiscard]] std::size_t size() const { return results_.size(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

  void commit() {
    if (!documents_.empty()) store_.add(documents_);
    for (const InputResult& result : results_) report_(result);
    documents_.clear();
    places_.clear();
    results_.clear();
    bytes_ = 0;
  }

 private:
  void enter(ReadDocument read) {
    bytes_ += read.document.text.size();
    places_.emplace(read.document.id, documents_.size());
    documents_.push_back(std::move(read));
  }

  Store& store_;
  const LanguageModel& model_;
  const std::function<void(const InputResult&)>& report_;
  std::vector<ReadDocument> documents_;
  std::map<DocumentId, std::size_t> places_;
  std::vector<InputResult> results_;
  std::size_t bytes_ = 0;
};

// A thread hands over why it failed: one document that cannot be read, or that trips a bug of ours, does not cost the
// others.
ReadResult guarded(const std::function<Document()>& read, const LanguageModel& model, OpenTriples open) {
  try {
    Document document = read();
    if (open == OpenTriples::kYes) {
      FullExtraction full = extractFully(document, model);
      return {ReadDocument{std::move(document), std::move(full.extraction)}, {}, std::move(full.open_triples)};
    }
    Extraction extraction = extract(document, model);
    return {ReadDocument{std::move(document), std::move(extraction)}, {}};
  } catch (const Error& error) {
    return {std::nullopt, error.what()};
  } catch (const std::logic_error& bug) {
    return {std::nullopt, std::string("a bug in Parley: ") + bug.what() + "; please report it with the document"};
  }
}

}  // namespace

ReadResult readAndExtract(const Input& input, const GivenSighting& given, const LanguageModel& model,
                          OpenTriples open) {
  return guarded([&] { return readInput(input, given); }, model, open);
}

ReadResult readAndExtract(std::string_view bytes, const std::string& name, const GivenSighting& given,
                          const LanguageModel& model, OpenTriples open) {
  return guarded([&] { return readDocument(bytes, sightingOf(name, Sighting{}, given)); }, model, open);
}

bool ingest(Store& store, std::span<const Input> inputs, const LanguageModel& model, const IngestOptions& options,
            const std::function<void(const InputResult&)>& report, const std::function<void(std::size_t)>& working,
            const std::atomic<bool>& stop) {
  Batch batch(store, model, report);
  std::size_t taken = 0;
  inOrder<ReadResult>(
      inputs.size(), options.threads, 2 * std::size_t{options.threads},
      [&](std::size_t i) { return readAndExtract(inputs[i], options.given, model); },
      [&](ReadResult read) {
        const Input& input = inputs[taken++];
        if (read.document)
          batch.add(input, std::move(*read.document));
        else
          batch.refuse(input, std::move(read.reason));
        if (batch.size() >= options.batch_documents || batch.bytes() >= options.batch_bytes) batch.commit();
        working(taken);
        return !stop.load();
      });
  batch.commit();
  store.catchUp();
  return taken == inputs.size();
}

}  // namespace parley
