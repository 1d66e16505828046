#include "tools/command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "tests/support/throws_error.h"

namespace parley {
namespace {

using test::ThrowsError;
using testing::HasSubstr;

struct Said {
  int code;
  std::string out, err;
};

Said say(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  const int code = runCommandLine(arguments, Console{out, err, false, false, false});
  return {code, out.str(), err.str()};
}

TEST(Command, TheTableIsComplete) {
  std::set<std::string_view> names;
  for (const Command& command : commands()) {
    SCOPED_TRACE(command.name);
    EXPECT_TRUE(names.insert(command.name).second);
    EXPECT_FALSE(command.summary.empty());
    EXPECT_FALSE(command.examples.empty());
    EXPECT_NE(command.run, nullptr);
    EXPECT_LE(command.fewest_arguments, command.most_arguments);
    for (const std::string_view example : command.examples) {
      EXPECT_THAT(std::string(example), HasSubstr("parley"));
    }
  }
}

// The parser finds the command before it knows which one it is: an option must not take a value in one command only.
TEST(Command, AnOptionMeansTheSameEverywhere) {
  std::map<std::string_view, std::pair<char, std::string_view>> seen;
  const auto check = [&](const Option& option) {
    const auto [known, added] = seen.try_emplace(option.name, option.letter, option.value);
    EXPECT_TRUE(added || known->second == std::pair(option.letter, option.value)) << option.name;
  };
  for (const Option& option : globalOptions()) check(option);
  for (const Command& command : commands()) {
    for (const Option& option : command.options) check(option);
  }
}

TEST(Command, NoArgumentsIsShortHelpWithThreeExamples) {
  const Said said = say({});
  EXPECT_EQ(said.code, kUsage);
  EXPECT_EQ(said.out, "");
  EXPECT_THAT(said.err, testing::AllOf(HasSubstr("parley add"), HasSubstr("parley met"), HasSubstr("parley path"),
                                       HasSubstr("--help")));
}

TEST(Command, HelpIsTheSameByEveryRoad) {
  for (const Command& command : commands()) {
    SCOPED_TRACE(command.name);
    const std::string name(command.name);
    const Said said = say({"help", name});
    EXPECT_EQ(said.code, kAnswered);
    EXPECT_EQ(said.out, helpOf(command));
    EXPECT_EQ(say({name, "--help"}).out, said.out);
    EXPECT_EQ(say({"-h", name}).out, said.out);
    EXPECT_THAT(said.out, HasSubstr(std::string(command.summary)));
    EXPECT_THAT(fullHelp(), HasSubstr("  " + name + " "));
  }
  EXPECT_EQ(say({"--help"}).out, fullHelp());
  EXPECT_EQ(say({"help"}).out, fullHelp());
}

TEST(Command, SlipsAreRecognised) {
  EXPECT_THAT([] { say({"mett", "Blinken"}); }, ThrowsError(ErrorCode::kInvalidArgument, "did you mean parley met?"));
  EXPECT_THAT([] { say({"tiemline", "Blinken"}); }, ThrowsError(ErrorCode::kInvalidArgument, "parley timeline?"));
  EXPECT_THAT(
      [] {
        say({"met", "Blinken", "--jsno"});
      },
      ThrowsError(ErrorCode::kInvalidArgument, "did you mean --json?"));
  EXPECT_THAT(
      [] {
        say({"met", "Blinken", "--color=allways"});
      },
      ThrowsError(ErrorCode::kInvalidArgument, "did you mean always?"));
  EXPECT_THAT([] { say({"zzzzzz"}); }, ThrowsError(ErrorCode::kInvalidArgument, "see parley --help"));
}

TEST(Command, WrongUsageSaysWhatIsRight) {
  EXPECT_THAT(
      [] {
        say({"path", "Macron"});
      },
      ThrowsError(ErrorCode::kInvalidArgument, "parley path NAME NAME, with 1 given"));
  EXPECT_THAT([] { say({"near", "Macron", "--hops", "0"}); }, ThrowsError(ErrorCode::kInvalidArgument, "1 to 10"));
  EXPECT_THAT(
      [] {
        say({"met", "Macron", "--store"});
      },
      ThrowsError(ErrorCode::kInvalidArgument, "see parley help met"));
  EXPECT_THAT(
      [] {
        say({"met", "Macron", "--status", "hled"});
      },
      ThrowsError(ErrorCode::kInvalidArgument, "did you mean held?"));
  EXPECT_THAT(
      [] {
        say({"add", "x", "--connect", "unix:/x"});
      },
      ThrowsError(ErrorCode::kNotSupported, "leave out --connect"));
  EXPECT_THAT(
      [] {
        say({"met", "x", "--store", "a", "--connect", "unix:/x"});
      },
      ThrowsError(ErrorCode::kInvalidArgument, "give one"));
  EXPECT_THAT([] { say({"met", "x", "--connect", "tcp:1"}); }, ThrowsError(ErrorCode::kInvalidArgument, "unix:PATH"));
}

TEST(Command, OptionsStandAnywhereAndTwoDashesEndThem) {
  const auto nothing_there = ThrowsError(ErrorCode::kInvalidArgument, "/nonexistent/a,b");
  EXPECT_THAT([] { say({"--store", "/nonexistent/a,b", "met", "Blinken"}); }, nothing_there);
  EXPECT_THAT([] { say({"met", "Blinken", "--store=/nonexistent/a,b"}); }, nothing_there);
  EXPECT_THAT([] { say({"met", "--store", "/nonexistent/a,b", "Blinken", "--json"}); }, nothing_there);
  EXPECT_THAT([] { say({"met", "--store=/nonexistent/a,b", "--", "--json"}); }, nothing_there);
  EXPECT_THAT(
      [] {
        say({"met", "--", "--store=/nonexistent/a,b", "--json", "third"});
      },
      ThrowsError(ErrorCode::kInvalidArgument, "with 3 given"));
}

TEST(Command, CompletionKnowsEveryCommandAndOption) {
  for (const char* shell : {"complete-bash", "complete-zsh", "complete-fish"}) {
    SCOPED_TRACE(shell);
    const Said said = say({"--generate", shell});
    EXPECT_EQ(said.code, kAnswered);
    for (const Command& command : commands()) {
      EXPECT_THAT(said.out, HasSubstr(std::string(command.name)));
      for (const Option& option : command.options) EXPECT_THAT(said.out, HasSubstr(std::string(option.name)));
    }
  }
}

TEST(Command, NearestForgivesOneSlipAndNoMore) {
  const std::vector<std::string_view> words = {"near", "path", "export"};
  EXPECT_EQ(nearest("paht", words), "path");
  EXPECT_EQ(nearest("exp", words), "export");
  EXPECT_EQ(nearest("quux", words), "");
}

TEST(Command, ColourIsKnownBeforeAnythingIsParsed) {
  EXPECT_EQ(colourAsked({"met", "--color", "never"}), Colour::kNever);
  EXPECT_EQ(colourAsked({"met", "--color=always"}), Colour::kAlways);
  EXPECT_EQ(colourAsked({"met", "--", "--color=always"}), Colour::kAuto);
}

}  // namespace
}  // namespace parley
