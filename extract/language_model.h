#pragma once
// A trained model of a language: weights and vocabularies in one file (docs/MODEL_FORMAT.md), mapped into memory.
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

namespace internal {
class Network;
class SentenceSplitter;
class Lemmas;
}  // namespace internal

// Constant once open: any number of threads may use it at once.
class LanguageModel {
 public:
  // Throws Error: kIo if there is no such file or it cannot be read, kCorruption if it is damaged (its checksum is
  // verified), kNotSupported if a newer Parley made it, kInvalidArgument if it is something else; each says which file,
  // and what to do. The file stays mapped: replace it by another, never write into it.
  [[nodiscard]] static LanguageModel open(const std::filesystem::path& file);
  // The bytes of a file; they are copied. `name` is for messages.
  [[nodiscard]] static LanguageModel fromBytes(std::string_view bytes, std::string name);
  // The model that came with the program: $PARLEY_MODEL, else english.model beside the program as installed or built.
  [[nodiscard]] static LanguageModel openDefault();

  LanguageModel(LanguageModel&&) noexcept;
  LanguageModel& operator=(LanguageModel&&) noexcept;
  ~LanguageModel();

  // "english@1": stored with everything that is made with it.
  [[nodiscard]] std::string_view version() const;
  // What the numbers of a TokenAnalysis (parse.h) stand for.
  [[nodiscard]] const std::vector<std::string>& xposTags() const;
  [[nodiscard]] const std::vector<std::string>& featureSets() const;
  [[nodiscard]] const std::vector<std::string>& relations() const;

  // For the stages of this folder.
  [[nodiscard]] const internal::Network& network() const;
  [[nodiscard]] const internal::SentenceSplitter& splitter() const;
  [[nodiscard]] const internal::Lemmas& lemmas() const;

 private:
  struct Impl;
  explicit LanguageModel(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace parley
