#include <algorithm>
#include <iterator>
#include <utility>

#include "graph/error.h"
#include "query/dossier.h"
#include "tools/command_runs.h"

namespace parley {
namespace {

constexpr std::size_t kMany = static_cast<std::size_t>(-1);

std::vector<std::string_view> formatWords() {
  std::vector<std::string_view> words = exportWords();
  for (const std::string_view word : dossierWords()) words.push_back(word);
  return words;
}
const std::vector<std::string_view> kFormats = formatWords();

const Option kStatusOption = {"status", '\0', "WORDS",
                              "only these: held,planned,proposed,postponed,cancelled,refused,uncertain"};
const Option kExactOption = {"exact", '\0', "", "a country without the people who represent it"};
const Option kFurnitureOption = {"furniture", '\0', "", "also meetings that stand only in menus and teasers"};
const Option kDateOption = {"date", '\0', "DAY", "the day of publication, 2022-01-21, of all inputs"};
const Option kOutletOption = {"outlet", '\0', "NAME", "who published them"};
const Option kLimitOption = {"limit", '\0', "N", "so many at most, 1 to 10000 (default 20)"};
const Option kAsOfOption = {"as-of", '\0', "DAY", "from the documents published by that day, as it was known then"};
const Option kUrlOption = {"url", '\0', "URL", "where it was published; one input"};
const Option kTitleOption = {"title", '\0', "TEXT", "its headline; one input"};
const Option kThreadsOption = {"threads", '\0', "N",
                               "threads that read (default: one for each core); changes no result"};
const Option kQuietOption = {"quiet", 'q', "", "no progress"};
const Option kByOption = {"by", '\0', "NAME", "who decides (default: your login name)"};
const Option kDocumentOption = {"document", '\0', "DOCUMENT", "only what this document says; its name or its id"};
const Option kStrictOption = {"strict", '\0', "", "exit with 3 if any input was refused"};

constexpr std::string_view kInputNotes =
    "A folder gives its .txt, .html, .htm and .xhtml files; a file is read whatever its name; - is standard input.\n"
    "What the text does not say can stand beside FILE in FILE.meta.json, with the keys date, url, outlet and title;\n"
    "the options win over it.";
constexpr std::string_view kNameNotes =
    "Names are matched as people type them: \"blinken\", \"Zelenskyy\". If a name can mean several, they are listed "
    "and\n"
    "the exit code is 1. A slip (\"Blinkin\") is taken for the one name that is near it, and the answer says so.";
constexpr std::string_view kWhyNotNotes =
    "The documents that name both are read again, the newest 200 of them. The sentences come by reason, those nearest\n"
    "to a meeting first: it tells of a meeting of others; it has a word of a meeting and nothing was read from it; "
    "one\n"
    "of the two only owns something or is a place; it is page furniture; the two are one side; it has no such word.";

// What narrows a question about meetings, behind the options that it has besides.
std::vector<Option> filteredBy(std::vector<Option> options) {
  const Option filters[] = {
      {"since", '\0', "DAY", "meetings that can have been on that day (2022-01-21, 2022-01, 2022) or later"},
      {"until", '\0', "DAY", "or earlier"},
      {"on", '\0', "DAY", "on that day, in that month or year"},
      kStatusOption,
      {"kind", '\0', "WORDS", "only these: meeting,visit,call,summit,talks,other"},
      {"place", '\0', "NAME", "at that place, or in that country as far as documents say so"},
      {"min-reports", '\0', "N", "told by so many reports at least"},
      {"outlet", '\0', "NAME", "reported by a document of that outlet"}};
  options.insert(options.end(), std::begin(filters), std::end(filters));
  return options;
}

std::vector<Option> narrowedBy(std::vector<Option> options) {
  options = filteredBy(std::move(options));
  options.push_back(kAsOfOption);
  return options;
}

constexpr std::string_view kExportNotes =
    "The file's name decides (docs/EXPORTS.md):\n"
    "  people.graphml    who met whom, for Gephi          meetings.graphml  people and meetings, for Gephi\n"
    "  timeline.gexf     the same over time, for Gephi    meetings.jsonl    a line of JSON for each meeting\n"
    "  NAME.dot          who met whom, for Graphviz       csv               a folder: nodes.csv and edges.csv\n"
    "  NAME.nq           everything in RDF, N-Quads       neo4j             a folder: everything, for neo4j-admin\n"
    "  NAME.jsonld       everything in RDF, JSON-LD       NAME.html, .md    a dossier with every quote, see --of";

int runHelp(const Invocation& invocation, const Console& console) {
  if (invocation.arguments().empty()) {
    console.out << fullHelp();
    return kAnswered;
  }
  const std::string& word = invocation.arguments().front();
  if (const Command* command = findCommand(word)) {
    console.out << helpOf(*command);
    return kAnswered;
  }
  std::vector<std::string_view> names;
  for (const Command& command : commands()) names.push_back(command.name);
  const std::string_view near = nearest(word, names);
  const std::string meant = near.empty() ? "" : " (did you mean parley help " + std::string(near) + "?)";
  throw Error(ErrorCode::kInvalidArgument, "there is no command “" + word + "”" + meant + "; see parley --help");
}

}  // namespace

std::span<const Command> commands() {
  static const std::vector<Command> kCommands = {
      {"add",
       "Read articles into the store",
       "FILE|FOLDER|-...",
       1,
       kMany,
       {kDateOption,
        kOutletOption,
        kUrlOption,
        kTitleOption,
        kThreadsOption,
        kStrictOption,
        {"quiet", 'q', "", "only what was refused, and the sum; no progress"}},
       {"parley add news/", "parley add talks.txt --date 2022-01-21 --outlet 'Example Wire'",
        "curl -s https://example.org/a | parley add -"},
       kInputNotes,
       Completion::kFile,
       runAdd},
      {"met",
       "Tell whom someone met, when, where and with what status",
       "NAME [NAME]",
       1,
       2,
       narrowedBy({kExactOption, kFurnitureOption}),
       {"parley met Blinken", "parley met Blinken Lavrov --status held --since 2022-01",
        "parley met Blinken Lavrov --as-of 2022-02-22", "parley met France --exact --json"},
       kNameNotes,
       Completion::kNothing,
       runMet},
      {"path",
       "Show how two are connected, with a sentence for each hop",
       "NAME NAME",
       2,
       2,
       narrowedBy({{"strongest", '\0', "", "prefer well-reported meetings to few hops"}}),
       {"parley path Macron Biden", "parley path Macron Biden --strongest"},
       "Walks meetings that were held, unless --status says otherwise.",
       Completion::kNothing,
       runPath},
      {"near",
       "List everyone within a few hops",
       "NAME",
       1,
       1,
       narrowedBy({{"hops", '\0', "N", "how far, 1 to 10 (default 1)"}}),
       {"parley near Lavrov --hops 2"},
       "Walks meetings that were held, unless --status says otherwise.",
       Completion::kNothing,
       runNear},
      {"timeline",
       "List the meetings of somebody by date",
       "NAME [NAME]",
       1,
       2,
       narrowedBy({kExactOption, kFurnitureOption}),
       {"parley timeline Blinken", "parley timeline Blinken Lavrov"},
       kNameNotes,
       Completion::kNothing,
       runTimeline},
      {"why",
       "Quote every sentence about the meetings of two",
       "NAME NAME",
       2,
       2,
       narrowedBy({kExactOption, kFurnitureOption}),
       {"parley why Blinken Lavrov"},
       kNameNotes,
       Completion::kNothing,
       runWhy},
      {"why-not",
       "Show the sentences that name two and tell of no meeting of theirs",
       "NAME NAME",
       2,
       2,
       {kLimitOption, kExactOption, kAsOfOption},
       {"parley why-not Truss Lavrov", "parley why-not Truss Lavrov --limit 100",
        "parley why-not Kishida Japan --exact"},
       kWhyNotNotes,
       Completion::kNothing,
       runWhyNot},
      {"diff",
       "Tell what the documents of some days changed",
       "DAY DAY",
       2,
       2,
       filteredBy({}),
       {"parley diff 2022-02-17 2022-02-24", "parley diff 2022-01 2022-02 --status held"},
       "What was known on the first day against what was known on the second: pairs that had not met, new meetings,\n"
       "changed status, what was called off or denied, changed dates. A month or a year is its last day. Documents\n"
       "without a date count on neither.",
       Completion::kNothing,
       runDiff},
      {"contradictions",
       "Show reports of one meeting that disagree, side by side",
       "[NAME [NAME]]",
       0,
       2,
       narrowedBy({kExactOption}),
       {"parley contradictions", "parley contradictions Blinken Lavrov"},
       "Reported as held and, on the same day or later, as denied or called off; held at one place on two days, by\n"
       "documents that look back on both; held on one day in two states. What was planned and then held, moved or\n"
       "called off is a history: parley timeline.",
       Completion::kNothing,
       runContradictions},
      {"find",
       "Find names, and sentences that have a text",
       "TEXT",
       1,
       1,
       {kLimitOption, kAsOfOption},
       {"parley find lav", "parley find 'grain deal' --limit 50"},
       "Names that have words which begin with those of TEXT; sentences in which TEXT stands, whatever the case of "
       "its\n"
       "letters, the newest document first. Of a store with more than 100000 documents the newest are searched.",
       Completion::kNothing,
       runFind},
      {"top",
       "Rank people and countries by their meetings",
       "[met|central|cancelled]",
       0,
       1,
       narrowedBy({kLimitOption}),
       {"parley top", "parley top central --since 2022", "parley top cancelled --limit 5"},
       "met: most meetings held (default). central: the largest share of the shortest ways between two others that "
       "runs\n"
       "through them (betweenness), in meetings held; a graph with more than 200 million people times pairs is "
       "refused.\n"
       "cancelled: most meetings called off. --status asks for others than held ones.",
       Completion::kNothing,
       runTop},
      {"show",
       "Show a person, country, meeting or document",
       "NAME|ID",
       1,
       1,
       {kAsOfOption},
       {"parley show Lavrov", "parley show 2022-01-21-geneva-talks", "parley show aefe9d3d"},
       "A meeting or document is named by its id, or the first 8 digits of it; a document also by its name.",
       Completion::kNothing,
       runShow},
      {"stats",
       "Count what the store holds",
       "",
       0,
       0,
       {kAsOfOption, {"indexes", '\0', "", "also entries and bytes of each index and relation; reads the whole store"}},
       {"parley stats", "parley stats --indexes", "parley stats --json"},
       "",
       Completion::kNothing,
       runStats},
      {"export",
       "Write the graph for Gephi and other programs",
       "FILE|-",
       1,
       1,
       narrowedBy({{"format", '\0', "NAME", "what to write, where FILE does not say it", kFormats},
                   {"of", '\0', "NAME", "whose dossier"},
                   {"with", '\0', "NAME", "of a dossier: what joins the two"},
                   kExactOption}),
       {"parley export people.graphml", "parley export timeline.gexf --since 2022 --status held",
        "parley export dossier.html --of Blinken --with Lavrov", "parley export neo4j",
        "parley export - --format meetings.jsonl"},
       kExportNotes,
       Completion::kFile,
       runExport},
      {"retract",
       "Take a document out, with everything that only it said",
       "DOCUMENT",
       1,
       1,
       {{"dry-run", 'n', "", "only say what would be taken out"}},
       {"parley retract 2022-01-21-geneva-talks -n", "parley retract 2022-01-21-geneva-talks"},
       "DOCUMENT is its name or its id, or the first 8 digits of the id. Its bytes are gone from the disk after parley "
       "compact.",
       Completion::kNothing,
       runRetract},
      {"merge",
       "Decide that two names are one person",
       "NAME NAME",
       2,
       2,
       {kByOption},
       {"parley merge 'Ada Berg' 'Ada Holt'", "parley merge Berg 'Ada Holt' --by 'Kofi Osei'"},
       "Each name means a person as in parley met, and the decision is about the name that most documents use. A bare\n"
       "surname that nobody else could be found for is meant by its id. Answers that rest on a decision say so; "
       "parley\n"
       "decisions lists and undoes them.",
       Completion::kNothing,
       runMerge},
      {"distinct",
       "Decide that two names are two people",
       "NAME NAME",
       2,
       2,
       {kByOption},
       {"parley distinct 'Mohamed Tamm' 'Muhammad Tamm'"},
       "The names are meant exactly as documents write them. A bare surname that is told apart joins no full name.",
       Completion::kNothing,
       runDistinct},
      {"reject",
       "Decide that documents do not say what was read from them",
       "MEETING",
       1,
       1,
       {kDocumentOption, kByOption},
       {"parley reject 0123456789abcdef", "parley reject 0123456789abcdef --document geneva-talks"},
       "MEETING is its id: parley met NAME --json. Its reports count no more, in no answer, until that is undone.",
       Completion::kNothing,
       runReject},
      {"confirm",
       "Decide that documents do say what was read from them",
       "MEETING",
       1,
       1,
       {kDocumentOption, kByOption},
       {"parley confirm 0123456789abcdef"},
       "MEETING is its id: parley met NAME --json. Its reports are certain from then on: confidence 100.",
       Completion::kNothing,
       runConfirm},
      {"decisions",
       "List, undo, export or import what was decided",
       "[export FILE | import FILE | undo NUMBER]",
       0,
       2,
       {kByOption},
       {"parley decisions", "parley decisions undo 3", "parley decisions export ours.jsonl",
        "parley decisions import theirs.jsonl"},
       "A decision is kept for good; of several about the same the last counts, and undoing is the last one. "
       "Importing\n"
       "adds what is not there, in any order: the same articles and decisions give the same answers everywhere.\n"
       "FILE has a line of JSON for each (docs/JSON.md); - is standard output or input.",
       Completion::kFile,
       runDecisions},
      {"reread",
       "Read the stored articles again with this version's rules and model",
       "",
       0,
       0,
       {{"all", '\0', "", "also those that this version has read already"}, kThreadsOption, kQuietOption},
       {"parley reread", "parley reread --all"},
       "The texts are in the store; nothing else is needed. Stopped with Ctrl-C, the same command goes on. Until it "
       "is\n"
       "through, questions are answered as before; then from the new version only. The exit code is 3 if an article\n"
       "could not be read again and was kept as it was.",
       Completion::kNothing,
       runReread},
      {"verify",
       "Check every file, document and index of the store",
       "",
       0,
       0,
       {{"scratch", '\0', "DIR", "where to derive the indexes once more (default: $TMPDIR)", {}, Completion::kFolder},
        kQuietOption},
       {"parley verify", "parley verify --json"},
       "Compares files with their checksums, finds every quoted span in its text, and compares each index, entry by "
       "entry,\n"
       "with one that is derived from the documents anew. Changes nothing. The exit code is 4 if anything is wrong; "
       "what\n"
       "it is and what to do about it is printed.",
       Completion::kNothing,
       runVerify},
      {"repair",
       "Make the store anew from the documents in it",
       "",
       0,
       0,
       {{"accept-loss", '\0', "", "go on although documents are lost; the old database is kept beside the new one"},
        kQuietOption},
       {"parley repair", "parley repair --accept-loss"},
       "Documents are copied into a new database and every index is derived from them. If a document cannot be read it "
       "is\n"
       "named, nothing is changed, and the exit code is 4. Needs as much room again as the store takes.",
       Completion::kNothing,
       runRepair},
      {"backup",
       "Add a backup of the store to a folder",
       "DIR",
       1,
       1,
       {{"list", '\0', "", "only list the backups that are there"}},
       {"parley backup /media/disk/parley", "parley backup /media/disk/parley --list"},
       "Files that an earlier backup in DIR has are shared with it. The backup is read back and compared before it "
       "counts.\n"
       "Who adds articles meanwhile is asked to wait; questions are answered. What was retracted since is still in "
       "older\n"
       "backups.",
       Completion::kFolder,
       runBackup},
      {"restore",
       "Make a store from a backup",
       "DIR",
       1,
       1,
       {{"backup", '\0', "NUMBER", "which (default: the newest)"}},
       {"parley restore /media/disk/parley", "parley restore /media/disk/parley --backup 3 --store old"},
       "The store must not exist yet: move a damaged one away first.",
       Completion::kFolder,
       runRestore},
      {"compact",
       "Give space back, and remove the last traces of what was retracted",
       "",
       0,
       0,
       {},
       {"parley compact"},
       "Rewrites all files of the store. Afterwards none of them holds anything of an article that was retracted.",
       Completion::kNothing,
       runCompact},
      {"serve",
       "Answer questions on a Unix socket (Cap'n Proto RPC)",
       "",
       0,
       0,
       {{"listen", '\0', "ADDRESS", "unix:PATH (default: parley.sock in $XDG_RUNTIME_DIR)"},
        {"audit",
         '\0',
         "FILE",
         "append a line for each call: when, who, what, result, rows, time",
         {},
         Completion::kFile},
        {"log-format",
         '\0',
         "FORMAT",
         "of standard error and the audit file: text (default) or json",
         {"text", "json"}}},
       {"parley serve --listen unix:/run/user/1000/parley.sock",
        "parley --connect unix:/run/user/1000/parley.sock met Blinken"},
       "Only its owner can use the socket. Ends on SIGTERM or Ctrl-C, within 5 seconds: questions in progress are\n"
       "answered as far as that allows.",
       Completion::kNothing,
       runServe},
      {"extract",
       "Print what each article says by itself, without a store",
       "FILE|FOLDER|-...",
       1,
       kMany,
       {{"jsonl", '\0', "", "a JSON object on a line for each document (docs/JSON.md)"},
        {"tab", '\0', "",
         "what each sentence states in its own words, a line each: sentence, confidence, subject, relation, object"},
        {"sentences", '\0', "",
         "each line of an input is a document of its own, with --tab a sentence; offsets count from its first byte"},
        {"pairs", '\0', "", "lines are sentence, tab, actor, tab, actor: adds the PLOVER class of what happens (JSON)"},
        kDateOption,
        kThreadsOption,
        kStrictOption},
       {"parley extract talks.txt", "parley extract news/ --jsonl > news.jsonl"},
       kInputNotes,
       Completion::kFile,
       runExtract},
      {"parse",
       "Print the tags, trees and names of each sentence (CoNLL-U)",
       "FILE|-",
       1,
       1,
       {{"from",
         '\0',
         "FORMAT",
         "text; sentences, one on a line; conllu or iob: the tokens are given (default: by the name)",
         {"text", "sentences", "conllu", "iob"}},
        {"to", '\0', "FORMAT", "conllu (default), or iob: token, tab, name tag", {"conllu", "iob"}}},
       {"parley parse talks.txt", "parley parse talks.txt --to iob", "parley parse treebank.conllu > parsed.conllu"},
       "The last column has the name tag (Name=B-PER) and, of a text, the bytes of the token in it (Range=0:4); of\n"
       "HTML, in the text that was read out of it. Of given sentences words, multiword tokens, comments (at the head "
       "of\n"
       "their sentence) and the last column are kept; the rest is ours, and empty nodes are left out. A sentence has "
       "at\n"
       "most 2,048 given words; of sentences one on a line, what is longer is cut. Files are read by their name: "
       ".conllu,\n"
       ".iob or .tsv, else as text. The model is $PARLEY_MODEL, else the one that came with Parley.",
       Completion::kFile,
       runParse},
      {"help", "Explain a command", "[COMMAND]", 0, 1, {}, {"parley help met"}, "", Completion::kNothing, runHelp},
  };
  return kCommands;
}

std::span<const Option> globalOptions() {
  static const std::vector<Option> kOptions = {
      {"store", '\0', "DIR", "the store", {}, Completion::kFolder},
      {"connect", '\0', "ADDRESS", "ask a server instead: unix:PATH"},
      {"json", '\0', "", "answer in JSON (docs/JSON.md)"},
      {"color", '\0', "WHEN", "auto, always or never; NO_COLOR is obeyed", {"auto", "always", "never"}},
      {"help", 'h', "", "explain"},
      {"version", '\0', "", "print the version"},
      {"generate",
       '\0',
       "WHAT",
       "print complete-bash, complete-zsh or complete-fish",
       {"complete-bash", "complete-zsh", "complete-fish"}},
  };
  return kOptions;
}

const Command* findCommand(std::string_view name) {
  const std::span<const Command> all = commands();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Command& command) { return command.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace parley
