#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ostream>
#include <string>

#include "graph/error.h"
#include "query/internal/exports.h"
#include "query/internal/lines.h"
#include "query/internal/pairs.h"
#include "query/internal/xml_writer.h"

namespace parley::query {
namespace {

// A quoted string of the DOT language, with what begins an escape doubled.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char character : xmlSafe(text)) {
    if (character == '\\' || character == '"') result += '\\';
    result += character;
  }
  return result + '"';
}

// One that Graphviz shows or links to: there an ampersand begins an entity.
std::string shown(const std::string& text) {
  std::string result;
  for (const char character : text) result += character == '&' ? "&amp;" : std::string(1, character);
  return quoted(result);
}

std::string colour(Colour colour) {
  char text[8];
  std::snprintf(std::begin(text), std::size(text), "#%02x%02x%02x", colour.red, colour.green, colour.blue);
  return text;
}

}  // namespace

void writeDot(const GraphSource& source, MeetingFilter& filter, std::ostream& out) {
  const PairTable table = addUpPairs(source, filter);
  Lines lines(source);
  out << "graph people {\n"
         "  graph [layout=sfdp, overlap=false, splines=true, outputorder=edgesfirst, charset=\"UTF-8\"];\n"
         "  node [shape=box, style=\"rounded,filled\", color=\"#ffffff\", fontcolor=\"#ffffff\", "
         "fontname=\"Helvetica\"];\n"
         "  edge [fontname=\"Helvetica\", fontsize=9];\n";
  for (const auto& [id, totals] : table.nodes) {
    const EntityRef& entity = lines.entity(id);
    out << "  " << quoted(nodeId(id)) << " [label=" << shown(nodeLabel(entity)) << ", kind=" << wordOf(entity.kind)
        << ", country=" << quoted(entity.country) << ", role=" << quoted(entity.role)
        << ", n_meetings=" << totals.meetings << ", fillcolor=\"" << colour(colourOf(entity.kind))
        << "\", fontsize=" << decimal(8 + nodeSize(totals.degree) / 3) << "];\n";
  }
  forEachPair(source, table, lines, [&](const PairEdge& pair) {
    out << "  " << quoted(nodeId(pair.first)) << " -- " << quoted(nodeId(pair.second))
        << " [label=" << shown(pair.label) << ", relation=" << pair.relation << ", weight=" << pair.meetings
        << ", penwidth=" << decimal(1 + std::log2(pair.meetings)) << ", color=\"" << colour(colourOf(pair.shown))
        << "\", first_date=" << quoted(pair.first_date) << ", last_date=" << quoted(pair.last_date)
        << ", tooltip=" << shown(pair.evidence.text) << ", document=" << quoted(pair.evidence.document)
        << ", URL=" << shown(webAddress(pair.evidence.url)) << "];\n";
  });
  out << "}\n";
  finishOutput(out);
}

}  // namespace parley::query
