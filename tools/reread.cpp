#include "tools/reread.h"

#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "extract/extractor.h"
#include "graph/error.h"
#include "tools/ordered_work.h"

namespace parley {
namespace {

struct Reread {
  std::optional<ReadDocument> document;  // nullopt: skipped, or failed.
  std::string name;
  std::string failure;
};

}  // namespace

RereadResult reread(Store& store, const LanguageModel& model, const RereadOptions& options,
                    const std::function<void(const std::string&, const std::string&)>& failure,
                    const std::function<void(std::size_t, std::size_t)>& working, const std::atomic<bool>& stop) {
  store.catchUp();
  const std::unique_ptr<GraphSource> before = store.snapshot();
  std::vector<DocumentId> ids;
  before->forEachDocument([&](const DocumentId& id) {
    ids.push_back(id);
    return true;
  });
  const std::string version = extractorVersion(model);
  RereadResult result;
  std::vector<ReadDocument> batch;
  std::size_t bytes = 0, done = 0;
  const auto commit = [&] {
    for (const AddOutcome outcome : store.add(batch))
      ++(outcome == AddOutcome::kAlreadyThere ? result.same : result.reread);
    batch.clear();
    bytes = 0;
  };
  inOrder<Reread>(
      ids.size(), options.threads, 2 * std::size_t{options.threads},
      [&](std::size_t i) -> Reread {
        ReadDocument read = before->document(ids[i]).value();
        if (!options.all && read.extraction.extractor == version) return {};
        std::string name = read.document.name();
        try {
          read.extraction = extract(read.document, model);
        } catch (const Error& error) {
          return {std::nullopt, std::move(name), error.what()};
        } catch (const std::logic_error& bug) {
          return {std::nullopt, std::move(name), std::string("a bug in Parley: ") + bug.what()};
        }
        return {std::move(read), std::move(name), {}};
      },
      [&](Reread read) {
        if (read.document) {
          bytes += read.document->document.text.size();
          batch.push_back(std::move(*read.document));
        } else if (read.failure.empty()) {
          ++result.skipped;
        } else {
          ++result.failed;
          failure(read.name, read.failure);
        }
        if (batch.size() >= options.batch_documents || bytes >= options.batch_bytes) commit();
        working(++done, ids.size());
        return !stop.load();
      });
  commit();
  store.catchUp();
  result.complete = done == ids.size();
  return result;
}

}  // namespace parley
