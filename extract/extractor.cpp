#include "extract/extractor.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "extract/coreference.h"
#include "extract/meetings.h"
#include "extract/mentions.h"
#include "extract/parse.h"
#include "extract/segment.h"
#include "extract/time_expressions.h"
#include "extract/triples.h"

namespace parley {
namespace {

// The entities that something needs, in order of first mention; reports are renumbered to match.
void keepNeeded(std::vector<LocalEntity>& entities, const std::vector<bool>& weak, std::vector<Report>& reports) {
  std::vector<bool> needed(entities.size(), false);
  for (std::size_t i = 0; i < entities.size(); ++i) {
    needed[i] = (i >= weak.size() || !weak[i]) && !entities[i].name.empty() && !entities[i].mentions.empty();
  }
  for (const Report& report : reports) {
    if (report.speaker) needed[*report.speaker] = true;
    if (const auto* meeting = std::get_if<MeetingStatement>(&report.statement)) {
      for (const Participation& one : meeting->participants) needed[one.entity] = true;
      if (meeting->place) needed[*meeting->place] = true;
    } else {
      const auto& triple = std::get<TripleStatement>(report.statement);
      needed[triple.subject] = true;
      if (triple.object) needed[*triple.object] = true;
    }
  }
  std::vector<LocalIndex> order;
  for (LocalIndex i = 0; i < entities.size(); ++i) {
    if (needed[i]) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](LocalIndex a, LocalIndex b) {
    return entities[a].mentions.front() < entities[b].mentions.front();
  });
  std::vector<LocalIndex> renumbered(entities.size(), 0);
  std::vector<LocalEntity> kept;
  for (const LocalIndex old : order) {
    renumbered[old] = static_cast<LocalIndex>(kept.size());
    kept.push_back(std::move(entities[old]));
  }
  entities = std::move(kept);
  for (Report& report : reports) {
    if (report.speaker) report.speaker = renumbered[*report.speaker];
    if (auto* meeting = std::get_if<MeetingStatement>(&report.statement)) {
      for (Participation& one : meeting->participants) one.entity = renumbered[one.entity];
      std::sort(meeting->participants.begin(), meeting->participants.end());
      if (meeting->place) meeting->place = renumbered[*meeting->place];
    } else {
      auto& triple = std::get<TripleStatement>(report.statement);
      triple.subject = renumbered[triple.subject];
      if (triple.object) triple.object = renumbered[*triple.object];
    }
  }
}

void setDate(const Document& document, const std::vector<Sentence>& sentences, Extraction& extraction) {
  const std::optional<Date> given = document.published();
  const std::optional<Date> stated = statedDate(document, sentences);
  extraction.date = given ? given : stated;
  extraction.date_origin = given ? DateOrigin::kGiven : stated ? DateOrigin::kText : DateOrigin::kNone;
  if (given && stated && *given != *stated) {
    extraction.incidents.push_back({"date.conflict",
                                    "The text states " + formatDate(*stated) + ", but " + formatDate(*given) +
                                        " was given; the given date counts.",
                                    {}});
  }
}

// Open triples are made if `open` is not null.
Extraction readStages(const Document& document, const LanguageModel& model, std::vector<SentenceTriples>* open) {
  Extraction extraction;
  extraction.extractor = extractorVersion(model);
  const std::vector<Sentence> sentences = segment(document, model);
  setDate(document, sentences, extraction);

  const std::vector<Parsed> parsed = findMentions(document, sentences, parse(document, sentences, model), model);
  std::vector<std::vector<TimeExpression>> times;
  times.reserve(sentences.size());
  TimexValues timex(extraction.date);
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const Sentence& sentence = sentences[s];
    times.push_back(findTimeExpressions(document, sentence));
    const std::vector<std::string> values = timex.next(times.back(), parsed[s].words);
    for (std::size_t i = 0; i < values.size(); ++i) {
      const TimeExpression& time = times.back()[i];
      extraction.times.push_back({time.span, std::string(wordOf(time.type)), values[i]});
    }
    if (sentence.cut) {
      extraction.incidents.push_back({"sentence.cut",
                                      "A sentence of more than " + std::to_string(kMaxSentenceTokens) +
                                          " words was cut; what spans the cut is not found.",
                                      sentence.span});
    }
  }

  if (open != nullptr) {
    for (std::size_t s = 0; s < sentences.size(); ++s)
      open->push_back({sentences[s].span, findOpenTriples(document.text, parsed[s].words)});
  }

  Coreference coreference = resolveMentions(sentences, parsed);
  const Reading reading{document, sentences, parsed, times, coreference, extraction.date};
  std::vector<Report> reports = findMeetings(reading);
  extraction.entities = coreference.entities;
  std::vector<Report> triples = findTriples(reading, reports, extraction.entities);
  reports.insert(reports.end(), std::make_move_iterator(triples.begin()), std::make_move_iterator(triples.end()));

  std::stable_sort(reports.begin(), reports.end(),
                   [](const Report& a, const Report& b) { return a.sentence < b.sentence; });
  keepNeeded(extraction.entities, coreference.weak, reports);
  for (std::uint32_t i = 0; i < reports.size(); ++i) {
    reports[i].number = i;
    const When& when = reports[i].when;
    if (when.expression.form != DateForm::kNone && !when.interval && !extraction.date) {
      extraction.incidents.push_back(
          {"date.unknown",
           "\"" + when.words + "\" needs the date of the document, and none is known; give it with --date.",
           when.span});
    }
  }
  extraction.reports = std::move(reports);
  checkExtraction(document, extraction);
  return extraction;
}

}  // namespace

std::string extractorVersion(const LanguageModel& model) {
  return std::string(kExtractorVersion) + "+" + std::string(model.version());
}

Extraction extract(const Document& document, const LanguageModel& model) {
  return readStages(document, model, nullptr);
}

FullExtraction extractFully(const Document& document, const LanguageModel& model) {
  FullExtraction full;
  full.extraction = readStages(document, model, &full.open_triples);
  return full;
}

std::vector<SentenceTriples> openTriplesOf(const Document& document, const std::vector<Sentence>& sentences,
                                           const LanguageModel& model) {
  const std::vector<SentenceAnalysis> analyses = parse(document, sentences, model);
  std::vector<SentenceTriples> open;
  open.reserve(sentences.size());
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const std::vector<Word> words = lookUpWords(document, sentences[s], analyses[s], model);
    open.push_back({sentences[s].span, findOpenTriples(document.text, words)});
  }
  return open;
}

}  // namespace parley
