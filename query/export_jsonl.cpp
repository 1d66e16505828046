#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

#include "query/internal/exports.h"
#include "query/internal/lines.h"

namespace parley::query {
namespace {

using Json = nlohmann::ordered_json;

Json textOrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
Json spanOf(Span span) { return {{"begin", span.begin}, {"end", span.end}}; }

Json reportObject(const Quote& quote, const Report& report) {
  Json cues = Json::array();
  for (const Span cue : report.cues) cues.push_back(spanOf(cue));
  return {{"document", quote.document},
          {"document_id", toHex(quote.document_id)},
          {"published", quote.published ? Json(formatDate(*quote.published)) : Json(nullptr)},
          {"published_inferred", quote.published_inferred},
          {"span", spanOf(quote.span)},
          {"cues", std::move(cues)},
          {"participants", quote.participants},
          {"status", wordOf(quote.status)},
          {"date", textOrNull(quote.when)},
          {"date_words", textOrNull(quote.words)},
          {"kind", quote.kind},
          {"speaker", textOrNull(quote.speaker)},
          {"confidence", quote.confidence},
          {"furniture", report.furniture},
          {"text", quote.text}};
}

Json meetingObject(const MeetingLine& line, Lines& lines, const Meeting& meeting) {
  Json participants = Json::array();
  for (const EntityRef& participant : line.participants) {
    participants.push_back({{"id", toHex(participant.id)},
                            {"name", participant.name},
                            {"kind", wordOf(participant.kind)},
                            {"country", textOrNull(participant.country)}});
  }
  Json reports = Json::array();
  for (const Step& step : meeting.steps) {
    reports.push_back(reportObject(lines.quote(step.report), lines.report(step.report)));
  }
  return {{"v", 1},
          {"id", toHex(line.id)},
          {"kind", wordOf(line.kind)},
          {"status", wordOf(line.status)},
          {"date", textOrNull(line.when)},
          {"precision", textOrNull(line.precision)},
          {"date_inferred", line.when_inferred},
          {"place", line.place ? Json(line.place->name) : Json(nullptr)},
          {"furniture", line.furniture},
          {"participants", std::move(participants)},
          {"documents", line.documents},
          {"reports", std::move(reports)}};
}

}  // namespace

void writeMeetingsJsonl(const GraphSource& source, MeetingFilter& filter, std::ostream& out) {
  Lines lines(source);
  source.forEachMeeting([&](const Meeting& meeting) {
    if (!filter.passes(meeting)) return true;
    out << meetingObject(lines.meeting(meeting), lines, meeting).dump() << '\n';
    return static_cast<bool>(out);
  });
  finishOutput(out);
}

}  // namespace parley::query
