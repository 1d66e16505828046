#pragma once
// What the network sees of a word: keys of the index of a model file (docs/MODEL_FORMAT.md, Index).
#include <unicode/umachine.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "extract/internal/model_file.h"

namespace parley::internal {

// ASCII for curly quotes and dashes; other characters are themselves.
[[nodiscard]] UChar32 plainMark(UChar32 code);

// Key of a text of one kind; never 0.
[[nodiscard]] std::uint64_t hashKey(char kind, std::string_view text);

struct WordKeys {
  std::array<std::uint64_t, 6> rows{};  // Of the kinds w p 2 3 4 x, in this order; those that the word has.
  std::size_t row_count = 0;
  std::uint64_t vector = 0;
  std::uint64_t lists = 0;
};
// Linear in the length of the word; allocates nothing.
[[nodiscard]] WordKeys keysOf(std::string_view word);

class Index {
 public:
  // Sections NAME.keys and NAME.values. Throws Error(kCorruption) if they are no hash table.
  explicit Index(const ModelFile& file, std::string_view name = "index");
  [[nodiscard]] std::optional<std::uint32_t> find(std::uint64_t key) const {
    for (std::size_t slot = key & mask_; keys_[slot] != 0; slot = (slot + 1) & mask_) {
      if (keys_[slot] == key) return values_[slot];
    }
    return std::nullopt;
  }
  // Lookups of many keys wait for memory once if all are announced first.
  void prefetch(std::uint64_t key) const {
    __builtin_prefetch(&keys_[key & mask_]);
    __builtin_prefetch(&values_[key & mask_]);
  }

 private:
  std::span<const std::uint64_t> keys_;  // At least one is 0.
  std::span<const std::uint32_t> values_;
  std::size_t mask_ = 0;
};

}  // namespace parley::internal
