#pragma once
// What people see: text made safe, and what the terminal can do. Every text that comes from a document, a file name or
// an error goes through visible() or visibleLine() before it is written.
#include <cstdint>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>

namespace parley {

// `text` with everything that could steer a terminal, hide or reorder text made visible: control characters (C0 but
// newline and tab, DEL, C1) as \x1b, direction marks (U+200E/F, U+202A-E, U+2066-9) and zero-width characters
// (U+200B-D, U+2060-4, U+FEFF, U+00AD, U+061C), separators U+2028/9 and tag characters as \u{202e}, bytes that are not
// UTF-8 as \xff. So the result is valid UTF-8.
[[nodiscard]] std::string visible(std::string_view text);
// The same on one line: each run of white space is one space, none at the ends.
[[nodiscard]] std::string visibleLine(std::string_view text);
// The same characters in the text of a JSON value, as JSON escapes: the value stays what it is.
[[nodiscard]] std::string visibleJson(std::string_view json);

// Columns that `text` takes: characters without the combining ones, wide ones counted twice.
[[nodiscard]] std::size_t columnsOf(std::string_view text);

// `text` with each byte that is not UTF-8 replaced by U+FFFD: what may be stored and exported.
[[nodiscard]] std::string validUtf8(std::string_view text);
// `text` between single quotes for a POSIX shell.
[[nodiscard]] std::string shellQuoted(std::string_view text);

enum class Colour { kAuto, kAlways, kNever };

// Where a command writes and what is at the other end.
struct Console {
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool colour = false;  // See wantsColour().

  [[nodiscard]] std::string bold(std::string_view text) const { return styled("1", text); }
  [[nodiscard]] std::string dim(std::string_view text) const { return styled("2", text); }
  // `sgr` is a code of ECMA-48 "select graphic rendition": "31" is red.
  [[nodiscard]] std::string styled(std::string_view sgr, std::string_view text) const;
  // A link (OSC 8) on a terminal, the bare text elsewhere. `text` has been made safe; `url` is made so here.
  [[nodiscard]] std::string link(std::string_view url, std::string_view text) const;
};

// --color wins; then NO_COLOR, CLICOLOR_FORCE, and a terminal that is not "dumb".
[[nodiscard]] bool wantsColour(Colour asked, bool out_is_terminal);

}  // namespace parley
