#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "graph/error.h"
#include "query/dossier.h"
#include "tools/command_runs.h"
#include "tools/render_json.h"
#include "tools/render_text.h"
#include "tools/rpc_client.h"
#include "tools/rpc_server.h"
#include "tools/served_store.h"
#include "tools/store_answers.h"

namespace parley {
namespace {

namespace fs = std::filesystem;

Error usage(const std::string& what) { return Error(ErrorCode::kInvalidArgument, what); }

std::optional<fs::path> folderFrom(const char* variable) {
  const char* value = std::getenv(variable);
  return value == nullptr || *value == '\0' ? std::nullopt : std::optional<fs::path>(value);
}

MetQuestion metQuestion(const Invocation& invocation, bool chronological) {
  const std::vector<std::string>& names = invocation.arguments();
  MetQuestion question;
  question.name = names.front();
  if (names.size() > 1) question.other = names.back();
  question.exact = invocation.has("exact");
  question.furniture = invocation.has("furniture");
  question.chronological = chronological;
  question.filters = filtersOf(invocation);
  question.as_of = asOfDay(invocation);
  return question;
}

int runMetLike(std::string_view command, bool chronological, Quotes quotes, const Invocation& invocation,
               const Console& console) {
  const MetQuestion question =
      metQuestion(invocation, chronological);  // Wrong usage is found before a store is opened.
  const MetAnswer answer = openAnswers(invocation, console)->met(question);
  if (invocation.has("json"))
    console.out << jsonLine(toJson(command, answer));
  else
    render(answer, question.filters, quotes, console);
  return answer.meetings.empty() ? kNoAnswer : kAnswered;
}

template <class Answer>
void print(const Answer& answer, const Invocation& invocation, const Console& console) {
  if (invocation.has("json"))
    console.out << jsonLine(toJson(answer));
  else
    render(answer, console);
}

// Of an answer that is read with the filters of its question.
template <class Answer>
void print(const Answer& answer, const Filters& filters, const Invocation& invocation, const Console& console) {
  if (invocation.has("json"))
    console.out << jsonLine(toJson(answer));
  else
    render(answer, filters, console);
}

// Writes beside each path and renames when all are whole, so that a half-written file never has its name.
void writeFiles(const std::vector<fs::path>& paths,
                const std::function<void(const std::vector<std::ostream*>&)>& write) {
  const auto fail = [&](const fs::path& path) {
    const int error = errno;
    throw Error(error == EACCES ? ErrorCode::kDenied : ErrorCode::kIo,
                "writing " + path.string() + ": " + std::strerror(error) + "; nothing was written under that name");
  };
  const auto partOf = [](const fs::path& path) { return path.string() + ".part"; };
  struct Remover {
    std::vector<fs::path> parts;
    ~Remover() {
      std::error_code gone;
      for (const fs::path& part : parts) fs::remove(part, gone);
    }
  } remover;
  std::deque<std::ofstream> files;
  std::vector<std::ostream*> outs;
  for (const fs::path& path : paths) {
    errno = 0;
    files.emplace_back(partOf(path), std::ios::binary | std::ios::trunc);
    if (!files.back()) fail(path);
    remover.parts.emplace_back(partOf(path));
    outs.push_back(&files.back());
  }
  write(outs);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    files[i].close();
    if (!files[i]) fail(paths[i]);
  }
  for (const fs::path& path : paths) {
    if (std::rename(partOf(path).c_str(), path.c_str()) != 0) fail(path);
    // A script is there to be run.
    if (path.extension() == ".sh") fs::permissions(path, fs::perms::owner_exec, fs::perm_options::add);
  }
}

// To `file`, or standard output for "-"; on a terminal with everything made visible.
void writeOut(const std::string& file, const std::function<void(std::ostream&)>& write, const Console& console) {
  if (file != "-") {
    writeFiles({file}, [&](const std::vector<std::ostream*>& outs) { write(*outs.front()); });
    console.err << "wrote " << visibleLine(file) << "\n";
  } else if (console.out_is_terminal) {
    std::ostringstream text;
    write(text);
    console.out << visible(text.str());
  } else {
    write(console.out);
  }
}

int exportDossier(const std::string& file, DossierFormat format, const Invocation& invocation, const Console& console) {
  const std::optional<std::string> name = invocation.value("of");
  if (!name) throw usage("of whom is the dossier? Say --of NAME, and --with NAME for what joins two");
  const DossierQuestion question{*name, invocation.value("with").value_or(""), invocation.has("exact"),
                                 filtersOf(invocation), asOfDay(invocation)};
  const DossierAnswer answer = openAnswers(invocation, console)->dossier(question);
  const Console talk{console.err, console.err, console.err_is_terminal, console.err_is_terminal};
  if (!renderNames(answer.names, answer.searched, talk)) return kNoAnswer;
  if (answer.subjects.size() == 2 && answer.subjects[0].entity.id == answer.subjects[1].entity.id) {
    throw usage("--of and --with both mean " + answer.subjects[0].entity.name + "; leave out --with");
  }
  writeOut(
      file, [&](std::ostream& out) { writeDossier(answer, format, out); }, console);
  console.err << leftOutText(answer.left_out, answer.searched.as_of);
  return kAnswered;
}

// What to do with the file, for whoever opens one for the first time.
std::string_view nextStep(ExportFormat format) {
  switch (format) {
    case ExportFormat::kPeopleGraphml:
    case ExportFormat::kMeetingsGraphml:
      return "in Gephi: File > Open; parallel meetings are one edge already, so any merge strategy will do\n";
    case ExportFormat::kTimelineGexf:
      return "in Gephi: File > Open, then enable the timeline at the bottom of the window\n";
    case ExportFormat::kDot:
      return "with Graphviz: dot -Tsvg FILE > FILE.svg\n";
    case ExportFormat::kNeo4j:
      return "with Neo4j 5: run import.sh where neo4j-admin is\n";
    default:
      return "";
  }
}

fs::path socketPath(const Invocation& invocation) {
  if (const auto address = invocation.value("listen")) return socketOf(*address);
  if (const auto folder = folderFrom("XDG_RUNTIME_DIR")) return *folder / "parley.sock";
  throw usage("where to listen? say --listen unix:PATH ($XDG_RUNTIME_DIR is not set)");
}

}  // namespace

fs::path storePath(const Invocation& invocation) {
  if (const auto given = invocation.value("store")) return *given;
  if (const auto given = folderFrom("PARLEY_STORE")) return *given;
  if (const auto data = folderFrom("XDG_DATA_HOME")) return *data / "parley" / "store";
  if (const auto home = folderFrom("HOME")) return *home / ".local" / "share" / "parley" / "store";
  throw usage("no store is given: neither --store nor $PARLEY_STORE nor $HOME is set; say --store DIR");
}

void requireLocal(const Invocation& invocation, std::string_view command) {
  if (invocation.has("connect")) {
    throw Error(ErrorCode::kNotSupported,
                "parley " + std::string(command) + " works on a store of this machine; leave out --connect");
  }
}

std::unique_ptr<Answers> openAnswers(const Invocation& invocation, const Console& console) {
  const auto address = invocation.value("connect");
  if (!address) {
    auto answers = std::make_unique<StoreAnswers>(storePath(invocation));
    if (const std::size_t waiting = answers->waiting(); waiting > 0) {
      console.err << waiting << (waiting == 1 ? " document or decision waits" : " documents or decisions wait")
                  << " to be resolved; the next parley add does it, also if it brings nothing new\n";
    }
    return answers;
  }
  if (invocation.has("store")) throw usage("--store and --connect name two places; give one");
  return std::make_unique<RemoteAnswers>(socketOf(*address));
}

unsigned numberOf(std::string_view option, const std::string& text, unsigned least, unsigned most) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < least || number > most) {
    throw usage("--" + std::string(option) + " takes a number from " + std::to_string(least) + " to " +
                std::to_string(most) + ", not “" + text + "”");
  }
  return number;
}

unsigned threadsOf(const Invocation& invocation) {
  if (const auto threads = invocation.value("threads")) return numberOf("threads", *threads, 1, 256);
  return std::max(1u, std::thread::hardware_concurrency());
}

int runMet(const Invocation& invocation, const Console& console) {
  return runMetLike("met", false, Quotes::kSome, invocation, console);
}

int runWhy(const Invocation& invocation, const Console& console) {
  return runMetLike("why", false, Quotes::kAll, invocation, console);
}

int runTimeline(const Invocation& invocation, const Console& console) {
  return runMetLike("timeline", true, Quotes::kSome, invocation, console);
}

int runWhyNot(const Invocation& invocation, const Console& console) {
  WhyNotQuestion question;
  question.name = invocation.arguments().front();
  question.other = invocation.arguments().back();
  question.exact = invocation.has("exact");
  question.as_of = asOfDay(invocation);
  question.sentences = numberOf("limit", invocation.value("limit").value_or("20"), 1, 10'000);
  const WhyNotAnswer answer = openAnswers(invocation, console)->whyNot(question);
  print(answer, invocation, console);
  return answer.sentences.empty() ? kNoAnswer : kAnswered;
}

int runPath(const Invocation& invocation, const Console& console) {
  PathQuestion question;
  question.from = invocation.arguments().front();
  question.to = invocation.arguments().back();
  question.strongest = invocation.has("strongest");
  question.filters = filtersOf(invocation);
  question.as_of = asOfDay(invocation);
  const PathAnswer answer = openAnswers(invocation, console)->path(question);
  print(answer, question.filters, invocation, console);
  return answer.found ? kAnswered : kNoAnswer;
}

int runNear(const Invocation& invocation, const Console& console) {
  NearQuestion question;
  question.name = invocation.arguments().front();
  question.hops = numberOf("hops", invocation.value("hops").value_or("1"), 1, 10);
  question.filters = filtersOf(invocation);
  question.as_of = asOfDay(invocation);
  const NearAnswer answer = openAnswers(invocation, console)->near(question);
  print(answer, question.filters, invocation, console);
  return answer.entities.empty() ? kNoAnswer : kAnswered;
}

int runShow(const Invocation& invocation, const Console& console) {
  ShowQuestion question;
  question.what = validUtf8(invocation.arguments().front());
  question.as_of = asOfDay(invocation);
  const ShowAnswer answer = openAnswers(invocation, console)->show(question);
  print(answer, invocation, console);
  return answer.entity || answer.meeting || answer.document ? kAnswered : kNoAnswer;
}

int runStats(const Invocation& invocation, const Console& console) {
  const bool indexes = invocation.has("indexes");
  if (indexes) requireLocal(invocation, "stats --indexes");
  const StatsQuestion question{asOfDay(invocation)};
  if (indexes && question.as_of) throw usage("--indexes are those of the whole store; leave out --as-of");
  const StatsAnswer answer = openAnswers(invocation, console)->stats(question);
  if (!indexes) {
    print(answer, invocation, console);
  } else if (invocation.has("json")) {
    nlohmann::ordered_json json = toJson(answer);
    json.update(indexesJson(storePath(invocation)));
    console.out << jsonLine(json);
  } else {
    render(answer, console);
    printIndexes(storePath(invocation), console);
  }
  return kAnswered;
}

int runDiff(const Invocation& invocation, const Console& console) {
  DiffQuestion question;
  question.from = daysIn(invocation.arguments().front(), "diff").last;
  question.to = daysIn(invocation.arguments().back(), "diff").last;
  question.filters = filtersOf(invocation);
  const DiffAnswer answer = openAnswers(invocation, console)->diff(question);
  print(answer, invocation, console);
  return answer.changes.empty() ? kNoAnswer : kAnswered;
}

int runContradictions(const Invocation& invocation, const Console& console) {
  const std::vector<std::string>& names = invocation.arguments();
  ContradictionsQuestion question;
  if (!names.empty()) question.name = names.front();
  if (names.size() > 1) question.other = names.back();
  question.exact = invocation.has("exact");
  question.filters = filtersOf(invocation);
  question.as_of = asOfDay(invocation);
  const ContradictionsAnswer answer = openAnswers(invocation, console)->contradictions(question);
  print(answer, question.filters, invocation, console);
  return answer.contradictions.empty() ? kNoAnswer : kAnswered;
}

int runFind(const Invocation& invocation, const Console& console) {
  FindQuestion question;
  question.text = validUtf8(invocation.arguments().front());
  question.limit = numberOf("limit", invocation.value("limit").value_or("20"), 1, 10'000);
  question.as_of = asOfDay(invocation);
  const FindAnswer answer = openAnswers(invocation, console)->find(question);
  print(answer, invocation, console);
  return answer.names.empty() && answer.sentences.empty() ? kNoAnswer : kAnswered;
}

int runTop(const Invocation& invocation, const Console& console) {
  TopQuestion question;
  if (!invocation.arguments().empty()) {
    const std::string& word = invocation.arguments().front();
    const std::optional<TopBy> by = topByFromWord(word);
    if (!by) throw usage("top takes met, central or cancelled, not “" + word + "”");
    question.by = *by;
  }
  if (question.by == TopBy::kCancelled && invocation.has("status")) {
    throw usage("top cancelled counts cancelled meetings; with --status say top met");
  }
  question.limit = numberOf("limit", invocation.value("limit").value_or("20"), 1, 10'000);
  question.filters = filtersOf(invocation);
  question.as_of = asOfDay(invocation);
  const TopAnswer answer = openAnswers(invocation, console)->top(question);
  print(answer, question.filters, invocation, console);
  return answer.lines.empty() ? kNoAnswer : kAnswered;
}

int runExport(const Invocation& invocation, const Console& console) {
  const std::string& file = invocation.arguments().front();
  const std::string named = invocation.value("format").value_or(file);
  if (const std::optional<DossierFormat> dossier = dossierFormatOf(named)) {
    return exportDossier(file, *dossier, invocation, console);
  }
  for (const char* option : {"of", "with", "exact"}) {
    if (invocation.has(option)) throw usage("--" + std::string(option) + " is for dossier.html and dossier.md");
  }
  const std::optional<ExportFormat> format = exportFormatOf(named);
  if (!format) {
    std::string words;
    for (const std::string_view word : exportWords()) words += std::string(word) + ", ";
    throw usage("what to write into “" + file + "”? Say --format, or give it a name that tells: " + words +
                "dossier.html, dossier.md");
  }
  const ExportQuestion question{*format, filtersOf(invocation), asOfDay(invocation)};
  const std::vector<std::string_view> parts = filesOf(*format);
  if (!parts.empty() && file == "-") throw usage("that format is several files: name a folder for them instead of -");
  const std::unique_ptr<Answers> answers = openAnswers(invocation, console);
  ExportAnswer answer;
  if (parts.empty()) {
    writeOut(
        file, [&](std::ostream& out) { answer = answers->exportTo(question, {&out}); }, console);
  } else {
    std::error_code error;
    fs::create_directories(file, error);
    if (error) throw Error(ErrorCode::kIo, "making the folder " + file + ": " + error.message());
    std::vector<fs::path> paths;
    for (const std::string_view part : parts) paths.push_back(fs::path(file) / part);
    writeFiles(paths, [&](const auto& outs) { answer = answers->exportTo(question, outs); });
    for (const fs::path& path : paths) console.err << "wrote " << visibleLine(path.string()) << "\n";
  }
  if (file != "-") console.err << nextStep(*format);
  if (answer.undated_pairs > 0) {
    console.err << answer.undated_pairs << (answer.undated_pairs == 1 ? " pair" : " pairs")
                << " left out: none of their meetings has a date\n";
  }
  console.err << leftOutText(answer.left_out, answer.searched.as_of);
  return kAnswered;
}

int runServe(const Invocation& invocation, const Console& console) {
  requireLocal(invocation, "serve");
  const fs::path store = storePath(invocation);
  ServeOptions options;
  options.socket = socketPath(invocation);
  if (const auto audit = invocation.value("audit")) options.audit = *audit;
  if (invocation.value("log-format") == "json") options.log_format = LogFormat::kJson;
  options.log = [&](std::string_view event, const LogFields& fields) {
    console.err << logLine(options.log_format, event, fields) << "\n" << std::flush;
  };
  const bool ended = serve(
      options, [&] { return std::make_shared<ServedStore>(store); },
      [&] {
        options.log("serving", {{"store", store.string()}, {"listen", "unix:" + options.socket.string()}});
      });
  options.log("stopped", {});
  // A thread may still be computing: what it uses must not be destroyed below it. It only reads the store.
  if (!ended) std::_Exit(kAnswered);
  return kAnswered;
}

}  // namespace parley
