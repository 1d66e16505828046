#include "extract/internal/word_features.h"

#include <unicode/unorm2.h>

#include <algorithm>
#include <bit>
#include <utility>

#include "extract/internal/characters.h"

namespace parley::internal {
namespace {

constexpr std::size_t kFormLimit = 24;
constexpr std::size_t kShapeLimit = 12;
constexpr std::size_t kPrefix = 3;
constexpr std::array<std::size_t, 3> kSuffixes = {2, 3, 4};

// 64-bit FNV-1a.
class Hash {
 public:
  explicit Hash(char kind) { add(std::string_view(&kind, 1)); }
  void add(std::string_view bytes) {
    for (const char c : bytes) value_ = (value_ ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  }
  [[nodiscard]] std::uint64_t key() const { return value_ == 0 ? 1 : value_; }

 private:
  std::uint64_t value_ = 0xCBF29CE484222325;
};

struct Encoded {
  std::array<char, 4> bytes{};
  std::size_t size = 0;
  [[nodiscard]] std::string_view view() const { return {bytes.data(), size}; }
};

Encoded encode(UChar32 code) {
  Encoded out;
  U8_APPEND_UNSAFE(out.bytes.data(), out.size, code);
  return out;
}

// A Latin letter without its marks; other characters are themselves. `lower` is in lower case.
UChar32 plainLetter(UChar32 lower) {
  if (lower < 0x80) return lower;
  UErrorCode status = U_ZERO_ERROR;
  std::array<UChar, 8> parts{};
  const std::int32_t count = unorm2_getDecomposition(unorm2_getNFDInstance(&status), lower, parts.data(),
                                                     static_cast<std::int32_t>(parts.size()), &status);
  UChar32 base = U_SUCCESS(status) && count > 0 ? parts[0] : lower;
  // Letters that Unicode does not take apart.
  static constexpr std::array<std::pair<UChar32, char>, 7> kLetters = {
      {{0xF8, 'o'}, {0x142, 'l'}, {0x111, 'd'}, {0x131, 'i'}, {0x127, 'h'}, {0x167, 't'}, {0xF0, 'd'}}};
  for (const auto& [letter, plain] : kLetters) {
    if (base == letter) base = plain;
  }
  return base >= 'a' && base <= 'z' ? base : lower;
}

bool combiningMark(UChar32 code) { return code >= 0x300 && code <= 0x36F; }

UChar32 shapeOf(UChar32 code) {
  switch (u_charType(code)) {
    case U_UPPERCASE_LETTER:
    case U_TITLECASE_LETTER:
      return 'X';
    case U_LOWERCASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
      return 'x';
    case U_DECIMAL_DIGIT_NUMBER:
      return 'd';
    default:
      return code;
  }
}

}  // namespace

UChar32 plainMark(UChar32 code) {
  switch (code) {
    case 0x2018:
    case 0x2019:
      return '\'';
    case 0x201C:
    case 0x201D:
      return '"';
    case 0x2013:
    case 0x2014:
      return '-';
    default:
      return code;
  }
}

std::uint64_t hashKey(char kind, std::string_view text) {
  Hash hash(kind);
  hash.add(text);
  return hash.key();
}

WordKeys keysOf(std::string_view word) {
  std::array<Encoded, kFormLimit> form;
  std::size_t length = 0;
  Hash vector('v'), lists('l'), shape('x');
  std::size_t shape_length = 0;
  UChar32 last = -1, before_last = -1;
  for (std::size_t at = 0; at < word.size();) {
    const extract::Character c = extract::characterAt(word, at);
    at = c.end;
    const UChar32 written = plainMark(c.code);
    if (!combiningMark(c.code)) {
      const UChar32 lower = plainLetter(plainMark(u_tolower(c.code)));
      const Encoded encoded = encode(lower);
      vector.add(encoded.view());
      lists.add(encoded.view());
      if (length < kFormLimit) form[length++] = lower >= '0' && lower <= '9' ? encode('0') : encoded;
    }
    const UChar32 kind = shapeOf(written);
    if (shape_length < kShapeLimit && !(kind == last && kind == before_last)) {
      shape.add(encode(kind).view());
      ++shape_length;
      before_last = last;
      last = kind;
    }
  }
  WordKeys keys;
  const auto addPart = [&](char kind, std::size_t first, std::size_t end) {
    Hash hash(kind);
    for (std::size_t i = first; i < end; ++i) hash.add(form[i].view());
    keys.rows[keys.row_count++] = hash.key();
  };
  addPart('w', 0, length);
  if (length > kPrefix) addPart('p', 0, kPrefix);
  for (const std::size_t suffix : kSuffixes) {
    if (length > suffix) addPart(static_cast<char>('0' + suffix), length - suffix, length);
  }
  keys.rows[keys.row_count++] = shape.key();
  keys.vector = vector.key();
  keys.lists = lists.key();
  return keys;
}

Index::Index(const ModelFile& file, std::string_view name)
    : keys_(file.longNumbers(std::string(name) + ".keys", ModelFile::kAny, 1).values),
      values_(file.numbers(std::string(name) + ".values", keys_.size(), 1).values),
      mask_(keys_.size() - 1) {
  if (!std::has_single_bit(keys_.size()) || std::find(keys_.begin(), keys_.end(), 0) == keys_.end()) {
    file.damaged("the section " + std::string(name) + ".keys is no hash table");
  }
}

}  // namespace parley::internal
