#include "query/internal/graphml.h"

namespace parley::query {

GraphmlWriter::GraphmlWriter(std::ostream& out, std::string_view graph_id, bool directed,
                             std::span<const GraphmlKey> keys)
    : xml_(out) {
  xml_.open("graphml");
  xml_.attribute("xmlns", "http://graphml.graphdrawing.org/xmlns");
  for (const GraphmlKey& key : keys) {
    xml_.open("key");
    xml_.attribute("id", key.id);
    xml_.attribute("for", key.domain);
    xml_.attribute("attr.name", key.name);
    xml_.attribute("attr.type", key.type);
    xml_.close();
  }
  xml_.open("graph");
  xml_.attribute("id", graph_id);
  xml_.attribute("edgedefault", directed ? "directed" : "undirected");
}

void GraphmlWriter::openNode(std::string_view id) {
  xml_.open("node");
  xml_.attribute("id", id);
}

void GraphmlWriter::openEdge(std::string_view id, std::string_view source, std::string_view target) {
  xml_.open("edge");
  xml_.attribute("id", id);
  xml_.attribute("source", source);
  xml_.attribute("target", target);
}

void GraphmlWriter::data(std::string_view key, std::string_view value) {
  if (value.empty()) return;
  xml_.open("data");
  xml_.attribute("key", key);
  xml_.text(value);
  xml_.close();
}

}  // namespace parley::query
