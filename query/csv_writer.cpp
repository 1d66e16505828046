#include "query/internal/csv_writer.h"

#include <ostream>

#include "query/internal/xml_writer.h"

namespace parley::query {
namespace {

bool beginsFormula(std::string_view text) {
  for (const std::string_view sign : {"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"}) {
    if (text.starts_with(sign)) return true;
  }
  return false;
}

std::string quoted(const std::string& cell) {
  const bool plain =
      cell.find_first_of(",;\"'\r\n\t") == std::string::npos && !cell.starts_with(' ') && !cell.ends_with(' ');
  if (plain) return cell;
  std::string text = "\"";
  for (const char character : cell) {
    if (character == '"') text += '"';
    text += character;
  }
  return text + '"';
}

}  // namespace

std::string guardedCell(std::string_view cell) {
  std::string guarded;
  bool at_begin = true;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (at_begin && beginsFormula(cell.substr(i))) guarded += '\'';
    guarded += cell[i];
    // Spaces and quotes do not count: some programs drop them.
    at_begin = cell[i] == ';' || (at_begin && (cell[i] == ' ' || cell[i] == '"'));
  }
  return guarded;
}

void CsvWriter::row(const std::vector<std::string>& cells) {
  std::string_view separator;
  for (const std::string& cell : cells) {
    const std::string safe = xmlSafe(cell);
    out_ << separator << quoted(reader_ == CsvReader::kSpreadsheet ? guardedCell(safe) : safe);
    separator = ",";
  }
  out_ << "\r\n";
}

}  // namespace parley::query
