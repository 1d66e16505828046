#pragma once
// Rows of RFC 4180: cells between commas, quoted where it is needed, CRLF at the end.
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace parley::query {

enum class CsvReader { kSpreadsheet, kProgram };

class CsvWriter {
 public:
  // `out` outlives this object. For a spreadsheet each cell is guarded, see guardedCell().
  CsvWriter(std::ostream& out, CsvReader reader) : out_(out), reader_(reader) {}
  // Cells are made safe as xmlSafe() does, so that a row is one line and a graph file and its table say the same. What
  // is not known is an empty cell.
  void row(const std::vector<std::string>& cells);

 private:
  std::ostream& out_;
  CsvReader reader_;
};

// `cell` with an apostrophe where a spreadsheet would begin to read a formula: before = + - @ (also full-width ones) at
// the begin, and after a semicolon, which separates cells in much of Europe.
[[nodiscard]] std::string guardedCell(std::string_view cell);

}  // namespace parley::query
