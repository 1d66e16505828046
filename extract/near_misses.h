#pragma once
// Sentences that name two and tell of no meeting of theirs, and why not: what `parley why-not` shows. After all stages
// of extraction, and no part of them: reads a stored document again.
#include <vector>

#include "extract/language_model.h"
#include "graph/near_miss.h"

namespace parley {

// `one` and `other`: entities of read.extraction. Sentences, words and who is named come from reading the text again;
// entities and reports are those that are stored, whichever version made them. Thread-safe.
[[nodiscard]] NearMisses nearMisses(const ReadDocument& read, const std::vector<LocalIndex>& one,
                                    const std::vector<LocalIndex>& other, const LanguageModel& model);

}  // namespace parley
