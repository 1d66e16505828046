// The program as a user runs it: real files, a real store, exit codes, standard output and error.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <thread>

#include "store/store.h"
#include "tests/support/temp_dir.h"
#include "tests/tools/process.h"
#include "tools/command.h"
#include "tools/ingest.h"

namespace parley {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::Process;
using test::Ran;
using test::TempDir;
using test::writeFile;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const fs::path kExamples = fs::path(PARLEY_SOURCE_DIR) / "examples";
const char* const kTalks =
    "GENEVA, Jan 21, 2022 - Irish Foreign Minister Ada Kerr met Ghanaian Foreign Minister Luis Osei in Geneva on "
    "Friday.\n";

class ProgramTest : public testing::Test {
 protected:
  Ran parley(std::vector<std::string> arguments, const std::string& input = "") {
    return test::run(work_.path(), arguments, input, {{"PARLEY_STORE", store()}});
  }
  Ran parleyAt(const fs::path& store, std::vector<std::string> arguments) {
    return test::run(work_.path(), arguments, "", {{"PARLEY_STORE", store}});
  }
  [[nodiscard]] std::string store() const { return work_.path() / "store"; }
  std::string file(const std::string& name, const std::string& contents) {
    writeFile(work_.path() / name, contents);
    return work_.path() / name;
  }
  // Every answer and export of a store, as bytes.
  std::string everything(const fs::path& store) {
    std::string all;
    const std::vector<std::string> questions[] = {{"stats"},
                                                  {"met", "Blinken"},
                                                  {"met", "Russia"},
                                                  {"timeline", "Putin"},
                                                  {"met", "Lavrov"},
                                                  {"path", "Macron", "Biden"},
                                                  {"near", "Blinken", "--hops", "3"},
                                                  {"show", "Blinken"},
                                                  {"why", "Blinken", "Lavrov"},
                                                  {"why-not", "Blinken", "Lavrov"},
                                                  {"diff", "2022-01", "2022-02"},
                                                  {"contradictions"},
                                                  {"find", "talks"},
                                                  {"top"},
                                                  {"top", "central"}};
    for (std::vector<std::string> question : questions) {
      question.push_back("--json");
      const Ran ran = parleyAt(store, question);
      EXPECT_LE(ran.code, kNoAnswer) << question.front() << ": " << ran.err;
      all += ran.out;
    }
    for (const char* format :
         {"people.graphml", "meetings.graphml", "timeline.gexf", "meetings.jsonl", "dot", "nquads", "jsonld"}) {
      const Ran ran = parleyAt(store, {"export", "-", "--format", format});
      EXPECT_EQ(ran.code, kAnswered) << format << ": " << ran.err;
      all += ran.out;
    }
    all += parleyAt(store, {"export", "-", "--format", "dossier.html", "--of", "Blinken"}).out;
    all += parleyAt(store, {"export", "-", "--format", "dossier.md", "--of", "Blinken", "--with", "Russia"}).out;
    return all;
  }

  TempDir work_;
};

std::vector<std::string> exampleFiles() {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(kExamples)) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".txt" || extension == ".html") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// ---- The street, end to end ----

TEST_F(ProgramTest, FromAFileToAnAnswer) {
  const std::string talks = file("talks.txt", kTalks);
  const Ran added = parley({"add", talks, "--outlet", "Example Wire"});
  EXPECT_EQ(added.code, kAnswered);
  EXPECT_EQ(added.out, "added          talks  1 meeting\n1 added, 0 already there, 0 refused\n");
  EXPECT_THAT(added.err, HasSubstr("try: parley met 'Ada Kerr'"));
  const Ran met = parley({"met", "kerr"});
  EXPECT_EQ(met.code, kAnswered);
  EXPECT_THAT(met.out, AllOf(HasSubstr("HELD"), HasSubstr("2022-01-21 (day)"), HasSubstr("Ada Kerr – Luis Osei"),
                             HasSubstr("Geneva"), HasSubstr("talks:")));
  EXPECT_EQ(parley({"path", "Kerr", "Osei"}).code, kAnswered);
  EXPECT_EQ(parley({"near", "Kerr"}).code, kAnswered);
  EXPECT_EQ(parley({"timeline", "Kerr"}).code, kAnswered);
  EXPECT_THAT(parley({"show", "talks"}).out, HasSubstr("Ada Kerr"));
  EXPECT_THAT(parley({"stats"}).out, HasSubstr("documents               1\n"));
}

TEST_F(ProgramTest, StandardInputIsADocument) {
  EXPECT_EQ(parley({"add", "-"}, kTalks).out, "added          stdin  1 meeting\n1 added, 0 already there, 0 refused\n");
}

TEST_F(ProgramTest, NobodyAndNoMeetingAreAnswersWithExitCode1) {
  parley({"add", file("talks.txt", kTalks)});
  const Ran nobody = parley({"met", "Nobody"});
  EXPECT_EQ(nobody.code, kNoAnswer);
  EXPECT_EQ(nobody.out, "Nobody of the name “Nobody”: 1 document searched.\n");
  const Ran json_answer = parley({"met", "Nobody", "--json"});
  EXPECT_EQ(json_answer.code, kNoAnswer);
  EXPECT_EQ(json::parse(json_answer.out)["searched"]["documents"], 1);
}

TEST_F(ProgramTest, WhyNotQuotesSentencesWithTheReason) {
  parley({"add", file("talks.txt", kTalks),
          file("later.txt",
               "ACCRA, Jan 25, 2022 - Ada Kerr praised Luis Osei on Tuesday. Osei "
               "said that Kerr had met Jan Holt in Lima.\n")});
  const Ran ran = parley({"why-not", "Kerr", "Osei"});
  EXPECT_EQ(ran.code, kAnswered);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("Ada Kerr and Luis Osei did meet (1 held); see: parley why 'Ada Kerr' "
                                       "'Luis Osei'\n"
                                       "2 sentences name Ada Kerr and Luis Osei without telling of a meeting of the "
                                       "two (1 tells of one): 2 documents searched, 2 of them name"),
                             HasSubstr("its parties are others. 1 sentence\n"), HasSubstr("Ada Kerr – Jan Holt"),
                             HasSubstr("No word of the sentence can mean a meeting. 1 sentence\n"),
                             HasSubstr("praised Luis Osei on Tuesday.”  2022-01-25  later:")));
  const Ran cut = parley({"why-not", "Kerr", "Osei", "--limit", "1"});
  EXPECT_THAT(cut.out, HasSubstr("and 1 more sentence; see them with --limit 2"));
  const json answer = json::parse(parley({"why-not", "Kerr", "Osei", "--json", "--limit", "1"}).out);
  EXPECT_EQ(answer["sentences"][0]["reason"], "other_parties");
  EXPECT_EQ(answer["sentences"][0]["told"][0]["participants"], (json{"Ada Kerr", "Jan Holt"}));
  EXPECT_EQ(answer["left_out"], 1);
  EXPECT_EQ(answer["telling"], 1);

  const Ran none = parley({"why-not", "Osei", "Holt", "--limit", "0"});
  EXPECT_EQ(none.code, kUsage);
  const Ran nobody = parley({"why-not", "Osei", "Nobody"});
  EXPECT_EQ(nobody.code, kNoAnswer);
  EXPECT_EQ(nobody.out, "Nobody of the name “Nobody”: 2 documents searched.\n");
  const Ran same = parley({"why-not", "Osei", "Luis Osei"});
  EXPECT_EQ(same.code, kNoAnswer);
  EXPECT_EQ(same.out, "Both names mean Luis Osei.\n");
}

TEST_F(ProgramTest, FiltersNarrowAnAnswerAndSayWhatTheyLeaveOut) {
  parley({"add", file("talks.txt", kTalks), "--outlet", "Example Wire"});
  parley({"add", file("call.txt", "Ada Kerr called Tom Teal.\n")});
  EXPECT_EQ(json::parse(parley({"met", "Kerr", "--json"}).out)["meetings"].size(), 2u);
  for (const std::vector<std::string>& filter : {std::vector<std::string>{"--on", "2022-01"},
                                                 {"--since", "2022", "--until", "2022-01-21"},
                                                 {"--kind", "meeting,talks"},
                                                 {"--place", "geneva"},
                                                 {"--outlet", "wire"}}) {
    std::vector<std::string> question = {"met", "Kerr"};
    question.insert(question.end(), filter.begin(), filter.end());
    const Ran ran = parley(question);
    EXPECT_EQ(ran.code, kAnswered) << filter.front();
    EXPECT_THAT(ran.out, AllOf(HasSubstr("Ada Kerr – Luis Osei"), Not(HasSubstr("Tom Teal")))) << filter.front();
  }
  EXPECT_THAT(parley({"timeline", "Kerr", "--since", "2022"}).out, HasSubstr("1 meeting left out: 1 without a date\n"));
  const Ran none = parley({"near", "Kerr", "--since", "2023"});
  EXPECT_EQ(none.code, kNoAnswer);
  EXPECT_THAT(none.out, AllOf(HasSubstr("Nobody near Ada Kerr through meetings since 2023-01-01 found"),
                              HasSubstr("2 meetings left out: 1 without a date, 1 on other days\n")));
  EXPECT_THAT(parley({"export", "-", "--format", "meetings.jsonl", "--place", "Geneva"}).err,
              HasSubstr("1 meeting left out: 1 elsewhere\n"));
  for (const std::vector<std::string>& wrong : {std::vector<std::string>{"--since", "yesterday"},
                                                {"--since", "2022-02", "--until", "2022-01"},
                                                {"--on", "2022", "--since", "2022"},
                                                {"--kind", "lunch"},
                                                {"--place", " "},
                                                {"--min-reports", "0"},
                                                {"--as-of", "2022-1-1"}}) {
    std::vector<std::string> question = {"met", "Kerr"};
    question.insert(question.end(), wrong.begin(), wrong.end());
    EXPECT_EQ(parley(question).code, kUsage) << wrong.front();
  }
}

// Goal: --as-of answers as a store that never saw the other documents. Method: the examples in one store, those dated
// by a day in another; every answer compared byte for byte, but for what only the first says of the day.
TEST_F(ProgramTest, AsOfADayIsTheAnswerOfAStoreOfThatDay) {
  const std::string day = "2022-02-21";
  parley({"add", kExamples, "--quiet"});
  const fs::path then = work_.path() / "then";
  std::vector<std::string> add = {"add", "--quiet"};
  for (const std::string& name : exampleFiles()) {
    const json page = json::parse(parley({"show", fs::path(name).stem().string(), "--json"}).out)["document"];
    if (page["date"].is_null() || page["date_inferred"] || page["date"].get<std::string>() > day) continue;
    add.push_back(name);
  }
  ASSERT_GT(add.size(), 5u);
  ASSERT_LT(add.size(), exampleFiles().size());
  ASSERT_EQ(parleyAt(then, add).code, kAnswered);
  const auto withoutDay = [](std::string answer) {
    const std::size_t at = answer.find("\"as_of\":{");
    EXPECT_NE(at, std::string::npos);
    return answer.replace(at + 8, answer.find('}', at) - at - 7, "null");
  };
  for (std::vector<std::string> question : {std::vector<std::string>{"stats"},
                                            {"met", "Blinken"},
                                            {"met", "Russia"},
                                            {"timeline", "Putin", "--since", "2022-02"},
                                            {"path", "Macron", "Biden"},
                                            {"near", "Blinken", "--hops", "3"},
                                            {"show", "Lavrov"},
                                            {"contradictions"},
                                            {"find", "Geneva"},
                                            {"top", "central"},
                                            {"why-not", "Blinken", "Lavrov"}}) {
    question.push_back("--json");
    const std::string expected = parleyAt(then, question).out;
    question.insert(question.end(), {"--as-of", day});
    EXPECT_EQ(withoutDay(parley(question).out), expected) << question.front();
  }
  for (const char* format : {"people.graphml", "meetings.graphml", "timeline.gexf", "meetings.jsonl"}) {
    const Ran ran = parley({"export", "-", "--format", format, "--as-of", "2022-02-21"});
    EXPECT_TRUE(ran.out == parleyAt(then, {"export", "-", "--format", format}).out) << format;
    EXPECT_THAT(ran.err, HasSubstr("as of 2022-02-21: "));
  }
}

TEST_F(ProgramTest, DiffAndContradictionsOverTheExamples) {
  parley({"add", kExamples, "--quiet"});
  const Ran diff = parley({"diff", "2022-01-20", "2022-02"});
  EXPECT_EQ(diff.code, kAnswered);
  EXPECT_THAT(diff.out, AllOf(HasSubstr("New pairs\n"),
                              HasSubstr("           was planned, 2022-01-21\n           “Sergey Lavrov, the Russian")));
  EXPECT_EQ(parley({"diff", "2022-01-20", "2022-01-20"}).code, kNoAnswer);
  EXPECT_EQ(parley({"diff", "2022-02", "2022-01"}).code, kUsage);
  EXPECT_EQ(parley({"diff", "2022-02", "May"}).code, kUsage);
  const Ran contradictions = parley({"contradictions"});
  EXPECT_EQ(contradictions.code, kAnswered);
  EXPECT_THAT(contradictions.out, AllOf(HasSubstr("Benjamin Netanyahu – Mohammed bin Salman"),
                                        HasSubstr("was it held?"), HasSubstr("denied\n")));
  EXPECT_EQ(json::parse(parley({"contradictions", "Netanyahu", "--json"}).out)["contradictions"].size(), 1u);
  EXPECT_EQ(parley({"contradictions", "Blinken"}).code, kNoAnswer);
}

TEST_F(ProgramTest, FindTopAndASlipInAName) {
  parley({"add", file("talks.txt", kTalks)});
  const Ran found = parley({"find", "in geneva"});
  EXPECT_EQ(found.code, kAnswered);
  EXPECT_THAT(found.out, AllOf(HasSubstr("Sentences in 1 document of 1\n"), HasSubstr("in Geneva on Friday.”"),
                               HasSubstr("talks:")));
  EXPECT_THAT(parley({"find", "ker"}).out, HasSubstr("  Ada Kerr (person"));
  EXPECT_EQ(parley({"find", "xyzzy"}).code, kNoAnswer);
  EXPECT_EQ(parley({"find", " "}).code, kUsage);
  EXPECT_THAT(parley({"top"}).out, HasSubstr("1 meeting  with    1  Ada Kerr"));
  EXPECT_EQ(json::parse(parley({"top", "met", "--json"}).out)["lines"].size(), 2u);
  EXPECT_EQ(parley({"top", "central"}).code, kNoAnswer);
  EXPECT_EQ(parley({"top", "cancelled"}).code, kNoAnswer);
  EXPECT_EQ(parley({"top", "cancelled", "--status", "held"}).code, kUsage);
  EXPECT_EQ(parley({"top", "best"}).code, kUsage);
  EXPECT_EQ(parley({"stats", "--indexes", "--as-of", "2022"}).code, kUsage);
  const Ran slip = parley({"met", "Kerrr"});
  EXPECT_EQ(slip.code, kAnswered);
  const Ran other = parley({"met", "Oseo"});
  EXPECT_EQ(other.code, kAnswered);
  EXPECT_THAT(other.out, HasSubstr("“Oseo” taken for Luis Osei; nobody is called as typed.\nHELD"));
  EXPECT_TRUE(json::parse(parley({"met", "Oseo", "--json"}).out)["names"][0]["guessed"]);
}

TEST_F(ProgramTest, AFormatOfSeveralFilesIsAFolder) {
  parley({"add", file("talks.txt", kTalks)});
  const std::string folder = work_.path() / "files" / "neo4j";
  const Ran ran = parley({"export", folder});
  EXPECT_EQ(ran.code, kAnswered) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("wrote " + folder + "/relationships.csv\n"));
  EXPECT_THAT(test::contentsOf(folder + "/nodes.csv"), HasSubstr(",Person,Ada Kerr,"));
  EXPECT_EQ(std::system(("sh -n '" + folder + "/import.sh' && test -x '" + folder + "/import.sh'").c_str()), 0);
  EXPECT_FALSE(fs::exists(folder + "/nodes.csv.part"));
  EXPECT_EQ(parley({"export", folder, "--format", "csv"}).code, kAnswered);
  EXPECT_TRUE(fs::exists(folder + "/edges.csv"));
  const Ran piped = parley({"export", "-", "--format", "csv"});
  EXPECT_EQ(piped.code, kUsage);
  EXPECT_THAT(piped.err, HasSubstr("name a folder"));
}

TEST_F(ProgramTest, ADossierIsOfSomebody) {
  parley({"add", file("talks.txt", kTalks)});
  const std::string page = work_.path() / "kerr.html";
  EXPECT_EQ(parley({"export", page, "--of", "Kerr"}).code, kAnswered);
  EXPECT_THAT(test::contentsOf(page), HasSubstr("<h1><bdi>Ada Kerr</bdi></h1>"));
  const Ran both = parley({"export", "-", "--format", "dossier.md", "--of", "Kerr", "--with", "Osei"});
  EXPECT_EQ(both.code, kAnswered);
  EXPECT_THAT(both.out, HasSubstr("# Ada Kerr and Luis Osei\n"));

  const std::string none = work_.path() / "none.html";
  const Ran nobody = parley({"export", none, "--of", "Nobody"});
  EXPECT_EQ(nobody.code, kNoAnswer);
  EXPECT_EQ(nobody.out, "");
  EXPECT_THAT(nobody.err, HasSubstr("Nobody of the name “Nobody”"));
  EXPECT_FALSE(fs::exists(none));
  EXPECT_EQ(parley({"export", page}).code, kUsage);
  EXPECT_EQ(parley({"export", page, "--of", "Kerr", "--with", "Ada Kerr"}).code, kUsage);
  EXPECT_EQ(parley({"export", "people.graphml", "--of", "Kerr"}).code, kUsage);
}

TEST_F(ProgramTest, ExportsAreFilesOrStandardOutput) {
  parley({"add", file("talks.txt", kTalks)});
  const fs::path people = work_.path() / "people.graphml";
  EXPECT_EQ(parley({"export", people}).code, kAnswered);
  EXPECT_EQ(test::contentsOf(people), parley({"export", "-", "--format", "people.graphml"}).out);
  EXPECT_FALSE(fs::exists(people.string() + ".part"));
  const Ran nowhere = parley({"export", "/nonexistent/people.graphml"});
  EXPECT_EQ(nowhere.code, kFailed);
  EXPECT_THAT(nowhere.err, HasSubstr("No such file"));
  EXPECT_EQ(parley({"export", "people.xls"}).code, kUsage);
}

TEST_F(ProgramTest, ExtractNeedsNoStore) {
  const std::string talks = file("talks.txt", kTalks);
  const Ran ran = parley({"extract", talks, "--jsonl"});
  EXPECT_EQ(ran.code, kAnswered);
  EXPECT_FALSE(fs::exists(store()));
  const json answer = json::parse(ran.out);
  EXPECT_EQ(answer["doc"], "talks");
  EXPECT_EQ(answer["meetings"].size(), 1u);
  EXPECT_EQ(answer["meetings"][0]["status"], "held");
  const json span = answer["meetings"][0]["sentences"][0];
  EXPECT_THAT(
      std::string(kTalks).substr(span["begin"], span["end"].get<std::size_t>() - span["begin"].get<std::size_t>()),
      HasSubstr("Kerr met"));
  EXPECT_THAT(parley({"extract", talks}).out, HasSubstr("Ada Kerr – Luis Osei"));
}

TEST_F(ProgramTest, ExtractTakesSentencesOneByOne) {
  const std::string lines =
      file("lines.txt", "Ada Kerr met Luis Osei.\n\nTom Teal spoke with Ada Kerr on 3 March 2021.\n");
  const Ran ran = parley({"extract", lines, "--jsonl", "--sentences", "--threads", "2"});
  EXPECT_EQ(ran.code, kAnswered);
  std::istringstream answers(ran.out);
  std::vector<std::string> docs;
  for (std::string line; std::getline(answers, line);) docs.push_back(json::parse(line)["doc"]);
  EXPECT_THAT(docs, testing::ElementsAre("lines:1", "lines:3"));
}

TEST_F(ProgramTest, ExtractTabsOpenTriples) {
  const std::string talks = file("tab.txt", "Ada Berg met Kofi Osei in Oslo. They signed the treaty.\n");
  const Ran ran = parley({"extract", talks, "--tab"});
  EXPECT_EQ(ran.code, kAnswered);
  EXPECT_EQ(ran.out,
            "Ada Berg met Kofi Osei in Oslo.\t80\tAda Berg\tmet\tKofi Osei\n"
            "Ada Berg met Kofi Osei in Oslo.\t53\tAda Berg\tmet Kofi Osei in\tOslo\n"
            "They signed the treaty.\t80\tThey\tsigned\tthe treaty\n");
  const json answer = json::parse(parley({"extract", talks, "--jsonl"}).out);
  ASSERT_EQ(answer["open_triples"].size(), 3u);
  EXPECT_EQ(answer["open_triples"][1]["relation"]["text"], "met Kofi Osei in");
}

// A line is one sentence, however many there seem to be in it, and comes back as it was.
TEST_F(ProgramTest, ExtractTabsLinesAsSentences) {
  const std::string two = "Berg met Osei .  They signed  the treaty .";
  const std::string lines = file("lines.txt", two + "\n\nNo triples here\n<b>Osei</b> praised\tBerg .\r\n");
  const Ran ran = parley({"extract", lines, "--tab", "--sentences"});
  EXPECT_EQ(ran.code, kAnswered);
  std::istringstream rows(ran.out);
  std::vector<std::string> sentences;
  for (std::string row; std::getline(rows, row);) {
    EXPECT_EQ(std::count(row.begin(), row.end(), '\t'), 4) << row;
    const std::string sentence = row.substr(0, row.find('\t'));
    if (sentences.empty() || sentences.back() != sentence) sentences.push_back(sentence);
  }
  EXPECT_THAT(sentences, testing::ElementsAre(two, "<b>Osei</b> praised Berg ."));
  EXPECT_EQ(parley({"extract", "--tab", "/nonexistent/talks.txt"}).code, kRefused);
}

// What other parsers do with the output: a column of every line that is a word.
std::vector<std::string> column(const std::string& conllu, std::size_t number) {
  std::vector<std::string> values;
  std::istringstream lines(conllu);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream columns(line);
    std::string value;
    for (std::size_t i = 0; i <= number; ++i) std::getline(columns, value, '\t');
    values.push_back(value);
  }
  return values;
}

TEST_F(ProgramTest, ParsePrintsTreesAndNames) {
  const std::string text = "Ada Kerr didn't meet Luis Osei in Geneva. They spoke.";
  const Ran ran = parley({"parse", "-"}, text);
  EXPECT_EQ(ran.code, kAnswered) << ran.err;
  EXPECT_THAT(column(ran.out, 1), testing::ElementsAre("Ada", "Kerr", "didn't", "did", "n't", "meet", "Luis", "Osei",
                                                       "in", "Geneva", ".", "They", "spoke", "."));
  EXPECT_THAT(ran.out,
              AllOf(HasSubstr("# text = They spoke.\n1\tThey\tthey\tPRON\tPRP\t"), HasSubstr("Range=0:3"),
                    HasSubstr("6\tLuis\tLuis\tPROPN\tNNP\t"), HasSubstr("Name=I-PER"), HasSubstr("Name=B-LOC")));
  // The same tokens again, given: the same analysis, and the bytes of the text are kept.
  EXPECT_EQ(parley({"parse", file("t.conllu", ran.out)}).out, ran.out);
  const Ran iob = parley({"parse", "-", "--from", "sentences", "--to", "iob"}, "Ada Kerr left. She spoke\n");
  EXPECT_EQ(iob.out,
            "# newdoc id = stdin\n# newpar\n# sent_id = 1\n# text = Ada Kerr left. She spoke\n"
            "Ada\tB-PER\nKerr\tI-PER\nleft\tO\n.\tO\nShe\tO\nspoke\tO\n\n");
}

TEST_F(ProgramTest, ParseSaysWhatIsWrongAndWhere) {
  const std::string broken = file("b.conllu", "# x\n1\tword\n");
  const Ran ran = parley({"parse", broken});
  EXPECT_EQ(ran.code, kRefused);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasSubstr(broken + ":2: it has 2 columns"));
  EXPECT_EQ(parley({"parse", "/nowhere"}).code, kRefused);
  EXPECT_EQ(parley({"parse", "-", "--from", "iob"}, "").code, kNoAnswer);
  EXPECT_EQ(parley({"parse", "-", "--to", "xml"}, "x").code, kUsage);
  EXPECT_EQ(parley({"parse", "-", "--json"}, "x").code, kUsage);
  const Ran folder = parley({"parse", work_.path()});
  EXPECT_EQ(folder.code, kRefused);
  EXPECT_THAT(folder.err, HasSubstr("it is a folder"));
}

// ---- The same whatever the way ----

// Goal: the graph is a function of the set of documents. Method: the example corpus in other orders, with other numbers
// of threads, twice, in pieces, and with a document that is retracted again; every answer and export byte-equal.
TEST_F(ProgramTest, OrderThreadsRepetitionAndRetractionChangeNothing) {
  std::vector<std::string> files = exampleFiles();
  ASSERT_GE(files.size(), 12u);
  const fs::path plain = work_.path() / "plain";
  std::vector<std::string> add = {"add", "--quiet", "--threads", "1"};
  add.insert(add.end(), files.begin(), files.end());
  ASSERT_EQ(parleyAt(plain, add).code, kAnswered);
  const std::string expected = everything(plain);
  EXPECT_THAT(expected, HasSubstr("Blinken"));

  std::mt19937 random(7);
  for (const unsigned threads : {2u, 4u}) {
    SCOPED_TRACE(threads);
    std::shuffle(files.begin(), files.end(), random);
    const fs::path other = work_.path() / ("store" + std::to_string(threads));
    const std::string extra =
        file("extra.txt", "MINSK, Jan 21, 2022 - Antony Blinken met Vladimir Putin and Ada Kerr in Minsk on Friday.\n");
    ASSERT_EQ(parleyAt(other, {"add", extra}).code, kAnswered);
    const std::size_t half = files.size() / 2;
    for (const auto& [from, to] :
         {std::pair<std::size_t, std::size_t>{0, half}, {0, files.size()}, {half, files.size()}}) {
      add = {"add", "--quiet", "--threads", std::to_string(threads)};
      add.insert(add.end(), files.begin() + static_cast<std::ptrdiff_t>(from),
                 files.begin() + static_cast<std::ptrdiff_t>(to));
      ASSERT_EQ(parleyAt(other, add).code, kAnswered);
    }
    EXPECT_NE(everything(other), expected);
    ASSERT_EQ(parleyAt(other, {"retract", "extra"}).code, kAnswered);
    EXPECT_TRUE(everything(other) == expected);
  }
}

TEST_F(ProgramTest, TheSameBytesAreOneDocumentAlsoInOneBatch) {
  const std::string first = file("first.txt", kTalks), second = file("second.txt", kTalks);
  EXPECT_EQ(parley({"add", first, second, first}).out,
            "added          first  1 meeting\nseen again     second  1 meeting\nalready there  first  1 meeting\n"
            "1 added, 1 already there, 1 seen again with something new, 0 refused\n");
  EXPECT_EQ(parley({"add", second}).out, "already there  second  1 meeting\n0 added, 1 already there, 0 refused\n");
  EXPECT_EQ(parley({"add", second, "--date", "2022-01-20"}).out,
            "seen again     second  1 meeting\n0 added, 0 already there, 1 seen again with something new, 0 refused\n");
  const json page = json::parse(parley({"show", "first", "--json"}).out);
  EXPECT_EQ(page["document"]["sightings"].size(), 3u);
}

TEST_F(ProgramTest, RetractSaysWhatItWouldDoAndDoesIt) {
  parley({"add", file("talks.txt", kTalks)});
  EXPECT_THAT(parley({"retract", "talks", "-n"}).out, HasSubstr("would retract talks"));
  EXPECT_EQ(parley({"met", "Kerr"}).code, kAnswered);
  const std::string id = json::parse(parley({"show", "talks", "--json"}).out)["document"]["id"];
  EXPECT_EQ(parley({"retract", id.substr(0, 7)}).code, kNoAnswer);
  EXPECT_THAT(parley({"retract", id.substr(0, 8)}).out, HasSubstr("retracted talks"));
  EXPECT_EQ(parley({"met", "Kerr"}).code, kNoAnswer);
  EXPECT_EQ(parley({"retract", "talks"}).code, kNoAnswer);
  file("other.txt", std::string(kTalks) + "More.\n");
  fs::create_directory(work_.path() / "again");
  parley({"add", work_.path() / "talks.txt", work_.path() / "other.txt"});
  writeFile(work_.path() / "again" / "talks.txt", std::string(kTalks) + "And more.\n");
  parley({"add", work_.path() / "again"});
  const Ran two = parley({"retract", "talks"});
  EXPECT_EQ(two.code, kNoAnswer);
  EXPECT_THAT(two.out, HasSubstr("names 2 documents"));
}

// ---- Through a server ----

TEST_F(ProgramTest, AServerGivesTheSameBytes) {
  parley({"add", kExamples, "--quiet"});
  const fs::path folder = work_.path() / "server";
  fs::create_directory(folder);
  const std::string socket = work_.path() / "socket";
  Process server(folder, {"serve", "--listen", "unix:" + socket, "--store", store()});
  server.waitForText("serving");
  const std::vector<std::string> questions[] = {{"met", "Blinken"},
                                                {"met", "Blinken", "Lavrov"},
                                                {"met", "Russia", "--exact"},
                                                {"timeline", "Putin"},
                                                {"why", "Macron", "Putin"},
                                                {"met", "Nobody"},
                                                {"met", "Blinkin"},
                                                {"met", "Blinken", "--status", "cancelled,postponed"},
                                                {"met", "Blinken", "--since", "2022-02", "--kind", "meeting"},
                                                {"met", "Blinken", "--place", "Geneva", "--min-reports", "2"},
                                                {"met", "Blinken", "--outlet", "Wire", "--until", "2021"},
                                                {"timeline", "Lavrov", "--as-of", "2022-02-21"},
                                                {"path", "Macron", "Biden"},
                                                {"path", "Macron", "Biden", "--strongest", "--since", "2022"},
                                                {"path", "Macron", "Nobody"},
                                                {"near", "Lavrov", "--hops", "2"},
                                                {"near", "Lavrov", "--as-of", "2022-02-21"},
                                                {"why-not", "Blinken", "Lavrov"},
                                                {"why-not", "Macron", "Lavrov", "--limit", "3"},
                                                {"show", "Lavrov"},
                                                {"show", "Nobody"},
                                                {"stats"},
                                                {"stats", "--as-of", "2022-02-21"},
                                                {"diff", "2022-01", "2022-02"},
                                                {"contradictions"},
                                                {"contradictions", "Blinken", "--kind", "meeting"},
                                                {"find", "lav"},
                                                {"find", "talks", "--limit", "2"},
                                                {"top"},
                                                {"top", "central", "--limit", "3"},
                                                {"top", "cancelled"},
                                                {"export", "-", "--format", "people.graphml"},
                                                {"export", "-", "--format", "meetings.graphml"},
                                                {"export", "-", "--format", "timeline.gexf", "--since", "2022"},
                                                {"export", "-", "--format", "meetings.jsonl"},
                                                {"export", "-", "--format", "dot"},
                                                {"export", "-", "--format", "nquads"},
                                                {"export", "-", "--format", "dossier.md", "--of", "Blinken"}};
  std::vector<std::vector<std::string>> asked(std::begin(questions), std::end(questions));
  // A page of each document and meeting that the store has.
  std::istringstream lines(parley({"export", "-", "--format", "meetings.jsonl"}).out);
  for (std::string line; std::getline(lines, line) && asked.size() < 40;) {
    asked.push_back({"show", json::parse(line)["id"]});
  }
  const auto compare = [&] {
    for (std::vector<std::string> question : asked) {
      for (const bool as_json : {false, true}) {
        if (as_json) question.push_back("--json");
        const Ran direct = parley(question);
        std::vector<std::string> remote = {"--connect", "unix:" + socket};
        remote.insert(remote.end(), question.begin(), question.end());
        const Ran through = test::run(work_.path(), remote);
        EXPECT_EQ(through.out, direct.out);
        EXPECT_EQ(through.code, direct.code);
        EXPECT_FALSE(direct.out.empty());
      }
    }
  };
  compare();
  // What is added while the server runs is seen.
  const std::string before = parley({"met", "Blinken"}).out;
  parley({"add", file("late.txt", "DUBLIN, March 3, 2022 - Antony Blinken met Ada Kerr in Dublin on Thursday.\n")});
  EXPECT_NE(parley({"met", "Blinken"}).out, before);
  compare();
  // A format of several files.
  const std::string near = work_.path() / "near", far = work_.path() / "far";
  EXPECT_EQ(parley({"export", near, "--format", "neo4j"}).code, kAnswered);
  EXPECT_EQ(test::run(work_.path(), {"--connect", "unix:" + socket, "export", far, "--format", "neo4j"}).code,
            kAnswered);
  for (const char* name : {"nodes.csv", "relationships.csv", "import.sh"}) {
    EXPECT_FALSE(test::contentsOf(fs::path(near) / name).empty());
    EXPECT_EQ(test::contentsOf(fs::path(far) / name), test::contentsOf(fs::path(near) / name));
  }
  // Wrong usage that only the server finds out has the same message and exit code.
  const Ran direct = parley({"diff", "2022-02", "2022-01"});
  const Ran through = test::run(work_.path(), {"--connect", "unix:" + socket, "diff", "2022-02", "2022-01"});
  EXPECT_EQ(direct.code, kUsage);
  EXPECT_EQ(through.code, direct.code);
  EXPECT_EQ(through.err, direct.err);
  server.send(SIGTERM);
  EXPECT_EQ(server.wait(), 0);
  EXPECT_FALSE(fs::exists(socket));
}

// ---- Bad input: what, why, what to do, and an exit code ----

TEST_F(ProgramTest, PoorInputsAreRefusedWithTheirReasonAndTheRestGoesOn) {
  const std::string huge = file("huge.txt", "");
  fs::resize_file(huge, 200u << 20);
  file("sidecar.txt", "Ada Kerr met Luis Osei.");
  file("sidecar.txt.meta.json", "{");
  const std::vector<std::string> add = {"add",
                                        file("empty.txt", ""),
                                        file("blank.txt", " \n\n"),
                                        file("binary.txt", std::string("\x7f"
                                                                       "ELF\0\0\1\2\0",
                                                                       9)),
                                        file("latin1.txt", "Caf\xE9 talks were held."),
                                        huge,
                                        work_.path() / "sidecar.txt",
                                        work_.path() / "none.txt",
                                        file("talks.txt", kTalks)};
  const Ran ran = parley(add);
  EXPECT_EQ(ran.code, kAnswered);
  EXPECT_THAT(ran.out, HasSubstr("1 added, 0 already there, 7 refused\n"));
  EXPECT_THAT(ran.out, HasSubstr("huge.txt: larger than 16 MiB"));
  EXPECT_THAT(ran.out, HasSubstr("sidecar.txt.meta.json"));
  EXPECT_THAT(ran.out, HasSubstr("none.txt: cannot open it: No such file"));
  EXPECT_THAT(ran.out, HasSubstr("latin1.txt: "));
  std::vector<std::string> strict = add;
  strict.push_back("--strict");
  EXPECT_EQ(parley(strict).code, kRefused);
  EXPECT_EQ(parley({"add", huge}).code, kRefused);  // Nothing at all was accepted.
  EXPECT_THAT(parley({"stats"}).out, HasSubstr("documents               1\n"));
}

TEST_F(ProgramTest, AFileNameThatIsNoUtf8IsStoredAsUtf8) {
  const std::string bad = file("bad\xff.txt", kTalks);
  ASSERT_EQ(parley({"add", bad, "--outlet", "Wire \xC3"}).code, kAnswered);
  const Ran lines = parley({"export", "-", "--format", "meetings.jsonl"});
  EXPECT_EQ(lines.code, kAnswered) << lines.err;
  for (const char* format : {"people.graphml", "meetings.graphml", "timeline.gexf", "meetings.jsonl"}) {
    const std::string out = parley({"export", "-", "--format", format}).out;
    EXPECT_EQ(out, validUtf8(out)) << format;
  }
  EXPECT_THAT(lines.out, HasSubstr("bad\uFFFD"));
  EXPECT_THAT(parley({"show", "bad\xff"}).out, HasSubstr("Wire \uFFFD"));
}

TEST_F(ProgramTest, DocumentsThatWaitAreMentioned) {
  {
    StoreOptions options;
    options.access = StoreAccess::kWrite;
    options.create = true;
    std::vector<ReadDocument> documents;
    documents.push_back(readAndExtract(kTalks, "talks", {}, LanguageModel::openDefault()).document.value());
    Store::open(store(), options)->add(documents);
  }
  EXPECT_THAT(parley({"stats"}).err,
              HasSubstr("1 document or decision waits to be resolved; the next parley add does it"));
  parley({"add", file("talks.txt", kTalks)});
  EXPECT_EQ(parley({"stats"}).err, "");
}

TEST_F(ProgramTest, AWholeLineOf200MegabytesFromAPipeIsRefused) {
  // Real bytes and no holes: the program must stop reading by itself.
  const std::string line(200u << 20, 'a');
  const Ran ran = parley({"add", "-"}, line);
  EXPECT_EQ(ran.code, kRefused);
  EXPECT_THAT(ran.out, HasSubstr("-: larger than 16 MiB"));
}

TEST_F(ProgramTest, ALongLineWithinTheLimitIsRead) {
  std::string line;
  while (line.size() < (2u << 20)) line += "words without an end ";
  EXPECT_EQ(parley({"add", file("long.txt", line)}).code, kAnswered);
}

TEST_F(ProgramTest, AFolderThatCannotBeReadIsReportedAndTheRestGoesOn) {
  const fs::path news = work_.path() / "news";
  fs::create_directories(news / "closed");
  writeFile(news / "talks.txt", kTalks);
  ASSERT_EQ(chmod(work_.path().c_str(), 0777), 0);
  ASSERT_EQ(chmod((news / "closed").c_str(), 0), 0);
  Process process(work_.path(), {"add", news, "--strict"}, "", {{"PARLEY_STORE", store()}}, test::User::kNobody);
  EXPECT_EQ(process.wait(), kRefused);
  EXPECT_THAT(process.out(),
              AllOf(HasSubstr("closed: cannot read the folder: Permission denied"), HasSubstr("1 added")));
  ASSERT_EQ(chmod((news / "closed").c_str(), 0700), 0);
}

TEST_F(ProgramTest, NoStoreIsAMessageAndNotANewStore) {
  for (const std::vector<std::string>& question : {std::vector<std::string>{"met", "Kerr"},
                                                   {"stats"},
                                                   {"retract", "x"},
                                                   {"export", "-", "--format", "meetings.jsonl"}}) {
    const Ran ran = parley(question);
    EXPECT_EQ(ran.code, kUsage);
    EXPECT_THAT(ran.err, AllOf(HasSubstr("parley: "), HasSubstr(store())));
    EXPECT_EQ(ran.out, "");
    EXPECT_FALSE(fs::exists(store()));
  }
  fs::create_directory(store());
  writeFile(fs::path(store()) / "letter.txt", "mine");
  EXPECT_EQ(parley({"add", file("talks.txt", kTalks)}).code, kUsage);
  EXPECT_EQ(test::contentsOf(fs::path(store()) / "letter.txt"), "mine");
}

TEST_F(ProgramTest, ACorruptStoreIsSaidToBeSo) {
  parley({"add", kExamples, "--quiet"});
  const std::string talks = file("talks.txt", kTalks);
  const fs::path whole = work_.path() / "whole";
  fs::rename(store(), whole);
  std::size_t damaged = 0;
  for (const auto& entry : fs::directory_iterator(whole / "rocksdb")) {
    const std::string name = entry.path().filename().string();
    const bool logged = name.ends_with(".log") && entry.file_size() > 1000;
    if (!logged && !name.ends_with(".sst") && name != "CURRENT" && !name.starts_with("MANIFEST")) continue;
    SCOPED_TRACE(name);
    ++damaged;
    fs::remove_all(store());
    fs::copy(whole, store(), fs::copy_options::recursive);
    std::fstream bytes(fs::path(store()) / "rocksdb" / name, std::ios::binary | std::ios::in | std::ios::out);
    bytes.seekp(static_cast<std::streamoff>(entry.file_size() / 2));
    bytes << "damage";
    bytes.close();
    for (const std::vector<std::string>& command : {std::vector<std::string>{"met", "Blinken"}, {"add", talks}}) {
      const Ran ran = parley(command);
      EXPECT_EQ(ran.code, kStoreBroken) << ran.err;
      EXPECT_THAT(ran.err, HasSubstr(store()));
    }
  }
  EXPECT_GE(damaged, 3u);
}

TEST_F(ProgramTest, AStoreOfANewerReleaseIsLeftAlone) {
  parley({"add", file("talks.txt", kTalks)});
  const fs::path format = fs::path(store()) / "FORMAT";
  std::string text = test::contentsOf(format);
  const std::size_t digit = text.find_first_of("0123456789");
  ASSERT_NE(digit, std::string::npos);
  text.replace(digit, 1, "99");
  writeFile(format, text);
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"met", "Kerr"}, {"add", work_.path() / "talks.txt"}}) {
    const Ran ran = parley(command);
    EXPECT_EQ(ran.code, kStoreBroken);
    EXPECT_THAT(ran.err, HasSubstr("newer"));
  }
  EXPECT_EQ(test::contentsOf(format), text);
}

TEST_F(ProgramTest, ASecondWriterIsToldAndReadersGoOn) {
  parley({"add", file("talks.txt", kTalks)});
  StoreOptions options;
  options.access = StoreAccess::kWrite;
  const auto writer = Store::open(store(), options);
  const Ran second = parley({"add", file("more.txt", "Tom Teal met Ada Kerr in Cork on 3 March 2021.\n")});
  EXPECT_EQ(second.code, kStoreBroken);
  EXPECT_THAT(second.err, HasSubstr("another process"));
  EXPECT_EQ(parley({"met", "Kerr"}).code, kAnswered);
}

TEST_F(ProgramTest, NothingFromAnArticleReachesATerminalRaw) {
  const std::string hostile =
      file("host\x1bile.txt",
           "GENEVA, Jan 21, 2022 - Ada \x1b[2JKerr met Luis \xE2\x80\xAEOsei in Geneva on Friday.\n"
           "Ada Kerr met Luis Osei \xC2\x9B"
           "31m in Geneva on Friday.\n");
  for (const std::vector<std::string>& command : {std::vector<std::string>{"add", hostile},
                                                  {"met", "Kerr"},
                                                  {"met", "Kerr", "--json"},
                                                  {"show", "host\x1bile"},
                                                  {"why", "Kerr", "Osei"},
                                                  {"met", "\x1b[2J"},
                                                  {"no\x1bsuch"},
                                                  {"extract", hostile, "--jsonl"},
                                                  {"add", "/none\x1b.txt"}}) {
    const Ran ran = parley(command);
    const std::string all = ran.out + ran.err;
    EXPECT_FALSE(all.empty());
    for (const char* raw : {"\x1b", "\xC2\x9B", "\xE2\x80\xAE"})
      EXPECT_THAT(all, Not(HasSubstr(raw))) << command.front();
  }
}

TEST_F(ProgramTest, AReaderThatGoesAwayIsNoError) {
  parley({"add", kExamples, "--quiet"});
  const std::string command =
      std::string("set -o pipefail; '") + PARLEY_PROGRAM + "' export - --format meetings.graphml | true";
  Process process(work_.path(), {"-c", command}, "", {{"PARLEY_STORE", store()}}, test::User::kSame, "/bin/bash");
  EXPECT_EQ(process.wait(), 0);
  EXPECT_EQ(process.err(), "");
}

TEST_F(ProgramTest, AFullDiskForTheAnswerIsSaid) {
  parley({"add", file("talks.txt", kTalks)});
  const std::string command = std::string("'") + PARLEY_PROGRAM + "' met Kerr > /dev/full";
  Process process(work_.path(), {"-c", command}, "", {{"PARLEY_STORE", store()}}, test::User::kSame, "/bin/bash");
  EXPECT_EQ(process.wait(), kFailed);
  EXPECT_THAT(process.err(), HasSubstr("writing the answer: No space left"));
}

// ---- Killed and interrupted ----

std::string smallArticle(int number) {
  return "DUBLIN, March 3, 2022 - Ada Kerr met Luis Osei in Dublin on Thursday. This is dispatch " +
         std::to_string(number) + ".\n";
}

// A folder with so many of them. Returns the folder.
fs::path smallArticles(const fs::path& folder, int count) {
  fs::create_directory(folder);
  for (int i = 0; i < count; ++i) writeFile(folder / ("a" + std::to_string(10000 + i) + ".txt"), smallArticle(i));
  return folder;
}

std::set<std::string> linesOf(const std::string& text, const std::string& beginning) {
  std::set<std::string> names;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (lines.eof() || !line.starts_with(beginning)) continue;  // A last line without its end was not said.
    const std::string rest = line.substr(beginning.size());
    names.insert(rest.substr(0, rest.find("  ")));
  }
  return names;
}

// Goal: what was acknowledged is there after SIGKILL, whole; nothing is there in part; and the same command goes on.
TEST_F(ProgramTest, KilledWhileAddingKeepsWhatItAcknowledged) {
  const fs::path news = smallArticles(work_.path() / "news", 600);
  std::size_t acknowledged_in_all = 0;
  for (int round = 0; round < 3; ++round) {
    SCOPED_TRACE(round);
    fs::remove_all(store());
    fs::create_directories(work_.path() / "killed");
    Process process(work_.path() / "killed", {"add", news, "--threads", "2"}, "", {{"PARLEY_STORE", store()}});
    // Some time after the first acknowledgement; later in each round.
    process.waitForText("added");
    std::this_thread::sleep_for(std::chrono::milliseconds(3 * round));
    process.send(SIGKILL);
    process.wait();
    const std::set<std::string> acknowledged = linesOf(process.out(), "added          ");
    acknowledged_in_all += acknowledged.size();

    // A writer catches up what the killed one left behind; a document that is whole is already there.
    const Ran again = parley({"add", news});
    ASSERT_EQ(again.code, kAnswered) << again.err;
    const std::set<std::string> there = linesOf(again.out, "already there  ");
    EXPECT_TRUE(std::includes(there.begin(), there.end(), acknowledged.begin(), acknowledged.end()));
    EXPECT_EQ(there.size() + linesOf(again.out, "added          ").size(), 600u);
    const json stats = json::parse(parley({"stats", "--json"}).out);
    EXPECT_EQ(stats["documents"], 600);
    const json met = json::parse(parley({"met", "Kerr", "--json"}).out);
    ASSERT_EQ(met["meetings"].size(), 1u);
    EXPECT_EQ(met["meetings"][0]["documents"], 600);
  }
  EXPECT_GT(acknowledged_in_all, 0u);
}

TEST_F(ProgramTest, InterruptedWhileAddingSaysHowToGoOn) {
  const fs::path news = smallArticles(work_.path() / "news", 3000);
  fs::create_directories(work_.path() / "stopped");
  Process process(work_.path() / "stopped", {"add", news, "--threads", "1"}, "", {{"PARLEY_STORE", store()}});
  process.waitForText("added");
  process.send(SIGINT);
  EXPECT_EQ(process.wait(), kInterrupted);
  EXPECT_THAT(process.err(), HasSubstr("the same command goes on"));
  const std::size_t stored = linesOf(process.out(), "added          ").size();
  EXPECT_LT(stored, 3000u);
  EXPECT_EQ(json::parse(parley({"stats", "--json"}).out)["documents"], stored);
}

TEST_F(ProgramTest, InterruptedTwiceEndsAtOnceAndSaysHowToGoOn) {
  const fs::path news = smallArticles(work_.path() / "news", 3000);
  fs::create_directories(work_.path() / "stopped");
  Process process(work_.path() / "stopped", {"add", news, "--threads", "1"}, "", {{"PARLEY_STORE", store()}});
  process.waitForText("added");
  process.send(SIGINT);
  std::this_thread::sleep_for(std::chrono::milliseconds(2));  // Two signals at once are one.
  process.send(SIGINT);
  EXPECT_EQ(process.wait(), kInterrupted);
  EXPECT_THAT(process.err(), HasSubstr("the same command goes on"));
  const std::set<std::string> acknowledged = linesOf(process.out(), "added          ");
  const std::set<std::string> there = linesOf(parley({"add", news}).out, "already there  ");
  EXPECT_TRUE(std::includes(there.begin(), there.end(), acknowledged.begin(), acknowledged.end()));
}

}  // namespace
}  // namespace parley
