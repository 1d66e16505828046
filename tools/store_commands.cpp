#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>
#include <system_error>

#include "graph/error.h"
#include "store/care.h"
#include "tools/command_runs.h"
#include "tools/progress.h"
#include "tools/render_json.h"
#include "tools/reread.h"

namespace parley {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

// "12.3 MB"; bytes below a thousand as they are.
std::string sizeText(std::uint64_t bytes) {
  constexpr std::array<const char*, 4> kUnits = {"kB", "MB", "GB", "TB"};
  if (bytes < 1000) return std::to_string(bytes) + " bytes";
  double number = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  for (; number >= 1000 && unit + 1 < kUnits.size(); ++unit) number /= 1000;
  char text[32];
  std::snprintf(text, sizeof(text), "%.1f %s", number, kUnits.at(unit));
  return text;
}

std::string countText(std::uint64_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string documentsText(std::uint64_t count) { return countText(count, "document", "documents"); }

// A progress line whose total is known with the first step.
class CareWatch {
 public:
  CareWatch(const Invocation& invocation, const Console& console)
      : console_(console), quiet_(invocation.has("quiet")) {}
  CareProgress progress() {
    return [this](std::size_t done, std::size_t total) {
      if (!progress_) progress_.emplace(console_, total, quiet_);
      progress_->at(done);
    };
  }
  void clear() { progress_.reset(); }

 private:
  const Console& console_;
  bool quiet_;
  std::optional<Progress> progress_;
};

Json textsJson(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& text : texts) list.push_back(text);
  return list;
}

// --scratch, else the system's folder for what is temporary.
fs::path scratchFolder(const Invocation& invocation) {
  if (const auto given = invocation.value("scratch")) return *given;
  std::error_code none;
  const fs::path folder = fs::temp_directory_path(none);
  if (!none) return folder;
  throw Error(ErrorCode::kInvalidArgument, "$TMPDIR names no folder; say --scratch DIR");
}

// Damage to a file or a document can only be undone from a copy.
bool needsCopy(const VerifyReport& report) {
  return report.counts.contains(CarePart::kFile) || report.counts.contains(CarePart::kDocument) ||
         report.counts.contains(CarePart::kDecision);
}

Json verifyJson(const VerifyReport& report) {
  Json counts = Json::object(), findings = Json::array();
  for (const auto& [part, count] : report.counts) counts[std::string(wordOf(part))] = count;
  for (const Finding& finding : report.findings) {
    findings.push_back({{"part", wordOf(finding.part)}, {"what", finding.what}});
  }
  return {{"v", kJsonVersion},
          {"command", "verify"},
          {"sound", report.sound()},
          {"files", report.files},
          {"documents", report.documents},
          {"decisions", report.decisions},
          {"spans", report.spans},
          {"entries", report.entries},
          {"counts", std::move(counts)},
          {"findings", std::move(findings)},
          {"notes", textsJson(report.notes)},
          {"remedy", report.sound() ? Json() : Json(needsCopy(report) ? "restore" : "repair")}};
}

void printReport(const VerifyReport& report, const Console& console) {
  for (const auto& [part, count] : report.counts) {
    std::uint64_t shown = 0;
    for (const Finding& finding : report.findings) {
      if (finding.part != part) continue;
      ++shown;
      std::string word(wordOf(part));
      word.resize(10, ' ');
      console.out << word << visibleLine(finding.what) << "\n";
    }
    if (count > shown) console.out << "          and " << count - shown << " more like these\n";
  }
  for (const std::string& note : report.notes) console.out << "note      " << visibleLine(note) << "\n";
  std::uint64_t findings = 0;
  for (const auto& [part, count] : report.counts) findings += count;
  console.out << (report.sound() ? "sound: " : countText(findings, "finding", "findings") + " in ")
              << countText(report.files, "file", "files") << ", " << documentsText(report.documents) << " with "
              << countText(report.spans, "quoted span", "quoted spans") << ", "
              << countText(report.decisions, "decision", "decisions") << ", "
              << countText(report.entries, "index entry", "index entries") << "\n";
  if (report.sound()) return;
  console.out
      << (needsCopy(report)
              ? "what to do: parley repair mends it if no document is lost, else names what is and changes nothing;\n"
                "then parley restore brings a backup back, or parley repair --accept-loss keeps what can be "
                "read\n"
              : "what to do: parley repair; no document is lost\n");
}

Json backupJson(const Backup& backup) {
  return {{"number", backup.number}, {"bytes", backup.bytes}, {"documents", backup.documents}};
}

}  // namespace

int runVerify(const Invocation& invocation, const Console& console) {
  requireLocal(invocation, "verify");
  CareWatch watch(invocation, console);
  const VerifyReport report = verifyStore(storePath(invocation), scratchFolder(invocation), watch.progress());
  watch.clear();
  if (invocation.has("json")) {
    console.out << jsonLine(verifyJson(report));
  } else {
    printReport(report, console);
  }
  return report.sound() ? kAnswered : kStoreBroken;
}

int runRepair(const Invocation& invocation, const Console& console) {
  requireLocal(invocation, "repair");
  CareWatch watch(invocation, console);
  const fs::path store = storePath(invocation);
  const RepairReport report = repairStore(store, invocation.has("accept-loss"), watch.progress());
  watch.clear();
  if (invocation.has("json")) {
    console.out << jsonLine({{"v", kJsonVersion},
                             {"command", "repair"},
                             {"repaired", report.repaired},
                             {"documents", report.documents},
                             {"decisions", report.decisions},
                             {"lost", textsJson(report.lost)}});
  } else {
    for (const std::string& lost : report.lost) console.out << "lost      " << visibleLine(lost) << "\n";
    if (report.repaired) {
      console.out << "repaired: " << documentsText(report.documents) << " and "
                  << countText(report.decisions, "decision", "decisions") << " kept, every index made anew from them\n";
      if (!report.lost.empty()) {
        console.out << "the old database is kept in " << visibleLine((store / "rocksdb.damaged").string())
                    << "; add again what is listed\n";
      }
    } else {
      console.out
          << "nothing was changed: what is listed cannot be read any more, " << documentsText(report.documents)
          << " can\nwhat to do: parley restore brings a backup back; parley repair --accept-loss keeps what can be "
          << "read\n";
    }
  }
  return report.repaired ? kAnswered : kStoreBroken;
}

int runBackup(const Invocation& invocation, const Console& console) {
  requireLocal(invocation, "backup");
  const fs::path to = invocation.arguments().front();
  if (invocation.has("list")) {
    const std::vector<Backup> backups = backupsIn(to);
    Json list = Json::array();
    for (const Backup& backup : backups) {
      list.push_back(backupJson(backup));
      if (invocation.has("json")) continue;
      console.out << "backup " << backup.number << "  " << documentsText(backup.documents) << "  "
                  << sizeText(backup.bytes) << "\n";
    }
    if (invocation.has("json")) {
      console.out << jsonLine({{"v", kJsonVersion}, {"command", "backup"}, {"backups", std::move(list)}});
    }
    return backups.empty() ? kNoAnswer : kAnswered;
  }
  const Backup backup = backUpStore(storePath(invocation), to);
  if (invocation.has("json")) {
    Json json = {{"v", kJsonVersion}, {"command", "backup"}};
    json.update(backupJson(backup));
    json["new_bytes"] = backup.new_bytes;
    console.out << jsonLine(json);
  } else {
    console.out << "backup " << backup.number << ": " << documentsText(backup.documents) << ", "
                << sizeText(backup.bytes) << ", of which " << sizeText(backup.new_bytes)
                << " are new; read back and whole\n";
  }
  return kAnswered;
}

int runRestore(const Invocation& invocation, const Console& console) {
  requireLocal(invocation, "restore");
  unsigned number = 0;
  if (const auto given = invocation.value("backup")) number = numberOf("backup", *given, 1, 1'000'000'000);
  const fs::path store = storePath(invocation);
  const Backup backup = restoreStore(invocation.arguments().front(), number, store);
  if (invocation.has("json")) {
    Json json = {{"v", kJsonVersion}, {"command", "restore"}};
    json.update(backupJson(backup));
    console.out << jsonLine(json);
  } else {
    console.out << "restored backup " << backup.number << ": " << documentsText(backup.documents) << " in "
                << visibleLine(store.string()) << "\n";
  }
  return kAnswered;
}

int runCompact(const Invocation& invocation, const Console& console) {
  requireLocal(invocation, "compact");
  const CompactReport report = compactStore(storePath(invocation));
  if (invocation.has("json")) {
    console.out << jsonLine({{"v", kJsonVersion},
                             {"command", "compact"},
                             {"bytes_before", report.bytes_before},
                             {"bytes_after", report.bytes_after}});
  } else {
    console.out << "compacted: " << sizeText(report.bytes_before) << " before, " << sizeText(report.bytes_after)
                << " now\n";
  }
  return kAnswered;
}

int runReread(const Invocation& invocation, const Console& console) {
  requireLocal(invocation, "reread");
  RereadOptions options;
  options.all = invocation.has("all");
  options.threads = threadsOf(invocation);
  const LanguageModel model = LanguageModel::openDefault();
  StoreOptions store_options;
  store_options.access = StoreAccess::kWrite;
  const InterruptGuard guard;
  const std::unique_ptr<Store> store = Store::open(storePath(invocation), store_options);
  CareWatch watch(invocation, console);
  Json failures = Json::array();
  const RereadResult result = reread(
      *store, model, options,
      [&](const std::string& name, const std::string& why) {
        failures.push_back({{"document", name}, {"reason", why}});
        if (invocation.has("json")) return;
        watch.clear();
        console.out << "kept as it was  " << visibleLine(name) << ": " << visibleLine(why) << "\n";
      },
      watch.progress(), InterruptGuard::interrupted());
  watch.clear();
  if (invocation.has("json")) {
    console.out << jsonLine({{"v", kJsonVersion},
                             {"command", "reread"},
                             {"reread", result.reread},
                             {"same", result.same},
                             {"skipped", result.skipped},
                             {"failed", std::move(failures)},
                             {"complete", result.complete}});
  } else {
    console.out << documentsText(result.reread) << " read anew, " << result.same << " gave the same, " << result.skipped
                << " had been read by this version, " << result.failed << " kept as they were\n";
  }
  if (!result.complete) {
    console.err << "parley: interrupted; what was read is stored, and the same command goes on with the rest\n";
    return kInterrupted;
  }
  return result.failed > 0 ? kRefused : kAnswered;
}

Json indexesJson(const fs::path& store) {
  const StoreSizes sizes = sizesOf(store);
  const auto listOf = [](const auto& counts) {
    Json list = Json::array();
    for (const auto& [name, count] : counts) {
      list.push_back({{"name", name}, {"entries", count.entries}, {"bytes", count.bytes}});
    }
    return list;
  };
  return {{"disk_bytes", sizes.disk_bytes}, {"indexes", listOf(sizes.rows)}, {"relations", listOf(sizes.relations)}};
}

void printIndexes(const fs::path& store, const Console& console) {
  const StoreSizes sizes = sizesOf(store);
  const auto print = [&](const std::string& title, const auto& counts) {
    console.out << "\n" << title << "\n";
    for (const auto& [name, count] : counts) {
      char line[96];
      std::snprintf(line, sizeof(line), "  %-28s %10llu  %s\n", name.c_str(),
                    static_cast<unsigned long long>(count.entries), sizeText(count.bytes).c_str());
      console.out << line;
    }
  };
  console.out << "\non disk, compressed: " << sizeText(sizes.disk_bytes) << "\n";
  print("rows of the store (entries, bytes before compression)", sizes.rows);
  print("triples by relation (an entry for each report or meeting that states one)", sizes.relations);
}

}  // namespace parley
