// The care commands as a user runs them: what they print, their exit codes, and what they leave behind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "graph/error.h"
#include "store/store.h"
#include "tests/support/temp_dir.h"
#include "tests/tools/process.h"
#include "tools/command.h"
#include "tools/reread.h"

namespace parley {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::contentsOf;
using test::Ran;
using test::writeFile;
using testing::AllOf;
using testing::HasSubstr;

class StoreCommandsTest : public testing::Test {
 protected:
  void SetUp() override {
    const std::vector<std::pair<std::string, std::string>> articles = {
        {"geneva.txt",
         "GENEVA, Jan 21, 2022 - Irish Foreign Minister Ada Berg met Ghanaian Foreign Minister Kofi Osei in "
         "Geneva on Friday.\n"},
        {"oslo.txt",
         "OSLO, Feb 3, 2022 - Irish Foreign Minister Ada Berg will meet Estonian Prime Minister Mati Tamm in "
         "Oslo on Saturday.\n"}};
    for (const auto& [name, text] : articles) writeFile(work_.path() / name, text);
    ASSERT_EQ(parley({"add", work_.path() / "geneva.txt", work_.path() / "oslo.txt"}).code, kAnswered);
  }

  Ran parley(const std::vector<std::string>& arguments) { return parleyAt(store(), arguments); }
  Ran parleyAt(const fs::path& store, const std::vector<std::string>& arguments) {
    return test::run(work_.path(), arguments, "", {{"PARLEY_STORE", store}});
  }
  [[nodiscard]] fs::path store() const { return work_.path() / "store"; }
  [[nodiscard]] fs::path manifest() const {
    for (const auto& entry : fs::directory_iterator(store() / "rocksdb")) {
      if (entry.path().filename().string().starts_with("MANIFEST-")) return entry.path();
    }
    throw std::runtime_error("no MANIFEST");
  }
  // Every document as another version read it: without a report.
  void makeOld() {
    StoreOptions options;
    options.access = StoreAccess::kWrite;
    const auto store = Store::open(this->store(), options);
    const auto before = store->snapshot();
    before->forEachDocument([&](const DocumentId& id) {
      ReadDocument read = before->document(id).value();
      read.extraction.extractor = "rules@1+english@1";
      read.extraction.reports.clear();
      store->add(std::span(&read, 1));
      return true;
    });
    store->catchUp();
  }

  test::TempDir work_;
};

TEST_F(StoreCommandsTest, VerifySaysThatASoundStoreIsSound) {
  const Ran text = parley({"verify"});
  EXPECT_EQ(text.code, kAnswered);
  EXPECT_THAT(text.out, AllOf(testing::StartsWith("sound: "), HasSubstr("2 documents")));
  const Ran ran = parley({"verify", "--json", "--scratch", work_.path()});
  EXPECT_EQ(ran.code, kAnswered);
  const json report = json::parse(ran.out);
  EXPECT_EQ(report["sound"], true);
  EXPECT_EQ(report["documents"], 2);
  EXPECT_EQ(report["findings"], json::array());
  EXPECT_EQ(report["remedy"], nullptr);
  EXPECT_EQ(parleyAt(work_.path() / "nothing", {"verify"}).code, kUsage);
}

TEST_F(StoreCommandsTest, DamageIsRefusedFoundNamedAndMendedFromABackup) {
  const std::string backups = work_.path() / "backups";
  const std::string answer = parley({"met", "Berg", "--json"}).out;
  EXPECT_THAT(parley({"backup", backups}).out, AllOf(HasSubstr("backup 1: 2 documents"), HasSubstr("read back")));
  const json listed = json::parse(parley({"backup", backups, "--list", "--json"}).out);
  EXPECT_EQ(listed["backups"].size(), 1u);
  EXPECT_EQ(listed["backups"][0]["documents"], 2);

  const std::string whole = contentsOf(manifest());
  writeFile(manifest(), whole.substr(0, whole.size() - 10));
  const Ran refused = parley({"met", "Berg"});
  EXPECT_EQ(refused.code, kStoreBroken);
  EXPECT_THAT(refused.err, HasSubstr("parley verify says what is damaged"));
  const Ran found = parley({"verify"});
  EXPECT_EQ(found.code, kStoreBroken);
  EXPECT_THAT(found.out, AllOf(HasSubstr("bytes, and had"), HasSubstr("parley restore")));
  EXPECT_EQ(json::parse(parley({"verify", "--json"}).out)["remedy"], "restore");
  const Ran kept = parley({"repair"});
  EXPECT_EQ(kept.code, kStoreBroken);
  EXPECT_THAT(kept.out, AllOf(HasSubstr("lost  "), HasSubstr("nothing was changed")));

  EXPECT_EQ(parley({"restore", backups}).code, kUsage) << "it must not overwrite";
  fs::rename(store(), work_.path() / "damaged");
  EXPECT_THAT(parley({"restore", backups}).out, HasSubstr("restored backup 1: 2 documents"));
  EXPECT_EQ(parley({"verify"}).code, kAnswered);
  EXPECT_EQ(parley({"met", "Berg", "--json"}).out, answer);

  const Ran accepted = parleyAt(work_.path() / "damaged", {"repair", "--accept-loss"});
  EXPECT_EQ(accepted.code, kAnswered);
  EXPECT_THAT(accepted.out, AllOf(HasSubstr("repaired: "), HasSubstr("rocksdb.damaged")));
  EXPECT_EQ(parleyAt(work_.path() / "damaged", {"verify"}).code, kAnswered);
}

TEST_F(StoreCommandsTest, RepairMakesTheIndexesAnew) {
  writeFile(store() / "STATE", "nonsense");
  EXPECT_EQ(parley({"met", "Berg"}).code, kStoreBroken);
  const json report = json::parse(parley({"verify", "--json"}).out);
  EXPECT_EQ(report["remedy"], "repair");
  EXPECT_EQ(report["findings"][0]["part"], "state");
  const Ran ran = parley({"repair", "--json"});
  EXPECT_EQ(ran.code, kAnswered);
  EXPECT_EQ(json::parse(ran.out)["documents"], 2);
  EXPECT_EQ(parley({"verify"}).code, kAnswered);
  EXPECT_THAT(parley({"met", "Berg"}).out, HasSubstr("Kofi Osei"));
}

TEST_F(StoreCommandsTest, CompactTakesTheLastTraceAway) {
  ASSERT_EQ(parley({"retract", "geneva"}).code, kAnswered);
  const auto traces = [&] {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(store() / "rocksdb")) {
      count += contentsOf(entry.path()).find("osei") != std::string::npos ? 1 : 0;  // His name in the index of words.
    }
    return count;
  };
  EXPECT_GT(traces(), 0u);
  const Ran ran = parley({"compact", "--json"});
  EXPECT_EQ(ran.code, kAnswered);
  EXPECT_LT(json::parse(ran.out)["bytes_after"], json::parse(ran.out)["bytes_before"]);
  EXPECT_EQ(traces(), 0u);
  EXPECT_THAT(parley({"met", "Berg"}).out, HasSubstr("Mati Tamm"));
  EXPECT_EQ(parley({"verify"}).code, kAnswered);
}

TEST_F(StoreCommandsTest, StatsCountsIndexesAndRelationsIfAsked) {
  const Ran plain = parley({"stats"});
  const Ran text = parley({"stats", "--indexes"});
  EXPECT_EQ(text.code, kAnswered);
  EXPECT_EQ(text.out.substr(0, plain.out.size()), plain.out);
  EXPECT_THAT(text.out, AllOf(HasSubstr("documents by name"), HasSubstr("triples, spo"), HasSubstr("participates_in")));
  const json report = json::parse(parley({"stats", "--indexes", "--json"}).out);
  EXPECT_EQ(report["documents"], 2);
  EXPECT_EQ(report["indexes"][0]["name"], "documents");
  EXPECT_EQ(report["indexes"][0]["entries"], 2);
  EXPECT_GT(report["disk_bytes"], 0);
  EXPECT_EQ(parley({"stats", "--indexes", "--connect", "unix:/x"}).code, kStoreBroken);
}

TEST_F(StoreCommandsTest, RereadGivesTheAnswersOfThisVersion) {
  const std::string answer = parley({"met", "Berg", "--json"}).out;
  makeOld();
  EXPECT_EQ(parley({"met", "Berg"}).code, kNoAnswer);
  const Ran ran = parley({"reread"});
  EXPECT_EQ(ran.code, kAnswered);
  EXPECT_THAT(ran.out, testing::StartsWith("2 documents read anew, 0 gave the same, 0 had been read"));
  EXPECT_EQ(parley({"met", "Berg", "--json"}).out, answer);
  EXPECT_THAT(parley({"reread"}).out, HasSubstr("2 had been read by this version"));
  EXPECT_EQ(json::parse(parley({"reread", "--all", "--json"}).out)["same"], 2);
  EXPECT_EQ(parley({"verify"}).code, kAnswered);
}

TEST_F(StoreCommandsTest, RereadGoesOnWhereItWasStopped) {
  const std::string answer = parley({"met", "Berg", "--json"}).out;
  makeOld();
  {
    StoreOptions options;
    options.access = StoreAccess::kWrite;
    const auto store = Store::open(this->store(), options);
    RereadOptions one;
    one.batch_documents = 1;
    std::atomic<bool> stop = false;
    const RereadResult result = reread(
        *store, LanguageModel::openDefault(), one, [](const std::string&, const std::string&) {},
        [&](std::size_t done, std::size_t total) {
          EXPECT_EQ(total, 2u);
          stop = done == 1;
        },
        stop);
    EXPECT_FALSE(result.complete);
    EXPECT_EQ(result.reread, 1u);
    EXPECT_EQ(store->waiting(), 0u);
  }
  EXPECT_THAT(parley({"reread"}).out,
              testing::StartsWith("1 document read anew, 0 gave the same, 1 had been read by this version"));
  EXPECT_EQ(parley({"met", "Berg", "--json"}).out, answer);
}

}  // namespace
}  // namespace parley
