#include <algorithm>
#include <cxxopts.hpp>
#include <utility>

#include "graph/error.h"
#include "tools/command.h"

namespace parley {
namespace {

Error usage(const std::string& what) { return Error(ErrorCode::kInvalidArgument, what); }

std::string meant(std::string_view typed, const std::vector<std::string_view>& words, std::string_view dashes) {
  const std::string_view word = nearest(typed, words);
  return word.empty() ? "" : " (did you mean " + std::string(dashes) + std::string(word) + "?)";
}

const Option* findOption(const std::vector<Option>& options, std::string_view name) {
  const auto found = std::find_if(options.begin(), options.end(), [&](const Option& option) {
    return option.name == name || (name.size() == 1 && option.letter == name.front());
  });
  return found == options.end() ? nullptr : &*found;
}

std::vector<Option> optionsOf(const Command& command) {
  std::vector<Option> options = command.options;
  options.insert(options.end(), globalOptions().begin(), globalOptions().end());
  return options;
}

// Position of the first argument that is neither an option nor an option's value. An option means the same in every
// command that has it, so this can be told before the command is known.
std::optional<std::size_t> commandPosition(const std::vector<std::string>& arguments) {
  std::vector<Option> options(globalOptions().begin(), globalOptions().end());
  for (const Command& each : commands()) options.insert(options.end(), each.options.begin(), each.options.end());
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--") return i + 1 < arguments.size() ? std::optional(i + 1) : std::nullopt;
    if (!argument.starts_with('-') || argument == "-") return i;
    if (argument.find('=') != std::string_view::npos) continue;
    const Option* option = findOption(options, argument.substr(argument.starts_with("--") ? 2 : 1));
    if (option != nullptr && !option->value.empty()) ++i;
  }
  return std::nullopt;
}

// What the option parser says, in our words and with the option that may have been meant. The message of cxxopts quotes
// the option's name and is not made for reading twice.
Error explained(const std::exception& problem, const std::vector<Option>& options,
                const std::vector<std::string>& arguments, const std::string& help) {
  std::vector<std::string_view> names;
  for (const Option& option : options) names.push_back(option.name);
  for (const std::string& argument : arguments) {
    if (argument == "--") break;
    if (!argument.starts_with('-') || argument == "-") continue;
    const std::string name = argument.substr(0, argument.find('='));
    const std::string bare = name.substr(name.starts_with("--") ? 2 : 1);
    if (findOption(options, bare) == nullptr) {
      return usage("there is no option " + name + " here" + meant(bare, names, "--") + "; see " + help);
    }
  }
  return usage(std::string(problem.what()) + "; see " + help);
}

Invocation parse(const std::vector<std::string>& arguments, const std::vector<Option>& options,
                 const std::string& help) {
  cxxopts::Options parser("parley");
  for (const Option& option : options) {
    std::string names(option.name);
    if (option.letter != '\0') names = std::string(1, option.letter) + "," + names;
    if (option.value.empty())
      parser.add_options()(names, "");
    else
      parser.add_options()(names, "", cxxopts::value<std::string>());
  }
  std::vector<const char*> argv = {"parley"};
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  std::map<std::string, std::string, std::less<>> values;
  // No positional arguments are declared: cxxopts would cut them at commas. They come back as unmatched.
  std::vector<std::string> rest;
  try {
    const cxxopts::ParseResult parsed = parser.parse(static_cast<int>(argv.size()), argv.data());
    for (const Option& option : options) {
      const std::string name(option.name);
      if (parsed.count(name) == 0) continue;
      values[name] = option.value.empty() ? std::string() : parsed[name].as<std::string>();
    }
    rest = parsed.unmatched();
  } catch (const cxxopts::exceptions::exception& problem) {
    throw explained(problem, options, arguments, help);
  }
  for (const Option& option : options) {
    const auto value = values.find(option.name);
    if (value == values.end() || option.words.empty()) continue;
    if (std::find(option.words.begin(), option.words.end(), value->second) != option.words.end()) continue;
    std::string words;
    for (const std::string_view word : option.words) words += (words.empty() ? "" : ", ") + std::string(word);
    throw usage("--" + std::string(option.name) + " takes " + words + ", not “" + value->second + "”" +
                meant(value->second, option.words, ""));
  }
  return Invocation(std::move(rest), std::move(values));
}

int runGlobal(const std::vector<std::string>& arguments, const Console& console) {
  const Invocation invocation = parse(arguments, {globalOptions().begin(), globalOptions().end()}, "parley --help");
  if (invocation.has("help")) {
    console.out << fullHelp();
    return kAnswered;
  }
  if (invocation.has("version")) {
    console.out << "parley " PARLEY_VERSION "\n";
    return kAnswered;
  }
  if (const auto what = invocation.value("generate")) {
    console.out << generated(*what).value();
    return kAnswered;
  }
  console.err << shortHelp();
  return kUsage;
}

}  // namespace

int runCommandLine(const std::vector<std::string>& arguments, const Console& console) {
  const std::optional<std::size_t> position = commandPosition(arguments);
  if (!position) return runGlobal(arguments, console);
  const std::string& word = arguments[*position];
  const Command* command = findCommand(word);
  if (command == nullptr) {
    std::vector<std::string_view> names;
    for (const Command& each : commands()) names.push_back(each.name);
    throw usage("there is no command “" + word + "”" + meant(word, names, "parley ") + "; see parley --help");
  }
  std::vector<std::string> rest = arguments;
  rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(*position));
  const std::string help = "parley help " + std::string(command->name);
  const Invocation invocation = parse(rest, optionsOf(*command), help);
  if (invocation.has("help")) {
    console.out << helpOf(*command);
    return kAnswered;
  }
  const std::size_t given = invocation.arguments().size();
  if (given < command->fewest_arguments || given > command->most_arguments) {
    throw usage("the command is parley " + std::string(command->name) + " " + std::string(command->arguments) +
                ", with " + std::to_string(given) + " given; see " + help);
  }
  return command->run(invocation, console);
}

Colour colourAsked(const std::vector<std::string>& arguments) {
  std::string_view asked;
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    const std::string_view argument = arguments[i];
    if (argument.starts_with("--color="))
      asked = argument.substr(8);
    else if (argument == "--color" && i + 1 < arguments.size())
      asked = arguments[i + 1];
  }
  return asked == "always" ? Colour::kAlways : asked == "never" ? Colour::kNever : Colour::kAuto;
}

}  // namespace parley
