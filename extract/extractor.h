#pragma once
// A document to its reports: all stages in order. Each stage is a pure function with a plain struct between it and the
// next, so that a better part replaces one without touching its neighbours:
//
//   readDocument (reader.h) -> segment (segment.h) -> parse (parse.h) -> lookUpWords (words.h)
//     -> findMentions (mentions.h) -> findTimeExpressions (time_expressions.h) -> resolveMentions (coreference.h)
//     -> findMeetings (meetings.h), findTriples (triples.h)
#include <string>
#include <string_view>

#include "extract/language_model.h"
#include "graph/document.h"
#include "graph/report.h"

namespace parley {

// Name and version of the rules; with those of the model ("rules@5+english@1") they are kept with everything that is
// made. Raise it with every change of any stage's results.
inline constexpr std::string_view kExtractorVersion = "rules@5";
[[nodiscard]] std::string extractorVersion(const LanguageModel& model);

// A pure function of document and model. Poor input is data in the result (incidents), never an exception.
// Thread-safe: any number may run at once, on one model.
[[nodiscard]] Extraction extract(const Document& document, const LanguageModel& model);

}  // namespace parley
