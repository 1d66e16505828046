#include <algorithm>
#include <ostream>

#include "graph/error.h"
#include "query/answers.h"
#include "query/internal/exports.h"

namespace parley {
namespace {

struct FormatWord {
  std::string_view word;
  ExportFormat format;
  std::string_view ending = {};  // Of files that can have nothing else in them.
};
constexpr FormatWord kWords[] = {
    {"people.graphml", ExportFormat::kPeopleGraphml},
    {"meetings.graphml", ExportFormat::kMeetingsGraphml},
    {"timeline.gexf", ExportFormat::kTimelineGexf},
    {"meetings.jsonl", ExportFormat::kMeetingsJsonl},
    {"dot", ExportFormat::kDot, ".dot"},
    {"csv", ExportFormat::kCsv},
    {"neo4j", ExportFormat::kNeo4j},
    {"nquads", ExportFormat::kNquads, ".nq"},
    {"jsonld", ExportFormat::kJsonld, ".jsonld"},
};

}  // namespace

std::vector<std::string_view> exportWords() {
  std::vector<std::string_view> words;
  for (const FormatWord& each : kWords) words.push_back(each.word);
  return words;
}

std::optional<ExportFormat> exportFormatOf(std::string_view file_name) {
  const std::string_view name = file_name.substr(file_name.rfind('/') + 1);  // npos + 1 is 0.
  for (const FormatWord& each : kWords) {
    if (name == each.word || (!each.ending.empty() && name.ends_with(each.ending))) return each.format;
  }
  return std::nullopt;
}

std::vector<std::string_view> filesOf(ExportFormat format) {
  if (format == ExportFormat::kCsv) return {"nodes.csv", "edges.csv"};
  if (format == ExportFormat::kNeo4j) return {"nodes.csv", "relationships.csv", "import.sh"};
  return {};
}

namespace query {

void finishOutput(std::ostream& out) {
  out.flush();
  if (!out) throw Error(ErrorCode::kIo, "writing the export: the output failed; is the disk full or the reader gone?");
}

std::string webAddress(std::string_view url) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  if (!url.starts_with("https://") && !url.starts_with("http://")) return {};
  std::string address;
  for (const char character : url) {
    const auto byte = static_cast<unsigned char>(character);
    const bool kept =
        byte > 0x20 && byte < 0x7F && std::string_view("\"'<>\\^`{|}()").find(character) == std::string_view::npos;
    if (kept) {
      address += character;
    } else {
      address += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    }
  }
  return address;
}

}  // namespace query
}  // namespace parley
