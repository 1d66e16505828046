#pragma once
// The commands as data: what help, did-you-mean, the parser and shell completion are all made from.
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tools/terminal.h"

namespace parley {

// Exit codes, also in `parley help`.
enum ExitCode : int {
  kAnswered = 0,
  kNoAnswer = 1,  // Nothing found, or the name is ambiguous.
  kUsage = 2,
  kRefused = 3,      // Every input was refused, or one was and --strict is given.
  kStoreBroken = 4,  // Corrupt, locked by another writer, or newer than this program.
  kFailed = 5,       // Disk, network, permission, limit.
  kInterrupted = 130,
};

enum class Completion { kNothing, kFile, kFolder };

struct Option {
  std::string_view name;        // "store", without dashes.
  char letter = '\0';           // 'n' for -n; none.
  std::string_view value = {};  // What help calls the value: "DIR"; empty: a flag.
  std::string_view help = {};
  std::vector<std::string_view> words = {};  // The values it takes, if they are few.
  Completion completion = Completion::kNothing;
};

// A command line as parsed.
class Invocation {
 public:
  Invocation(std::vector<std::string> arguments, std::map<std::string, std::string, std::less<>> options)
      : arguments_(std::move(arguments)), options_(std::move(options)) {}
  [[nodiscard]] const std::vector<std::string>& arguments() const { return arguments_; }
  [[nodiscard]] bool has(std::string_view option) const { return options_.contains(option); }
  [[nodiscard]] std::optional<std::string> value(std::string_view option) const {
    const auto found = options_.find(option);
    return found == options_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::vector<std::string> arguments_;
  std::map<std::string, std::string, std::less<>> options_;  // Flags have an empty value.
};

struct Command {
  std::string_view name;
  std::string_view summary;    // One line, an order: "Tell whom someone met".
  std::string_view arguments;  // "NAME [NAME]"
  std::size_t fewest_arguments = 0;
  std::size_t most_arguments = 0;
  std::vector<Option> options;  // Besides the global ones.
  std::vector<std::string_view> examples;
  std::string_view notes;                                   // What else help should say; may be empty.
  Completion completion = Completion::kNothing;             // Of the arguments.
  int (*run)(const Invocation&, const Console&) = nullptr;  // Gives an ExitCode.
};

// commands.cpp. Sorted as help shows them.
[[nodiscard]] std::span<const Command> commands();
[[nodiscard]] std::span<const Option> globalOptions();
[[nodiscard]] const Command* findCommand(std::string_view name);

// `arguments` without the program's name. Finds the command wherever it stands among the options, runs it, and gives
// the exit code. Throws Error(kInvalidArgument) for wrong usage.
int runCommandLine(const std::vector<std::string>& arguments, const Console& console);

// --color as it was asked for, before anything else is parsed.
[[nodiscard]] Colour colourAsked(const std::vector<std::string>& arguments);

// help.cpp
[[nodiscard]] std::string shortHelp();
[[nodiscard]] std::string fullHelp();
[[nodiscard]] std::string helpOf(const Command& command);
// "complete-bash", "complete-zsh", "complete-fish"; nullopt for others.
[[nodiscard]] std::optional<std::string> generated(std::string_view what);
// The word that `typed` was probably meant to be; empty if none is near.
[[nodiscard]] std::string_view nearest(std::string_view typed, std::span<const std::string_view> words);

}  // namespace parley
