#pragma once
// What must be so of a store whose writer ended at any moment, however it ended.
#include <set>
#include <string>
#include <vector>

#include "graph/knowledge_graph.h"
#include "store/care.h"
#include "store/store.h"
#include "tests/store/operations.h"
#include "tests/support/dump_graph.h"
#include "tests/support/temp_dir.h"

namespace parley::test {

// A reader sees the graph of the documents that it can read. Empty if this is so.
inline std::string whatAReaderFindsWrong(const std::filesystem::path& dir) {
  const auto snapshot = Store::open(dir, {})->snapshot();
  std::vector<ReadDocument> covered;
  snapshot->forEachDocument([&](const DocumentId& id) {
    covered.push_back(snapshot->document(id).value());
    return true;
  });
  const bool same = GraphDump::of(*snapshot) == GraphDump::of(KnowledgeGraph::build(covered));
  return same ? "" : "a reader sees a graph of other documents than it can read";
}

// Every acknowledged operation is in, of the one after it all or nothing; what a reader sees agrees with itself;
// nothing is damaged; and once caught up the graph is that of the documents. Empty if all this is so. Throws Error if
// the store cannot be opened.
inline std::string whatIsWrong(const std::filesystem::path& dir, const std::vector<Operation>& operations,
                               std::size_t acknowledged, std::uint64_t seed) {
  if (acknowledged == 0 && !std::filesystem::exists(dir / "FORMAT")) return {};
  const auto graphOf = [](const std::vector<ReadDocument>& documents) {
    return GraphDump::of(KnowledgeGraph::build(documents));
  };
  // A reader comes first, whatever has not been caught up.
  if (const std::string wrong = whatAReaderFindsWrong(dir); !wrong.empty()) return wrong;
  const TempDir scratch;
  const VerifyReport report = verifyStore(dir, scratch.path(), [](std::size_t, std::size_t) {});
  if (!report.sound()) return "verify: " + report.findings.front().what;

  StoreOptions options;
  options.access = StoreAccess::kWrite;
  options.min_free_bytes = 0;
  const auto store = Store::open(dir, options);
  const RandomDocuments news(seed);
  std::set<DocumentId> in;
  for (const Operation& operation : operations) {
    const Document expected = news.document(operation.number).document;
    const auto found = store->find(expected.id);
    if (!found) continue;
    in.insert(expected.id);
    if (found->text != expected.text || found->sightings != expected.sightings) return "a document is not as added";
  }
  for (const std::size_t done : {acknowledged, acknowledged + 1}) {
    const std::vector<ReadDocument> documents = documentsAfter(operations, done, seed);
    std::set<DocumentId> expected;
    for (const ReadDocument& read : documents) expected.insert(read.document.id);
    if (in != expected) continue;
    store->catchUp();
    return GraphDump::of(*store->snapshot()) == graphOf(documents) ? "" : "the graph is not that of the documents";
  }
  return std::to_string(in.size()) + " documents are in, which is neither before nor after operation " +
         std::to_string(acknowledged + 1);
}

}  // namespace parley::test
