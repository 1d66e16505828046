#include "tools/render_text.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace parley {
namespace {

constexpr std::size_t kStatusColumns = 9;  // "cancelled", "postponed", "uncertain"
constexpr std::size_t kFewQuotes = 3;
const std::string kBelow(kStatusColumns + 2, ' ');

std::string padded(std::string text, std::size_t columns) {
  const std::size_t used = columnsOf(text);
  if (used < columns) text.append(columns - used, ' ');
  return text;
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

std::string upper(std::string_view word) {
  std::string result(word);
  for (char& c : result) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

std::string_view colourOf(Status status) {
  switch (status) {
    case Status::kHeld:
      return "32";
    case Status::kPlanned:
    case Status::kProposed:
      return "36";
    case Status::kCancelled:
    case Status::kRefused:
    case Status::kDenied:
      return "31";
    case Status::kPostponed:
    case Status::kUncertain:
      return "33";
  }
  return "0";
}

// "Sergey Lavrov (person, foreign minister, Russia; 12 documents)"
std::string described(const EntityRef& entity) {
  std::string text = visibleLine(entity.name) + " (" + std::string(wordOf(entity.kind));
  if (!entity.role.empty()) text += ", " + visibleLine(entity.role);
  if (!entity.country.empty()) text += ", " + visibleLine(entity.country);
  return text + "; " + counted(entity.documents, "document", "documents") + ")";
}

std::string whenOf(const MeetingLine& meeting) {
  if (meeting.when.empty()) {
    return meeting.words.empty() ? "no date" : "“" + visibleLine(meeting.words) + "” (no date)";
  }
  return visibleLine(meeting.when) + " (" + visibleLine(meeting.precision) +
         (meeting.when_inferred ? ", inferred)" : ")");
}

std::string participantsOf(const MeetingLine& meeting) {
  std::string text;
  for (const EntityRef& participant : meeting.participants) {
    if (!text.empty()) text += " – ";
    text += visibleLine(participant.name);
  }
  return text;
}

std::string kindAndPlaceOf(const MeetingLine& meeting) {
  std::string text(wordOf(meeting.kind));
  if (meeting.place) text += ", " + visibleLine(meeting.place->name);
  return text;
}

// Positions in the history at which the status changed, the first included.
std::vector<std::size_t> changesOf(const std::vector<Quote>& history) {
  std::vector<std::size_t> changes;
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (i == 0 || history[i].status != history[i - 1].status) changes.push_back(i);
  }
  return changes;
}

std::string stepsOf(const std::vector<Quote>& history) {
  std::string text;
  for (const std::size_t i : changesOf(history)) {
    if (!text.empty()) text += " → ";
    text += wordOf(history[i].status);
    if (history[i].published) text += " " + formatDate(*history[i].published);
  }
  return text;
}

// `origin` says who says so, or is empty.
void renderPassage(const Passage& passage, std::string origin, const Console& console) {
  if (!passage.outlet.empty()) origin += visibleLine(passage.outlet) + ", ";
  origin += passage.published ? formatDate(*passage.published) + (passage.published_inferred ? " (inferred)" : "")
                              : "undated";
  const std::string place =
      visibleLine(passage.document) + ":" + std::to_string(passage.span.begin) + "-" + std::to_string(passage.span.end);
  console.out << kBelow << "“" << visibleLine(passage.text) << "”  " << console.dim(origin) << "  "
              << console.link(passage.url, console.dim(place)) << "\n";
}

void renderQuote(const Quote& quote, const Console& console) {
  renderPassage(quote, quote.speaker.empty() ? "" : "says " + visibleLine(quote.speaker) + "; ", console);
}

// Gives how many quotes were left out.
std::size_t renderQuotes(const std::vector<Quote>& history, Quotes quotes, const Console& console) {
  std::vector<std::size_t> shown = changesOf(history);
  for (std::size_t i = 0; i < history.size() && (quotes == Quotes::kAll || shown.size() < kFewQuotes); ++i) {
    if (std::find(shown.begin(), shown.end(), i) == shown.end()) shown.push_back(i);
  }
  std::sort(shown.begin(), shown.end());
  for (const std::size_t i : shown) renderQuote(history[i], console);
  return history.size() - shown.size();
}

void renderRest(const std::string& rest, const Console& console) {
  console.out << kBelow << console.dim("and " + rest) << "\n";
}

// The command that quotes every report of `meeting`.
std::string commandForAll(const MeetingLine& meeting) {
  const std::vector<EntityRef>& who = meeting.participants;
  if (who.size() != 2) return "parley show " + toHex(meeting.id);
  return visibleLine("parley why " + shellQuoted(who[0].name) + " " + shellQuoted(who[1].name) +
                     (meeting.furniture ? " --furniture" : ""));
}

struct Widths {
  std::size_t when = 0;
  std::size_t participants = 0;
};

constexpr std::size_t kWidestColumn = 60;  // A longer cell pushes its own line only.

Widths widthsOf(const std::vector<MeetingLine>& meetings) {
  Widths widths;
  for (const MeetingLine& meeting : meetings) {
    widths.when = std::max(widths.when, std::min(columnsOf(whenOf(meeting)), kWidestColumn));
    widths.participants = std::max(widths.participants, std::min(columnsOf(participantsOf(meeting)), kWidestColumn));
  }
  return widths;
}

void renderMeetingLine(const MeetingLine& meeting, const Widths& widths, const Console& console) {
  console.out << console.styled(colourOf(meeting.status), padded(upper(wordOf(meeting.status)), kStatusColumns)) << "  "
              << padded(whenOf(meeting), widths.when) << "  "
              << console.bold(padded(participantsOf(meeting), widths.participants)) << "  " << kindAndPlaceOf(meeting)
              << "  " << counted(meeting.history.size(), "report", "reports") << " in "
              << counted(meeting.documents, "document", "documents")
              << (meeting.furniture ? ", in page furniture only" : "") << "\n";
}

void renderMeeting(const MeetingLine& meeting, const Widths& widths, Quotes quotes, const Console& console) {
  renderMeetingLine(meeting, widths, console);
  if (changesOf(meeting.history).size() > 1) console.out << kBelow << stepsOf(meeting.history) << "\n";
  const std::size_t rest = renderQuotes(meeting.history, quotes, console);
  if (rest > 0) renderRest(counted(rest, "more report", "more reports") + ": " + commandForAll(meeting), console);
}

void renderMeetings(const std::vector<MeetingLine>& meetings, Quotes quotes, const Console& console) {
  const Widths widths = widthsOf(meetings);
  for (const MeetingLine& meeting : meetings) renderMeeting(meeting, widths, quotes, console);
}

std::string searchedText(const Searched& searched) {
  return counted(searched.documents, "document", "documents") + " searched";
}

// What was asked for beside the names: " with status held or planned, since 2022-01-21, in “Geneva”".
std::string askedText(const Filters& filters) {
  std::string text;
  const auto add = [&](const std::string& piece) { text += (text.empty() ? " " : ", ") + piece; };
  const auto anyOf = [](const auto& values) {
    std::string words;
    for (const auto value : values) words += (words.empty() ? "" : " or ") + std::string(wordOf(value));
    return words;
  };
  if (!filters.statuses.empty()) add("with status " + anyOf(filters.statuses));
  if (!filters.kinds.empty()) add("of kind " + anyOf(filters.kinds));
  if (filters.since && filters.until && *filters.since == *filters.until) {
    add("on " + formatDate(*filters.since));
  } else {
    if (filters.since) add("since " + formatDate(*filters.since));
    if (filters.until) add("until " + formatDate(*filters.until));
  }
  if (!filters.place.empty()) add("at “" + visibleLine(filters.place) + "”");
  if (filters.min_reports > 0) add("in " + counted(filters.min_reports, "report", "reports") + " at least");
  if (!filters.outlet.empty()) add("by “" + visibleLine(filters.outlet) + "”");
  return text;
}

// The same for a walk: " through meetings with status planned".
std::string walkedText(const Filters& filters) {
  const std::string asked = askedText(filters);
  return asked.empty() ? asked : " through meetings" + asked;
}

// Nobody asked for what a filter is to keep away; but what has no date might have been wanted.
LeftOut onlyUndated(const LeftOut& left_out) {
  LeftOut undated;
  undated.undated = left_out.undated;
  return undated;
}

void renderLeftOut(const LeftOut& left_out, const std::optional<AsOf>& as_of, const Console& console) {
  std::istringstream lines(leftOutText(left_out, as_of));
  for (std::string line; std::getline(lines, line);) console.out << console.dim(line) << "\n";
}

// What is left out, and the decisions that the answer rests on.
void renderLeftOut(const LeftOut& left_out, const Searched& searched, const Console& console) {
  for (const std::string& decision : searched.decisions) {
    console.out << console.dim("decided: " + visibleLine(decision)) << "\n";
  }
  renderLeftOut(left_out, searched.as_of, console);
}

}  // namespace

bool renderNames(const std::vector<NameMatch>& names, const Searched& searched, const Console& console) {
  bool clear = true;
  for (const NameMatch& name : names) {
    const std::string typed = "“" + visibleLine(name.typed) + "”";
    if (name.candidates.size() == 1) {
      if (name.guessed) {
        console.out << typed << " taken for " << visibleLine(name.candidates.front().name)
                    << "; nobody is called as typed.\n";
      }
      continue;
    }
    clear = false;
    if (name.candidates.empty()) {
      console.out << "Nobody of the name " << typed << ": " << searchedText(searched) << ".\n";
      continue;
    }
    if (name.guessed) {
      console.out << "Nobody of the name " << typed << ", but of nearly that name " << name.candidates.size() << ":\n";
    } else {
      console.out << typed << " can mean " << name.candidates.size() << ":\n";
    }
    for (const EntityRef& candidate : name.candidates) console.out << "  " << described(candidate) << "\n";
    console.out << (name.guessed ? "Type one of these.\n" : "Type more of the name.\n");
  }
  return clear;
}

namespace {

std::string bothNames(const std::vector<NameMatch>& names, std::string_view between) {
  std::string text;
  for (const NameMatch& name : names) {
    if (!text.empty()) text += between;
    text += visibleLine(name.candidates.front().name);
  }
  return text;
}

bool meanTheSame(const std::vector<NameMatch>& names) {
  return names.size() == 2 && names[0].candidates.front().id == names[1].candidates.front().id;
}

void renderNegative(const std::string& what, const Searched& searched, const std::vector<NameMatch>& names,
                    const Console& console) {
  const bool several = names.size() > 1;
  console.out << what << ": " << searchedText(searched) << ", " << searched.naming << " of them "
              << (searched.naming == 1 ? "names " : "name ") << bothNames(names, " and ")
              << (several && names.size() == 2 ? " together" : "") << ".\n";
}

// Who is meant where a sentence says it without the name that was asked for: "“he” is Luis Osei".
std::string meantIn(const NearMissLine& line, const std::vector<NameMatch>& names) {
  std::string text;
  std::optional<Span> last;
  for (const NamedLine& named : line.names) {
    const bool asked = std::any_of(names.begin(), names.end(), [&](const NameMatch& name) {
      return name.candidates.front().id == named.entity.id;
    });
    if (asked && named.by_name) continue;
    if (!text.empty()) text += ", ";
    if (last != named.span) text += "“" + visibleLine(named.text) + "” is ";
    last = named.span;
    text += visibleLine(named.entity.name);
    if (!asked && !named.entity.country.empty()) text += " (" + visibleLine(named.entity.country) + ")";
  }
  return text;
}

// What the sentence has instead of a meeting of the two: "tells of: talks, held, Ada Kerr – Luis Osei".
std::string insteadIn(const NearMissLine& line) {
  std::string text;
  for (const ToldMeeting& told : line.told) {
    text +=
        (text.empty() ? "tells of: " : "; ") + std::string(wordOf(told.kind)) + ", " + std::string(wordOf(told.status));
    for (const std::string& name : told.participants) {
      text += (&name == &told.participants.front() ? ", " : " – ") + visibleLine(name);
    }
  }
  if (!text.empty()) return text;
  for (const std::string& word : line.words) text += (text.empty() ? "has “" : ", “") + visibleLine(word) + "”";
  return text;
}

void renderNearMiss(const NearMissLine& line, const std::vector<NameMatch>& names, const Console& console) {
  renderPassage(line.passage, "", console);
  std::string below = insteadIn(line);
  const std::string meant = meantIn(line, names);
  if (!below.empty() && !meant.empty()) below += "; ";
  below += meant;
  if (!below.empty()) console.out << kBelow << "  " << console.dim(below) << "\n";
}

// "Ada Kerr and Luis Osei did meet (1 held, 2 planned); see: parley why 'Ada Kerr' 'Luis Osei'"
void renderMeetingCounts(const WhyNotAnswer& answer, const Console& console) {
  if (answer.meetings.empty()) return;
  std::string counts;
  for (const auto& [status, count] : answer.meetings) {
    counts += (counts.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(wordOf(status));
  }
  const bool met = answer.meetings.front().first == Status::kHeld;
  console.out << bothNames(answer.names, " and ")
              << (met ? " did meet (" : " have no meeting that was held, but others (") << counts
              << "); see: parley why";
  for (const NameMatch& name : answer.names) {
    console.out << " " << visibleLine(shellQuoted(name.candidates.front().name));
  }
  console.out << "\n";
}

// "3 sentences name Ada Kerr and Luis Osei without telling of a meeting of the two (1 tells of one)"
std::string foundText(const WhyNotAnswer& answer) {
  const std::uint64_t found = answer.sentences.size() + answer.left_out;
  std::string text = found == 0 ? "No sentence names " : counted(found, "sentence names ", "sentences name ");
  text += bothNames(answer.names, " and ");
  if (found > 0 || answer.telling > 0) text += " without telling of a meeting of the two";
  if (answer.telling > 0) text += " (" + counted(answer.telling, "tells of one)", "tell of one)");
  return text;
}

void renderDocument(const DocumentPage& page, const Console& console) {
  console.out << console.bold(page.title.empty() ? "(no title)" : visibleLine(page.title)) << "\n";
  for (const Sighting& sighting : page.sightings) {
    console.out << "  " << visibleLine(sighting.name);
    if (sighting.published) console.out << "  " << formatDate(*sighting.published);
    if (!sighting.outlet.empty()) console.out << "  " << visibleLine(sighting.outlet);
    if (!sighting.url.empty()) console.out << "  " << console.link(sighting.url, visibleLine(sighting.url));
    console.out << "\n";
  }
  console.out << "  id " << toHex(page.id) << ", " << counted(page.bytes, "byte", "bytes") << ", ";
  console.out << (page.date ? "written " + formatDate(*page.date) + (page.date_inferred ? " (inferred)" : "")
                            : std::string("undated"))
              << "\n";
  for (const Incident& incident : page.incidents) {
    console.out << "  " << console.styled("33", visibleLine(incident.code)) << ": " << visibleLine(incident.detail)
                << "\n";
  }
  if (!page.entities.empty()) console.out << "\nNames\n";
  for (const EntityRef& entity : page.entities) console.out << "  " << described(entity) << "\n";
  if (!page.meetings.empty()) console.out << "\nMeetings\n";
  renderMeetings(page.meetings, Quotes::kSome, console);
}

void renderEntity(const EntityPage& page, const Console& console) {
  console.out << console.bold(visibleLine(page.entity.name)) << "\n  " << described(page.entity) << "\n  id "
              << toHex(page.entity.id) << "\n";
  for (const std::string& alias : page.aliases) console.out << "  also “" << visibleLine(alias) << "”\n";
  if (!page.triples.empty()) console.out << "\nRelations\n";
  for (const TripleLine& triple : page.triples) {
    console.out << "  " << visibleLine(triple.subject.name) << " " << console.bold(visibleLine(triple.relation)) << " "
                << visibleLine(triple.object.name);
    if (triple.status != Status::kHeld) console.out << " [" << wordOf(triple.status) << "]";
    console.out << "\n";
    const std::size_t rest = renderQuotes(triple.quotes, Quotes::kSome, console);
    if (rest > 0) renderRest(counted(rest, "more quote", "more quotes"), console);
  }
  if (!page.meetings.empty()) console.out << "\nMeetings\n";
  renderMeetings(page.meetings, Quotes::kSome, console);
}

void renderBody(const MetAnswer& answer, const Filters& filters, Quotes quotes, const Console& console) {
  if (!renderNames(answer.names, answer.searched, console)) return;
  if (answer.meetings.empty()) {
    if (meanTheSame(answer.names)) {
      console.out << "Both names mean " << bothNames({answer.names.front()}, "") << ".\n";
      return;
    }
    renderNegative("No meeting of " + bothNames(answer.names, " with ") + askedText(filters) + " found",
                   answer.searched, answer.names, console);
  }
  renderMeetings(answer.meetings, quotes, console);
  if (answer.furniture_left_out > 0) {
    console.out << console.dim(counted(answer.furniture_left_out, "meeting", "meetings") +
                               " in page furniture left out; see them with --furniture")
                << "\n";
  }
}

void renderBody(const PathAnswer& answer, const Filters& filters, const Console& console) {
  if (!renderNames(answer.names, answer.searched, console)) return;
  if (!answer.found) {
    renderNegative("No path from " + bothNames(answer.names, " to ") + walkedText(filters) + " found", answer.searched,
                   answer.names, console);
    return;
  }
  if (answer.hops.empty()) console.out << "Both names mean " << bothNames({answer.names.front()}, "") << ".\n";
  std::size_t number = 0;
  for (const HopLine& hop : answer.hops) {
    console.out << ++number << ". " << console.bold(visibleLine(hop.from.name)) << " – "
                << console.bold(visibleLine(hop.to.name)) << "\n";
    renderMeetings({hop.meeting}, Quotes::kSome, console);
  }
}

void renderBody(const NearAnswer& answer, const Filters& filters, const Console& console) {
  if (!renderNames(answer.names, answer.searched, console)) return;
  if (answer.entities.empty()) {
    renderNegative("Nobody near " + bothNames(answer.names, "") + walkedText(filters) + " found", answer.searched,
                   answer.names, console);
    return;
  }
  std::size_t name_columns = 0;
  for (const NearLine& line : answer.entities) {
    name_columns = std::max(name_columns, std::min(columnsOf(visibleLine(line.entity.name)), kWidestColumn));
  }
  for (const NearLine& line : answer.entities) {
    console.out << padded(counted(line.hops, "hop", "hops"), 7) << "  "
                << console.bold(padded(visibleLine(line.entity.name), name_columns)) << "  via "
                << visibleLine(line.via.name) << "  "
                << console.styled(colourOf(line.meeting.status), wordOf(line.meeting.status)) << " "
                << whenOf(line.meeting) << "  " << kindAndPlaceOf(line.meeting) << "\n";
  }
}

void renderBody(const WhyNotAnswer& answer, const Console& console) {
  if (!renderNames(answer.names, answer.searched, console)) return;
  if (meanTheSame(answer.names)) {
    console.out << "Both names mean " << bothNames({answer.names.front()}, "") << ".\n";
    return;
  }
  renderMeetingCounts(answer, console);
  renderNegative(foundText(answer), answer.searched, answer.names, console);
  auto line = answer.sentences.begin();
  for (const auto& [reason, count] : answer.reasons) {
    console.out << "\n"
                << console.bold(explanationOf(reason)) << " " << counted(count, "sentence", "sentences") << "\n";
    for (; line != answer.sentences.end() && line->reason == reason; ++line) {
      renderNearMiss(*line, answer.names, console);
    }
  }
  if (answer.left_out > 0) {
    renderRest(counted(answer.left_out, "more sentence", "more sentences") + "; see them with --limit " +
                   std::to_string(answer.sentences.size() + answer.left_out),
               console);
  }
  if (answer.not_read > 0) {
    console.out << console.dim(counted(answer.not_read, "older document that names", "older documents that name") +
                               " both left unread")
                << "\n";
  }
}

void renderBody(const ShowAnswer& answer, const Console& console) {
  if (answer.name.guessed && answer.entity) renderNames({answer.name}, answer.searched, console);
  if (answer.entity) {
    renderEntity(*answer.entity, console);
  } else if (answer.meeting) {
    console.out << "meeting " << toHex(answer.meeting->id) << "\n";
    renderMeetings({*answer.meeting}, Quotes::kAll, console);
  } else if (answer.document) {
    renderDocument(*answer.document, console);
  } else if (answer.name.candidates.size() > 1) {
    renderNames({answer.name}, answer.searched, console);
  } else {
    console.out << "No name, meeting or document “" << visibleLine(answer.name.typed)
                << "”: " << searchedText(answer.searched) << ".\n";
  }
}

void renderBody(const StatsAnswer& answer, const Console& console) {
  const auto line = [&](std::string_view what, std::uint64_t count) {
    const std::string number = std::to_string(count);
    console.out << padded(std::string(what), 16) << std::string(number.size() < 9 ? 9 - number.size() : 0, ' ')
                << number << "\n";
  };
  line("documents", answer.documents);
  if (!answer.first_date.empty()) console.out << "  dated " << answer.first_date << " to " << answer.last_date << "\n";
  line("reports", answer.reports);
  line("entities", answer.entities);
  for (const auto& [kind, count] : answer.entities_by_kind) line("  " + kind, count);
  line("meetings", answer.meetings);
  for (const auto& [status, count] : answer.meetings_by_status) line("  " + status, count);
  line("triples", answer.triples);
}

std::string_view headingOf(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kNewPair:
      return "New pairs";
    case ChangeKind::kNewMeeting:
      return "New meetings";
    case ChangeKind::kStatus:
      return "Changed status";
    case ChangeKind::kWithdrawn:
      return "Called off, or in doubt";
    case ChangeKind::kDate:
      return "Changed date";
    case ChangeKind::kGone:
      return "No longer read as meetings";
  }
  return "";
}

// "was planned, 2022-01"
std::string wasText(const ChangeLine& line) {
  return "was " + std::string(wordOf(*line.was)) + ", " +
         (line.was_when.empty() ? "without a date" : visibleLine(line.was_when));
}

void renderChange(const ChangeLine& line, const Widths& widths, const Console& console) {
  if (!line.was || line.kind == ChangeKind::kGone) return renderMeeting(line.meeting, widths, Quotes::kSome, console);
  renderMeetingLine(line.meeting, widths, console);
  console.out << kBelow << wasText(line) << "\n";
  if (line.by) {
    renderQuote(*line.by, console);
  } else {
    renderQuotes(line.meeting.history, Quotes::kSome, console);
  }
}

void renderBody(const DiffAnswer& answer, const Console& console) {
  const std::string days = "from " + formatDate(answer.from) + " to " + formatDate(answer.searched.as_of->day);
  console.out << (answer.changes.empty() ? "Nothing changed " : "What changed ") << days << ": "
              << counted(answer.published, "document", "documents") << " published after the first day, "
              << searchedText(answer.searched) << ".\n";
  for (auto begin = answer.changes.begin(); begin != answer.changes.end();) {
    const auto end =
        std::find_if(begin, answer.changes.end(), [&](const ChangeLine& line) { return line.kind != begin->kind; });
    std::vector<MeetingLine> meetings;
    for (auto line = begin; line != end; ++line) meetings.push_back(line->meeting);
    const Widths widths = widthsOf(meetings);
    console.out << "\n" << console.bold(headingOf(begin->kind)) << "\n";
    for (; begin != end; ++begin) renderChange(*begin, widths, console);
  }
}

std::string_view headingOf(ContradictionKind kind) {
  switch (kind) {
    case ContradictionKind::kStatus:
      return "was it held?";
    case ContradictionKind::kDay:
      return "on which day?";
    case ContradictionKind::kPlace:
      return "in which state?";
  }
  return "";
}

void renderBody(const ContradictionsAnswer& answer, const Filters& filters, const Console& console) {
  if (!renderNames(answer.names, answer.searched, console)) return;
  if (answer.contradictions.empty()) {
    const std::string of = answer.names.empty() ? "" : " of " + bothNames(answer.names, " with ");
    console.out << "No report contradicts another: " << counted(answer.compared, "meeting", "meetings") << of
                << askedText(filters) << " compared, " << searchedText(answer.searched) << ".\n";
    return;
  }
  for (const ContradictionLine& line : answer.contradictions) {
    const Widths widths = widthsOf(line.meetings);
    for (const MeetingLine& meeting : line.meetings) renderMeetingLine(meeting, widths, console);
    console.out << kBelow << console.bold(headingOf(line.kind)) << "\n";
    for (const Claim& claim : line.claims) {
      console.out << kBelow << visibleLine(claim.says) << "\n";
      for (const Quote& quote : claim.quotes) renderQuote(quote, console);
    }
  }
}

void renderBody(const FindAnswer& answer, const Console& console) {
  if (answer.names.empty() && answer.sentences.empty()) {
    console.out << "No name and no sentence has that: " << searchedText(answer.searched) << ".\n";
  }
  if (!answer.names.empty()) console.out << console.bold("Names") << "\n";
  for (const EntityRef& name : answer.names) console.out << "  " << described(name) << "\n";
  if (answer.names_left_out > 0) {
    renderRest(counted(answer.names_left_out, "more name", "more names") + "; see them with --limit " +
                   std::to_string(answer.names.size() + answer.names_left_out),
               console);
  }
  if (!answer.sentences.empty()) {
    console.out << console.bold("Sentences") << " in " << counted(answer.searched.naming, "document", "documents")
                << " of " << answer.searched.documents << "\n";
  }
  for (const Passage& sentence : answer.sentences) renderPassage(sentence, "", console);
  if (answer.sentences_left_out > 0) {
    renderRest(counted(answer.sentences_left_out, "more sentence", "more sentences") + "; see them with --limit " +
                   std::to_string(answer.sentences.size() + answer.sentences_left_out),
               console);
  }
  if (answer.not_read > 0) {
    console.out << console.dim(counted(answer.not_read, "older document", "older documents") + " left unread") << "\n";
  }
}

// "31.2 %"
std::string percentOf(std::uint32_t millionths) {
  const std::uint32_t tenths = (millionths + 500) / 1000;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

void renderBody(const TopAnswer& answer, const Filters& filters, const Console& console) {
  if (answer.lines.empty()) {
    console.out << "No meeting" << askedText(filters) << " to count: " << searchedText(answer.searched) << ".\n";
  }
  const auto right = [](const std::string& text, std::size_t columns) {
    return std::string(columns - std::min(columns, text.size()), ' ') + text;
  };
  for (const TopLine& line : answer.lines) {
    if (answer.by == TopBy::kCentral) console.out << right(percentOf(line.between), 7) << " of ways  ";
    console.out << right(counted(line.meetings, "meeting ", "meetings"), 14) << " with "
                << right(std::to_string(line.others), 4) << "  " << described(line.entity) << "\n";
  }
  if (answer.lines_left_out > 0) {
    renderRest(counted(answer.lines_left_out, "more", "more") + "; see them with --limit " +
                   std::to_string(answer.lines.size() + answer.lines_left_out),
               console);
  }
}

}  // namespace

std::string leftOutText(const LeftOut& left_out, const std::optional<AsOf>& as_of) {
  std::string counts;
  std::uint64_t meetings = 0;
  const auto add = [&](std::uint64_t count, std::string_view why) {
    if (count > 0) counts += (counts.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(why);
    meetings += count;
  };
  add(left_out.status, "of another status");
  add(left_out.kind, "of another kind");
  add(left_out.undated, "without a date");
  add(left_out.days, "on other days");
  add(left_out.place, "elsewhere");
  add(left_out.reports, "in too few reports");
  add(left_out.outlet, "not by that outlet");
  std::string text;
  if (meetings > 0) text += counted(meetings, "meeting", "meetings") + " left out: " + counts + "\n";
  if (as_of) {
    text += "as of " + formatDate(as_of->day) + ": " + counted(as_of->later, "later document", "later documents") +
            " and " + std::to_string(as_of->undated) + " without a date left out\n";
  }
  return text;
}

void render(const MetAnswer& answer, const Filters& filters, Quotes quotes, const Console& console) {
  renderBody(answer, filters, quotes, console);
  renderLeftOut(answer.meetings.empty() ? answer.left_out : onlyUndated(answer.left_out), answer.searched, console);
}

void render(const PathAnswer& answer, const Filters& filters, const Console& console) {
  renderBody(answer, filters, console);
  renderLeftOut(answer.found ? onlyUndated(answer.left_out) : answer.left_out, answer.searched, console);
}

void render(const NearAnswer& answer, const Filters& filters, const Console& console) {
  renderBody(answer, filters, console);
  renderLeftOut(answer.entities.empty() ? answer.left_out : onlyUndated(answer.left_out), answer.searched, console);
}

void render(const DiffAnswer& answer, const Console& console) {
  renderBody(answer, console);
  renderLeftOut(answer.changes.empty() ? answer.left_out : onlyUndated(answer.left_out), answer.searched, console);
}

void render(const ContradictionsAnswer& answer, const Filters& filters, const Console& console) {
  renderBody(answer, filters, console);
  renderLeftOut(answer.contradictions.empty() ? answer.left_out : onlyUndated(answer.left_out), answer.searched,
                console);
}

void render(const FindAnswer& answer, const Console& console) {
  renderBody(answer, console);
  renderLeftOut({}, answer.searched, console);
}

void render(const TopAnswer& answer, const Filters& filters, const Console& console) {
  renderBody(answer, filters, console);
  renderLeftOut(answer.lines.empty() ? answer.left_out : onlyUndated(answer.left_out), answer.searched, console);
}

void render(const WhyNotAnswer& answer, const Console& console) {
  renderBody(answer, console);
  renderLeftOut({}, answer.searched, console);
}

void render(const ShowAnswer& answer, const Console& console) {
  renderBody(answer, console);
  renderLeftOut({}, answer.searched, console);
}

void render(const StatsAnswer& answer, const Console& console) {
  renderBody(answer, console);
  renderLeftOut({}, answer.as_of, console);
}

}  // namespace parley
