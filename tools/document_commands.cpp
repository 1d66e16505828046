#include <unistd.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "extract/event_class.h"
#include "extract/extractor.h"
#include "extract/reader.h"
#include "graph/error.h"
#include "graph/knowledge_graph.h"
#include "query/local_answers.h"
#include "tools/command_runs.h"
#include "tools/ingest.h"
#include "tools/ordered_work.h"
#include "tools/progress.h"
#include "tools/render_json.h"
#include "tools/render_text.h"

namespace parley {
namespace {

GivenSighting givenSighting(const Invocation& invocation) {
  GivenSighting given;
  if (const auto date = invocation.value("date")) {
    given.date = parseDate(*date);
    if (!given.date)
      throw Error(ErrorCode::kInvalidArgument, "--date takes a day such as 2022-01-21, not “" + *date + "”");
  }
  given.outlet = invocation.value("outlet").value_or("");
  given.url = invocation.value("url").value_or("");
  given.title = invocation.value("title").value_or("");
  return given;
}

FoundInputs inputsOf(const Invocation& invocation, const Console& console) {
  FoundInputs found = findInputs(invocation.arguments());
  const auto standard = [](const Input& input) { return input.path == "-"; };
  if (std::any_of(found.inputs.begin(), found.inputs.end(), standard) && isatty(STDIN_FILENO) != 0) {
    console.err << "reading from the terminal; end with Ctrl-D\n";
  }
  if (found.passed_over > 0) {
    console.err << found.passed_over << (found.passed_over == 1 ? " other file" : " other files")
                << " passed over; name a file to have it read\n";
  }
  return found;
}

// What `add` did, as it is told to people line by line and to programs at the end.
class AddReport {
 public:
  AddReport(const Invocation& invocation, const Console& console)
      : console_(console), json_(invocation.has("json")), quiet_(invocation.has("quiet")) {}

  void operator()(const InputResult& result) {
    if (result.outcome == InputOutcome::kRefused) return refused(result.input.path, result.reason);
    const bool listed = count(result.outcome, {{"input", result.input.path},
                                               {"document", result.input.name},
                                               {"document_id", toHex(result.document)},
                                               {"meetings", result.meetings}});
    if (!listed || quiet_) return;
    constexpr std::array<std::string_view, 3> kWords = {"added          ", "seen again     ", "already there  "};
    // Whoever waits for the line may rely on the document.
    console_.out << kWords.at(static_cast<std::size_t>(result.outcome)) << visibleLine(result.input.name) << "  "
                 << result.meetings << (result.meetings == 1 ? " meeting\n" : " meetings\n") << std::flush;
  }

  void refused(const std::string& path, const std::string& reason) {
    if (!count(InputOutcome::kRefused, {{"input", path}, {"reason", reason}})) return;
    console_.out << "refused        " << visibleLine(path) << ": " << visibleLine(reason) << "\n" << std::flush;
  }

  void finish(bool complete) const {
    if (json_) {
      console_.out << jsonLine({{"v", kJsonVersion},
                                {"command", "add"},
                                {"added", of(InputOutcome::kAdded).entries},
                                {"seen_again", of(InputOutcome::kSeenAgain).entries},
                                {"already_there", of(InputOutcome::kAlreadyThere).entries},
                                {"refused", of(InputOutcome::kRefused).entries},
                                {"complete", complete}});
      return;
    }
    const std::size_t seen_again = of(InputOutcome::kSeenAgain).count;
    console_.out << of(InputOutcome::kAdded).count << " added, " << of(InputOutcome::kAlreadyThere).count
                 << " already there, ";
    if (seen_again > 0) console_.out << seen_again << " seen again with something new, ";
    console_.out << refusals() << " refused\n";
  }

  [[nodiscard]] std::size_t accepted() const {
    return of(InputOutcome::kAdded).count + of(InputOutcome::kSeenAgain).count + of(InputOutcome::kAlreadyThere).count;
  }
  [[nodiscard]] std::size_t refusals() const { return of(InputOutcome::kRefused).count; }

 private:
  struct Group {
    std::size_t count = 0;
    nlohmann::ordered_json entries = nlohmann::ordered_json::array();  // With --json only.
  };

  [[nodiscard]] const Group& of(InputOutcome outcome) const { return groups_.at(static_cast<std::size_t>(outcome)); }
  // True if people are to be told with a line.
  bool count(InputOutcome outcome, nlohmann::ordered_json entry) {
    Group& group = groups_.at(static_cast<std::size_t>(outcome));
    ++group.count;
    if (json_) group.entries.push_back(std::move(entry));
    return !json_;
  }

  const Console& console_;
  bool json_, quiet_;
  std::array<Group, 4> groups_;  // By InputOutcome.
};

int exitCodeOf(std::size_t accepted, std::size_t refused, bool strict) {
  if (refused > 0 && (strict || accepted == 0)) return kRefused;
  return accepted > 0 ? kAnswered : kNoAnswer;
}

// Somebody to ask about: of the first added documents, whoever takes part in most meetings; the smallest name on a tie.
std::string somebody(const GraphSource& source, std::span<const DocumentId> documents) {
  std::map<std::string, std::size_t> meetings;
  for (const DocumentId& id : documents) {
    const std::optional<ReadDocument> read = source.document(id);
    if (!read) continue;
    for (const Report& report : read->extraction.reports) {
      const auto* statement = std::get_if<MeetingStatement>(&report.statement);
      if (statement == nullptr || report.furniture) continue;
      for (const Participation& participation : statement->participants) {
        const LocalEntity& entity = read->extraction.entities.at(participation.entity);
        if (entity.kind == EntityKind::kPerson) ++meetings[entity.name];
      }
    }
  }
  std::string best;
  for (const auto& [name, count] : meetings) {
    if (best.empty() || count > meetings[best]) best = name;
  }
  return best;
}

// The documents that `word` names: by id, else by name, else by the first 8 digits or more of the id.
std::vector<DocumentId> documentsCalled(const GraphSource& source, const std::string& word) {
  if (const auto id = documentIdFromHex(word); id && source.document(*id)) return {*id};
  std::vector<DocumentId> documents = source.documentsNamed(word);
  constexpr std::size_t kFewestDigits = 8;
  const bool digits = word.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!documents.empty() || word.size() < kFewestDigits || !digits) return documents;
  source.forEachDocument([&](const DocumentId& id) {
    if (toHex(id).starts_with(word)) documents.push_back(id);
    return true;
  });
  return documents;
}

// The lines of an input as documents of their own, "STEM:LINE"; empty lines are none.
std::vector<std::pair<std::string, std::string>> linesOf(const std::string& name, const std::string& bytes) {
  std::vector<std::pair<std::string, std::string>> lines;
  std::istringstream stream(bytes);
  std::size_t number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.find_first_not_of(" \t") != std::string::npos)
      lines.emplace_back(name + ":" + std::to_string(number), line);
  }
  return lines;
}

// A document that `extract` read.
struct Read {
  std::string name;
  ReadDocument document;
  std::vector<SentenceTriples> open_triples;  // If they were asked for.
  nlohmann::ordered_json event_class;         // With --pairs: its word, or null.
};

// What `extract` makes of one input.
struct Extracted {
  std::vector<Read> documents;
  std::vector<Refusal> refused;
};

enum class LinesAre : std::uint8_t { kText, kSentences, kPairs };

Extracted extractInput(const Input& input, const GivenSighting& given, const LanguageModel& model, LinesAre lines,
                       OpenTriples open) {
  Extracted result;
  if (lines == LinesAre::kText) {
    ReadResult read = readAndExtract(input, given, model, open);
    if (read.document)
      result.documents.push_back({input.name, std::move(*read.document), std::move(read.open_triples), {}});
    else
      result.refused.push_back({input.path, std::move(read.reason)});
    return result;
  }
  std::string bytes;
  try {  // As in readAndExtract(): an input that cannot be read does not cost the others.
    bytes = readBytes(input.path, kMaxDocumentBytes);
  } catch (const Error& error) {
    result.refused.push_back({input.path, error.what()});
    return result;
  }
  for (const auto& [name, line] : linesOf(input.name, bytes)) {
    std::vector<std::string> columns = {line};
    if (lines == LinesAre::kPairs) {
      columns.clear();
      std::istringstream stream(line);
      for (std::string column; std::getline(stream, column, '\t');) columns.push_back(column);
      if (columns.size() != 3) {
        result.refused.push_back({name, "a line of --pairs has three columns: sentence, tab, actor, tab, actor"});
        continue;
      }
    }
    ReadResult read = readAndExtract(columns[0], name, given, model, open);
    if (!read.document) {
      result.refused.push_back({name, std::move(read.reason)});
      continue;
    }
    nlohmann::ordered_json event_class;
    if (lines == LinesAre::kPairs) {
      if (const auto found = eventClass(read.document->document, model, columns[1], columns[2]))
        event_class = wordOf(*found);
    }
    result.documents.push_back({name, std::move(*read.document), std::move(read.open_triples), std::move(event_class)});
  }
  return result;
}

// What `extract --tab` makes of one input: a line for each open triple. `first` is its first column.
void addTabLines(std::string_view first, const std::vector<OpenTriple>& triples, std::string& out) {
  for (const OpenTriple& triple : triples) {
    out += first;
    out += "\t" + std::to_string(triple.confidence);
    for (const Phrase* phrase : {&triple.subject, &triple.relation, &triple.object})
      out += "\t" + visibleLine(phrase->text);
    out += "\n";
  }
}

struct Tabbed {
  std::string lines;
  std::vector<Refusal> refused;
  bool read = false;
};

Tabbed tabOf(const Input& input, const GivenSighting& given, const LanguageModel& model) {
  Tabbed result;
  try {  // As in readAndExtract(): an input that cannot be read does not cost the others.
    const Document document = readInput(input, given);
    for (const SentenceTriples& sentence : openTriplesOf(document, segment(document, model), model))
      addTabLines(visibleLine(textOf(document, sentence.sentence)), sentence.triples, result.lines);
    result.read = true;
  } catch (const Error& error) {
    result.refused.push_back({input.path, error.what()});
  }
  return result;
}

// Each line of the input is one sentence, whatever stands in it: the first column is the line.
Tabbed tabOfLines(const Input& input, const LanguageModel& model) {
  Tabbed result;
  try {
    Document document;                                       // No markup is looked for in a line.
    std::vector<std::pair<std::size_t, std::string>> lines;  // With their first bytes in the text.
    for (auto& [name, line] : linesOf(input.name, readBytes(input.path, kMaxDocumentBytes))) {
      line = validUtf8(line);
      lines.emplace_back(document.text.size(), line);
      document.text += line + "\n";
    }
    std::size_t at = 0;
    std::string first;
    for (const SentenceTriples& sentence : openTriplesOf(document, segmentLines(document), model)) {
      while (at + 1 < lines.size() && lines[at + 1].first <= sentence.sentence.begin) ++at;
      first = visible(lines[at].second);
      std::replace(first.begin(), first.end(), '\t', ' ');
      addTabLines(first, sentence.triples, result.lines);
    }
    result.read = true;
  } catch (const Error& error) {
    result.refused.push_back({input.path, error.what()});
  }
  return result;
}

}  // namespace

int runAdd(const Invocation& invocation, const Console& console) {
  requireLocal(invocation, "add");
  IngestOptions options;
  options.given = givenSighting(invocation);
  options.threads = threadsOf(invocation);
  const FoundInputs found = inputsOf(invocation, console);
  if (found.inputs.size() > 1 && (invocation.has("url") || invocation.has("title"))) {
    throw Error(ErrorCode::kInvalidArgument, "--url and --title describe one article, and there are " +
                                                 std::to_string(found.inputs.size()) + "; use FILE.meta.json");
  }
  AddReport report(invocation, console);
  for (const Refusal& refusal : found.refused) report.refused(refusal.path, refusal.reason);

  const LanguageModel model = LanguageModel::openDefault();
  StoreOptions store_options;
  store_options.access = StoreAccess::kWrite;
  store_options.create = true;
  const InterruptGuard guard;
  const std::unique_ptr<Store> store = Store::open(storePath(invocation), store_options);
  std::vector<DocumentId> first_added;
  Progress progress(console, found.inputs.size(), invocation.has("quiet"));
  const bool complete = ingest(
      *store, found.inputs, model, options,
      [&](const InputResult& result) {
        progress.clear();
        report(result);
        if (result.outcome == InputOutcome::kAdded && first_added.size() < 100) first_added.push_back(result.document);
      },
      [&](std::size_t done) { progress.at(done); }, InterruptGuard::interrupted());
  progress.clear();
  report.finish(complete);
  if (!complete) {
    console.err << "parley: interrupted; what is listed is stored, and the same command goes on with the rest\n";
    return kInterrupted;
  }
  if (found.inputs.empty() && found.refused.empty()) {
    console.err << "nothing to add: no .txt, .html, .htm or .xhtml file there\n";
  }
  if (!first_added.empty() && !invocation.has("quiet") && !invocation.has("json")) {
    const std::string name = somebody(*store->snapshot(), first_added);
    if (!name.empty()) console.err << "try: parley met " << visibleLine(shellQuoted(name)) << "\n";
  }
  return exitCodeOf(report.accepted(), report.refusals(), invocation.has("strict"));
}

int runRetract(const Invocation& invocation, const Console& console) {
  requireLocal(invocation, "retract");
  const bool dry = invocation.has("dry-run");
  const std::string word = validUtf8(invocation.arguments().front());
  StoreOptions options;
  options.access = dry ? StoreAccess::kRead : StoreAccess::kWrite;
  const std::unique_ptr<Store> store = Store::open(storePath(invocation), options);
  if (!dry) store->catchUp();
  const std::unique_ptr<GraphSource> before = store->snapshot();
  const std::vector<DocumentId> documents = documentsCalled(*before, word);
  const bool json = invocation.has("json");
  nlohmann::ordered_json candidates = nlohmann::ordered_json::array();
  for (const DocumentId& id : documents) {
    const std::optional<ReadDocument> read = before->document(id);
    PARLEY_CHECK(read.has_value());
    candidates.push_back({{"document_id", toHex(id)},
                          {"document", read->document.name()},
                          {"title", read->document.title()},
                          {"reports", read->extraction.reports.size()}});
  }
  const bool one = documents.size() == 1;
  if (one && !dry) {
    PARLEY_CHECK(store->retract(documents.front()));
    store->catchUp();
  }
  if (json) {
    console.out << jsonLine({{"v", kJsonVersion},
                             {"command", "retract"},
                             {"typed", word},
                             {"documents", candidates},
                             {"retracted", one && !dry}});
  } else if (documents.empty()) {
    console.out << "No document “" << visibleLine(word) << "”: " << before->counts().documents << " searched.\n";
  } else {
    if (!one) console.out << "“" << visibleLine(word) << "” names " << documents.size() << " documents; give the id:\n";
    for (const auto& candidate : candidates) {
      console.out << (!one  ? "  "
                      : dry ? "would retract "
                            : "retracted ")
                  << visibleLine(candidate["document"].get<std::string>()) << "  "
                  << candidate["document_id"].get<std::string>() << "  " << candidate["reports"]
                  << (candidate["reports"] == 1 ? " report  " : " reports  ")
                  << visibleLine(candidate["title"].get<std::string>()) << "\n";
    }
  }
  return one ? kAnswered : kNoAnswer;
}

int runExtract(const Invocation& invocation, const Console& console) {
  requireLocal(invocation, "extract");
  const GivenSighting given = givenSighting(invocation);
  const unsigned threads = threadsOf(invocation);
  const LinesAre lines = invocation.has("pairs")       ? LinesAre::kPairs
                         : invocation.has("sentences") ? LinesAre::kSentences
                                                       : LinesAre::kText;
  const bool json = invocation.has("jsonl") || invocation.has("json") || lines == LinesAre::kPairs;
  if (invocation.has("tab") && (json || lines == LinesAre::kPairs))
    throw Error(ErrorCode::kInvalidArgument, "--tab prints lines and the others JSON: give one of them");
  const FoundInputs found = inputsOf(invocation, console);
  const LanguageModel model = LanguageModel::openDefault();
  std::size_t accepted = 0, refused = 0;
  const auto refuse = [&](const Refusal& refusal) {
    ++refused;
    console.err << "refused        " << visibleLine(refusal.path) << ": " << visibleLine(refusal.reason) << "\n";
  };
  for (const Refusal& refusal : found.refused) refuse(refusal);
  if (invocation.has("tab")) {
    inOrder<Tabbed>(
        found.inputs.size(), threads, 2 * std::size_t{threads},
        [&](std::size_t i) {
          return lines == LinesAre::kSentences ? tabOfLines(found.inputs[i], model)
                                               : tabOf(found.inputs[i], given, model);
        },
        [&](const Tabbed& tabbed) {
          for (const Refusal& refusal : tabbed.refused) refuse(refusal);
          if (tabbed.read) ++accepted;
          console.out << tabbed.lines;
          return true;
        });
    return exitCodeOf(accepted, refused, invocation.has("strict"));
  }
  inOrder<Extracted>(
      found.inputs.size(), threads, 2 * std::size_t{threads},
      [&](std::size_t i) {
        return extractInput(found.inputs[i], given, model, lines, json ? OpenTriples::kYes : OpenTriples::kNo);
      },
      [&](Extracted extracted) {
        for (const Refusal& refusal : extracted.refused) refuse(refusal);
        for (auto& [name, read, open_triples, event_class] : extracted.documents) {
          ++accepted;
          if (json) {
            nlohmann::ordered_json object = toJson(name, read.document, read.extraction, open_triples);
            if (lines == LinesAre::kPairs) object["plover"] = event_class;
            console.out << jsonLine(object);
            continue;
          }
          // For people: the page of the document in a graph of this one document.
          const std::string id = toHex(read.document.id);
          std::vector<ReadDocument> alone;
          alone.push_back(std::move(read));
          const KnowledgeGraph graph = KnowledgeGraph::build(std::move(alone));
          render(LocalAnswers(graph).show({id}), console);
          console.out << "\n";
        }
        return true;
      });
  return exitCodeOf(accepted, refused, invocation.has("strict"));
}

}  // namespace parley
