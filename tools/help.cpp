#include <algorithm>
#include <numeric>

#include "graph/name.h"
#include "tools/command.h"

namespace parley {
namespace {

std::string padded(std::string text, std::size_t columns) {
  text.resize(std::max(text.size(), columns), ' ');
  return text;
}

std::string usageOf(const Command& command) {
  std::string line = "parley " + std::string(command.name);
  if (!command.arguments.empty()) line += " " + std::string(command.arguments);
  return line;
}

std::string flagOf(const Option& option) {
  std::string flag = option.letter != '\0' ? std::string("-") + option.letter + ", " : "    ";
  flag += "--" + std::string(option.name);
  if (!option.value.empty()) flag += " " + std::string(option.value);
  return flag;
}

std::string optionLines(std::span<const Option> options) {
  std::string lines;
  for (const Option& option : options)
    lines += "  " + padded(flagOf(option), 26) + "  " + std::string(option.help) + "\n";
  return lines;
}

std::string commandLines() {
  std::string lines;
  for (const Command& command : commands()) {
    lines += "  " + padded(std::string(command.name), 14) + "  " + std::string(command.summary) + "\n";
  }
  return lines;
}

constexpr std::string_view kExamples =
    "  parley add news/                     read a folder of articles\n"
    "  parley met Blinken                   whom did he meet, when, with what status?\n"
    "  parley path Macron Biden             how are they connected? A sentence for each hop\n";

std::vector<Option> allOptionsOf(const Command& command) {
  std::vector<Option> options = command.options;
  options.insert(options.end(), globalOptions().begin(), globalOptions().end());
  return options;
}

// `text` between single quotes for a POSIX shell or fish.
std::string quoted(std::string_view text, bool fish) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'')
      result += fish ? "\\'" : "'\\''";
    else
      result += c;
  }
  return result + "'";
}

std::string wordsOf(std::span<const Option> options) {
  std::string words;
  for (const Option& option : options) {
    words += " --" + std::string(option.name);
    if (option.letter != '\0') words += std::string(" -") + option.letter;
  }
  return words;
}

std::string_view bashAction(Completion completion) {
  switch (completion) {
    case Completion::kFile:
      return "compgen -f";
    case Completion::kFolder:
      return "compgen -d";
    case Completion::kNothing:
      break;
  }
  return "compgen -W ''";
}

std::string bashValues(std::span<const Option> options) {
  std::string cases;
  for (const Option& option : options) {
    if (option.value.empty()) continue;
    std::string words;
    for (const std::string_view word : option.words) words += (words.empty() ? "" : " ") + std::string(word);
    const std::string action =
        words.empty() ? std::string(bashAction(option.completion)) : "compgen -W '" + words + "'";
    cases += "    --" + std::string(option.name) + ") COMPREPLY=($(" + action + " -- \"$word\")); return;;\n";
  }
  return cases;
}

std::string completeBash() {
  std::string names, values, cases;
  std::vector<Option> every(globalOptions().begin(), globalOptions().end());
  for (const Command& command : commands()) {
    names += (names.empty() ? "" : " ") + std::string(command.name);
    for (const Option& option : command.options) {
      const auto same = [&](const Option& other) { return other.name == option.name; };
      if (std::none_of(every.begin(), every.end(), same)) every.push_back(option);
    }
    const std::string arguments =
        command.name == "help" ? "compgen -W \"$commands\"" : std::string(bashAction(command.completion));
    cases += "    " + std::string(command.name) + ") options='" + wordsOf(allOptionsOf(command)).substr(1) +
             "'; arguments=$(" + arguments + " -- \"$word\");;\n";
  }
  return "# bash completion for parley; load it with: source <(parley --generate complete-bash)\n"
         "_parley() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command='' i options arguments\n"
         "  local commands='" +
         names +
         "'\n"
         "  if [[ $previous == '=' ]]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
         "  if [[ $word == '=' ]]; then previous=${COMP_WORDS[COMP_CWORD-1]}; word=''; fi\n"
         "  case $previous in\n" +
         bashValues(every) +
         "  esac\n"
         "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "    if [[ \" $commands \" == *\" ${COMP_WORDS[i]} \"* ]]; then command=${COMP_WORDS[i]}; break; fi\n"
         "  done\n"
         "  case $command in\n" +
         cases + "    *) options='" + wordsOf(globalOptions()).substr(1) +
         "'; arguments=$(compgen -W \"$commands\" -- \"$word\");;\n"
         "  esac\n"
         "  if [[ $word == -* ]]; then COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
         "  else local IFS=$'\\n'; COMPREPLY=($arguments); fi\n"
         "}\n"
         "complete -o filenames -F _parley parley\n";
}

std::string zshOptions(std::span<const Option> options) {
  std::string specs;
  for (const Option& option : options) {
    std::string help(option.help);
    std::replace(help.begin(), help.end(), '[', '(');
    std::replace(help.begin(), help.end(), ']', ')');
    std::string action;
    if (!option.value.empty()) {
      action = ":" + std::string(option.value) + ":";
      if (!option.words.empty()) {
        action += "(";
        for (const std::string_view word : option.words)
          action += (action.back() == '(' ? "" : " ") + std::string(word);
        action += ")";
      } else if (option.completion != Completion::kNothing) {
        action += option.completion == Completion::kFolder ? "_files -/" : "_files";
      }
    }
    const std::string assign = option.value.empty() ? "" : "=";
    specs += " " + quoted("--" + std::string(option.name) + assign + "[" + help + "]" + action, false);
    if (option.letter != '\0')
      specs += " " + quoted(std::string("-") + option.letter + "[" + help + "]" + action, false);
  }
  return specs;
}

std::string completeZsh() {
  std::string names, cases;
  for (const Command& command : commands()) {
    names += " " + quoted(std::string(command.name) + ":" + std::string(command.summary), false);
    std::string arguments;
    if (command.name == "help")
      arguments = " '*:command:{_describe command names}'";
    else if (command.completion == Completion::kFolder)
      arguments = " '*:folder:_files -/'";
    else if (command.completion == Completion::kFile)
      arguments = " '*:file:_files'";
    cases +=
        "    " + std::string(command.name) + ") _arguments" + zshOptions(allOptionsOf(command)) + arguments + ";;\n";
  }
  return "#compdef parley\n"
         "# zsh completion for parley; put it into a folder of $fpath as _parley\n"
         "_parley() {\n"
         "  local -a names=(" +
         names.substr(1) +
         ")\n"
         "  local state line\n"
         "  _arguments -C" +
         zshOptions(globalOptions()) +
         " '1:command:{_describe command names}' '*::argument:->rest'\n"
         "  [[ $state == rest ]] || return\n"
         "  case $line[1] in\n" +
         cases +
         "  esac\n"
         "}\n"
         "compdef _parley parley\n";
}

std::string fishOption(const Option& option, const std::string& condition) {
  std::string line = "complete -c parley" + condition + " -l " + std::string(option.name);
  if (option.letter != '\0') line += std::string(" -s ") + option.letter;
  if (!option.value.empty()) line += option.completion == Completion::kNothing ? " -x" : " -r";
  if (option.completion == Completion::kFolder) line += " -a '(__fish_complete_directories)'";
  if (!option.words.empty()) {
    std::string words;
    for (const std::string_view word : option.words) words += (words.empty() ? "" : " ") + std::string(word);
    line += " -a " + quoted(words, true);
  }
  return line + " -d " + quoted(option.help, true) + "\n";
}

std::string completeFish() {
  std::string lines =
      "# fish completion for parley; save it as ~/.config/fish/completions/parley.fish\n"
      "complete -c parley -f\n";
  std::string names;
  for (const Command& command : commands()) names += (names.empty() ? "" : " ") + std::string(command.name);
  for (const Option& option : globalOptions()) lines += fishOption(option, "");
  for (const Command& command : commands()) {
    lines += "complete -c parley -n __fish_use_subcommand -a " + std::string(command.name) + " -d " +
             quoted(command.summary, true) + "\n";
    const std::string condition = " -n '__fish_seen_subcommand_from " + std::string(command.name) + "'";
    for (const Option& option : command.options) lines += fishOption(option, condition);
    if (command.completion == Completion::kFile) lines += "complete -c parley" + condition + " -F\n";
    if (command.completion == Completion::kFolder)
      lines += "complete -c parley" + condition + " -a '(__fish_complete_directories)'\n";
    if (command.name == "help") lines += "complete -c parley" + condition + " -a " + quoted(names, true) + "\n";
  }
  return lines;
}

}  // namespace

std::string shortHelp() {
  return "parley reads news and remembers who met whom.\n\n" + std::string(kExamples) +
         "\nAll commands and options: parley --help\n";
}

std::string fullHelp() {
  return "parley reads news and remembers who met whom.\n\nUsage: parley COMMAND [ARGUMENT...] [OPTION...]\n\n" +
         std::string(kExamples) + "\nCommands\n" + commandLines() + "\nOptions of every command\n" +
         optionLines(globalOptions()) +
         "\nOptions may stand anywhere; -- ends them. The store is --store, else $PARLEY_STORE, else\n"
         "$XDG_DATA_HOME/parley/store, else ~/.local/share/parley/store. What reads text opens the language model\n"
         "$PARLEY_MODEL, else the one that came with the program.\n"
         "\nExit codes: 0 answered; 1 nothing found, or the name is ambiguous; 2 wrong usage; 3 input refused (all of\n"
         "it, or any with --strict); 4 the store or the model is broken or newer than this program, the store is\n"
         "locked, or the server cannot do this; 5 another failure (disk, network, permission, limit); 130 "
         "interrupted.\n"
         "Over --connect a server answers every question; what reads articles or cares for the store exits with 4.\n"
         "Parley sends nothing to anybody.\n";
}

std::string helpOf(const Command& command) {
  std::string text = std::string(command.summary) + ".\n\nUsage: " + usageOf(command) + "\n";
  if (!command.examples.empty()) text += "\nExamples\n";
  for (const std::string_view example : command.examples) text += "  " + std::string(example) + "\n";
  if (!command.notes.empty()) text += "\n" + std::string(command.notes) + "\n";
  if (!command.options.empty()) text += "\nOptions\n" + optionLines(command.options);
  return text + "\nOptions of every command\n" + optionLines(globalOptions());
}

std::optional<std::string> generated(std::string_view what) {
  if (what == "complete-bash") return completeBash();
  if (what == "complete-zsh") return completeZsh();
  if (what == "complete-fish") return completeFish();
  return std::nullopt;
}

std::string_view nearest(std::string_view typed, std::span<const std::string_view> words) {
  // A third of the letters may be wrong, and at least one: more is no longer a slip.
  const std::size_t allowed = std::max<std::size_t>(1, typed.size() / 3);
  std::string_view best;
  std::size_t best_distance = allowed + 1;
  for (const std::string_view word : words) {
    const std::size_t edits = word.starts_with(typed) && typed.size() > 1 ? 1 : editDistance(typed, word);
    if (edits < best_distance) {
      best = word;
      best_distance = edits;
    }
  }
  return best;
}

}  // namespace parley
