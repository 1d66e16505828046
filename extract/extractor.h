#pragma once
// A document to its reports: all stages in order. Each stage is a pure function with a plain struct between it and the
// next, so that a better part replaces one without touching its neighbours:
//
//   readDocument (reader.h) -> segment (segment.h) -> parse (parse.h) -> lookUpWords (words.h)
//     -> findMentions (mentions.h) -> findTimeExpressions (time_expressions.h) -> resolveMentions (coreference.h)
//     -> findMeetings (meetings.h), findTriples (triples.h)
//   lookUpWords -> findOpenTriples (open_triples.h), for who asks for them
#include <string>
#include <string_view>
#include <vector>

#include "extract/language_model.h"
#include "extract/open_triples.h"
#include "extract/segment.h"
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

// What one sentence states in its own words.
struct SentenceTriples {
  Span sentence;
  std::vector<OpenTriple> triples;
  friend bool operator==(const SentenceTriples&, const SentenceTriples&) = default;
};
struct FullExtraction {
  Extraction extraction;
  std::vector<SentenceTriples> open_triples;  // One for each sentence of segment(), in order.
  friend bool operator==(const FullExtraction&, const FullExtraction&) = default;
};
// extract() with the open triples of the same parse.
[[nodiscard]] FullExtraction extractFully(const Document& document, const LanguageModel& model);
// Open triples alone, of sentences of the document: one for each, in order. Each is a function of its own words.
[[nodiscard]] std::vector<SentenceTriples> openTriplesOf(const Document& document,
                                                         const std::vector<Sentence>& sentences,
                                                         const LanguageModel& model);

}  // namespace parley
