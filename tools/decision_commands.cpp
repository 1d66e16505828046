#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <system_error>

#include "graph/error.h"
#include "graph/name.h"
#include "query/name_lookup.h"
#include "store/store.h"
#include "tools/command_runs.h"
#include "tools/render_json.h"

namespace parley {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Error usage(const std::string& what) { return Error(ErrorCode::kInvalidArgument, what); }

// --by, else the name that the user logs in with.
std::string signer(const Invocation& invocation) {
  if (const auto given = invocation.value("by")) {
    const std::string name = validUtf8(*given);
    if (name.find_first_not_of(" \t\r\n") == std::string::npos) throw usage("--by takes a name");
    return name;
  }
  const passwd* user = getpwuid(geteuid());
  if (user == nullptr || *user->pw_name == '\0')
    throw usage("who decides? the system has no name for you; say --by NAME");
  return validUtf8(user->pw_name);
}

std::unique_ptr<Store> openStore(const Invocation& invocation, StoreAccess access) {
  StoreOptions options;
  options.access = access;
  return Store::open(storePath(invocation), options);
}

// Dates it: now, but after every other decision of its subject, so that it is the last whatever the clock says.
Decision dated(Decision decision, const Decisions& others) {
  decision.made = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  for (const Decision& other : others.all()) {
    if (sameSubject(decision, other)) decision.made = std::max(decision.made, other.made + std::chrono::seconds(1));
  }
  return decision;
}

// --- A decision as a line of JSON; docs/JSON.md has it ---

Json decisionJson(const Decision& decision) {
  Json json = {{"v", kJsonVersion},
               {"decision", wordOf(decision.kind)},
               {"made", formatInstant(decision.made)},
               {"by", decision.by}};
  if (decision.report) {
    json["document_id"] = toHex(decision.report->document);
    json["begin"] = decision.report->sentence.begin;
    json["end"] = decision.report->sentence.end;
    json["says"] = decision.report->says;
  } else {
    json["names"] = {decision.name, decision.other};
  }
  return json;
}

Decision decisionFrom(const std::string& line, const std::string& doing) {
  const auto refuse = [&](const std::string& why) { return usage(doing + ": " + why); };
  try {
    const Json json = Json::parse(line);
    if (json.at("v") != kJsonVersion) throw refuse("another version wrote it");
    Decision decision;
    const auto kind = decisionKindFromWord(json.at("decision").get<std::string>());
    const auto made = parseInstant(json.at("made").get<std::string>());
    if (!kind) throw refuse("“decision” is none of merge, distinct, reject, confirm, undo");
    if (!made) throw refuse("“made” is no time such as 2024-05-01T08:30:00Z");
    decision.kind = *kind;
    decision.made = *made;
    decision.by = json.at("by").get<std::string>();
    if (json.contains("names")) {
      const auto names = json.at("names").get<std::vector<std::string>>();
      if (names.size() != 2) throw refuse("“names” are not two");
      decision.name = names.front();
      decision.other = names.back();
    } else {
      const auto document = documentIdFromHex(json.at("document_id").get<std::string>());
      if (!document) throw refuse("“document_id” has not 32 digits");
      const auto offset = [&](const char* key) {
        const Json& number = json.at(key);
        if (!number.is_number_unsigned() || number > UINT32_MAX)
          throw refuse(std::string("“") + key + "” is no offset");
        return number.get<std::uint32_t>();
      };
      decision.report = ReportMention{*document, {offset("begin"), offset("end")}, json.at("says").get<std::string>()};
    }
    return checkedDecision(std::move(decision), doing);
  } catch (const nlohmann::json::exception& error) {
    throw refuse(error.what());
  }
}

// --- What a decision is about ---

// The person that `typed` means, by the name that most documents use; nullopt, and says why, if that is not clear.
std::optional<std::string> personCalled(const GraphSource& source, const std::string& typed, const Console& console) {
  const NameMatch match = lookUp(source, typed);
  const std::string shown = "“" + visibleLine(typed) + "”";
  if (match.candidates.empty() || match.guessed) {
    console.err << "Nobody of the name " << shown << ": " << source.counts().documents << " documents searched.\n";
    return std::nullopt;
  }
  if (match.candidates.size() > 1) {
    console.err << shown << " can mean " << match.candidates.size() << "; type more of the name, or the id:\n";
    for (const EntityRef& candidate : match.candidates) {
      console.err << "  " << toHex(candidate.id) << "  " << visibleLine(candidate.name) << "\n";
    }
    return std::nullopt;
  }
  const EntityRef& found = match.candidates.front();
  if (found.kind == EntityKind::kPerson) return found.name;
  console.err << shown << " is no person but a"
              << (found.kind == EntityKind::kOrganisation || found.kind == EntityKind::kOffice ? "n " : " ")
              << wordOf(found.kind) << "; only people are merged and told apart\n";
  return std::nullopt;
}

// Whether a document calls a person exactly so.
bool isWritten(const GraphSource& source, const std::string& name) {
  const std::string folded = foldName(name);
  const std::vector<std::string> words = nameWords(name);
  if (words.empty()) return false;
  for (const EntityId id : source.entitiesNamed(words.front())) {
    const std::optional<Entity> entity = source.entity(id);
    if (!entity || entity->kind != EntityKind::kPerson) continue;
    if (foldName(entity->name) == folded) return true;
    for (const std::string& alias : entity->aliases) {
      if (foldName(alias) == folded) return true;
    }
  }
  return false;
}

// Writes them, resolves anew, and says so.
int decide(std::string_view command, const Invocation& invocation, const Console& console, Store& store,
           const std::vector<Decision>& decisions) {
  store.decide(decisions);
  store.catchUp();
  if (invocation.has("json")) {
    Json list = Json::array();
    for (const Decision& decision : decisions) list.push_back(decisionJson(decision));
    console.out << jsonLine({{"v", kJsonVersion}, {"command", command}, {"decisions", std::move(list)}});
  } else {
    for (const Decision& decision : decisions) console.out << "decided: " << visibleLine(inWords(decision)) << "\n";
  }
  return kAnswered;
}

int decideNames(DecisionKind kind, const Invocation& invocation, const Console& console) {
  requireLocal(invocation, wordOf(kind));
  Decision decision;
  decision.kind = kind;
  decision.by = signer(invocation);
  const std::unique_ptr<Store> store = openStore(invocation, StoreAccess::kWrite);
  store->catchUp();
  const std::unique_ptr<GraphSource> source = store->snapshot();
  std::vector<std::string> names;
  for (const std::string& argument : invocation.arguments()) {
    const std::string typed = validUtf8(argument);
    if (kind == DecisionKind::kDistinct) {
      // Both may be taken for one person now, so they are meant as they stand.
      if (!isWritten(*source, typed)) {
        console.err << "No document calls a person “" << visibleLine(typed)
                    << "”; the decision waits for one that does\n";
      }
      names.push_back(typed);
    } else {
      const std::optional<std::string> name = personCalled(*source, typed, console);
      if (!name) return kNoAnswer;
      names.push_back(*name);
    }
  }
  if (kind == DecisionKind::kMerge && foldName(names[0]) == foldName(names[1])) {
    console.err << "Both names mean " << visibleLine(names[0]) << "; there is nothing to merge\n";
    return kNoAnswer;
  }
  decision.name = names[0];
  decision.other = names[1];
  decision = dated(std::move(decision), store->decisions());
  return decide(wordOf(kind), invocation, console, *store,
                {checkedDecision(std::move(decision), std::string(wordOf(kind)))});
}

int judge(DecisionKind kind, const Invocation& invocation, const Console& console) {
  requireLocal(invocation, wordOf(kind));
  const std::string by = signer(invocation);
  const std::string typed = invocation.arguments().front();
  const std::optional<EntityId> id = entityIdFromHex(typed);
  if (!id)
    throw usage(std::string(wordOf(kind)) + " takes the id of a meeting, 16 digits: parley met NAME --json has it");
  const std::unique_ptr<Store> store = openStore(invocation, StoreAccess::kWrite);
  store->catchUp();
  const std::unique_ptr<GraphSource> source = store->snapshot();
  const std::optional<Meeting> meeting = source->meeting(*id);
  const std::optional<std::string> document = invocation.value("document");
  const Decisions before = store->decisions();
  std::set<ReportMention> mentions;
  if (meeting) {
    for (const Step& step : meeting->steps) {
      const std::optional<ReadDocument> read = source->document(step.report.document);
      PARLEY_CHECK(read.has_value());
      const std::vector<Sighting>& sightings = read->document.sightings;
      const bool is_meant = !document || toHex(read->document.id) == *document ||
                            std::any_of(sightings.begin(), sightings.end(),
                                        [&](const Sighting& sighting) { return sighting.name == *document; });
      if (is_meant) mentions.insert(mentionOf(read->document.id, read->extraction, step.report.number));
    }
  }
  if (mentions.empty()) {
    console.err << "No meeting " << visibleLine(typed) << (document ? " in that document" : "") << ": "
                << source->counts().meetings << " searched.\n";
    return kNoAnswer;
  }
  std::vector<Decision> decisions;
  for (const ReportMention& mention : mentions) {
    Decision decision;
    decision.kind = kind;
    decision.by = by;
    decision.report = mention;
    decisions.push_back(checkedDecision(dated(std::move(decision), before), std::string(wordOf(kind))));
  }
  return decide(wordOf(kind), invocation, console, *store, decisions);
}

// --- The list ---

int listDecisions(const Invocation& invocation, const Console& console) {
  const Decisions decisions = openStore(invocation, StoreAccess::kRead)->decisions();
  const std::vector<Decision>& standing = decisions.standing();
  Json list = Json::array();
  std::size_t number = 0;
  for (const Decision& decision : decisions.all()) {
    const bool stands = std::binary_search(standing.begin(), standing.end(), decision);
    ++number;
    if (invocation.has("json")) {
      Json json = {{"number", number}};
      json.update(decisionJson(decision));
      json.erase("v");
      json["stands"] = stands;
      list.push_back(std::move(json));
      continue;
    }
    std::string numbered = std::to_string(number);
    numbered.insert(0, numbered.size() < 4 ? 4 - numbered.size() : 0, ' ');
    const std::string line = numbered + "  " + visibleLine(inWords(decision));
    const bool undo = decision.kind == DecisionKind::kUndo;
    console.out << (stands ? line : console.dim(line + (undo ? "" : "; counts no more"))) << "\n";
  }
  if (invocation.has("json")) {
    console.out << jsonLine({{"v", kJsonVersion}, {"command", "decisions"}, {"decisions", std::move(list)}});
  } else if (number == 0) {
    console.out << "Nothing was decided.\n";
  }
  return number == 0 ? kNoAnswer : kAnswered;
}

int exportDecisions(const Invocation& invocation, const Console& console, const fs::path& file) {
  std::ostringstream text;
  const Decisions decisions = openStore(invocation, StoreAccess::kRead)->decisions();
  for (const Decision& decision : decisions.all()) text << jsonLine(decisionJson(decision));
  if (file == "-") {
    console.out << text.str();
    return kAnswered;
  }
  // Written beside and renamed: a half-written file never has its name.
  const fs::path part = file.string() + ".part";
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  out << text.str();
  out.close();
  std::error_code why;
  if (out) fs::rename(part, file, why);
  if (!out || why) {
    std::error_code gone;
    fs::remove(part, gone);
    throw Error(ErrorCode::kIo,
                "writing " + file.string() + ": it cannot be written; nothing was written under that name");
  }
  console.err << "wrote " << decisions.all().size() << " to " << visibleLine(file.string()) << "\n";
  return kAnswered;
}

int importDecisions(const Invocation& invocation, const Console& console, const std::string& file) {
  std::ifstream in;
  if (file != "-") {
    in.open(file, std::ios::binary);
    if (!in) throw Error(ErrorCode::kIo, "reading " + file + ": " + std::strerror(errno));
  }
  std::istream& lines = file == "-" ? std::cin : in;
  std::vector<Decision> decisions;
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    decisions.push_back(decisionFrom(line, "reading line " + std::to_string(number) + " of " + file));
  }
  if (lines.bad()) throw Error(ErrorCode::kIo, "reading " + file);
  const std::unique_ptr<Store> store = openStore(invocation, StoreAccess::kWrite);
  const std::size_t added = store->decide(decisions);
  store->catchUp();
  if (invocation.has("json")) {
    console.out << jsonLine({{"v", kJsonVersion},
                             {"command", "decisions"},
                             {"imported", added},
                             {"already_there", decisions.size() - added}});
  } else {
    console.out << added << " imported, " << decisions.size() - added << " were there already\n";
  }
  return kAnswered;
}

int undoDecision(const Invocation& invocation, const Console& console, const std::string& number) {
  const std::string by = signer(invocation);
  const std::unique_ptr<Store> store = openStore(invocation, StoreAccess::kWrite);
  const Decisions decisions = store->decisions();
  const std::vector<Decision>& all = decisions.all();
  const unsigned wanted = numberOf("undo", number, 1, 1'000'000'000);
  if (wanted > all.size()) {
    console.err << "There is no decision " << wanted << "; parley decisions lists " << all.size() << "\n";
    return kNoAnswer;
  }
  Decision undo = all[wanted - 1];
  const std::vector<Decision>& standing = decisions.standing();
  if (!std::binary_search(standing.begin(), standing.end(), undo)) {
    console.err << "Decision " << wanted << " counts no more; there is nothing to undo\n";
    return kNoAnswer;
  }
  undo.kind = DecisionKind::kUndo;
  undo.by = by;
  return decide("decisions", invocation, console, *store, {dated(std::move(undo), decisions)});
}

}  // namespace

int runMerge(const Invocation& invocation, const Console& console) {
  return decideNames(DecisionKind::kMerge, invocation, console);
}

int runDistinct(const Invocation& invocation, const Console& console) {
  return decideNames(DecisionKind::kDistinct, invocation, console);
}

int runReject(const Invocation& invocation, const Console& console) {
  return judge(DecisionKind::kReject, invocation, console);
}

int runConfirm(const Invocation& invocation, const Console& console) {
  return judge(DecisionKind::kConfirm, invocation, console);
}

int runDecisions(const Invocation& invocation, const Console& console) {
  requireLocal(invocation, "decisions");
  const std::vector<std::string>& words = invocation.arguments();
  if (words.empty()) return listDecisions(invocation, console);
  if (words.size() == 2) {
    if (words[0] == "export") return exportDecisions(invocation, console, words[1]);
    if (words[0] == "import") return importDecisions(invocation, console, words[1]);
    if (words[0] == "undo") return undoDecision(invocation, console, words[1]);
  }
  throw usage("decisions takes nothing, export FILE, import FILE or undo NUMBER; see parley help decisions");
}

}  // namespace parley
