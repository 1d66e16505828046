#include "tools/input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "graph/error.h"
#include "tests/support/temp_dir.h"
#include "tests/support/throws_error.h"
#include "tests/tools/process.h"

namespace parley {
namespace {

using test::TempDir;
using test::ThrowsError;
using test::writeFile;
namespace fs = std::filesystem;

TEST(Input, AFolderGivesItsArticlesSorted) {
  const TempDir temp;
  fs::create_directories(temp.path() / "b" / "deep");
  fs::create_directories(temp.path() / ".git");
  for (const char* name :
       {"c.txt", "a.HTML", "a.txt.meta.json", "README.md", ".hidden.txt", "b/deep/x.htm", "b/y.txt", ".git/z.txt"}) {
    writeFile(temp.path() / name, "x");
  }
  fs::create_directory_symlink(temp.path(), temp.path() / "b" / "loop");
  const FoundInputs found = findInputs(std::vector<std::string>{temp.path().string(), "-"});
  std::vector<std::string> names;
  for (const Input& input : found.inputs) names.push_back(input.name);
  EXPECT_THAT(names, testing::ElementsAre("a", "x", "y", "c", "stdin"));
  EXPECT_EQ(found.passed_over, 2u);  // README.md and the link.
  EXPECT_TRUE(found.refused.empty());
}

TEST(Input, OnlyFilesAndLinksToThemAreReadInAFolder) {
  const TempDir temp;
  fs::create_directory(temp.path() / "news");
  ASSERT_EQ(mkfifo((temp.path() / "news" / "pipe.txt").c_str(), 0600), 0);
  writeFile(temp.path() / "story", "x");
  fs::create_symlink(temp.path() / "story", temp.path() / "news" / "link.txt");
  fs::create_symlink("/dev/zero", temp.path() / "news" / "zeros.txt");
  const FoundInputs found = findInputs(std::vector<std::string>{temp.path() / "news"});
  EXPECT_THAT(found.inputs, testing::ElementsAre(Input{temp.path() / "news" / "link.txt", "link"}));
  EXPECT_EQ(found.passed_over, 2u);
  ASSERT_EQ(mkfifo((temp.path() / "story.meta.json").c_str(), 0600), 0);
  EXPECT_THAT([&] { (void)readSidecar(temp.path() / "story"); },
              ThrowsError(ErrorCode::kInvalidArgument, "not a file"));
}

TEST(Input, AFileIsReadWhateverItsName) {
  const FoundInputs found = findInputs(std::vector<std::string>{"/nonexistent/report.md"});
  EXPECT_THAT(found.inputs, testing::ElementsAre(Input{"/nonexistent/report.md", "report"}));
}

TEST(Input, TheLimitIsKeptWithoutReadingTheFile) {
  const TempDir temp;
  const fs::path path = temp.path() / "huge";
  writeFile(path, "");
  fs::resize_file(path, 200u << 20);  // Holes: reading it all would show in memory, not on the disk.
  EXPECT_THAT([&] { (void)readBytes(path, 16u << 20); }, ThrowsError(ErrorCode::kLimit, "larger than 16 MiB"));
  EXPECT_EQ(readBytes(path, 200u << 20).size(), 200u << 20);
}

TEST(Input, APipeIsReadNoFurtherThanTheLimit) {
  const TempDir temp;
  const fs::path pipe = temp.path() / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  const pid_t writer = fork();
  if (writer == 0) {
    const int fd = open(pipe.c_str(), O_WRONLY);
    const std::string block(1000, 'x');
    signal(SIGPIPE, SIG_DFL);
    while (write(fd, block.data(), block.size()) > 0) {  // For ever, until nobody reads.
    }
    _exit(0);
  }
  EXPECT_THAT([&] { (void)readBytes(pipe, 5000); }, ThrowsError(ErrorCode::kLimit));
  waitpid(writer, nullptr, 0);
}

TEST(Input, WhatCannotBeReadSaysWhy) {
  const TempDir temp;
  EXPECT_THAT([&] { (void)readBytes(temp.path() / "none", 10); }, ThrowsError(ErrorCode::kIo, "No such file"));
  EXPECT_THAT([&] { (void)readBytes(temp.path(), 10); }, ThrowsError(ErrorCode::kInvalidArgument, "folder"));
}

TEST(Sidecar, GivesWhatTheTextDoesNotSay) {
  const TempDir temp;
  const std::string path = temp.path() / "talks.txt";
  EXPECT_EQ(readSidecar(path), std::nullopt);
  writeFile(path + ".meta.json",
            R"({"date": "2022-01-21", "url": "https://example.org/a", "outlet": "Wire", "title": null, "more": [1]})");
  Sighting expected;
  expected.published = parseDate("2022-01-21");
  expected.url = "https://example.org/a";
  expected.outlet = "Wire";
  EXPECT_EQ(readSidecar(path), expected);
}

TEST(Sidecar, APoorOneIsRefusedAndNotIgnored) {
  const TempDir temp;
  const std::string path = temp.path() / "talks.txt";
  for (const char* text : {"", "{", "[]", R"({"date": "21.1.2022"})", R"({"date": "2022-02-30"})", R"({"date": 2022})",
                           R"({"url": []})"}) {
    SCOPED_TRACE(text);
    writeFile(path + ".meta.json", text);
    EXPECT_THAT([&] { (void)readSidecar(path); }, ThrowsError(ErrorCode::kInvalidArgument, "talks.txt.meta.json"));
  }
}

TEST(Sidecar, OptionsWinOverIt) {
  Sighting sidecar;
  sidecar.published = parseDate("2022-01-21");
  sidecar.outlet = "Wire";
  GivenSighting given;
  given.date = parseDate("2022-01-22");
  const Sighting sighting = sightingOf("talks", sidecar, given);
  EXPECT_EQ(sighting.name, "talks");
  EXPECT_EQ(sighting.published, given.date);
  EXPECT_EQ(sighting.outlet, "Wire");
}

}  // namespace
}  // namespace parley
