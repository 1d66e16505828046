#include "tools/store_answers.h"

#include <memory>
#include <utility>

#include "query/local_answers.h"
#include "store/store.h"

namespace parley {
namespace {

struct Now {
  std::unique_ptr<Store> store;
  std::unique_ptr<GraphSource> source;
  LocalAnswers answers;

  explicit Now(const std::filesystem::path& dir)
      : store(Store::open(dir, StoreOptions{})), source(store->snapshot()), answers(*source) {}
};

}  // namespace

StoreAnswers::StoreAnswers(std::filesystem::path dir) : dir_(std::move(dir)) { Now{dir_}; }
MetAnswer StoreAnswers::met(const MetQuestion& question) { return Now(dir_).answers.met(question); }
PathAnswer StoreAnswers::path(const PathQuestion& question) { return Now(dir_).answers.path(question); }
NearAnswer StoreAnswers::near(const NearQuestion& question) { return Now(dir_).answers.near(question); }
ShowAnswer StoreAnswers::show(const std::string& what) { return Now(dir_).answers.show(what); }
StatsAnswer StoreAnswers::stats() { return Now(dir_).answers.stats(); }
void StoreAnswers::exportTo(ExportFormat format, std::ostream& out) { Now(dir_).answers.exportTo(format, out); }

}  // namespace parley
