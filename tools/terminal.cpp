#include "tools/terminal.h"

#include <cstdlib>
#include <optional>

namespace parley {
namespace {

struct Decoded {
  char32_t code = 0;
  std::size_t length = 1;  // Bytes taken; 1 for a byte that starts no valid character.
  bool valid = false;
};

// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
Decoded decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) return {first, 1, true};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + length > text.size()) return {};
  char32_t code = first & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return {};
    code = (code << 6) | (byte(at + i) & 0x3Fu);
  }
  const char32_t smallest = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80;
  if (code < smallest || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
  return {code, length, true};
}

bool isControl(char32_t code) { return code < 0x20 || (code >= 0x7F && code <= 0x9F); }

// Characters that take no space and change how others are shown, or where.
bool isHidden(char32_t code) {
  return code == 0xAD || code == 0x61C || (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF || (code >= 0xFFF9 && code <= 0xFFFB) ||
         (code >= 0xE0000 && code <= 0xE007F);
}

std::string hex(std::uint32_t value, int digits) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string result;
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) result += kDigits[(value >> shift) & 0xF];
  return result;
}

// Copies `text`; what is neither plain nor kept is replaced by what `replace(code, valid)` gives.
template <class Replace>
std::string rewrite(std::string_view text, const Replace& replace) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Decoded character = decode(text, at);
    const char32_t code = character.valid ? character.code : static_cast<unsigned char>(text[at]);
    const std::optional<std::string> other = replace(code, character.valid);
    if (other)
      result += *other;
    else
      result += text.substr(at, character.length);
    at += character.length;
  }
  return result;
}

std::optional<std::string> escaped(char32_t code, bool valid) {
  if (!valid || isControl(code)) return "\\x" + hex(code, 2);
  if (isHidden(code)) return "\\u{" + hex(code, code > 0xFFFF ? 5 : code > 0xFFF ? 4 : code > 0xFF ? 3 : 2) + "}";
  return std::nullopt;
}

}  // namespace

std::string visible(std::string_view text) {
  return rewrite(text, [](char32_t code, bool valid) -> std::optional<std::string> {
    if (code == '\n' || code == '\t') return std::nullopt;
    return escaped(code, valid);
  });
}

std::string visibleLine(std::string_view text) {
  std::string joined;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space)
      joined += c;
    else if (!joined.empty() && joined.back() != ' ')
      joined += ' ';
  }
  if (!joined.empty() && joined.back() == ' ') joined.pop_back();
  return visible(joined);
}

std::string visibleJson(std::string_view json) {
  return rewrite(json, [](char32_t code, bool valid) -> std::optional<std::string> {
    if (!valid) return "\\ufffd";
    if (code < 0x20 || !(isControl(code) || isHidden(code)))
      return std::nullopt;  // Below 0x20: white space between values.
    if (code < 0x10000) return "\\u" + hex(code, 4);
    const std::uint32_t offset = code - 0x10000;
    return "\\u" + hex(0xD800 + (offset >> 10), 4) + "\\u" + hex(0xDC00 + (offset & 0x3FF), 4);
  });
}

std::size_t columnsOf(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded character = decode(text, at);
    at += character.length;
    const char32_t code = character.code;
    if (code >= 0x300 && code <= 0x36F) continue;
    const bool wide = (code >= 0x1100 && code <= 0x115F) || (code >= 0x2E80 && code <= 0xA4CF) ||
                      (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0xF900 && code <= 0xFAFF) ||
                      (code >= 0xFE30 && code <= 0xFE6F) || (code >= 0xFF00 && code <= 0xFF60) ||
                      (code >= 0x1F300 && code <= 0x1FAFF) || (code >= 0x20000 && code <= 0x3FFFD);
    columns += wide ? 2 : 1;
  }
  return columns;
}

std::string validUtf8(std::string_view text) {
  return rewrite(text, [](char32_t, bool valid) {
    return valid ? std::optional<std::string>() : std::optional<std::string>("\xEF\xBF\xBD");
  });
}

std::string shellQuoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'')
      result += "'\\''";
    else
      result += c;
  }
  return result + "'";
}

std::string Console::styled(std::string_view sgr, std::string_view text) const {
  if (!colour || text.empty()) return std::string(text);
  return "\x1b[" + std::string(sgr) + "m" + std::string(text) + "\x1b[0m";
}

std::string Console::link(std::string_view url, std::string_view text) const {
  if (!out_is_terminal || !colour || url.empty()) return std::string(text);
  // Printable ASCII only, as OSC 8 asks; anything else could end the sequence early.
  std::string safe;
  for (const char c : url) {
    if (c > 0x20 && c < 0x7F)
      safe += c;
    else
      safe += "%" + hex(static_cast<unsigned char>(c), 2);
  }
  return "\x1b]8;;" + safe + "\x1b\\" + std::string(text) + "\x1b]8;;\x1b\\";
}

bool wantsColour(Colour asked, bool out_is_terminal) {
  if (asked != Colour::kAuto) return asked == Colour::kAlways;
  const auto set = [](const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
  };
  if (set("NO_COLOR")) return false;
  if (set("CLICOLOR_FORCE") && std::string_view(std::getenv("CLICOLOR_FORCE")) != "0") return true;
  const char* terminal = std::getenv("TERM");
  return out_is_terminal && terminal != nullptr && std::string_view(terminal) != "dumb";
}

}  // namespace parley
