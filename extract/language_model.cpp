#include "extract/language_model.h"

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "extract/internal/lemmas.h"
#include "extract/internal/model_file.h"
#include "extract/internal/network.h"
#include "extract/internal/sentence_splitter.h"
#include "graph/error.h"

namespace parley {
namespace {

constexpr const char* kModelName = "english.model";

std::vector<std::string> entriesOf(const internal::ModelFile& file, std::string_view section) {
  const std::vector<std::string_view> lines = file.lines(section);
  return {lines.begin(), lines.end()};
}

std::string versionOf(const internal::ModelFile& file) {
  const auto meta = nlohmann::json::parse(file.text("meta"), nullptr, false);
  if (!meta.is_object() || !meta.contains("name") || !meta["name"].is_string() || !meta.contains("version") ||
      !meta["version"].is_string()) {
    file.damaged("meta has no name and version");
  }
  return meta["name"].get<std::string>() + "@" + meta["version"].get<std::string>();
}

}  // namespace

struct LanguageModel::Impl {
  explicit Impl(internal::ModelFile opened)
      : file(std::move(opened)),
        version(versionOf(file)),
        xpos_tags(entriesOf(file, "xpos")),
        feature_sets(entriesOf(file, "features")),
        relations(entriesOf(file, "relations")),
        network(file),
        splitter(file),
        lemmas(file) {}

  internal::ModelFile file;  // First: the others look into it.
  std::string version;
  std::vector<std::string> xpos_tags;
  std::vector<std::string> feature_sets;
  std::vector<std::string> relations;
  internal::Network network;
  internal::SentenceSplitter splitter;
  internal::Lemmas lemmas;
};

LanguageModel::LanguageModel(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LanguageModel::LanguageModel(LanguageModel&&) noexcept = default;
LanguageModel& LanguageModel::operator=(LanguageModel&&) noexcept = default;
LanguageModel::~LanguageModel() = default;

LanguageModel LanguageModel::open(const std::filesystem::path& file) {
  return LanguageModel(std::make_unique<Impl>(internal::ModelFile::open(file)));
}

LanguageModel LanguageModel::fromBytes(std::string_view bytes, std::string name) {
  return LanguageModel(std::make_unique<Impl>(internal::ModelFile::fromBytes(bytes, std::move(name))));
}

LanguageModel LanguageModel::openDefault() {
  if (const char* given = std::getenv("PARLEY_MODEL"); given != nullptr && *given != '\0') return open(given);
  std::error_code ignored;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
  const auto installed = program.parent_path().parent_path() / "share" / "parley" / kModelName;
  if (std::filesystem::exists(installed, ignored)) return open(installed);
  const std::filesystem::path built = std::filesystem::path(PARLEY_BUILD_MODELS) / kModelName;
  if (std::filesystem::exists(built, ignored)) return open(built);
  throw Error(ErrorCode::kIo, "opening the language model: there is no " + installed.string() +
                                  "; install Parley again, or set PARLEY_MODEL to a model file");
}

std::string_view LanguageModel::version() const { return impl_->version; }
const std::vector<std::string>& LanguageModel::xposTags() const { return impl_->xpos_tags; }
const std::vector<std::string>& LanguageModel::featureSets() const { return impl_->feature_sets; }
const std::vector<std::string>& LanguageModel::relations() const { return impl_->relations; }
const internal::Network& LanguageModel::network() const { return impl_->network; }
const internal::SentenceSplitter& LanguageModel::splitter() const { return impl_->splitter; }
const internal::Lemmas& LanguageModel::lemmas() const { return impl_->lemmas; }

}  // namespace parley
