#include "tools/render_json.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "graph/resolve.h"
#include "tools/terminal.h"

namespace parley {
namespace {

using Json = nlohmann::ordered_json;

Json orNull(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }
Json orNull(const std::optional<Date>& date) { return date ? Json(formatDate(*date)) : Json(nullptr); }

template <class T, class Convert>
Json arrayOf(const std::vector<T>& values, const Convert& convert) {
  Json array = Json::array();
  for (const T& value : values) array.push_back(convert(value));
  return array;
}

Json entityJson(const EntityRef& entity) {
  return {{"id", toHex(entity.id)},      {"kind", wordOf(entity.kind)},
          {"name", entity.name},         {"country", orNull(entity.country)},
          {"role", orNull(entity.role)}, {"documents", entity.documents}};
}

Json passageJson(const Passage& passage) {
  return {{"text", passage.text},
          {"document", passage.document},
          {"document_id", toHex(passage.document_id)},
          {"begin", passage.span.begin},
          {"end", passage.span.end},
          {"published", orNull(passage.published)},
          {"published_inferred", passage.published_inferred},
          {"outlet", orNull(passage.outlet)},
          {"url", orNull(passage.url)}};
}

Json quoteJson(const Quote& quote) {
  Json json = {{"status", wordOf(quote.status)},
               {"kind", orNull(quote.kind)},
               {"date", orNull(quote.when)},
               {"words", orNull(quote.words)},
               {"participants", quote.participants}};
  json.update(passageJson(quote));
  json["speaker"] = orNull(quote.speaker);
  json["confidence"] = quote.confidence;
  return json;
}

Json meetingJson(const MeetingLine& meeting) {
  return {{"id", toHex(meeting.id)},
          {"kind", wordOf(meeting.kind)},
          {"status", wordOf(meeting.status)},
          {"date", orNull(meeting.when)},
          {"precision", orNull(meeting.precision)},
          {"date_inferred", meeting.when_inferred},
          {"words", orNull(meeting.words)},
          {"participants", arrayOf(meeting.participants, entityJson)},
          {"place", meeting.place ? entityJson(*meeting.place) : Json(nullptr)},
          {"furniture", meeting.furniture},
          {"confidence", meeting.confidence},
          {"documents", meeting.documents},
          {"history", arrayOf(meeting.history, quoteJson)}};
}

Json nameJson(const NameMatch& name) {
  return {{"typed", name.typed}, {"candidates", arrayOf(name.candidates, entityJson)}, {"guessed", name.guessed}};
}

Json asOfJson(const std::optional<AsOf>& as_of) {
  if (!as_of) return nullptr;
  return {{"day", formatDate(as_of->day)}, {"later", as_of->later}, {"undated", as_of->undated}};
}

Json searchedJson(const Searched& searched) {
  return {{"documents", searched.documents},
          {"naming", searched.naming},
          {"as_of", asOfJson(searched.as_of)},
          {"decisions", searched.decisions}};
}

Json leftOutJson(const LeftOut& left_out) {
  return {{"status", left_out.status}, {"kind", left_out.kind},   {"undated", left_out.undated},
          {"days", left_out.days},     {"place", left_out.place}, {"reports", left_out.reports},
          {"outlet", left_out.outlet}};
}

Json incidentJson(const Incident& incident) {
  return {
      {"code", incident.code}, {"detail", incident.detail}, {"begin", incident.span.begin}, {"end", incident.span.end}};
}

Json namedJson(const NamedLine& named) {
  return {{"entity", entityJson(named.entity)},
          {"text", named.text},
          {"begin", named.span.begin},
          {"end", named.span.end},
          {"by_name", named.by_name}};
}

Json toldJson(const ToldMeeting& told) {
  return {{"kind", wordOf(told.kind)}, {"status", wordOf(told.status)}, {"participants", told.participants}};
}

Json nearMissJson(const NearMissLine& line) {
  Json json = {{"reason", wordOf(line.reason)}};
  json.update(passageJson(line.passage));
  json["names"] = arrayOf(line.names, namedJson);
  json["words"] = line.words;
  json["told"] = arrayOf(line.told, toldJson);
  return json;
}

Json sightingJson(const Sighting& sighting) {
  return {{"name", sighting.name},
          {"date", orNull(sighting.published)},
          {"outlet", orNull(sighting.outlet)},
          {"url", orNull(sighting.url)},
          {"title", orNull(sighting.title)}};
}

Json tripleJson(const TripleLine& triple) {
  return {{"subject", entityJson(triple.subject)},
          {"relation", triple.relation},
          {"object", entityJson(triple.object)},
          {"status", wordOf(triple.status)},
          {"quotes", arrayOf(triple.quotes, quoteJson)}};
}

Json countsJson(const std::vector<std::pair<std::string, std::uint64_t>>& counts) {
  Json object = Json::object();
  for (const auto& [word, count] : counts) object[word] = count;
  return object;
}

Json spanJson(const Span& span) { return {{"begin", span.begin}, {"end", span.end}}; }

// The day, month or year that the interval lies in: a week of November is "2017-11". null if no month holds it.
Json calendarDate(const std::optional<DateInterval>& interval) {
  if (!interval) return nullptr;
  if (interval->precision != Precision::kWeek && interval->precision != Precision::kRange)
    return formatInterval(*interval);
  const std::chrono::year_month_day first(interval->first), last(interval->last);
  if (first.year() != last.year() || first.month() != last.month()) return nullptr;
  return formatInterval(monthInterval(first.year() / first.month()));
}

Json localMeetingJson(const Account& account, const Extraction& extraction) {
  std::set<LocalIndex> participants;
  std::set<Span> sentences, cues;
  std::optional<LocalIndex> place;
  Json speaker = nullptr;
  for (const auto& [number, status] : account.reports) {
    const Report& report = extraction.reports.at(number);
    const auto& statement = std::get<MeetingStatement>(report.statement);
    for (const Participation& participation : statement.participants) participants.insert(participation.entity);
    const auto country = [&](LocalIndex index) { return extraction.entities.at(index).kind == EntityKind::kCountry; };
    if (statement.place && (!place || (country(*place) && !country(*statement.place)))) place = statement.place;
    if (speaker.is_null() && report.speaker) speaker = extraction.entities.at(*report.speaker).name;
    sentences.insert(report.sentence);
    cues.insert(report.cues.begin(), report.cues.end());
  }
  Json names = Json::array(), sentence_spans = Json::array(), cue_spans = Json::array();
  for (const LocalIndex index : participants) names.push_back(extraction.entities.at(index).name);
  for (const Span& span : sentences) sentence_spans.push_back(spanJson(span));
  for (const Span& span : cues) cue_spans.push_back(spanJson(span));
  return {{"participants", names},
          {"kind", wordOf(account.kind)},
          {"status", wordOf(account.status)},
          {"date", calendarDate(account.when.interval)},
          {"place", place ? Json(extraction.entities.at(*place).name) : Json(nullptr)},
          {"speaker", speaker},
          {"confidence", account.confidence},
          {"furniture", account.furniture},
          {"sentences", sentence_spans},
          {"cues", cue_spans}};
}

// Where the sentence names or points to the entity first; null if only another sentence does.
Json mentionJson(const Report& report, const LocalEntity& entity) {
  for (const Span& mention : entity.mentions) {
    if (report.sentence.begin <= mention.begin && mention.end <= report.sentence.end) return spanJson(mention);
  }
  return nullptr;
}

Json localTripleJson(const Report& report, const TripleStatement& triple, const Extraction& extraction) {
  const bool open = triple.relation == Relation::kOpen;
  Json cues = Json::array();
  for (const Span& cue : report.cues) cues.push_back(spanJson(cue));
  return {{"subject", extraction.entities.at(triple.subject).name},
          {"relation", open ? Json(triple.phrase) : Json(wordOf(triple.relation))},
          {"object", triple.object ? extraction.entities.at(*triple.object).name : triple.object_text},
          {"status", wordOf(report.status)},
          {"date", calendarDate(report.when.interval)},
          {"speaker", report.speaker ? Json(extraction.entities.at(*report.speaker).name) : Json(nullptr)},
          {"confidence", report.confidence},
          {"open", open},
          {"begin", report.sentence.begin},
          {"end", report.sentence.end},
          {"subject_span", mentionJson(report, extraction.entities.at(triple.subject))},
          {"object_span", triple.object ? mentionJson(report, extraction.entities.at(*triple.object)) : Json(nullptr)},
          {"cues", cues}};
}

Json phraseJson(const Phrase& phrase) { return {{"text", phrase.text}, {"spans", arrayOf(phrase.spans, spanJson)}}; }

Json openTripleJson(const OpenTriple& triple, const Span& sentence) {
  return {{"subject", phraseJson(triple.subject)},
          {"relation", phraseJson(triple.relation)},
          {"object", phraseJson(triple.object)},
          {"polarity", triple.negated ? "negative" : "positive"},
          {"modality", triple.possible ? "possible" : "certain"},
          {"attribution", triple.attribution ? phraseJson(*triple.attribution) : Json(nullptr)},
          {"confidence", triple.confidence},
          {"begin", sentence.begin},
          {"end", sentence.end}};
}

}  // namespace

Json toJson(std::string_view question, const MetAnswer& answer) {
  return {{"v", kJsonVersion},
          {"question", question},
          {"names", arrayOf(answer.names, nameJson)},
          {"resolved", answer.resolved},
          {"meetings", arrayOf(answer.meetings, meetingJson)},
          {"left_out", leftOutJson(answer.left_out)},
          {"furniture_left_out", answer.furniture_left_out},
          {"searched", searchedJson(answer.searched)}};
}

Json toJson(const PathAnswer& answer) {
  return {
      {"v", kJsonVersion},
      {"question", "path"},
      {"names", arrayOf(answer.names, nameJson)},
      {"resolved", answer.resolved},
      {"found", answer.found},
      {"hops",
       arrayOf(
           answer.hops,
           [](const HopLine& hop) -> Json {
             return {{"from", entityJson(hop.from)}, {"to", entityJson(hop.to)}, {"meeting", meetingJson(hop.meeting)}};
           })},
      {"left_out", leftOutJson(answer.left_out)},
      {"searched", searchedJson(answer.searched)}};
}

Json toJson(const NearAnswer& answer) {
  return {{"v", kJsonVersion},
          {"question", "near"},
          {"names", arrayOf(answer.names, nameJson)},
          {"resolved", answer.resolved},
          {"entities", arrayOf(answer.entities,
                               [](const NearLine& line) -> Json {
                                 return {{"entity", entityJson(line.entity)},
                                         {"hops", line.hops},
                                         {"via", entityJson(line.via)},
                                         {"meeting", meetingJson(line.meeting)}};
                               })},
          {"left_out", leftOutJson(answer.left_out)},
          {"searched", searchedJson(answer.searched)}};
}

Json toJson(const WhyNotAnswer& answer) {
  std::vector<std::pair<std::string, std::uint64_t>> meetings;
  for (const auto& [status, count] : answer.meetings) meetings.emplace_back(wordOf(status), count);
  return {
      {"v", kJsonVersion},
      {"question", "why-not"},
      {"names", arrayOf(answer.names, nameJson)},
      {"resolved", answer.resolved},
      {"meetings_by_status", countsJson(meetings)},
      {"reasons",
       arrayOf(answer.reasons,
               [](const auto& counted) -> Json {
                 const auto& [reason, sentences] = counted;
                 return {{"reason", wordOf(reason)}, {"explanation", explanationOf(reason)}, {"sentences", sentences}};
               })},
      {"sentences", arrayOf(answer.sentences, nearMissJson)},
      {"left_out", answer.left_out},
      {"telling", answer.telling},
      {"not_read", answer.not_read},
      {"searched", searchedJson(answer.searched)}};
}

Json toJson(const ShowAnswer& answer) {
  Json json = {{"v", kJsonVersion}, {"question", "show"}, {"name", nameJson(answer.name)}};
  json["entity"] = nullptr;
  if (answer.entity) {
    json["entity"] = entityJson(answer.entity->entity);
    json["entity"]["aliases"] = answer.entity->aliases;
    json["entity"]["triples"] = arrayOf(answer.entity->triples, tripleJson);
    json["entity"]["meetings"] = arrayOf(answer.entity->meetings, meetingJson);
  }
  json["meeting"] = answer.meeting ? meetingJson(*answer.meeting) : Json(nullptr);
  json["document"] = nullptr;
  if (answer.document) {
    const DocumentPage& page = *answer.document;
    json["document"] = {{"id", toHex(page.id)},
                        {"title", orNull(page.title)},
                        {"sightings", arrayOf(page.sightings, sightingJson)},
                        {"date", orNull(page.date)},
                        {"date_inferred", page.date_inferred},
                        {"bytes", page.bytes},
                        {"text", page.text},
                        {"entities", arrayOf(page.entities, entityJson)},
                        {"meetings", arrayOf(page.meetings, meetingJson)},
                        {"incidents", arrayOf(page.incidents, incidentJson)}};
  }
  json["searched"] = searchedJson(answer.searched);
  return json;
}

Json toJson(const StatsAnswer& answer) {
  return {{"v", kJsonVersion},
          {"question", "stats"},
          {"documents", answer.documents},
          {"reports", answer.reports},
          {"entities", answer.entities},
          {"meetings", answer.meetings},
          {"triples", answer.triples},
          {"meetings_by_status", countsJson(answer.meetings_by_status)},
          {"entities_by_kind", countsJson(answer.entities_by_kind)},
          {"first_date", orNull(answer.first_date)},
          {"last_date", orNull(answer.last_date)},
          {"as_of", asOfJson(answer.as_of)}};
}

Json toJson(const DiffAnswer& answer) {
  const auto changeJson = [](const ChangeLine& line) -> Json {
    const auto pairJson = [](const auto& pair) -> Json { return {entityJson(pair.first), entityJson(pair.second)}; };
    return {{"change", wordOf(line.kind)},
            {"was", line.was ? Json(wordOf(*line.was)) : Json(nullptr)},
            {"was_date", orNull(line.was_when)},
            {"by", line.by ? quoteJson(*line.by) : Json(nullptr)},
            {"new_pairs", arrayOf(line.new_pairs, pairJson)},
            {"meeting", meetingJson(line.meeting)}};
  };
  return {{"v", kJsonVersion},
          {"question", "diff"},
          {"from", formatDate(answer.from)},
          {"published", answer.published},
          {"changes", arrayOf(answer.changes, changeJson)},
          {"left_out", leftOutJson(answer.left_out)},
          {"searched", searchedJson(answer.searched)}};
}

Json toJson(const ContradictionsAnswer& answer) {
  const auto claimJson = [](const Claim& claim) -> Json {
    return {{"says", claim.says}, {"quotes", arrayOf(claim.quotes, quoteJson)}};
  };
  const auto lineJson = [&](const ContradictionLine& line) -> Json {
    return {{"contradiction", wordOf(line.kind)},
            {"claims", arrayOf(line.claims, claimJson)},
            {"meetings", arrayOf(line.meetings, meetingJson)}};
  };
  return {{"v", kJsonVersion},
          {"question", "contradictions"},
          {"names", arrayOf(answer.names, nameJson)},
          {"resolved", answer.resolved},
          {"contradictions", arrayOf(answer.contradictions, lineJson)},
          {"compared", answer.compared},
          {"left_out", leftOutJson(answer.left_out)},
          {"searched", searchedJson(answer.searched)}};
}

Json toJson(const FindAnswer& answer) {
  return {{"v", kJsonVersion},
          {"question", "find"},
          {"names", arrayOf(answer.names, entityJson)},
          {"names_left_out", answer.names_left_out},
          {"sentences", arrayOf(answer.sentences, passageJson)},
          {"sentences_left_out", answer.sentences_left_out},
          {"not_read", answer.not_read},
          {"searched", searchedJson(answer.searched)}};
}

Json toJson(const TopAnswer& answer) {
  const auto lineJson = [&](const TopLine& line) -> Json {
    return {{"entity", entityJson(line.entity)},
            {"meetings", line.meetings},
            {"others", line.others},
            {"between_millionths", answer.by == TopBy::kCentral ? Json(line.between) : Json(nullptr)}};
  };
  return {{"v", kJsonVersion},
          {"question", "top"},
          {"by", wordOf(answer.by)},
          {"lines", arrayOf(answer.lines, lineJson)},
          {"lines_left_out", answer.lines_left_out},
          {"left_out", leftOutJson(answer.left_out)},
          {"searched", searchedJson(answer.searched)}};
}

Json toJson(std::string_view doc, const Document& document, const Extraction& extraction,
            const std::vector<SentenceTriples>& open_triples) {
  Json meetings = Json::array(), people = Json::array(), triples = Json::array(), open = Json::array();
  for (const SentenceTriples& sentence : open_triples) {
    for (const OpenTriple& triple : sentence.triples) open.push_back(openTripleJson(triple, sentence.sentence));
  }
  for (const Account& account : accountsOf(document.id, extraction, resolvedAlone(extraction))) {
    meetings.push_back(localMeetingJson(account, extraction));
  }
  for (const LocalEntity& entity : extraction.entities) {
    if (entity.kind != EntityKind::kPerson || entity.furniture) continue;
    people.push_back({{"name", entity.name}, {"role", orNull(entity.role)}, {"country", orNull(entity.country)}});
  }
  for (const Report& report : extraction.reports) {
    if (const auto* triple = std::get_if<TripleStatement>(&report.statement)) {
      triples.push_back(localTripleJson(report, *triple, extraction));
    }
  }
  std::vector<Incident> incidents = document.incidents;
  incidents.insert(incidents.end(), extraction.incidents.begin(), extraction.incidents.end());
  return {
      {"v", kJsonVersion},
      {"doc", doc},
      {"date", orNull(extraction.date)},
      {"meetings", meetings},
      {"people", people},
      {"triples", triples},
      {"open_triples", open},
      {"times",
       arrayOf(
           extraction.times,
           [](const TimeMention& time) -> Json {
             return {{"begin", time.span.begin}, {"end", time.span.end}, {"type", time.type}, {"value", time.value}};
           })},
      {"incidents", arrayOf(incidents, incidentJson)}};
}

std::string jsonLine(const Json& value) {
  return visibleJson(value.dump(-1, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace parley
