#include "query/local_answers.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "graph/error.h"
#include "graph/meeting_graph.h"
#include "query/internal/as_of.h"
#include "query/internal/exports.h"
#include "query/internal/facts.h"
#include "query/internal/lines.h"
#include "query/internal/meeting_filter.h"
#include "query/internal/sides.h"

namespace parley {
namespace {

using query::eachIsClear;
using query::Lines;
using query::lookUpNamed;
using query::MeetingFilter;
using query::meetingsOf;
using query::searched;
using query::Side;
using query::sidesOf;

// The fewest digits of an id that are taken for an id and not for a name.
constexpr std::size_t kMinIdDigits = 8;

// --- Meetings ---

std::size_t rankOf(Status status) {
  const auto* place = std::find(std::begin(query::kStatusOrder), std::end(query::kStatusOrder), status);
  PARLEY_CHECK(place != std::end(query::kStatusOrder));
  return static_cast<std::size_t>(place - std::begin(query::kStatusOrder));
}

void sortMeetings(std::vector<Meeting>& meetings, bool chronological) {
  std::sort(meetings.begin(), meetings.end(), [&](const Meeting& a, const Meeting& b) {
    if (!chronological && a.status != b.status) return rankOf(a.status) < rankOf(b.status);
    return query::isBefore(a, b);
  });
}

std::vector<MeetingLine> linesOf(std::vector<Meeting> meetings, Lines& lines) {
  sortMeetings(meetings, false);
  std::vector<MeetingLine> made;
  for (const Meeting& meeting : meetings) made.push_back(lines.meeting(meeting));
  return made;
}

MeetingLine lineOf(const GraphSource& source, EntityId meeting, Lines& lines) {
  const std::optional<Meeting> found = source.meeting(meeting);
  PARLEY_CHECK(found.has_value());
  return lines.meeting(*found);
}

// --- Pages ---

EntityPage entityPage(const GraphSource& source, const Entity& entity, Lines& lines) {
  EntityPage page;
  page.entity = query::refOf(entity);
  page.aliases = entity.aliases;
  page.triples = query::factsOf(source, {entity.id}, nullptr, lines);
  std::vector<Meeting> meetings = source.meetingsOf(entity.id);
  std::erase_if(meetings, [](const Meeting& meeting) { return meeting.furniture; });
  page.meetings = linesOf(std::move(meetings), lines);
  return page;
}

DocumentPage documentPage(const GraphSource& source, const ReadDocument& read, Lines& lines) {
  const Document& document = read.document;
  DocumentPage page;
  page.id = document.id;
  page.title = document.title();
  page.sightings = document.sightings;
  const GraphSource::KnownDate date = source.dateOf(document.id);
  page.date = date.date;
  page.date_inferred = date.inferred;
  page.bytes = document.text.size();
  page.text = document.text;
  page.incidents = document.incidents;
  page.incidents.insert(page.incidents.end(), read.extraction.incidents.begin(), read.extraction.incidents.end());

  std::set<EntityId> entities;
  for (LocalIndex i = 0; i < read.extraction.entities.size(); ++i) {
    if (const std::optional<EntityId> id = source.resolved(document.id, i)) entities.insert(*id);
  }
  std::map<EntityId, Meeting> meetings;
  for (const EntityId id : entities) {
    page.entities.push_back(lines.entity(id));
    for (Meeting& meeting : source.meetingsOf(id)) {
      const bool reported_here = std::any_of(meeting.steps.begin(), meeting.steps.end(),
                                             [&](const Step& step) { return step.report.document == document.id; });
      if (reported_here) meetings.emplace(meeting.id, std::move(meeting));
    }
  }
  std::sort(page.entities.begin(), page.entities.end(), query::personsFirst);
  std::vector<Meeting> reported;
  for (auto& [id, meeting] : meetings) reported.push_back(std::move(meeting));
  page.meetings = linesOf(std::move(reported), lines);
  return page;
}

bool isHex(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Full ids of documents, meetings and entities that begin with `prefix`.
// TODO(perf): passes over all of them; ids are stored in order, so that a range would do.
std::vector<std::string> idsBeginning(const GraphSource& source, const std::string& prefix) {
  std::vector<std::string> ids;
  const auto keep = [&](std::string id) {
    if (id.starts_with(prefix)) ids.push_back(std::move(id));
    return true;
  };
  source.forEachDocument([&](const DocumentId& id) { return keep(toHex(id)); });
  source.forEachMeeting([&](const Meeting& meeting) { return keep(toHex(meeting.id)); });
  source.forEachEntity([&](const Entity& entity) { return keep(toHex(entity.id)); });
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

// Sets the page of the document, meeting or entity with this full id. False if there is none.
bool showId(const GraphSource& source, const std::string& hex, ShowAnswer& answer) {
  Lines lines(source);
  if (const std::optional<DocumentId> id = documentIdFromHex(hex)) {
    const std::optional<ReadDocument> read = source.document(*id);
    if (read) answer.document = documentPage(source, *read, lines);
  } else if (const std::optional<EntityId> entity_id = entityIdFromHex(hex)) {
    if (const std::optional<Meeting> meeting = source.meeting(*entity_id)) {
      answer.meeting = lines.meeting(*meeting);
    } else if (const std::optional<Entity> entity = source.entity(*entity_id)) {
      answer.entity = entityPage(source, *entity, lines);
    }
  }
  return answer.document || answer.meeting || answer.entity;
}

std::vector<std::string> decisionsOf(const GraphSource& source, const ShowAnswer& answer) {
  if (answer.document) {
    std::set<EntityId> shown;
    for (const EntityRef& entity : answer.document->entities) shown.insert(entity.id);
    return query::restsOn(source, shown, {shown});
  }
  if (answer.meeting) {
    const std::set<EntityId> shown = query::shownIn({*answer.meeting});
    std::vector<Side> each;
    for (const EntityId id : shown) each.push_back({id});
    return query::restsOn(source, shown, each);
  }
  std::set<EntityId> shown = query::shownIn(answer.entity->meetings);
  shown.insert(answer.entity->entity.id);
  return query::restsOn(source, shown, {{answer.entity->entity.id}});
}

}  // namespace

MetAnswer LocalAnswers::met(const MetQuestion& question) {
  if (question.as_of) return asOf(question, std::mem_fn(&LocalAnswers::met));
  MetAnswer answer;
  answer.names.push_back(lookUpNamed(source_, question.name, "met"));
  if (!question.other.empty()) answer.names.push_back(lookUpNamed(source_, question.other, "met"));
  answer.resolved = eachIsClear(answer.names);
  std::vector<Side> sides;
  if (answer.resolved) sides = sidesOf(source_, answer.names, question.exact);
  answer.searched = searched(source_, sides);
  if (!answer.resolved) return answer;

  Lines lines(source_);
  MeetingFilter filter(source_, question.filters, lines);
  std::vector<Meeting> meetings = meetingsOf(source_, sides);
  MeetingFilter of_furniture(source_, question.filters, lines);  // What is hidden anyway was not left out by a filter.
  std::erase_if(meetings, [&](const Meeting& meeting) {
    return !(meeting.furniture && !question.furniture ? of_furniture : filter).passes(meeting);
  });
  answer.left_out = filter.leftOut();
  if (!question.furniture) {
    answer.furniture_left_out =
        static_cast<std::uint32_t>(std::erase_if(meetings, [](const Meeting& meeting) { return meeting.furniture; }));
  }
  sortMeetings(meetings, question.chronological);
  for (const Meeting& meeting : meetings) answer.meetings.push_back(lines.meeting(meeting));
  std::set<EntityId> shown = query::shownIn(answer.meetings);
  for (const NameMatch& name : answer.names) shown.insert(name.candidates.front().id);
  answer.searched.decisions = query::restsOn(source_, shown, sides);
  return answer;
}

PathAnswer LocalAnswers::path(const PathQuestion& question) {
  if (question.as_of) return asOf(question, std::mem_fn(&LocalAnswers::path));
  PathAnswer answer;
  answer.names = {lookUpNamed(source_, question.from, "path"), lookUpNamed(source_, question.to, "path")};
  answer.resolved = eachIsClear(answer.names);
  if (!answer.resolved) {
    answer.searched = searched(source_, {});
    return answer;
  }
  answer.searched = searched(source_, sidesOf(source_, answer.names, true));
  const EntityId from = answer.names[0].candidates.front().id;
  const EntityId to = answer.names[1].candidates.front().id;
  Lines lines(source_);
  MeetingFilter filter(source_, query::heldUnlessAsked(question.filters), lines);
  const std::optional<std::vector<Hop>> path = question.strongest ? strongestPath(source_, from, to, filter.walk())
                                                                  : shortestPath(source_, from, to, filter.walk());
  answer.left_out = filter.leftOut();
  std::set<EntityId> shown = {from, to};
  if (path) {
    for (const Hop& hop : *path) shown.insert(hop.to);
  }
  answer.searched.decisions = query::restsOn(source_, shown, {{from}, {to}});
  if (!path) return answer;
  answer.found = true;
  for (const Hop& hop : *path) {
    HopLine line;
    line.from = lines.entity(hop.from);
    line.to = lines.entity(hop.to);
    line.meeting = lineOf(source_, hop.meeting, lines);
    answer.hops.push_back(std::move(line));
  }
  return answer;
}

NearAnswer LocalAnswers::near(const NearQuestion& question) {
  if (question.as_of) return asOf(question, std::mem_fn(&LocalAnswers::near));
  NearAnswer answer;
  answer.names = {lookUpNamed(source_, question.name, "near")};
  answer.resolved = eachIsClear(answer.names);
  if (!answer.resolved) {
    answer.searched = searched(source_, {});
    return answer;
  }
  answer.searched = searched(source_, sidesOf(source_, answer.names, true));
  Lines lines(source_);
  MeetingFilter filter(source_, query::heldUnlessAsked(question.filters), lines);
  const EntityId from = answer.names[0].candidates.front().id;
  for (const Neighbour& neighbour : neighbourhood(source_, from, question.hops, filter.walk())) {
    NearLine line;
    line.entity = lines.entity(neighbour.entity);
    line.hops = neighbour.hops;
    line.via = lines.entity(neighbour.last.from);
    line.meeting = lineOf(source_, neighbour.last.meeting, lines);
    answer.entities.push_back(std::move(line));
  }
  std::set<EntityId> shown = {from};
  for (const NearLine& line : answer.entities) shown.insert(line.entity.id);
  answer.searched.decisions = query::restsOn(source_, shown, {{from}});
  answer.left_out = filter.leftOut();
  return answer;
}

ShowAnswer LocalAnswers::show(const ShowQuestion& question) {
  if (question.as_of) return asOf(question, std::mem_fn(&LocalAnswers::show));
  const std::string& what = question.what;
  ShowAnswer answer;
  answer.name.typed = what;
  answer.searched = searched(source_, {});
  const auto show = [&](const std::string& hex) {
    PARLEY_CHECK(showId(source_, hex, answer));
    answer.searched.decisions = decisionsOf(source_, answer);
  };

  const std::vector<DocumentId> named = source_.documentsNamed(what);
  if (named.size() == 1) {
    show(toHex(named.front()));
    return answer;
  }
  if (named.size() > 1) {
    for (const DocumentId& id : named) answer.ids.push_back(toHex(id));
    return answer;
  }
  if (isHex(what) && what.size() >= kMinIdDigits) {
    if (showId(source_, what, answer)) {
      answer.searched.decisions = decisionsOf(source_, answer);
      return answer;
    }
    std::vector<std::string> ids = idsBeginning(source_, what);
    if (ids.size() == 1) {
      show(ids.front());
      return answer;
    }
    if (ids.size() > 1) {
      answer.ids = std::move(ids);
      return answer;
    }
  }
  answer.name = lookUpNamed(source_, what, "show");
  if (answer.name.candidates.size() == 1) show(toHex(answer.name.candidates.front().id));
  return answer;
}

StatsAnswer LocalAnswers::stats(const StatsQuestion& question) {
  if (question.as_of) return asOf(question, std::mem_fn(&LocalAnswers::stats));
  StatsAnswer answer;
  const SourceCounts counts = source_.counts();
  answer.documents = counts.documents;
  answer.reports = counts.reports;
  answer.entities = counts.entities;
  answer.meetings = counts.meetings;
  answer.triples = counts.triples;

  std::map<Status, std::uint64_t> by_status;
  source_.forEachMeeting([&](const Meeting& meeting) {
    ++by_status[meeting.status];
    return true;
  });
  for (const Status status : query::kStatusOrder) {
    if (by_status.contains(status)) answer.meetings_by_status.emplace_back(wordOf(status), by_status[status]);
  }
  std::map<EntityKind, std::uint64_t> by_kind;
  source_.forEachEntity([&](const Entity& entity) {
    ++by_kind[entity.kind];
    return true;
  });
  for (const auto& [kind, count] : by_kind) answer.entities_by_kind.emplace_back(wordOf(kind), count);

  std::optional<Date> first;
  std::optional<Date> last;
  source_.forEachDocument([&](const DocumentId& id) {
    const std::optional<Date> date = source_.dateOf(id).date;
    if (date && (!first || *date < *first)) first = date;
    if (date && (!last || *date > *last)) last = date;
    return true;
  });
  if (first) answer.first_date = formatDate(*first);
  if (last) answer.last_date = formatDate(*last);
  return answer;
}

ExportAnswer LocalAnswers::exportTo(const ExportQuestion& question, const std::vector<std::ostream*>& outs) {
  if (question.as_of) {
    return asOf(question, [&](LocalAnswers& then, const ExportQuestion& same) { return then.exportTo(same, outs); });
  }
  PARLEY_CHECK(outs.size() == std::max<std::size_t>(filesOf(question.format).size(), 1));
  Lines lines(source_);
  MeetingFilter filter(source_, question.filters, lines);
  ExportAnswer answer;
  switch (question.format) {
    case ExportFormat::kPeopleGraphml:
      query::writePeopleGraphml(source_, filter, *outs[0]);
      break;
    case ExportFormat::kMeetingsGraphml:
      query::writeMeetingsGraphml(source_, filter, *outs[0]);
      break;
    case ExportFormat::kTimelineGexf:
      answer.undated_pairs = query::writeTimelineGexf(source_, filter, *outs[0]);
      break;
    case ExportFormat::kMeetingsJsonl:
      query::writeMeetingsJsonl(source_, filter, *outs[0]);
      break;
    case ExportFormat::kDot:
      query::writeDot(source_, filter, *outs[0]);
      break;
    case ExportFormat::kCsv:
      query::writeCsv(source_, filter, *outs[0], *outs[1]);
      break;
    case ExportFormat::kNeo4j:
      query::writeNeo4j(source_, filter, *outs[0], *outs[1], *outs[2]);
      break;
    case ExportFormat::kNquads:
      query::writeNquads(source_, filter, *outs[0]);
      break;
    case ExportFormat::kJsonld:
      query::writeJsonld(source_, filter, *outs[0]);
      break;
  }
  answer.left_out = filter.leftOut();
  answer.searched = searched(source_, {});
  return answer;
}

}  // namespace parley
