#pragma once
// Reading valid UTF-8, and the classes of characters that the front of extraction agrees on.
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace parley::extract {

struct Character {
  UChar32 code = 0;       // 0 at the end of the text.
  std::uint32_t end = 0;  // First byte after it.
};

inline Character characterAt(std::string_view text, std::size_t begin) {
  if (begin >= text.size()) return {0, static_cast<std::uint32_t>(text.size())};
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  auto index = static_cast<std::int32_t>(begin);
  UChar32 code = 0;
  U8_NEXT(bytes, index, static_cast<std::int32_t>(text.size()), code);
  return {code < 0 ? 0xFFFD : code, static_cast<std::uint32_t>(index)};
}

// White space, and what is as invisible: controls, zero-width space, byte order mark.
inline bool isSpace(UChar32 code) {
  return u_isUWhiteSpace(code) || u_charType(code) == U_CONTROL_CHAR || code == 0x200B || code == 0x2060 ||
         code == 0xFEFF;
}

inline bool isLineBreak(UChar32 code) {
  return (code >= '\n' && code <= '\r') || code == 0x85 || code == 0x2028 || code == 0x2029;
}

inline bool isUpper(UChar32 code) { return u_isupper(code) || u_istitle(code); }
inline bool startsUpper(std::string_view word) { return isUpper(characterAt(word, 0).code); }
inline bool startsLower(std::string_view word) { return u_islower(characterAt(word, 0).code); }

// ASCII letters only: the words of our tables are English.
inline std::string lowerCase(std::string_view word) {
  std::string out(word);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

template <std::size_t n>
bool contains(const std::array<std::string_view, n>& words, std::string_view word) {
  for (const std::string_view candidate : words) {
    if (candidate == word) return true;
  }
  return false;
}

}  // namespace parley::extract
