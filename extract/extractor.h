#pragma once
// A document to its reports: all stages in order. Each stage is a pure function with a plain struct between it and the
// next, so that a better part replaces one without touching its neighbours:
//
//   readDocument (reader.h) -> segment (segment.h) -> findTimeExpressions (time_expressions.h)
//     -> lookUpWords (words.h) -> findMentions (mentions.h) -> resolveMentions (coreference.h)
//     -> findMeetings (meetings.h), findTriples (triples.h)
#include <string_view>

#include "graph/document.h"
#include "graph/report.h"

namespace parley {

// Name and version of the pipeline, kept with everything it makes. Raise it with every change of any stage's results.
inline constexpr std::string_view kExtractorVersion = "rules@1";

// A pure function of the document. Poor input is data in the result (incidents), never an exception.
// Thread-safe: any number may run at once.
[[nodiscard]] Extraction extract(const Document& document);

}  // namespace parley
