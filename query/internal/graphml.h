#pragma once
// The frame of a GraphML file that Gephi, networkx, igraph and graphology read alike: all keys first, only types that
// every one of them knows, every value written where it applies, values without text left out.
#include <span>
#include <string_view>

#include "query/internal/xml_writer.h"

namespace parley::query {

// `id` is unique in the file, `name` among the keys of its domain. domain: "node" or "edge". type: "boolean", "int",
// "double" or "string".
struct GraphmlKey {
  const char* id;
  const char* domain;
  const char* name;
  const char* type;
};

class GraphmlWriter {
 public:
  GraphmlWriter(std::ostream& out, std::string_view graph_id, bool directed, std::span<const GraphmlKey> keys);
  void openNode(std::string_view id);
  void openEdge(std::string_view id, std::string_view source, std::string_view target);
  // `key` is the id of one of the keys.
  void data(std::string_view key, std::string_view value);
  void close() { xml_.close(); }
  // Throws Error(kIo) if the stream failed.
  void finish() { xml_.finish(); }

 private:
  XmlWriter xml_;
};

}  // namespace parley::query
