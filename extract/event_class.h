#pragma once
// What a text says that happens between two given actors, as an event class of PLOVER (codebook of 2021).
#include <optional>
#include <string_view>

#include "extract/language_model.h"
#include "graph/document.h"
#include "graph/report.h"

namespace parley {

// The class that the first sentence that names both says; one that names either if none names both. The actors are
// found by their words ("the rebels"), else by the state that they are ("Russia" in "the Russian president"). A class
// is one of Relation::kAgree to kAssault, `consult` included; nullopt if the text says nothing that has one. Borrows
// `document`.
[[nodiscard]] std::optional<Relation> eventClass(const Document& document, const LanguageModel& model,
                                                 std::string_view actor, std::string_view other);

}  // namespace parley
