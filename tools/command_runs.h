#pragma once
// What the commands of the table do. Each gives an ExitCode and throws Error.
#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>

#include "query/answers.h"
#include "tools/command.h"

namespace parley {

// question_commands.cpp
int runMet(const Invocation& invocation, const Console& console);
int runWhy(const Invocation& invocation, const Console& console);
int runWhyNot(const Invocation& invocation, const Console& console);
int runTimeline(const Invocation& invocation, const Console& console);
int runPath(const Invocation& invocation, const Console& console);
int runNear(const Invocation& invocation, const Console& console);
int runShow(const Invocation& invocation, const Console& console);
int runStats(const Invocation& invocation, const Console& console);
int runDiff(const Invocation& invocation, const Console& console);
int runContradictions(const Invocation& invocation, const Console& console);
int runFind(const Invocation& invocation, const Console& console);
int runTop(const Invocation& invocation, const Console& console);
int runExport(const Invocation& invocation, const Console& console);
int runServe(const Invocation& invocation, const Console& console);

// document_commands.cpp
int runAdd(const Invocation& invocation, const Console& console);
int runRetract(const Invocation& invocation, const Console& console);
int runExtract(const Invocation& invocation, const Console& console);

// store_commands.cpp
int runReread(const Invocation& invocation, const Console& console);
int runVerify(const Invocation& invocation, const Console& console);
int runRepair(const Invocation& invocation, const Console& console);
int runBackup(const Invocation& invocation, const Console& console);
int runRestore(const Invocation& invocation, const Console& console);
int runCompact(const Invocation& invocation, const Console& console);

// What `stats --indexes` prints after the counts.
[[nodiscard]] nlohmann::ordered_json indexesJson(const std::filesystem::path& store);
void printIndexes(const std::filesystem::path& store, const Console& console);

// decision_commands.cpp
int runMerge(const Invocation& invocation, const Console& console);
int runDistinct(const Invocation& invocation, const Console& console);
int runReject(const Invocation& invocation, const Console& console);
int runConfirm(const Invocation& invocation, const Console& console);
int runDecisions(const Invocation& invocation, const Console& console);

// parse_command.cpp
int runParse(const Invocation& invocation, const Console& console);

// filter_options.cpp: what the options of the same names ask for. Throw Error(kInvalidArgument) for other values.
[[nodiscard]] Filters filtersOf(const Invocation& invocation);
// "2022-01-21", "2022-01" or "2022". `what` names it in the message of the error.
[[nodiscard]] DateInterval daysIn(const std::string& text, std::string_view what);
// --as-of DAY. A month or a year means its last day.
[[nodiscard]] std::optional<Date> asOfDay(const Invocation& invocation);

// --store, else $PARLEY_STORE, else below $XDG_DATA_HOME, else below the home folder.
[[nodiscard]] std::filesystem::path storePath(const Invocation& invocation);
// Refuses --connect where a command needs the store itself.
void requireLocal(const Invocation& invocation, std::string_view command);
// The store of this machine, or the server of --connect. Says so if documents of the store wait to be resolved.
[[nodiscard]] std::unique_ptr<Answers> openAnswers(const Invocation& invocation, const Console& console);
// --threads, else one for each core.
[[nodiscard]] unsigned threadsOf(const Invocation& invocation);
// A whole number from `least` to `most`.
[[nodiscard]] unsigned numberOf(std::string_view option, const std::string& text, unsigned least, unsigned most);

}  // namespace parley
