#include "extract/language_model.h"

#include <gmock/gmock.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <fstream>

#include "tests/support/temp_dir.h"
#include "tests/support/throws_error.h"
#include "tests/support/tiny_model.h"

namespace parley {
namespace {

using test::ThrowsError;
using testing::ElementsAre;

LanguageModel open(const test::ModelSections& sections) {
  return LanguageModel::fromBytes(test::modelFileOf(sections), "some.model");
}

TEST(LanguageModel, HasVersionAndVocabularies) {
  const LanguageModel model = open(test::tinySections());
  EXPECT_EQ(model.version(), "tiny@7");
  EXPECT_THAT(model.featureSets(), ElementsAre("Number=Sing", "", "Number=Plur"));
  EXPECT_EQ(model.xposTags().front(), "NN");
  EXPECT_EQ(model.relations().front(), "root");
}

// Goal: no file, however made, does more than fail to open. Method: leave out each section, give each another shape.
TEST(LanguageModel, SectionThatIsMissingOrOfAnotherShapeIsDamage) {
  const test::ModelSections whole = test::tinySections();
  for (const auto& [name, section] : whole) {
    SCOPED_TRACE(name);
    test::ModelSections changed = whole;
    changed.erase(name);
    EXPECT_THAT([&] { (void)open(changed); }, ThrowsError(ErrorCode::kCorruption, name));
    if (section.type == 0) continue;
    changed = whole;
    changed[name].rows -= 1;
    changed[name].bytes.resize(section.bytes.size() / section.rows * changed[name].rows);
    EXPECT_THAT([&] { (void)open(changed); }, ThrowsError(ErrorCode::kCorruption, "some.model"));
    changed = whole;
    changed[name].type = section.type == 1 ? 0 : 1;
    changed[name].columns = static_cast<std::uint32_t>(section.bytes.size() / section.rows);
    if (section.type == 1) changed[name] = test::textSection(section.bytes);
    EXPECT_THAT([&] { (void)open(changed); }, ThrowsError(ErrorCode::kCorruption, "some.model"));
  }
}

TEST(LanguageModel, VocabularyThatDoesNotFitIsDamage) {
  for (const auto& [section, text] : std::initializer_list<std::pair<const char*, const char*>>{
           {"meta", "{"},
           {"meta", "[]"},
           {"meta", R"({"name":"a","version":"1"})"},
           {"upos", "NOUN\nPUNCT\nPROPN\nVERB\nADP\nNUM\nDET\nGERUND\n"},
           {"xpos", "NN\n"},
           {"relations", ""},
           {"name_tags", "O\nB-PER\nI-LOC\nB-LOC\nI-LOC\nB-ORG\nI-ORG\nB-NORP\nI-NORP\nB-EVENT\nI-EVENT\n"},
           {"name_tags", "B-PER\nO\nI-PER\nB-LOC\nI-LOC\nB-ORG\nI-ORG\nB-NORP\nI-NORP\nB-EVENT\nI-EVENT\n"}}) {
    SCOPED_TRACE(text);
    test::ModelSections changed = test::tinySections();
    changed[section] = test::textSection(text);
    EXPECT_THAT([&] { (void)open(changed); }, ThrowsError(ErrorCode::kCorruption, "some.model"));
  }
}

TEST(LanguageModel, DefaultIsTheOneOfTheEnvironment) {
  const test::TempDir dir;
  const auto path = dir.path() / "tiny.model";
  std::ofstream(path, std::ios::binary) << test::tinyModelFile();
  ASSERT_EQ(setenv("PARLEY_MODEL", path.c_str(), 1), 0);
  EXPECT_EQ(LanguageModel::openDefault().version(), "tiny@7");
  ASSERT_EQ(setenv("PARLEY_MODEL", (dir.path() / "gone").c_str(), 1), 0);
  EXPECT_THAT([] { (void)LanguageModel::openDefault(); }, ThrowsError(ErrorCode::kIo, "gone"));
  ASSERT_EQ(mkfifo((dir.path() / "pipe").c_str(), 0600), 0);
  ASSERT_EQ(setenv("PARLEY_MODEL", (dir.path() / "pipe").c_str(), 1), 0);
  EXPECT_THAT([] { (void)LanguageModel::openDefault(); }, ThrowsError(ErrorCode::kIo, "no regular file"));
  unsetenv("PARLEY_MODEL");
}

}  // namespace
}  // namespace parley
