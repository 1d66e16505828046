#include "extract/internal/local_entities.h"

#include <algorithm>

namespace parley::internal {

LocalEntities::LocalEntities(const Coreference& coreference, std::vector<LocalEntity>& all)
    : all_(all), resolved_(coreference.entities.size()) {
  for (LocalIndex i = 0; i < resolved_; ++i) {
    const EntityKind kind = all_[i].kind;
    if (kind == EntityKind::kCountry || kind == EntityKind::kOrganisation || kind == EntityKind::kPlace)
      index_.try_emplace({kind, all_[i].name, std::string()}, i);
  }
}

LocalIndex LocalEntities::put(EntityKind kind, const std::string& name, const std::string& country, Span span,
                              bool furniture) {
  // The state of an office is part of what it is; that of an organisation is only said of it.
  const std::string key = kind == EntityKind::kOffice ? country : std::string();
  const auto [found, made] = index_.try_emplace({kind, name, key}, static_cast<LocalIndex>(all_.size()));
  if (made) {
    LocalEntity entity;
    entity.kind = kind;
    entity.name = name;
    entity.country = country;
    entity.furniture = true;
    all_.push_back(std::move(entity));
  }
  LocalEntity& entity = all_[found->second];
  if (found->second < resolved_ && !entity.mentions.empty()) return found->second;
  const auto at = std::lower_bound(entity.mentions.begin(), entity.mentions.end(), span);
  if (at == entity.mentions.end() || *at != span) entity.mentions.insert(at, span);
  entity.furniture = entity.furniture && furniture;
  return found->second;
}

LocalIndex LocalEntities::office(const std::string& name, const std::string& country, Span span, bool furniture) {
  return put(EntityKind::kOffice, name, country, span, furniture);
}
LocalIndex LocalEntities::state(const std::string& name, Span span, bool furniture) {
  return put(EntityKind::kCountry, name, name, span, furniture);
}
LocalIndex LocalEntities::organisation(const std::string& name, Span span, bool furniture) {
  return put(EntityKind::kOrganisation, name, {}, span, furniture);
}
LocalIndex LocalEntities::place(const std::string& name, const std::string& country, Span span, bool furniture) {
  return put(EntityKind::kPlace, name, country, span, furniture);
}

}  // namespace parley::internal
