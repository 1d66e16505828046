#pragma once
// The entities of one document with those that only triples need: offices, states that stand as an adjective
// ("Russian"), employers that are named inside a description.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "extract/coreference.h"
#include "graph/report.h"

namespace parley::internal {

class LocalEntities {
 public:
  // `all` begins with those of `coreference`; new ones go behind them. Borrows both.
  LocalEntities(const Coreference& coreference, std::vector<LocalEntity>& all);

  const LocalEntity& operator[](LocalIndex index) const { return all_[index]; }
  // The entity of that kind and name, made if the document has none yet, and mentioned at `span`.
  LocalIndex office(const std::string& name, const std::string& country, Span span, bool furniture);
  LocalIndex state(const std::string& name, Span span, bool furniture);
  LocalIndex organisation(const std::string& name, Span span, bool furniture);
  LocalIndex place(const std::string& name, const std::string& country, Span span, bool furniture);

 private:
  LocalIndex put(EntityKind kind, const std::string& name, const std::string& country, Span span, bool furniture);

  std::vector<LocalEntity>& all_;
  std::size_t resolved_;  // Entities that coreference made: their mentions are complete.
  std::map<std::tuple<EntityKind, std::string, std::string>, LocalIndex> index_;
};

}  // namespace parley::internal
