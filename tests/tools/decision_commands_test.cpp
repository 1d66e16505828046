// Decisions as a user makes them: what they change in the answers, that answers say so, and the way to another machine.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/temp_dir.h"
#include "tests/tools/process.h"
#include "tools/command.h"

namespace parley {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::contentsOf;
using test::Ran;
using test::writeFile;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class DecisionCommandsTest : public testing::Test {
 protected:
  void SetUp() override {
    writeFile(work_.path() / "geneva.txt",
              "GENEVA, Jan 21, 2022 - Irish Foreign Minister Ada Berg met Ghanaian Foreign Minister Kofi Osei in "
              "Geneva on Friday.\n");
    writeFile(work_.path() / "oslo.txt",
              "OSLO, Feb 3, 2022 - Irish Foreign Minister Ada Holt met Estonian Prime Minister Mati Tamm in Oslo on "
              "Thursday.\n");
    addTo("store");
  }

  void addTo(const std::string& store) {
    ASSERT_EQ(parleyAt(store, {"add", work_.path() / "geneva.txt", work_.path() / "oslo.txt"}).code, kAnswered);
  }
  Ran parley(const std::vector<std::string>& arguments) { return parleyAt("store", arguments); }
  Ran parleyAt(const std::string& store, const std::vector<std::string>& arguments) {
    return test::run(work_.path(), arguments, "", {{"PARLEY_STORE", work_.path() / store}});
  }
  // Of the only meeting of both.
  std::string idOf(const std::string& one, const std::string& other) {
    const json answer = json::parse(parley({"met", one, other, "--json"}).out);
    EXPECT_EQ(answer["meetings"].size(), 1u);
    return answer["meetings"][0]["id"];
  }

  test::TempDir work_;
};

TEST_F(DecisionCommandsTest, AMergeIsSeenInAnswersUntilItIsUndone) {
  EXPECT_EQ(parley({"met", "Ada Berg", "Tamm"}).code, kNoAnswer);
  const Ran merged = parley({"merge", "Ada Berg", "Holt", "--by", "Lars Moe"});
  EXPECT_EQ(merged.code, kAnswered) << merged.err;
  EXPECT_THAT(merged.out, HasSubstr("decided: “Ada Berg” and “Ada Holt” are one person (Lars Moe, "));
  const Ran met = parley({"met", "Ada Berg", "Tamm"});
  EXPECT_EQ(met.code, kAnswered);
  EXPECT_THAT(met.out, HasSubstr("decided: “Ada Berg” and “Ada Holt” are one person (Lars Moe, "));
  const json answer = json::parse(parley({"show", "Ada Holt", "--json"}).out);
  EXPECT_EQ(answer["searched"]["decisions"].size(), 1u);
  EXPECT_THAT(parley({"met", "Osei", "--as-of", "2022-03-01"}).out, HasSubstr("decided: "));
  // Who has nothing to do with it is not told of it.
  EXPECT_EQ(parley({"merge", "Ada Berg", "Ada Holt"}).code, kNoAnswer) << "they are one already";

  EXPECT_THAT(parley({"decisions"}).out, HasSubstr("   1  “Ada Berg” and “Ada Holt” are one person (Lars Moe, "));
  EXPECT_EQ(parley({"decisions", "undo", "2"}).code, kNoAnswer);
  EXPECT_EQ(parley({"decisions", "undo", "1", "--by", "Kofi Osei"}).code, kAnswered);
  const Ran undone = parley({"met", "Ada Berg", "Tamm"});
  EXPECT_EQ(undone.code, kNoAnswer);
  EXPECT_THAT(undone.out, Not(HasSubstr("decided")));
  EXPECT_EQ(parley({"decisions", "undo", "1"}).code, kNoAnswer) << "it counts no more";
  EXPECT_THAT(parley({"decisions"}).out,
              AllOf(HasSubstr("; counts no more\n"), HasSubstr("nothing is decided (Kofi Osei, ")));
  EXPECT_EQ(parley({"merge", "Ada Berg", "Ada Holt"}).code, kAnswered);
  EXPECT_EQ(parley({"met", "Ada Berg", "Tamm"}).code, kAnswered) << "decided again within the same second";
}

TEST_F(DecisionCommandsTest, NamesThatAreNotClearDecideNothing) {
  const Ran unknown = parley({"merge", "Ada Berg", "Nobody"});
  EXPECT_EQ(unknown.code, kNoAnswer);
  EXPECT_THAT(unknown.err, HasSubstr("Nobody of the name “Nobody”"));
  EXPECT_THAT(parley({"merge", "Ada", "Tamm"}).err, AllOf(HasSubstr("“Ada” can mean 2"), HasSubstr("Ada Holt")));
  EXPECT_THAT(parley({"merge", "Ada Berg", "Ghana"}).err, HasSubstr("only people are merged"));
  EXPECT_EQ(parley({"distinct", "Tamm", "TAMM"}).code, kUsage);
  EXPECT_EQ(parley({"merge", "Ada Berg", "Tamm", "--by", " "}).code, kUsage);
  EXPECT_EQ(parley({"reject", "Tamm"}).code, kUsage);
  EXPECT_EQ(parley({"reject", "0123456789abcdef"}).code, kNoAnswer);
  EXPECT_EQ(parley({"decisions", "drop", "1"}).code, kUsage);
  const Ran list = parley({"decisions"});
  EXPECT_EQ(list.code, kNoAnswer);
  EXPECT_EQ(list.out, "Nothing was decided.\n");
}

TEST_F(DecisionCommandsTest, ARejectedMeetingIsInNoAnswer) {
  const std::string id = idOf("Berg", "Osei");
  EXPECT_EQ(parley({"reject", id, "--document", "oslo"}).code, kNoAnswer);
  const Ran rejected = parley({"reject", id, "--document", "geneva", "--by", "Lars Moe"});
  EXPECT_EQ(rejected.code, kAnswered) << rejected.err;
  EXPECT_THAT(rejected.out, AllOf(HasSubstr("“held meeting: Ada Berg; Kofi Osei” in document "),
                                  HasSubstr(" is rejected (Lars Moe, ")));
  const Ran met = parley({"met", "Berg", "Osei"});
  EXPECT_EQ(met.code, kNoAnswer);
  EXPECT_THAT(met.out, HasSubstr(" is rejected (Lars Moe, "));
  EXPECT_EQ(parley({"path", "Berg", "Osei"}).code, kNoAnswer);
  EXPECT_EQ(parley({"met", "Tamm"}).out.find("decided"), std::string::npos);
  EXPECT_EQ(parley({"decisions", "undo", "1"}).code, kAnswered);
  EXPECT_EQ(idOf("Berg", "Osei"), id);
  EXPECT_EQ(parley({"confirm", id}).code, kAnswered);
  const json answer = json::parse(parley({"met", "Berg", "Osei", "--json"}).out);
  EXPECT_EQ(answer["meetings"][0]["confidence"], 100);
  EXPECT_TRUE(json::parse(parley({"verify", "--json"}).out)["sound"]);
}

// The same articles and decisions give the same answers elsewhere, whichever came first.
TEST_F(DecisionCommandsTest, DecisionsGoToAnotherStore) {
  ASSERT_EQ(parley({"merge", "Ada Berg", "Ada Holt", "--by", "Lars Moe"}).code, kAnswered);
  ASSERT_EQ(parley({"reject", idOf("Holt", "Tamm")}).code, kAnswered);
  ASSERT_EQ(parley({"decisions", "undo", "2"}).code, kAnswered);
  ASSERT_EQ(parley({"distinct", "Mati Tamm", "Mait Tamm"}).code, kAnswered);
  const fs::path file = work_.path() / "ours.jsonl";
  ASSERT_EQ(parley({"decisions", "export", file}).code, kAnswered);
  const std::string lines = contentsOf(file);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 4);
  EXPECT_EQ(parley({"decisions", "export", "-"}).out, lines);
  const json first = json::parse(lines.substr(0, lines.find('\n')));
  EXPECT_EQ(first["decision"], "merge");
  EXPECT_EQ(first["names"], (json{"Ada Berg", "Ada Holt"}));
  EXPECT_EQ(first["by"], "Lars Moe");

  addTo("other");
  const Ran imported = parleyAt("other", {"decisions", "import", file});
  EXPECT_EQ(imported.out, "4 imported, 0 were there already\n") << imported.err;
  EXPECT_EQ(parleyAt("other", {"decisions", "import", file}).out, "0 imported, 4 were there already\n");
  EXPECT_EQ(parleyAt("other", {"decisions"}).out, parley({"decisions"}).out);
  for (const char* name : {"Ada Berg", "Tamm", "Osei"}) {
    EXPECT_EQ(parleyAt("other", {"met", name, "--json"}).out, parley({"met", name, "--json"}).out) << name;
  }
}

TEST_F(DecisionCommandsTest, AFileThatIsNotOursIsRefusedInWhole) {
  const std::string sound =
      R"({"v":1,"decision":"merge","made":"2024-05-01T08:30:00Z","by":"Lars Moe","names":["Ada Berg","Ada Holt"]})";
  const fs::path file = work_.path() / "theirs.jsonl";
  for (const std::string line :
       {"nonsense", "{}", "[]", R"({"v":2,"decision":"merge"})",
        R"({"v":1,"decision":"marry","made":"2024-05-01T08:30:00Z","by":"L","names":["A B","C D"]})",
        R"({"v":1,"decision":"merge","made":"yesterday","by":"L","names":["A B","C D"]})",
        R"({"v":1,"decision":"merge","made":"2024-05-01T08:30:00Z","by":"","names":["A B","C D"]})",
        R"({"v":1,"decision":"merge","made":"2024-05-01T08:30:00Z","by":"L","names":["A B"]})",
        R"({"v":1,"decision":"reject","made":"2024-05-01T08:30:00Z","by":"L","document_id":"12",)"
        R"("begin":0,"end":4,"says":"held meeting: A; B"})",
        R"({"v":1,"decision":"reject","made":"2024-05-01T08:30:00Z","by":"L",)"
        R"("document_id":"0123456789abcdef0123456789abcdef","begin":-1,"end":4,"says":"x"})"}) {
    writeFile(file, sound + "\n\n" + line + "\n");
    const Ran ran = parley({"decisions", "import", file});
    EXPECT_EQ(ran.code, kUsage) << line;
    EXPECT_THAT(ran.err, HasSubstr("reading line 3 of ")) << line;
  }
  EXPECT_EQ(parley({"decisions"}).code, kNoAnswer);
  writeFile(file, sound);
  EXPECT_EQ(parley({"decisions", "import", file}).code, kAnswered);
  EXPECT_EQ(parley({"decisions", "import", work_.path() / "absent"}).code, kFailed);
}

}  // namespace
}  // namespace parley
